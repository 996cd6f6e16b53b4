/**
 * @file Bit-vectors in TypeScript: numbers up to 32 bits, bigints beyond. A call is written both masked to its width
 * and, as `low`, without the mask: masks stand only where the value itself is looked at, and where it may exceed them.
 */

import {
  type Argument,
  Binding,
  type Code,
  type Helper,
  type Print,
  type PrintContext,
  primary,
} from "../../language/print.ts";
import { bitsCode } from "../../language/types.ts";
import * as helpers from "./helpers.ts";

type Low = NonNullable<Code["low"]>;

/** Bits of a bitwise operator's result, and magnitudes that numbers hold exactly. */
const INT32 = 32;
const EXACT = 52;

export const isWide = (width: number): boolean => width > 32;

/** A constant in the width's representation. */
const constant = (value: bigint, width: number): string => bitsCode(isWide(width) ? value : Number(value));

/** A count, such as how far to shift. */
const counted = (count: number, width: number): string => (isWide(width) ? `${count}n` : `${count}`);

const ones = (width: number): bigint => (1n << BigInt(width)) - 1n;

const literalOf = (arg: Argument): bigint | undefined =>
  arg.isLiteral && (typeof arg.literal === "number" || typeof arg.literal === "bigint")
    ? BigInt(arg.literal)
    : undefined;

/** The argument's value is below 2 to this power. */
function bitsOf(arg: Argument, width: number): number {
  const value = literalOf(arg);
  return value === undefined ? Math.min(arg.bits ?? width, width) : value.toString(2).length;
}

const lowOf = (arg: Argument, width: number): Low =>
  arg.low ?? { text: arg.text, binding: arg.binding, size: bitsOf(arg, width) };

/** Whether the value itself is written as briefly as its low bits. */
const isPlain = (arg: Argument): boolean => !arg.low || arg.low.text === arg.text;

const isName = (arg: Argument): boolean => /^[A-Za-z_$][\w$]*$/.test(arg.text);

/** What is exact without a mask. */
const exact = (low: Low, bits: number): Code => ({ text: low.text, binding: low.binding, bits, low });

/** With the mask that the width asks for. */
function masked(low: Low, width: number, { at }: PrintContext): Code {
  if (isWide(width)) {
    return { ...primary(`BigInt.asUintN(${width}, ${low.text})`), bits: width, low };
  }
  const text = at(low, Binding.Unary);
  return width === 32
    ? { text: `${text} >>> 0`, binding: Binding.Shift, bits: width, low }
    : { text: `${text} & ${constant(ones(width), width)}`, binding: Binding.Bitwise, bits: width, low };
}

/** `a & b` and the like; of the same operator in a row, no parentheses. */
function joined(symbol: string, a: Low, b: Low, { at }: PrintContext): Low {
  const left = a.chain === symbol ? a.text : at(a, Binding.Unary);
  const text = `${left} ${symbol} ${at(b, Binding.Unary)}`;
  return { text, binding: Binding.Bitwise, size: INT32, chain: symbol };
}

export const and =
  (width: number): Print =>
  ([a, b], context) => {
    const low = joined("&", lowOf(a, width), lowOf(b, width), context);
    // One side without stray high bits is enough.
    const bits = Math.min(...[a, b].filter(isPlain).map((arg) => bitsOf(arg, width)));
    return bits < (isWide(width) ? 65 : 32) ? exact(low, bits) : masked(low, width, context);
  };

export const orLike =
  (symbol: "|" | "^", width: number): Print =>
  ([a, b], context) => {
    const low = joined(symbol, lowOf(a, width), lowOf(b, width), context);
    const bits = Math.max(bitsOf(a, width), bitsOf(b, width));
    const fits = isPlain(a) && isPlain(b) && (isWide(width) || bits < 32);
    return fits ? exact(low, bits) : masked(low, width, context);
  };

const inverse = (low: Low, { at }: PrintContext): Low => ({
  text: `~${at(low, Binding.Unary)}`,
  binding: Binding.Unary,
  size: INT32,
});

export const not =
  (width: number): Print =>
  ([a], context) =>
    masked(inverse(lowOf(a, width), context), width, context);

/** `~(a & b)` and the like. */
export const notOf =
  (symbol: "&" | "|" | "^", width: number): Print =>
  ([a, b], context) =>
    masked(inverse(joined(symbol, lowOf(a, width), lowOf(b, width), context), context), width, context);

