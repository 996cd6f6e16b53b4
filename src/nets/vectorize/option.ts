/** @file Values that may be null: whether there is one, and the value. */

import type { Value } from "../../language/value.ts";
import type { Field } from "../../library/field.ts";
import type { Vectorizer } from "./vectorizer.ts";

export class OptionVectorizer implements Vectorizer {
  readonly kind = "option";
  readonly size: number;
  readonly shape: readonly number[];
  readonly of: Vectorizer;

  constructor(of: Vectorizer) {
    this.of = of;
    this.size = 1 + of.size;
    this.shape = [this.size];
  }

  static from(json: Field, part: (json: Field) => Vectorizer): OptionVectorizer {
    json.only(["kind", "of"]);
    return new OptionVectorizer(part(json.at("of")));
  }

  write(value: Value, to: Float32Array, at: number): void {
    to.fill(0, at, at + this.size);
    if (value === null) return;
    to[at] = 1;
    this.of.write(value, to, at + 1);
  }

  read(from: Float32Array, at: number): Value {
    return from[at] > 0.5 ? this.of.read(from, at + 1) : null;
  }

  toJSON() {
    return { kind: this.kind, of: this.of.toJSON() };
  }
}
