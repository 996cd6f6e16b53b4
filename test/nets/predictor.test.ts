import { describe, expect, it } from "vitest";
import { loadBackend, type Tensor } from "../../src/nets/backend.ts";
import { initialise, type NetSpec } from "../../src/nets/net.ts";
import { Predictor } from "../../src/nets/predictor.ts";

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
