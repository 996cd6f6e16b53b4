/**
 * @file Delimited text (RFC 4180) as offsets into itself. Cells are cut out when they are asked for and rewritten
 * in place, so that what is not filled stays as it is, byte for byte. Why it is our own: docs/decisions/csv.md.
 */

import { count, InputError } from "./error.ts";
import { isFormula, neutralised } from "./formula.ts";

export interface Dialect {
  /** One character. */
  readonly delimiter: string;
  /** A lone carriage return ends a line only in files that have no line feed; one before a line feed belongs to it. */
  readonly newline: "\n" | "\r";
}

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** Longest row that is read as a stream, in characters: bounds the memory that an unclosed quote can take. */
const MAX_ROW = 1 << 24;

/** Rows that all have `width` cells. Row 0 of a whole file is its header. */
export class CsvRows {
  readonly text: string;
  readonly dialect: Dialect;
  readonly width: number;
  readonly length: number;
  /** Cell c of row r: from `#starts[r · width + c]` to `#ends[r · width + c]`, quotes included. */
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;

  constructor(text: string, dialect: Dialect, width: number, starts: Int32Array, ends: Int32Array) {
    this.text = text;
    this.dialect = dialect;
    this.width = width;
    this.length = width === 0 ? 0 : starts.length / width;
    this.#starts = starts;
    this.#ends = ends;
  }

  /** The cell's text, without its quotes. */
  cell(row: number, column: number): string {
    const i = row * this.width + column;
    const start = this.#starts[i];
    const end = this.#ends[i];
    if (this.text.charCodeAt(start) !== QUOTE || start === end) return this.text.slice(start, end);
    const inner = this.text.slice(start + 1, end - 1);
    return inner.includes('"') ? inner.replaceAll('""', '"') : inner;
  }

  /** Empty and without quotes. */
  isBare(row: number, column: number): boolean {
    const i = row * this.width + column;
    return this.#starts[i] === this.#ends[i];
  }

  isQuoted(row: number, column: number): boolean {
    const i = row * this.width + column;
    return this.#starts[i] < this.#ends[i] && this.text.charCodeAt(this.#starts[i]) === QUOTE;
  }

  /** Position in `text`, of the cell's first character. */
  offset(row: number, column: number): number {
    return this.#starts[row * this.width + column];
  }

