/** @file Deduction through integers: sums, with one side from the bank, and the number that a text is. */

import type { Value } from "../../../language/value.ts";
import { type BankView, type Cell, type Goal, meets, type Witness } from "../../../language/witness.ts";
import { BEFORE, goalOf, type Known, knownOf, textRows, valueAt } from "./rows.ts";

/** Integers looked at as one side of a sum, and the cheapest, which may lead to sums of sums. */
const SUMMANDS = 4_000;
const CHEAP_SUMMANDS = 5;

/** Integers whose other side is in the bank. */
const KNOWN_SUMMANDS = 12;

/** Entries that complete a sum with one and the same other side. */
const RESTS = 3;

/** `from_int(n)`: the number that the text is; a negative one where it is empty. */
export const fromIntWitness: Witness = {
  order: [0],
  *next(goal, _arg, _chosen, _bank, _limit, sorts) {
    const rows = textRows(goal);
    if (!rows?.every(({ text }) => text === "" || /^(?:0|[1-9]\d{0,14})$/.test(text))) return;
    yield goalOf(sorts[0], goal.cells.length, rows, (i) =>
      rows[i].text === "" ? BEFORE : { one: Number(rows[i].text) },
    );
  },
};

/** A cell of integers, each changed; `undefined` for a cell of anything else. */
function shifted(cell: Cell, by: number, sign: 1 | -1): Cell | undefined {
  if (cell === "any") return cell;
  const move = (value: number): number => (sign === 1 ? value + by : by - value);
  if ("one" in cell) return typeof cell.one === "number" ? { one: move(cell.one) } : undefined;
  if ("oneOf" in cell) return { oneOf: (cell.oneOf as readonly number[]).map(move) };
  if ("bits" in cell) return undefined;
  const ends = [move(cell.low), move(cell.high)];
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/**
 * One side of a sum or difference is an entry of the bank and leaves a goal for the other: `rest` gives it on a row.
 * Entries whose rest is in the bank are taken, and the cheapest of the others.
 */
function sum(known: 0 | 1, rest: (cell: Cell, value: number) => Cell | undefined): Witness {
  const other = 1 - known;
  const restOf = (goal: Goal, known: Known, bank: BankView): Cell[] | undefined => {
    const cells: Cell[] = [];
    for (let row = 0; row < goal.cells.length; row++) {
      const cell = goal.cells[row];
      const value = cell === "any" ? 0 : valueAt(bank, known, row);
      const left = typeof value === "number" ? rest(cell, value) : undefined;
      if (left === undefined) return undefined;
      cells.push(left);
    }
    return cells;
  };
  return {
    order: [known, other],
    *next(goal, arg, chosen, bank, _limit, sorts) {
      const first = arg === other ? restOf(goal, knownOf(chosen[0]), bank) : goal.cells;
      const lookup = first && lookupOf(first, bank, sorts[other]);
      if (!lookup) return;
      if (arg === other) {
        for (const entry of lookup.entries(first)) yield { entry };
        const side = knownOf(chosen[0]);
        const isCheap =
          typeof side !== "number" || bank.entries(sorts[known]).slice(0, CHEAP_SUMMANDS).includes(side);
        if (isCheap) yield { goal: { sort: sorts[other], cells: first } };
        return;
      }
      let [cheap, followed] = [0, 0];
      for (const entry of bank.entries(sorts[known]).slice(0, SUMMANDS)) {
        const isCheap = cheap++ < CHEAP_SUMMANDS;
        const isKnown = lookup.has((cell, row) => {
          const value = bank.value(entry, row);
          return typeof value === "number" ? rest(cell, value) : undefined;
        });
        if (isKnown || isCheap) yield { entry };
        if (isKnown && ++followed >= KNOWN_SUMMANDS) return;
      }
    },
  };
}

/** Looks entries of integers up by the rows of a goal that give one value each; where there are none, by one that gives several. */
function lookupOf(cells: readonly Cell[], bank: BankView, sort: string) {
  const layout = bank.layoutOf(sort);
  if (!layout) return undefined;
  const exact = cells.flatMap((cell, row) => (cell !== "any" && "one" in cell ? [row] : []));
  const loose = cells.findIndex((cell) => cell !== "any" && "oneOf" in cell);
  const rows = exact.length > 0 ? exact : loose >= 0 ? [loose] : [];
  if (rows.length === 0) return undefined;
  const words = new Uint32Array(rows.length * layout.words);
  const valuesOf = (cell: Cell): readonly Value[] =>
    cell === "any" || "low" in cell || "bits" in cell ? [] : "one" in cell ? [cell.one] : cell.oneOf;
  const write = (i: number, value: Value): void => layout.write(value, words, i * layout.words);
  return {
    /** Whether an entry meets these rows, each cell of the goal changed. */
    has(change: (cell: Cell, row: number) => Cell | undefined): boolean {
      for (let i = 0; i < rows.length; i++) {
        const cell = change(cells[rows[i]], rows[i]);
        if (cell === undefined) return false;
        const values = valuesOf(cell);
        if (exact.length === 0)
          return values.some((value) => {
            write(i, value);
            return bank.hasRows(sort, rows, words);
          });
        write(i, values[0]);
      }
      return bank.hasRows(sort, rows, words);
    },
    /** The cheapest few entries that meet all of a goal's cells. */
    entries(wanted: readonly Cell[]): number[] {
      const found: number[] = [];
      for (const value of exact.length === 0 ? valuesOf(wanted[rows[0]]) : [undefined]) {
        if (value !== undefined) write(0, value);
        else for (const [i, row] of rows.entries()) write(i, valuesOf(wanted[row])[0]);
        for (const entry of bank.withRows(sort, rows, words)) found.push(entry);
      }
      if (exact.length === 0) found.sort((a, b) => a - b);
      const fitting: number[] = [];
      for (const entry of found) {
        if (!wanted.every((cell, row) => meets(bank.value(entry, row), cell))) continue;
        fitting.push(entry);
        if (fitting.length >= RESTS) break;
      }
      return fitting;
    },
  };
}

export const addWitness: Witness = sum(0, (cell, value) => shifted(cell, -value, 1));

/** `a - b`: by `b`, which leaves `goal + b`; and by `a`, which leaves `a - goal`. */
export const subtractWitnesses: readonly Witness[] = [
  sum(1, (cell, value) => shifted(cell, value, 1)),
  sum(0, (cell, value) => shifted(cell, value, -1)),
];
