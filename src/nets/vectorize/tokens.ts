/** @file Vocabularies of tokens, and sequences of them written one number a token and place. */

import type { Field } from "../../library/field.ts";
import { InputError } from "../../tasks/error.ts";
import { END, FIRST_TOKEN, greatest, MAX_SIZE, PADDING } from "./vectorizer.ts";

/** Longest sequence that is written in full. */
export const MAX_LENGTH = 1 << 16;

/** A sequence at a fixed length: in each place one of `width` numbers is 1, and what follows the end is padding. */
export class OneHotSequence {
  readonly length: number;
  readonly width: number;

  /** @param length places, one for the end among them */
  constructor(length: number, width: number) {
    this.length = length;
    this.width = width;
  }

  get size(): number {
    return this.length * this.width;
  }

  write(ids: readonly number[], to: Float32Array, at: number): void {
    if (ids.length >= this.length) {
      const what = `a sequence of ${ids.length} tokens; this net takes at most ${this.length - 1}`;
      throw new InputError("", what);
    }
    to.fill(0, at, at + this.size);
    for (let i = 0; i < this.length; i++) {
      const id = i < ids.length ? ids[i] : i === ids.length ? END : PADDING;
      to[at + i * this.width + id] = 1;
    }
  }

  /** Up to the end. */
  read(from: Float32Array, at: number): number[] {
    const ids: number[] = [];
    for (let i = 0; i < this.length - 1; i++) {
      const id = greatest(from, at + i * this.width, this.width);
      if (id === END) break;
      if (id >= FIRST_TOKEN) ids.push(id);
    }
    return ids;
  }
}

/** The length in a saved vectorizer whose tokens are so many. */
export function lengthFrom(json: Field, width: number): number {
  return json.at("length").whole(1, Math.max(1, Math.min(MAX_LENGTH, Math.floor(MAX_SIZE / width))));
}
