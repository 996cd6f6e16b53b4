/** @file Bit-vectors: a number a bit, the lowest first. */

import { bitVector, MAX_WIDTH } from "../../language/type.ts";
import { hasType, type Value } from "../../language/value.ts";
import type { Field } from "../../library/field.ts";
import { unwritable, type Vectorizer } from "./vectorizer.ts";

export class BitsVectorizer implements Vectorizer {
  readonly kind = "bits";
  readonly size: number;
  readonly shape: readonly number[];

  constructor(width: number) {
    this.size = width;
    this.shape = [width];
  }

  static from(json: Field): BitsVectorizer {
    json.only(["kind", "width"]);
    return new BitsVectorizer(json.at("width").whole(1, MAX_WIDTH));
  }

  write(value: Value, to: Float32Array, at: number): void {
    if (!hasType(value, bitVector(this.size))) throw unwritable(value, `${this.size} bits`);
    const word = BigInt(value as number | bigint);
    for (let i = 0; i < this.size; i++) to[at + i] = Number((word >> BigInt(i)) & 1n);
  }

  read(from: Float32Array, at: number): number | bigint {
    let word = 0n;
    for (let i = 0; i < this.size; i++) if (from[at + i] > 0.5) word |= 1n << BigInt(i);
    return this.size <= 32 ? Number(word) : word;
  }

  toJSON() {
    return { kind: this.kind, width: this.size };
  }
}
