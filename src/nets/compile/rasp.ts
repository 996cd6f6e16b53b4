/**
 * @file The language between programs and transformers, after RASP (Weiss et al. 2021) and its compiler Tracr (Lindner et al. 2023):
 * sequences of values from small sets, one value for each place, and what attention and hidden layers make of them. A place may
 * have no value; it is then seen by no selector.
 */

import { literalText } from "../../language/program.ts";
import type { Value } from "../../language/value.ts";
import { Refusal } from "./refusal.ts";

/** No value at a place; ⊥ is a value. */
export const ABSENT: unique symbol = Symbol("absent");
export type Item = Value | typeof ABSENT;

/** One value for each place. */
export interface Sequence {
  readonly id: number;
  /** All that can occur. */
  readonly values: readonly Value[];
  /** Some places may have none. */
  readonly isOptional: boolean;
  readonly operation: Operation;
}

export type Operation =
  /** What is given at each place. */
  | { readonly kind: "tokens" }
  /** The number of each place, from 0. */
  | { readonly kind: "places" }
  /** Looked up. `entries`: by the number of the combination, the position of the value, -1 for none. */
  | { readonly kind: "table"; readonly of: readonly Sequence[]; readonly entries: Int32Array }
  /** The value at the places selected, which is the same at all of them; none where none is. */
  | { readonly kind: "aggregate"; readonly selector: Selector; readonly of: Sequence }
  /** How many places are selected, or `most` where they are more. */
  | { readonly kind: "tally"; readonly selector: Selector; readonly most: number }
  /** The value of the one that has one. */
  | { readonly kind: "either"; readonly of: readonly Sequence[] };

/** Which places each place looks at: those where every condition holds, and among them the first in order of preference. */
export interface Selector {
  readonly conditions: readonly Condition[];
  /** By value: the place whose value has the smallest number comes first. Alike ones are all looked at. */
  readonly preference?: { readonly of: Sequence; readonly order: readonly number[] };
  /** By value: how often a place counts. */
  readonly times?: { readonly of: Sequence; readonly times: readonly number[] };
}

/** Of the place looked at and, where there are queries, of the one that looks. Never holds where one of them has no value. */
export interface Condition {
  readonly keys: Sequence;
  readonly queries?: Sequence;
  /** By key, then by query. */
  readonly holds: Uint8Array;
}

/** Combinations that one table may hold: each is a hidden unit. */
export const MOST_COMBINATIONS = 4096;

/** Combinations up to which tables of tables become one. */
const MOST_FUSED = 256;

const keyOf = (value: Value): string => (Array.isArray(value) ? `[${value.map(keyOf)}]` : literalText(value));

/** Sequences, each made once. */
export class Rasp {
  readonly #made = new Map<string, Sequence>();
  readonly places: Sequence;
  readonly tokens: Sequence;

  constructor(alphabet: readonly Value[], places: number) {
    this.tokens = this.#make("tokens", alphabet, true, { kind: "tokens" });
    const numbers = Array.from({ length: places }, (_, i) => i);
    this.places = this.#make("places", numbers, false, { kind: "places" });
  }

  #make(key: string, values: readonly Value[], isOptional: boolean, operation: Operation): Sequence {
    const known = this.#made.get(key);
    if (known) return known;
    const made = { id: this.#made.size, values, isOptional, operation };
    this.#made.set(key, made);
    return made;
  }

