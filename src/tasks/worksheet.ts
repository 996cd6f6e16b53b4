/** @file The XML of one worksheet: its cells with their places in the text, and edits that touch nothing else. */

import { SaxesParser } from "saxes";
import { InputError } from "./error.ts";

export interface Cell {
  /** From its tag's `<` to the end of its last tag. */
  readonly start: number;
  readonly end: number;
  /** Position in the styles' list of cell formats. */
  readonly style: number;
  /** The `t` attribute: "n" numbers, "s" shared text, "inlineStr", "str", "b", "e", "d". */
  readonly type: string;
  /** The content of `<v>`, or of `<is>`; `undefined` where there is neither. */
  readonly raw: string | undefined;
  readonly formula: boolean;
}

export interface Row {
  /** Row number in the sheet, from 1. */
  readonly number: number;
  /** By column, from 0. */
  readonly cells: ReadonlyMap<number, Cell>;
  /** Where its closing tag begins. */
  readonly close: number;
}

/** A cell's new content. `xml` is what stands inside `<c>`, with `:` in front of every element's name for its prefix. */
export interface CellEdit {
  readonly row: Row;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  readonly xml: string;
}

/** What Excel itself can hold. */
const MAX_COLUMNS = 16_384;

export interface Handlers {
  open?(name: string, attributes: ReadonlyMap<string, string>, end: number): void;
  close?(name: string, end: number): void;
  text?(text: string): void;
}

/** Walks over XML; names come without their namespace prefix. Entities that a document declares are not expanded. */
export function walkXml(xml: string, place: string, handlers: Handlers): void {
  const parser = new SaxesParser({ position: true });
  const local = (name: string): string => name.slice(name.indexOf(":") + 1);
  parser.on("error", (error) => {
    throw new InputError(place, `damaged XML (${error.message}); save the file again as xlsx or csv`);
  });
  parser.on("opentag", (tag) => {
    const attributes = new Map<string, string>();
    for (const [name, value] of Object.entries(tag.attributes)) attributes.set(name, String(value));
    handlers.open?.(local(tag.name), attributes, parser.position);
  });
  parser.on("closetag", (tag) => handlers.close?.(local(tag.name), parser.position));
  parser.on("text", (text) => handlers.text?.(text));
  parser.on("cdata", (text) => handlers.text?.(text));
  parser.write(xml).close();
}

/** The prefix of the elements in a worksheet, with its colon. */
const prefixOf = (xml: string): string => /<((?:[\w.-]+:)?)sheetData/.exec(xml)?.[1] ?? "";

export function rowsOf(xml: string, place: string): Row[] {
  const rows: Row[] = [];
  let number = 0;
  let column = -1;
  let cells = new Map<number, Cell>();
  let cell: { start: number; style: number; type: string; raw?: string; formula: boolean } | undefined;
  let reading = false;
  let phonetic = 0;
  walkXml(xml, place, {
    open(name, attributes, end) {
      if (name === "row") {
        number = Number(attributes.get("r") ?? number + 1);
        column = -1;
        cells = new Map();
      } else if (name === "c") {
        const reference = attributes.get("r");
        column = reference === undefined ? column + 1 : columnAt(reference);
        if (!(column >= 0 && column < MAX_COLUMNS)) throw new InputError(place, "a cell without a place");
        const style = Number(attributes.get("s") ?? 0);
        const start = xml.lastIndexOf("<", end - 1);
        cell = { start, style, type: attributes.get("t") ?? "n", formula: false };
      } else if (cell !== undefined) {
        if (name === "f") cell.formula = true;
        if (name === "v" || name === "is") cell.raw ??= "";
        if (name === "rPh") phonetic++;
        reading = phonetic === 0 && (name === "v" || name === "t");
      }
    },
    text(text) {
      if (cell !== undefined && reading) cell.raw = (cell.raw ?? "") + text;
    },
    close(name, end) {
      if (name === "v" || name === "t") reading = false;
      if (name === "rPh") phonetic--;
      if (name === "c" && cell !== undefined) {
        cells.set(column, { raw: undefined, ...cell, end });
        cell = undefined;
      }
      if (name === "row") rows.push({ number, cells, close: xml.lastIndexOf("<", end - 1) });
    },
  });
  return rows;
}

/** The worksheet with these cells replaced or inserted. */
export function editedSheet(xml: string, edits: readonly CellEdit[]): string {
  const prefix = prefixOf(xml);
  const changes = edits.map(({ row, column, type, style, xml: inside }) => {
    const present = row.cells.get(column);
    const attributes = `${style > 0 ? ` s="${style}"` : ""}${type === "n" ? "" : ` t="${type}"`}`;
    const name = `${columnName(column)}${row.number}`;
    const content = inside.replaceAll(/<(\/?):/g, `<$1${prefix}`);
    const text = `<${prefix}c r="${name}"${attributes}>${content}</${prefix}c>`;
    if (present !== undefined) return { at: present.start, end: present.end, column, text };
    let at = row.close;
    for (const [other, cell] of row.cells) if (other > column && cell.start < at) at = cell.start;
    return { at, end: at, column, text };
  });
  changes.sort((a, b) => a.at - b.at || a.column - b.column);
  const parts: string[] = [];
  let done = 0;
  for (const { at, end, text } of changes) {
    parts.push(xml.slice(done, at), text);
    done = end;
  }
  return parts.join("") + xml.slice(done);
}

/** `BC12` → 54, from 0; -1 where there are no letters. */
function columnAt(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{0,4}/i.exec(reference)?.[0].toUpperCase() ?? "") {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column - 1;
}

/** 54 → `BC` */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

/** Text inside `<t>`: XML has no control characters, so Excel writes `_x0007_` for them. */
export function escapedXml(text: string): string {
  return text
    .replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, "_x005F_")
    .replaceAll(CONTROLS, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

export const unescaped = (text: string): string =>
  text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const CONTROLS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
