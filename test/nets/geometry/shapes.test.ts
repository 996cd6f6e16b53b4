/** @file The shapes are what they are said to be, and the files that are shipped are theirs. */

import { readFile, stat } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { csvOf, pointsOf, SHAPES, SHIPPED_SEED, type Shape } from "../../../src/nets/geometry/shapes.ts";
import { forward, initialise } from "../../../src/nets/net.ts";
import { type PlainTensor, plainOperations, plainTensor } from "../../../src/nets/plain.ts";

type Point = readonly [number, number, number];

/** Gauss's linking integral of two closed polygons, summed over pairs of edges (by the angles of van Oosterom & Strackee 1983). */
function linking(first: readonly Point[], second: readonly Point[]): number {
  const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  const cross = (a: Point, b: Point): Point => [
    a[1] * b[2] - a[2] * b[1],
    a[2] * b[0] - a[0] * b[2],
    a[0] * b[1] - a[1] * b[0],
  ];
  /** The solid angle of a triangle, seen from the origin. */
  const angle = (a: Point, b: Point, c: Point): number => {
    const [x, y, z] = [a, b, c].map((p) => Math.sqrt(dot(p, p)));
    return 2 * Math.atan2(dot(a, cross(b, c)), x * y * z + dot(a, b) * z + dot(b, c) * x + dot(c, a) * y);
  };
  let sum = 0;
  for (const [i, a] of first.entries()) {
    const b = first[(i + 1) % first.length];
    for (const [j, c] of second.entries()) {
      const d = second[(j + 1) % second.length];
      const [ac, bc, bd, ad] = [minus(c, a), minus(c, b), minus(d, b), minus(d, a)];
      sum += angle(ac, bc, bd) + angle(ac, bd, ad);
    }
  }
  return sum / (4 * Math.PI);
}

const circle = (at: (turn: number) => Point): Point[] =>
  Array.from({ length: 200 }, (_, i) => at((2 * Math.PI * i) / 200));
/** The middles of the two tubes. */
const CORES = [
  circle((t) => [Math.cos(t) - 0.5, Math.sin(t), 0]),
  circle((t) => [Math.cos(t) + 0.5, 0, Math.sin(t)]),
] as const;

/** What hidden layers with weights from that seed make of a curve. */
function through(width: number, seed: number, curve: readonly Point[]): Point[] {
  const layers = [0, 1].map(() => ({ kind: "dense", units: width, activation: "tanh" }) as const);
  const spec = { inputs: [{ shape: [3], layers: [] }], layers };
  const parameters = Object.fromEntries(
    Object.entries(initialise(spec, seed)).map(([name, { data, shape }]) => [name, plainTensor(data, shape)]),
  );
  const given = plainTensor(curve.flat(), [curve.length, 3]);
  const { data } = forward(plainOperations, spec, parameters, [given]).output as PlainTensor;
  return curve.map((_, i) => [data[i * width], data[i * width + 1], data[i * width + 2]]);
}

describe("the rings", () => {
  const rings = SHAPES.get("rings") as Shape;

  it("are linked once, with room between them", () => {
    expect(Math.abs(linking(...CORES))).toBeCloseTo(1, 6);
    expect(
      linking(
        CORES[0],
        CORES[1].map(([x, y, z]): Point => [x + 5, y, z]),
      ),
    ).toBeCloseTo(0, 6);
    const { points, classes } = pointsOf(rings, 2000, 7);
    for (const [i, point] of points.entries()) {
      const distance = Math.min(
        ...CORES[classes[i]].map((core) => Math.hypot(...core.map((x, k) => x - point[k]))),
      );
      expect(distance).toBeLessThan(0.26);
    }
  });

  it("stay linked under every tanh net of width 3, whatever its weights", () => {
    for (let seed = 1; seed <= 12; seed++) {
      const [a, b] = CORES.map((core) => through(3, seed, core));
      expect(Math.abs(linking(a, b)), `seed ${seed}`).toBeCloseTo(1, 4);
    }
  });
});

describe.each([...SHAPES.values()])("$name", (shape) => {
  it("is the file that is shipped, which is small", async () => {
    const path = `examples/geometry/${shape.name}.csv`;
    expect(await readFile(path, "utf8")).toBe(csvOf(shape));
    expect((await stat(path)).size).toBeLessThan(60_000);
  });

  it("is the same for the same seed, and has other points for another", () => {
    const shown = pointsOf(shape, 50, 3);
    expect(pointsOf(shape, 50, 3)).toEqual(shown);
    expect(pointsOf(shape, 50, SHIPPED_SEED).points).not.toEqual(shown.points);
    expect(new Set(shown.classes).size).toBe(shape.classes.length);
  });
});
