/** @file Deduction of parts: which items and lists of the bank a list that is wanted is made of. */

import { bits } from "../../language/grammar.ts";
import { sameValue, type Value } from "../../language/value.ts";
import type { BankView, Cell, Goal, Witness } from "../../language/witness.ts";
import {
  derived,
  endsWith,
  fitting,
  type Items,
  isChoice,
  isOfLists,
  rowsOf,
  startsWith,
  wantedIn,
} from "./wanted.ts";

/** Items that may stand at an end, and parts that may stand at a side. */
const MAX_ITEMS = 3;
const MAX_SIDES = 8;

/** Entries looked through for one side of a list, of those that are there on one row. */
const SIDES_LOOKED_AT = 4_000;

/** Places at which a list is cut in two, on the row that is looked at. */
const MAX_CUTS = 24;

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
      for (const { entry } of fitting(goal, sorts[0], bank, limit, isChoice, isEnd)) yield { entry };
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
