/** @file A JSON Schema for what a file holds: its rows, or the examples that it states. */

import { completed } from "../language/plain.ts";
import { option, type Type } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { decode } from "./encoding.ts";
import { count, InputError, listed } from "./error.ts";
import { JsonReader } from "./jsontree.ts";
import { mismatch } from "./mismatch.ts";
import { type SchemaObject, SchemaReader } from "./schema.ts";

export class RowSchema {
  private readonly name: string;
  private readonly reader: SchemaReader;
  /** Of one row. */
  private readonly row: SchemaObject;

  private constructor(name: string, reader: SchemaReader) {
    this.name = name;
    this.reader = reader;
    const whole = reader.resolved(reader.whole);
    const { rest } = reader.items(whole);
    this.row = rest === undefined ? whole : reader.resolved(rest);
    if (reader.properties(this.row).length === 0)
      reader.fail(
        this.row.path,
        'describes no row; give {"type": "object", "properties": {…}}, or a list of such',
      );
  }

  static open(name: string, bytes: Uint8Array): RowSchema {
    const json = new JsonReader(decode(bytes, name).text, name);
    const schema = json.value(json.read());
    if (!json.atEnd()) throw json.error(json.position, "text after the end of the schema");
    return new RowSchema(name, new SchemaReader(schema, name));
  }

  /** A column's type; ⊥ where the schema does not name it. As an input, one that a row may lack may be null. */
  column(name: string, as: "input" | "target"): Type | undefined {
    const property = this.reader.properties(this.row).find((one) => one.name === name);
    if (!property) return undefined;
    const type = this.reader.type(property.place);
    return as === "input" && !property.required && type.kind !== "option" ? option(type) : type;
  }

  /** The types of stated examples with so many inputs. */
  example(width: number): { readonly inputs: readonly Type[]; readonly output: Type } {
    const properties = new Map(this.reader.properties(this.row).map(({ name, place }) => [name, place]));
    const [inputs, output] = [properties.get("inputs"), properties.get("output")];
    if (inputs === undefined || output === undefined) {
      const names = listed([...properties.keys()]);
      throw new InputError(this.name, `describes ${names}; the file's examples have "inputs" and "output"`);
    }
    const of = this.reader.resolved(inputs);
    const { places, rest } = this.reader.items(of);
    const all = Array.from({ length: width }, (_, i) => places[i] ?? rest).filter(
      (place) => place !== undefined,
    );
    if (all.length < width)
      this.reader.fail(of.path, `describes ${count(all.length, "input")} where the file has ${width}`);
    return {
      inputs: all.map((place) => this.reader.type(place)),
      output: this.reader.type(output),
    };
  }
}

/** The values as the schema's type has them. Throws an InputError for one that is not; `place` names value i. */
export function asDescribed(
  values: readonly Value[],
  type: Type,
  place: (i: number, path: string) => string,
): readonly Value[] {
  return values.map((given, i) => {
    if (given === undefined) return undefined;
    const value = completed(given, type);
    const odd = mismatch(value, type);
    if (odd)
      throw new InputError(place(i, odd.path === "" ? "" : `, at ${odd.path}`), `${odd.why} by the schema`);
    return value;
  });
}
