/** @file Values of the sorts Int, Bool, String and (_ BitVec n), and what literals stand for. */

import { isList, isSymbol, type Node } from "./sexp.ts";

export interface BitVector {
  readonly width: number;
  /** 0 … 2^width - 1. */
  readonly bits: bigint;
}

/** A String is its code points. */
export type Value = bigint | boolean | readonly number[] | BitVector;

/** What the standard leaves open, such as a division by zero. No answer may depend on it. */
export const UNSPECIFIED = Symbol("unspecified");

/** Which escapes a text literal has: those of SMT-LIB 2.6, or those that SyGuS-IF 1 files were written with. */
export type Escapes = "smt" | "sygus1";

export const isText = (value: Value): value is readonly number[] => Array.isArray(value);

const isBits = (value: Value): value is BitVector => typeof value === "object" && !isText(value);

export function asInt(value: Value): bigint {
  if (typeof value !== "bigint") throw new Error(`${literal(value)} is no Int`);
  return value;
}

export function asBool(value: Value): boolean {
  if (typeof value !== "boolean") throw new Error(`${literal(value)} is no Bool`);
  return value;
}

export function asText(value: Value): readonly number[] {
  if (!isText(value)) throw new Error(`${literal(value)} is no String`);
  return value;
}

export function asBits(value: Value): BitVector {
  if (!isBits(value)) throw new Error(`${literal(value)} is no bit-vector`);
  return value;
}

/** As a sort is written. */
export function sortOf(value: Value): string {
  if (typeof value === "bigint") return "Int";
  if (typeof value === "boolean") return "Bool";
  return isText(value) ? "String" : `(_ BitVec ${value.width})`;
}

/** Throws where the sorts differ: such a comparison is no term. */
export function equal(a: Value, b: Value): boolean {
  if (sortOf(a) !== sortOf(b)) throw new Error(`${literal(a)} and ${literal(b)} are of different sorts`);
  return literal(a) === literal(b);
}

/** The value as an SMT-LIB 2.6 term; equal exactly for equal values. */
export function literal(value: Value): string {
  if (typeof value === "bigint") return value < 0n ? `(- ${-value})` : String(value);
  if (typeof value === "boolean") return String(value);
  if (!isText(value)) {
    const { width, bits } = value;
    return width % 4 === 0
      ? `#x${bits.toString(16).padStart(width / 4, "0")}`
      : `#b${bits.toString(2).padStart(width, "0")}`;
  }
  const characters = value.map((point) => {
    if (point === 0x22) return '""';
    return point < 0x20 || point > 0x7e || point === 0x5c
      ? `\\u{${point.toString(16)}}`
      : String.fromCodePoint(point);
  });
  return `"${characters.join("")}"`;
}

/** What a literal stands for; undefined for any other term. `(- 5)` counts as the literal of -5. */
export function literalValue(node: Node, escapes: Escapes): Value | undefined {
  if (isList(node)) return listLiteral(node.items);
  if (node.kind === "numeral") return BigInt(node.text);
  if (node.kind === "hex") return { width: node.text.length * 4, bits: BigInt(`0x${node.text}`) };
  if (node.kind === "binary") return { width: node.text.length, bits: BigInt(`0b${node.text}`) };
  if (node.kind === "text") return unescaped(node.text, escapes);
  if (node.kind === "symbol" && node.text === "true") return true;
  if (node.kind === "symbol" && node.text === "false") return false;
  return /^-\d+$/.test(node.text) && escapes === "sygus1" ? BigInt(node.text) : undefined;
}

function listLiteral(items: readonly Node[]): Value | undefined {
  const [head, second, third] = items;
  if (items.length === 2 && isSymbol(head, "-") && second.kind === "numeral") return -BigInt(second.text);
  if (items.length !== 3 || !isSymbol(head, "_") || !isSymbol(second) || third.kind !== "numeral") return;
  const digits = /^bv(\d+)$/.exec(second.text)?.[1];
  if (digits === undefined) return;
  const width = Number(third.text);
  return { width, bits: BigInt.asUintN(width, BigInt(digits)) };
}

const SMT_ESCAPE = /\\u\{([0-2]?[0-9a-fA-F]{1,4})\}|\\u([0-9a-fA-F]{4})/y;
const SYGUS1_ESCAPE = /\\x([0-9a-fA-F]{2})|\\([abefnrtv\\])/y;
const LETTERS: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  e: 27,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  "\\": 92,
};

/** What is no escape stands for itself, backslashes too. */
function unescaped(text: string, escapes: Escapes): number[] {
  const points: number[] = [];
  const pattern = escapes === "smt" ? SMT_ESCAPE : SYGUS1_ESCAPE;
  for (let at = 0; at < text.length; ) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    const point = text.codePointAt(at)!;
    if (!found) {
      points.push(point);
      at += String.fromCodePoint(point).length;
      continue;
    }
    at = pattern.lastIndex;
    const [, first, second] = found;
    if (escapes === "sygus1" && second !== undefined) points.push(LETTERS[second]);
    else points.push(Number.parseInt(first ?? second, 16));
  }
  return points;
}
