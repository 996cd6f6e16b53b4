/**
 * @file Token classes: the only regular expressions Knack ever makes. Each is one run of one character class (or a
 * fixed sequence of such runs), so matching is linear; nothing from data becomes a pattern.
 */

export interface Token {
  readonly name: string;
  /** Source of a pattern without groups, for the `u` flag. */
  readonly pattern: string;
  /** Description length in bits: how usual it is to cut text this way. */
  readonly bits: number;
}

const WORDS = "[\\p{L}\\p{M}]";

export const tokens: readonly Token[] = [
  { name: "word", pattern: "\\S+", bits: 1.5 },
  { name: "digits", pattern: "\\d+", bits: 1.5 },
  { name: "letters", pattern: `${WORDS}+`, bits: 1.5 },
  { name: "number", pattern: "\\d+(?:\\.\\d+)?", bits: 3.5 },
  { name: "alphanumeric", pattern: "[\\p{L}\\p{M}\\d]+", bits: 2.5 },
  { name: "capitals", pattern: "\\p{Lu}+", bits: 2.5 },
  { name: "lowercase", pattern: "[\\p{Ll}\\p{M}]+", bits: 3 },
  { name: "capitalised", pattern: "\\p{Lu}[\\p{Ll}\\p{M}]+", bits: 3 },
  { name: "capital", pattern: "\\p{Lu}", bits: 2.5 },
  { name: "space", pattern: "\\s+", bits: 3.5 },
  { name: "punctuation", pattern: "[^\\p{L}\\p{M}\\d\\s]+", bits: 3.5 },
  { name: "hyphenated", pattern: "[\\p{L}\\p{M}\\d]+(?:-[\\p{L}\\p{M}\\d]+)*", bits: 4 },
  { name: "e-mail", pattern: "(?<![\\w.+-])[\\w.+-]+@[\\w.-]+\\w", bits: 5 },
  { name: "url", pattern: "https?://\\S+", bits: 5 },
];

const byName = new Map(tokens.map((token) => [token.name, token]));
const finders = new Map(tokens.map((token) => [token.name, new RegExp(token.pattern, "gu")]));
const wholes = new Map(tokens.map((token) => [token.name, new RegExp(`^(?:${token.pattern})$`, "u")]));

export const tokenNamed = (name: string): Token | undefined => byName.get(name);

/** All matches, as [start, end) offsets flattened; `undefined` for a class nobody knows. */
export function spansOf(text: string, token: string): number[] | undefined {
  const finder = finders.get(token);
  if (!finder) return undefined;
  const spans: number[] = [];
  for (const match of text.matchAll(finder)) spans.push(match.index, match.index + match[0].length);
  return spans;
}

/** What was matched lately, by class: programs ask for the first, second, last … run of the same text. */
const remembered = new Map<string, Map<string, readonly string[]>>();
const REMEMBERED = 1 << 12;
const LONGEST_REMEMBERED = 400;

export function matchesOf(text: string, token: string): readonly string[] | undefined {
  const finder = finders.get(token);
  if (!finder) return undefined;
  if (text.length > LONGEST_REMEMBERED) return text.match(finder) ?? [];
  let known = remembered.get(token);
  if (!known) {
    known = new Map();
    remembered.set(token, known);
  }
  let found = known.get(text);
  if (!found) {
    found = Object.freeze(text.match(finder) ?? []);
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, found);
  }
  return found;
}

/** Every run replaced by a text; `undefined` for a class nobody knows. */
export function replaceRuns(text: string, token: string, to: string): string | undefined {
  const finder = finders.get(token);
  return finder && text.replace(finder, () => to);
}

export const isWhole = (text: string, token: string): boolean => wholes.get(token)?.test(text) ?? false;

/** Whether all that the class matches is ASCII. */
export const isAscii = ({ name }: Token): boolean => name === "digits" || name === "number";

/** The class as a regular expression literal for printed code. */
export const patternText = (token: Token, flags: string): string =>
  `/${token.pattern.replaceAll("/", "\\/")}/${flags}`;
