/**
 * @file What a reader calls a character: a base with its combining marks, an emoji with its modifiers and joined
 * parts, a flag. Offsets in the bank are UTF-16 units; only counting and cutting by number goes through here.
 * Unicode properties instead of `Intl.Segmenter`: printed code then needs one line, and ICU versions do not matter.
 */

import { helperOf } from "../../language/print.ts";

const CHARACTER = /(?:\p{RI}{2}|.)(?:[\p{M}\p{EMod}]|\u200d.)*/gsu;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is all of ASCII
const ASCII = /^[\x00-\x7f]*$/;

export function characters(text: string): string[] {
  return ASCII.test(text) ? text.split("") : (text.match(CHARACTER) ?? []);
}

export function characterCount(text: string): number {
  return ASCII.test(text) ? text.length : (text.match(CHARACTER)?.length ?? 0);
}

/** Where character `index` begins (from the end when negative), in UTF-16 units; ⊥ beyond the text's ends. */
export function offsetOf(text: string, index: number): number | undefined {
  if (ASCII.test(text)) {
    const offset = index < 0 ? text.length + index : index;
    return offset < 0 || offset > text.length ? undefined : offset;
  }
  const all = characters(text);
  const count = index < 0 ? all.length + index : index;
  if (count < 0 || count > all.length) return undefined;
  let offset = 0;
  for (let i = 0; i < count; i++) offset += all[i].length;
  return offset;
}

/** Characters `from` … `to`, counted as `Array.prototype.slice` counts. */
export function sliceCharacters(text: string, from: number, to?: number): string {
  return ASCII.test(text) ? text.slice(from, to) : characters(text).slice(from, to).join("");
}

/** The pattern in printed code, where a helper would outweigh its one use. */
export const CHARACTER_TEXT = CHARACTER.source;

export const charactersHelper = helperOf(
  `/** The text as its reader counts characters: accents and emoji stay whole. */
const characters = (text: string): string[] =>
  text.match(/${CHARACTER_TEXT}/gsu) ?? [];`,
);

export const firstHelper = helperOf(
  `/** The first character as its reader counts: accents and emoji stay whole. */
const first = (text: string): string =>
  text.match(/${CHARACTER_TEXT}/su)?.[0] ?? "";`,
);
