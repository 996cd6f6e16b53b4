/**
 * @file Texts as bags of words, for nets without a sense of order: a number for each word, log(1 + how often it stands there).
 * The inverse is a text with these words, in the order of the vocabulary.
 */

import type { Value } from "../../language/value.ts";
import type { Field } from "../../library/field.ts";
import { unwritable, type Vectorizer } from "./vectorizer.ts";

/** Most words: the commonest of the data. */
const MAX_WORDS = 4096;
/** Most repetitions of a word that are read back. */
const MAX_COUNT = 100;

export class BagVectorizer implements Vectorizer {
  readonly kind = "bag";
  readonly size: number;
  readonly shape: readonly number[];
  readonly words: readonly string[];
  readonly #places: ReadonlyMap<string, number>;

  constructor(words: readonly string[]) {
    this.words = words;
    this.size = words.length;
    this.shape = [words.length];
    this.#places = new Map(words.map((word, i) => [word, i]));
  }

  /** From the data: its commonest words. */
  static of(texts: readonly string[]): BagVectorizer {
    const counts = new Map<string, number>();
    for (const text of texts) for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const byCount = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    const words = byCount.slice(0, MAX_WORDS).map(([word]) => word);
    return new BagVectorizer(words.length > 0 ? words : [""]);
  }

  static from(json: Field): BagVectorizer {
    json.only(["kind", "words"]);
    const words = json
      .at("words")
      .items()
      .map((item) => item.text());
    if (words.length === 0 || words.length > MAX_WORDS || new Set(words).size < words.length)
      return json.at("words").fail(`should be 1 to ${MAX_WORDS} words, each once`);
    return new BagVectorizer(words);
  }

  write(value: Value, to: Float32Array, at: number): void {
    if (typeof value !== "string") throw unwritable(value, "text");
    to.fill(0, at, at + this.size);
    for (const word of wordsOf(value)) {
      const place = this.#places.get(word);
      if (place !== undefined) to[at + place]++;
    }
    for (let i = at; i < at + this.size; i++) to[i] = Math.log1p(to[i]);
  }

  read(from: Float32Array, at: number): string {
    const found = this.words.flatMap((word, i) => {
      const count = Math.round(Math.expm1(from[at + i]));
      return Array.from({ length: Math.max(0, Math.min(MAX_COUNT, count)) || 0 }, () => word);
    });
    return found.join(" ");
  }

  toJSON() {
    return { kind: this.kind, words: this.words };
  }
}

/** Runs of letters, and of digits, and other characters one by one; case does not count. */
const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/\p{L}[\p{L}\p{M}]*|\p{N}+|[^\s\p{L}\p{N}]/gu) ?? [];
