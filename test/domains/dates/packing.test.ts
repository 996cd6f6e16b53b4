import fc from "fast-check";
import { expect, test } from "vitest";
import { isReal } from "../../../src/domains/dates/civil.ts";
import { dateLayout } from "../../../src/domains/dates/packing.ts";
import { randomOf } from "../../../src/language/random.ts";
import { CivilDate, sameValue, type Value } from "../../../src/language/value.ts";
import { anyDate } from "./arbitrary.ts";

const words = (value: Value): Uint32Array => {
  const to = new Uint32Array(4).fill(7);
  dateLayout.write(value, to, 1);
  expect([to[0], to[3]]).toEqual([7, 7]);
  return to.slice(1, 3);
};

test("dates, null and ⊥ come back from their words, and only equal ones share them", () => {
  const value = fc.oneof(anyDate, fc.constantFrom(null, undefined, new CivilDate()));
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(dateLayout.read?.(words(a), 0)).toEqual(a);
      expect(sameValue(a, b)).toBe(String(words(a)) === String(words(b)));
      expect(dateLayout.isBottom(words(a), 0)).toBe(a === undefined);
    }),
  );
  const last = new CivilDate(9999, 12, 31, 23, 59, 59, 999);
  expect(dateLayout.read?.(words(last), 0)).toEqual(last);
});

test("variations are real dates other than the value", () => {
  fc.assert(
    fc.property(anyDate, (date) => {
      for (const varied of dateLayout.vary(date, randomOf(1))) {
        expect(isReal(varied as CivilDate)).toBe(true);
        expect(sameValue(varied, date)).toBe(false);
      }
    }),
  );
});
