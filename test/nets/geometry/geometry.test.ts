/** @file What a net makes of points, seen layer by layer: on nets whose weights are set by hand. */

import { describe, expect, it } from "vitest";
import { type Geometry, geometryJson, geometryOf, type Net } from "../../../src/nets/geometry/geometry.ts";
import { classLabels } from "../../../src/nets/geometry/labels.ts";
import type { LayerSpec } from "../../../src/nets/layers/layer.ts";
import { initialise, type NetSpec } from "../../../src/nets/net.ts";
import type { Samples } from "../../../src/nets/samples.ts";

const dense = (units: number, activation: "linear" | "tanh" = "linear"): LayerSpec => ({
  kind: "dense",
  units,
  activation,
});

const netOf = (spec: NetSpec, weights: Record<string, readonly number[]> = {}): Net => {
  const initial = initialise(spec, 1);
  return {
    spec,
    weights: Object.fromEntries(
      Object.entries(initial).map(([name, { shape, data }]) => [
        name,
        { shape, data: weights[name] ? Float32Array.from(weights[name]) : data },
      ]),
    ),
  };
};

const samplesOf = (
  points: readonly (readonly number[])[],
  ...shapes: readonly (readonly number[])[]
): Samples => {
  let from = 0;
  return {
    count: points.length,
    inputs: (shapes.length > 0 ? shapes : [[points[0].length]]).map((shape) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const data = Float32Array.from(points.flatMap((point) => point.slice(from, from + size)));
      from += size;
      return { shape, data };
    }),
    wanted: { shape: [1], data: new Float32Array(points.length) },
  };
};

/** A quarter of a grid: no two points alike, and nothing symmetric. */
const POINTS = Array.from({ length: 24 }, (_, i) => [i % 5, Math.floor(i / 5) ** 1.5, (i * 7) % 11]);
const LABELS = classLabels(POINTS.map(([x]) => (x > 2 ? "right" : "left")));

const HEADING = { title: "points", net: "a net" };
const layersOf = async (net: Net, samples: Samples): Promise<Geometry["layers"]> =>
  (await geometryOf(HEADING, net, samples, LABELS)).layers;

describe("a layer of three numbers or fewer", () => {
  it("is shown in its own coordinates", async () => {
    const spec: NetSpec = { inputs: [{ shape: [3], layers: [] }], layers: [dense(2)] };
    // Swaps the first two, and adds one.
    const net = netOf(spec, { "layer0.weight": [0, 1, 1, 0, 0, 0], "layer0.bias": [1, 1] });
    const [input, output] = await layersOf(net, samplesOf(POINTS));
    expect([input.title, output.title]).toEqual(["input", "output"]);
    expect([input.coordinates, output.coordinates]).toEqual(["own", "own"]);
    expect([input.dimensions, output.dimensions]).toEqual([3, 2]);
    expect(new Set(input.points.map(String))).toEqual(
      new Set(POINTS.map((point) => String([...Float32Array.from(point)]))),
    );
    for (const [i, [x, y, z]] of output.points.entries()) {
      expect([x, y, z]).toEqual([input.points[i][1] + 1, input.points[i][0] + 1, 0]);
    }
  });
});

it("is refused where the net's numbers run over", async () => {
  const spec: NetSpec = { inputs: [{ shape: [3], layers: [] }], layers: [dense(2), dense(2)] };
  const net = netOf(spec, { "layer0.weight": Array(6).fill(3e38) });
  await expect(geometryOf(HEADING, net, samplesOf(POINTS), LABELS)).rejects.toThrow(
    /^points: the net gives what is no finite number after dense 2/,
  );
});

describe("a wider layer", () => {
  it("that only turns the points looks like the layer before", async () => {
    const spec: NetSpec = { inputs: [{ shape: [3], layers: [] }], layers: [dense(4), dense(2)] };
    // A turn about the third axis, a mirror, and a fourth number that is always the same.
    const [c, s] = [Math.cos(0.9), Math.sin(0.9)];
    const net = netOf(spec, {
      "layer0.weight": [c, -s, 0, 0, s, c, 0, 0, 0, 0, -1, 0],
      "layer0.bias": [3, 0, 0, 7],
    });
    const [input, turned] = await layersOf(net, samplesOf(POINTS));
    expect(turned.coordinates).toBe("principal");
    expect(turned.seen).toBeCloseTo(1, 9);
    const middle = (k: number): number => input.points.reduce((sum, point) => sum + point[k] / 24, 0);
    for (const [i, point] of turned.points.entries()) {
      for (const k of [0, 1, 2] as const) expect(point[k]).toBeCloseTo(input.points[i][k] - middle(k), 4);
    }
    // Points at the same distance may change places.
    expect(turned.measures.neighbours).toBeCloseTo(input.measures.neighbours, 1);
    expect(turned.measures.scatter).toBeCloseTo(input.measures.scatter as number, 5);
  });

  it("says how much of it is seen", async () => {
    const spec: NetSpec = { inputs: [{ shape: [8], layers: [] }], layers: [dense(2)] };
    // Each number is as large as the others, and all of them are unrelated.
    const points = Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, k) => Number(i === k)));
    const labels = classLabels(points.map((_, i) => String(i % 2)));
    const { layers } = await geometryOf(HEADING, netOf(spec), samplesOf(points), labels);
    expect(layers[0].seen).toBeCloseTo(3 / 7, 6);
  });
});

