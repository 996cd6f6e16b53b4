/** @file Deduction of functions: by which calls of a lambda a list of the bank becomes the one that is wanted. */

import { inputsText } from "../../language/program.ts";
import { sameValue, type Value } from "../../language/value.ts";
import { type Application, agree, type Cell, type Witness } from "../../language/witness.ts";
import { keyOf } from "./equality.ts";
import {
  endsWith,
  fitting,
  type Items,
  isChoice,
  isOfLists,
  type May,
  type Row,
  rowsOf,
  startsWith,
} from "./wanted.ts";

/** Rows and calls that a function is told by at least. */
const LEAST_ROWS = 2;
const LEAST_CALLS = 3;

/** Lists that an item is looked for in, and entries looked through for them. */
const MAX_LISTS = 3;
const LOOKED_AT = 200;

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
    for (const call of found) all.push(call);
  }
  return all.length >= LEAST_CALLS ? all : undefined;
}

function contradicts(calls: readonly Application[]): boolean {
  const known = new Map<string, Cell>();
  for (const { params, result: cell } of calls) {
    const key = inputsText(params);
    const other = known.get(key);
    if (other && !agree(other, cell)) return true;
    known.set(key, cell);
  }
  return false;
}

/** For a list of the bank that calls of the lambda can make the one wanted of, in each of some ways: these calls. */
const byCalls = (
  ...ways: readonly { may: May; fits: (rows: readonly Row[]) => boolean; calls: Calls }[]
): Witness => ({
  order: [0, 1],
  *next(goal, arg, chosen, bank, limit, sorts) {
    if (!isOfLists(goal)) return;
    if (arg === 0) {
      const fits = (rows: readonly Row[]): boolean =>
        ways.some((way) => way.fits(rows) && callsOf(rows, way.calls) !== undefined);
      const may: May = (items, wanted) => ways.some((way) => way.may(items, wanted));
      for (const { entry } of fitting(goal, sorts[0], bank, limit, fits, may)) yield { entry };
      return;
    }
    const [first] = chosen;
    const rows = "entry" in first ? rowsOf(goal, first.entry, bank) : undefined;
    if (!rows) return;
    const known: string[] = [];
    for (const { fits, calls } of ways) {
      const lambda = fits(rows) && callsOf(rows, calls);
      if (!lambda) continue;
      const key = JSON.stringify(lambda.map((call) => call.result));
      if (known.includes(key)) continue;
      known.push(key);
      yield { lambda };
    }
  },
});

const areAsMany: May = (items, wanted) => items.length === wanted.length;
const areFewer: May = (items, wanted) => wanted.length <= items.length;

/** A list of one item on each row says little about what is done to items. */
const isTelling = (rows: readonly Row[]): boolean => rows.some(({ items }) => items.length > 1);

export const mapWitness = byCalls({
  may: areAsMany,
  fits: isTelling,
  calls: ({ row, items, wanted }) =>
    items.length === wanted.length
      ? items.map((item, i) => ({ row, params: [item], result: result(wanted[i]) }))
      : undefined,
});

export const mapIndexedWitness = byCalls({
  may: areAsMany,
  fits: isTelling,
  calls: ({ row, items, wanted }) =>
    items.length === wanted.length
      ? items.map((item, i) => ({ row, params: [item, i], result: result(wanted[i]) }))
      : undefined,
});

export const mapNeighboursWitness = byCalls({
  may: (items, wanted) => Math.max(0, items.length - 1) === wanted.length,
  fits: isTelling,
  calls: ({ row, items, wanted }) =>
    Math.max(0, items.length - 1) === wanted.length
      ? wanted.map((one, i) => ({ row, params: [items[i], items[i + 1]], result: result(one) }))
      : undefined,
});

