/** @file Plain JavaScript data, as programs that use the library have it, as values; and back. */

import type { Type } from "./type.ts";
import { fieldType, unfolded } from "./typeparts.ts";
import {
  CivilDate,
  caseOf,
  depthOf,
  Grid,
  MAX_NESTING,
  Picture,
  RecordValue,
  Sound,
  type Value,
} from "./value.ts";

/** Why data is no value: where in it, and what stands there. */
export class NoValue extends Error {
  /** `.left.items[2]`; empty for the data itself. */
  readonly path: string;

  constructor(path: string, why: string) {
    super(why);
    this.path = path;
  }
}

/** The data with its objects as records. Throws `NoValue` where it holds itself, is nested too deep or has no value in it. */
export function fromPlain(data: unknown): Value {
  const known = new Map<object, Value>();
  const around = new Set<object>();
  const convert = (part: unknown, path: string): Value => {
    if (typeof part !== "object" || part === null) return part as Value;
    if (part instanceof RecordValue || LEAVES.some((leaf) => part instanceof leaf)) return part as Value;
    const seen = known.get(part);
    if (seen !== undefined) return seen;
    if (around.has(part)) throw new NoValue(path, "holds itself");
    if (around.size >= MAX_NESTING) throw tooDeep(path);
    around.add(part);
    const value = Array.isArray(part)
      ? part.map((item, i) => convert(item, `${path}[${i}]`))
      : recordFrom(part, path, convert);
    around.delete(part);
    known.set(part, value);
    return value;
  };
  const value = convert(data, "");
  if (depthOf(value) > MAX_NESTING) throw tooDeep("");
  return value;
}

/** Objects that are one value each. */
const LEAVES = [CivilDate, Grid, Picture, Sound] as const;

const tooDeep = (path: string): NoValue =>
  new NoValue(path, `is nested more than ${MAX_NESTING} levels deep`);

function recordFrom(
  part: object,
  path: string,
  convert: (part: unknown, path: string) => Value,
): RecordValue {
  const prototype = Object.getPrototypeOf(part);
  if (prototype !== null && prototype !== Object.prototype) {
    const name = typeof prototype.constructor === "function" ? prototype.constructor.name : "";
    throw new NoValue(path, `is ${name === "" ? "an object with a prototype" : `a ${name}`}`);
  }
  const fields = Object.entries(part).filter(([, held]) => held !== undefined);
  const value = RecordValue.of(fields.map(([name, held]) => [name, convert(held, `${path}.${name}`)]));
  if (!value) throw new NoValue(path, "is too large or nested too deep");
  return value;
}

/** The value as the type has it: fields in its order, null where one that may be absent is. Others stay as they are. */
export function completed(value: Value, given: Type): Value {
  const type = unfolded(given);
  if (type.kind === "option") return value === null ? null : completed(value, type.of);
  if (type.kind === "variant") {
    const of = caseOf(value, type.cases);
    return of ? completed(value, of) : value;
  }
  if (Array.isArray(value)) {
    if (type.kind === "list") return mapped(value, (item) => completed(item, type.of));
    if (type.kind === "tuple" && value.length === type.of.length)
      return mapped(value, (item, i) => completed(item, type.of[i]));
  }
  if (type.kind !== "record" || !(value instanceof RecordValue)) return value;
  const fields: [string, Value][] = [];
  let known = 0;
  for (const field of type.fields) {
    const held = value.get(field.name);
    if (held !== undefined) known++;
    else if (!field.optional) return value;
    fields.push([field.name, held === undefined ? null : completed(held, fieldType(field))]);
  }
  return known === value.fields.size ? (RecordValue.of(fields) ?? value) : value;
}

function mapped(items: readonly Value[], change: (item: Value, i: number) => Value): readonly Value[] {
  const changed = items.map(change);
  return changed.every((item, i) => item === items[i]) ? items : changed;
}

/** The value with its records as objects of their own, nobody else's. */
export function toPlain(value: Value): unknown {
  if (Array.isArray(value)) return value.map(toPlain);
  if (!(value instanceof RecordValue)) return value;
  // Defines its fields, so that `__proto__` is one like any other.
  return Object.fromEntries([...value.fields].map(([name, held]) => [name, toPlain(held)]));
}
