/** @file csv and tsv files as tables. A bare empty cell is unlabelled, a quoted one the empty text. */

import { TEXT } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { type CsvRows, CsvScanner, dialectOf } from "./csvrows.ts";
import { decode, type Encoding, encodeAll, MAX_CELLS, tooLarge } from "./encoding.ts";
import { count, InputError, shown } from "./error.ts";
import { isFormula } from "./formula.ts";
import type { Fill, FillOptions, Table } from "./table.ts";
import { cellText } from "./text.ts";

/** How much of a file decides its dialect, in characters. */
export const HEAD = 1 << 16;

/** Reads a whole file. The delimiter is found from the content unless it is given. */
export function readCsv(name: string, bytes: Uint8Array, delimiter?: string): Table {
  const { text, encoding, notes } = decode(bytes, name);
  const scanner = new CsvScanner(dialectOf(text.slice(0, HEAD), delimiter), name);
  const rows = scanner.push(text, true);
  if (rows.length * rows.width > MAX_CELLS) throw tooLarge(name);
  if (rows.length === 0) {
    throw new InputError(name, "the file is empty; it needs a header row, and rows with some cells filled");
  }
  return new CsvTable(name, rows, encoding, notes);
}

/** Column names from a header row: an empty one becomes `Column 3`, with a note; two that are equal are refused. */
export function headerOf(rows: CsvRows, place: string): { columns: string[]; notes: string[] } {
  const columns: string[] = [];
  const notes: string[] = [];
  for (let column = 0; column < rows.width; column++) {
    let name = rows.cell(0, column).trim();
    if (name === "") {
      name = `Column ${column + 1}`;
      notes.push(
        `${place}: column ${column + 1} has no name in the header; it is called ${shown(name)} here`,
      );
    }
    const twin = columns.indexOf(name);
    if (twin >= 0) {
      const where = `columns ${twin + 1} and ${column + 1}`;
      throw new InputError(
        `${place}, line 1`,
        `${where} are both named ${shown(name)}; give each its own name`,
      );
    }
    columns.push(name);
  }
  const data = columns.find(
    (name) => /^[\d\s.,:/+()-]*\d[\d\s.,:/+()-]*$/.test(name) || /^\S+@\S+\.\S+$/.test(name),
  );
  if (data !== undefined) {
    notes.push(`${place}: the first row was taken as column names, though ${shown(data)} looks like data`);
  }
  return { columns, notes };
}

class CsvTable implements Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly notes: readonly string[];
  readonly delimiter: string;
  readonly #rows: CsvRows;
  readonly #encoding: Encoding;

  constructor(name: string, rows: CsvRows, encoding: Encoding, notes: readonly string[]) {
    const header = headerOf(rows, name);
    this.name = name;
    this.columns = header.columns;
    this.rows = rows.length - 1;
    this.delimiter = rows.dialect.delimiter;
    this.notes = [...notes, ...header.notes, ...formulaNote(name, rows)];
    this.#rows = rows;
    this.#encoding = encoding;
  }

  isBare(row: number, column: number): boolean {
    return this.#rows.isBare(row, column);
  }

  read(column: number, as: "input" | "target"): { type: typeof TEXT; values: Value[] } {
    const values = Array.from({ length: this.rows }, (_, i) =>
      as === "target" && this.#rows.isBare(i + 1, column) ? undefined : this.#rows.cell(i + 1, column),
    );
    return { type: TEXT, values };
  }

  fill(cells: readonly Fill[], options: FillOptions = {}): Uint8Array {
    const names = [...this.columns];
    const filled = new Map<number, Map<number, string>>();
    for (const { row, column, value } of cells) {
      if (!names.includes(column)) names.push(column);
      const at = names.indexOf(column);
      const values = filled.get(at) ?? new Map<number, string>();
      filled.set(at, values.set(row, cellText(value)));
    }
    for (let at = this.columns.length; at < names.length; at++) filled.get(at)?.set(0, names[at]);
    const columns = [...filled.keys()].sort((a, b) => a - b);
    const value = (row: number, column: number) => filled.get(column)?.get(row);
    // A file that quotes its header quotes everything.
    const quoted = [...this.columns.keys()].every((column) => this.#rows.isQuoted(0, column));
    const parts: string[] = [];
    for (let from = 0; from < this.#rows.length; from += BLOCK) {
      const to = Math.min(from + BLOCK, this.#rows.length);
      parts.push(this.#rows.rewrite(columns, value, { ...options, quoted, from, to }));
    }
    return encodeAll(parts, this.#encoding, this.name);
  }
}

/** Rows rewritten at a time: keeps the strings that are being built short. */
const BLOCK = 4096;

function formulaNote(place: string, rows: CsvRows): string[] {
  let cells = 0;
  let first = "";
  for (let row = 0; row < rows.length; row++) {
    for (let column = 0; column < rows.width; column++) {
      const code = rows.text.charCodeAt(rows.offset(row, column));
      if (code !== QUOTE && !MAY_RUN.has(code)) continue;
      const cell = rows.cell(row, column);
      if (!isFormula(cell)) continue;
      if (cells++ === 0) first = `${shown(cell)} in row ${row}, column ${column + 1}`;
    }
  }
  if (cells === 0) return [];
  return [
    `${place}: a spreadsheet would run ${count(cells, "cell")} (${first}); --safe-csv neutralises them`,
  ];
}

const QUOTE = 0x22;
const MAY_RUN = new Set([..."\t\r=@+-\uff1d\uff20\uff0b\uff0d"].map((char) => char.charCodeAt(0)));