it("leaves out what moves nothing, and joins several inputs", async () => {
  const spec: NetSpec = {
    inputs: [
      { shape: [2, 1, 1], layers: [{ kind: "flatten" }, dense(2, "tanh")] },
      { shape: [1], layers: [] },
    ],
    layers: [dense(5, "tanh"), dense(2)],
  };
  const layers = await layersOf(netOf(spec), samplesOf(POINTS, [2, 1, 1], [1]));
  expect(layers.map(({ title, width }) => [title, width])).toEqual([
    ["input", 3],
    ["inputs joined", 3],
    ["dense 5, tanh", 5],
    ["output", 2],
  ]);
  const flat: NetSpec = {
    inputs: [{ shape: [3, 1, 1], layers: [] }],
    layers: [{ kind: "flatten" }, dense(2)],
  };
  const other = await layersOf(netOf(flat), samplesOf(POINTS, [3, 1, 1]));
  expect(other.map(({ title }) => title)).toEqual(["input", "output"]);
});

it("sees what a net over tokens makes of its input at the last of them", async () => {
  const spec: NetSpec = {
    inputs: [{ shape: [3], layers: [] }],
    layers: [
      { kind: "embedding", vocabulary: 12, units: 2, positions: "none", length: 3 },
      { kind: "recurrent", units: 3 },
    ],
  };
  const tokens = POINTS.map(() => 2);
  const table = Array.from({ length: 12 }, (_, id) => [id, id * id]).flat();
  const net = { ...netOf(spec, { "layer0.token": table }), tokens };
  const ids = POINTS.map(([x, , z]) => [x, z, 0]);
  const [embedding, output] = await layersOf(net, samplesOf(ids));
  const changed = await layersOf(net, samplesOf(ids.map(([a, b]) => [a, b, 5])));
  expect(embedding.title).toBe("embedding 2, mean");
  expect(new Set(embedding.points.map(String))).toEqual(
    new Set(ids.map(([a, b]) => String([(a + b) / 2, (a * a + b * b) / 2, 0]))),
  );
  expect(changed[1].points).toEqual(output.points);
});

it("takes some of many points, always the same, with their labels", async () => {
  const spec: NetSpec = { inputs: [{ shape: [3], layers: [] }], layers: [dense(2)] };
  const few = await geometryOf(HEADING, netOf(spec), samplesOf(POINTS), LABELS, 10);
  expect(few.labels.of).toHaveLength(10);
  for (const [i, [x]] of few.layers[0].points.entries()) {
    expect(few.labels.kind === "classes" && few.labels.names[few.labels.of[i]]).toBe(
      x > 2 ? "right" : "left",
    );
  }
  expect(await geometryOf(HEADING, netOf(spec), samplesOf(POINTS), LABELS, 10)).toEqual(few);
});

it("is plain data as JSON", async () => {
  const spec: NetSpec = { inputs: [{ shape: [3], layers: [] }], layers: [dense(4), dense(2)] };
  const geometry = await geometryOf(HEADING, netOf(spec), samplesOf(POINTS), LABELS);
  const json = JSON.parse(geometryJson(geometry));
  expect({ title: json.title, net: json.net }).toEqual(HEADING);
  expect(json.labels).toEqual({ kind: "classes", names: ["left", "right"], of: geometry.labels.of });
  expect(json.layers).toHaveLength(3);
  for (const [i, layer] of json.layers.entries()) {
    expect(layer.points).toHaveLength(24);
    expect(layer.points[5][1]).toBeCloseTo(geometry.layers[i].points[5][1], 3);
    expect(Object.keys(layer.measures)).toEqual(Object.keys(geometry.layers[i].measures));
  }
});
