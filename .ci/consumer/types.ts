/** @file The installed package's types, under a strict compiler. */

import { type Learned, learn } from "knack-ts";
import type { ContrastTask } from "knack-ts/contrast";
import { loadModel, loadNet, loadPicture, netPrimitives, type Picture } from "knack-ts/nets";

const total = await learn([
  [2, 1.5, 3],
  [3, 2.5, 7.5],
]);
export const sum: number | undefined = total(4, 5);
export const typed: Learned<[number, number], number> = total;
// @ts-expect-error the inputs are numbers
total("4", "5");

export const task = {
  name: "double",
  signature: { inputs: [{ name: "x", type: "int" }], output: "int" },
  axis: "magnitude",
  reference: (x) => 2 * x,
  sample: (random, reach) => [random.between(0, 9 * reach)],
} satisfies ContrastTask<[x: number], number>;

const digits = await loadNet<number>(new URL("digits.net.json", import.meta.url));
export const read: number[] | undefined = digits.each(await loadPicture("row.png"));
const primitives = await netPrimitives(await loadModel("digits.net.json"));
const sumOf = await learn([[await loadPicture("row.png"), 12]], { primitives });
export const added = (picture: Picture): number | undefined => sumOf(picture);
