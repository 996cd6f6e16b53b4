/** @file Types from a caller's schemas: JSON Schema, or objects of schema libraries that give one. */

import { fromPlain, NoValue } from "./language/plain.ts";
import type { Signature, Type } from "./language/type.ts";
import type { Value } from "./language/value.ts";
import { InputError, told } from "./tasks/error.ts";
import { SchemaReader } from "./tasks/schema.ts";

/** What a list of schemas, one for each item of an example, or one schema of the list that an example is, says of examples. */
export function signatureOfSchema(schema: unknown): Signature {
  const types = Array.isArray(schema)
    ? schema.map((one, i) => readerOf(one, `schema ${i}`).type())
    : itemTypes(readerOf(schema, "schema"));
  if (types.length < 2)
    throw new InputError(
      "schema",
      "describes no example; an example is its inputs and then its output, two items at least",
    );
  const params = types.slice(0, -1);
  return {
    params: params.map((type, i) => ({ name: params.length === 1 ? "input" : `input${i + 1}`, type })),
    result: types[types.length - 1],
  };
}

function itemTypes(reader: SchemaReader): Type[] {
  const whole = reader.resolved(reader.whole);
  const { places } = reader.items(whole);
  if (places.length === 0)
    reader.fail(whole.path, 'describes no list; an example is one: give "prefixItems", or a list of schemas');
  return places.map((place) => reader.type(place));
}

function readerOf(schema: unknown, place: string): SchemaReader {
  return new SchemaReader(valueOfSchema(jsonSchemaOf(schema, place), place), place);
}

function valueOfSchema(schema: unknown, place: string): Value {
  try {
    return fromPlain(schema);
  } catch (error) {
    if (!(error instanceof NoValue)) throw error;
    throw new InputError(place, `${error.message}; give JSON Schema, which has references for what repeats`);
  }
}

/** The JSON Schema of an object that implements Standard Schema; else the object itself. */
function jsonSchemaOf(schema: unknown, place: string): unknown {
  const standard = propertyOf(schema, "~standard");
  if (standard === undefined) return schema;
  const input = propertyOf(propertyOf(standard, "jsonSchema"), "input");
  if (typeof input !== "function") {
    const vendor = told(propertyOf(standard, "vendor"));
    throw new InputError(
      place,
      `of ${vendor} only validates: types cannot be told from that; give its JSON Schema, as made by the library's own converter`,
    );
  }
  try {
    return input({ target: "draft-2020-12" });
  } catch (error) {
    throw new InputError(
      place,
      `gives no JSON Schema: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** A property of an object or of a function, as some libraries' schemas are. */
const propertyOf = (of: unknown, name: string): unknown =>
  (typeof of === "object" && of !== null) || typeof of === "function"
    ? (of as Record<string, unknown>)[name]
    : undefined;
