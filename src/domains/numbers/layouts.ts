/** @file How ints, reals and bools lie in the bank. These three layouts are the ones every domain shares. */

import type { Layout } from "../../language/layout.ts";
import type { Random } from "../../language/random.ts";
import { BOOL, INT, REAL } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";

/** High words no int has: safe integers reach only ±2^21 there. */
const INT_NOTHING = 0x8000_0000;

/** High words of the two quiet NaNs that stand for nothing; every other NaN is written as ⊥. */
const REAL_BOTTOM = 0x7ff8_0001;
const REAL_NULL = 0x7ff8_0002;

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** Which of the two words of a double is the high one. */
const HIGH = (() => {
  double[0] = 1;
  return words[1] === 0 ? 0 : 1;
})();
const LOW = 1 - HIGH;

/** Two words, low first: the two's complement of the integer. */
export const intLayout: Layout = {
  type: INT,
  words: 2,
  write(value, to, at) {
    if (typeof value === "number" && Number.isSafeInteger(value)) {
      to[at] = value % 0x1_0000_0000;
      to[at + 1] = Math.floor(value / 0x1_0000_0000);
    } else {
      to[at] = value === null ? 1 : 0;
      to[at + 1] = INT_NOTHING;
    }
  },
  read(from, at) {
    if (from[at + 1] === INT_NOTHING) return from[at] === 1 ? null : undefined;
    return (from[at + 1] | 0) * 0x1_0000_0000 + from[at];
  },
  isBottom: (from, at) => from[at + 1] === INT_NOTHING && from[at] === 0,
  literalCost: (value) => (typeof value === "number" ? numeralBits(value) : 1),
  *vary(value) {
    if (typeof value !== "number") return;
    yield* distinct(value, Number.isSafeInteger, [
      value + 1,
      value - 1,
      -value,
      value * 10,
      Math.trunc(value / 10),
      value + 10,
      0,
      1,
    ]);
  },
};

/** Two words, low first: the IEEE double, with -0 as 0. Equal to 12 significant digits is equal. */
export const realLayout: Layout = {
  type: REAL,
  words: 2,
  write(value, to, at) {
    if (typeof value === "number" && Number.isFinite(value)) {
      double[0] = value + 0;
      to[at] = words[LOW];
      to[at + 1] = words[HIGH];
    } else {
      to[at] = 0;
      to[at + 1] = value === null ? REAL_NULL : REAL_BOTTOM;
    }
  },
  read(from, at) {
    if (from[at + 1] === REAL_NULL) return null;
    if (from[at + 1] === REAL_BOTTOM) return undefined;
    words[LOW] = from[at];
    words[HIGH] = from[at + 1];
    return double[0];
  },
  isBottom: (from, at) => from[at + 1] === REAL_BOTTOM,
  identity(from, at) {
    if ((from[at + 1] & 0x7ff0_0000) === 0x7ff0_0000) return;
    words[LOW] = from[at];
    words[HIGH] = from[at + 1];
    if (Number.isInteger(double[0])) return;
    double[0] = quantise(double[0]) + 0;
    from[at] = words[LOW];
    from[at + 1] = words[HIGH];
  },
  literalCost: (value) => (typeof value === "number" ? numeralBits(value) : 1),
  *vary(value, random: Random) {
    if (typeof value !== "number") return;
    const last = 10 ** -Math.min(12, decimals(value));
    const near = [
      value + last,
      value - last,
      -value,
      value * 10,
      value / 10,
      value + 0.5,
      Math.trunc(value),
      value + random.below(100) / 100,
      0,
      1,
    ];
    yield* distinct(value, Number.isFinite, near.map(clean));
  },
};

/** One word: 0, 1, 2 for ⊥, 3 for null. */
export const boolLayout: Layout = {
  type: BOOL,
  words: 1,
  write(value, to, at) {
    to[at] = value === true ? 1 : value === false ? 0 : value === null ? 3 : 2;
  },
  read: (from, at) => [false, true, undefined, null][from[at]],
  isBottom: (from, at) => from[at] === 2,
  literalCost: () => 1,
  *vary(value) {
    if (typeof value === "boolean") yield !value;
  },
};

const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/**
 * A fraction to 12 significant digits (13 for some leading digits: the decimal exponent is read off the binary
 * one, so that no logarithm is needed and every engine agrees).
 */
function quantise(value: number): number {
  double[0] = value;
  const exponent = ((words[HIGH] >>> 20) & 0x7ff) - 1023;
  const places = 11 - Math.floor(exponent * 0.30103);
  if (places < 0 || places > 22) return Number(value.toPrecision(12));
  return Math.round(value * POWERS[places]) / POWERS[places];
}

/** About 2 + 3.3 bits a significant digit, with a bit for a sign and one for a fraction; zeros at the end cost half a bit. */
function numeralBits(value: number): number {
  if (value === 0 || value === 1) return 2;
  if (value === 2) return 3;
  const [digits, exponent] = Math.abs(value).toExponential().split("e");
  const significant = digits.length > 1 ? digits.length - 1 : 1;
  const zeros = Math.max(0, Number(exponent) - significant + 1);
  const leading = Number(exponent) < 0 ? -Number(exponent) - 1 : 0;
  const bits = significant === 1 && digits === "1" ? 2 : 2 + 3.3 * significant;
  return bits + 0.5 * (zeros + leading) + (value < 0 ? 1 : 0) + (Number.isInteger(value) ? 0 : 1);
}

/** Digits after the point in the shortest decimal form. */
function decimals(value: number): number {
  const [digits, exponent] = value.toExponential().split("e");
  const fraction = digits.split(".")[1]?.length ?? 0;
  return Math.max(0, fraction - Number(exponent));
}

/** Without the dust that binary arithmetic leaves beyond 15 significant digits. */
const clean = (value: number): number => Number(value.toPrecision(15));

function* distinct(
  value: number,
  valid: (candidate: number) => boolean,
  candidates: readonly number[],
): Iterable<Value> {
  const seen = new Set([value]);
  for (const candidate of candidates) {
    if (seen.has(candidate) || !valid(candidate)) continue;
    seen.add(candidate);
    yield candidate + 0;
  }
}
