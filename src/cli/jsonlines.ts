/** @file JSON lines on their way past: an object a line. A line that is not filled goes out as it came in. */

import type { Value } from "../language/value.ts";
import { InputError } from "../tasks/error.ts";
import { jsonText } from "../tasks/text.ts";
import type { Column, Piece, StreamedTable, TextStream } from "./table.ts";

/** Longest line, in characters. */
const MAX_LINE = 1 << 24;
const MAX_NESTING = 100;

type Fields = Readonly<Record<string, unknown>>;

/** The columns are the fields of the first line. */
export async function jsonLines(text: TextStream, name: string): Promise<StreamedTable> {
  const columns: string[] = [];
  const pieces = readPieces(text, name, columns);
  const first = await pieces.next();
  if (first.done) throw new InputError(name, "the file has no lines; it needs one JSON object a line");
  async function* all() {
    yield first.value as Piece;
    yield* pieces;
  }
  return { name, columns, notes: text.notes, pieces: all() };
}

async function* readPieces(
  text: TextStream,
  name: string,
  columns: string[],
): AsyncGenerator<Piece, undefined> {
  let rest = "";
  let line = 0;
  let isFirst = true;
  for await (const { text: piece, last } of text.pieces) {
    rest += piece;
    const end = last ? rest.length : rest.lastIndexOf("\n") + 1;
    if (end === 0) {
      if (rest.length > MAX_LINE)
        throw new InputError(`${name}, line ${line + 1}`, `is longer than ${MAX_LINE} characters`);
      continue;
    }
    const lines = rest.slice(0, end).split(/(?<=\n)/);
    rest = rest.slice(end);
    const rows: Fields[] = [];
    const places: number[] = [];
    lines.forEach((content, i) => {
      line++;
      if (content.trim() === "") return;
      rows.push(parseLine(content, `${name}, line ${line}`));
      places.push(i);
    });
    if (rows.length === 0) continue;
    if (columns.length === 0) columns.push(...Object.keys(rows[0]));
    yield new JsonPiece(lines, rows, places, columns, isFirst, text);
    isFirst = false;
  }
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

class JsonPiece implements Piece {
  readonly length: number;
  readonly #lines: readonly string[];
  readonly #rows: readonly Fields[];
  /** The line of each row. */
  readonly #places: readonly number[];
  readonly #columns: readonly string[];
  readonly #isFirst: boolean;
  readonly #text: TextStream;

  constructor(
    lines: readonly string[],
    rows: readonly Fields[],
    places: readonly number[],
    columns: readonly string[],
    isFirst: boolean,
    text: TextStream,
  ) {
    this.length = rows.length;
    this.#lines = lines;
    this.#rows = rows;
    this.#places = places;
    this.#columns = columns;
    this.#isFirst = isFirst;
    this.#text = text;
  }

  input(row: number, column: number): Value {
    return this.#get(row, this.#columns[column]);
  }

  target(row: number, column: number): Value {
    return this.#get(row, this.#columns[column]);
  }

  fill(column: Column, value: (row: number) => Value): string | Uint8Array {
    const lines = [...this.#lines];
    for (let row = 0; row < this.length; row++) {
      const filled = value(row);
      if (filled === undefined) continue;
      const at = this.#places[row];
      lines[at] = this.#filled(row, lines[at], column.name, filled);
    }
    return this.#text.encode(lines.join(""), this.#isFirst);
  }

  #filled(row: number, line: string, name: string, value: Value): string {
    const field = `${JSON.stringify(name)}:${jsonText(value)}`;
    const fields = this.#rows[row];
    if (!Object.hasOwn(fields, name)) {
      const end = line.lastIndexOf("}");
      const before = line.slice(0, end).trimEnd();
      const comma = before.endsWith("{") ? "" : ",";
      const space = comma !== "" && /"\s*,\s/.test(line) ? " " : "";
      return `${before}${comma}${space}${field}${line.slice(before.length)}`;
    }
    const written = Object.entries(fields).map(([key, old]) =>
      key === name ? field : `${JSON.stringify(key)}:${JSON.stringify(old)}`,
    );
    return `{${written.join(",")}}${/\r?\n?$/.exec(line)?.[0] ?? ""}`;
  }

  /** Own fields only. An object is no value of ours. */
  #get(row: number, name: string): Value {
    const fields = this.#rows[row];
    return Object.hasOwn(fields, name) ? dataOf(fields[name]) : undefined;
  }
}

function dataOf(json: unknown): Value {
  if (Array.isArray(json)) {
    const items = json.map(dataOf);
    return items.includes(undefined) ? undefined : items;
  }
  return typeof json === "object" && json !== null ? undefined : (json as Value);
}
