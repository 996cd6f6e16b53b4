/** @file Deduction through lists: what a list that is wanted says about the lists, the items and the functions it is made by. */

import { bits } from "../../language/grammar.ts";
import { literalText } from "../../language/program.ts";
import type { Value } from "../../language/value.ts";
import { sameValue } from "../../language/value.ts";
import type { Application, BankView, Cell, Goal, Witness } from "../../language/witness.ts";
import { keyOf } from "./equality.ts";

type Items = readonly Value[];

/** Lists that one goal is tried with, and entries looked through for them. */
const MAX_LISTS = 4;
const LOOKED_AT = 400;

/** Rows and calls that a function is told by at least. */
const LEAST_ROWS = 2;
const LEAST_CALLS = 3;

/** Items that may stand at an end, and parts that may stand at a side. */
const MAX_ITEMS = 3;
const MAX_SIDES = 8;

/** Entries looked through for one side of a list, of those that are there on one row. */
const SIDES_LOOKED_AT = 4_000;

/** Places at which a list is cut in two, on the row that is looked at. */
const MAX_CUTS = 24;

/** The list that a row of the goal must be; `undefined` where any may be, or what must be is no list. */
const wantedIn = (cell: Cell): Items | undefined =>
  cell !== "any" && "one" in cell && Array.isArray(cell.one) ? cell.one : undefined;

/** Whether the goal says of every row either nothing or which list it must be, and of one at least. */
const isOfLists = ({ cells }: Goal): boolean =>
  cells.some((cell) => cell !== "any") &&
  cells.every((cell) => cell === "any" || wantedIn(cell) !== undefined);

