/** @file The measures on point sets of which they are known. */

import { describe, expect, it } from "vitest";
import { randomOf } from "../../../src/language/random.ts";
import { classLabels, type Labels } from "../../../src/nets/geometry/labels.ts";
import { type Cloud, centred } from "../../../src/nets/geometry/linear.ts";
import { type Measures, measured } from "../../../src/nets/geometry/measures.ts";
import { labelsOf, pointsOf, SHAPES, type Shape } from "../../../src/nets/geometry/shapes.ts";

const cloudOf = (points: readonly (readonly number[])[]): Cloud =>
  centred({ count: points.length, width: points[0].length, data: Float64Array.from(points.flat()) });

const of = (points: readonly (readonly number[])[], labels: Labels): Measures =>
  measured(cloudOf(points), labels).measures;

function uniform(count: number, width: number, seed = 1): number[][] {
  const random = randomOf(seed);
  return Array.from({ length: count }, () => Array.from({ length: width }, () => random.word() / 2 ** 32));
}

const classes = (each: readonly string[]): Labels => classLabels(each);

describe("of classes", () => {
  it("are 1 where a plane parts them", () => {
    const points = uniform(200, 3).filter(([x, y]) => Math.abs(x + y - 1) > 0.1);
    const { linear, neighbours } = of(points, classes(points.map(([x, y]) => (x + y > 1 ? "a" : "b"))));
    expect(linear).toBeGreaterThan(0.98);
    expect(neighbours).toBeGreaterThan(0.95);
  });

  it("tell a line from what lies in clumps: of a checkerboard only the neighbours agree", () => {
    const points = uniform(400, 2);
    const side = (x: number): number => Math.floor(2 * x);
    const { linear, neighbours, scatter } = of(
      points,
      classes(points.map(([x, y]) => (side(x) === side(y) ? "a" : "b"))),
    );
    expect(linear).toBeLessThan(0.65);
    expect(neighbours).toBeGreaterThan(0.9);
    expect(scatter).toBeLessThan(0.05);
  });

  it("are chance where labels mean nothing", () => {
    const random = randomOf(9);
    const points = uniform(400, 5);
    const { linear, neighbours } = of(points, classes(points.map(() => random.pick(["a", "b", "c", "d"]))));
    for (const share of [linear, neighbours]) {
      expect(share).toBeGreaterThan(0.15);
      expect(share).toBeLessThan(0.35);
    }
  });

  it("part three in a row, of which the middle one is never the outermost", () => {
    const points = uniform(300, 1).map(([x], i) => [x / 2 + (i % 3)]);
    expect(of(points, classes(points.map((_, i) => String(i % 3)))).linear).toBeGreaterThan(0.97);
  });

  it("have the scatter that is worked out by hand", () => {
    // Means −2 and 2, each class one to either side: between 4 · 4, within 4 · 1.
    const points = [[-3], [-1], [1], [3]];
    expect(of(points, classes(["a", "a", "b", "b"])).scatter).toBeCloseTo(4, 12);
  });
});

describe("of numbers", () => {
  it("explain a plane wholly, and a bowl by neighbours alone", () => {
    const points = uniform(300, 2);
    const numbers = (f: (point: readonly number[]) => number): Labels => ({
      kind: "numbers",
      name: "height",
      of: points.map(f),
    });
    expect(
      of(
        points,
        numbers(([x, y]) => 3 * x - y + 7),
      ).linear,
    ).toBeGreaterThan(0.999);
    const bowl = of(
      points,
      numbers(([x, y]) => (x - 0.5) ** 2 + (y - 0.5) ** 2),
    );
    expect(bowl.linear).toBeLessThan(0.1);
    expect(bowl.neighbours).toBeGreaterThan(0.9);
    expect(bowl).not.toHaveProperty("scatter");
  });
});

describe("of dimensions", () => {
  it("count the directions that vary alike", () => {
    // Uniform in a cube, and in a cube that is flat but for rounding.
    const cube = uniform(1000, 4);
    const labels = classes(cube.map((_, i) => String(i % 2)));
    expect(of(cube, labels).directions).toBeGreaterThan(3.9);
    const flat = cube.map(([x, y]) => [x, y, x + y, x - y, 1e-6 * y]);
    expect(of(flat, labels).directions).toBeCloseTo(2, 1);
  });

  it("see a crumpled sheet as a surface, and the space around it as space", () => {
    const sheet = SHAPES.get("sheet") as Shape;
    const shown = pointsOf(sheet, 1000, 3);
    const { directions, surface } = of(shown.points, labelsOf(sheet, shown));
    expect(directions).toBeGreaterThan(2.5);
    expect(surface).toBeGreaterThan(1.8);
    expect(surface).toBeLessThan(2.3);
    const space = uniform(1000, 3);
    const labels = classes(space.map((_, i) => String(i % 2)));
    expect(of(space, labels).surface).toBeGreaterThan(2.6);
  });

  it("are left out where most points are the same", () => {
    const points = Array.from({ length: 40 }, (_, i) => [i % 2, 0]);
    expect(of(points, classes(points.map(([x]) => String(x))))).not.toHaveProperty("surface");
  });
});
