/**
 * @file Attention that may look anywhere, and nowhere: each place attends to all places, and a head keeps the part of its
 * attention that no place earns (a learned logit in the denominator). Nothing is normalised, so that what stands
 * in one coordinate reaches the next layer as it is: programs compile to such layers.
 */

import type { Operations, Tensor } from "../backend.ts";
import { filled, type Initial, type Layer, type SpecOf, weights } from "./layer.ts";

export const selective: Layer<SpecOf<"selective">> = {
  output(_, input) {
    if (input.length !== 2)
      throw new RangeError(`attention takes a sequence of vectors, not [${input.join(", ")}]`);
    return input;
  },
  initial({ heads, key, value, hidden }, [, width], random) {
    const scaled = (initial: Initial, by: number): Initial => ({
      ...initial,
      value: () => by * initial.value(),
    });
    const attending = {
      query: scaled(weights([width, heads * key], width, "linear", random), 1 / Math.sqrt(Math.max(1, key))),
      key: weights([width, heads * key], width, "linear", random),
      nowhere: filled([heads], () => 0),
      value: weights([width, heads * value], width, "linear", random),
      mix: weights([heads * value, width], heads * value, "linear", random),
    };
    const mapping = {
      up: weights([width, hidden], width, "relu", random),
      upBias: filled([hidden], () => 0),
      down: weights([hidden, width], hidden, "linear", random),
      downBias: filled([width], () => 0),
    };
    return { ...(heads > 0 && attending), ...(hidden > 0 && mapping) };
  },
  apply(ops, spec, p, x) {
    const [batch, length, width] = x.shape;
    let rows = ops.reshape(x, [batch * length, width]);
    if (spec.heads > 0) {
      const { heads, key, value } = spec;
      const split = (by: Tensor, each: number): Tensor =>
        ops.transpose(ops.reshape(ops.matmul(rows, by), [batch, length, heads, each]), [0, 2, 1, 3]);
      const scores = ops.matmul(split(p.query, key), ops.transpose(split(p.key, key), [0, 1, 3, 2]));
      const shares = sharesOf(ops, scores, ops.reshape(p.nowhere, [heads, 1, 1]));
      const mixed = ops.transpose(ops.matmul(shares, split(p.value, value)), [0, 2, 1, 3]);
      rows = ops.add(rows, ops.matmul(ops.reshape(mixed, [batch * length, heads * value]), p.mix));
    }
    if (spec.hidden > 0) {
      const hidden = ops.relu(ops.add(ops.matmul(rows, p.up), p.upBias));
      rows = ops.add(rows, ops.add(ops.matmul(hidden, p.down), p.downBias));
    }
    return ops.reshape(rows, [batch, length, width]);
  },
  work: ({ heads, key, value, hidden }, [length, width]) =>
    length * (2 * width * (heads * (key + value) + hidden) + length * heads * (key + value)),
  between: ({ heads }, [length]) => heads * length ** 2,
};

/** Softmax over the last axis and one score more, whose share is left out. */
function sharesOf(ops: Operations, scores: Tensor, nowhere: Tensor): Tensor {
  const last = [scores.shape.length - 1];
  const most = ops.constant(ops.maximum(ops.max(scores, last), nowhere));
  const powers = ops.exp(ops.sub(scores, most));
  return ops.div(powers, ops.add(ops.sum(powers, last), ops.exp(ops.sub(nowhere, most))));
}