  /**
   * The text with some cells replaced. `columns` ascends; one at or beyond the width is appended to every row;
   * `value` gives the new cell, `undefined` to leave it (an appended one: bare empty). `safe` neutralises cells that a spreadsheet
   * would run, everywhere. `from` and `to` cut out rows.
   */
  rewrite(
    columns: readonly number[],
    value: (row: number, column: number) => string | undefined,
    options: { quoted?: boolean; safe?: boolean; from?: number; to?: number } = {},
  ): string {
    const { quoted = false, safe = false, from = 0, to = this.length } = options;
    let out = "";
    let done = from === 0 ? 0 : this.#starts[from * this.width];
    const { width } = this;
    const all = safe ? [...Array(width).keys(), ...columns.filter((column) => column >= width)] : columns;
    for (let row = from; row < to; row++) {
      for (const column of all) {
        let cell = value(row, column);
        if (column < width) {
          if (safe) {
            const present = cell ?? this.cell(row, column);
            cell = isFormula(present) ? neutralised(present) : cell;
          }
          if (cell === undefined) continue;
          const i = row * width + column;
          out += this.text.slice(done, this.#starts[i]) + csvCell(cell, this.dialect, quoted);
          done = this.#ends[i];
        } else {
          const end = this.#ends[row * width + width - 1];
          out += this.text.slice(done, end) + this.dialect.delimiter;
          if (cell !== undefined) out += csvCell(safe ? neutralised(cell) : cell, this.dialect, quoted);
          done = end;
        }
      }
    }
    return out + this.text.slice(done, to < this.length ? this.#starts[to * width] : undefined);
  }
}

/** A cell as it is written: quoted where it must be, and where it is the empty text, which differs from no text. */
export function csvCell(text: string, dialect: Dialect, quoted = false): string {
  if (!quoted && text !== "") {
    let plain = true;
    const delimiter = dialect.delimiter.charCodeAt(0);
    for (let i = 0; i < text.length && plain; i++) {
      const code = text.charCodeAt(i);
      plain = code !== QUOTE && code !== LF && code !== CR && code !== delimiter;
    }
    if (plain) return text;
  }
  return `"${text.replaceAll('"', '""')}"`;
}

/** Reads rows from text that may arrive in pieces. The first row read fixes the width of all. */
export class CsvScanner {
  readonly dialect: Dialect;
  readonly #place: string;
  #width = 0;
  /** Line of the first character not yet given back in rows. */
  #line = 1;
  #rest = "";
  /** Do not scan again before there are this many characters: keeps a long row linear. */
  #enough = 0;
  #starts = new Int32Array(1024);
  #ends = new Int32Array(1024);
  #cells = 0;

  constructor(dialect: Dialect, place: string) {
    this.dialect = dialect;
    this.#place = place;
  }

  get width(): number {
    return this.#width;
  }

  /** The rows that are complete with this piece; `last`: there are no more pieces. At most `limit` rows are taken. */
  push(piece: string, last: boolean, limit = Number.POSITIVE_INFINITY): CsvRows {
    this.#rest += piece;
    this.#cells = 0;
    const text = this.#rest;
    if (!last && text.length < this.#enough) return this.#rows("");
    const consumed = this.#scan(text, last, limit);
    const rows = this.#rows(consumed === text.length ? text : text.slice(0, consumed));
    if (text.length - consumed > MAX_ROW && limit === Number.POSITIVE_INFINITY) {
      throw this.#error(text, consumed, `a row of more than ${MAX_ROW} characters; is a quote left open?`);
    }
    this.#line += lineEnds(rows.text, this.dialect);
    this.#rest = text.slice(consumed);
    const long = this.#rest.length > 1 << 16 && limit === Number.POSITIVE_INFINITY;
    this.#enough = long ? 2 * this.#rest.length : 0;
    return rows;
  }

  #rows(text: string): CsvRows {
    const [starts, ends] = [this.#starts.slice(0, this.#cells), this.#ends.slice(0, this.#cells)];
    return new CsvRows(text, this.dialect, this.#width, starts, ends);
  }

  #add(start: number, end: number): void {
    if (this.#cells === this.#starts.length) {
      const [starts, ends] = [this.#starts, this.#ends];
      this.#starts = new Int32Array(2 * this.#cells);
      this.#ends = new Int32Array(2 * this.#cells);
      this.#starts.set(starts);
      this.#ends.set(ends);
    }
    this.#starts[this.#cells] = start;
    this.#ends[this.#cells++] = end;
  }

  /** Finds the cells' bounds; returns where the first incomplete row begins. */
  #scan(text: string, last: boolean, limit: number): number {
    const { length } = text;
    const delimiter = this.dialect.delimiter.charCodeAt(0);
    const loneReturn = this.dialect.newline === "\r";
    let rowStart = 0;
    for (let rows = 0; rowStart < length && rows < limit; ) {
      const first = this.#cells;
      let at = rowStart;
      for (;;) {
        const start = at;
        if (text.charCodeAt(at) === QUOTE) {
          const close = closingQuote(text, at);
          if (close < 0 && last)
            throw this.#error(
              text,
              at,
              "the quote that opens here is never closed; close it, or quote the whole cell and double the quote",
            );
          at = close < 0 ? length : close + 1;
        } else {
          for (; at < length; at++) {
            const code = text.charCodeAt(at);
            if (code === delimiter || code === LF) break;
            if (code === CR && (loneReturn || at + 1 === length || text.charCodeAt(at + 1) === LF)) break;
          }
        }
        const code = text.charCodeAt(at); // NaN at the end
        const split = at === length || (code === CR && at + 1 === length);
        if (split && !last) {
          this.#cells = first;
          return rowStart;
        }
        this.#add(start, at);
        if (at === length) break;
        at++;
        if (code === delimiter) continue;
        if (code === CR && text.charCodeAt(at) === LF) at++;
        else if (code !== LF && code !== CR) {
          throw this.#error(
            text,
            at - 1,
            "text after a closing quote; inside a quoted cell a quote is written twice",
          );
        }
        break;
      }
      const cells = this.#cells - first;
      if (cells === 1 && this.#width !== 1 && this.#starts[first] === this.#ends[first]) {
        this.#cells = first; // a blank line
      } else {
        if (this.#width === 0) this.#width = cells;
        if (cells !== this.#width) throw this.#ragged(text, rowStart, cells);
        rows++;
      }
      rowStart = at;
    }
    return rowStart;
  }

  #ragged(text: string, at: number, cells: number): InputError {
    const remedy =
      cells > this.#width
        ? `put a cell that holds ${DELIMITER_NAMES.get(this.dialect.delimiter) ?? "the delimiter"} in quotes`
        : "every row needs as many";
    const what = `${count(cells, "cell")} where the header has ${this.#width}; ${remedy}`;
    return this.#error(text, at, what, false);
  }

  #error(text: string, at: number, what: string, column = true): InputError {
    const before = text.slice(0, at);
    const line = this.#line + lineEnds(before, this.dialect);
    const lineStart = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
    const where = `${this.#place}, line ${line}${column ? `, column ${at - lineStart + 1}` : ""}`;
    return new InputError(where, what);
  }
}

/** Position of the quote that closes the one at `open`, or -1. */
function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2);
  return close;
}

