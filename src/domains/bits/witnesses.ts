/**
 * @file Deduction through bit-vector operators. A goal fixes some bits of every row: the value and the bits that count. Sums
 * and differences are undone by the bank's own entries; `and` and `or` filter the bank and leave the bits free that the chosen
 * entry hides; shifts leave those free that fall out. (The inverse semantics of DUET, Lee, POPL 2021, over masks.)
 */

import type { BankView, Cell, Choice, Goal, Witness } from "../../language/witness.ts";
import { isBits } from "./layout.ts";

/** Entries of the bank looked at for one side of a call; those followed whose other side is in the bank, and of the others. */
const LOOKED_AT = 4_000;
const KNOWN = 8;
const OPEN = 2;

/** A goal's rows: their numbers, and two words each of the value and of the bits that count. */
interface Masked {
  readonly rows: readonly number[];
  readonly value: Uint32Array;
  readonly care: Uint32Array;
}

const goals = new WeakMap<Goal, Masked | undefined>();

/** The goal as words; `undefined` where a row is constrained in another way, or none is. */
function maskedOf(goal: Goal, width: number): Masked | undefined {
  if (goals.has(goal)) return goals.get(goal);
  const masked = read(goal, width);
  goals.set(goal, masked);
  return masked;
}

function read({ cells }: Goal, width: number): Masked | undefined {
  const rows: number[] = [];
  const words: [bigint, bigint][] = [];
  const all = (1n << BigInt(width)) - 1n;
  for (const [row, cell] of cells.entries()) {
    if (cell === "any") continue;
    if ("bits" in cell) words.push([BigInt(cell.bits), BigInt(cell.care)]);
    else if ("one" in cell && isBits(cell.one)) words.push([BigInt(cell.one), all]);
    else return undefined;
    rows.push(row);
  }
  if (rows.length === 0) return undefined;
  const [value, care] = [new Uint32Array(rows.length * 2), new Uint32Array(rows.length * 2)];
  for (const [i, [bits, mask]] of words.entries()) {
    write(bits & mask, value, i);
    write(mask, care, i);
  }
  return { rows, value, care };
}

function write(bits: bigint, to: Uint32Array, i: number): void {
  to[2 * i] = Number(bits & 0xffff_ffffn);
  to[2 * i + 1] = Number(bits >> 32n);
}

/** The goal for an argument: its rows' values and the bits that count, within the width; nothing where none does. */
function goalOf(sort: string, rows: number, { rows: own, value, care }: Masked, width: number): Choice {
  const all = (1n << BigInt(width)) - 1n;
  const cells = new Array<Cell>(rows).fill("any");
  for (const [i, row] of own.entries()) {
    const mask = ((BigInt(care[2 * i + 1]) << 32n) | BigInt(care[2 * i])) & all;
    const bits = ((BigInt(value[2 * i + 1]) << 32n) | BigInt(value[2 * i])) & mask;
    const own = (wide: bigint): number | bigint => (width <= 32 ? Number(wide) : wide);
    if (mask === all) cells[row] = { one: own(bits) };
    else if (mask !== 0n) cells[row] = { bits: own(bits), care: own(mask) };
  }
  return { goal: { sort, cells } };
}

/**
 * What one argument must be when the other is known, on the goal's row `i`: writes its value and the bits that count in the
 * same place; false where the other cannot lead to the goal.
 */
type Rest = (goal: Masked, i: number, knownLow: number, knownHigh: number, to: Masked) => boolean;

/** Whether the bits that count are the lowest ones, of which sums depend on no others. */
function isLow(care: Uint32Array, i: number): boolean {
  const [low, high] = [care[2 * i], care[2 * i + 1]];
  if (high === 0) return (low & (low + 1)) === 0;
  return low === 0xffff_ffff && (high & (high + 1)) === 0;
}

const differing: Rest = ({ value, care }, i, low, high, to) => {
  to.value[2 * i] = value[2 * i] ^ low;
  to.value[2 * i + 1] = value[2 * i + 1] ^ high;
  to.care[2 * i] = care[2 * i];
  to.care[2 * i + 1] = care[2 * i + 1];
  return true;
};

