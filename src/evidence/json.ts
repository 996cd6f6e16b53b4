/** @file Values as plain JSON, and back. */

import { showType, type Type } from "../language/type.ts";
import { CivilDate, Grid, hasType, type Value } from "../language/value.ts";
import { cellText } from "../tasks/text.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** ⊥ becomes null, a date ISO 8601 text, a grid its rows. */
export function jsonOf(value: Value): Json {
  if (value === undefined) return null;
  if (value instanceof CivilDate) return cellText(value);
  if (value instanceof Grid) {
    return Array.from({ length: value.height }, (_, y) => [
      ...value.cells.subarray(y * value.width, (y + 1) * value.width),
    ]);
  }
  if (Array.isArray(value)) return value.map(jsonOf);
  return value as Json;
}

/** A typed or written answer as a value of the type; ⊥ where it is none. Text is itself, or quoted as in JSON. */
export function valueOfText(text: string, type: Type): Value {
  const isText = type.kind === "text" || (type.kind === "option" && type.of.kind === "text");
  if (isText && !/^"(.*)"$/s.test(text)) return text;
  const value = parsed(text);
  return valueOfJson(value === undefined && isText ? text : value, type);
}

/** The value if it is of the type, else ⊥. */
export const valueOfJson = (json: unknown, type: Type): Value =>
  hasType(json as Value, type) ? (json as Value) : undefined;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What may be typed for the type, for a hint. */
export const hintFor = (type: Type): string => (type.kind === "text" ? "text" : showType(type));
