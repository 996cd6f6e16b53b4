/** @file Every layer and loss: compiled gradients, uncompiled ones and central differences in double precision are the same. */

import { beforeAll, describe, expect, it } from "vitest";
import { randomOf } from "../../src/language/random.ts";
import {
  type Backend,
  loadBackend,
  type Operations,
  type Tensor,
  type Tensors,
} from "../../src/nets/backend.ts";
import type { LayerSpec } from "../../src/nets/layers/layer.ts";
import { normal, POSITIONS, product } from "../../src/nets/layers/layer.ts";
import { type Head, lossOf } from "../../src/nets/losses.ts";
import { forward, initialise, type NetSpec, outputOf } from "../../src/nets/net.ts";
import { type PlainTensor, plainOperations, plainTensor } from "../../src/nets/plain.ts";

interface Case {
  readonly name: string;
  readonly net: NetSpec;
  readonly head: Head;
  /** How many tokens there are, where inputs are tokens. */
  readonly vocabulary?: number;
  readonly codes?: readonly number[];
}

const dense = (units: number, activation: "linear" | "relu" | "tanh" = "linear"): LayerSpec => ({
  kind: "dense",
  units,
  activation,
});
const classes = (size: number): Head => ({ kind: "parts", parts: [{ kind: "classes", size }] });
const numbers = (size: number): Head => ({ kind: "parts", parts: [{ kind: "numbers", size }] });
const chain = (shape: readonly number[], ...layers: LayerSpec[]): NetSpec => ({
  inputs: [{ shape, layers: [] }],
  layers,
});

const CASES: readonly Case[] = [
  { name: "dense, linear, squared error", net: chain([4], dense(3)), head: numbers(3) },
  { name: "dense, relu, classes", net: chain([4], dense(6, "relu"), dense(3)), head: classes(3) },
  { name: "dense, tanh, classes", net: chain([4], dense(6, "tanh"), dense(3)), head: classes(3) },
  {
    name: "parts side by side",
    net: chain([4], dense(6, "tanh"), dense(6)),
    head: {
      kind: "parts",
      parts: [
        { kind: "classes", size: 3 },
        { kind: "numbers", size: 1 },
        { kind: "classes", size: 2 },
      ],
    },
  },
  {
    name: "several inputs",
    net: {
      inputs: [
        { shape: [3], layers: [dense(2, "tanh")] },
        { shape: [4, 4, 1], layers: [{ kind: "pool" }, { kind: "flatten" }] },
      ],
      layers: [dense(2)],
    },
    head: classes(2),
  },
  {
    name: "a picture's vector at every place of a sequence",
    net: {
      inputs: [
        { shape: [4, 2, 1], layers: [{ kind: "flatten" }, dense(3, "tanh")] },
        { shape: [5, 2], layers: [dense(2)] },
      ],
      layers: [{ kind: "recurrent", units: 3 }, dense(4)],
    },
    head: { kind: "tokens", vocabulary: 4 },
  },
  { name: "normalisation", net: chain([5], dense(4), { kind: "normalise" }, dense(2)), head: numbers(2) },
  {
    name: "convolution, pooling of odd sizes, flattening",
    net: chain(
      [5, 6, 2],
      { kind: "convolution", filters: 3, size: 3, activation: "relu" },
      { kind: "pool" },
      { kind: "convolution", filters: 2, size: 5, activation: "tanh" },
      { kind: "flatten" },
      dense(3),
    ),
    head: classes(3),
  },
  {
    name: "patches that do not come out even",
    net: chain(
      [5, 7, 2],
      { kind: "patches", size: 2 },
      dense(3, "tanh"),
      { kind: "convolution", filters: 2, size: 3, activation: "tanh" },
      { kind: "flatten" },
      dense(3),
    ),
    head: classes(3),
  },
  ...POSITIONS.map(
    (positions): Case => ({
      name: `embedding and attention, positions ${positions}`,
      vocabulary: 5,
      net: chain(
        [6],
        { kind: "embedding", vocabulary: 5, units: 4, positions, length: 6 },
        { kind: "attention", heads: 2, hidden: 6, positions },
        { kind: "normalise" },
        dense(5),
      ),
      head: { kind: "tokens", vocabulary: 5 },
      ...(positions === "randomised" && { codes: [6, 4] }),
    }),
  ),
  {
    name: "recurrence",
    vocabulary: 4,
    net: chain(
      [5],
      { kind: "embedding", vocabulary: 4, units: 3, positions: "none", length: 5 },
      { kind: "recurrent", units: 4 },
      dense(4),
    ),
    head: { kind: "tokens", vocabulary: 4 },
  },
  ...[
    { heads: 2, hidden: 6 },
    { heads: 1, hidden: 0 },
    { heads: 0, hidden: 5 },
  ].map(
    ({ heads, hidden }): Case => ({
      name: `selective attention, ${heads} heads, ${hidden} hidden units`,
      vocabulary: 4,
      net: chain(
        [5],
        { kind: "embedding", vocabulary: 4, units: 3, positions: "learned", length: 5 },
        { kind: "selective", heads, key: 2, value: 3, hidden },
        dense(4),
      ),
      head: { kind: "tokens", vocabulary: 4 },
    }),
  ),
  {
    name: "simple recurrence",
    vocabulary: 4,
    net: chain(
      [5],
      { kind: "embedding", vocabulary: 4, units: 3, positions: "none", length: 5 },
      { kind: "elman", units: 4 },
      dense(4),
    ),
    head: { kind: "tokens", vocabulary: 4 },
  },
];

