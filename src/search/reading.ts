/** @file How much programs read of their inputs: pauses come after so much of it, however long texts are and however many the rows. */

import { childrenOf, type Value } from "../language/value.ts";

/** All of it at once. */
export function atOnce<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value as T;
  }
}

/** What programs may read before the clock is looked at: characters, and so many more for each row. */
const MOST_READ = 2 ** 18;
const PER_ROW = 64;

/** Counts what is read, for pauses that depend on nothing else. */
export class Reading {
  private read = 0;

  /** One more row; whether it is time for a pause. */
  isDue(inputs: readonly Value[]): boolean {
    this.read += PER_ROW + charactersOf(inputs);
    if (this.read < MOST_READ) return false;
    this.read = 0;
    return true;
  }
}

/** How many programs, at most so many, may read all of these rows before the clock is looked at. */
export function readings(rows: readonly { readonly inputs: readonly Value[] }[], most: number): number {
  const whole = rows.reduce((sum, { inputs }) => sum + PER_ROW + charactersOf(inputs), 0);
  return Math.max(1, Math.min(most, Math.floor(MOST_READ / whole)));
}

/** Characters that a part of a list or record counts for, beside its own. */
const PER_PART = 8;

/** How much there is to read in these: the characters of their texts, and the parts of lists and records as so many. */
export function charactersOf(inputs: readonly Value[]): number {
  let characters = 0;
  for (const value of inputs) {
    if (typeof value === "string") characters += value.length;
    else if (typeof value === "object" && value !== null) characters += charactersIn(value);
  }
  return characters;
}

/** Of lists and records, which are asked about for every program that reads them. */
const known = new WeakMap<object, number>();

function charactersIn(value: object & Value): number {
  let characters = known.get(value);
  if (characters === undefined) {
    const children = childrenOf(value);
    characters = PER_PART * children.length + charactersOf(children);
    known.set(value, characters);
  }
  return characters;
}
