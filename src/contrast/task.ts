/** @file A task on which a program and a net are held against each other, as its author writes it down. */

import type { Draw } from "./draw.ts";

export type { Draw } from "./draw.ts";
export type { PlainPicture } from "./rows.ts";

/** What grows with the reach: how far a sample is from those that were learned from. */
export const AXES = ["length", "magnitude", "alphabet", "rotation"] as const;
export type Axis = (typeof AXES)[number];

/** Distances at which the two are tried; 1 is the range that they learn from. */
export const REACHES: readonly number[] = [1, 2, 4, 8, 16, 32];

/**
 * The default export of a task file. Values are plain data: text, numbers, booleans, lists, objects, and pictures as
 * `{ width, height, channels, pixels: Uint8Array }`.
 *
 * @example
 * export default {
 *   name: "reverse",
 *   signature: { inputs: [{ name: "xs", type: "list<int>" }], output: "list<int>" },
 *   axis: "length",
 *   reference: (xs) => xs.toReversed(),
 *   sample: (random, reach) => [random.times(random.between(0, 8 * reach), () => random.between(0, 99))],
 * } satisfies ContrastTask<[xs: number[]], number[]>;
 */
export interface ContrastTask<
  /** What is drawn. */
  D extends readonly unknown[] = readonly unknown[],
  O = unknown,
  /** What is shown of it. */
  I extends readonly unknown[] = D,
> {
  readonly name: string;
  readonly description?: string;
  readonly signature: {
    /** Types in canonical text: `int`, `real`, `bool`, `text`, `list<int>`, `(int, text)`, `image` … */
    readonly inputs: readonly { readonly name: string; readonly type: string }[];
    readonly output: string;
  };
  readonly axis: Axis;
  /** The right output. The same for the same inputs, always. */
  reference(...drawn: D): O;
  /** Inputs at that distance from the training range, which is reach 1. Everything random in them is drawn from `random`. */
  sample(random: Draw, reach: number): readonly [...D];
  /** The inputs of the signature, where the reference is asked about what they come from: a picture of what was drawn, say. */
  show?(...drawn: D): readonly [...I];
  /** Distances to try; the first is 1. Default `REACHES`. */
  readonly reaches?: readonly number[];
  /** To learn a program from, as `sample` would draw it. Default: drawn from the training range. */
  readonly examples?: readonly (readonly [...D])[];
  readonly train?: {
    /** Samples for the net; default 50,000. */
    readonly samples?: number;
    /** Examples for the program where none are given; default 8. */
    readonly examples?: number;
  };
}