export const negative =
  (width: number): Print =>
  ([a], context) => {
    const low = lowOf(a, width);
    const text = context.at(low, Binding.Unary);
    const negated = text.startsWith("-") ? `-(${text})` : `-${text}`;
    return masked({ text: negated, binding: Binding.Unary, size: low.size }, width, context);
  };

/** A constant beyond the half is written as what it takes away. */
export const sum =
  (symbol: "+" | "-", width: number): Print =>
  ([first, second], context) => {
    const isSwapped = symbol === "+" && first.isLiteral && !second.isLiteral;
    const [a, b] = isSwapped ? [second, first] : [first, second];
    const value = literalOf(b);
    const isNegative = value !== undefined && !a.isLiteral && value > ones(width) >> 1n;
    const [left, right] = [lowOf(a, width), lowOf(b, width)];
    const term = isNegative
      ? constant(ones(width) + 1n - (value as bigint), width)
      : context.at(right, Binding.Multiplicative);
    const sign = isNegative ? (symbol === "+" ? "-" : "+") : symbol;
    const size = Math.max(left.size, right.size) + 1;
    if (!isWide(width) && size > EXACT) {
      const text = `${context.at(a, Binding.Additive)} ${symbol} ${context.at(b, Binding.Multiplicative)}`;
      return masked({ text, binding: Binding.Additive, size: width + 1 }, width, context);
    }
    const text = `${context.at(left, Binding.Additive)} ${sign} ${term}`;
    const low: Low = { text, binding: Binding.Additive, size };
    const bits = Math.max(bitsOf(a, width), bitsOf(b, width)) + 1;
    const fits = sign === "+" && symbol === "+" && isPlain(a) && isPlain(b) && bits <= width;
    return fits ? exact(low, bits) : masked(low, width, context);
  };

export const product =
  (width: number): Print =>
  ([first, second], context) => {
    const [a, b] = first.isLiteral && !second.isLiteral ? [second, first] : [first, second];
    const [left, right] = [lowOf(a, width), lowOf(b, width)];
    const size = left.size + right.size;
    if (!isWide(width) && size > EXACT) {
      const text = `Math.imul(${left.text}, ${right.text})`;
      return masked({ ...primary(text), size: INT32 }, width, context);
    }
    const text = `${context.at(left, Binding.Multiplicative)} * ${context.at(right, Binding.Exponent)}`;
    const low: Low = { text, binding: Binding.Multiplicative, size };
    const bits = bitsOf(a, width) + bitsOf(b, width);
    const fits = isPlain(a) && isPlain(b) && bits <= width;
    return fits ? exact(low, bits) : masked(low, width, context);
  };

const call = (helper: Helper, parts: readonly string[], bits: number, context: PrintContext): Code => ({
  ...primary(`${context.use(helper)}(${parts.join(", ")})`),
  bits,
});

/** The value itself, where nothing is done to it. */
const itself = ({ text, binding, bits }: Code): Code => ({ text, binding, bits });

const zero = (width: number): Code => ({ ...primary(constant(0n, width)), bits: 1 });

/** How far a shift goes: the text of a count that is surely below the width, or undefined. */
function distance(by: Argument, width: number, { at }: PrintContext): string | undefined {
  const value = literalOf(by);
  if (value !== undefined) return counted(Number(value), width);
  const bits = bitsOf(by, width);
  return bits < 6 && 2 ** bits <= width ? at(by, Binding.Unary) : undefined;
}

export const shiftLeft =
  (width: number): Print =>
  ([a, by], context) => {
    const value = literalOf(by);
    if (value === 0n) return itself(a);
    if (value !== undefined && value >= BigInt(width)) return zero(width);
    const count = distance(by, width, context);
    if (count === undefined) {
      const helper = isWide(width) ? helpers.bigShiftLeft : helpers.shiftLeft;
      return call(helper, [a.text, by.text, `${width}`], width, context);
    }
    const low: Low = {
      text: `${context.at(lowOf(a, width), Binding.Unary)} << ${count}`,
      binding: Binding.Shift,
      size: INT32,
    };
    const bits = value === undefined ? width : bitsOf(a, width) + Number(value);
    const fits = value !== undefined && isPlain(a) && bits <= (isWide(width) ? width : Math.min(width, 31));
    return fits ? exact(low, bits) : masked(low, width, context);
  };

