/**
 * @file Vectorizers: from a value of a type to the numbers that a net sees, and from numbers back to the nearest value. What
 * they need to know of the data (means, vocabularies, sizes) they carry with them, and are saved with.
 */

import type { Json } from "../../evidence/json.ts";
import type { Value } from "../../language/value.ts";
import { InputError, told } from "../../tasks/error.ts";
import { cellText } from "../../tasks/text.ts";

export interface Vectorizer {
  readonly kind: VectorizerJson["kind"];
  /** Numbers a value. */
  readonly size: number;
  /** Its product is `size`: `[height, width, channels]` of images, `[frames, bands, 1]` of sounds, `[length, width]` of sequences. */
  readonly shape: readonly number[];
  /** For nets over sequences, which learn a vector for each token. */
  readonly tokens?: Tokens;
  /** Writes `size` numbers from `at`. Throws an InputError where the value cannot be written. */
  write(value: Value, to: Float32Array, at: number): void;
  /** The inverse: the nearest value of the type, whatever the numbers are. */
  read(from: Float32Array, at: number): Value;
  /** Plain data; `vectorizerFrom` is the inverse. */
  toJSON(): VectorizerJson;
}

export type VectorizerJson = { readonly kind: string } & { readonly [field: string]: Json };

/** A value as a sequence of whole numbers, of any length. */
export interface Tokens {
  /** Of each id what it stands for; those below `FIRST_TOKEN` stand for nothing in a value. */
  readonly vocabulary: readonly string[];
  /** The ids of the value's parts, without padding and end. */
  encode(value: Value): number[];
  /** Up to the first end; padding, separators and ids without a meaning are skipped. */
  decode(ids: readonly number[]): Value;
}

export const PADDING = 0;
export const SEPARATOR = 1;
export const END = 2;
/** The first id that stands for a part of a value. */
export const FIRST_TOKEN = 3;
export const RESERVED: readonly string[] = ["<padding>", "<separator>", "<end>"];

/** Most numbers that one value is written as. */
export const MAX_SIZE = 1 << 24;

/** What is wrong with a value that is not of the vectorizer's type. */
export function unwritable(value: Value, wanted: string): InputError {
  const found = typeof value === "object" && value !== null ? cellText(value).slice(0, 60) : told(value);
  return new InputError("", `${found} cannot be given to this net, which takes ${wanted}`);
}

/** Position of the greatest of `count` numbers; the first of those that are equal, 0 where none is a number. */
export function greatest(from: Float32Array, at: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) {
    if (from[at + i] > from[at + best] || Number.isNaN(from[at + best])) best = i;
  }
  return best;
}
