import { describe, expect, it } from "vitest";
import { Raster } from "../../../src/nets/geometry/raster.ts";

describe("polygons", () => {
  const reds = (corners: [number, number][], side = 8): number[] => {
    const raster = new Raster(side, side, [0, 0, 0]);
    raster.polygon(corners, [255, 0, 0]);
    return Array.from({ length: side * side }, (_, i) => raster.pixels[3 * i]);
  };
  const area = (corners: [number, number][]): number =>
    reds(corners).reduce((sum, level) => sum + level, 0) / 255;

  it("fill whole pixels wholly, and others as far as they reach", () => {
    const half = reds([
      [1, 1],
      [3.5, 1],
      [3.5, 2],
      [1, 2],
    ]);
    expect(half.slice(8, 16)).toEqual([0, 255, 255, 128, 0, 0, 0, 0]);
    expect([...half.slice(0, 8), ...half.slice(16)].every((level) => level === 0)).toBe(true);
  });

  it("have the area that they have, in whatever order their corners come", () => {
    const triangle: [number, number][] = [
      [1, 1],
      [7, 2],
      [3, 7],
    ];
    expect(area(triangle)).toBeCloseTo(17, 0);
    expect(area([...triangle].reverse())).toBeCloseTo(area(triangle), 1);
  });

  it("leave out what their edges go round twice", () => {
    const inner: [number, number][] = [
      [0, 0],
      [8, 0],
      [8, 8],
      [0, 8],
      [0, 0],
      [2, 2],
      [6, 2],
      [6, 6],
      [2, 6],
      [2, 2],
    ];
    expect(reds(inner)[4 * 8 + 4]).toBe(0);
    expect(reds(inner)[0]).toBe(255);
  });

  it("may lie outside the picture", () => {
    expect(
      area([
        [-50, -50],
        [4, -50],
        [4, 50],
        [-50, 50],
      ]),
    ).toBe(32);
  });
});