/** `one - other`, in two words at `at`. */
function subtract(
  low: number,
  high: number,
  otherLow: number,
  otherHigh: number,
  to: Uint32Array,
  at: number,
): void {
  to[at] = low - otherLow;
  to[at + 1] = high - otherHigh - (low < otherLow ? 1 : 0);
}

const arithmetic =
  (compute: typeof subtract): Rest =>
  ({ value, care }, i, low, high, to) => {
    if (!isLow(care, i)) return false;
    compute(value[2 * i], value[2 * i + 1], low, high, to.value, 2 * i);
    for (const at of [2 * i, 2 * i + 1]) {
      to.care[at] = care[at];
      to.value[at] &= care[at];
    }
    return true;
  };

const minus = arithmetic(subtract);
const plus = arithmetic((low, high, knownLow, knownHigh, to, at) => {
  to[at] = low + knownLow;
  to[at + 1] = high + knownHigh + (low + knownLow > 0xffff_ffff ? 1 : 0);
});
const from = arithmetic((low, high, knownLow, knownHigh, to, at) =>
  subtract(knownLow, knownHigh, low, high, to, at),
);

/** Where the known side has a bit, the other has the goal's; where it has none, the goal has none. */
const common: Rest = ({ value, care }, i, low, high, to) => {
  if ((value[2 * i] & ~low) !== 0 || (value[2 * i + 1] & ~high) !== 0) return false;
  to.value[2 * i] = value[2 * i];
  to.value[2 * i + 1] = value[2 * i + 1];
  to.care[2 * i] = care[2 * i] & low;
  to.care[2 * i + 1] = care[2 * i + 1] & high;
  return true;
};

/** Where the known side has no bit, the other has the goal's; where it has one, so has the goal. */
const combined: Rest = ({ value, care }, i, low, high, to) => {
  if ((low & care[2 * i] & ~value[2 * i]) !== 0 || (high & care[2 * i + 1] & ~value[2 * i + 1]) !== 0)
    return false;
  to.care[2 * i] = care[2 * i] & ~low;
  to.care[2 * i + 1] = care[2 * i + 1] & ~high;
  to.value[2 * i] = value[2 * i] & to.care[2 * i];
  to.value[2 * i + 1] = value[2 * i + 1] & to.care[2 * i + 1];
  return true;
};

/** Writes what is left for the other side on a goal's rows from one on, `count` of them; false where a row cannot be. */
function restOf(
  goal: Masked,
  entry: number,
  bank: BankView,
  rest: Rest,
  out: Masked,
  first = 0,
  count = goal.rows.length,
): boolean {
  const { heap } = bank;
  const at = bank.at(entry);
  for (let i = first; i < first + count; i++) {
    const place = at + goal.rows[i] * 2;
    if (!rest(goal, i, heap[place], heap[place + 1], out)) return false;
  }
  return true;
}

/** The same where the known side is a constant. */
function restOfLiteral(goal: Masked, known: number | bigint, rest: Rest, out: Masked): boolean {
  const words = new Uint32Array(2);
  write(BigInt(known), words, 0);
  return goal.rows.every((_, i) => rest(goal, i, words[0], words[1], out));
}

const emptyLike = ({ rows }: Masked): Masked => ({
  rows,
  value: new Uint32Array(rows.length * 2),
  care: new Uint32Array(rows.length * 2),
});

const isWhole = ({ care }: Masked, width: number): boolean => {
  const [low, high] = width <= 32 ? [2 ** width - 1, 0] : [0xffff_ffff, 2 ** (width - 32) - 1];
  return care.every((word, i) => word === (i % 2 === 0 ? low : high));
};

