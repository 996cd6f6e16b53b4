/** @file The syntax of canonical program text: parentheses, names, constants. What they mean is decided in parse.ts. */

import { parseBits } from "./bits.ts";
import { quote } from "./quote.ts";
import { CivilDate, Grid, MAX_NESTING, RecordValue, type Value } from "./value.ts";

/** A literal's `width` is that of the bit-vectors in it, where it has any. */
export type Expression = { readonly offset: number; readonly end: number } & (
  | { readonly kind: "literal"; readonly value: Value; readonly width?: number | undefined }
  | { readonly kind: "input"; readonly index: number }
  | { readonly kind: "variable"; readonly level: number }
  | { readonly kind: "lambda"; readonly params: readonly string[]; readonly body: Expression }
  | { readonly kind: "apply"; readonly name: string; readonly args: readonly Expression[] }
);

/** Longest text, in UTF-16 units, and most nodes that are read. */
const MAX_TEXT = 100_000;
const MAX_NODES = 10_000;

/** Why a text is no program. */
export class ProgramSyntaxError extends Error {
  /** Where, in UTF-16 units from the start of the text. */
  readonly offset: number;
  readonly found: string;
  /** What would be accepted there. */
  readonly expected: string;

  constructor(offset: number, found: string, expected: string) {
    super(`at ${offset}: found ${found}, expected ${expected}`);
    this.name = "ProgramSyntaxError";
    this.offset = offset;
    this.found = found;
    this.expected = expected;
  }
}

const NUMBER = /-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Infinity)|NaN/y;
const TEXT = /"(?:[^"\\]|\\.)*"/y;
const NAME = /[^\s()[\]{}"]+/y;
/** A field's name where it needs no quotes, before its colon. */
const FIELD = /[A-Za-z_$][\w$]*/y;
const BLANK = /\s*/y;
const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["⊥", undefined],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);
const AN_EXPRESSION = 'an expression: (name …), (lambda (a …) …), $1, a constant such as "text", 5 or true';
/** Lowest and highest value of each field of a date. */
const FIELDS = [
  [1, 9999],
  [1, 12],
  [1, 31],
  [0, 23],
  [0, 59],
  [0, 59],
  [0, 999],
] as const;

/** The one expression that the text consists of. Throws `ProgramSyntaxError`. */
export function readExpression(text: string, maxDepth: number): Expression {
  if (text.length > MAX_TEXT)
    throw new ProgramSyntaxError(MAX_TEXT, `${text.length} characters`, `at most ${MAX_TEXT}`);
  const reader = new Reader(text, maxDepth);
  const expression = reader.expression(0);
  reader.end();
  return expression;
}

class Reader {
  private at = 0;
  private nodes = 0;
  /** Of the bit-vectors in the present constant. */
  private width: number | undefined;
  private readonly text: string;
  private readonly maxDepth: number;

  constructor(text: string, maxDepth: number) {
    this.text = text;
    this.maxDepth = maxDepth;
  }

  expression(depth: number): Expression {
    this.skipBlank();
    const offset = this.at;
    this.count(depth, offset);
    if (this.eat("(")) {
      const call = this.call(depth, offset);
      return { ...call, offset, end: this.at };
    }
    const name = this.peekName();
    if (/^\$\d/.test(name)) {
      if (!/^\$[1-9]\d{0,5}$/.test(name)) throw this.error(AN_EXPRESSION);
      this.at += name.length;
      return { kind: "input", index: Number(name.slice(1)) - 1, offset, end: this.at };
    }
    if (/^[a-z](?:[1-9]\d{0,3})?$/.test(name)) {
      this.at += name.length;
      const level = name.charCodeAt(0) - 97 + 26 * Number(name.slice(1) || 0);
      return { kind: "variable", level, offset, end: this.at };
    }
    this.width = undefined;
    const value = this.constant(depth, AN_EXPRESSION);
    return { kind: "literal", value, width: this.width, offset, end: this.at };
  }

  end(): void {
    this.skipBlank();
    if (this.at < this.text.length) throw this.error("the end of the program");
  }

  private call(
    depth: number,
    start: number,
  ):
    | { kind: "lambda"; params: string[]; body: Expression }
    | { kind: "apply"; name: string; args: Expression[] } {
    this.skipBlank();
    const name = this.peekName();
    if (name === "") throw this.error('the name of a primitive, or "lambda"');
    this.at += name.length;
    if (name === "lambda") {
      const params = this.params();
      const body = this.expression(depth + 1);
      this.skipBlank();
      if (!this.eat(")")) throw this.error(`")" that closes the lambda at ${start}`);
      return { kind: "lambda", params, body };
    }
    const args: Expression[] = [];
    for (this.skipBlank(); !this.eat(")"); this.skipBlank()) {
      if (this.at >= this.text.length) throw this.error(`")" that closes the call at ${start}`);
      args.push(this.expression(depth + 1));
    }
    return { kind: "apply", name, args };
  }

  private params(): string[] {
    this.skipBlank();
    if (!this.eat("(")) throw this.error('"(" before the parameters');
    const params: string[] = [];
    for (this.skipBlank(); !this.eat(")"); this.skipBlank()) {
      const name = this.peekName();
      if (!/^[a-z]\d*$/.test(name)) throw this.error('the name of a parameter, or ")"');
      this.at += name.length;
      params.push(name);
      this.count(0, this.at);
    }
    return params;
  }

