/**
 * @file JSON (RFC 8259) as a tree that knows where in the text each part stands, so that a file can be filled
 * without touching the rest of it. Stricter than `JSON.parse`: no duplicate keys, no numbers that would lose digits.
 */

import { MAX_NESTING, RecordValue, type Value } from "../language/value.ts";
import { MAX_CELLS, tooLarge } from "./encoding.ts";
import { InputError, shown } from "./error.ts";

export type Json = JsonObject | JsonArray | JsonScalar;

interface Span {
  readonly start: number;
  readonly end: number;
}
export interface JsonObject extends Span {
  readonly kind: "object";
  /** In the order of the text. */
  readonly members: ReadonlyMap<string, Member>;
}
export interface Member {
  /** Where the key's opening quote stands. */
  readonly start: number;
  readonly keyEnd: number;
  readonly value: Json;
}
export interface JsonArray extends Span {
  readonly kind: "array";
  readonly items: readonly Json[];
}
export interface JsonScalar extends Span {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const SPACE = /[ \t\n\r]*/y;
const ESCAPES = new Map([...'"\\/bfnrt'].map((char, i) => [char, '"\\/\b\f\n\r\t'[i]]));

export class JsonReader {
  readonly #text: string;
  readonly #place: string;
  #at = 0;
  #values = 0;

  constructor(text: string, place: string) {
    this.#text = text;
    this.#place = place;
  }

  get position(): number {
    return this.#at;
  }

  /** Whether only white space is left. */
  atEnd(): boolean {
    this.#match(SPACE);
    return this.#at === this.#text.length;
  }

  /** The next value. */
  read(nesting = 0): Json {
    if (++this.#values > MAX_CELLS) throw tooLarge(this.#place);
    this.#match(SPACE);
    const start = this.#at;
    if (nesting > MAX_NESTING) throw this.error(start, `nested more than ${MAX_NESTING} levels deep`);
    const char = this.#text[start];
    if (char === "{") return this.#object(nesting);
    if (char === "[") {
      const items: Json[] = [];
      this.#sequence("]", () => items.push(this.read(nesting + 1)));
      return { kind: "array", items, start, end: this.#at };
    }
    if (char === '"') {
      const value = this.#string();
      return { kind: "scalar", value, start, end: this.#at };
    }
    for (const [word, value] of WORDS) {
      if (!this.#text.startsWith(word, start)) continue;
      this.#at += word.length;
      return { kind: "scalar", value, start, end: this.#at };
    }
    return { kind: "scalar", value: this.#number(), start, end: this.#at };
  }

  /** What the text stands for. */
  value(json: Json): Exclude<Value, undefined> {
    if (json.kind === "scalar") return json.value;
    if (json.kind === "array") return json.items.map((item) => this.value(item));
    const fields = [...json.members].map(([name, { value }]) => [name, this.value(value)] as const);
    const record = RecordValue.of(fields);
    if (!record) throw this.error(json.start, "an object of more than a million parts");
    return record;
  }

  /** A position as file, line and column. */
  where(at: number): string {
    const before = this.#text.slice(0, at);
    const column = at - before.lastIndexOf("\n");
    return `${this.#place}, line ${before.split("\n").length}, column ${column}`;
  }

  error(at: number, what: string): InputError {
    return new InputError(this.where(at), what);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  #object(nesting: number): JsonObject {
    const open = this.#at;
    const members = new Map<string, Member>();
    this.#sequence("}", () => {
      const start = this.#at;
      if (this.#text[start] !== '"') throw this.#unexpected("a key in double quotes");
      const key = this.#string();
      const keyEnd = this.#at;
      if (members.has(key)) throw this.error(start, `the key ${shown(key)} stands twice in one object`);
      this.#match(SPACE);
      if (this.#text[this.#at] !== ":") throw this.#unexpected('":"');
      this.#at++;
      members.set(key, { start, keyEnd, value: this.read(nesting + 1) });
    });
    return { kind: "object", members, start: open, end: this.#at };
  }

  /** What stands between brackets, separated by commas. */
  #sequence(close: string, item: () => void): void {
    this.#at++;
    this.#match(SPACE);
    if (this.#text[this.#at] === close) {
      this.#at++;
      return;
    }
    for (;;) {
      item();
      this.#match(SPACE);
      const char = this.#text[this.#at];
      if (char !== "," && char !== close) throw this.#unexpected(`"," or "${close}"`);
      this.#at++;
      if (char === close) return;
      this.#match(SPACE);
    }
  }

  #string(): string {
    const open = this.#at++;
    let out = "";
    for (;;) {
      out += this.#match(PLAIN);
      const char = this.#text[this.#at];
      if (char === '"') {
        this.#at++;
        return out;
      }
      if (char === undefined) throw this.error(open, "the string that opens here is never closed");
      if (char !== "\\") throw this.error(this.#at, 'a control character in a string; write it as "\\u0000"');
      const letter = this.#text[this.#at + 1];
      const hex = this.#text.slice(this.#at + 2, this.#at + 6);
      const plain = ESCAPES.get(letter);
      if (plain !== undefined) {
        out += plain;
        this.#at += 2;
      } else if (letter === "u" && /^[\da-fA-F]{4}$/.test(hex)) {
        out += String.fromCharCode(Number.parseInt(hex, 16));
        this.#at += 6;
      } else throw this.error(this.#at, "JSON has no such escape");
    }
  }

  #number(): number {
    const start = this.#at;
    const text = this.#match(NUMBER);
    if (text === "") throw this.#unexpected("a value");
    const value = Number(text);
    if (!Number.isFinite(value) || (/^-?\d+$/.test(text) && !Number.isSafeInteger(value))) {
      const number = text.length > 40 ? `${text.slice(0, 40)}…` : text;
      throw this.error(
        start,
        `the number ${number} is too large to be exact (beyond 2^53); write it as text`,
      );
    }
    return value === 0 ? 0 : value;
  }

  #unexpected(wanted: string): InputError {
    const char = this.#text[this.#at];
    const found = char === undefined ? "the end of the file" : shown(char);
    return this.error(this.#at, `${found} where ${wanted} was expected`);
  }
}

const WORDS = [
  ["true", true],
  ["false", false],
  ["null", null],
] as const;
