/** @file Entries of the bank that meet a goal as they stand, found by an index or by the bits that count. */

import type { Value } from "../language/value.ts";
import { type Goal, meets } from "../language/witness.ts";
import type { Bank } from "./bank.ts";
import type { CompiledSort } from "./grammar.ts";

/** Entries looked at for a goal that gives ranges alone, or some bits. */
const MAX_SCANNED = 2_000;
const MAX_MASKED = 50_000;

/** Entries that meet a goal, cheapest first. */
export function matching(bank: Bank, goal: Goal, sort: CompiledSort, limit: number): number[] {
  const { layout } = sort;
  const exact = new Map<number, Uint32Array>();
  const loose: number[] = [];
  goal.cells.forEach((cell, row) => {
    if (cell === "any") return;
    if ("one" in cell) {
      const words = new Uint32Array(layout.words);
      layout.write(cell.one, words, 0);
      exact.set(row, words);
    } else loose.push(row);
  });
  const found: number[] = [];
  if (goal.cells.some((cell) => cell !== "any" && "bits" in cell)) return masked(bank, goal, limit);
  const entries = layout.identity ? bank.entries(goal.sort) : likely(bank, goal);
  for (const entry of entries) {
    let fits = true;
    for (const [row, words] of exact) {
      if (
        layout.identity ? !meets(bank.value(entry, row), goal.cells[row]) : !bank.rowIs(entry, row, words)
      ) {
        fits = false;
        break;
      }
    }
    if (!fits || !loose.every((row) => meets(bank.value(entry, row), goal.cells[row]))) continue;
    found.push(entry);
    if (found.length >= limit) break;
  }
  return found;
}

/** Entries of bit-vectors that have a goal's bits where they count, cheapest first. */
function masked(bank: Bank, { sort, cells }: Goal, limit: number): number[] {
  const rows: number[] = [];
  const wanted: number[] = [];
  for (const [row, cell] of cells.entries()) {
    if (cell === "any") continue;
    if (!("bits" in cell) && !("one" in cell)) return [];
    const [bits, care] = "bits" in cell ? [cell.bits, cell.care] : [cell.one as bigint, -1n];
    rows.push(row);
    for (const wide of [BigInt(bits), BigInt(care)])
      wanted.push(Number(BigInt.asIntN(32, wide)), Number(BigInt.asIntN(32, wide >> 32n)));
  }
  const { heap } = bank;
  const found: number[] = [];
  next: for (const entry of bank.entries(sort).slice(0, MAX_MASKED)) {
    const at = bank.at(entry);
    for (let i = 0; i < rows.length; i++) {
      const place = at + rows[i] * 2;
      if (((heap[place] ^ wanted[4 * i]) & wanted[4 * i + 2]) !== 0) continue next;
      if (((heap[place + 1] ^ wanted[4 * i + 1]) & wanted[4 * i + 3]) !== 0) continue next;
    }
    found.push(entry);
    if (found.length >= limit) break;
  }
  return found;
}

/** Entries that may meet a goal, by the row that tells most; all where none does. */
function likely(bank: Bank, { sort, cells }: Goal): readonly number[] {
  const layout = bank.layoutOf(sort);
  const exact = cells.flatMap((cell, row) => (cell !== "any" && "one" in cell ? [row] : []));
  if (layout && layout.words <= 2 && !layout.total && exact.length > 1) {
    // Small values recur on single rows; on all of them together they tell.
    const words = new Uint32Array(exact.length * layout.words);
    exact.forEach((row, i) => {
      layout.write((cells[row] as { one: Value }).one, words, i * layout.words);
    });
    return bank.withRows(sort, exact, words);
  }
  let [probe, values]: [number, readonly Value[]] = [-1, []];
  cells.forEach((cell, row) => {
    if (cell === "any" || "low" in cell || "bits" in cell) return;
    const own = "one" in cell ? [cell.one] : cell.oneOf;
    if (probe < 0 || own.length < values.length) [probe, values] = [row, own];
  });
  if (probe < 0) return bank.entries(sort).slice(0, MAX_SCANNED);
  if (values.length === 1) return bank.withValue(sort, probe, values[0]);
  const entries = new Set(values.flatMap((value) => bank.withValue(sort, probe, value)));
  return [...entries].sort((a, b) => a - b);
}
