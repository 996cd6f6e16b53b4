/**
 * @file xlsx files as tables: the first visible sheet. Only the filled cells' XML is written anew; other sheets, styles,
 * formulas and charts stay as they are packed. Loaded when it is needed. Why no spreadsheet library: docs/decisions/xlsx.md.
 */

import { BOOL, TEXT, type Type } from "../language/type.ts";
import { CivilDate, type Value } from "../language/value.ts";
import { InputError, shown } from "./error.ts";
import { columnType } from "./infer.ts";
import type { Fill, Table } from "./table.ts";
import { cellText } from "./text.ts";
import {
  type Cell,
  type CellEdit,
  columnName,
  editedSheet,
  escapedXml,
  type Row,
  rowsOf,
  unescaped,
  walkXml,
} from "./worksheet.ts";
import { Zip } from "./zip.ts";

export async function readXlsx(name: string, bytes: Uint8Array): Promise<Table> {
  const book = new Workbook(name, bytes);
  return new XlsxTable(book);
}

type Content = string | number | boolean | CivilDate;

/** What cells mean: shared texts, which formats are dates, and where the sheet is. */
class Workbook {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly zip: Zip;
  readonly sheet: string;
  readonly sheetPath: string;
  readonly sheets: number;
  readonly xml: string;
  readonly #shared: readonly string[];
  readonly #dateStyles: ReadonlySet<number>;
  /** Days count from 1904 instead of 1900. */
  readonly #since1904: boolean;

  constructor(name: string, bytes: Uint8Array) {
    this.name = name;
    this.bytes = bytes;
    this.zip = new Zip(bytes, name);
    const main = this.#related("_rels/.rels", "", "officeDocument")?.path ?? "xl/workbook.xml";
    const folder = main.slice(0, main.lastIndexOf("/") + 1);
    const links = `${folder}_rels/${main.slice(folder.length)}.rels`;
    const sheets: { name: string; id: string }[] = [];
    let since1904 = false;
    walkXml(this.#part(main), name, {
      open(element, attributes) {
        if (element === "workbookPr") since1904 = /^(1|true)$/.test(attributes.get("date1904") ?? "");
        if (element !== "sheet" || /hidden/i.test(attributes.get("state") ?? "")) return;
        sheets.push({ name: attributes.get("name") ?? "", id: attributes.get("r:id") ?? idOf(attributes) });
      },
    });
    if (sheets.length === 0) throw new InputError(name, "the workbook has no visible sheet");
    const path = this.#related(links, folder, "worksheet", sheets[0].id)?.path;
    if (path === undefined)
      throw new InputError(name, `the sheet ${shown(sheets[0].name)} is not in the file`);
    this.sheet = sheets[0].name;
    this.sheets = sheets.length;
    this.sheetPath = path;
    this.xml = this.#part(path);
    this.#since1904 = since1904;
    const shared = this.#related(links, folder, "sharedStrings")?.path;
    this.#shared = shared === undefined ? [] : sharedTexts(this.#part(shared), name);
    const styles = this.#related(links, folder, "styles")?.path;
    this.#dateStyles = styles === undefined ? new Set() : dateStyles(this.#part(styles), name);
  }

  isDate(cell: Cell): boolean {
    return this.#dateStyles.has(cell.style);
  }

  /** What a cell holds; `undefined` where it is blank. */
  content(cell: Cell | undefined): Content | undefined {
    if (cell?.raw === undefined) return undefined;
    switch (cell.type) {
      case "s":
        return this.#shared[Number(cell.raw)] ?? "";
      case "b":
        return cell.raw.trim() === "1" || cell.raw.trim() === "true";
      case "n": {
        const number = cell.raw.trim() === "" ? Number.NaN : Number(cell.raw);
        if (!Number.isFinite(number)) return undefined;
        return (this.isDate(cell) ? this.#dateOf(number) : undefined) ?? (number === 0 ? 0 : number);
      }
      default:
        return unescaped(cell.raw);
    }
  }

  /** A serial number as a date or a time of day. Excel counts 1900-02-29, which never was, as day 60. */
  #dateOf(serial: number): CivilDate | undefined {
    const milliseconds = Math.round(serial * 86_400_000);
    let days = Math.floor(milliseconds / 86_400_000);
    const left = milliseconds - days * 86_400_000;
    if (serial < 0 || days > 2_958_465) return undefined;
    const time = [
      Math.floor(left / 3_600_000),
      Math.floor(left / 60_000) % 60,
      Math.floor(left / 1000) % 60,
    ] as const;
    if (serial < 1) return new CivilDate(undefined, undefined, undefined, ...time);
    if (this.#since1904) days += 1462;
    else if (days < 60) days++;
    const date = new Date(days * 86_400_000 - 2_209_161_600_000);
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    return left === 0 ? new CivilDate(year, month, day) : new CivilDate(year, month, day, ...time);
  }

  /** The serial number of ISO 8601 text, the inverse of reading; `undefined` where it is no such date. */
  serialOf(text: string): number | undefined {
    const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
    if (match === null) return undefined;
    const [year, month, day, hour = 0, minute = 0, second = 0] = match
      .slice(1)
      .map((field) => Number(field ?? 0));
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
    let days = (date.getTime() + 2_209_161_600_000) / 86_400_000;
    if (this.#since1904) days -= 1462;
    else if (days <= 60) days--;
    return days < 1 ? undefined : days + (hour * 3600 + minute * 60 + second) / 86_400;
  }

  #part(path: string): string {
    const text = this.zip.text(path);
    if (text === undefined)
      throw new InputError(this.name, `this is not an xlsx file: it has no part ${shown(path)}`);
    return text.startsWith("\ufeff") ? text.slice(1) : text;
  }

  /** The part that a relationship of this kind leads to. */
  #related(links: string, folder: string, kind: string, id?: string): { path: string } | undefined {
    const xml = this.zip.text(links);
    let path: string | undefined;
    if (xml === undefined) return undefined;
    walkXml(xml, this.name, {
      open(element, attributes) {
        const fits =
          attributes.get("Type")?.endsWith(`/${kind}`) &&
          (id ?? attributes.get("Id")) === attributes.get("Id");
        if (element !== "Relationship" || !fits || path !== undefined) return;
        path = resolved(folder, attributes.get("Target") ?? "");
      },
    });
    return path === undefined ? undefined : { path };
  }
}

