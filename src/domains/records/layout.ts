/** @file How data lies in the bank, what it costs as a constant, and what is near a value. */

import { hashedLayout, type Layout } from "../../language/layout.ts";
import type { Random } from "../../language/random.ts";
import { acceptsNull, baseType, type Type } from "../../language/type.ts";
import { caseOf, hasType, RecordValue, sameValue, type Value } from "../../language/value.ts";
import { alone, casesOf, heldIn } from "./cases.ts";

/** Values that are offered as near one. */
const NEAR = 12;

/** @param inner the layouts of the types that a type is made of */
export const dataLayout = (type: Type, inner: (type: Type) => Layout): Layout => ({
  ...hashedLayout(type),
  literalCost: (value) => costOf(value),
  *vary(value, random) {
    const seen: Value[] = [value];
    for (const other of nearby(value, type, inner, random)) {
      if (seen.length > NEAR) return;
      if (seen.some((known) => sameValue(known, other))) continue;
      seen.push(other);
      yield other;
    }
  },
});

/** Bits: each part, and each text by its characters. */
function costOf(value: Value): number {
  if (typeof value === "string") return 4 + 4 * value.length;
  if (value instanceof RecordValue) {
    let cost = 2;
    for (const held of value.fields.values()) cost += costOf(held);
    return cost;
  }
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + 1 + costOf(item), 2);
  return typeof value === "number" ? 2 + 3 * String(value).length : 2;
}

/** Parts of the same type, then values with one thing in them changed. */
function* nearby(value: Value, type: Type, inner: (type: Type) => Layout, random: Random): Iterable<Value> {
  if (type.kind === "tuple" && Array.isArray(value)) {
    yield* changed(value, type.of, inner, random, (items) => items);
    return;
  }
  const cases = casesOf(type);
  const of = caseOf(
    value,
    cases.map((one) => one.type),
  );
  const one = cases.find((other) => other.type === of);
  if (!one) return;
  if (one.type.kind !== "record" || !(value instanceof RecordValue)) {
    yield* inner(baseType(alone(one.type, type))).vary(value, random);
    return;
  }
  const { fields } = one;
  const held = fields.map(({ name }) => value.get(name));
  if (type.kind === "recursive")
    for (const part of held) if (part !== null && hasType(part, type)) yield part;
  const types = fields.map((field) => heldIn(type, field));
  yield* changed(held, types, inner, random, (items) =>
    RecordValue.of([...value.fields, ...fields.map(({ name }, i): [string, Value] => [name, items[i]])]),
  );
}

/** One item after the other changed, a little at first. */
function* changed(
  items: readonly Value[],
  types: readonly Type[],
  inner: (type: Type) => Layout,
  random: Random,
  make: (items: readonly Value[]) => Value,
): Iterable<Value> {
  const ways = types.map((type, i) => nearOne(items[i], type, inner, random)[Symbol.iterator]());
  for (let left = ways.length; left > 0; ) {
    left = 0;
    for (const [i, way] of ways.entries()) {
      const next = way.next();
      if (next.done) continue;
      left++;
      const value = make(items.map((item, at) => (at === i ? next.value : item)));
      if (value !== undefined) yield value;
    }
  }
}

function* nearOne(item: Value, type: Type, inner: (type: Type) => Layout, random: Random): Iterable<Value> {
  if (item !== null) yield* inner(baseType(type)).vary(item, random);
  if (acceptsNull(type) && item !== null) yield null;
}
