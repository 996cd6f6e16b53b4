import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  decimals,
  modulo,
  power,
  roundings,
  roundTo,
  roundToDigits,
  shift,
  tidy,
} from "../../../src/domains/numbers/decimal.ts";

/** A decimal as units × 10^-places, exactly. */
interface Exact {
  readonly units: bigint;
  readonly places: number;
}

function exact(value: number): Exact {
  const [digits, exponent = "0"] = String(value).split("e");
  const [whole, fraction = ""] = digits.split(".");
  const places = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction);
  return places >= 0 ? { units, places } : { units: units * 10n ** BigInt(-places), places: 0 };
}

const numberOf = ({ units, places }: Exact): number => Number(`${units}e${-places}`);

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/** numerator / denominator (positive) rounded to an integer, from the definition of each mode. */
function roundQuotient(numerator: bigint, denominator: bigint, mode: string): bigint {
  const cut = numerator / denominator;
  const rest = numerator - cut * denominator;
  if (mode === "above") return (rest < 0n ? cut - 1n : cut) + 1n;
  if (rest === 0n) return cut;
  const out = numerator < 0n ? cut - 1n : cut + 1n;
  const twice = 2n * abs(rest);
  const nearest = twice < denominator ? cut : out;
  switch (mode) {
    case "floor":
      return numerator < 0n ? out : cut;
    case "ceil":
      return numerator < 0n ? cut : out;
    case "trunc":
      return cut;
    case "away":
      return out;
    case "half-up":
      return twice === denominator ? out : nearest;
    case "half-down":
      return twice === denominator ? cut : nearest;
    case "half-even":
      return twice === denominator ? (cut % 2n === 0n ? cut : out) : nearest;
    default:
      throw new Error(mode);
  }
}

function roundExactly(value: number, multiple: number, mode: string): number {
  const [v, m] = [exact(value), exact(multiple)];
  const steps = roundQuotient(v.units * 10n ** BigInt(m.places), m.units * 10n ** BigInt(v.places), mode);
  return numberOf({ units: steps * m.units, places: m.places });
}

/** Numbers as people write them: up to 12 digits, up to 8 of them decimals. */
const decimal = fc
  .tuple(fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }), fc.integer({ min: 0, max: 8 }))
  .map(([units, places]) => Number(`${units}e${-places}`));

/** Short ones, so that ties are frequent. */
const short = fc
  .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 4 }))
  .map(([units, places]) => Number(`${units}e${-places}`));

const multiple = fc.constantFrom(
  1,
  2,
  3,
  5,
  7,
  10,
  25,
  50,
  100,
  1000,
  0.1,
  0.01,
  0.001,
  0.5,
  0.05,
  0.25,
  2.5,
  0.3,
);
const mode = fc.constantFrom(...roundings.keys());

describe("rounding", () => {
  test.each([
    [1.005, 0.01, 1.01],
    [2.675, 0.01, 2.68],
    [8.325, 0.01, 8.33],
    [1.45, 0.1, 1.5],
    [-1.45, 0.1, -1.5],
    [0.285, 0.01, 0.29],
    [1234.5678, 0.05, 1234.55],
    [1e-7, 1e-7, 1e-7],
    [2.5e-7, 1e-7, 3e-7],
    [1.15, 0.1, 1.2],
    [1e21, 10, 1e21],
    [5, 0, 5],
    [1e300, 0.01, 1e300],
  ])("%d to %d half-up is %d", (value, unit, expected) => {
    expect(roundTo(value, unit, roundings.get("half-up")!)).toBe(expected);
  });

  test("agrees with exact arithmetic on decimals, in every mode", () => {
    fc.assert(
      fc.property(fc.oneof(decimal, short), multiple, mode, (value, unit, how) => {
        expect(roundTo(value, unit, roundings.get(how)!)).toBe(roundExactly(value, unit, how) + 0);
      }),
      { numRuns: 5000 },
    );
  });

  test("to significant digits agrees with exact arithmetic", () => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: 1, max: 9 }), mode, (value, digits, how) => {
        fc.pre(value !== 0);
        const unit = Number(`1e${Number(value.toExponential().split("e")[1]) - digits + 1}`);
        expect(roundToDigits(value, digits, roundings.get(how)!)).toBe(roundExactly(value, unit, how) + 0);
      }),
      { numRuns: 2000 },
    );
    expect(roundToDigits(0, 3, Math.floor)).toBe(0);
  });

  test("never gives -0 or what is not a number", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e290, max: 1e290 }),
        multiple,
        mode,
        (value, unit, how) => {
          const rounded = roundTo(value, unit, roundings.get(how)!);
          expect(Number.isFinite(rounded) && !Object.is(rounded, -0)).toBe(true);
        },
      ),
    );
  });
});

