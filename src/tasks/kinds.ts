/** @file The type of one value, and of two together: plain values, and lists of one kind. */

import {
  BOOL,
  baseType,
  DATE,
  GRID,
  IMAGE,
  INT,
  list,
  option,
  REAL,
  SOUND,
  showType,
  TEXT,
  type Type,
  variable,
} from "../language/type.ts";
import { mapParts } from "../language/typeparts.ts";
import { CivilDate, Grid, Picture, RecordValue, Sound, type Value } from "../language/value.ts";

/** Stands for a type that nothing is known about yet: the items of an empty list, the value beside a null. */
export const OPEN = variable("open");

/** ⊥ for what has no type on its own: a list of several kinds, a record. */
export function typeOf(value: Exclude<Value, undefined>): Type | undefined {
  switch (typeof value) {
    case "string":
      return TEXT;
    case "boolean":
      return BOOL;
    case "number":
      return Number.isSafeInteger(value) ? INT : REAL;
    case "bigint":
    case "function":
      return undefined;
  }
  if (value === null) return option(OPEN);
  if (value instanceof CivilDate) return DATE;
  if (value instanceof Grid) return GRID;
  if (value instanceof Picture) return IMAGE;
  if (value instanceof Sound) return SOUND;
  if (value instanceof RecordValue) return undefined;
  let items: Type | undefined = OPEN;
  for (const item of value as readonly Value[]) {
    const next: Type | undefined = item === undefined ? undefined : typeOf(item);
    items = items && next && join(items, next);
  }
  return items && list(items);
}

/** The narrowest type that both belong to, if there is one. */
export function join(a: Type, b: Type): Type | undefined {
  if (a.kind === "variable") return b;
  if (b.kind === "variable") return a;
  if (a.kind === "option" || b.kind === "option") {
    const inner = join(a.kind === "option" ? a.of : a, b.kind === "option" ? b.of : b);
    return inner && option(inner);
  }
  if (a.kind === "list" && b.kind === "list") {
    const items = join(a.of, b.of);
    return items && list(items);
  }
  if (a.kind === b.kind) return a;
  const numbers = (a.kind === "int" || a.kind === "real") && (b.kind === "int" || b.kind === "real");
  return numbers ? REAL : undefined;
}

/** The type with nothing left open: text, or in a list whole numbers. */
export function settled(type: Type, inList = false): Type {
  if (type.kind === "variable") return inList ? INT : TEXT;
  return mapParts(type, (part) => settled(part, type.kind === "list" || (type.kind === "option" && inList)));
}

export const describe = (type: Type): string => showType(settled(baseType(type)));
