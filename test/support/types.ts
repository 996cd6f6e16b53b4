/** @file Random types of data, and random values of them. */

import fc from "fast-check";
import {
  BOOL,
  constant,
  INT,
  list,
  option,
  REAL,
  record,
  recursive,
  self,
  showType,
  TEXT,
  type Type,
  tuple,
  variant,
} from "../../src/language/type.ts";
import { fieldType, unfolded } from "../../src/language/typeparts.ts";
import { RecordValue, type Value } from "../../src/language/value.ts";

/** Names of fields, the awkward ones among them. */
const FIELD_NAMES = [
  "value",
  "left",
  "name",
  "a b",
  "__proto__",
  "constructor",
  "toString",
  "é",
  "1",
  '"`\u0024{x}*/',
  "",
];

const ground = fc.constantFrom(INT, REAL, BOOL, TEXT);

function typesOfDepth(depth: number): fc.Arbitrary<Type> {
  if (depth === 0) return ground;
  const part = typesOfDepth(depth - 1);
  const field = fc
    .tuple(fc.constantFrom(...FIELD_NAMES), part, fc.boolean())
    .map(([name, type, isOptional]) => ({
      name,
      type,
      ...(isOptional && { optional: true as const }),
    }));
  const fields = fc.uniqueArray(field, { maxLength: 4, selector: ({ name }) => name });
  return fc.oneof(
    ground,
    part.map(list),
    part.filter(({ kind }) => kind !== "option").map(option),
    fc.array(part, { minLength: 2, maxLength: 3 }).map(tuple),
    fields.map(record),
    fc
      .tuple(fields, fields)
      .map(([a, b]) =>
        variant([
          INT,
          ...[a, b].map((of, i) =>
            record([
              { name: "kind", type: constant(`case ${i}`) },
              ...of.filter(({ name }) => name !== "kind"),
            ]),
          ),
        ]),
      ),
    fields.map((of) => {
      const name = `Tree${[...showType(record(of))].map((char) => char.codePointAt(0)).join("")}`;
      return recursive(
        name,
        record([{ name: "next", type: option(self(name)) }, { name: "all", type: list(self(name)) }, ...of]),
      );
    }),
  );
}

/** Types of data. */
export const anyType: fc.Arbitrary<Type> = typesOfDepth(3);

/** Values of a type of data; recursive ones end after a few levels. */
export function valuesOfType(type: Type, depth = 3): fc.Arbitrary<Value> {
  switch (type.kind) {
    case "int":
      return fc.integer({ min: -9, max: 99 });
    case "real":
      return fc.constantFrom(0, 1.5, -2.25, 1e21, 7);
    case "bool":
      return fc.boolean();
    case "text":
      return fc.constantFrom("", "a", "Ada", 'q"\\', "\u2028", "`\u0024{x}");
    case "constant":
      return fc.constant(type.value);
    case "list":
      return depth <= 0 ? fc.constant([]) : fc.array(valuesOfType(type.of, depth - 1), { maxLength: 3 });
    case "option":
      return depth <= 0 ? fc.constant(null) : fc.option(valuesOfType(type.of, depth - 1), { nil: null });
    case "tuple":
      return fc.tuple(...type.of.map((of) => valuesOfType(of, depth)));
    case "record":
      return fc
        .tuple(...type.fields.map((field) => valuesOfType(fieldType(field), depth)))
        .map((values) => RecordValue.of(type.fields.map(({ name }, i) => [name, values[i]])));
    case "variant":
      return fc.oneof(...type.cases.map((of) => valuesOfType(of, depth)));
    case "recursive":
      return valuesOfType(unfolded(type), depth - 1);
    default:
      throw new Error(`no values of the kind ${type.kind}`);
  }
}
