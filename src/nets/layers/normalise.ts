/** @file Layer normalisation (Ba, Kiros & Hinton 2016). */

import type { Operations, Tensor, Tensors } from "../backend.ts";
import { filled, type Initial, type Layer, product, type SpecOf } from "./layer.ts";

/** Keeps a constant row from dividing by zero. */
const EPSILON = 1e-5;

export const normalisers = (width: number): Readonly<Record<"scale" | "shift", Initial>> => ({
  scale: filled([width], () => 1),
  shift: filled([width], () => 0),
});

/** Over the last axis. */
export function normalised(ops: Operations, x: Tensor, scale: Tensor, shift: Tensor): Tensor {
  const last = [x.shape.length - 1];
  const centred = ops.sub(x, ops.mean(x, last));
  const variance = ops.mean(ops.mul(centred, centred), last);
  return ops.add(ops.mul(ops.div(centred, ops.sqrt(ops.add(variance, EPSILON))), scale), shift);
}

export const normalise: Layer<SpecOf<"normalise">> = {
  output: (_, input) => input,
  initial: (_, input) => normalisers(input[input.length - 1]),
  apply: (ops, _, { scale, shift }: Tensors, x) => normalised(ops, x, scale, shift),
  work: (_, input) => 4 * product(input),
};
