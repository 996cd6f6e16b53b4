/** @file How wide text is on a terminal. */

import { characters } from "../domains/text/characters.ts";

// Terminals give two columns to East Asian wide characters and to emoji; a rough division is enough to align rows.
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
const NARROW = /^[\u200d\ufe0f\p{Mn}]/u;

/** Columns that text without controls takes. */
export function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const segment of characters(text)) {
    if (!NARROW.test(segment)) columns += WIDE.test(segment) ? 2 : 1;
  }
  return columns;
}

/** Cut to at most that many columns, with an ellipsis where something is missing. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let out = "";
  let used = 1;
  for (const segment of characters(text)) {
    used += width(segment);
    if (used > columns) break;
    out += segment;
  }
  return `${out}…`;
}

export const padEnd = (text: string, columns: number): string =>
  text + " ".repeat(Math.max(0, columns - width(text)));
