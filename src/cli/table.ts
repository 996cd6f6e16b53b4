/** @file Tables of rows on their way past: csv, tsv and jsonl in pieces, in flat memory; json and xlsx as a whole. */

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Value } from "../language/value.ts";
import { described } from "../library/atomic.ts";
import { HEAD, headerOf } from "../tasks/csv.ts";
import { type CsvRows, CsvScanner, dialectOf } from "../tasks/csvrows.ts";
import { encode, StreamDecoder } from "../tasks/encoding.ts";
import { InputError } from "../tasks/error.ts";
import { readTable } from "../tasks/sheet.ts";
import type { Fill } from "../tasks/table.ts";
import { cellText } from "../tasks/text.ts";
import type { Io } from "./io.ts";
import { jsonLines } from "./jsonlines.ts";
import { readSource } from "./sources.ts";

export interface StreamedTable {
  /** For messages. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly notes: readonly string[];
  /** In the order of the file; read once. */
  readonly pieces: AsyncIterable<Piece>;
}

/** Some rows in a row. */
export interface Piece {
  readonly length: number;
  /** ⊥ where the row has nothing by that name; a bare empty csv cell is the empty text. */
  input(row: number, column: number): Value;
  /** ⊥ where nothing is known: a bare empty cell, an absent field. */
  target(row: number, column: number): Value;
  /**
   * The piece as it was, but for the cells in this column that `value` gives; ⊥ leaves one as it is. A column beyond
   * those of the table is added under that name.
   */
  fill(column: Column, value: (row: number) => Value, safe: boolean): string | Uint8Array;
}

export interface Column {
  readonly name: string;
  readonly index: number;
}

/** Opens a file, or standard input for `-`. Rejects with nothing but InputErrors. */
export async function openTable(path: string, io: Io): Promise<StreamedTable> {
  const name = path === "-" ? "standard input" : path;
  const extension = /\.([^./\\]+)$/.exec(path.toLowerCase())?.[1] ?? "";
  if (["json", "xlsx", "xlsm"].includes(extension)) return wholeTable(path, io);
  const text = await openText(path, name, io);
  if (["jsonl", "ndjson"].includes(extension)) return jsonLines(text, name);
  // Standard input has no extension: what begins with a brace is JSON lines, anything else csv.
  if (path === "-" && text.head.trimStart().startsWith("{")) return jsonLines(text, name);
  return csvTable(text, name, extension === "tsv" || extension === "tab" ? "\t" : undefined);
}

/** Text that arrives in pieces. */
export interface TextStream {
  /** The first piece. */
  readonly head: string;
  /** All pieces, the first included; the last is marked. */
  readonly pieces: AsyncIterable<{ readonly text: string; readonly last: boolean }>;
  readonly notes: readonly string[];
  /** Output in the encoding of the input; `first` may begin with a byte order mark. */
  encode(text: string, first: boolean): string | Uint8Array;
}

const CHUNK = 1 << 18;

async function openText(path: string, name: string, io: Io): Promise<TextStream> {
  const bytes = path === "-" ? chunksOf(io.stdin, name) : await fileChunks(path, name);
  const first = await firstChunk(bytes);
  if (first.length === 0) throw new InputError(name, "the file is empty; it needs a header row and rows");
  if (first[0] === 0x50 && first[1] === 0x4b && first[2] === 3) {
    throw new InputError(name, "this is an xlsx file or another archive; give it the extension .xlsx");
  }
  const decoder = new StreamDecoder(first, name);
  const head = decoder.decode(first);
  async function* pieces() {
    yield { text: head, last: false };
    for await (const chunk of bytes) yield { text: decoder.decode(chunk), last: false };
    yield { text: decoder.decode(new Uint8Array(0), true), last: true };
  }
  // What was read as windows-1252 may be filled with characters that it does not have.
  const { encoding } = decoder;
  const out = encoding.name === "windows-1252" ? ({ name: "utf-8", mark: true } as const) : encoding;
  const notes = out === encoding ? decoder.notes : decoder.notes.map((note) => `${note}, written as UTF-8`);
  return {
    head,
    pieces: pieces(),
    notes,
    encode: (text, isFirst) =>
      out.name === "utf-8" && !(out.mark && isFirst)
        ? text
        : encode(text, { ...out, mark: out.mark && isFirst }),
  };
}

