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
import * as printed from "./printed.ts";
import * as places from "./printedplaces.ts";
import { relations } from "./relations.ts";
import * as wide from "./wide.ts";
import { bitsWitnesses } from "./witnesses.ts";

/** What an operator is at some widths. */
type Shape = Pick<Primitive, "params" | "result" | "doc" | "run" | "normal"> & {
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
    doc: string,
    called: string,
    print: (width: number) => Print,
    normal?: Primitive["normal"],
  ): [string, Operator] => {
    const shape = ([width]: readonly number[]): Shape => ({
      params: new Array<Type>(arity).fill(bitVector(width)),
      result: result(width),
      doc,
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
  readonly doc: string;
  readonly run: Primitive["run"];
  readonly print: Print;
}

/** A function of the bits, by way of bigints only where a width asks for them. */
const moving =
  (from: number, to: number, small: (a: number) => number, large: (a: bigint) => bigint): Primitive["run"] =>
  ([a]) =>
    isWide(from) || isWide(to) ? bitsOf(large(BigInt(a as number)), to) : small(a as number);

const within = (width: number): boolean => width >= 1 && width <= MAX_WIDTH;

const concat: Operator = {
  widths: 2,
  indices: 0,
  shape([first, second]) {
    const width = first + second;
    if (!within(width)) return undefined;
    return {
      params: [bitVector(first), bitVector(second)],
      result: bitVector(width),
      doc: "The bits of the first, then those of the second.",
      called: "joined",
      run: isWide(width)
        ? ([a, b]) => (BigInt(a as number) << BigInt(second)) | BigInt(b as number)
        : ([a, b]) => (((a as number) << second) | (b as number)) >>> 0,
      print: places.concatenated(first, second),
    };
  },
};

const extract = placed("extract", "field", 2, (width, [high, from]) => {
  if (from > high || high >= width) return undefined;
  const to = high - from + 1;
  return {
    to,
    doc: `Bits ${high} to ${from}.`,
    run: moving(
      width,
      to,
      (a) => narrow.low(a >>> from, to),
      (a) => a >> BigInt(from),
    ),
    print: places.extracted(high, from, width),
  };
});

const zeroExtend = placed("zero_extend", "extended", 1, (width, [by]) =>
  within(width + by)
    ? {
        to: width + by,
        doc: `With ${by} zero bits before it.`,
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

const signExtend = placed("sign_extend", "extended", 1, (width, [by]) =>
  within(width + by)
    ? {
        to: width + by,
        doc: `With ${by} copies of its highest bit before it.`,
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

const rotation = (name: string, side: string, leftBy: (by: number, width: number) => number) =>
  placed(name, "rotated", 1, (width, [by]) => {
    const count = leftBy(by % width, width) % width;
    return {
      to: width,
      doc: `Rotated to the ${side} by ${by}.`,
      run: moving(
        width,
        width,
        (a) => (count === 0 ? a : narrow.low((a << count) | (a >>> (width - count)), width)),
        (a) => (a << BigInt(count)) | (a >> BigInt(width - count)),
      ),
      print: places.rotated(count, width),
    };
  });

const repeat = placed("repeat", "repeated", 1, (width, [times]) => {
  const to = width * times;
  if (times < 1 || !within(to)) return undefined;
  let factor = 0n;
  for (let i = 0; i < times; i++) factor |= 1n << BigInt(i * width);
  return {
    to,
    doc: `${times} copies side by side.`,
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
  unary("bvnot", "Every bit the other way.", "inverted", printed.not),
  unary("bvneg", "What makes zero with it.", "negated", printed.negative),
  binary("bvand", "The bits that both have.", "common", printed.and, BOTH),
  binary("bvor", "The bits that one of them has.", "combined", (w) => printed.orLike("|", w), BOTH),
  binary("bvxor", "The bits in which they differ.", "differing", (w) => printed.orLike("^", w), BOTH),
  binary("bvnand", "The bits that not both have.", "lacking", (w) => printed.notOf("&", w), COMMUTES),
  binary("bvnor", "The bits that none has.", "lacking", (w) => printed.notOf("|", w), COMMUTES),
  binary("bvxnor", "The bits in which they agree.", "agreeing", (w) => printed.notOf("^", w), BOTH),
  binary("bvadd", "The sum modulo 2^width.", "sum", (w) => printed.sum("+", w), BOTH),
  binary("bvsub", "The difference modulo 2^width.", "difference", (w) => printed.sum("-", w)),
  binary("bvmul", "The product modulo 2^width.", "product", printed.product, BOTH),
  binary("bvudiv", "The whole quotient; by zero all ones.", "quotient", printed.divided),
  binary("bvurem", "What is left by division; by zero the first.", "rest", printed.remainder),
  binary(
    "bvsdiv",
    "The quotient as two's complement, toward zero; by zero 1 for negatives, else all ones.",
    "quotient",
    (w) => printed.ofWidth(helpers.divideSigned, helpers.bigDivideSigned, w),
  ),
  binary("bvsrem", "What is left by bvsdiv, its sign the first's; by zero the first.", "rest", (w) =>
    printed.ofWidth(helpers.remainderSigned, helpers.bigRemainderSigned, w),
  ),
  binary("bvsmod", "What is left by division, its sign the second's; by zero the first.", "rest", (w) =>
    printed.ofWidth(helpers.moduloSigned, helpers.bigModuloSigned, w),
  ),
  binary("bvshl", "Shifted left; by the width or more, to 0.", "shifted", printed.shiftLeft),
  binary("bvlshr", "Shifted right; by the width or more, to 0.", "shifted", printed.shiftRight),
  binary(
    "bvashr",
    "Shifted right, filled with copies of the highest bit.",
    "shifted",
    printed.shiftRightSigned,
  ),
  relation("bveq", "Whether both are equal.", "isEqual", compared("==="), COMMUTES),
  relation("bvult", "Whether the first is smaller.", "isLess", compared("<")),
  relation("bvule", "Whether the first is not larger.", "isAtMost", compared("<=")),
  relation("bvugt", "Whether the first is larger.", "isMore", compared(">")),
  relation("bvuge", "Whether the first is not smaller.", "isAtLeast", compared(">=")),
  relation("bvslt", "Whether the first is smaller, as two's complement.", "isLess", signed("<")),
  relation("bvsle", "Whether the first is not larger, as two's complement.", "isAtMost", signed("<=")),
  relation("bvsgt", "Whether the first is larger, as two's complement.", "isMore", signed(">")),
  relation("bvsge", "Whether the first is not smaller, as two's complement.", "isAtLeast", signed(">=")),
  comparison("bvcomp", "1 where both are equal, else 0.", "isEqual", () => printed.areEqual, COMMUTES),
  ["concat", concat],
  extract,
  zeroExtend,
  signExtend,
  rotation("rotate_left", "left", (by) => by),
  rotation("rotate_right", "right", (by, width) => width - by),
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
  if (!found) return undefined;
  const numbers = digits.slice(1).split("-").map(Number);
  return bitsPrimitive(operator, numbers.slice(found.indices), numbers.slice(0, found.indices));
}
