/** @file What a layer is: a differentiable function of one array, with parameters of its own, described by plain data. */

import type { Random } from "../../language/random.ts";
import type { Operations, Tensor, Tensors } from "../backend.ts";

/** Without the batch, which comes first in every array. */
export type Shape = readonly number[];

export type Activation = "linear" | "relu" | "tanh";

/** How a net over sequences knows where a token stands. */
export const POSITIONS = ["none", "learned", "randomised", "relative"] as const;
export type Positions = (typeof POSITIONS)[number];

export type LayerSpec =
  /** `[…, n] → […, units]`, the same weights at every place. */
  | { readonly kind: "dense"; readonly units: number; readonly activation: Activation }
  /** `[height, width, channels] → [height, width, filters]`, 3 × 3 or another odd size, edges padded with zeros. */
  | {
      readonly kind: "convolution";
      readonly filters: number;
      readonly size: number;
      readonly activation: Activation;
    }
  /** `[height, width, channels] → [⌊height / 2⌋, ⌊width / 2⌋, channels]`: the largest of each 2 × 2. */
  | { readonly kind: "pool" }
  /** `[height, width, channels] → [⌊height / size⌋, ⌊width / size⌋, size² · channels]`: the numbers of each square, side by side. */
  | { readonly kind: "patches"; readonly size: number }
  /** `[…] → [n]` */
  | { readonly kind: "flatten" }
  /** `[length] → [length, units]`: a learned vector for each token; 0 is padding. */
  | {
      readonly kind: "embedding";
      readonly vocabulary: number;
      readonly units: number;
      readonly positions: Positions;
      /** Most tokens; of learned positions that many are kept. */
      readonly length: number;
    }
  /** `[length, n] → [length, n]`: causal attention and what follows it, each added to what came in. */
  | {
      readonly kind: "attention";
      readonly heads: number;
      readonly hidden: number;
      readonly positions: Positions;
    }
  /** `[length, n] → [length, units]`: a gated recurrent unit from the first token to the last. */
  | { readonly kind: "recurrent"; readonly units: number }
  /** `[length, n] → [length, units]`: a simple recurrent network of rectified units. */
  | { readonly kind: "elman"; readonly units: number }
  /**
   * `[length, n] → [length, n]`: attention of every place to all or none, and a hidden layer, each added to what came in and
   * left out where there are no heads or no hidden units.
   */
  | {
      readonly kind: "selective";
      readonly heads: number;
      /** Units that a head compares places by. */
      readonly key: number;
      /** Units that a head takes from them. */
      readonly value: number;
      readonly hidden: number;
    }
  /** `[…, n] → […, n]`: mean 0 and variance 1 over the last axis, then a learned scale and shift. */
  | { readonly kind: "normalise" };

/** Numbers before training: their shape, and where each comes from, in order. Nothing is allocated to know the shape. */
export interface Initial {
  readonly shape: Shape;
  value(): number;
}

/** What layers see besides the layer before: arrays that come with the batch. */
export interface Context {
  /** `[length, units]`, of randomised positions: the code of each place. */
  readonly codes?: Tensor;
}

export interface Layer<S extends LayerSpec> {
  /** @throws RangeError where the layer does not fit what comes in */
  output(spec: S, input: Shape): Shape;
  initial(spec: S, input: Shape, random: Random): Readonly<Record<string, Initial>>;
  /** @param x batch first */
  apply(ops: Operations, spec: S, parameters: Tensors, x: Tensor, context: Context): Tensor;
  /** Multiplications for one example, forwards. */
  work(spec: S, input: Shape): number;
  /** Numbers of its largest array on the way, for one example, where that is larger than what goes in and comes out. */
  between?(spec: S, input: Shape): number;
}

export type SpecOf<K extends LayerSpec["kind"]> = Extract<LayerSpec, { kind: K }>;

export const product = (shape: Shape): number => shape.reduce((all, size) => all * size, 1);

/**
 * Standard normal up to the fourth moment or so: twelve uniforms, less their mean (Irwin–Hall). Sums alone, so that every
 * engine draws the same.
 */
export function normal(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random.word() / 0x1_0000_0000;
  return sum;
}

/** Weights with variance 2 / fan-in before a relu (He et al. 2015), else 1 / fan-in (LeCun et al. 1998). */
export function weights(shape: Shape, fanIn: number, activation: Activation, random: Random): Initial {
  const scale = Math.sqrt((activation === "relu" ? 2 : 1) / fanIn);
  return { shape, value: () => scale * normal(random) };
}

export const filled = (shape: Shape, value: () => number): Initial => ({ shape, value });

export function activate(ops: Operations, x: Tensor, activation: Activation): Tensor {
  if (activation === "relu") return ops.relu(x);
  return activation === "tanh" ? ops.tanh(x) : x;
}
