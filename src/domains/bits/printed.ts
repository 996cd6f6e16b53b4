/** @file How calls of operators on one width are written. */

import {
  type Argument,
  Binding,
  type Code,
  type Helper,
  type Print,
  type PrintContext,
  primary,
} from "../../language/print.ts";
import {
  bitsOf,
  call,
  constant,
  counted,
  EXACT,
  exact,
  INT32,
  isPlain,
  isWide,
  itself,
  joined,
  type Low,
  literalOf,
  lowOf,
  masked,
  ones,
  signedCode,
} from "./code.ts";
import * as helpers from "./helpers.ts";

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
