/**
 * @file Bit-vectors in TypeScript: numbers up to 32 bits, bigints beyond. A call is written both masked to its width
 * and, as `low`, without the mask: masks stand only where the value itself is looked at, and where it may exceed them.
 */

import {
  type Argument,
  Binding,
  type Code,
  type Helper,
  type PrintContext,
  primary,
} from "../../language/print.ts";
import { bitsCode } from "../../language/types.ts";

export type Low = NonNullable<Code["low"]>;

/** Bits of a bitwise operator's result, and magnitudes that numbers hold exactly. */
export const INT32 = 32;
export const EXACT = 52;

export const isWide = (width: number): boolean => width > 32;

/** A constant in the width's representation. */
export const constant = (value: bigint, width: number): string =>
  bitsCode(isWide(width) ? value : Number(value));

/** A count, such as how far to shift. */
export const counted = (count: number, width: number): string => (isWide(width) ? `${count}n` : `${count}`);

export const ones = (width: number): bigint => (1n << BigInt(width)) - 1n;

export const literalOf = (arg: Argument): bigint | undefined =>
  arg.isLiteral && (typeof arg.literal === "number" || typeof arg.literal === "bigint")
    ? BigInt(arg.literal)
    : undefined;

/** The argument's value is below 2 to this power. */
export function bitsOf(arg: Argument, width: number): number {
  const value = literalOf(arg);
  return value === undefined ? Math.min(arg.bits ?? width, width) : value.toString(2).length;
}

export const lowOf = (arg: Argument, width: number): Low =>
  arg.low ?? { text: arg.text, binding: arg.binding, size: bitsOf(arg, width) };

/** Whether the value itself is written as briefly as its low bits. */
export const isPlain = (arg: Argument): boolean => !arg.low || arg.low.text === arg.text;

export const isName = (arg: Argument): boolean => /^[A-Za-z_$][\w$]*$/.test(arg.text);

/** What is exact without a mask. */
export const exact = (low: Low, bits: number): Code => ({ text: low.text, binding: low.binding, bits, low });

/** With the mask that the width asks for. */
export function masked(low: Low, width: number, { at }: PrintContext): Code {
  if (isWide(width)) {
    return { ...primary(`BigInt.asUintN(${width}, ${low.text})`), bits: width, low };
  }
  const text = at(low, Binding.Unary);
  return width === 32
    ? { text: `${text} >>> 0`, binding: Binding.Shift, bits: width, low }
    : { text: `${text} & ${constant(ones(width), width)}`, binding: Binding.Bitwise, bits: width, low };
}

/** `a & b` and the like; of the same operator in a row, no parentheses. */
export function joined(symbol: string, a: Low, b: Low, { at }: PrintContext): Low {
  const left = a.chain === symbol ? a.text : at(a, Binding.Unary);
  const text = `${left} ${symbol} ${at(b, Binding.Unary)}`;
  return { text, binding: Binding.Bitwise, size: INT32, chain: symbol };
}

export const call = (
  helper: Helper,
  parts: readonly string[],
  bits: number,
  context: PrintContext,
): Code => ({
  ...primary(`${context.use(helper)}(${parts.join(", ")})`),
  bits,
});

/** The value itself, where nothing is done to it. */
export const itself = ({ text, binding, bits }: Code): Code => ({ text, binding, bits });

/** As two's complement; not of the domain's own representation. */
export function signedCode(arg: Argument, width: number, { at }: PrintContext): Code {
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
