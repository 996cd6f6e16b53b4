/** @file The compiled operations do what the plain ones do. */

import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Backend, loadBackend, type Operations, type Tensor } from "../../src/nets/backend.ts";
import { product } from "../../src/nets/layers/layer.ts";
import { type PlainTensor, plainOperations, plainTensor } from "../../src/nets/plain.ts";

let backend: Backend;
beforeAll(async () => {
  backend = await loadBackend();
});

type Case = readonly [
  name: string,
  shapes: readonly (readonly number[])[],
  of: (ops: Operations, ...given: Tensor[]) => Tensor,
];

const CASES: readonly Case[] = [
  ["add, broadcast", [[2, 3], [3]], (ops, a, b) => ops.add(a, b)],
  ["subtract a number", [[4]], (ops, a) => ops.sub(a, 1.5)],
  [
    "multiply, broadcast in the middle",
    [
      [2, 1, 3],
      [4, 1],
    ],
    (ops, a, b) => ops.mul(a, b),
  ],
  ["divide", [[3], [3]], (ops, a, b) => ops.div(a, ops.add(ops.abs(b), 1))],
  ["maximum", [[5], [5]], (ops, a, b) => ops.maximum(a, b)],
  ["equal", [[3, 2]], (ops, a) => ops.equal(ops.relu(a), 0)],
  [
    "matrix product",
    [
      [3, 4],
      [4, 2],
    ],
    (ops, a, b) => ops.matmul(a, b),
  ],
  [
    "matrix products, one for all",
    [
      [2, 3, 4],
      [4, 2],
    ],
    (ops, a, b) => ops.matmul(a, b),
  ],
  [
    "matrix products in pairs",
    [
      [2, 2, 3],
      [2, 3, 2],
    ],
    (ops, a, b) => ops.matmul(a, b),
  ],
  ["exponential and logarithm", [[6]], (ops, a) => ops.log(ops.add(ops.exp(a), 1))],
  ["root", [[6]], (ops, a) => ops.sqrt(ops.abs(a))],
  ["tanh and relu", [[6]], (ops, a) => ops.relu(ops.tanh(a))],
  ["sum of all", [[2, 3]], (ops, a) => ops.sum(a)],
  ["sum along one axis", [[2, 3, 2]], (ops, a) => ops.sum(a, [1])],
  ["mean", [[2, 3]], (ops, a) => ops.mean(a, [0])],
  ["greatest along two axes", [[2, 3, 2]], (ops, a) => ops.max(a, [0, 2])],
  ["reshape and transpose", [[2, 3, 4]], (ops, a) => ops.reshape(ops.transpose(a, [2, 0, 1]), [8, 3])],
  ["part", [[4, 5]], (ops, a) => ops.slice(a, [[1, 3], undefined])],
  ["part of the last axis", [[4, 5]], (ops, a) => ops.slice(a, [undefined, [4, 5]])],
  [
    "padding",
    [[2, 2]],
    (ops, a) =>
      ops.pad(a, [
        [1, 0],
        [0, 2],
      ]),
  ],
  [
    "joining",
    [
      [2, 1],
      [2, 3],
    ],
    (ops, a, b) => ops.concat([a, b], 1),
  ],
  ["one-hot", [[2, 2]], (ops, a) => ops.oneHot(ops.mul(ops.equal(ops.relu(a), 0), 2), 3)],
];

describe("operations", () => {
  it.each(CASES)("%s", async (_, shapes, of) => {
    const compiled = backend.compile((ops, ...given: Tensor[]) => of(ops, ...given));
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(
          ...shapes.map((shape) =>
            fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
              minLength: product(shape),
              maxLength: product(shape),
            }),
          ),
        ),
        async (contents) => {
          // What both see is the same: numbers that 32 bits hold.
          const data = contents.map((numbers) => Float32Array.from(numbers));
          const plain = of(
            plainOperations,
            ...data.map((numbers, i) => plainTensor(numbers, shapes[i])),
          ) as PlainTensor;
          const given = data.map((numbers, i) => backend.tensor(numbers, shapes[i]));
          const result = compiled(...given);
          const fast = await backend.read(result);
          expect(result.shape).toEqual([...plain.shape]);
          for (const [i, x] of plain.data.entries()) expect(fast[i]).toBeCloseTo(x, 4);
          backend.dispose([...given, result]);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("names shapes that do not go together", () => {
    const [a, b] = [plainTensor([1, 2], [2]), plainTensor([1, 2, 3], [3])];
    expect(() => plainOperations.add(a, b)).toThrow("[2] and [3] do not broadcast");
    expect(() => plainTensor([1], [2])).toThrow("[2] does not hold 1 numbers");
  });
});
