/** @file Lists in the bank, as constants, and near one another. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listLayout } from "../../../src/domains/lists/layout.ts";
import { intLayout } from "../../../src/domains/numbers/layouts.ts";
import { randomOf } from "../../../src/language/random.ts";
import { INT, list } from "../../../src/language/type.ts";
import { hasType, sameValue, type Value } from "../../../src/language/value.ts";

const layout = listLayout(INT, intLayout);
const ints = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 5 });

const wordsOf = (value: Value): number[] => {
  const words = new Uint32Array(layout.words + 1);
  layout.write(value, words, 1);
  return [...words.subarray(1)];
};

describe("words", () => {
  it("are equal for equal lists alone", () => {
    fc.assert(
      fc.property(ints, ints, (a, b) => {
        expect(wordsOf([...a])).toEqual(wordsOf(a));
        if (!sameValue(a, b)) expect(wordsOf(a)).not.toEqual(wordsOf(b));
      }),
    );
  });

  it("mark ⊥, which null and the empty list are not", () => {
    const isBottom = (value: Value): boolean => layout.isBottom(Uint32Array.from(wordsOf(value)), 0);
    expect([undefined, null, []].map(isBottom)).toEqual([true, false, false]);
    expect(wordsOf(null)).not.toEqual(wordsOf([]));
  });
});

describe("constants", () => {
  it("cost more the longer they are and the larger their numbers", () => {
    const costs = [[], [1], [1, 1], [1, 7], [1, 77], [1, 77, 77]].map((value) => layout.literalCost(value));
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(new Set(costs).size).toBe(costs.length);
  });
});

describe("nearby lists", () => {
  it("are lists of the type, each once and none the list itself", () => {
    fc.assert(
      fc.property(ints, fc.nat(), (items, seed) => {
        const near = [...layout.vary(items, randomOf(seed))];
        for (const [i, other] of near.entries()) {
          expect(hasType(other, list(INT))).toBe(true);
          expect(near.slice(0, i).some((one) => sameValue(one, other))).toBe(false);
          expect(sameValue(other, items)).toBe(false);
        }
        if (items.length > 0) expect(near.length).toBeGreaterThan(2);
      }),
    );
  });

  it("are the same for the same seed", () => {
    const near = (seed: number): Value[] => [...layout.vary([5, 6, 7], randomOf(seed))];
    expect(near(3)).toEqual(near(3));
  });
});
