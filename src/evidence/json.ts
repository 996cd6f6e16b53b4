/** @file Values as plain JSON, and back. */

import { bitsText } from "../language/bits.ts";
import { completed, fromPlain, NoValue } from "../language/plain.ts";
import { showType, type Type } from "../language/type.ts";
import { CivilDate, Grid, hasType, Picture, RecordValue, Sound, type Value } from "../language/value.ts";
import { asBits } from "../tasks/bitvectors.ts";
import { cellText } from "../tasks/text.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** ⊥ becomes null, a date ISO 8601 text, a grid its rows, a picture or a sound what it is in words. */
export function jsonOf(value: Value): Json {
  if (value === undefined) return null;
  if (value instanceof CivilDate) return cellText(value);
  if (value instanceof Grid) {
    return Array.from({ length: value.height }, (_, y) => [
      ...value.cells.subarray(y * value.width, (y + 1) * value.width),
    ]);
  }
  if (value instanceof Picture || value instanceof Sound) return cellText(value);
  if (Array.isArray(value)) return value.map(jsonOf);
  // Defines its fields, so that `__proto__` is one like any other.
  if (value instanceof RecordValue)
    return Object.fromEntries([...value.fields].map(([name, held]) => [name, jsonOf(held)]));
  if (typeof value === "bigint") return String(value);
  return value as Json;
}

/** A typed or written answer as a value of the type; ⊥ where it is none. Text is itself, or quoted as in JSON. */
export function valueOfText(text: string, type: Type): Value {
  const isText = type.kind === "text" || (type.kind === "option" && type.of.kind === "text");
  if (isText && !/^"(.*)"$/s.test(text)) return text;
  const value = parsed(text);
  return valueOfJson(value === undefined && (isText || type.kind === "bits") ? text : value, type);
}

/** The value if it is of the type, else ⊥. Bit-vectors are written as text. */
export function valueOfJson(json: unknown, type: Type): Value {
  const value = asBits(completed(dataOf(json), type), type);
  return hasType(value, type) ? value : undefined;
}

/** Parsed JSON as a value; ⊥ where it is nested too deep, or too large. */
export function dataOf(json: unknown): Value {
  try {
    return fromPlain(json);
  } catch (error) {
    if (error instanceof NoValue) return undefined;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What may be typed for the type, for a hint. */
export function hintFor(type: Type): string {
  if (type.kind === "bits") return `${showType(type)}, such as ${bitsText(1, type.width, type.isBinary)}`;
  return type.kind === "text" ? "text" : showType(type);
}
