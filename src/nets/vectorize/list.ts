/** @file Lists: for each place whether there is an item, and the item. Lists of labels are sequences of tokens, too. */

import type { Value } from "../../language/value.ts";
import type { Field } from "../../library/field.ts";
import { InputError } from "../../tasks/error.ts";
import { LabelVectorizer } from "./label.ts";
import { lengthFrom } from "./tokens.ts";
import { END, FIRST_TOKEN, RESERVED, type Tokens, unwritable, type Vectorizer } from "./vectorizer.ts";

export class ListVectorizer implements Vectorizer {
  readonly kind = "list";
  readonly shape: readonly [length: number, width: number];
  readonly of: Vectorizer;
  readonly tokens?: Tokens;

  /** @param length of the longest list, at least 1 */
  constructor(of: Vectorizer, length: number) {
    this.of = of;
    this.shape = [length, 1 + of.size];
    if (of instanceof LabelVectorizer) this.tokens = new LabelTokens(of);
  }

  static from(json: Field, part: (json: Field) => Vectorizer): ListVectorizer {
    json.only(["kind", "of", "length"]);
    const of = part(json.at("of"));
    return new ListVectorizer(of, lengthFrom(json, 1 + of.size));
  }

  get size(): number {
    return this.shape[0] * this.shape[1];
  }

  write(value: Value, to: Float32Array, at: number): void {
    if (!Array.isArray(value)) throw unwritable(value, "lists");
    const [length, width] = this.shape;
    if (value.length > length)
      throw new InputError("", `a list of ${value.length} items; this net takes at most ${length}`);
    to.fill(0, at, at + this.size);
    for (const [i, item] of value.entries()) {
      to[at + i * width] = 1;
      this.of.write(item, to, at + i * width + 1);
    }
  }

  read(from: Float32Array, at: number): readonly Value[] {
    const [length, width] = this.shape;
    const items: Value[] = [];
    for (let i = 0; i < length && from[at + i * width] > 0.5; i++)
      items.push(this.of.read(from, at + i * width + 1));
    return items;
  }

  toJSON() {
    return { kind: this.kind, of: this.of.toJSON(), length: this.shape[0] };
  }
}

class LabelTokens implements Tokens {
  readonly vocabulary: readonly string[];
  readonly #labels: LabelVectorizer;

  constructor(labels: LabelVectorizer) {
    this.#labels = labels;
    this.vocabulary = [...RESERVED, ...labels.vocabulary.map(String)];
  }

  encode(value: Value): number[] {
    if (!Array.isArray(value)) throw unwritable(value, "lists");
    return value.map((item) => FIRST_TOKEN + this.#labels.placeOf(item));
  }

  decode(ids: readonly number[]): Value {
    const end = ids.indexOf(END);
    const { vocabulary } = this.#labels;
    return (end < 0 ? ids : ids.slice(0, end))
      .map((id) => vocabulary[id - FIRST_TOKEN])
      .filter((label) => label !== undefined);
  }
}
