/** @file Deduction: what a goal on a call says about the call's arguments. */

import { agrees } from "./agree.ts";
import type { Layout } from "./layout.ts";
import { sameValue, type Value } from "./value.ts";

/** What a hole must be on one row. `"any"`: the row does not matter, or is not determined yet. */
export type Cell =
  | { readonly one: Value }
  | { readonly oneOf: readonly Value[] }
  | { readonly low: number; readonly high: number }
  /** Of a bit-vector: the bits that count, and what they are; the others are 0 in `bits`. */
  | { readonly bits: number | bigint; readonly care: number | bigint }
  | "any";

/** A constraint per row of the goal's scope; guard rows are always `"any"`. */
export interface Goal {
  readonly sort: string;
  readonly cells: readonly Cell[];
}

/** What a witness proposes for one argument. */
export type Choice =
  /** An entry of the bank. */
  | { readonly entry: number }
  /** A constant, with its cost in 1/16 bit. */
  | { readonly literal: Value; readonly cost: number }
  /** Whatever solves a further goal in the same scope. */
  | { readonly goal: Goal }
  /**
   * The body of the lambda at this argument: for each application, the outer row it happens in, the values
   * of the parameters and what the body must return. Applications that repeat are merged; ones that contradict
   * each other make the choice void.
   */
  | { readonly lambda: readonly Application[] };

export interface Application {
  readonly row: number;
  readonly params: readonly Value[];
  readonly result: Cell;
}

/** Entries in order of cost. */
export interface EntryList extends Iterable<number> {
  readonly length: number;
  slice(from: number, to: number): readonly number[];
  filter(keep: (entry: number) => boolean): readonly number[];
}

export interface BankView {
  readonly rows: number;
  /** The row of the task that a row belongs to: itself, but in a lambda. */
  taskRow(row: number): number;
  readonly heap: Uint32Array;
  /** Where the words of an entry's first row begin. */
  at(entry: number): number;
  /** In 1/16 bit. */
  costOf(entry: number): number;
  value(entry: number, row: number): Value;
  /** All entries of a sort, cheapest first. */
  entries(sort: string): EntryList;
  /** Entries of a sort whose value on a row has these words, cheapest first. */
  withRow(sort: string, row: number, words: Uint32Array): readonly number[];
  /** Entries of a sort with these words in some rows, at most 32, given one row after the other; and whether there is one. */
  withRows(sort: string, rows: readonly number[], words: Uint32Array): readonly number[];
  hasRows(sort: string, rows: readonly number[], words: Uint32Array): boolean;
  /** Entries of a sort that have this value on a row, cheapest first. */
  withValue(sort: string, row: number, value: Value): readonly number[];
  /** The layout of a sort that the grammar has. */
  layoutOf(sort: string): Layout | undefined;
}

/**
 * Proposes arguments one at a time, in `order`. `chosen` holds what was proposed for the arguments before, in
 * that order. Every way that the whole bank offers need not be proposed, but nothing may be proposed that cannot
 * lead to the goal: `run` on arguments that meet the proposals must meet the goal. No more than `limit`
 * proposals are taken, so the likeliest come first, and none is made before it is asked for.
 * `sorts` names the sort of each argument.
 */
export interface Witness {
  readonly order: readonly number[];
  next(
    goal: Goal,
    arg: number,
    chosen: readonly Choice[],
    bank: BankView,
    limit: number,
    sorts: readonly string[],
  ): Iterable<Choice>;
}

/** Whether a value is what a cell asks for. */
export function meets(value: Value, cell: Cell): boolean {
  if (cell === "any") return true;
  if ("one" in cell) return agrees(value, cell.one);
  if ("oneOf" in cell) return cell.oneOf.some((other) => agrees(value, other));
  if ("bits" in cell) {
    const isBits = typeof value === "number" || typeof value === "bigint";
    return isBits && (BigInt(value) & BigInt(cell.care)) === BigInt(cell.bits);
  }
  return typeof value === "number" && value >= cell.low && value <= cell.high;
}

/** Whether two calls with the same arguments may both have such a result: known ones are the same. */
export function agree(a: Cell, b: Cell): boolean {
  if (a === "any" || b === "any") return true;
  return "one" in a && "one" in b && sameValue(a.one, b.one);
}