describe("arithmetic", () => {
  const sum = (a: Exact, b: Exact): number => {
    const places = Math.max(a.places, b.places);
    const units = a.units * 10n ** BigInt(places - a.places) + b.units * 10n ** BigInt(places - b.places);
    return numberOf({ units, places });
  };

  test("sums and differences of decimals are exact", () => {
    fc.assert(
      fc.property(short, short, fc.integer({ min: -99_999, max: 99_999 }), (a, b, c) => {
        expect(add(a, b)).toBe(sum(exact(a), exact(b)) + 0);
        const large = add(c, a)!;
        expect(add(large, -c)).toBe(a + 0);
      }),
      { numRuns: 2000 },
    );
  });

  test("products and quotients of decimals are exact", () => {
    fc.assert(
      fc.property(short, short, (a, b) => {
        const [x, y] = [exact(a), exact(b)];
        const product = numberOf({ units: x.units * y.units, places: x.places + y.places });
        expect(tidy(a * b)).toBe(product + 0);
        if (b !== 0) expect(tidy(product / b)).toBe(a + 0);
      }),
      { numRuns: 2000 },
    );
  });

  test("keeps what is no dust", () => {
    expect(tidy(1 / 3)! * 3).toBe(1);
    expect(tidy(Math.PI)).toBe(Math.PI);
    expect(tidy(1e-20)).toBe(1e-20);
  });

  test("is ⊥ where digits would be lost", () => {
    expect(add(Number.MAX_SAFE_INTEGER, 1)).toBeUndefined();
    expect(add(Number.MAX_SAFE_INTEGER, -1)).toBe(Number.MAX_SAFE_INTEGER - 1);
    for (const odd of [1 / 0, -1 / 0, 0 / 0, 2 ** 53]) expect(tidy(odd)).toBeUndefined();
  });

  test("remainders have the sign of the divisor", () => {
    expect([modulo(7, 3), modulo(-7, 3), modulo(7, -3), modulo(-7, -3)]).toEqual([1, 2, -2, -1]);
    expect([modulo(5.3, 0.1), modulo(5.35, 0.1), modulo(7, 0)]).toEqual([0, 0.05, undefined]);
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 1e6 }), (a, b) => {
        const [x, y] = [BigInt(a), BigInt(b)];
        expect(modulo(a, b)).toBe(Number(((x % y) + y) % y));
      }),
    );
  });

  test("whole powers", () => {
    expect([power(2, 10), power(1.1, 2), power(2, -1), power(0, 0)]).toEqual([1024, 1.21, 0.5, 1]);
    expect([power(10, 16), power(2, 0.5), power(0, -1), power(2, 65)]).toEqual(Array(4).fill(undefined));
  });

  test("moves the point of any double", () => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: -9, max: 9 }), (value, places) => {
        const { units, places: own } = exact(value);
        expect(shift(value, places)).toBe(numberOf({ units, places: own - places }));
        expect(decimals(value)).toBe(exact(value).places);
      }),
    );
  });
});
