/**
 * @file Deduction through folds. What a fold comes to after each item is not in its result, unless the examples hold traces of one
 * another: where a list of one row begins with the whole list of another, the other's result is what was made so far. A scan
 * shows it all.
 */

import { literalText } from "../../language/program.ts";
import type { Value } from "../../language/value.ts";
import type { Application, BankView, Cell, Choice, Goal, Witness } from "../../language/witness.ts";

type Items = readonly Value[];

/** Lists that one goal is tried with, and entries looked through for them. */
const MAX_LISTS = 3;
const LOOKED_AT = 60;

/** Steps seen, at least: fewer say nothing about a loop. */
const LEAST_STEPS = 2;

/** What constants that loops start from cost, in 1/16 bit. */
const START_COST = 32;

/** In which order a fold takes the items, and what is left before the last one it takes. */
interface Direction {
  readonly last: (items: Items) => Value;
  readonly before: (items: Items) => Items;
}

const LEFT: Direction = { last: (items) => items[items.length - 1], before: (items) => items.slice(0, -1) };
const RIGHT: Direction = { last: (items) => items[0], before: (items) => items.slice(1) };

/** The value that a cell must be. */
export const wantedValue = (cell: Cell): { readonly one: Value } | undefined =>
  cell !== "any" && "one" in cell ? cell : undefined;

interface Traces {
  /** What the fold of no items must be, where a row says so. */
  readonly start: Value;
  /** Steps from what is known to what is known; `fromStart` where what is before is the start. */
  readonly steps: readonly { row: number; item: Value; from: Value; fromStart: boolean; to: Value }[];
}

/** `undefined` where the rows contradict each other, or an entry is no list on one. */
function tracesOf(
  goal: Goal,
  entry: number,
  bank: BankView,
  { last, before }: Direction,
): Traces | undefined {
  const known = new Map<string, Value>();
  const rows: { row: number; items: Items; to: Value }[] = [];
  for (const [row, cell] of goal.cells.entries()) {
    const wanted = wantedValue(cell);
    if (!wanted) continue;
    const items = bank.value(entry, row);
    if (!Array.isArray(items)) return undefined;
    const key = literalText(items);
    if (known.has(key) && literalText(known.get(key)) !== literalText(wanted.one)) return undefined;
    known.set(key, wanted.one);
    rows.push({ row, items, to: wanted.one });
  }
  const steps = rows.flatMap(({ row, items, to }) => {
    if (items.length === 0) return [];
    const from = known.get(literalText(before(items)));
    const fromStart = items.length === 1;
    return from === undefined && !fromStart ? [] : [{ row, item: last(items), from, fromStart, to }];
  });
  const telling = steps.filter(({ from }) => from !== undefined);
  return telling.length >= LEAST_STEPS ? { start: known.get("[]"), steps } : undefined;
}

/** What the sort's loops often start from. */
export function* usualStarts(sort: string): Iterable<Value> {
  if (sort.startsWith("list<")) yield [];
  else if (sort === "int" || sort === "real") {
    yield 0;
    yield 1;
  } else if (sort === "text") yield "";
  else if (sort === "bool") {
    yield true;
    yield false;
  }
}

const foldWitness = (direction: Direction): Witness => ({
  order: [0, 1, 2],
  *next(goal, arg, chosen, bank, limit, sorts) {
    if (arg === 0) {
      let left = Math.min(limit, MAX_LISTS);
      for (const entry of bank.entries(sorts[0]).slice(0, LOOKED_AT)) {
        if (!tracesOf(goal, entry, bank, direction)) continue;
        yield { entry };
        if (--left <= 0) return;
      }
      return;
    }
    const [first, start] = chosen;
    const traces = "entry" in first ? tracesOf(goal, first.entry, bank, direction) : undefined;
    if (!traces) return;
    if (arg === 1) {
      if (traces.start !== undefined) yield { literal: traces.start, cost: START_COST };
      else for (const literal of usualStarts(sorts[1])) yield { literal, cost: START_COST };
      return;
    }
    const from = startOf(start);
    yield {
      lambda: traces.steps.map(
        (step): Application => ({
          row: step.row,
          params: [step.fromStart ? from : step.from, step.item],
          result: { one: step.to },
        }),
      ),
    };
  },
});

const startOf = (choice: Choice): Value => ("literal" in choice ? choice.literal : undefined);

export const foldLeftWitness = foldWitness(LEFT);
export const foldRightWitness = foldWitness(RIGHT);

/** Every step of a scan is in the list it makes. */
export const scanWitness: Witness = {
  order: [0, 1, 2],
  *next(goal, arg, chosen, bank, limit, sorts) {
    const fits = (entry: number): boolean =>
      goal.cells.every((cell, row) => {
        const made = wantedValue(cell)?.one;
        const items = made === undefined ? [] : bank.value(entry, row);
        return (
          made === undefined || (Array.isArray(made) && Array.isArray(items) && made.length === items.length)
        );
      });
    if (arg === 0) {
      let left = Math.min(limit, MAX_LISTS);
      for (const entry of bank.entries(sorts[0]).slice(0, LOOKED_AT)) {
        if (!fits(entry)) continue;
        yield { entry };
        if (--left <= 0) return;
      }
      return;
    }
    if (arg === 1) {
      for (const literal of usualStarts(sorts[1])) yield { literal, cost: START_COST };
      return;
    }
    const [first, start] = chosen;
    if (!("entry" in first)) return;
    const applications: Application[] = [];
    for (const [row, cell] of goal.cells.entries()) {
      const made = wantedValue(cell)?.one;
      if (!Array.isArray(made)) continue;
      const items = bank.value(first.entry, row) as Items;
      for (const [i, item] of items.entries())
        applications.push({
          row,
          params: [i === 0 ? startOf(start) : made[i - 1], item],
          result: { one: made[i] },
        });
    }
    if (applications.length >= LEAST_STEPS) yield { lambda: applications };
  },
};
