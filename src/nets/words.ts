/** @file What a net learned of words: a vector for each, and which lie near one another. */

import { InputError, nearest, shown } from "../tasks/error.ts";
import { product } from "./layers/layer.ts";
import type { Model } from "./model.ts";
import { placedLayers } from "./net.ts";
import { BagVectorizer } from "./vectorize/bag.ts";
import { FIRST_TOKEN } from "./vectorize/vectorizer.ts";

export interface Likeness {
  readonly word: string;
  /** The cosine of the angle between the vectors: 1 in the same direction. */
  readonly cosine: number;
}

/** Words with a vector each, of length 1. */
export class WordVectors {
  readonly words: readonly string[];
  readonly #width: number;
  readonly #vectors: Float64Array;
  readonly #places: ReadonlyMap<string, number>;

  /** @param vectors one after the other; words whose vector is zero are like no other */
  constructor(words: readonly string[], vectors: ArrayLike<number>) {
    this.words = words;
    this.#width = vectors.length / words.length;
    this.#vectors = Float64Array.from(vectors);
    this.#places = new Map(words.map((word, i) => [word, i]));
    for (let i = 0; i < words.length; i++) normalise(this.#at(i));
  }

  /** Those nearest to a word, itself left out. */
  near(word: string, most: number): readonly Likeness[] {
    const place = this.#place(word);
    return this.#nearest(this.#at(place), [place], most);
  }

  /** Those that are to `c` as `b` is to `a`: nearest to b − a + c (Mikolov et al. 2013), these three left out. */
  analogy(a: string, b: string, c: string, most: number): readonly Likeness[] {
    const places = [a, b, c].map((word) => this.#place(word));
    const [from, to, other] = places.map((place) => this.#at(place));
    const wanted = to.map((x, i) => x - from[i] + other[i]);
    normalise(wanted);
    return this.#nearest(wanted, places, most);
  }

  #nearest(wanted: Float64Array, without: readonly number[], most: number): readonly Likeness[] {
    const all = this.words.map((word, i) => ({
      word,
      cosine: this.#at(i).reduce((sum, x, k) => sum + x * wanted[k], 0),
    }));
    return all
      .filter((_, i) => !without.includes(i))
      .sort((a, b) => b.cosine - a.cosine || (a.word < b.word ? -1 : 1))
      .slice(0, most);
  }

  #at(place: number): Float64Array {
    return this.#vectors.subarray(place * this.#width, (place + 1) * this.#width);
  }

  #place(word: string): number {
    const place = this.#places.get(word) ?? this.#places.get(word.toLowerCase());
    if (place !== undefined) return place;
    const meant = nearest(word, this.words.slice(0, SEARCHED));
    const hint = meant === undefined ? "" : `; did you mean ${shown(meant)}?`;
    throw new InputError(
      shown(word),
      `is none of the ${this.words.length} words that the net learned${hint}`,
    );
  }
}

/** Words that are looked through for what may be meant. */
const SEARCHED = 10_000;

function normalise(vector: Float64Array): void {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] /= length;
}

/** The rows of the first layer over a bag of words, or of an embedding of tokens. */
export function wordVectors({ name, encoding, spec, weights }: Model): WordVectors {
  const placed = placedLayers(spec);
  if (encoding.kind === "tokens") {
    const layer = placed.find(({ spec }) => spec.kind === "embedding");
    if (layer) {
      const { shape, data } = weights[`${layer.name}.token`];
      return new WordVectors(encoding.vocabulary.slice(FIRST_TOKEN), data.subarray(FIRST_TOKEN * shape[1]));
    }
  } else {
    // Inputs with a chain of their own come first; without one they are joined, and the first layer takes all.
    let from = 0;
    for (const [i, { vectorizer: input, shape: taken }] of encoding.given.entries()) {
      const isOwn = spec.inputs[i].layers.length > 0;
      if (input instanceof BagVectorizer) {
        const layer = placed.find(({ name }) => name === (isOwn ? `input${i}.layer0` : "layer0"));
        if (layer?.spec.kind !== "dense") break;
        const { shape, data } = weights[`${layer.name}.weight`];
        const start = (isOwn ? 0 : from) * shape[1];
        return new WordVectors(input.words, data.subarray(start, start + input.size * shape[1]));
      }
      if (!isOwn) from += product(taken);
    }
  }
  throw new InputError(
    name,
    "learned no vectors of words; --near and --analogy are for nets that read texts",
  );
}
