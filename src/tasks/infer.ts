/** @file The type of a column, from its values. */

import { completed } from "../language/plain.ts";
import { baseType, option, showType, type Type } from "../language/type.ts";
import { childrenOf, mapParts, mentions, partsOf, renamed } from "../language/typeparts.ts";
import { hasType, type Value } from "../language/value.ts";
import { pathOf } from "./gather.ts";
import { join, OPEN, settled, typeOf } from "./kinds.ts";
import { structureOf, Untyped } from "./structure.ts";

/** A value that keeps a column from having a type. */
export interface Clash {
  /** Position of the value. */
  readonly at: number;
  /** Where in it: `.left.items[2]`; empty for the value itself. */
  readonly path: string;
  /** What is wrong there. */
  readonly why: string;
}

/** The place of a clash within its value, for a message; nothing where it is the value itself. */
export const at = ({ path }: Clash): string => (path === "" ? "" : `, at ${path}`);

/** The type of all the values; ⊥ says nothing. Or the first value that does not go with those before it. */
export function columnType(values: readonly Value[]): Type | Clash {
  let type: Type | undefined = OPEN;
  for (const value of values) {
    if (value === undefined) continue;
    const next = typeOf(value);
    const joined: Type | undefined = next && join(type, next);
    if (joined === undefined) return nestedType(values);
    type = joined;
  }
  return settled(type);
}

function nestedType(values: readonly Value[]): Type | Clash {
  try {
    const type = settled(structureOf(values));
    // Types that hold each other may leave a value over.
    const at = values.findIndex((value) => value !== undefined && !hasType(completed(value, type), type));
    return at < 0 ? type : { at, path: "", why: "data too irregular to find its type" };
  } catch (error) {
    if (!(error instanceof Untyped)) throw error;
    const { seen, message } = error;
    return { at: seen.at, path: pathOf(seen), why: message };
  }
}

/** Values of one type. */
export interface Typed {
  readonly type: Type;
  readonly values: readonly Value[];
}

/**
 * The columns of one task, each with its values as its type has them. What looks like a part of another column's data is of
 * the same type: a tree that is a leaf in every row is a tree.
 */
export function together(columns: readonly Typed[]): Typed[] {
  const whole = columns.flatMap(({ type }) => partsOf(type).filter(({ kind }) => kind === "recursive"));
  const named = distinctNames(columns.map(({ type, values }) => sharedType(type, values, whole)));
  return columns.map(({ values }, i) => ({
    type: named[i],
    values: isStructured(named[i]) ? values.map((value) => completed(value, named[i])) : values,
  }));
}

const isStructured = (type: Type): boolean =>
  mentions(type, ({ kind }) => kind === "record" || kind === "tuple");

/** The type with each of its records that is, in all values, of one of the recursive types as that type. */
function sharedType(type: Type, values: readonly Value[], whole: readonly Type[]): Type {
  const base = baseType(type);
  if (base.kind === "option" || base.kind === "list") {
    const items = values.flatMap((value) => (Array.isArray(value) ? (value as readonly Value[]) : []));
    return mapParts(type, (part) => sharedType(part, type.kind === "option" ? values : items, whole));
  }
  if (base.kind !== "record" && base.kind !== "variant" && base.kind !== "recursive") return type;
  const known = whole.find((other) =>
    values.every((value) => value === undefined || value === null || hasType(completed(value, other), other)),
  );
  return known === undefined ? type : type.kind === "option" ? option(known) : known;
}

/** The types, different recursive ones under different names. */
function distinctNames(types: readonly Type[]): Type[] {
  const present = new Set(types.flatMap(bindersOf));
  const names = new Map<string, string>();
  const nameFor = (wanted: string, key: string): string => {
    if ((names.get(wanted) ?? key) === key) return wanted;
    for (let i = 2; ; i++) {
      const name = `${wanted}${i}`;
      if (names.get(name) === key) return name;
      if (!names.has(name) && !present.has(name)) return name;
    }
  };
  const rename = (type: Type): Type => {
    if (type.kind !== "recursive") return mapParts(type, rename);
    const key = showType(type);
    const name = nameFor(type.name, key);
    names.set(name, key);
    return mapParts(renamed(type, name), rename);
  };
  return types.map(rename);
}

/** The names of the recursive types in a type. */
const bindersOf = (type: Type): string[] => [
  ...(type.kind === "recursive" ? [type.name] : []),
  ...childrenOf(type).flatMap(bindersOf),
];