/** Each item of as many, all alike in number. */
const pieces = (size: number): { may: May; fits: (rows: readonly Row[]) => boolean; calls: Calls } => ({
  may: (items, wanted) => items.length * size === wanted.length,
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

/** Equal items stay or go together. */
export const filterWitness = byCalls({
  may: areFewer,
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
    may: areFewer,
    fits: isChoice,
    calls: ({ row, items, wanted }) => {
      const places = placesOf(items, wanted);
      return places && keptAt(row, items, places);
    },
  },
  {
    may: areFewer,
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

/** That the first `count` items pass the test and the next, if there is one, does not; or the other way round. */
const passing = (row: number, items: Items, count: number, pass = true): Application[] =>
  items.slice(0, count + 1).map((item, i) => ({ row, params: [item], result: result(i < count === pass) }));

export const takeWhileWitness = byCalls({
  may: startsWith,
  fits: isChoice,
  calls: ({ row, items, wanted }) =>
    startsWith(items, wanted) ? passing(row, items, wanted.length) : undefined,
});

export const dropWhileWitness = byCalls({
  may: endsWith,
  fits: isChoice,
  calls: ({ row, items, wanted }) =>
    endsWith(items, wanted) ? passing(row, items, items.length - wanted.length) : undefined,
});

/** The item that is wanted passes, and none before it. */
export const findWitness: Witness = {
  order: [0, 1],
  *next(goal, arg, chosen, bank, limit, sorts) {
    const callsIn = (entry: number): Application[] | undefined => {
      const all: Application[] = [];
      let [rows, passed] = [0, 0];
      for (const [row, cell] of goal.cells.entries()) {
        if (cell === "any") continue;
        const items = bank.value(entry, row);
        if (!("one" in cell) || !Array.isArray(items)) return undefined;
        const place = items.findIndex((item) => sameValue(item, cell.one));
        if (place < 0) return undefined;
        rows++;
        passed += place;
        for (const call of passing(row, items, place, false)) all.push(call);
      }
      return rows >= LEAST_ROWS && passed > 0 ? all : undefined;
    };
    if (arg === 0) {
      const found = bank
        .entries(sorts[0])
        .slice(0, LOOKED_AT)
        .filter((entry) => callsIn(entry) !== undefined);
      for (const entry of found.slice(0, Math.min(limit, MAX_LISTS))) yield { entry };
      return;
    }
    const [first] = chosen;
    const lambda = "entry" in first ? callsIn(first.entry) : undefined;
    if (lambda) yield { lambda };
  },
};

/** What each item of two lists is taken for: how long the second must be beside the first, and the calls for both. */
interface Pairing {
  readonly mayBegin: May;
  readonly isMet: (items: number, others: number, wanted: number) => boolean;
  readonly pairs: (items: Items, others: Items) => readonly (readonly [Value, Value])[];
}

/** Two lists that calls on pairs of their items can make the one wanted of. */
const pairWitness = ({ mayBegin, isMet, pairs }: Pairing): Witness => ({
  order: [0, 1, 2],
  *next(goal, arg, chosen, bank, limit, sorts) {
    if (!isOfLists(goal)) return;
    const [first, second] = chosen.map((choice) =>
      "entry" in choice ? rowsOf(goal, choice.entry, bank) : undefined,
    );
    if (arg === 0) {
      for (const { entry } of fitting(goal, sorts[0], bank, limit, isTelling, mayBegin)) yield { entry };
    } else if (arg === 1 && first) {
      const fits = (rows: readonly Row[]): boolean =>
        rows.every(({ items, wanted }, i) => isMet(first[i].items.length, items.length, wanted.length));
      for (const { entry } of fitting(goal, sorts[1], bank, limit, fits)) yield { entry };
    } else if (first && second) {
      const lambda = callsOf(first, ({ row, items, wanted }) => {
        const others = second.find((other) => other.row === row)?.items ?? [];
        return pairs(items, others).map((params, i) => ({ row, params, result: result(wanted[i]) }));
      });
      if (lambda) yield { lambda };
    }
  },
});

/** Of two lists the shorter one is as long as the one that is wanted. */
export const zipWithWitness = pairWitness({
  mayBegin: areFewer,
  isMet: (items, others, wanted) => Math.min(items, others) === wanted,
  pairs: (items, others) => items.slice(0, others.length).map((item, i) => [item, others[i]]),
});

/** As many are wanted as there are pairs of an item of the one and one of the other. */
export const mapProductWitness = pairWitness({
  mayBegin: (items, wanted) =>
    items.length === 0 ? wanted.length === 0 : wanted.length % items.length === 0,
  isMet: (items, others, wanted) => items * others === wanted,
  pairs: (items, others) => items.flatMap((item) => others.map((other): [Value, Value] => [item, other])),
});
