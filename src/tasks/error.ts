/** @file The one error for input that cannot be used, and the parts of its messages: quoted data, lists, counts, "did you mean". */

import { quote } from "../language/quote.ts";

/**
 * Unusable input. The message is one line: where (file, line, column or row), what is wrong, and what would be
 * accepted. Characters that a terminal would act on are shown escaped, wherever they came from.
 */
export class InputError extends Error {
  override readonly name = "InputError";

  constructor(place: string, what: string) {
    super(visible(place === "" ? what : `${place}: ${what}`));
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to show escaped
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The text on one line, with controls and bidirectional marks as `\u001b`. */
export const visible = (text: string): string =>
  text.replace(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Text from data, quoted for a message and cut to `limit` characters. */
export const shown = (text: string, limit = 40): string =>
  quote(text.length > limit ? `${text.slice(0, limit - 1)}…` : text);

/** What a value of the wrong kind is, in a word. */
export function told(value: unknown): string {
  if (typeof value === "string") return shown(value);
  if (typeof value === "number" || typeof value === "boolean" || value == null) return String(value);
  return Array.isArray(value) ? "a list" : `of type ${typeof value}`;
}

/** `"a", "b" and 3 more`: names for a message. */
export function listed(names: readonly string[], limit = 8): string {
  const head = names.slice(0, limit).map((name) => shown(name));
  const rest = names.length - head.length;
  return rest > 0 ? `${head.join(", ")} and ${rest} more` : head.join(", ");
}

/** `1 row`, `2 rows`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** The name most alike, ignoring case, when it is alike enough to be meant. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const wanted = name.toLowerCase().slice(0, 100);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of names) {
    const distance = editDistance(wanted, candidate.toLowerCase().slice(0, 100));
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? beforeLast[j - 2] + 1 : substitution;
      current.push(Math.min(substitution, swap, previous[j] + 1, current[j - 1] + 1));
    }
    [beforeLast, previous] = [previous, current];
  }
  return previous[b.length];
}
