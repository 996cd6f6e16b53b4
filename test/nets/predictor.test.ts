import { describe, expect, it, vi } from "vitest";
import { randomOf } from "../../src/language/random.ts";
import { loadBackend, type Tensor, type Tensors } from "../../src/nets/backend.ts";
import { forward, initialise, type NetSpec } from "../../src/nets/net.ts";
import { judged, Predictor, score } from "../../src/nets/predictor.ts";
import { uploaded } from "../../src/nets/weights.ts";

const SPEC: NetSpec = {
  inputs: [{ shape: [3], layers: [] }],
  layers: [
    { kind: "dense", units: 5, activation: "relu" },
    { kind: "dense", units: 2, activation: "linear" },
  ],
};

const inputs = (count: number) => [
  { shape: [3], data: Float32Array.from({ length: 3 * count }, (_, i) => Math.sin(i)) },
];

describe("a predictor", () => {
  it("gives each example the same, however many there are, at once or not", async () => {
    const predictor = await Predictor.create(SPEC, initialise(SPEC, 1));
    const all = await predictor.predict(inputs(300), 300);
    for (const count of [0, 1, 2, 3, 64, 65, 257]) {
      const first = all.slice(0, 2 * count);
      expect(await predictor.predict(inputs(count), count)).toEqual(first);
      expect(predictor.predictNow(inputs(count), count)).toEqual(first);
    }
    predictor.dispose();
  });

  it("gives with other weights what a net of those gives", async () => {
    const predictor = await Predictor.create(SPEC, initialise(SPEC, 1));
    const other = await Predictor.create(SPEC, initialise(SPEC, 2));
    const before = await predictor.predict(inputs(4), 4);
    predictor.use(initialise(SPEC, 2));
    const after = await predictor.predict(inputs(4), 4);
    expect(after).toEqual(await other.predict(inputs(4), 4));
    expect(after).not.toEqual(before);
    predictor.dispose();
    other.dispose();
  });
});

describe("a net over tokens", () => {
  it("takes so few long sequences at once that the scores of all pairs of tokens fit", async () => {
    const [length, heads, count] = [400, 2, 30];
    const spec: NetSpec = {
      inputs: [{ shape: [length], layers: [] }],
      layers: [
        { kind: "embedding", vocabulary: 5, units: 8, positions: "none", length },
        { kind: "attention", heads, hidden: 8, positions: "relative" },
        { kind: "dense", units: 3, activation: "linear" },
      ],
    };
    const data = Float32Array.from({ length: length * count }, (_, i) => 1 + ((i * i) % 4));
    const predictor = await Predictor.create(spec, initialise(spec, 1));
    const tensor = vi.spyOn(await loadBackend(), "tensor");
    const outputs = await predictor.predict([{ shape: [length], data }], count);
    const blocks = tensor.mock.calls.map(([, shape]) => shape[0]);
    tensor.mockRestore();
    expect(blocks.length).toBeGreaterThan(1);
    for (const rows of blocks) expect(4 * rows * heads * length ** 2).toBeLessThanOrEqual(2 ** 24);
    const last = data.subarray((count - 1) * length);
    const alone = await predictor.predict([{ shape: [length], data: last }], 1);
    expect(alone).toEqual(outputs.subarray((count - 1) * length * 3));
    predictor.dispose();
  });

  it("is judged block by block as it is at once", async () => {
    const [length, vocabulary, count] = [16, 64, 2500];
    const spec: NetSpec = {
      inputs: [{ shape: [length], layers: [] }],
      layers: [
        { kind: "embedding", vocabulary, units: 8, positions: "none", length },
        { kind: "dense", units: vocabulary, activation: "linear" },
      ],
    };
    const data = Float32Array.from({ length: length * count }, (_, i) => (i * i) % vocabulary);
    const predictor = await Predictor.create(spec, initialise(spec, 1));
    const sequences = [{ shape: [length], data }];
    const outputs = await predictor.predict(sequences, count);
    const likeliest = Float32Array.from(data, (_, i) => {
      const own = outputs.subarray(i * vocabulary, (i + 1) * vocabulary);
      // Every hundredth is wrong.
      return i % 100 === 0 ? -1 : own.indexOf(Math.max(...own));
    });
    const weight = new Float32Array(length * count).fill(1);
    const samples = { count, inputs: sequences, wanted: { shape: [length], data: likeliest }, weight };
    const head = { kind: "tokens", vocabulary } as const;
    const whole = score(head, outputs, samples);
    const parts = await judged(predictor, head, samples);
    expect(parts.right).toBe(whole.right);
    expect(parts.right).toBe(count - (length * count) / 100);
    expect(parts.loss).toBeCloseTo(whole.loss, 6);
    predictor.dispose();
  });
});

describe("a compiled function", () => {
  it("lets go of its literals when it is disposed of", async () => {
    const backend = await loadBackend();
    const given = backend.tensor(Float32Array.of(1, 2, 3), [3]);
    const literal = Float32Array.from({ length: 3 }, (_, i) => 10 ** i);
    const run = backend.compile((ops, a: Tensor) => ops.add(a, ops.literal(literal, [3])));
    const sum = run(given);
    expect([...(await backend.read(sum))]).toEqual([2, 12, 103]);
    run.dispose();
    expect(() => run(given)).toThrow();
    backend.dispose([sum, given]);
  });
});

describe("long sequences that a net goes through one by one", () => {
  it("are answered as by the compiled net", async () => {
    const spec: NetSpec = {
      inputs: [{ shape: [66], layers: [] }],
      layers: [
        { kind: "embedding", vocabulary: 4, units: 3, positions: "none", length: 66 },
        { kind: "recurrent", units: 3 },
        { kind: "dense", units: 4, activation: "linear" },
      ],
    };
    const weights = initialise(spec, 4);
    const random = randomOf(2);
    const data = Float32Array.from({ length: 2 * 66 }, () => random.below(4));
    const predictor = await Predictor.create(spec, weights);
    const outputs = await predictor.predict([{ shape: [66], data }], 2);
    predictor.dispose();
    const backend = await loadBackend();
    const parameters = uploaded(backend, weights);
    const wanted = await backend.read(
      backend.evaluate(
        (ops, all: Tensors, ids: Tensor) => forward(ops, spec, all, [ids]).output,
        parameters,
        backend.tensor(data, [2, 66]),
      ),
    );
    expect(outputs).toHaveLength(wanted.length);
    for (const [i, x] of wanted.entries()) expect(outputs[i]).toBeCloseTo(x, 4);
  });
});
