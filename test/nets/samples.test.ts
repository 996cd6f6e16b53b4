import { describe, expect, it } from "vitest";
import { randomOf } from "../../src/language/random.ts";
import { augmented } from "../../src/nets/augment.ts";
import { Batch, orderOf, pick, type Samples } from "../../src/nets/samples.ts";

const samples: Samples = {
  count: 3,
  inputs: [
    { shape: [2], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
    { shape: [1], data: Float32Array.of(7, 8, 9) },
  ],
  wanted: { shape: [1], data: Float32Array.of(10, 20, 30) },
};

describe("batches", () => {
  it("hold the examples that they are filled with, and nothing of those before", () => {
    const batch = new Batch(samples, 2);
    batch.fill([2, 0]);
    expect([...batch.inputs[0]]).toEqual([5, 6, 1, 2]);
    expect([...batch.inputs[1]]).toEqual([9, 7]);
    expect([...batch.wanted]).toEqual([30, 10]);
    expect([...batch.weight]).toEqual([1, 1]);
    batch.fill([1]);
    expect([...batch.weight]).toEqual([1, 0]);
    expect([...batch.inputs[0].subarray(0, 2)]).toEqual([3, 4]);
  });

  it("vary pictures where they are told to, and nothing else that has rows and columns", () => {
    const data = Float32Array.from({ length: 75 }, (_, i) => (i * 7) % 11);
    const shape = [5, 5, 3];
    const both = {
      ...samples,
      count: 1,
      inputs: [
        { shape, data, isPicture: true },
        { shape, data },
      ],
    };
    const batch = new Batch(pick(both, [0]), 1);
    batch.fill([0], 3);
    expect(batch.inputs[0]).not.toEqual(data);
    expect(batch.inputs[1]).toEqual(data);
    batch.fill([0]);
    expect(batch.inputs[0]).toEqual(data);
  });

  it("are picked in order", () => {
    expect(pick(samples, [2, 2]).inputs[0].data).toEqual(Float32Array.of(5, 6, 5, 6));
  });
});

describe("the order of an epoch", () => {
  it("is a permutation, the same for the same seed", () => {
    const order = orderOf(100, 4);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(orderOf(100, 4)).toEqual(order);
    expect(orderOf(100, 5)).not.toEqual(order);
  });
});

describe("varied pictures", () => {
  const size = 21;
  /** A soft disc. */
  const disc = Float32Array.from({ length: size * size }, (_, i) => {
    const [x, y] = [(i % size) - 10, Math.floor(i / size) - 10];
    return Math.max(0, 1 - Math.sqrt(x * x + y * y) / 6);
  });

  it("show the same thing, a little elsewhere", () => {
    for (let seed = 0; seed < 20; seed++) {
      const to = new Float32Array(disc.length);
      augmented(disc, [size, size, 1], to, 0, randomOf(seed));
      const total = (of: Float32Array): number => of.reduce((sum, x) => sum + x, 0);
      const centre = (of: Float32Array, along: (i: number) => number): number =>
        of.reduce((sum, x, i) => sum + x * along(i), 0) / total(of);
      expect(total(to) / total(disc)).toBeGreaterThan(0.75);
      expect(total(to) / total(disc)).toBeLessThan(1.3);
      expect(Math.abs(centre(to, (i) => i % size) - 10)).toBeLessThan(0.08 * size + 1);
      expect(Math.abs(centre(to, (i) => Math.floor(i / size)) - 10)).toBeLessThan(0.08 * size + 1);
    }
  });

  it("go on beyond their edges: paper stays white", () => {
    const to = new Float32Array(disc.length);
    augmented(new Float32Array(disc.length).fill(1), [size, size, 1], to, 0, randomOf(2));
    for (const level of to) expect(level).toBeCloseTo(1, 5);
  });

  it("keep their channels apart", () => {
    const colours = Float32Array.from({ length: 5 * 5 * 3 }, (_, i) => (i % 3 === 1 ? 1 : 0));
    const to = new Float32Array(colours.length);
    augmented(colours, [5, 5, 3], to, 0, randomOf(1));
    expect(to.every((x, i) => i % 3 === 1 || x === 0)).toBe(true);
    expect(to.some((x) => x > 0.5)).toBe(true);
  });
});
