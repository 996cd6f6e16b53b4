/** @file Labels: one of a closed vocabulary, one number each, of which one is 1. */

import type { Value } from "../../language/value.ts";
import type { Field } from "../../library/field.ts";
import { InputError, listed, nearest, shown } from "../../tasks/error.ts";
import { greatest, unwritable, type Vectorizer } from "./vectorizer.ts";

/** A text, a whole number, or a truth value. */
export type Label = string | number | boolean;

/** Most labels of a vocabulary. */
export const MAX_LABELS = 1 << 16;

export class LabelVectorizer implements Vectorizer {
  readonly kind = "label";
  readonly size: number;
  readonly shape: readonly number[];
  /** All of one kind, each once. */
  readonly vocabulary: readonly Label[];
  readonly #places: ReadonlyMap<Value, number>;

  constructor(vocabulary: readonly Label[]) {
    this.vocabulary = vocabulary;
    this.size = vocabulary.length;
    this.shape = [vocabulary.length];
    this.#places = new Map(vocabulary.map((label, i) => [label, i]));
  }

  /** From the data: whole numbers by size, texts by their code units. */
  static of(values: readonly Label[]): LabelVectorizer {
    const distinct = [...new Set(values)];
    if (distinct.length > MAX_LABELS)
      throw new InputError(
        "",
        `${distinct.length} different labels; a net tells at most ${MAX_LABELS} apart`,
      );
    return new LabelVectorizer(distinct.sort((a, b) => (a < b ? -1 : 1)));
  }

  static from(json: Field): LabelVectorizer {
    json.only(["kind", "vocabulary"]);
    const items = json.at("vocabulary").items();
    if (items.length === 0 || items.length > MAX_LABELS)
      json.at("vocabulary").fail(`should have 1 to ${MAX_LABELS} labels`);
    const kind = typeof items[0].value;
    const labels = items.map((item) => {
      if (kind === "boolean") return item.flag();
      return kind === "string" ? item.text() : item.whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    });
    if (new Set(labels).size < labels.length) json.at("vocabulary").fail("has a label twice");
    return new LabelVectorizer(labels);
  }

  /** Position of a label in the vocabulary. Throws an InputError for any other. */
  placeOf(value: Value): number {
    const place = this.#places.get(value);
    if (place !== undefined) return place;
    if (typeof value !== typeof this.vocabulary[0])
      throw unwritable(value, `one of ${listed(this.vocabulary.map(String))}`);
    const names = this.vocabulary.map(String);
    const meant = typeof value === "string" ? nearest(value, names.slice(0, 1000)) : undefined;
    const hint = meant === undefined ? `it knows ${listed(names)}` : `did you mean ${shown(meant)}?`;
    throw new InputError("", `this net knows no label ${shown(String(value))}; ${hint}`);
  }

  write(value: Value, to: Float32Array, at: number): void {
    const place = this.placeOf(value);
    to.fill(0, at, at + this.size);
    to[at + place] = 1;
  }

  read(from: Float32Array, at: number): Label {
    return this.vocabulary[greatest(from, at, this.size)];
  }

  toJSON() {
    return { kind: this.kind, vocabulary: this.vocabulary };
  }
}
