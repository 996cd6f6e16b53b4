/** @file Where a value is not of the type that was asked for. */

import { baseType, showType, type Type } from "../language/type.ts";
import { fieldType, unfolded } from "../language/typeparts.ts";
import { caseOf, hasType, RecordValue, type Value } from "../language/value.ts";
import { told } from "./error.ts";
import { stepTo } from "./gather.ts";

export interface Mismatch {
  /** `.left.items[2]`; empty for the value itself. */
  readonly path: string;
  readonly why: string;
}

/** The first part of the value that is not of its type. */
export function mismatch(value: Value, given: Type, path = ""): Mismatch | undefined {
  if (hasType(value, given)) return undefined;
  const type = unfolded(baseType(given));
  const inner = partly(value, type, path);
  if (inner) return inner;
  const found = value instanceof RecordValue ? "an object" : told(value);
  return { path, why: `is ${found} where ${showType(given)} is asked for` };
}

function partly(value: Value, type: Type, path: string): Mismatch | undefined {
  if (type.kind === "variant") {
    const of = caseOf(value, type.cases);
    return of && partly(value, of, path);
  }
  if (Array.isArray(value) && (type.kind === "list" || type.kind === "tuple")) {
    if (type.kind === "tuple" && type.of.length !== value.length)
      return { path, why: `has ${value.length} items where ${type.of.length} are asked for` };
    return firstOf(value.entries(), ([i, item]) =>
      mismatch(item, type.kind === "list" ? type.of : type.of[i], `${path}[${i}]`),
    );
  }
  if (type.kind !== "record" || !(value instanceof RecordValue)) return undefined;
  const missing = type.fields.find(({ name, optional }) => !optional && !value.fields.has(name));
  if (missing) return { path, why: `has no ${JSON.stringify(missing.name)}, which is asked for` };
  const known = new Map(type.fields.map((field) => [field.name, field]));
  return firstOf(value.fields, ([name, held]) => {
    const field = known.get(name);
    if (!field) return { path, why: `has a key ${JSON.stringify(name)}, which is not among those asked for` };
    return mismatch(held, fieldType(field), path + stepTo(name));
  });
}

function firstOf<T>(items: Iterable<T>, look: (item: T) => Mismatch | undefined): Mismatch | undefined {
  for (const item of items) {
    const found = look(item);
    if (found) return found;
  }
  return undefined;
}
