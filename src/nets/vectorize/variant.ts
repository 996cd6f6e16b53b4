/** @file Variants: which case it is, and room for a value of each; and the constants that tell cases apart, which take none. */

import { parseType, type Type, writeType } from "../../language/type.ts";
import { caseOf, type Value } from "../../language/value.ts";
import type { Field } from "../../library/field.ts";
import { greatest, unwritable, type Vectorizer } from "./vectorizer.ts";

export class VariantVectorizer implements Vectorizer {
  readonly kind = "variant";
  readonly size: number;
  readonly shape: readonly number[];
  readonly cases: readonly Type[];
  readonly parts: readonly Vectorizer[];

  /** @param parts one for each of the cases */
  constructor(cases: readonly Type[], parts: readonly Vectorizer[]) {
    this.cases = cases;
    this.parts = parts;
    this.size = parts.reduce((sum, { size }) => sum + size, cases.length);
    this.shape = [this.size];
  }

  static from(json: Field, part: (json: Field) => Vectorizer): VariantVectorizer {
    json.only(["kind", "cases", "parts"]);
    const cases = json
      .at("cases")
      .items()
      .map((item) => parseType(item.text()) ?? item.fail("should be a type"));
    const parts = json.at("parts").items().map(part);
    if (cases.length === 0 || cases.length !== parts.length)
      return json.at("parts").fail("should be one for each case");
    return new VariantVectorizer(cases, parts);
  }

  write(value: Value, to: Float32Array, at: number): void {
    const own = caseOf(value, this.cases);
    if (own === undefined) throw unwritable(value, this.cases.map(writeType).join(" | "));
    to.fill(0, at, at + this.size);
    const place = this.cases.indexOf(own);
    to[at + place] = 1;
    this.parts[place].write(value, to, this.#start(at, place));
  }

  read(from: Float32Array, at: number): Value {
    const place = greatest(from, at, this.cases.length);
    return this.parts[place].read(from, this.#start(at, place));
  }

  #start(at: number, place: number): number {
    return this.parts.slice(0, place).reduce((sum, { size }) => sum + size, at + this.cases.length);
  }

  toJSON() {
    return {
      kind: this.kind,
      cases: this.cases.map(writeType),
      parts: this.parts.map((part) => part.toJSON()),
    };
  }
}

export class ConstantVectorizer implements Vectorizer {
  readonly kind = "constant";
  readonly size = 0;
  readonly shape = [0];
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }

  static from(json: Field): ConstantVectorizer {
    json.only(["kind", "value"]);
    return new ConstantVectorizer(json.at("value").text());
  }

  write(value: Value): void {
    if (value !== this.value) throw unwritable(value, `the text ${JSON.stringify(this.value)}`);
  }

  read(): string {
    return this.value;
  }

  toJSON() {
    return { kind: this.kind, value: this.value };
  }
}
