/**
 * @file The operators of SMT-LIB's theory FixedSizeBitVectors and logic QF_BV as primitives, one for each width, made
 * when they are asked for. All are total.
 */

import { bitsOf } from "../../language/bits.ts";
import type { Primitive } from "../../language/primitive.ts";
import type { Print } from "../../language/print.ts";
import { BOOL, bitVector, MAX_WIDTH, type Type } from "../../language/type.ts";
import { isWide } from "./code.ts";
import * as helpers from "./helpers.ts";
import { bitsMicrocode } from "./microcode.ts";
import * as narrow from "./narrow.ts";
import { numberPrimitiveNamed } from "./numbers.ts";
import * as printed from "./printed.ts";
import * as places from "./printedplaces.ts";
import { relations } from "./relations.ts";
import * as wide from "./wide.ts";
import { bitsWitnesses } from "./witnesses.ts";

/** What an operator is at some widths. */
type Shape = Pick<Primitive, "params" | "result" | "run" | "normal"> & {
  readonly print: Print;
  /** What its value may be called. */
  readonly called: string;
};

interface Operator {
  /** Of its parameters that differ, and of its indices, how many there are. */
  readonly widths: number;
  readonly indices: number;
  /** ⊥ where the numbers are outside what the standard allows, or the result beyond `MAX_WIDTH`. */
  shape(widths: readonly number[], indices: readonly number[]): Shape | undefined;
}

const COMMUTES = ["commutative"] as const;
const BOTH = ["commutative", "associative"] as const;

/** Makes operators of that many arguments of one width. */
const alike =
  (arity: 1 | 2, result: (width: number) => Type, runOf: (name: string, width: number) => Primitive["run"]) =>
  (
    name: string,
    called: string,
    print: (width: number) => Print,
    normal?: Primitive["normal"],
  ): [string, Operator] => {
    const shape = ([width]: readonly number[]): Shape => ({
      params: new Array<Type>(arity).fill(bitVector(width)),
      result: result(width),
      called,
      ...(normal && { normal }),
      run: runOf(name, width),
      print: print(width),
    });
    return [name, { widths: 1, indices: 0, shape }];
  };

function computing(name: string, width: number): Primitive["run"] {
  const [small, large] = [narrow.operations[name], wide.operations[name]];
  return isWide(width)
    ? ([a, b]) => large(a as bigint, b as bigint, width)
    : ([a, b]) => small(a as number, b as number, width);
}

function relating(name: string, width: number): Primitive["run"] {
  const relation = relations[name];
  return ([a, b]) => relation(a as number, b as number, width);
}

const unary = alike(1, bitVector, computing);
const binary = alike(2, bitVector, computing);
const relation = alike(2, () => BOOL, relating);
const comparison = alike(
  2,
  () => bitVector(1),
  () =>
    ([a, b]) =>
      a === b ? 1 : 0,
);

/** An operator of one argument that changes its width or place. */
function placed(
  name: string,
  called: string,
  indices: number,
  shape: (width: number, indices: readonly number[]) => Placing | undefined,
): [string, Operator] {
  return [
    name,
    {
      widths: 1,
      indices,
      shape([width], numbers) {
        const placing = shape(width, numbers);
        if (!placing) return undefined;
        const { to, ...rest } = placing;
        return { ...rest, called, params: [bitVector(width)], result: bitVector(to) };
      },
    },
  ];
}

interface Placing {
  readonly to: number;
  readonly run: Primitive["run"];
  readonly print: Print;
}

/** A function of the bits, by way of bigints only where a width asks for them. */
const moving =
  (from: number, to: number, small: (a: number) => number, large: (a: bigint) => bigint): Primitive["run"] =>
  ([a]) =>
    isWide(from) || isWide(to) ? bitsOf(large(BigInt(a as number)), to) : small(a as number);

const within = (width: number): boolean => width >= 1 && width <= MAX_WIDTH;

/** The bits of the first, then those of the second. */
const concat: Operator = {
  widths: 2,
  indices: 0,
  shape([first, second]) {
    const width = first + second;
    if (!within(width)) return undefined;
    return {
      params: [bitVector(first), bitVector(second)],
      result: bitVector(width),
      called: "joined",
      run: isWide(width)
        ? ([a, b]) => (BigInt(a as number) << BigInt(second)) | BigInt(b as number)
        : ([a, b]) => (((a as number) << second) | (b as number)) >>> 0,
      print: places.concatenated(first, second),
    };
  },
};