  private constant(depth: number, expected: string): Value {
    const { at } = this;
    if (this.text[at] === '"') return this.quoted();
    if (/^0[xXbB]/.test(this.peekName())) return this.bits();
    const number = this.match(NUMBER);
    if (number !== "" && !/[^\s()[\]{}"]/.test(this.text[this.at] ?? " ")) return Number(number);
    this.at = at;
    if (this.eat("#(")) return this.date();
    if (this.eat("#[")) return this.grid();
    if (this.eat("[")) return this.list(depth);
    if (this.eat("{")) return this.record(depth, at);
    const name = this.peekName();
    if (!WORDS.has(name)) throw this.error(expected);
    this.at += name.length;
    return WORDS.get(name);
  }

  private bits(): number | bigint {
    const name = this.peekName();
    const parsed = parseBits(name);
    if (!parsed) throw this.error("a bit-vector of at most 64 bits, such as 0x00ff or 0b101");
    if (this.width !== undefined && this.width !== parsed.width)
      throw this.error(`a bit-vector of ${this.width} bits, as those before it in the list`);
    this.width = parsed.width;
    this.at += name.length;
    return parsed.value;
  }

  private quoted(): string {
    const { at } = this;
    const token = this.match(TEXT);
    try {
      return JSON.parse(token) as string;
    } catch {
      throw new ProgramSyntaxError(at, this.found(at), "a text in double quotes, written as in JSON");
    }
  }

  private list(depth: number): Value[] {
    const items: Value[] = [];
    for (this.skipBlank(); !this.eat("]"); this.skipBlank()) {
      this.count(depth + 1, this.at);
      items.push(this.constant(depth + 1, 'a constant, or "]"'));
    }
    return items;
  }

  private record(depth: number, start: number): RecordValue {
    const fields = new Map<string, Value>();
    for (this.skipBlank(); !this.eat("}"); this.skipBlank()) {
      const { at } = this;
      const expected = 'the name of a field and ":", or "}"';
      const name = this.text[at] === '"' ? this.quoted() : this.match(FIELD);
      this.skipBlank();
      if ((name === "" && this.text[at] !== '"') || !this.eat(":")) {
        this.at = at;
        throw this.error(expected);
      }
      if (fields.has(name)) throw new ProgramSyntaxError(at, quote(name), "a name that is not given yet");
      this.skipBlank();
      this.count(depth + 1, this.at);
      const value = this.constant(depth + 1, "a constant");
      if (value === undefined) throw new ProgramSyntaxError(at, "⊥", "a constant with a value");
      fields.set(name, value);
    }
    const value = RecordValue.of(fields);
    if (!value) throw new ProgramSyntaxError(start, "deeper nesting", `at most ${MAX_NESTING} levels`);
    return value;
  }

  private date(): CivilDate {
    const fields = FIELDS.map(([low, high]) => {
      this.skipBlank();
      if (this.eat("_")) return undefined;
      return this.integer(low, high, `a number from ${low} to ${high}, or _`);
    });
    this.skipBlank();
    if (!this.eat(")")) throw this.error('")" after the seven fields of a date');
    return new CivilDate(...fields);
  }

  private grid(): Grid {
    const { at } = this;
    const [width, height] = [0, 1].map(() => {
      this.skipBlank();
      return this.integer(0, MAX_TEXT, "the width and height of a grid");
    });
    // Two characters a cell at least: nothing larger is allocated than the text could fill.
    if (width * height > this.text.length)
      throw new ProgramSyntaxError(at, `${width} × ${height} cells`, "no more than the text holds");
    const cells = new Uint8Array(width * height);
    for (let i = 0; i < cells.length; i++) {
      if (i % width === 0) this.skipBlank();
      else if (!this.eat(",")) throw this.error(`"," and the next of ${width} cells`);
      cells[i] = this.integer(0, 255, "a cell from 0 to 255");
    }
    this.skipBlank();
    if (!this.eat("]")) throw this.error(`"]" after ${height} rows of cells`);
    return new Grid(width, height, cells);
  }

  private integer(low: number, high: number, expected: string): number {
    const { at } = this;
    const token = this.match(NUMBER);
    const value = Number(token);
    if (token === "" || !Number.isInteger(value) || value < low || value > high) {
      this.at = at;
      throw this.error(expected);
    }
    return value;
  }

  private count(depth: number, offset: number): void {
    if (depth >= this.maxDepth)
      throw new ProgramSyntaxError(offset, "deeper nesting", `at most ${this.maxDepth} levels`);
    if (++this.nodes > MAX_NODES)
      throw new ProgramSyntaxError(offset, "more parts", `at most ${MAX_NODES} parts`);
  }

  private skipBlank(): void {
    this.match(BLANK);
  }

  private eat(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const token = pattern.exec(this.text)?.[0] ?? "";
    this.at += token.length;
    return token;
  }

  private peekName(): string {
    NAME.lastIndex = this.at;
    return NAME.exec(this.text)?.[0] ?? "";
  }

  private error(expected: string): ProgramSyntaxError {
    return new ProgramSyntaxError(this.at, this.found(this.at), expected);
  }

  private found(at: number): string {
    if (at >= this.text.length) return "the end";
    NAME.lastIndex = at;
    return JSON.stringify((NAME.exec(this.text)?.[0] || this.text[at]).slice(0, 40));
  }
}
