/** @file Dense layers: an affine map of the last axis, and what flattens all axes into one. */

import { activate, filled, type Layer, product, type SpecOf, weights } from "./layer.ts";

export const dense: Layer<SpecOf<"dense">> = {
  output: ({ units }, input) => [...input.slice(0, -1), units],
  initial({ units, activation }, input, random) {
    const width = input[input.length - 1];
    return {
      weight: weights([width, units], width, activation, random),
      bias: filled([units], () => 0),
    };
  },
  apply(ops, { units, activation }, { weight, bias }, x) {
    const width = x.shape[x.shape.length - 1];
    const rows = ops.reshape(x, [product(x.shape) / width, width]);
    const mapped = activate(ops, ops.add(ops.matmul(rows, weight), bias), activation);
    return ops.reshape(mapped, [...x.shape.slice(0, -1), units]);
  },
  work: ({ units }, input) => product(input) * units,
};

export const flatten: Layer<SpecOf<"flatten">> = {
  output: (_, input) => [product(input)],
  initial: () => ({}),
  apply: (ops, _, __, x) => ops.reshape(x, [x.shape[0], product(x.shape.slice(1))]),
  work: () => 0,
};
