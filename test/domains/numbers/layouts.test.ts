import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boolLayout, intLayout, realLayout } from "../../../src/domains/numbers/layouts.ts";
import type { Layout } from "../../../src/language/layout.ts";
import { randomOf } from "../../../src/language/random.ts";
import { hasType, sameValue, type Value } from "../../../src/language/value.ts";

function written(layout: Layout, value: Value): Uint32Array {
  const words = new Uint32Array(layout.words + 2).fill(7);
  layout.write(value, words, 1);
  expect([words[0], words[layout.words + 1]]).toEqual([7, 7]);
  return words.slice(1, 1 + layout.words);
}

function identity(value: Value): string {
  const words = written(realLayout, value);
  realLayout.identity!(words, 0);
  return words.join();
}

const nothing: fc.Arbitrary<Value> = fc.constantFrom(undefined, null);

describe.each([
  ["int", intLayout, fc.oneof(nothing, fc.maxSafeInteger())],
  ["real", realLayout, fc.oneof(nothing, fc.double({ noNaN: true, noDefaultInfinity: true }))],
  ["bool", boolLayout, fc.oneof(nothing, fc.boolean())],
] as [string, Layout, fc.Arbitrary<Value>][])("%s", (_, layout, values) => {
  test("reads what it wrote, and tells ⊥ from all else", () => {
    fc.assert(
      fc.property(values, (value) => {
        const words = written(layout, value);
        expect(sameValue(layout.read!(words, 0), value)).toBe(true);
        expect(layout.isBottom(words, 0)).toBe(value === undefined);
      }),
    );
  });

  test("equal values have equal words, distinct ones distinct words", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(written(layout, a).join() === written(layout, b).join()).toBe(sameValue(a, b));
      }),
    );
  });

  test("varies into other values of the type", () => {
    fc.assert(
      fc.property(values, (value) => {
        for (const other of layout.vary(value, randomOf(1))) {
          expect(hasType(other, layout.type) && !sameValue(other, value)).toBe(true);
        }
      }),
    );
  });
});

test("odd numbers are ⊥", () => {
  for (const odd of [2 ** 53, -(2 ** 53), 0.5, Number.NaN, 1 / 0]) {
    expect(intLayout.isBottom(written(intLayout, odd), 0)).toBe(true);
  }
  for (const odd of [Number.NaN, 1 / 0, -1 / 0]) {
    expect(realLayout.isBottom(written(realLayout, odd), 0)).toBe(true);
  }
});

test("-0 is written as 0", () => {
  expect(written(realLayout, -0)).toEqual(written(realLayout, 0));
  expect(written(intLayout, -0)).toEqual(written(intLayout, 0));
});

test("reals are the same to 12 digits, integers exactly", () => {
  fc.assert(
    fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
      const short = Number(value.toPrecision(6));
      fc.pre(Math.abs(short) > 1e-200);
      expect(identity(short * (1 + 1e-15))).toBe(identity(short));
      expect(identity(short * (1 + 1e-10))).not.toBe(identity(short));
    }),
  );
  expect(identity(0.1 + 0.2)).toBe(identity(0.3));
  expect(identity(1234567890123)).not.toBe(identity(1234567890124));
  expect(identity(-1e-300)).not.toBe(identity(1e-300));
});

test("round numbers are cheap", () => {
  const order = [0, 2, 100, 25, 1.5, -1.5, 19.99, 123456];
  const costs = order.map((value) => realLayout.literalCost(value));
  expect(costs).toEqual([...costs].sort((a, b) => a - b));
  expect(costs[0]).toBe(2);
  expect(realLayout.literalCost(100)).toBeLessThanOrEqual(4);
});
