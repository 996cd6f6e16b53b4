/** @file How bit-vectors are written: `0x` and all digits, or `0b` where the width is no multiple of four or that is asked for. */

import { MAX_WIDTH } from "./type.ts";

export interface BitVector {
  readonly value: number | bigint;
  readonly width: number;
}

/** The value as a bit-vector of the width is represented: a number up to 32 bits, a bigint beyond. */
export const bitsOf = (value: bigint, width: number): number | bigint =>
  width <= 32 ? Number(BigInt.asUintN(width, value)) : BigInt.asUintN(width, value);

/** All digits: `0x00ff`, `0b101`. */
export const bitsText = (value: number | bigint, width: number, isBinary = false): string =>
  width % 4 === 0 && !isBinary
    ? `0x${value.toString(16).padStart(width / 4, "0")}`
    : `0b${value.toString(2).padStart(width, "0")}`;

const BITS = /^0(?:[xX]([\da-fA-F]{1,16})|[bB]([01]{1,64}))$/;

/** The bit-vector that the text is, 4 bits a hexadecimal digit and 1 a binary one; ⊥ for other texts and beyond 64 bits. */
export function parseBits(text: string): BitVector | undefined {
  const match = BITS.exec(text);
  if (!match) return undefined;
  const [, hexadecimal, binary] = match;
  const width = hexadecimal === undefined ? binary.length : 4 * hexadecimal.length;
  if (width > MAX_WIDTH) return undefined;
  return { value: width <= 32 ? Number(text) : BigInt(text), width };
}