async function fileChunks(path: string, name: string): Promise<AsyncGenerator<Uint8Array>> {
  const found = await described(path, () => stat(path));
  if (found.isDirectory()) throw new InputError(path, "is a folder; name a file in it");
  return chunksOf(createReadStream(path, { highWaterMark: CHUNK }), name);
}

async function* chunksOf(stream: AsyncIterable<unknown>, name: string): AsyncGenerator<Uint8Array> {
  const iterator = stream[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await described(name, () => iterator.next());
    if (done) return;
    yield typeof value === "string" ? new TextEncoder().encode(value) : (value as Uint8Array);
  }
}

/** Enough bytes to tell encoding and dialect from, or all there are. */
async function firstChunk(chunks: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size < 4096) {
    const { done, value } = await chunks.next();
    if (done) break;
    parts.push(value);
    size += value.length;
  }
  const first = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    first.set(part, at);
    at += part.length;
  }
  return first;
}

async function csvTable(
  text: TextStream,
  name: string,
  delimiter: string | undefined,
): Promise<StreamedTable> {
  const scanner = new CsvScanner(dialectOf(text.head.slice(0, HEAD), delimiter), name);
  const pieces = csvPieces(text, scanner);
  const first = await pieces.next();
  if (first.done) throw new InputError(name, "the file is empty; it needs a header row and rows");
  const { columns, notes } = headerOf(first.value, name);
  // A file that quotes its header quotes everything.
  const quoted = columns.every((_, column) => first.value.isQuoted(0, column));
  async function* all() {
    yield new CsvPiece(first.value as CsvRows, 1, quoted, text);
    for await (const rows of pieces) yield new CsvPiece(rows, 0, quoted, text);
  }
  return { name, columns, notes: [...text.notes, ...notes], pieces: all() };
}

async function* csvPieces(text: TextStream, scanner: CsvScanner): AsyncGenerator<CsvRows, undefined> {
  for await (const { text: piece, last } of text.pieces) {
    const rows = scanner.push(piece, last);
    if (rows.length > 0) yield rows;
  }
}

class CsvPiece implements Piece {
  readonly length: number;
  readonly #rows: CsvRows;
  /** 1 where row 0 is the header. */
  readonly #header: number;
  readonly #quoted: boolean;
  readonly #text: TextStream;

  constructor(rows: CsvRows, header: number, quoted: boolean, text: TextStream) {
    this.length = rows.length - header;
    this.#rows = rows;
    this.#header = header;
    this.#quoted = quoted;
    this.#text = text;
  }

  input(row: number, column: number): Value {
    return this.#rows.cell(row + this.#header, column);
  }

  target(row: number, column: number): Value {
    const at = row + this.#header;
    return this.#rows.isBare(at, column) ? undefined : this.#rows.cell(at, column);
  }

  fill(column: Column, value: (row: number) => Value, safe: boolean): string | Uint8Array {
    const header = this.#header;
    const text = this.#rows.rewrite(
      [column.index],
      (row, at) => {
        if (at !== column.index) return undefined;
        if (row < header) return at >= this.#rows.width ? column.name : undefined;
        const filled = value(row - header);
        return filled === undefined ? undefined : cellText(filled);
      },
      { quoted: this.#quoted, safe },
    );
    return this.#text.encode(text, header === 1);
  }
}

/** A table that its reader holds whole, as one piece. */
async function wholeTable(path: string, io: Io): Promise<StreamedTable> {
  const table = await readTable(await readSource(path, io));
  const columns = new Map<string, readonly Value[]>();
  const read = (column: number, as: "input" | "target"): readonly Value[] => {
    const key = `${as} ${column}`;
    const values = columns.get(key) ?? table.read(column, as).values;
    columns.set(key, values);
    return values;
  };
  const piece: Piece = {
    length: table.rows,
    input: (row, column) => read(column, "input")[row],
    target: (row, column) => read(column, "target")[row],
    fill: (column, value, safe) => {
      const cells: Fill[] = [];
      for (let row = 0; row < table.rows; row++) {
        const filled = value(row);
        if (filled !== undefined) cells.push({ row: row + 1, column: column.name, value: filled });
      }
      return table.fill(cells, { safe });
    },
  };
  async function* pieces() {
    yield piece;
  }
  return { name: table.name, columns: table.columns, notes: table.notes, pieces: pieces() };
}
