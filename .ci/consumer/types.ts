/** @file The installed package's types, under a strict compiler. */

import { type Learned, learn } from "knack-ts";

const total = await learn([
  [2, 1.5, 3],
  [3, 2.5, 7.5],
]);
export const sum: number | undefined = total(4, 5);
export const typed: Learned<[number, number], number> = total;
// @ts-expect-error the inputs are numbers
total("4", "5");
