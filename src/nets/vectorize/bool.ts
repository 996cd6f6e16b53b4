/** @file True and false: 1 and 0. */

import type { Value } from "../../language/value.ts";
import type { Field } from "../../library/field.ts";
import { unwritable, type Vectorizer } from "./vectorizer.ts";

export class BoolVectorizer implements Vectorizer {
  readonly kind = "bool";
  readonly size = 1;
  readonly shape = [1];

  static from(json: Field): BoolVectorizer {
    json.only(["kind"]);
    return new BoolVectorizer();
  }

  write(value: Value, to: Float32Array, at: number): void {
    if (typeof value !== "boolean") throw unwritable(value, "true or false");
    to[at] = value ? 1 : 0;
  }

  read(from: Float32Array, at: number): boolean {
    return from[at] > 0.5;
  }

  toJSON() {
    return { kind: this.kind };
  }
}