class XlsxTable implements Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly notes: readonly string[];
  readonly #book: Workbook;
  readonly #header: Row;
  readonly #rows: readonly Row[];
  /** The sheet's column of each of the table's columns. */
  readonly #at: readonly number[];

  constructor(book: Workbook) {
    this.name = book.name;
    this.#book = book;
    const rows = rowsOf(book.xml, book.name).filter((row) => this.#used(row).length > 0);
    const place = `${book.name}, sheet ${shown(book.sheet)}`;
    if (rows.length === 0)
      throw new InputError(place, "the sheet is empty; it needs a header row, and rows below it");
    [this.#header, ...this.#rows] = rows;
    this.rows = rows.length - 1;
    const used = new Set(rows.flatMap((row) => this.#used(row)));
    this.#at = [...used].sort((a, b) => a - b);
    const notes: string[] = [];
    if (book.sheets > 1)
      notes.push(`${book.name}: read the first of ${book.sheets} sheets, ${shown(book.sheet)}`);
    const columns: string[] = [];
    for (const column of this.#at) {
      let name = plainText(book.content(this.#header.cells.get(column))).trim();
      if (name === "") {
        name = `Column ${columnName(column)}`;
        notes.push(
          `${place}: column ${columnName(column)} has no name in the header; it is called ${shown(name)} here`,
        );
      }
      const twin = columns.indexOf(name);
      if (twin >= 0) {
        const where = `columns ${columnName(this.#at[twin])} and ${columnName(column)}`;
        throw new InputError(
          `${place}, row ${this.#header.number}`,
          `${where} are both named ${shown(name)}; give each its own name`,
        );
      }
      columns.push(name);
    }
    this.columns = columns;
    this.notes = notes;
  }

  isBare(row: number, column: number): boolean {
    return this.#content(row, column) === undefined;
  }

  read(column: number, as: "input" | "target"): { type: Type; values: Value[] } {
    const contents = Array.from({ length: this.rows }, (_, i) => this.#content(i + 1, column));
    const bare = as === "input" && contents.includes(undefined);
    for (const kind of bare ? [] : ["number", "boolean"]) {
      if (!contents.every((content) => content === undefined || typeof content === kind)) continue;
      const values = contents as (number | boolean | undefined)[];
      if (values.every((value) => value === undefined)) break;
      const type = kind === "boolean" ? BOOL : columnType(values);
      if ("kind" in type) return { type, values };
    }
    const values = contents.map((content) =>
      content === undefined && as === "target" ? undefined : plainText(content),
    );
    return { type: TEXT, values };
  }

  fill(cells: readonly Fill[]): Uint8Array {
    if (cells.length === 0) return this.#book.bytes;
    const added = [...new Set(cells.map(({ column }) => column))].filter(
      (name) => !this.columns.includes(name),
    );
    const edits = added.map((name, i) => this.#edit(this.#header, this.#addedAt(i), name, this.#header));
    const models = new Map<number, Row | undefined>();
    for (const { row, column, value } of cells) {
      const known = this.columns.indexOf(column);
      const at = known < 0 ? this.#addedAt(added.indexOf(column)) : this.#at[known];
      if (!models.has(at)) models.set(at, known < 0 ? undefined : this.#model(at));
      edits.push(this.#edit(this.#rows[row - 1], at, value, models.get(at)));
    }
    return this.#book.zip.with(this.#book.sheetPath, editedSheet(this.#book.xml, edits));
  }

  /** A cell like the model row's cell in that column: its format and, for dates, its kind. */
  #edit(row: Row, column: number, value: Value, model: Row | undefined): CellEdit {
    const present = row.cells.get(column);
    if (present?.formula) {
      const place = `${this.name}, sheet ${shown(this.#book.sheet)}, cell ${columnName(column)}${row.number}`;
      throw new InputError(
        place,
        "a formula stands here, and formulas are not overwritten; clear the cell first",
      );
    }
    const example = model?.cells.get(column);
    const style = present?.style || example?.style || 0;
    if (typeof value === "number") return { row, column, style, type: "n", xml: `<:v>${value}</:v>` };
    if (typeof value === "boolean")
      return { row, column, style, type: "b", xml: `<:v>${value ? 1 : 0}</:v>` };
    const text = cellText(value);
    const serial =
      example !== undefined && this.#book.isDate(example) ? this.#book.serialOf(text) : undefined;
    if (serial !== undefined) {
      return { row, column, style: example?.style ?? style, type: "n", xml: `<:v>${serial}</:v>` };
    }
    const xml = `<:is><:t xml:space="preserve">${escapedXml(text)}</:t></:is>`;
    return { row, column, style, type: "inlineStr", xml };
  }

  /** The first row that has something in this column. */
  #model(column: number): Row | undefined {
    return this.#rows.find((row) => this.#book.content(row.cells.get(column)) !== undefined);
  }

  #addedAt(index: number): number {
    return this.#at[this.#at.length - 1] + 1 + index;
  }

  #content(row: number, column: number): Content | undefined {
    return this.#book.content(this.#rows[row - 1].cells.get(this.#at[column]));
  }

  #used(row: Row): number[] {
    const columns: number[] = [];
    for (const [column, cell] of row.cells) if (this.#book.content(cell) !== undefined) columns.push(column);
    return columns;
  }
}

/** As Excel shows it in a cell without a format: numbers to 15 digits. */
function plainText(content: Content | undefined): string {
  if (typeof content === "number") return String(Number(content.toPrecision(15)));
  if (typeof content === "boolean") return content ? "TRUE" : "FALSE";
  return cellText(content);
}

function sharedTexts(xml: string, place: string): string[] {
  const texts: string[] = [];
  let text = "";
  let reading = false;
  let phonetic = 0;
  walkXml(xml, place, {
    open(name) {
      if (name === "si") text = "";
      if (name === "rPh") phonetic++;
      if (name === "t") reading = phonetic === 0;
    },
    text(part) {
      if (reading) text += part;
    },
    close(name) {
      if (name === "t") reading = false;
      if (name === "rPh") phonetic--;
      if (name === "si") texts.push(unescaped(text));
    },
  });
  return texts;
}

/** Positions of the cell formats that show a number as a date or a time. */
function dateStyles(xml: string, place: string): Set<number> {
  const dates = new Set<number>();
  const codes = new Map<number, string>();
  let inside = false;
  let formats = 0;
  walkXml(xml, place, {
    open(name, attributes) {
      if (name === "numFmt")
        codes.set(Number(attributes.get("numFmtId")), attributes.get("formatCode") ?? "");
      if (name === "cellXfs") inside = true;
      if (name !== "xf" || !inside) return;
      const id = Number(attributes.get("numFmtId") ?? 0);
      const code = codes.get(id);
      const date =
        code === undefined ? BUILT_IN_DATES.some(([low, high]) => id >= low && id <= high) : isDateCode(code);
      if (date) dates.add(formats);
      formats++;
    },
    close(name) {
      if (name === "cellXfs") inside = false;
    },
  });
  return dates;
}

/** ECMA-376 part 1, 18.8.30: number formats that need no definition. */
const BUILT_IN_DATES = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** A format code with a date letter outside quotes, escapes and brackets other than those of elapsed time. */
function isDateCode(code: string): boolean {
  const bare = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare);
}

/** A relationship's target, from the folder of its source. */
function resolved(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const parts = folder.split("/").slice(0, -1);
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** The relationship's id under whatever prefix the file gives it. */
function idOf(attributes: ReadonlyMap<string, string>): string {
  for (const [name, value] of attributes) if (name.endsWith(":id")) return value;
  return "";
}
