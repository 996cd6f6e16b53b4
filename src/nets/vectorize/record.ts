/** @file Tuples and records: their parts one after another. */

import { RecordValue, type Value } from "../../language/value.ts";
import type { Field } from "../../library/field.ts";
import { unwritable, type Vectorizer } from "./vectorizer.ts";

export class TupleVectorizer implements Vectorizer {
  readonly kind = "tuple";
  readonly size: number;
  readonly shape: readonly number[];
  readonly parts: readonly Vectorizer[];

  constructor(parts: readonly Vectorizer[]) {
    this.parts = parts;
    this.size = parts.reduce((sum, { size }) => sum + size, 0);
    this.shape = [this.size];
  }

  static from(json: Field, part: (json: Field) => Vectorizer): TupleVectorizer {
    json.only(["kind", "parts"]);
    return new TupleVectorizer(json.at("parts").items().map(part));
  }

  write(value: Value, to: Float32Array, at: number): void {
    if (!Array.isArray(value) || value.length !== this.parts.length)
      throw unwritable(value, `lists of ${this.parts.length}`);
    writeAll(this.parts, value, to, at);
  }

  read(from: Float32Array, at: number): readonly Value[] {
    return readAll(this.parts, from, at);
  }

  toJSON() {
    return { kind: this.kind, parts: this.parts.map((part) => part.toJSON()) };
  }
}

export class RecordVectorizer implements Vectorizer {
  readonly kind = "record";
  readonly size: number;
  readonly shape: readonly number[];
  readonly names: readonly string[];
  readonly parts: readonly Vectorizer[];

  constructor(names: readonly string[], parts: readonly Vectorizer[]) {
    this.names = names;
    this.parts = parts;
    this.size = parts.reduce((sum, { size }) => sum + size, 0);
    this.shape = [this.size];
  }

  static from(json: Field, part: (json: Field) => Vectorizer): RecordVectorizer {
    json.only(["kind", "names", "parts"]);
    const names = json
      .at("names")
      .items()
      .map((item) => item.text());
    const parts = json.at("parts").items().map(part);
    if (names.length !== parts.length || new Set(names).size < names.length)
      return json.at("names").fail("should name each of the parts");
    return new RecordVectorizer(names, parts);
  }

  write(value: Value, to: Float32Array, at: number): void {
    if (!(value instanceof RecordValue)) throw unwritable(value, `records with ${this.names.join(", ")}`);
    const held = this.names.map((name) => value.get(name));
    writeAll(this.parts, held, to, at);
  }

  read(from: Float32Array, at: number): Value {
    const values = readAll(this.parts, from, at);
    return RecordValue.of(this.names.map((name, i) => [name, values[i]]));
  }

  toJSON() {
    return { kind: this.kind, names: this.names, parts: this.parts.map((part) => part.toJSON()) };
  }
}

function writeAll(
  parts: readonly Vectorizer[],
  values: readonly Value[],
  to: Float32Array,
  at: number,
): void {
  let place = at;
  for (const [i, part] of parts.entries()) {
    part.write(values[i], to, place);
    place += part.size;
  }
}

function readAll(parts: readonly Vectorizer[], from: Float32Array, at: number): readonly Value[] {
  let place = at;
  return parts.map((part) => {
    const value = part.read(from, place);
    place += part.size;
    return value;
  });
}