export const shiftRight =
  (width: number): Print =>
  ([a, by], context) => {
    const value = literalOf(by);
    if (value === 0n) return itself(a);
    if (value !== undefined && value >= BigInt(width)) return zero(width);
    if (isWide(width)) {
      const count = value === undefined ? context.at(by, Binding.Unary) : `${value}n`;
      const bits = Math.max(bitsOf(a, width) - Number(value ?? 0n), 1);
      return { text: `${context.at(a, Binding.Unary)} >> ${count}`, binding: Binding.Shift, bits };
    }
    const count = distance(by, width, context);
    if (count === undefined) return call(helpers.shiftRight, [a.text, by.text], width, context);
    // Of 32 bits, `>>>` looks at the low bits alone.
    const text = context.at(width === 32 ? lowOf(a, width) : a, Binding.Unary);
    const bits = Math.max(bitsOf(a, width) - Number(value ?? 0n), 1);
    return { text: `${text} >>> ${count}`, binding: Binding.Shift, bits };
  };

export const shiftRightSigned =
  (width: number): Print =>
  ([a, by], context) => {
    const value = literalOf(by);
    if (value === 0n) return itself(a);
    const low = lowOf(a, width);
    if (isWide(width)) {
      const count = value === undefined ? context.at(by, Binding.Unary) : `${value}n`;
      const text = `BigInt.asIntN(${width}, ${low.text}) >> ${count}`;
      return masked({ text, binding: Binding.Shift, size: width }, width, context);
    }
    if (value === undefined)
      return call(helpers.shiftRightSigned, [a.text, by.text, `${width}`], width, context);
    const unused = 32 - width;
    const count = unused + Math.min(Number(value), width - 1);
    const whole = context.at(low, Binding.Unary);
    const text = unused === 0 ? `${whole} >> ${count}` : `(${whole} << ${unused}) >> ${count}`;
    return masked({ text, binding: Binding.Shift, size: INT32 }, width, context);
  };

export const divided =
  (width: number): Print =>
  ([a, b], context) => {
    const value = literalOf(b);
    if (value) {
      const [dividend, divisor] = [context.at(a, Binding.Multiplicative), constant(value, width)];
      const bits = bitsOf(a, width);
      const text = `${dividend} / ${divisor}`;
      return isWide(width)
        ? { text, binding: Binding.Shift, bits }
        : { ...primary(`Math.floor(${text})`), bits };
    }
    const helper = isWide(width) ? helpers.bigDivide : helpers.divide;
    return call(helper, [a.text, b.text, constant(ones(width), width)], width, context);
  };

export const remainder =
  (width: number): Print =>
  ([a, b], context) => {
    const value = literalOf(b);
    if (value) {
      const bits = Math.min(bitsOf(a, width), bitsOf(b, width));
      // Beside other arithmetic it stands in parentheses.
      return {
        text: `${context.at(a, Binding.Multiplicative)} % ${constant(value, width)}`,
        binding: Binding.Shift,
        bits,
      };
    }
    return call(
      isWide(width) ? helpers.bigRemainder : helpers.remainder,
      [a.text, b.text],
      bitsOf(a, width),
      context,
    );
  };

/** A helper of two values and the width. */
export const ofWidth =
  (narrow: Helper, wide: Helper, width: number): Print =>
  ([a, b], context) =>
    call(isWide(width) ? wide : narrow, [a.text, b.text, `${width}`], width, context);

/** As two's complement; not of the domain's own representation. */
function signedCode(arg: Argument, width: number, { at }: PrintContext): Code {
  const value = literalOf(arg);
  if (value !== undefined) {
    const signed = BigInt.asIntN(width, value);
    if (signed >= 0n) return primary(constant(signed, width));
    return { text: `-${constant(-signed, width)}`, binding: Binding.Unary };
  }
  if (bitsOf(arg, width) < width) return arg;
  const low = lowOf(arg, width);
  if (isWide(width)) return primary(`BigInt.asIntN(${width}, ${low.text})`);
  const text = at(low, Binding.Unary);
  if (width === 32) return { text: `${text} | 0`, binding: Binding.Bitwise };
  return { text: `(${text} << ${32 - width}) >> ${32 - width}`, binding: Binding.Shift };
}

const related = (symbol: string, a: Code, b: Code, { at }: PrintContext): Code => {
  const binding = symbol === "===" ? Binding.Equality : Binding.Relational;
  return { text: `${at(a, Binding.Shift)} ${symbol} ${at(b, Binding.Shift)}`, binding };
};

export const compared =
  (symbol: string): Print =>
  ([a, b], context) =>
    related(symbol, a, b, context);

export const comparedSigned =
  (symbol: string, width: number): Print =>
  ([a, b], context) =>
    related(symbol, signedCode(a, width, context), signedCode(b, width, context), context);

