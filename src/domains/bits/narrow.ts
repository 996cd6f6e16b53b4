/**
 * @file Operators on bit-vectors of up to 32 bits, as numbers from 0. The semantics are those of SMT-LIB's theory
 * FixedSizeBitVectors and logic QF_BV: everything is total.
 */

export type Narrow = (a: number, b: number, width: number) => number;

/** The low bits of an integer that is exact. */
export const low = (value: number, width: number): number =>
  width === 32 ? value >>> 0 : value & ((1 << width) - 1);

/** As two's complement. */
export const signed = (value: number, width: number): number => (value << (32 - width)) >> (32 - width);

/** By zero all ones. */
const udiv: Narrow = (a, b, width) => (b === 0 ? low(-1, width) : Math.floor(a / b));

/** By zero 1 for negatives, else all ones. */
const sdiv: Narrow = (a, b, width) => {
  const [x, y] = [signed(a, width), signed(b, width)];
  return y === 0 ? (x < 0 ? 1 : low(-1, width)) : low(Math.trunc(x / y), width);
};

/** The sign is the dividend's; by zero the dividend. */
const srem: Narrow = (a, b, width) => (b === 0 ? a : low(signed(a, width) % signed(b, width), width));

/** The sign is the divisor's; by zero the dividend. */
const smod: Narrow = (a, b, width) => {
  const [x, y] = [signed(a, width), signed(b, width)];
  if (y === 0) return a;
  const rest = x % y;
  return low(rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest, width);
};

/** By SMT-LIB name; what is of one argument does not look at the second. */
export const operations: Readonly<Record<string, Narrow>> = {
  bvnot: (a, _, width) => low(~a, width),
  bvneg: (a, _, width) => low(-a, width),
  bvand: (a, b) => (a & b) >>> 0,
  bvor: (a, b) => (a | b) >>> 0,
  bvxor: (a, b) => (a ^ b) >>> 0,
  bvnand: (a, b, width) => low(~(a & b), width),
  bvnor: (a, b, width) => low(~(a | b), width),
  bvxnor: (a, b, width) => low(~(a ^ b), width),
  bvadd: (a, b, width) => low(a + b, width),
  bvsub: (a, b, width) => low(a - b, width),
  bvmul: (a, b, width) => low(Math.imul(a, b), width),
  bvudiv: udiv,
  bvurem: (a, b) => (b === 0 ? a : a % b),
  bvsdiv: sdiv,
  bvsrem: srem,
  bvsmod: smod,
  bvshl: (a, b, width) => (b < width ? low(a << b, width) : 0),
  bvlshr: (a, b, width) => (b < width ? a >>> b : 0),
  bvashr: (a, b, width) => low(signed(a, width) >> Math.min(b, 31), width),
};
