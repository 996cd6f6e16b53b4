/** @file SMT-LIB's bit-vector operators, slow and obvious: on bigints, as the standard's definitions read. */

type Oracle = (a: bigint, b: bigint, width: number, indices: readonly number[]) => bigint | boolean;

const two = (width: number): bigint => 2n ** BigInt(width);
const modulo = (value: bigint, width: number): bigint => ((value % two(width)) + two(width)) % two(width);
const isNegative = (value: bigint, width: number): boolean => value >= two(width) / 2n;
const toInt = (value: bigint, width: number): bigint =>
  isNegative(value, width) ? value - two(width) : value;
const neg = (a: bigint, width: number): bigint => modulo(-a, width);
const udiv = (a: bigint, b: bigint, width: number): bigint => (b === 0n ? two(width) - 1n : a / b);
const urem = (a: bigint, b: bigint): bigint => (b === 0n ? a : a - (a / b) * b);
/** Bits, highest first. */
const digits = (value: bigint, width: number): string => value.toString(2).padStart(width, "0");
const value = (text: string): bigint => BigInt(`0b${text}`);
const bitwise =
  (f: (a: string, b: string) => boolean): Oracle =>
  (a, b, width) => {
    const other = digits(b, width);
    return value([...digits(a, width)].map((digit, i) => (f(digit, other[i]) ? "1" : "0")).join(""));
  };
const shifted = (text: string, width: number): bigint => value(text.slice(0, width));
const atMost = (count: bigint, width: number): number =>
  Number(count > BigInt(width) ? BigInt(width) : count);

/** Sign cases as QF_BV defines them, by the unsigned operators. */
function signedBy(a: bigint, b: bigint, width: number): { s: boolean; t: boolean; x: bigint; y: bigint } {
  const [s, t] = [isNegative(a, width), isNegative(b, width)];
  return { s, t, x: s ? neg(a, width) : a, y: t ? neg(b, width) : b };
}

/** By SMT-LIB name; `a` alone for those of one argument, whose width it has. */
export const oracle: Readonly<Record<string, Oracle>> = {
  bvnot: bitwise((a) => a === "0"),
  bvneg: (a, _, width) => neg(a, width),
  bvand: bitwise((a, b) => a === "1" && b === "1"),
  bvor: bitwise((a, b) => a === "1" || b === "1"),
  bvxor: bitwise((a, b) => a !== b),
  bvnand: bitwise((a, b) => !(a === "1" && b === "1")),
  bvnor: bitwise((a, b) => !(a === "1" || b === "1")),
  bvxnor: bitwise((a, b) => a === b),
  bvadd: (a, b, width) => modulo(a + b, width),
  bvsub: (a, b, width) => modulo(a - b, width),
  bvmul: (a, b, width) => modulo(a * b, width),
  bvudiv: udiv,
  bvurem: urem,
  bvsdiv: (a, b, width) => {
    const { s, t, x, y } = signedBy(a, b, width);
    return s === t ? udiv(x, y, width) : neg(udiv(x, y, width), width);
  },
  bvsrem: (a, b, width) => {
    const { s, x, y } = signedBy(a, b, width);
    return s ? neg(urem(x, y), width) : urem(x, y);
  },
  bvsmod: (a, b, width) => {
    const { s, t, x, y } = signedBy(a, b, width);
    const u = urem(x, y);
    if (u === 0n) return u;
    if (s) return t ? neg(u, width) : modulo(neg(u, width) + b, width);
    return t ? modulo(u + b, width) : u;
  },
  bvshl: (a, b, width) => {
    const by = atMost(b, width);
    return value((digits(a, width) + "0".repeat(by)).slice(-width));
  },
  bvlshr: (a, b, width) => shifted("0".repeat(atMost(b, width)) + digits(a, width), width),
  bvashr: (a, b, width) => shifted(digits(a, width)[0].repeat(atMost(b, width)) + digits(a, width), width),
  bveq: (a, b) => a === b,
  bvult: (a, b) => a < b,
  bvule: (a, b) => a <= b,
  bvugt: (a, b) => a > b,
  bvuge: (a, b) => a >= b,
  bvslt: (a, b, width) => toInt(a, width) < toInt(b, width),
  bvsle: (a, b, width) => toInt(a, width) <= toInt(b, width),
  bvsgt: (a, b, width) => toInt(a, width) > toInt(b, width),
  bvsge: (a, b, width) => toInt(a, width) >= toInt(b, width),
  bvcomp: (a, b) => (a === b ? 1n : 0n),
  extract: (a, _, width, [high, low]) => value(digits(a, width).slice(width - 1 - high, width - low)),
  zero_extend: (a) => a,
  sign_extend: (a, _, width, [by]) => value(digits(a, width)[0].repeat(by) + digits(a, width)),
  rotate_left: (a, _, width, [by]) =>
    value(digits(a, width).slice(by % width) + digits(a, width).slice(0, by % width)),
  rotate_right: (a, _, width, [by]) => {
    const cut = width - (by % width);
    return value(digits(a, width).slice(cut) + digits(a, width).slice(0, cut));
  },
  repeat: (a, _, width, [times]) => value(digits(a, width).repeat(times)),
};

/** The bits of the one, then of the other. */
export const concatenated = (a: bigint, first: number, b: bigint, second: number): bigint =>
  value(digits(a, first) + digits(b, second));
