/** @file Names in printed code: made from hostile text, and never the same twice. */

import type { Type } from "./type.ts";

/**
 * Words that cannot name a binding in a module, that the parser takes for something else after `export default`, or
 * globals that a reader (or the printed code) means by their name.
 */
const RESERVED = new Set(
  `abstract accessor arguments async await break case catch class const continue debugger declare default delete do
  else enum eval export extends false finally for function if implements import in instanceof interface let module
  namespace new null package private protected public return static super switch this throw true try typeof undefined
  using var void while with yield constructor prototype
  Array ArrayBuffer BigInt Boolean CivilDate DataView Date DateGroups Error Function Infinity Intl Iterator JSON Map Math NaN
  Number Object Promise Proxy Reflect RegExp Set String Symbol Temporal Uint8Array WeakMap WeakSet
  console decodeURI decodeURIComponent document encodeURI encodeURIComponent escape exports fetch global globalThis
  isFinite isNaN parseFloat Readonly Record Partial Required Pick Omit Exclude Extract Iterable loadNet parseInt process require self structuredClone unescape window`.split(
    /\s+/,
  ),
);

const MAX_LENGTH = 40;

/** Latin letters that do not decompose. */
const SPELLED: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ł: "l",
  ı: "i",
  þ: "th",
};

/** Camel case from any text: accents dropped, only ASCII letters, digits and `$`; the fallback when nothing is left. */
export function camelCase(text: string, fallback: string): string {
  const folded = text
    .slice(0, 400)
    .normalize("NFKD")
    .replace(/[\p{M}'’]/gu, "")
    .replace(/[ßæœøđłıþ]/g, (letter) => SPELLED[letter]);
  const words = folded.match(/[A-Za-z0-9$]+/g) ?? [];
  let name = "";
  for (const word of words) {
    const plain = /^[A-Z0-9$]+$/.test(word) && /[A-Z]/.test(word) ? word.toLowerCase() : word;
    const first = plain[0];
    const joined = name + (name === "" ? first.toLowerCase() : first.toUpperCase()) + plain.slice(1);
    if (name !== "" && joined.length > MAX_LENGTH) break;
    name = joined.slice(0, MAX_LENGTH);
  }
  if (name === "") return fallback;
  return /^[0-9]/.test(name) ? `_${name}` : name;
}

/** The name of a type from any text: capitals at the beginning of words, ASCII letters and digits. */
export function typeNameFrom(text: string): string {
  const name = camelCase(text, "").replace(/[^A-Za-z0-9]/g, "");
  return /^[A-Za-z]/.test(name) ? name[0].toUpperCase() + name.slice(1) : "Data";
}

/** Whether printed code means something else by the name. */
export const isReservedName = (name: string): boolean => RESERVED.has(name);

/** Gives out names, each once. */
export class Names {
  private readonly reserved: ReadonlySet<string>;
  private readonly claimed = new Set<string>();
  private readonly prefix: string;

  constructor(reserved: Iterable<string>, prefix = "") {
    this.reserved = new Set(reserved);
    this.prefix = prefix;
  }

  /** One that has claimed the same, to try what may be given up. */
  copy(): Names {
    const copy = new Names(this.reserved, this.prefix);
    for (const name of this.claimed) copy.claimed.add(name);
    return copy;
  }

  /** Whether the name means something else already. */
  isReserved(name: string): boolean {
    return this.reserved.has(name) || isReservedName(name);
  }

  /** The name itself, or with the first number from 2 that makes it free; in either case after the prefix. */
  claim(wanted: string): string {
    let name = this.prefix + wanted;
    for (let i = 2; this.claimed.has(name) || this.isReserved(name); i++)
      name = `${this.prefix}${wanted}${i}`;
    this.claimed.add(name);
    return name;
  }
}

/**
 * The words of a piece of printed code that may name something: all identifiers but properties and keys, and but those in
 * `known`. Words of regular expressions are among them, which does no harm.
 */
export function freeWords(source: string, known: (word: string) => boolean): Set<string> {
  const plain = source.replace(/(?<=[{,]\s)[A-Za-z_$][\w$]*(?=:)/g, "");
  const words = plain.match(/(?<![\w$]|(?<!\.\.)\.)[A-Za-z_$][\w$]*/g) ?? [];
  return new Set(words.filter((word) => !known(word)));
}

/** What a lambda's parameter is: one of the items, the place of one, what has been made of those before, or of itself. */
export type Role = "item" | "index" | "accumulator" | "state";

/** What a lambda's parameter may be called. */
export function nameOfParameter(type: Type, role: Role = "item"): string {
  const isNumber = type.kind === "int" || type.kind === "real";
  switch (role) {
    case "index":
      return "i";
    case "accumulator":
      return isNumber ? "total" : "result";
    case "state":
      return nameOfType(type);
    case "item":
      return isNumber ? "x" : nameOfType(type);
  }
}

/** What a local may be called when nothing but its type is known. */
export function nameOfType(type: Type): string {
  switch (type.kind) {
    case "text":
      return "part";
    case "bool":
      return "flag";
    case "date":
      return "date";
    case "grid":
      return "grid";
    case "image":
      return "picture";
    case "sound":
      return "sound";
    case "bits":
      return "word";
    case "list":
      return "items";
    case "tuple":
      return "pair";
    case "recursive":
      return camelCase(type.name, "value");
    case "option":
      return nameOfType(type.of);
    default:
      return "value";
  }
}
