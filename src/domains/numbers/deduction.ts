/** @file Deduction through the arithmetic and the order of whole numbers: the other argument is what is left, or a threshold between. */

import type { Value } from "../../language/value.ts";
import type { BankView, Cell, Goal, Witness } from "../../language/witness.ts";

/** Entries that one goal is tried with. */
const LOOKED_AT = 40;
const LOOKED_UP = 2_400;
const MAX_ENTRIES = 8;

/** What a constant costs at least, and more for each digit that is not a zero at its end, in 1/16 bit. */
const CONSTANT = 32;
const DIGIT = 40;

const numberIn = (cell: Cell): number | undefined =>
  cell !== "any" && "one" in cell && typeof cell.one === "number" ? cell.one : undefined;

/** What a goal wants: which numbers on which rows. */
interface Wanted {
  readonly rows: readonly number[];
  readonly numbers: readonly number[];
}

/** `undefined` where a row wants something else than a number, or none does. */
function wantedOf({ cells }: Goal): Wanted | undefined {
  const rows: number[] = [];
  const numbers: number[] = [];
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row];
    if (cell === "any") continue;
    const wanted = numberIn(cell);
    if (wanted === undefined) return undefined;
    rows.push(row);
    numbers.push(wanted);
  }
  return rows.length > 0 ? { rows, numbers } : undefined;
}

/** What is left of the numbers wanted once one argument is chosen, into `rest`; whether there is something that would do. */
function isLeft(
  { rows, numbers }: Wanted,
  entry: number,
  bank: BankView,
  inverse: (wanted: number, known: number) => number | undefined,
  rest: number[],
): boolean {
  for (let i = 0; i < rows.length; i++) {
    const known = bank.value(entry, rows[i]);
    const left = typeof known === "number" ? inverse(numbers[i], known) : undefined;
    if (left === undefined || !Number.isSafeInteger(left)) return false;
    rest[i] = left + 0;
  }
  return true;
}

const isConstant = (rest: readonly number[]): boolean => rest.every((value) => value === rest[0]);

/**
 * For an argument that the bank has, the other one.
 * @param known position of the argument that is chosen first
 * @param inverse the other argument, from the result and the first
 */
function inverseWitness(
  known: 0 | 1,
  inverse: (wanted: number, known: number) => number | undefined,
): Witness {
  const other = 1 - known;
  return {
    order: [known, other],
    *next(goal, arg, chosen, bank, limit, sorts) {
      const wanted = wantedOf(goal);
      if (!wanted) return;
      const { rows } = wanted;
      const rest = new Array<number>(rows.length).fill(0);
      if (arg === known) {
        const layout = bank.layoutOf(sorts[other]);
        if (!layout) return;
        const words = new Uint32Array(rows.length * layout.words);
        const isThere = (): boolean => {
          for (let i = 0; i < rows.length; i++) layout.write(rest[i], words, i * layout.words);
          return bank.hasRows(sorts[other], rows, words);
        };
        let left = Math.min(limit, MAX_ENTRIES);
        const entries = bank.entries(sorts[known]).slice(0, LOOKED_UP);
        for (let i = 0; i < entries.length; i++) {
          if (!isLeft(wanted, entries[i], bank, inverse, rest)) continue;
          if (!(i < LOOKED_AT && isConstant(rest)) && !isThere()) continue;
          yield { entry: entries[i] };
          if (--left <= 0) return;
        }
        return;
      }
      const [first] = chosen;
      if (!("entry" in first) || !isLeft(wanted, first.entry, bank, inverse, rest)) return;
      const cells = new Array<Cell>(goal.cells.length).fill("any");
      for (let i = 0; i < rows.length; i++) cells[rows[i]] = { one: rest[i] };
      yield { goal: { sort: sorts[other], cells } };
    },
  };
}

const over = (wanted: number, by: number): number | undefined =>
  by === 0 || wanted % by !== 0 ? undefined : wanted / by;

export const plusWitness = inverseWitness(0, (sum, a) => sum - a);
export const minusWitnesses: readonly Witness[] = [
  inverseWitness(0, (rest, a) => a - rest),
  inverseWitness(1, (rest, b) => rest + b),
];
export const timesWitness = inverseWitness(0, over);

/** The whole number in [low, high] with the fewest digits before zeros, the smaller of several. */
export function roundest(low: number, high: number): number {
  if (low <= 0 && high >= 0) return 0;
  if (high < 0) return -roundest(-high, -low) + 0;
  for (let unit = 10 ** (String(high).length - 1); unit > 1; unit /= 10) {
    const multiple = Math.ceil(low / unit) * unit;
    if (multiple <= high) return multiple;
  }
  return low;
}

const costOf = (constant: number): number =>
  CONSTANT + DIGIT * String(Math.abs(constant)).replace(/0+$/, "").length;

/** The bounds between which a constant on the other side tells the rows apart as the goal wants. */
function boundsOf(
  goal: Goal,
  entry: number,
  bank: BankView,
  isBelow: boolean,
): { readonly low: number; readonly high: number } | undefined {
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [row, cell] of goal.cells.entries()) {
    if (cell === "any") continue;
    const wanted: Value = "one" in cell ? cell.one : undefined;
    const value = bank.value(entry, row);
    if (typeof wanted !== "boolean" || typeof value !== "number") return undefined;
    // value < constant, or constant < value.
    if (isBelow === wanted) {
      if (isBelow) low = Math.max(low, value + 1);
      else low = Math.max(low, value);
    } else if (isBelow) high = Math.min(high, value);
    else high = Math.min(high, value - 1);
  }
  return Number.isFinite(low) && Number.isFinite(high) && low <= high ? { low, high } : undefined;
}

/** An entry below or above a constant: any constant between what must be below and what must not. */
const thresholdWitness = (known: 0 | 1): Witness => ({
  order: [known, 1 - known],
  *next(goal, arg, chosen, bank, limit, sorts) {
    if (sorts[known] !== "int") return;
    const isBelow = known === 0;
    if (arg === known) {
      let left = Math.min(limit, MAX_ENTRIES);
      for (const entry of bank.entries(sorts[known]).slice(0, LOOKED_AT)) {
        if (!boundsOf(goal, entry, bank, isBelow)) continue;
        yield { entry };
        if (--left <= 0) return;
      }
      return;
    }
    const [first] = chosen;
    const bounds = "entry" in first ? boundsOf(goal, first.entry, bank, isBelow) : undefined;
    if (!bounds) return;
    const constant = roundest(bounds.low, bounds.high);
    yield { literal: constant, cost: costOf(constant) };
  },
});

/** Of `first < second`. */
export const lessWitnesses: readonly Witness[] = [thresholdWitness(0), thresholdWitness(1)];