const BATCH = 3;
/** For central differences in double precision. */
const STEP = 1e-5;

let backend: Backend;
beforeAll(async () => {
  backend = await loadBackend();
});

describe.each(CASES)("$name", ({ net, head, vocabulary, codes }) => {
  const random = randomOf(7);
  const draw = (shape: readonly number[]): PlainTensor =>
    plainTensor(
      Array.from({ length: product(shape) }, () => (vocabulary ? random.below(vocabulary) : normal(random))),
      shape,
    );
  const inputs = net.inputs.map(({ shape }) => draw([BATCH, ...shape]));
  const context = codes
    ? plainTensor(
        Array.from({ length: product(codes) }, () => normal(random)),
        codes,
      )
    : undefined;
  const wanted = wantedFor(head, outputOf(net), random);
  const weight = plainTensor(
    Array.from({ length: head.kind === "tokens" ? BATCH * outputOf(net)[0] : BATCH }, (_, i) =>
      i % 3 === 1 ? 0 : 1,
    ),
    head.kind === "tokens" ? [BATCH, outputOf(net)[0]] : [BATCH],
  );
  // Biases that are not zero: no gradient hides behind a unit that is off for every row.
  const initial = Object.entries(initialise(net, 3)).map(
    ([name, { shape, data }]) =>
      [
        name,
        plainTensor(
          data.map((x) => x + 0.1 * normal(random)),
          shape,
        ),
      ] as const,
  );
  const loss = (ops: Operations, parameters: Tensors, given: readonly Tensor[], code?: Tensor): Tensor => {
    const { output } = forward(ops, net, parameters, given.slice(0, net.inputs.length), { codes: code });
    return lossOf(ops, head, output, given[net.inputs.length], given[net.inputs.length + 1]);
  };
  const rows = [...inputs, wanted, weight];

  it("has the gradients that central differences give", async () => {
    const upload = (a: PlainTensor): Tensor => backend.tensor(Float32Array.from(a.data), a.shape);
    const parameters = Object.fromEntries(initial.map(([name, value]) => [name, upload(value)]));
    const args = [...rows, ...(context ? [context] : [])].map(upload);
    const body = (_: Operations, all: Tensors, ...given: Tensor[]): readonly (Tensor | Tensors)[] => {
      const of = backend.gradient((p) => loss(_, p, given, context ? given[rows.length] : undefined), all);
      return [of.value, of.gradients];
    };
    const [value, compiled] = backend.compile(body)(parameters, ...args) as [Tensor, Tensors];
    const [, eager] = backend.evaluate(body, parameters, ...args) as [Tensor, Tensors];

    const plain = Object.fromEntries(initial);
    const at = (): number => (loss(plainOperations, plain, rows, context) as PlainTensor).data[0];
    expect((await backend.read(value))[0]).toBeCloseTo(at(), 4);
    for (const [name, tensor] of initial) {
      const [jit, uncompiled] = [await backend.read(compiled[name]), await backend.read(eager[name])];
      const differences = tensor.data.map((x, i) => {
        tensor.data[i] = x + STEP;
        const above = at();
        tensor.data[i] = x - STEP;
        const below = at();
        tensor.data[i] = x;
        return (above - below) / (2 * STEP);
      });
      const scale = Math.max(1e-2, Math.sqrt(differences.reduce((sum, x) => sum + x * x, 0)));
      for (const [i, x] of differences.entries()) {
        expect(Math.abs(jit[i] - x) / scale, `${name}[${i}], compiled`).toBeLessThan(1e-3);
        expect(Math.abs(uncompiled[i] - x) / scale, `${name}[${i}], uncompiled`).toBeLessThan(1e-3);
      }
    }
  });
});

function wantedFor(head: Head, output: readonly number[], random: ReturnType<typeof randomOf>): PlainTensor {
  if (head.kind === "tokens") {
    return plainTensor(
      Array.from({ length: BATCH * output[0] }, () => random.below(head.vocabulary)),
      [BATCH, output[0]],
    );
  }
  const rows = Array.from({ length: BATCH }, () =>
    head.parts.flatMap(({ kind, size }) => {
      const hot = random.below(size);
      return Array.from({ length: size }, (_, i) =>
        kind === "classes" ? Number(i === hot) : normal(random),
      );
    }),
  );
  return plainTensor(rows.flat(), [BATCH, rows[0].length]);
}