export const areEqual: Print = ([a, b], context) => ({
  text: `${related("===", a, b, context).text} ? 1 : 0`,
  binding: Binding.Conditional,
  bits: 1,
});

/** The value in the representation of another width. */
function converted(arg: Argument, from: number, to: number): Code {
  const bits = bitsOf(arg, from);
  if (isWide(from) === isWide(to)) return { text: arg.text, binding: arg.binding, bits };
  const value = literalOf(arg);
  if (value !== undefined) return { ...primary(constant(value, to)), bits };
  return { ...primary(isWide(to) ? `BigInt(${arg.text})` : `Number(${arg.text})`), bits };
}

export const concatenated =
  (first: number, second: number): Print =>
  ([a, b], context) => {
    const width = first + second;
    const [high, low] = [converted(a, first, width), converted(b, second, width)];
    if (literalOf(a) === 0n) return low;
    const shifted: Low = {
      text: `${context.at(high, Binding.Unary)} << ${counted(second, width)}`,
      binding: Binding.Shift,
      size: INT32,
    };
    const both =
      literalOf(b) === 0n ? shifted : joined("|", shifted, { ...low, size: INT32 } as Low, context);
    const bits = bitsOf(a, first) + second;
    return isWide(width) || bits < 32 ? exact(both, bits) : masked(both, width, context);
  };

export const extracted =
  (high: number, from: number, width: number): Print =>
  ([a], context) => {
    const count = high - from + 1;
    if (count === width) return itself(a);
    if (!isWide(width)) {
      if (from === 0) {
        const mask = constant(ones(count), count);
        const text = `${context.at(lowOf(a, width), Binding.Unary)} & ${mask}`;
        return exact({ text, binding: Binding.Bitwise, size: count, chain: "&" }, count);
      }
      const isTop = high === width - 1;
      const source = isTop && width < 32 ? a : lowOf(a, width);
      const text = `${context.at(source, Binding.Unary)} >>> ${from}`;
      if (isTop) return { text, binding: Binding.Shift, bits: count };
      return {
        text: `(${text}) & ${constant(ones(count), count)}`,
        binding: Binding.Bitwise,
        bits: count,
      };
    }
    const isTop = high === width - 1;
    const source = isTop ? a : lowOf(a, width);
    const shifted = from === 0 ? source.text : `${context.at(source, Binding.Unary)} >> ${from}n`;
    const field = isTop ? shifted : `BigInt.asUintN(${count}, ${shifted})`;
    if (!isWide(count)) return { ...primary(`Number(${field})`), bits: count };
    return isTop ? { text: field, binding: Binding.Shift, bits: count } : { ...primary(field), bits: count };
  };

export const zeroExtended =
  (from: number, to: number): Print =>
  ([a]) =>
    converted(a, from, to);

export const signExtended =
  (from: number, to: number): Print =>
  ([a], context) => {
    if (from === to) return itself(a);
    if (bitsOf(a, from) < from) return converted(a, from, to);
    const code = signedCode(a, from, context);
    const low: Low =
      isWide(to) && !isWide(from)
        ? { ...primary(`BigInt(${code.text})`), size: from }
        : { text: code.text, binding: code.binding, size: INT32 };
    return masked(low, to, context);
  };

/** To the left by `count`, below the width. */
export const rotated =
  (count: number, width: number): Print =>
  ([a], context) => {
    if (count === 0) return itself(a);
    if (!isName(a)) {
      const helper = isWide(width) ? helpers.bigRotateLeft : helpers.rotateLeft;
      return call(helper, [a.text, counted(count, width), counted(width, width)], width, context);
    }
    const right = isWide(width) ? ">>" : ">>>";
    const text = `(${a.text} << ${counted(count, width)}) | (${a.text} ${right} ${counted(width - count, width)})`;
    return masked({ text, binding: Binding.Bitwise, size: INT32, chain: "|" }, width, context);
  };

/** `times` copies side by side: one product, as none of them overlap. */
export const repeated =
  (times: number, width: number): Print =>
  ([a], context) => {
    if (times === 1) return itself(a);
    const to = times * width;
    let factor = 0n;
    for (let i = 0; i < times; i++) factor |= 1n << BigInt(i * width);
    const text = `${context.at(converted(a, width, to), Binding.Multiplicative)} * ${constant(factor, to)}`;
    return exact({ text, binding: Binding.Multiplicative, size: to }, to);
  };
