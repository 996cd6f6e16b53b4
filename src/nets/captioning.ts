/**
 * @file Saying in words what is in a picture, one word after the other: each step sees the picture and the words so far, and
 * gives the next.
 */

import type { Picture } from "../language/value.ts";
import { InputError, shown } from "../tasks/error.ts";
import { largestShare } from "./encoding.ts";
import type { Shape } from "./layers/layer.ts";
import type { Head } from "./losses.ts";
import type { NetSpec } from "./net.ts";
import { Predictor } from "./predictor.ts";
import type { Samples } from "./samples.ts";
import type { ImageVectorizer } from "./vectorize/image.ts";
import { END, FIRST_TOKEN, greatest, SEPARATOR } from "./vectorize/vectorizer.ts";
import type { Weights } from "./weights.ts";

export interface Captioned {
  readonly picture: Picture;
  readonly caption: string;
}

/** A picture as levels, and a caption as words of a closed vocabulary. */
export class CaptionEncoding {
  readonly image: ImageVectorizer;
  readonly head: Extract<Head, { kind: "tokens" }>;
  /** Words in the longest caption, and its end. */
  readonly length: number;
  readonly #words: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;

  constructor(image: ImageVectorizer, words: readonly string[], length: number) {
    this.image = image;
    this.length = length;
    this.#words = words;
    this.#ids = new Map(words.map((word, i) => [word, FIRST_TOKEN + i]));
    this.head = { kind: "tokens", vocabulary: FIRST_TOKEN + words.length };
  }

  /** Of the picture, then of the words. */
  get shapes(): readonly [Shape, Shape] {
    return [this.image.shape, [this.length]];
  }

  encode(rows: readonly Captioned[]): Samples {
    const { length } = this;
    const [data, wanted, weight] = [0, 1, 2].map(() => new Float32Array(rows.length * length));
    for (const [i, { caption }] of rows.entries()) {
      const ids = wordsOf(caption).map((word) => this.#id(word));
      if (ids.length >= length)
        throw new InputError(shown(caption), `has ${ids.length} words; this net says ${length - 1} at most`);
      data.set([SEPARATOR, ...ids], i * length);
      wanted.set([...ids, END], i * length);
      weight.fill(1, i * length, i * length + ids.length + 1);
    }
    return {
      count: rows.length,
      inputs: [this.#images(rows.map(({ picture }) => picture)), { shape: [length], data }],
      wanted: { shape: [length], data: wanted },
      weight,
    };
  }

  /** The pictures, and captions of which no word is said. */
  begin(pictures: readonly Picture[]): Samples["inputs"] {
    const data = new Float32Array(pictures.length * this.length);
    for (let i = 0; i < pictures.length; i++) data[i * this.length] = SEPARATOR;
    return [this.#images(pictures), { shape: [this.length], data }];
  }

  decode(ids: readonly number[]): string {
    return ids.map((id) => this.#words[id - FIRST_TOKEN] ?? "").join(" ");
  }

  #id(word: string): number {
    const id = this.#ids.get(word);
    if (id === undefined) throw new InputError("", `this net knows no word ${shown(word)}`);
    return id;
  }

  #images(pictures: readonly Picture[]): Samples["inputs"][number] {
    const { size, shape } = this.image;
    const data = new Float32Array(pictures.length * size);
    for (const [i, picture] of pictures.entries()) this.image.write(picture, data, i * size);
    return { shape, data };
  }
}

const wordsOf = (caption: string): string[] => caption.split(" ").filter((word) => word !== "");

export interface Said {
  readonly caption: string;
  /** The net's own probability of all its words together. */
  readonly confidence: number;
}

/** The likeliest next word again and again, until each caption has ended or is as long as any was. */
export async function captions(
  { spec, weights }: { readonly spec: NetSpec; readonly weights: Weights },
  encoding: CaptionEncoding,
  pictures: readonly Picture[],
): Promise<readonly Said[]> {
  const predictor = await Predictor.create(spec, weights);
  const inputs = encoding.begin(pictures);
  const ids = inputs[1].data;
  const { length } = encoding;
  const size = encoding.head.vocabulary;
  const said = pictures.map(() => ({ words: [] as number[], confidence: 1, isDone: false }));
  try {
    for (let step = 0; step < length && said.some(({ isDone }) => !isDone); step++) {
      const outputs = await predictor.predict(inputs, pictures.length);
      for (const [i, state] of said.entries()) {
        if (state.isDone) continue;
        const at = (i * length + step) * size;
        const best = greatest(outputs, at, size);
        state.confidence *= largestShare(outputs.subarray(at, at + size));
        if (best < FIRST_TOKEN) state.isDone = true;
        else {
          state.words.push(best);
          if (step + 1 < length) ids[i * length + step + 1] = best;
        }
      }
    }
  } finally {
    predictor.dispose();
  }
  return said.map(({ words, confidence }) => ({ caption: encoding.decode(words), confidence }));
}