/** The bits from the first index down to the second. */
const extract = placed("extract", "field", 2, (width, [high, from]) => {
  if (from > high || high >= width) return undefined;
  const to = high - from + 1;
  return {
    to,
    run: moving(
      width,
      to,
      (a) => narrow.low(a >>> from, to),
      (a) => a >> BigInt(from),
    ),
    print: places.extracted(high, from, width),
  };
});

/** With so many zero bits before it. */
const zeroExtend = placed("zero_extend", "extended", 1, (width, [by]) =>
  within(width + by)
    ? {
        to: width + by,
        run: moving(
          width,
          width + by,
          (a) => a,
          (a) => a,
        ),
        print: places.zeroExtended(width, width + by),
      }
    : undefined,
);

/** With so many copies of its highest bit before it. */
const signExtend = placed("sign_extend", "extended", 1, (width, [by]) =>
  within(width + by)
    ? {
        to: width + by,
        run: moving(
          width,
          width + by,
          (a) => narrow.low(narrow.signed(a, width), width + by),
          (a) => wide.signed(a, width),
        ),
        print: places.signExtended(width, width + by),
      }
    : undefined,
);

/** Rotated by so many places, which is as much as `leftBy` to the left. */
const rotation = (name: string, leftBy: (by: number, width: number) => number) =>
  placed(name, "rotated", 1, (width, [by]) => {
    const count = leftBy(by % width, width) % width;
    return {
      to: width,
      run: moving(
        width,
        width,
        (a) => (count === 0 ? a : narrow.low((a << count) | (a >>> (width - count)), width)),
        (a) => (a << BigInt(count)) | (a >> BigInt(width - count)),
      ),
      print: places.rotated(count, width),
    };
  });

/** So many copies side by side. */
const repeat = placed("repeat", "repeated", 1, (width, [times]) => {
  const to = width * times;
  if (times < 1 || !within(to)) return undefined;
  let factor = 0n;
  for (let i = 0; i < times; i++) factor |= 1n << BigInt(i * width);
  return {
    to,
    run: moving(
      width,
      to,
      (a) => a * Number(factor),
      (a) => a * factor,
    ),
    print: places.repeated(times, width),
  };
});

const compared = (symbol: string) => () => printed.compared(symbol);
const signed = (symbol: string) => (width: number) => printed.comparedSigned(symbol, width);