/** One side is an entry of the bank, and leaves a goal for the other. */
function split(width: number, known: 0 | 1, rest: Rest): Witness {
  const other = 1 - known;
  return {
    order: [known, other],
    *next(goal, arg, chosen, bank, _limit, sorts) {
      const masked = maskedOf(goal, width);
      if (!masked) return;
      const out = emptyLike(masked);
      if (arg === other) {
        const [choice] = chosen;
        const fits =
          "entry" in choice
            ? restOf(masked, choice.entry, bank, rest, out)
            : "literal" in choice &&
              isBits(choice.literal) &&
              restOfLiteral(masked, choice.literal, rest, out);
        if (fits) yield goalOf(sorts[other], goal.cells.length, out, width);
        return;
      }
      let [knownCount, open] = [0, 0];
      const probe = [masked.rows[0]];
      const words = out.value.subarray(0, 2);
      const whole = isWhole(masked, width);
      for (const entry of bank.entries(sorts[known]).slice(0, LOOKED_AT)) {
        if (!restOf(masked, entry, bank, rest, out, 0, 1)) continue;
        const isSame = out.care[0] === masked.care[0] && out.care[1] === masked.care[1];
        // Where no bit is set free, the other side must be an entry; else it is one of many.
        if (whole && isSame && !bank.hasRows(sorts[other], probe, words)) {
          if (open < OPEN && restOf(masked, entry, bank, rest, out)) {
            open++;
            yield { entry };
          }
          continue;
        }
        if (!restOf(masked, entry, bank, rest, out)) continue;
        const frees = out.care.some((word, i) => word !== masked.care[i]);
        if (!frees && (rest === common || rest === combined)) continue;
        yield { entry };
        if (++knownCount >= KNOWN) return;
      }
    },
  };
}

/** `op(x)`, undone bit by bit. */
const inverted = (width: number): Witness => ({
  order: [0],
  *next(goal, _arg, _chosen, _bank, _limit, sorts) {
    const masked = maskedOf(goal, width);
    if (!masked) return;
    const value = masked.value.map((word, i) => ~word & masked.care[i]);
    yield goalOf(sorts[0], goal.cells.length, { ...masked, value }, width);
  },
});

const negated = (width: number): Witness => ({
  order: [0],
  *next(goal, _arg, _chosen, _bank, _limit, sorts) {
    const masked = maskedOf(goal, width);
    if (!masked?.rows.every((_, i) => isLow(masked.care, i))) return;
    const value = masked.value.slice();
    for (let i = 0; i < masked.rows.length; i++) subtract(0, 0, value[2 * i], value[2 * i + 1], value, 2 * i);
    yield goalOf(sorts[0], goal.cells.length, { ...masked, value }, width);
  },
});

/** Shifts by a constant; the bits that fall out are free. */
const shifted = (width: number, isLeft: boolean): Witness => ({
  order: [1, 0],
  *next(goal, arg, chosen, bank, _limit, sorts) {
    if (arg === 1) {
      for (const entry of bank.entries(sorts[1]).slice(0, 24)) {
        const by = bank.value(entry, 0);
        const isConstant = goal.cells.every((_, row) => bank.value(entry, row) === by);
        if (isConstant && isBits(by) && by > 0 && by < width) yield { entry };
      }
      return;
    }
    const [choice] = chosen;
    const given = "literal" in choice ? choice.literal : "entry" in choice ? bank.value(choice.entry, 0) : 0;
    const by = BigInt(Math.min(Number(given), width));
    const all = (1n << BigInt(width)) - 1n;
    const move = (bits: bigint): bigint => (isLeft ? bits >> by : (bits << by) & all);
    const back = (bits: bigint): bigint => (isLeft ? (bits << by) & all : bits >> by);
    const masked = maskedOf(goal, width);
    if (!masked) return;
    const out = emptyLike(masked);
    for (let i = 0; i < masked.rows.length; i++) {
      const [value, care] = [wide(masked.value, i), wide(masked.care, i)];
      if ((back(move(value)) & care) !== value) return;
      write(move(value), out.value, i);
      write(move(care), out.care, i);
    }
    yield goalOf(sorts[0], goal.cells.length, out, width);
  },
});

const wide = (words: Uint32Array, i: number): bigint =>
  (BigInt(words[2 * i + 1]) << 32n) | BigInt(words[2 * i]);

/** The witnesses of an operator at a width; none for most. */
export function bitsWitnesses(operator: string, width: number): readonly Witness[] {
  switch (operator) {
    case "bvnot":
      return [inverted(width)];
    case "bvneg":
      return [negated(width)];
    case "bvxor":
      return [split(width, 0, differing)];
    case "bvadd":
      return [split(width, 0, minus)];
    case "bvsub":
      return [split(width, 1, plus), split(width, 0, from)];
    case "bvand":
      return [split(width, 0, common)];
    case "bvor":
      return [split(width, 0, combined)];
    case "bvshl":
      return [shifted(width, true)];
    case "bvlshr":
      return [shifted(width, false)];
    default:
      return [];
  }
}
