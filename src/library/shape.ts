/** @file The shape of a value: what is left of a text when its words and numbers are only kinds of words and numbers. */

import { CivilDate, Grid, Picture, RecordValue, Sound, type Value } from "../language/value.ts";

/** Runs beyond this many are not told apart. */
const MAX_RUNS = 64;

const RUNS = /(\p{Nd}+)|(\p{L}[\p{L}\p{M}]*)|(\s+)|./gsu;

/** `9` digits, `A` capitals, `Aa` a capitalised word, `a` small letters, `aA` mixed ones, a space; anything else is itself. */
export function shapeOf(value: Value): string {
  return typeof value === "string" ? runsOf(value).shape : kindOf(value);
}

function runsOf(text: string): { shape: string; lengths: number[] } {
  let shape = "";
  let runs = 0;
  const lengths: number[] = [];
  for (const [run, digits, letters, space] of text.matchAll(RUNS)) {
    if (++runs > MAX_RUNS) return { shape: `${shape}…`, lengths };
    if (digits !== undefined) shape += "9";
    else if (letters !== undefined) shape += caseOf(letters);
    else shape += space !== undefined ? " " : run;
    // The lengths of words vary from one to the next and say nothing; of numbers and codes they may.
    lengths.push(digits !== undefined || (letters !== undefined && caseOf(letters) === "A") ? run.length : 0);
  }
  return { shape, lengths };
}

function caseOf(word: string): string {
  const [first, ...rest] = word;
  const upper = (char: string): boolean => char !== char.toLowerCase();
  if (!upper(first)) return rest.some(upper) ? "aA" : "a";
  if (rest.length === 0 || rest.every((char) => char !== char.toLowerCase() || char === char.toUpperCase()))
    return "A";
  return rest.some(upper) ? "aA" : "Aa";
}

function kindOf(value: Value): string {
  if (value instanceof CivilDate) {
    const present = Object.entries(value).filter(([, field]) => field !== undefined);
    return present.map(([name]) => name).join(" ");
  }
  if (value instanceof Grid) return "grid";
  if (value instanceof Picture) return `image of ${value.channels}`;
  if (value instanceof Sound) return "sound";
  if (Array.isArray(value)) return `list of ${value.length}`;
  if (value instanceof RecordValue) {
    const kinds = [...value.fields].map(([name, held]) => `${name}: ${inRecord(held)}`);
    return `{${kinds.join(", ")}}`;
  }
  if (typeof value === "bigint") return "whole";
  if (typeof value === "number")
    return `${value < 0 ? "negative " : ""}${Number.isInteger(value) ? "whole" : "fraction"}`;
  return String(value);
}

/** How deep data goes on is no part of its shape. */
const inRecord = (value: Value): string =>
  typeof value === "string"
    ? "text"
    : value instanceof RecordValue
      ? "{}"
      : Array.isArray(value)
        ? "list"
        : kindOf(value);

/** The shapes that some values have had. */
export class Shapes {
  /** The lengths of runs per shape: of a run whose length has varied, 0. */
  readonly #seen = new Map<string, { count: number; lengths: number[] }>();

  add(value: Value): void {
    const { shape, lengths } =
      typeof value === "string" ? runsOf(value) : { shape: kindOf(value), lengths: [] };
    const seen = this.#seen.get(shape);
    if (!seen) this.#seen.set(shape, { count: 1, lengths });
    else {
      seen.count++;
      seen.lengths = seen.lengths.map((length, i) => (length === lengths[i] ? length : 0));
    }
  }

  /** Whether two values or more have been added, all of one shape: a layout that is kept. */
  get isLayout(): boolean {
    const [only, another] = this.#seen.values();
    return another === undefined && only?.count > 1;
  }

  /** Whether a value of this shape has been added. Two or more values that agree on the length of a run fix it. */
  has(value: Value): boolean {
    const { shape, lengths } =
      typeof value === "string" ? runsOf(value) : { shape: kindOf(value), lengths: [] };
    const seen = this.#seen.get(shape);
    if (!seen) return false;
    return seen.count < 2 || seen.lengths.every((length, i) => length === 0 || length === lengths[i]);
  }
}