/** By SMT-LIB name; `bveq` is `=` at a width. */
const operators: ReadonlyMap<string, Operator> = new Map([
  /** Every bit the other way. */
  unary("bvnot", "inverted", printed.not),
  /** What makes zero with it. */
  unary("bvneg", "negated", printed.negative),
  /** The bits that both have. */
  binary("bvand", "common", printed.and, BOTH),
  /** The bits that one of them has. */
  binary("bvor", "combined", (w) => printed.orLike("|", w), BOTH),
  /** The bits in which they differ. */
  binary("bvxor", "differing", (w) => printed.orLike("^", w), BOTH),
  /** The bits that not both have. */
  binary("bvnand", "lacking", (w) => printed.notOf("&", w), COMMUTES),
  /** The bits that none has. */
  binary("bvnor", "lacking", (w) => printed.notOf("|", w), COMMUTES),
  /** The bits in which they agree. */
  binary("bvxnor", "agreeing", (w) => printed.notOf("^", w), BOTH),
  /** The sum modulo 2^width. */
  binary("bvadd", "sum", (w) => printed.sum("+", w), BOTH),
  /** The difference modulo 2^width. */
  binary("bvsub", "difference", (w) => printed.sum("-", w)),
  /** The product modulo 2^width. */
  binary("bvmul", "product", printed.product, BOTH),
  /** The whole quotient; by zero all ones. */
  binary("bvudiv", "quotient", printed.divided),
  /** What is left by division; by zero the first. */
  binary("bvurem", "rest", printed.remainder),
  /** The quotient as two's complement, toward zero; by zero 1 for negatives, else all ones. */
  binary("bvsdiv", "quotient", (w) => printed.ofWidth(helpers.divideSigned, helpers.bigDivideSigned, w)),
  /** What is left by bvsdiv, its sign the first's; by zero the first. */
  binary("bvsrem", "rest", (w) => printed.ofWidth(helpers.remainderSigned, helpers.bigRemainderSigned, w)),
  /** What is left by division, its sign the second's; by zero the first. */
  binary("bvsmod", "rest", (w) => printed.ofWidth(helpers.moduloSigned, helpers.bigModuloSigned, w)),
  /** Shifted left; by the width or more, to 0. */
  binary("bvshl", "shifted", printed.shiftLeft),
  /** Shifted right; by the width or more, to 0. */
  binary("bvlshr", "shifted", printed.shiftRight),
  /** Shifted right, filled with copies of the highest bit. */
  binary("bvashr", "shifted", printed.shiftRightSigned),
  /** Whether both are equal. */
  relation("bveq", "isEqual", compared("==="), COMMUTES),
  /** Whether the first is smaller. */
  relation("bvult", "isLess", compared("<")),
  /** Whether the first is not larger. */
  relation("bvule", "isAtMost", compared("<=")),
  /** Whether the first is larger. */
  relation("bvugt", "isMore", compared(">")),
  /** Whether the first is not smaller. */
  relation("bvuge", "isAtLeast", compared(">=")),
  /** Whether the first is smaller, as two's complement. */
  relation("bvslt", "isLess", signed("<")),
  /** Whether the first is not larger, as two's complement. */
  relation("bvsle", "isAtMost", signed("<=")),
  /** Whether the first is larger, as two's complement. */
  relation("bvsgt", "isMore", signed(">")),
  /** Whether the first is not smaller, as two's complement. */
  relation("bvsge", "isAtLeast", signed(">=")),
  /** 1 where both are equal, else 0. */
  comparison("bvcomp", "isEqual", () => printed.areEqual, COMMUTES),
  ["concat", concat],
  extract,
  zeroExtend,
  signExtend,
  rotation("rotate_left", (by) => by),
  rotation("rotate_right", (by, width) => width - by),
  repeat,
]);

/** SMT-LIB names of all operators. */
export const bitsOperators: readonly string[] = [...operators.keys()];

const made = new Map<string, Primitive>();

/**
 * The operator at these widths: of its arguments, one where they are alike, two for `concat`; a relation's result is
 * bool. ⊥ where there is no such operator or the numbers do not fit it. Called `bvand-64`, `extract-7-0-64`: indices
 * come before widths.
 *
 * @param operator as in SMT-LIB: `bvand`, `zero_extend`; and `bveq`, equality at a width
 */
export function bitsPrimitive(
  operator: string,
  widths: readonly number[],
  indices: readonly number[] = [],
): Primitive | undefined {
  const found = operators.get(operator);
  if (!found || widths.length !== found.widths || indices.length !== found.indices) return undefined;
  if (!widths.every((width) => Number.isInteger(width) && within(width))) return undefined;
  if (!indices.every((index) => Number.isSafeInteger(index) && index >= 0)) return undefined;
  const name = [operator.replace("_", "-"), ...indices, ...widths].join("-");
  const known = made.get(name);
  if (known) return known;
  const shape = found.shape(widths, indices);
  if (!shape) return undefined;
  const { called, print, ...rest } = shape;
  const microcode = bitsMicrocode(operator, widths, indices);
  const primitive: Primitive = {
    name,
    partial: false,
    ...rest,
    ...(microcode && { microcode }),
    ...(operator === "bveq" && { isEquality: true }),
    ...(widths.length === 1 && { witness: bitsWitnesses(operator, widths[0]) }),
    print: (args, context) => ({ ...print(args, context), name: called }),
  };
  made.set(name, primitive);
  return primitive;
}

const NAME = /^([a-z]+(?:-(?:extend|left|right))?)((?:-(?:0|[1-9]\d{0,5})){1,3})$/;

/** The primitive that is so called. */
export function bitsPrimitiveNamed(name: string): Primitive | undefined {
  const [, stem = "", digits = ""] = NAME.exec(name) ?? [];
  const operator = stem.replace("-", "_");
  const found = operators.get(operator);
  const numbers = digits.slice(1).split("-").map(Number);
  if (!found) return numbers.length === 1 ? numberPrimitiveNamed(stem, numbers[0]) : undefined;
  return bitsPrimitive(operator, numbers.slice(found.indices), numbers.slice(0, found.indices));
}
