/** @file Texts as sequences of characters. */

import type { Value } from "../../language/value.ts";
import type { Field } from "../../library/field.ts";
import { InputError, shown } from "../../tasks/error.ts";
import { lengthFrom, MAX_LENGTH, OneHotSequence } from "./tokens.ts";
import {
  END,
  FIRST_TOKEN,
  MAX_SIZE,
  RESERVED,
  type Tokens,
  unwritable,
  type Vectorizer,
} from "./vectorizer.ts";

/** What stands for characters that the data did not have. */
const UNKNOWN = "\ufffd";
/** Most different characters. */
const MAX_CHARACTERS = 1 << 16;

export class TextVectorizer implements Vectorizer {
  readonly kind = "text";
  readonly shape: readonly [length: number, width: number];
  readonly tokens: Tokens;
  readonly #sequence: OneHotSequence;
  readonly #characters: readonly string[];

  /** @param characters code points, each once; @param length places for them and for the end */
  constructor(characters: readonly string[], length: number) {
    this.tokens = new CharacterTokens(characters);
    this.#characters = characters;
    this.#sequence = new OneHotSequence(length, this.tokens.vocabulary.length);
    this.shape = [length, this.#sequence.width];
  }

  /** From the data: its characters, and the length of its longest text. */
  static of(texts: readonly string[], name?: string): TextVectorizer {
    const place = name === undefined ? "" : `column ${shown(name)}`;
    const characters = new Set<string>();
    let length = 0;
    let longest = "";
    for (const text of texts) {
      const points = [...text];
      if (points.length > length) [length, longest] = [points.length, text];
      for (const point of points) characters.add(point);
    }
    characters.delete(UNKNOWN);
    if (characters.size > MAX_CHARACTERS)
      throw new InputError(
        place,
        `${characters.size} different characters; a net reads at most ${MAX_CHARACTERS}`,
      );
    const width = FIRST_TOKEN + 1 + characters.size;
    if (length >= MAX_LENGTH || (length + 1) * width > MAX_SIZE)
      throw new InputError(
        place,
        `${shown(longest)}, a text of ${length} characters, is too long for a net: with ${characters.size} different ones at most ${Math.min(MAX_LENGTH, Math.floor(MAX_SIZE / width)) - 1} are read; shorten it, or leave its row out`,
      );
    return new TextVectorizer([...characters].sort(), length + 1);
  }

  static from(json: Field): TextVectorizer {
    json.only(["kind", "characters", "length"]);
    const characters = json
      .at("characters")
      .items()
      .map((item) => item.text());
    const isPoint = (text: string): boolean => [...text].length === 1 && text !== UNKNOWN;
    if (
      !characters.every(isPoint) ||
      new Set(characters).size < characters.length ||
      characters.length > MAX_CHARACTERS
    )
      return json.at("characters").fail("should be characters, each once");
    return new TextVectorizer(characters, lengthFrom(json, characters.length + FIRST_TOKEN + 1));
  }

  get size(): number {
    return this.#sequence.size;
  }

  write(value: Value, to: Float32Array, at: number): void {
    this.#sequence.write(this.tokens.encode(value), to, at);
  }

  read(from: Float32Array, at: number): string {
    return this.tokens.decode(this.#sequence.read(from, at)) as string;
  }

  toJSON() {
    return { kind: this.kind, characters: this.#characters, length: this.shape[0] };
  }
}

class CharacterTokens implements Tokens {
  readonly vocabulary: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;

  constructor(characters: readonly string[]) {
    this.vocabulary = [...RESERVED, UNKNOWN, ...characters];
    this.#ids = new Map(this.vocabulary.map((character, id) => [character, id]));
  }

  encode(value: Value): number[] {
    if (typeof value !== "string") throw unwritable(value, "text");
    return [...value].map((point) => this.#ids.get(point) ?? FIRST_TOKEN);
  }

  decode(ids: readonly number[]): string {
    const end = ids.indexOf(END);
    return (end < 0 ? ids : ids.slice(0, end))
      .map((id) => (id < FIRST_TOKEN ? "" : (this.vocabulary[id] ?? "")))
      .join("");
  }
}
