/** @file The functions of the SMT-LIB theory FixedSizeBitVectors and of the logic QF_BV, on BigInt. */

import { asBits, type BitVector, type Value } from "./values.ts";

const of = (width: number, bits: bigint): BitVector => ({ width, bits: BigInt.asUintN(width, bits) });

/** The number that the bits stand for in two's complement. */
const signed = ({ width, bits }: BitVector): bigint => BigInt.asIntN(width, bits);

function sameWidth(a: BitVector, b: BitVector): number {
  if (a.width !== b.width) throw new Error(`bit-vectors of ${a.width} and ${b.width} bits`);
  return a.width;
}

type Binary = (a: bigint, b: bigint, width: number) => bigint;

const onBits =
  (f: Binary) =>
  (a: BitVector, b: BitVector): BitVector =>
    of(sameWidth(a, b), f(a.bits, b.bits, a.width));

/** All ones where the divisor is zero. */
const udiv = onBits((a, b) => (b === 0n ? -1n : a / b));
/** The dividend where the divisor is zero. */
const urem = onBits((a, b) => (b === 0n ? a : a % b));

const negate = ({ width, bits }: BitVector): BitVector => of(width, -bits);
const isNegative = (a: BitVector): boolean => signed(a) < 0n;
const absolute = (a: BitVector): BitVector => (isNegative(a) ? negate(a) : a);

/** By its definition: unsigned division of the absolute values, negated where the signs differ. */
function sdiv(a: BitVector, b: BitVector): BitVector {
  const quotient = udiv(absolute(a), absolute(b));
  return isNegative(a) === isNegative(b) ? quotient : negate(quotient);
}

/** The sign follows the dividend. */
function srem(a: BitVector, b: BitVector): BitVector {
  const rest = urem(absolute(a), absolute(b));
  return isNegative(a) ? negate(rest) : rest;
}

/** The sign follows the divisor. */
function smod(a: BitVector, b: BitVector): BitVector {
  const rest = urem(absolute(a), absolute(b));
  if (rest.bits === 0n) return rest;
  const width = sameWidth(a, b);
  if (!isNegative(a) && !isNegative(b)) return rest;
  if (isNegative(a) && !isNegative(b)) return of(width, b.bits - rest.bits);
  if (!isNegative(a) && isNegative(b)) return of(width, rest.bits + b.bits);
  return negate(rest);
}

const shl = onBits((a, b, width) => (b >= BigInt(width) ? 0n : a << b));
const lshr = onBits((a, b, width) => (b >= BigInt(width) ? 0n : a >> b));
const ashr = (a: BitVector, b: BitVector): BitVector => {
  const width = sameWidth(a, b);
  return of(width, signed(a) >> (b.bits >= BigInt(width) ? BigInt(width) : b.bits));
};

const compared =
  (holds: (a: bigint, b: bigint) => boolean, read = ({ bits }: BitVector): bigint => bits) =>
  (a: BitVector, b: BitVector): boolean => {
    sameWidth(a, b);
    return holds(read(a), read(b));
  };

/** Of two bit-vectors of one width. */
const BINARY: Readonly<Record<string, (a: BitVector, b: BitVector) => Value>> = {
  bvnand: onBits((a, b) => ~(a & b)),
  bvnor: onBits((a, b) => ~(a | b)),
  bvxnor: onBits((a, b) => ~(a ^ b)),
  bvsub: onBits((a, b) => a - b),
  bvudiv: udiv,
  bvurem: urem,
  bvsdiv: sdiv,
  bvsrem: srem,
  bvsmod: smod,
  bvshl: shl,
  bvlshr: lshr,
  bvashr: ashr,
  bvcomp: (a, b) => of(1, compared((x, y) => x === y)(a, b) ? 1n : 0n),
  bvult: compared((a, b) => a < b),
  bvule: compared((a, b) => a <= b),
  bvugt: compared((a, b) => a > b),
  bvuge: compared((a, b) => a >= b),
  bvslt: compared((a, b) => a < b, signed),
  bvsle: compared((a, b) => a <= b, signed),
  bvsgt: compared((a, b) => a > b, signed),
  bvsge: compared((a, b) => a >= b, signed),
};

/** Left-associative: two arguments or more. */
const FOLDED: Readonly<Record<string, (a: BitVector, b: BitVector) => BitVector>> = {
  bvand: onBits((a, b) => a & b),
  bvor: onBits((a, b) => a | b),
  bvxor: onBits((a, b) => a ^ b),
  bvadd: onBits((a, b) => a + b),
  bvmul: onBits((a, b) => a * b),
  concat: (a, b) => of(a.width + b.width, (a.bits << BigInt(b.width)) | b.bits),
};

/** The value of a call; undefined where the theory has no such function. */
export function callBits(name: string, args: readonly Value[]): Value | undefined {
  if (name === "bvnot" || name === "bvneg") {
    if (args.length !== 1) throw new Error(`${name} takes 1 argument`);
    const a = asBits(args[0]);
    return name === "bvneg" ? negate(a) : of(a.width, ~a.bits);
  }
  if (Object.hasOwn(BINARY, name)) {
    if (args.length !== 2) throw new Error(`${name} takes 2 arguments`);
    return BINARY[name](asBits(args[0]), asBits(args[1]));
  }
  if (!Object.hasOwn(FOLDED, name)) return;
  if (args.length < 2) throw new Error(`${name} takes 2 arguments or more`);
  return args.map(asBits).reduce(FOLDED[name]);
}

/** The value of a call of `(_ name indices…)`. */
export function callIndexedBits(name: string, indices: readonly number[], argument: Value): BitVector {
  const { width, bits } = asBits(argument);
  const [first, second] = indices;
  if (indices.length !== (name === "extract" ? 2 : 1))
    throw new Error(`(_ ${name}): wrong number of indices`);
  switch (name) {
    case "extract":
      if (!(first < width && second <= first)) throw new Error(`no bits ${first} to ${second} of ${width}`);
      return of(first - second + 1, bits >> BigInt(second));
    case "zero_extend":
      return of(width + first, bits);
    case "sign_extend":
      return of(width + first, signed({ width, bits }));
    case "rotate_left":
      return rotated(first % width);
    case "rotate_right":
      return rotated((width - (first % width)) % width);
    case "repeat":
      if (first < 1) throw new Error("a repeat of less than 1");
      return of(width * first, BigInt(`0b${bits.toString(2).padStart(width, "0").repeat(first)}`));
    default:
      throw new Error(`no such function: (_ ${name})`);
  }
  function rotated(by: number): BitVector {
    return of(width, (bits << BigInt(by)) | (bits >> BigInt(width - by)));
  }
}
