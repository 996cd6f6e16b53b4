import { describe, expect, it } from "vitest";
import { drawOf, seedOf } from "../../src/contrast/draw.ts";

describe("a draw", () => {
  it("is the same for the same seed", () => {
    const all = (seed: number) => {
      const draw = drawOf(seed);
      return [draw.word(), draw.between(-3, 3), draw.real(0, 1), draw.normal(), draw.shuffled([1, 2, 3, 4])];
    };
    expect(all(5)).toEqual(all(5));
    expect(all(5)).not.toEqual(all(6));
  });

  it("keeps to its bounds, and reaches them", () => {
    const draw = drawOf(1);
    const whole = draw.times(500, () => draw.between(-2, 2));
    expect(new Set(whole)).toEqual(new Set([-2, -1, 0, 1, 2]));
    for (const x of draw.times(500, () => draw.real(3, 4))) {
      expect(x).toBeGreaterThanOrEqual(3);
      expect(x).toBeLessThan(4);
    }
    expect(draw.shuffled([1, 2, 3]).sort()).toEqual([1, 2, 3]);
  });

  it("has the chances and the normal distribution that it says", () => {
    const draw = drawOf(2);
    const often = draw.times(4000, () => draw.chance(0.3)).filter(Boolean).length / 4000;
    expect(Math.abs(often - 0.3)).toBeLessThan(0.03);
    const normal = draw.times(4000, () => draw.normal());
    const mean = normal.reduce((sum, x) => sum + x, 0) / 4000;
    const variance = normal.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 4000;
    expect(Math.abs(mean)).toBeLessThan(0.06);
    expect(Math.abs(variance - 1)).toBeLessThan(0.1);
  });

  it("has seeds of its own for each of several things", () => {
    const seeds = new Set<number>();
    for (let a = 0; a < 20; a++) for (let b = 0; b < 20; b++) seeds.add(seedOf(1, a, b));
    expect(seeds.size).toBe(400);
    expect(seedOf(1, 2)).not.toBe(seedOf(2, 1));
  });
});
