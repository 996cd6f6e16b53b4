/** @file Deduction of items and places: what is put into a list, taken out of it or repeated, and where. */

import { sameValue, type Value } from "../../language/value.ts";
import type { BankView, Cell, Goal, Witness } from "../../language/witness.ts";
import { fitting, holdsAt, type Items, isOfLists, type Row, rowsOf, wantedIn } from "./wanted.ts";

/** What each argument but the list must be on a row; `undefined` where no arguments would do. */
type Arguments = (row: Row) => readonly Cell[] | undefined;

/** For a list of the bank, the other arguments that make the one wanted of it; `isTelling`: not of any two lists. */
const byList = (argumentsOf: Arguments, isTelling: (rows: readonly Row[]) => boolean): Witness => ({
  order: [0, 1, 2],
  *next(goal, arg, chosen, bank, limit, sorts) {
    if (!isOfLists(goal)) return;
    if (arg === 0) {
      const fits = (rows: readonly Row[]): boolean =>
        isTelling(rows) && rows.every((row) => argumentsOf(row) !== undefined);
      for (const { entry } of fitting(goal, sorts[0], bank, limit, fits)) yield { entry };
      return;
    }
    const [first] = chosen;
    const rows = "entry" in first ? rowsOf(goal, first.entry, bank) : undefined;
    if (rows) yield { goal: goalOf(goal, sorts[arg], rows, (row) => argumentsOf(row)?.[arg - 1]) };
  },
});

const withTwo = (witness: Witness): Witness => ({ ...witness, order: [0, 1] });

function goalOf(
  { cells }: Goal,
  sort: string,
  rows: readonly Row[],
  cellOf: (row: Row) => Cell | undefined,
): Goal {
  const wanted = cells.map((): Cell => "any");
  for (const row of rows) wanted[row.row] = cellOf(row) ?? "any";
  return { sort, cells: wanted };
}

/** The items that are not wanted are all the same. */
export const removeWitness = withTwo(
  byList(
    ({ items, wanted }) => {
      const at = items.findIndex((item, i) => i >= wanted.length || !sameValue(item, wanted[i]));
      // Where nothing is taken away, whatever is not there may be.
      if (at < 0) return ["any"];
      const item = items[at];
      const rest = items.filter((other) => !sameValue(other, item));
      return sameValue(rest, wanted) ? [{ one: item }] : undefined;
    },
    (rows) => rows.every(({ items, wanted }) => items.length > wanted.length),
  ),
);

/** The places at which the item may stand that one list has more than the other. */
function placesOfOneMore(more: Items, fewer: Items): number[] {
  if (more.length !== fewer.length + 1) return [];
  let from = 0;
  while (from < fewer.length && sameValue(more[from], fewer[from])) from++;
  if (!sameValue(more.slice(from + 1), fewer.slice(from))) return [];
  // Of equal items in a row it may be any.
  const places = [from];
  while (places[0] > 0 && sameValue(more[places[0] - 1], more[from])) places.unshift(places[0] - 1);
  return places;
}

export const removeAtWitness = withTwo(
  byList(
    ({ items, wanted }) => {
      const places = placesOfOneMore(items, wanted);
      return places.length === 0
        ? undefined
        : [{ oneOf: places.flatMap((place) => [place, place - items.length]) }];
    },
    () => true,
  ),
);

export const insertAtWitness = byList(
  ({ items, wanted }) => {
    const places = placesOfOneMore(wanted, items);
    const item = wanted[places[0]];
    return places.length === 0 ? undefined : [{ oneOf: places }, { one: item }];
  },
  () => true,
);

/** A list within another, where it first is. */
export const sliceWitness = byList(
  ({ items, wanted }) => {
    for (let from = 0; from + wanted.length <= items.length; from++)
      if (holdsAt(items, wanted, from)) return [{ one: from }, { one: from + wanted.length }];
    return undefined;
  },
  (rows) =>
    rows.every(({ wanted }) => wanted.length > 0) &&
    rows.some(({ items, wanted }) => items.length > wanted.length),
);

/** Arguments that follow from what is wanted alone. */
const byResult = (cellsOf: (wanted: Items) => readonly Cell[] | undefined): Witness => ({
  order: [0, 1],
  *next(goal, arg, _chosen, _bank: BankView, _limit, sorts) {
    if (!isOfLists(goal)) return;
    const cells: Cell[] = [];
    for (const cell of goal.cells) {
      const wanted = wantedIn(cell);
      const found = wanted ? cellsOf(wanted) : undefined;
      if (wanted && !found) return;
      cells.push(found?.[arg] ?? "any");
    }
    yield { goal: { sort: sorts[arg], cells } };
  },
});

const none: Cell = { low: Number.MIN_SAFE_INTEGER, high: 0 };

export const replicateWitness = byResult((wanted) => {
  if (wanted.length === 0) return ["any", none];
  const [item] = wanted;
  return wanted.every((other) => sameValue(other, item))
    ? [{ one: item }, { one: wanted.length }]
    : undefined;
});

/** Nothing is said of empty ranges, which begin and end in many ways. */
export const rangeWitness = byResult((wanted) => {
  const [first] = wanted;
  const isRange = typeof first === "number" && wanted.every((item: Value, i) => item === first + i);
  return isRange ? [{ one: first }, { one: wanted[wanted.length - 1] }] : undefined;
});
