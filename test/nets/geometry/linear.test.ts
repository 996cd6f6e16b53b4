/** @file Principal components against clouds whose axes are known, and Procrustes against turns that are. */

import { expect, it } from "vitest";
import { randomOf } from "../../../src/language/random.ts";
import { aligned, type Cloud, centred, gram, principal } from "../../../src/nets/geometry/linear.ts";
import { normal } from "../../../src/nets/layers/layer.ts";

/** Normal points, stretched along each axis. */
function cloudOf(count: number, deviations: readonly number[], seed = 1): Cloud {
  const random = randomOf(seed);
  const data = Float64Array.from({ length: count * deviations.length }, (_, i) => {
    return 5 + deviations[i % deviations.length] * normal(random);
  });
  return centred({ count, width: deviations.length, data });
}

/** A rotation about two axes, and a mirror. */
function turned({ count, width, data }: Cloud): Cloud {
  const [a, b] = [0.7, -1.2];
  const out = new Float64Array(data.length);
  for (let row = 0; row < count; row++) {
    const [x, y, z] = data.subarray(row * width, row * width + 3);
    const [u, v] = [x * Math.cos(a) - y * Math.sin(a), x * Math.sin(a) + y * Math.cos(a)];
    out.set([u, -(v * Math.cos(b) - z * Math.sin(b)), v * Math.sin(b) + z * Math.cos(b)], row * width);
  }
  return { count, width, data: out };
}

const most = (data: ArrayLike<number>, other: ArrayLike<number>): number =>
  Math.max(...Array.from(data, (x, i) => Math.abs(x - other[i])));

it("finds the axes of a cloud, whichever way it is turned", () => {
  const cloud = cloudOf(400, [1, 4, 2]);
  const parts = principal(cloud, gram(cloud), 3);
  const variance = (axis: number): number =>
    cloud.data.reduce((sum, x, i) => sum + (i % 3 === axis ? (x * x) / 400 : 0), 0);
  for (const [i, axis] of [1, 2, 0].entries())
    expect(Math.abs(parts.variances[i] / variance(axis) - 1)).toBeLessThan(0.05);
  expect(parts.total).toBeCloseTo(variance(0) + variance(1) + variance(2), 9);

  const other = turned(cloud);
  const again = principal(other, gram(other), 3);
  for (const [i, value] of parts.variances.entries()) expect(again.variances[i]).toBeCloseTo(value, 9);
  expect(parts.variances.reduce((sum, x) => sum + x, 0)).toBeCloseTo(parts.total, 9);
});

it("is exact on the known answer of points on a line", () => {
  const line = centred({ count: 3, width: 2, data: Float64Array.of(0, 0, 3, 4, 6, 8) });
  const { scores, variances } = principal(line, gram(line), 2);
  expect(scores.width).toBe(1);
  expect(variances[0]).toBeCloseTo(50 / 3, 12);
  expect(Array.from(scores.data, Math.abs)).toEqual([5, 0, 5].map((x) => expect.closeTo(x, 12)));
});

it("gives the same for few points with many coordinates as through all coordinates", () => {
  const narrow = cloudOf(20, [3, 2, 1]);
  // Each coordinate stands there twelve times: all variances are twelve times as large.
  const wide: Cloud = {
    count: 20,
    width: 36,
    data: Float64Array.from(
      { length: 20 * 36 },
      (_, i) => narrow.data[Math.floor(i / 36) * 3 + ((i % 36) % 3)],
    ),
  };
  const few = principal(narrow, gram(narrow), 3);
  const many = principal(wide, gram(wide), 50);
  expect(many.scores.width).toBe(3);
  for (const [i, value] of few.variances.entries()) expect(many.variances[i]).toBeCloseTo(12 * value, 8);
  const scaled = few.scores.data.map((x) => Math.abs(x) * Math.sqrt(12));
  expect(most(scaled, many.scores.data.map(Math.abs))).toBeLessThan(1e-8);
});

it("has no components where all points are one", () => {
  const cloud = centred({ count: 5, width: 2, data: new Float64Array(10).fill(3) });
  expect(principal(cloud, gram(cloud), 3).scores.width).toBe(0);
});

it("turns and mirrors a cloud back onto the one that it came from", () => {
  const cloud = cloudOf(50, [1, 2, 3]);
  const other = turned(cloud);
  expect(most(other.data, cloud.data)).toBeGreaterThan(1);
  expect(most(aligned(other, cloud).data, cloud.data)).toBeLessThan(1e-9);
});

it("moves nothing but by turning: distances stay", () => {
  const [cloud, other] = [cloudOf(30, [1, 2, 3]), cloudOf(30, [2, 2, 1], 2)];
  expect(most(gram(aligned(cloud, other)), gram(cloud))).toBeLessThan(1e-9);
});
