/** @file The type of a column, from its values. */

import {
  BOOL,
  DATE,
  GRID,
  INT,
  list,
  option,
  REAL,
  showType,
  TEXT,
  type Type,
  variable,
} from "../language/type.ts";
import { CivilDate, Grid, type Value } from "../language/value.ts";

/** Stands for a type that nothing is known about yet: the items of an empty list, the value beside a null. */
const OPEN = variable("open");

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
  switch (type.kind) {
    case "variable":
      return inList ? INT : TEXT;
    case "option":
      return option(settled(type.of, inList));
    case "list":
      return list(settled(type.of, true));
    default:
      return type;
  }
}

/** Two values that no column type holds both of. */
export interface Clash {
  /** Position of the later one. */
  readonly at: number;
  readonly found: string;
  readonly before: string;
}

/** The type of all the values; ⊥ says nothing. Or the first value that does not go with those before it. */
export function columnType(values: readonly Value[]): Type | Clash {
  let type: Type = OPEN;
  for (const [at, value] of values.entries()) {
    if (value === undefined) continue;
    const next = typeOf(value);
    const joined = next && join(type, next);
    if (joined === undefined) {
      return { at, found: next === undefined ? "a mixed list" : describe(next), before: describe(type) };
    }
    type = joined;
  }
  return settled(type);
}

const describe = (type: Type): string => showType(settled(type.kind === "option" ? type.of : type));
