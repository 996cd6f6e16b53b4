/** @file Text from files on its way to a terminal: escapes are shown, not sent. */

// The zero-width joiner stays: family emoji are made with it, and it moves nothing.
const HIDDEN = /(?!\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const NAMED: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** One line of text in which nothing can move the cursor, change colours or reverse the reading direction. */
export const visible = (text: string): string =>
  text.replace(
    HIDDEN,
    (char) => NAMED.get(char) ?? `\\u${(char.codePointAt(0) as number).toString(16).padStart(4, "0")}`,
  );

/** The same for text of several lines. */
export const visibleLines = (text: string): string => text.split("\n").map(visible).join("\n");

// Terminals give two columns to East Asian wide characters and to emoji; a rough division is enough to align rows.
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
const NARROW = /^[\u200d\ufe0f\p{Mn}]/u;

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Terminal columns that visible text takes. */
export function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) {
    if (!NARROW.test(segment)) columns += WIDE.test(segment) ? 2 : 1;
  }
  return columns;
}

/** Cut to at most that many columns, with an ellipsis where something is missing. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let out = "";
  let used = 1;
  for (const { segment } of segmenter.segment(text)) {
    used += width(segment);
    if (used > columns) break;
    out += segment;
  }
  return `${out}…`;
}

export const padEnd = (text: string, columns: number): string =>
  text + " ".repeat(Math.max(0, columns - width(text)));