function lineEnds(text: string, dialect: Dialect): number {
  const end = dialect.newline === "\r" ? "\r" : "\n";
  let lines = 0;
  for (let i = text.indexOf(end); i >= 0; i = text.indexOf(end, i + 1)) lines++;
  return lines;
}

const DELIMITER_NAMES: ReadonlyMap<string, string> = new Map([
  [",", "a comma"],
  [";", "a semicolon"],
  ["\t", "a tab"],
  ["|", "a bar"],
]);
const DELIMITERS = [...DELIMITER_NAMES.keys()];

/** The dialect of text, from its beginning: the delimiter that cuts its first lines most evenly. */
export function dialectOf(head: string, delimiter?: string): Dialect {
  const newline = head.includes("\r") && !head.includes("\n") ? "\r" : "\n";
  if (delimiter !== undefined) return { delimiter, newline };
  const lines: number[][] = [];
  let tally = DELIMITERS.map(() => 0);
  let quoted = false;
  for (let i = 0; i < head.length && lines.length < 100; i++) {
    const char = head[i];
    if (char === '"') {
      const before = head[i - 1] ?? "\n";
      quoted =
        !quoted && (before === "\n" || before === "\r" || before === '"' || DELIMITERS.includes(before));
    }
    if (quoted) continue;
    if (char === newline) {
      if (tally.some((n) => n > 0)) lines.push(tally);
      tally = DELIMITERS.map(() => 0);
    }
    const known = DELIMITERS.indexOf(char);
    if (known >= 0) tally[known]++;
  }
  if (lines.length === 0) lines.push(tally);
  const header = lines[0];
  const even = DELIMITERS.map((_, k) => header[k] > 0 && lines.every((line) => line[k] === header[k]));
  let best = 0;
  for (let k = 1; k < DELIMITERS.length; k++) {
    const better = even[k] === even[best] ? header[k] > header[best] : even[k];
    if (better) best = k;
  }
  return { delimiter: DELIMITERS[best], newline };
}