/** A goal of a sort with the cells changed; `undefined` where a cell cannot be. */
function derived(goal: Goal, sort: string, change: (wanted: Items) => Value | undefined): Goal | undefined {
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
interface Row {
  readonly row: number;
  readonly items: Items;
  readonly wanted: Items;
}

/** The rows of an entry; `undefined` where it is no list on one. */
function rowsOf(goal: Goal, entry: number, bank: BankView): Row[] | undefined {
  const rows: Row[] = [];
  for (let row = 0; row < goal.cells.length; row++) {
    const wanted = wantedIn(goal.cells[row]);
    if (!wanted) continue;
    const items = bank.value(entry, row);
    if (!Array.isArray(items)) return undefined;
    rows.push({ row, items, wanted });
  }
  return rows;
}

/** The cheapest entries of a sort that fit, those left out that are the same on every row as one before. */
function* fitting(
  goal: Goal,
  sort: string,
  bank: BankView,
  limit: number,
  fits: (rows: readonly Row[]) => boolean,
): Generator<{ entry: number; rows: readonly Row[] }> {
  let left = Math.min(limit, MAX_LISTS);
  const seen: (readonly Row[])[] = [];
  for (const entry of bank.entries(sort).slice(0, LOOKED_AT)) {
    const rows = rowsOf(goal, entry, bank);
    if (!rows || !fits(rows)) continue;
    if (seen.some((known) => known.every(({ items }, i) => sameValue(items, rows[i].items)))) continue;
    seen.push(rows);
    yield { entry, rows };
    if (--left <= 0) return;
  }
}

/** The calls of a lambda by which a list becomes the one wanted; `undefined` where no calls do. */
type Calls = (row: Row) => readonly Application[] | undefined;

const result = (one: Value): Cell => ({ one });

/**
 * All rows' calls, where they say enough for a function to be looked for: of two rows, and several in all. `undefined`, too,
 * where two calls of a row contradict each other.
 */
function callsOf(rows: readonly Row[], calls: Calls): Application[] | undefined {
  if (rows.length < LEAST_ROWS) return undefined;
  const all: Application[] = [];
  for (const row of rows) {
    const found = calls(row);
    if (!found || contradicts(found)) return undefined;
    all.push(...found);
  }
  return all.length >= LEAST_CALLS ? all : undefined;
}

function contradicts(calls: readonly Application[]): boolean {
  const known = new Map<string, Cell>();
  for (const { params, result: cell } of calls) {
    const key = params.map(literalText).join(" ");
    const other = known.get(key);
    if (other && other !== "any" && cell !== "any" && "one" in other && "one" in cell)
      if (!sameValue(other.one, cell.one)) return true;
    known.set(key, cell);
  }
  return false;
}

/** For a list of the bank that calls of the lambda can make the one wanted of, in each of some ways: these calls. */
const byCalls = (
  ...ways: readonly { fits?: (rows: readonly Row[]) => boolean; calls: Calls }[]
): Witness => ({
  order: [0, 1],
  *next(goal, arg, chosen, bank, limit, sorts) {
    if (!isOfLists(goal)) return;
    if (arg === 0) {
      const fits = (rows: readonly Row[]): boolean =>
        ways.some((way) => (way.fits?.(rows) ?? true) && callsOf(rows, way.calls) !== undefined);
      for (const { entry } of fitting(goal, sorts[0], bank, limit, fits)) yield { entry };
      return;
    }
    const [first] = chosen;
    const rows = "entry" in first ? rowsOf(goal, first.entry, bank) : undefined;
    if (!rows) return;
    const known: string[] = [];
    for (const { fits, calls } of ways) {
      const lambda = (fits?.(rows) ?? true) && callsOf(rows, calls);
      if (!lambda) continue;
      const key = JSON.stringify(lambda.map((call) => call.result));
      if (known.includes(key)) continue;
      known.push(key);
      yield { lambda };
    }
  },
});

/** A list of one item on each row says little about what is done to items. */
const isTelling = (rows: readonly Row[]): boolean => rows.some(({ items }) => items.length > 1);

export const mapWitness = byCalls({
  fits: isTelling,
  calls: ({ row, items, wanted }) =>
    items.length === wanted.length
      ? items.map((item, i) => ({ row, params: [item], result: result(wanted[i]) }))
      : undefined,
});

export const mapIndexedWitness = byCalls({
  fits: isTelling,
  calls: ({ row, items, wanted }) =>
    items.length === wanted.length
      ? items.map((item, i) => ({ row, params: [item, i], result: result(wanted[i]) }))
      : undefined,
});

export const mapNeighboursWitness = byCalls({
  fits: isTelling,
  calls: ({ row, items, wanted }) =>
    Math.max(0, items.length - 1) === wanted.length
      ? wanted.map((one, i) => ({ row, params: [items[i], items[i + 1]], result: result(one) }))
      : undefined,
});

/** Each item of as many, all alike in number. */
const pieces = (size: number): { fits: (rows: readonly Row[]) => boolean; calls: Calls } => ({
  fits: isTelling,
  calls: ({ row, items, wanted }) =>
    items.length * size === wanted.length
      ? items.map((item, i) => ({
          row,
          params: [item],
          result: result(wanted.slice(i * size, (i + 1) * size)),
        }))
      : undefined,
});

export const flatMapWitness = byCalls(pieces(2), pieces(3));

/** Whether some items stay and some go: else there is nothing to choose. */
const isChoice = (rows: readonly Row[]): boolean =>
  rows.some(({ items, wanted }) => wanted.length < items.length) &&
  rows.some(({ wanted }) => wanted.length > 0);

/** Equal items stay or go together. */
export const filterWitness = byCalls({
  fits: isChoice,
  calls: ({ row, items, wanted }) => {
    const kept = new Set(wanted.map(keyOf));
    const left = items.filter((item) => kept.has(keyOf(item)));
    if (!sameValue(left, wanted)) return undefined;
    return items.map((item) => ({ row, params: [item], result: result(kept.has(keyOf(item))) }));
  },
});

/** The places of the wanted items among the others, as far to the left as can be; `undefined` where they are not there in order. */
function placesOf(items: Items, wanted: Items): number[] | undefined {
  const places: number[] = [];
  for (let i = 0; i < items.length && places.length < wanted.length; i++)
    if (sameValue(items[i], wanted[places.length])) places.push(i);
  return places.length === wanted.length ? places : undefined;
}

const keptAt = (row: number, items: Items, places: readonly number[]): Application[] => {
  const kept = new Set(places);
  return items.map((item, i) => ({ row, params: [item, i], result: result(kept.has(i)) }));
};

/** Where it is not plain which of several equal items stay: the first ones, or the last ones. */
export const filterIndexedWitness = byCalls(
  {
    fits: isChoice,
    calls: ({ row, items, wanted }) => {
      const places = placesOf(items, wanted);
      return places && keptAt(row, items, places);
    },
  },
  {
    fits: isChoice,
    calls: ({ row, items, wanted }) => {
      const places = placesOf([...items].reverse(), [...wanted].reverse());
      return (
        places &&
        keptAt(
          row,
          items,
          places.map((place) => items.length - 1 - place),
        )
      );
    },
  },
);

const startsWith = (items: Items, start: Items): boolean =>
  start.length <= items.length && start.every((item, i) => sameValue(item, items[i]));

const endsWith = (items: Items, end: Items): boolean =>
  end.length <= items.length && end.every((item, i) => sameValue(item, items[items.length - end.length + i]));

/** That the first `count` items pass and the next, if there is one, does not. */
const passing = (row: number, items: Items, count: number): Application[] =>
  items.slice(0, count + 1).map((item, i) => ({ row, params: [item], result: result(i < count) }));

export const takeWhileWitness = byCalls({
  fits: isChoice,
  calls: ({ row, items, wanted }) =>
    startsWith(items, wanted) ? passing(row, items, wanted.length) : undefined,
});

export const dropWhileWitness = byCalls({
  fits: isChoice,
  calls: ({ row, items, wanted }) =>
    endsWith(items, wanted) ? passing(row, items, items.length - wanted.length) : undefined,
});

/** An item of the bank that stands at one end of every row, or one that is the same on all; and the list without it. */
const endWitness = (item: (wanted: Items) => Value, rest: (wanted: Items) => Items): Witness => ({
  order: [1, 0],
  *next(goal, arg, _chosen, bank, limit, sorts) {
    if (!isOfLists(goal) || goal.cells.some((cell) => wantedIn(cell)?.length === 0)) return;
    if (arg === 0) {
      const left = derived(goal, sorts[0], rest);
      if (left) yield { goal: left };
      return;
    }
    const rows = goal.cells.flatMap((cell, row) => {
      const wanted = wantedIn(cell);
      return wanted ? [{ row, value: item(wanted) }] : [];
    });
    const [first, ...others] = rows;
    const isThere = (entry: number): boolean =>
      others.every(({ row, value }) => sameValue(bank.value(entry, row), value));
    const found = bank.withValue(sorts[1], first.row, first.value).filter(isThere);
    for (const entry of found.slice(0, Math.min(limit, MAX_ITEMS))) yield { entry };
    const isConstant = others.length > 0 && others.every(({ value }) => sameValue(value, first.value));
    const layout = bank.layoutOf(sorts[1]);
    if (found.length === 0 && isConstant && layout)
      yield { literal: first.value, cost: bits(layout.literalCost(first.value)) };
  },
});

export const prependWitness = endWitness(
  (wanted) => wanted[0],
  (wanted) => wanted.slice(1),
);

export const appendWitness = endWitness(
  (wanted) => wanted[wanted.length - 1],
  (wanted) => wanted.slice(0, -1),
);

/** A list that the wanted one is an end of, and how many items that leaves: `count` gives the numbers that do. */
const cutWitness = (
  isEnd: (items: Items, wanted: Items) => boolean,
  count: (length: number, wanted: number) => Cell,
): Witness => ({
  order: [0, 1],
  *next(goal, arg, chosen, bank, limit, sorts) {
    if (!isOfLists(goal)) return;
    if (arg === 0) {
      const fits = (rows: readonly Row[]): boolean =>
        isChoice(rows) && rows.every(({ items, wanted }) => isEnd(items, wanted));
      for (const { entry } of fitting(goal, sorts[0], bank, limit, fits)) yield { entry };
      return;
    }
    const [first] = chosen;
    const rows = "entry" in first ? rowsOf(goal, first.entry, bank) : undefined;
    if (!rows) return;
    const cells = goal.cells.map((): Cell => "any");
    for (const { row, items, wanted } of rows) cells[row] = count(items.length, wanted.length);
    yield { goal: { sort: sorts[1], cells } };
  },
});

/** As many as are wanted, or as many from the end as are not. */
export const takeWitness = cutWitness(startsWith, (length, wanted) => {
  if (length === 0) return "any";
  if (wanted === length) return { low: length, high: Number.MAX_SAFE_INTEGER };
  return { oneOf: [wanted, wanted - length] };
});

export const dropWitness = cutWitness(endsWith, (length, wanted) => {
  if (length === 0) return "any";
  if (wanted === 0) return { low: length, high: Number.MAX_SAFE_INTEGER };
  return { oneOf: wanted === length ? [0, -length] : [length - wanted, -wanted] };
});

/** The row that says most about where a list may be cut. */
function longestRow(goal: Goal): number {
  let longest = -1;
  goal.cells.forEach((cell, row) => {
    const length = wantedIn(cell)?.length ?? 0;
    if (length > (longest < 0 ? 0 : (wantedIn(goal.cells[longest])?.length ?? 0))) longest = row;
  });
  return longest;
}

/** The part of each row that the entry leaves when it is taken away at one side; `undefined` where it cannot be. */
function without(goal: Goal, sort: string, entry: number, side: Side, bank: BankView): Goal | undefined {
  const cells: Cell[] = [];
  let [takes, leaves] = [false, false];
  for (let row = 0; row < goal.cells.length; row++) {
    const wanted = wantedIn(goal.cells[row]);
    if (!wanted) {
      cells.push("any");
      continue;
    }
    const items = bank.value(entry, row);
    if (!Array.isArray(items) || !side.has(wanted, items)) return undefined;
    takes ||= items.length > 0;
    leaves ||= items.length < wanted.length;
    cells.push({ one: side.rest(wanted, items.length) });
  }
  return takes && leaves ? { sort, cells } : undefined;
}

interface Side {
  /** The argument that stands there. */
  readonly argument: 0 | 1;
  readonly has: (wanted: Items, part: Items) => boolean;
  readonly part: (wanted: Items, length: number) => Items;
  readonly rest: (wanted: Items, length: number) => Items;
}

const LEFT: Side = {
  argument: 0,
  has: startsWith,
  part: (wanted, length) => wanted.slice(0, length),
  rest: (wanted, length) => wanted.slice(length),
};

const RIGHT: Side = {
  argument: 1,
  has: endsWith,
  part: (wanted, length) => wanted.slice(wanted.length - length),
  rest: (wanted, length) => wanted.slice(0, wanted.length - length),
};

/** What the bank has at one side of the list on every row, and the rest of it. */
const sideWitness = (side: Side): Witness => ({
  order: [side.argument, 1 - side.argument],
  *next(goal, arg, chosen, bank, limit, sorts) {
    if (!isOfLists(goal)) return;
    if (arg !== side.argument) {
      const [first] = chosen;
      const rest = "entry" in first ? without(goal, sorts[arg], first.entry, side, bank) : undefined;
      if (rest) yield { goal: rest };
      return;
    }
    const row = longestRow(goal);
    const wanted = row < 0 ? undefined : wantedIn(goal.cells[row]);
    if (!wanted) return;
    const found: number[] = [];
    for (let length = 1; length <= Math.min(wanted.length, MAX_CUTS); length++) {
      for (const entry of bank
        .withValue(sorts[arg], row, side.part(wanted, length))
        .slice(0, SIDES_LOOKED_AT))
        if (without(goal, sorts[arg], entry, side, bank)) found.push(entry);
    }
    found.sort((a, b) => bank.costOf(a) - bank.costOf(b) || a - b);
    for (const entry of found.slice(0, Math.min(limit, MAX_SIDES))) yield { entry };
  },
});

export const concatWitnesses: readonly Witness[] = [sideWitness(LEFT), sideWitness(RIGHT)];
