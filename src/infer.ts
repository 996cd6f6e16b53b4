/** @file The types of examples that come without a signature. */

import {
  BOOL,
  DATE,
  GRID,
  INT,
  list,
  option,
  REAL,
  sameType,
  showType,
  TEXT,
  type Type,
  variable,
} from "./language/type.ts";
import { CivilDate, Grid } from "./language/value.ts";
import { InputError } from "./tasks/error.ts";

/** What nothing is known of yet: only nulls, or the items of empty lists. */
const UNKNOWN = variable("unknown");

/** The narrowest type that all the values have; text where nothing tells. `place` names value i in complaints. */
export const typeOfAll = (values: readonly unknown[], place: (i: number) => string): Type =>
  settled(joined(values, place));

function joined(values: readonly unknown[], place: (i: number) => string): Type {
  return values.reduce<Type>((known, value, i) => join(known, typeOf(value, place(i)), place(i)), UNKNOWN);
}

function typeOf(value: unknown, place: string): Type {
  if (value === null) return option(UNKNOWN);
  if (typeof value === "string") return TEXT;
  if (typeof value === "boolean") return BOOL;
  if (typeof value === "number") {
    if (Number.isSafeInteger(value)) return INT;
    if (Number.isFinite(value) && !Number.isInteger(value)) return REAL;
    throw new InputError(place, `is ${value}; numbers are finite, and whole ones below 2^53`);
  }
  if (value instanceof CivilDate) return DATE;
  if (value instanceof Grid) return GRID;
  if (Array.isArray(value)) return list(joined(value, (i) => `${place}, item ${i}`));
  throw new InputError(
    place,
    `is ${value instanceof Date ? "a Date" : typeof value}; give text, numbers, booleans, null, lists of them, or a CivilDate`,
  );
}

function join(a: Type, b: Type, place: string): Type {
  if (a === UNKNOWN || sameType(a, b)) return b;
  if (b === UNKNOWN) return a;
  if (a.kind === "option" || b.kind === "option") {
    return option(join(a.kind === "option" ? a.of : a, b.kind === "option" ? b.of : b, place));
  }
  if (a.kind === "list" && b.kind === "list") return list(join(a.of, b.of, place));
  const kinds = new Set([a.kind, b.kind]);
  if (kinds.has("int") && kinds.has("real")) return REAL;
  throw new InputError(
    place,
    `is ${showType(settled(b))}, but ${showType(settled(a))} came before; one position has one type`,
  );
}

function settled(type: Type): Type {
  if (type === UNKNOWN) return TEXT;
  return type.kind === "list" || type.kind === "option" ? { ...type, of: settled(type.of) } : type;
}