  /** Where one of them has no value, `f` is given none. A table of tables is one table where that stays small. */
  table(of: readonly Sequence[], f: (items: readonly Item[]) => Item): Sequence {
    const roots = new Map(of.flatMap(rootsOf).map((one) => [one.id, one]));
    const size = [...roots.values()].reduce((all, one) => all * optionsOf(one), 1);
    if (size > MOST_FUSED || of.every((one) => roots.has(one.id))) return this.#table(of, f);
    const from = [...roots.values()];
    return this.#table(from, (items) => {
      const known = new Map<number, Item>(from.map((one, i) => [one.id, items[i]]));
      return f(of.map((one) => itemOf(one, known)));
    });
  }

  #table(of: readonly Sequence[], f: (items: readonly Item[]) => Item): Sequence {
    const sizes = of.map(optionsOf);
    const count = sizes.reduce((all, size) => all * size, 1);
    if (count > MOST_COMBINATIONS)
      throw new Refusal(
        `a table of ${sizes.join(" × ")} values is too large; at most ${MOST_COMBINATIONS} combinations`,
      );
    const positions = new Map<string, number>();
    const values: Value[] = [];
    let isOptional = false;
    const entries = Int32Array.from({ length: count }, (_, combination) => {
      const item = f(itemsOf(of, combination));
      if (item === ABSENT) {
        isOptional = true;
        return -1;
      }
      const key = keyOf(item);
      if (!positions.has(key)) positions.set(key, values.push(item) - 1);
      return positions.get(key) as number;
    });
    if (values.length === 1 && !isOptional && of.length > 0) return this.constant(values[0]);
    const key = `table ${of.map(({ id }) => id)} ${entries} ${values.map(keyOf)}`;
    return this.#make(key, values, isOptional, { kind: "table", of, entries });
  }

  constant(value: Value): Sequence {
    return this.#make(`constant ${keyOf(value)}`, [value], false, {
      kind: "table",
      of: [],
      entries: Int32Array.of(0),
    });
  }

  aggregate(selector: Selector, of: Sequence): Sequence {
    return this.#make(`aggregate ${selectorKey(selector)} ${of.id}`, of.values, true, {
      kind: "aggregate",
      selector,
      of,
    });
  }

  tally(selector: Selector, most: number): Sequence {
    if (most === 0) return this.constant(0);
    const values = Array.from({ length: most + 1 }, (_, i) => i);
    return this.#make(`tally ${selectorKey(selector)} ${most}`, values, false, {
      kind: "tally",
      selector,
      most,
    });
  }

  /** Whether a place is selected. */
  some(selector: Selector): Sequence {
    return this.table([this.tally(selector, 1)], ([count]) => count === 1);
  }

  either(of: readonly Sequence[]): Sequence {
    if (of.length === 1) return of[0];
    const values = new Map(of.flatMap((one) => one.values.map((value) => [keyOf(value), value] as const)));
    return this.#make(`either ${of.map(({ id }) => id)}`, [...values.values()], true, { kind: "either", of });
  }
}

/** Conditions of the place looked at alone. */
export const where = (keys: Sequence, test: (key: Value) => boolean = () => true): Condition => ({
  keys,
  holds: Uint8Array.from(keys.values, (key) => Number(test(key))),
});

/** Conditions of both places. */
export const compared = (
  keys: Sequence,
  queries: Sequence,
  test: (key: Value, query: Value) => boolean,
): Condition => ({
  keys,
  queries,
  holds: Uint8Array.from(
    keys.values.flatMap((key) => queries.values.map((query) => Number(test(key, query)))),
  ),
});

export const isSame = (a: Value, b: Value): boolean => keyOf(a) === keyOf(b);

/** Values that occur, and none as one more. */
export const optionsOf = ({ values, isOptional }: Sequence): number => values.length + Number(isOptional);

/** The positions that a combination stands for, -1 for none; the last sequence's go round fastest. */
export function positionsOf(of: readonly Sequence[], combination: number): number[] {
  const positions = new Array<number>(of.length);
  for (let i = of.length - 1, rest = combination; i >= 0; i--) {
    const size = optionsOf(of[i]);
    const position = rest % size;
    positions[i] = position < of[i].values.length ? position : -1;
    rest = Math.floor(rest / size);
  }
  return positions;
}

const itemsOf = (of: readonly Sequence[], combination: number): Item[] =>
  positionsOf(of, combination).map((position, i) => (position < 0 ? ABSENT : of[i].values[position]));

const rootsOf = (one: Sequence): readonly Sequence[] =>
  one.operation.kind === "table" ? one.operation.of : [one];

/** The item of a sequence where those that it is looked up by are known, or it is. */
function itemOf(one: Sequence, known: ReadonlyMap<number, Item>): Item {
  if (known.has(one.id)) return known.get(one.id) as Item;
  if (one.operation.kind !== "table") throw new Error("internal: an item that nothing tells");
  const { of, entries } = one.operation;
  let combination = 0;
  for (const part of of) {
    const item = known.get(part.id) as Item;
    const position =
      item === ABSENT ? part.values.length : part.values.findIndex((value) => isSame(value, item));
    combination = combination * optionsOf(part) + position;
  }
  return entries[combination] < 0 ? ABSENT : one.values[entries[combination]];
}

function selectorKey({ conditions, preference, times }: Selector): string {
  const parts = conditions.map(({ keys, queries, holds }) => `${keys.id}:${queries?.id}:${holds.join("")}`);
  if (preference) parts.push(`first ${preference.of.id} ${preference.order}`);
  if (times) parts.push(`times ${times.of.id} ${times.times}`);
  return parts.join(" & ");
}
