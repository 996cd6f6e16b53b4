/** @file JSON lines on their way past: an object a line. A line that is not filled goes out as it came in. */

import { dataOf } from "../evidence/json.ts";
import { MAX_NESTING, type Value } from "../language/value.ts";
import { type Encoding, encode, StreamDecoder } from "../tasks/encoding.ts";
import { InputError } from "../tasks/error.ts";
import { jsonText } from "../tasks/text.ts";
import type { Column, Filling, Piece, StreamedTable } from "./table.ts";

/** Longest line, in characters. */
const MAX_LINE = 1 << 24;

type Fields = Readonly<Record<string, unknown>>;

/** The columns are the fields of the first line. */
export async function jsonLines(name: string, chunks: AsyncIterable<Uint8Array>): Promise<StreamedTable> {
  const text = new TextStream(name);
  const columns: string[] = [];
  const pieces = readPieces(text.pieces(chunks), text, columns);
  const first = await pieces.next();
  if (first.done) throw new InputError(name, "the file has no lines; it needs one JSON object a line");
  async function* all() {
    yield first.value as Piece;
    yield* pieces;
  }
  return { name, columns, notes: text.notes, pieces: all() };
}

/** Decodes pieces, and encodes what is written in their place in the same way. */
class TextStream {
  readonly name: string;
  #decoder: StreamDecoder | undefined;
  #encoding: Encoding = { name: "utf-8", mark: false };

  constructor(name: string) {
    this.name = name;
  }

  get notes(): readonly string[] {
    return this.#decoder?.notes ?? [];
  }

  async *pieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
    for await (const chunk of chunks) {
      if (!this.#decoder) {
        this.#decoder = new StreamDecoder(chunk, this.name);
        this.#encoding = this.#decoder.encoding;
      }
      yield this.#decoder.decode(chunk);
    }
    yield this.#decoder?.decode(new Uint8Array(), true) ?? "";
  }

  /** A byte order mark goes before the first text only. */
  encode(text: string): Uint8Array {
    const bytes = encode(text, this.#encoding, this.name);
    this.#encoding = { ...this.#encoding, mark: false };
    return bytes;
  }
}

async function* readPieces(
  pieces: AsyncIterable<string>,
  text: TextStream,
  columns: string[],
): AsyncGenerator<Piece, undefined> {
  let rest = "";
  let line = 0;
  const take = (whole: string): Piece => {
    const lines = whole.split(/(?<=\n)/);
    const rows: Fields[] = [];
    const places: number[] = [];
    lines.forEach((content, i) => {
      line++;
      if (content.trim() === "") return;
      rows.push(parseLine(content, `${text.name}, line ${line}`));
      places.push(i);
    });
    if (columns.length === 0 && rows.length > 0) for (const name of Object.keys(rows[0])) columns.push(name);
    return new JsonPiece(text, lines, rows, places, columns);
  };
  for await (const piece of pieces) {
    rest += piece;
    const end = rest.lastIndexOf("\n") + 1;
    if (end > 0) yield take(rest.slice(0, end));
    rest = rest.slice(end);
    if (rest.length > MAX_LINE) {
      throw new InputError(`${text.name}, line ${line + 1}`, `is longer than ${MAX_LINE} characters`);
    }
  }
  if (rest !== "") yield take(rest);
}

function parseLine(content: string, place: string): Fields {
  let depth = 0;
  let deepest = 0;
  for (const [token] of content.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/g)) {
    if (token === "[" || token === "{") deepest = Math.max(deepest, ++depth);
    else if (token === "]" || token === "}") depth--;
  }
  if (deepest > MAX_NESTING) throw new InputError(place, `is nested more than ${MAX_NESTING} levels deep`);
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw new InputError(place, "is not JSON; every line must be one JSON object");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new InputError(place, 'is no JSON object; every line must be one, such as {"name": "Ada"}');
}

/** The first field of a line: what stands between its key and its value, and before the next one where its value is plain. */
const FIRST = /^\s*\{\s*"(?:[^"\\]|\\.)*"(\s*:\s*)(?:(?:"(?:[^"\\]|\\.)*"|[^"{[,}]*?)\s*,(\s*))?/;

class JsonPiece implements Piece {
  readonly length: number;
  readonly #text: TextStream;
  readonly #lines: readonly string[];
  readonly #rows: readonly Fields[];
  /** The line of each row. */
  readonly #places: readonly number[];
  readonly #columns: readonly string[];

  constructor(
    text: TextStream,
    lines: readonly string[],
    rows: readonly Fields[],
    places: readonly number[],
    columns: readonly string[],
  ) {
    this.length = rows.length;
    this.#text = text;
    this.#lines = lines;
    this.#rows = rows;
    this.#places = places;
    this.#columns = columns;
  }

  input(row: number, column: number): Value {
    return this.#get(row, this.#columns[column]);
  }

  /** By name: the first line need not have the field. */
  target(row: number, { name }: Column): Value {
    return this.#get(row, name);
  }

  fill(columns: readonly Filling[]): Uint8Array {
    const lines = [...this.#lines];
    for (let row = 0; row < this.length; row++) {
      const at = this.#places[row];
      let fields = this.#rows[row];
      for (const { column, value } of columns) {
        const filled = value(row);
        if (filled === undefined) continue;
        // Of the columns before this one, what was filled just now.
        if (lines[at] !== this.#lines[at]) fields = parseLine(lines[at], this.#text.name);
        lines[at] = withField(fields, lines[at], column.name, filled);
      }
    }
    return this.#text.encode(lines.join(""));
  }

  /** Own fields only. */
  #get(row: number, name: string): Value {
    const fields = this.#rows[row];
    return Object.hasOwn(fields, name) ? dataOf(fields[name]) : undefined;
  }
}

/** The line with the field, in its place or as the last one. */
function withField(fields: Fields, line: string, name: string, value: Value): string {
  const [, colon = ":", gap] = FIRST.exec(line) ?? [];
  const field = `${JSON.stringify(name)}${colon}${jsonText(value)}`;
  if (!Object.hasOwn(fields, name)) {
    const end = line.lastIndexOf("}");
    const before = line.slice(0, end).trimEnd();
    const comma = before.endsWith("{") ? "" : ",";
    const space = comma === "" ? "" : (gap ?? (colon === ":" ? "" : " "));
    return `${before}${comma}${space}${field}${line.slice(before.length)}`;
  }
  const written = Object.entries(fields).map(([key, old]) =>
    key === name ? field : `${JSON.stringify(key)}:${JSON.stringify(old)}`,
  );
  return `{${written.join(",")}}${/\r?\n?$/.exec(line)?.[0] ?? ""}`;
}
