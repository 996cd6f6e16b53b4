import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { bitsLayout } from "../../../src/domains/bits/layout.ts";
import { bitsOf } from "../../../src/language/bits.ts";
import { randomOf } from "../../../src/language/random.ts";
import { bitVector } from "../../../src/language/type.ts";
import { hasType } from "../../../src/language/value.ts";
import { valuesOf } from "../../support/arguments.ts";

const WIDTHS = [1, 3, 8, 31, 32, 33, 63, 64];

describe.each(WIDTHS)("bits<%i>", (width) => {
  const layout = bitsLayout(width);

  test("what is written is read", () => {
    fc.assert(
      fc.property(valuesOf(bitVector(width)), (value) => {
        const words = new Uint32Array([7, 7, 7, 7]);
        layout.write(value, words, 1);
        expect(layout.read?.(words, 1)).toBe(value);
        expect([words[0], words[3]]).toEqual([7, 7]);
        expect(layout.isBottom(words, 1)).toBe(false);
      }),
    );
  });

  test("varied values are distinct, of the type and few", () => {
    fc.assert(
      fc.property(valuesOf(bitVector(width)), fc.nat(), (value, seed) => {
        const near = [...layout.vary(value, randomOf(seed))];
        expect(near.every((other) => hasType(other, bitVector(width)))).toBe(true);
        expect(new Set([...near, value]).size).toBe(near.length + 1);
        expect(near.length).toBeGreaterThan(0);
      }),
    );
  });
});

it("holds one layout a width", () => {
  expect(bitsLayout(8)).toBe(bitsLayout(8));
  expect(bitsLayout(8)).not.toBe(bitsLayout(9));
});

it("prices a constant by what it looks like", () => {
  const cost = (value: bigint, width = 64) => bitsLayout(width).literalCost(bitsOf(value, width));
  const all = (1n << 64n) - 1n;
  for (const cheap of [0n, 1n, 4n, all, 1n << 40n, 0xffffn << 16n, all << 8n, ~(1n << 40n)])
    expect(cost(cheap)).toBeLessThanOrEqual(12);
  expect(cost(0n)).toBeLessThan(cost(4n));
  expect(cost(0x5bd1_e995_27d4_eb2fn)).toBeGreaterThanOrEqual(64);
  expect(cost(0xa7n, 8)).toBeLessThanOrEqual(11);
});
