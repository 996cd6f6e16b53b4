/** @file Tables of rows on their way past: csv, tsv and jsonl in pieces, in flat memory; json and xlsx as a whole. */

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Value } from "../language/value.ts";
import { described } from "../library/atomic.ts";
import type { CsvRows } from "../tasks/csvrows.ts";
import { type CsvStream, streamCsv } from "../tasks/csvstream.ts";
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
  /** What stands between two cells, in formats that have such a character. */
  readonly delimiter?: string;
  /** In the order of the file; read once. */
  readonly pieces: AsyncIterable<Piece>;
}

/** Some rows in a row. */
export interface Piece {
  readonly length: number;
  /** ⊥ where the row has nothing by that name; a bare empty csv cell is the empty text. */
  input(row: number, column: number): Value;
  /** ⊥ where nothing is known: a bare empty cell, an absent field. */
  target(row: number, column: Column): Value;
  /**
   * The piece as it was, but for the cells in these columns that `value` gives; ⊥ leaves one as it is. Columns beyond
   * those of the table are added under their names, in order.
   */
  fill(columns: readonly Filling[], safe: boolean): Uint8Array;
}

export interface Filling {
  readonly column: Column;
  readonly value: (row: number) => Value;
}

export interface Column {
  readonly name: string;
  readonly index: number;
}

/** Beside the target; the last one where it is new. */
export function confidenceColumn(target: Column, columns: readonly string[]): Column {
  const name = `${target.name} confidence`;
  const index = columns.indexOf(name);
  return { name, index: index >= 0 ? index : Math.max(target.index + 1, columns.length) };
}

/** Opens a file, or standard input for `-`. Rejects with nothing but InputErrors. */
export async function openTable(path: string, io: Io): Promise<StreamedTable> {
  const name = path === "-" ? "standard input" : path;
  const extension = /\.([^./\\]+)$/.exec(path.toLowerCase())?.[1] ?? "";
  if (["json", "xlsx", "xlsm", "sl"].includes(extension)) return wholeTable(path, io);
  const chunks = path === "-" ? chunksOf(io.stdin, name) : await fileChunks(path);
  const { value: head = new Uint8Array() } = await chunks.next();
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3) {
    throw new InputError(name, "this is an xlsx file or another archive; give it the extension .xlsx");
  }
  const all = [head, chunks] as const;
  // Standard input has no extension: what begins with a brace is JSON lines, anything else csv.
  const isJson = path === "-" ? head[0] === 0x7b : ["jsonl", "ndjson"].includes(extension);
  if (isJson) return jsonLines(name, chained(...all));
  return csvTable(name, chained(...all), extension === "tsv" || extension === "tab" ? "\t" : undefined);
}

const CHUNK = 1 << 18;

async function fileChunks(path: string): Promise<AsyncGenerator<Uint8Array>> {
  const found = await described(path, () => stat(path));
  if (found.isDirectory()) throw new InputError(path, "is a folder; name a file in it");
  return chunksOf(createReadStream(path, { highWaterMark: CHUNK }), path);
}

async function* chunksOf(stream: AsyncIterable<unknown>, name: string): AsyncGenerator<Uint8Array> {
  const iterator = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await described(name, () => iterator.next());
      if (done) return;
      yield typeof value === "string" ? new TextEncoder().encode(value) : (value as Uint8Array);
    }
  } finally {
    // Closes the file of a reader that stopped early.
    await iterator.return?.();
  }
}

async function* chained(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* rest;
}

async function csvTable(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  delimiter: string | undefined,
): Promise<StreamedTable> {
  const stream = await streamCsv(name, chunks, delimiter);
  const { columns, notes, header } = stream;
  // A file that quotes its header quotes everything.
  const quoted = columns.every((_, column) => header.isQuoted(0, column));
  async function* pieces() {
    yield new CsvPiece(stream, header, 1, quoted);
    for await (const rows of stream.batches) yield new CsvPiece(stream, rows, 0, quoted);
  }
  return { name, columns, notes, delimiter: header.dialect.delimiter, pieces: pieces() };
}

class CsvPiece implements Piece {
  readonly length: number;
  readonly #rows: CsvRows;
  /** 1 where row 0 is the header. */
  readonly #header: number;
  readonly #quoted: boolean;
  readonly #stream: CsvStream;

  constructor(stream: CsvStream, rows: CsvRows, header: 0 | 1, quoted: boolean) {
    this.length = rows.length - header;
    this.#rows = rows;
    this.#header = header;
    this.#quoted = quoted;
    this.#stream = stream;
  }

  input(row: number, column: number): Value {
    return this.#rows.cell(row + this.#header, column);
  }

  target(row: number, { index }: Column): Value {
    const at = row + this.#header;
    if (index >= this.#rows.width || this.#rows.isBare(at, index)) return undefined;
    return this.#rows.cell(at, index);
  }

  fill(columns: readonly Filling[], safe: boolean): Uint8Array {
    const header = this.#header;
    const fillings = new Map(columns.map((filling) => [filling.column.index, filling]));
    const text = this.#rows.rewrite(
      [...fillings.keys()].sort((a, b) => a - b),
      (row, at) => {
        const filling = fillings.get(at);
        if (!filling) return undefined;
        if (row < header) return at >= this.#rows.width ? filling.column.name : undefined;
        const filled = filling.value(row - header);
        return filled === undefined ? undefined : cellText(filled);
      },
      { quoted: this.#quoted, safe },
    );
    return this.#stream.encode(text);
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
    target: (row, { index }) => (index < table.columns.length ? read(index, "target")[row] : undefined),
    fill: (columns, safe) => {
      const cells: Fill[] = [];
      for (let row = 0; row < table.rows; row++) {
        for (const { column, value } of columns) {
          const filled = value(row);
          if (filled !== undefined) cells.push({ row: row + 1, column: column.name, value: filled });
        }
      }
      return table.fill(cells, { safe });
    },
  };
  async function* pieces() {
    yield piece;
  }
  return { name: table.name, columns: table.columns, notes: table.notes, pieces: pieces() };
}
