/** @file What goals want of lists: row by row, beside the lists that the bank has. */

import { sameValue, type Value } from "../../language/value.ts";
import type { BankView, Cell, Goal } from "../../language/witness.ts";
export type Items = readonly Value[];

/** Lists that one goal is tried with, and entries looked through for them. */
const MAX_LISTS = 4;
const LOOKED_AT = 400;

/** The list that a row of the goal must be; `undefined` where any may be, or what must be is no list. */
export const wantedIn = (cell: Cell): Items | undefined =>
  cell !== "any" && "one" in cell && Array.isArray(cell.one) ? cell.one : undefined;

/**
 * Whether the goal says of every row either nothing or which list it must be, and of one at least. Where a row may be one of
 * several, the others tell, and it is looked at once all arguments are there.
 */
export const isOfLists = ({ cells }: Goal): boolean =>
  cells.some((cell) => wantedIn(cell) !== undefined) &&
  cells.every((cell) => cell === "any" || "oneOf" in cell || wantedIn(cell) !== undefined);

/** A goal of a sort with the cells changed; `undefined` where a cell cannot be. */
export function derived(
  goal: Goal,
  sort: string,
  change: (wanted: Items) => Value | undefined,
): Goal | undefined {
  const cells: Cell[] = [];
  for (const cell of goal.cells) {
    const wanted = wantedIn(cell);
    const one = wanted && change(wanted);
    if (wanted && one === undefined) return undefined;
    cells.push(one === undefined ? "any" : { one });
  }
  return { sort, cells };
}

/** What an entry and the goal are on each row where the goal says something. */
export interface Row {
  readonly row: number;
  readonly items: Items;
  readonly wanted: Items;
}

/** Whether one row may fit, told from it alone and without effort. */
export type May = (items: Items, wanted: Items) => boolean;

const anyMay: May = () => true;

/** The rows of an entry; `undefined` where it is no list on one. */
export function rowsOf(goal: Goal, entry: number, bank: BankView): Row[] | undefined {
  return rowsAt(wantedRows(goal), entry, bank, anyMay);
}

interface WantedRow {
  readonly row: number;
  readonly wanted: Items;
}

function wantedRows({ cells }: Goal): WantedRow[] {
  return cells.flatMap((cell, row) => {
    const wanted = wantedIn(cell);
    return wanted ? [{ row, wanted }] : [];
  });
}

function rowsAt(wanted: readonly WantedRow[], entry: number, bank: BankView, may: May): Row[] | undefined {
  // Most entries fall out here: nothing is made for them.
  for (let i = 0; i < wanted.length; i++) {
    const items = bank.value(entry, wanted[i].row);
    if (!Array.isArray(items) || !may(items, wanted[i].wanted)) return undefined;
  }
  return wanted.map((one) => ({ ...one, items: bank.value(entry, one.row) as Items }));
}

/** The cheapest entries of a sort that fit, those left out that are the same on every row as one before. */
export function* fitting(
  goal: Goal,
  sort: string,
  bank: BankView,
  limit: number,
  fits: (rows: readonly Row[]) => boolean,
  may: May = anyMay,
): Generator<{ entry: number; rows: readonly Row[] }> {
  let left = Math.min(limit, MAX_LISTS);
  const wanted = wantedRows(goal);
  const seen: (readonly Row[])[] = [];
  for (const entry of bank.entries(sort).slice(0, LOOKED_AT)) {
    const rows = rowsAt(wanted, entry, bank, may);
    if (!rows || !fits(rows)) continue;
    if (seen.some((known) => known.every(({ items }, i) => sameValue(items, rows[i].items)))) continue;
    seen.push(rows);
    yield { entry, rows };
    if (--left <= 0) return;
  }
}

/** Whether a list has the other one from a place on. */
export const holdsAt = (items: Items, part: Items, from: number): boolean =>
  from + part.length <= items.length && part.every((item, i) => sameValue(item, items[from + i]));

export const startsWith = (items: Items, start: Items): boolean => holdsAt(items, start, 0);

export const endsWith = (items: Items, end: Items): boolean =>
  end.length <= items.length && end.every((item, i) => sameValue(item, items[items.length - end.length + i]));

/** Whether some items stay and some go: else there is nothing to choose. */
export const isChoice = (rows: readonly Row[]): boolean =>
  rows.some(({ items, wanted }) => wanted.length < items.length) &&
  rows.some(({ wanted }) => wanted.length > 0);
