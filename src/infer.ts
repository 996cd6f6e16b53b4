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
} from "./language/type.ts";
import { CivilDate, Grid } from "./language/value.ts";
import { InputError } from "./tasks/error.ts";

/** What is known of a type: nothing yet (only nulls, only empty lists), or the type itself. */
type Known = Type | undefined;

/** The narrowest type that all the values have; text where nothing tells. `place` names value i in complaints. */
export function typeOfAll(values: readonly unknown[], place: (i: number) => string): Type {
  let known: Known;
  let nullable = false;
  for (const [i, value] of values.entries()) {
    if (value === null) nullable = true;
    else known = join(known, typeOf(value, place(i)), place(i));
  }
  return nullable ? option(known ?? TEXT) : (known ?? TEXT);
}

function typeOf(value: unknown, place: string): Known {
  if (typeof value === "string") return TEXT;
  if (typeof value === "boolean") return BOOL;
  if (typeof value === "number") {
    if (Number.isSafeInteger(value)) return INT;
    if (Number.isFinite(value) && !Number.isInteger(value)) return REAL;
    throw new InputError(place, `is ${value}; numbers are finite, and whole ones at most 2^53`);
  }
  if (value instanceof CivilDate) return DATE;
  if (value instanceof Grid) return GRID;
  if (Array.isArray(value)) return list(typeOfAll(value, (i) => `${place}, item ${i}`));
  throw new InputError(
    place,
    `is ${value instanceof Date ? "a Date" : typeof value}; give text, numbers, booleans, null, lists of them, or a CivilDate`,
  );
}

function join(a: Known, b: Known, place: string): Known {
  if (!a || !b || sameType(a, b)) return a ?? b;
  const kinds = new Set([a.kind, b.kind]);
  if (kinds.has("int") && kinds.has("real")) return REAL;
  if (a.kind === "list" && b.kind === "list") return list(join(a.of, b.of, place) as Type);
  if (a.kind === "option" || b.kind === "option") {
    return option(join(a.kind === "option" ? a.of : a, b.kind === "option" ? b.of : b, place) as Type);
  }
  throw new InputError(place, `is ${showType(b)}, but ${showType(a)} came before; one position has one type`);
}
