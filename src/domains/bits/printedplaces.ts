/** @file How calls are written that change a bit-vector's width or move its bits. */

import { type Argument, Binding, type Code, type Print, primary } from "../../language/print.ts";
import {
  bitsOf,
  call,
  constant,
  counted,
  exact,
  INT32,
  isName,
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
