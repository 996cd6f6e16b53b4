/**
 * @file What witnesses on text and integers share: the rows of a goal, arguments that are chosen already, and goals on the
 * same rows. Sources are taken from the bank, positions and rests become goals. (After the witness functions of FlashMeta,
 * Polozov and Gulwani, OOPSLA 2015, and the use of the bank in DUET, Lee, POPL 2021.)
 */

import type { Value } from "../../../language/value.ts";
import type { BankView, Cell, Choice, Goal } from "../../../language/witness.ts";

/** Texts of the bank that are looked at for a part of them, and parts. */
export const SEARCHED = 4;
export const PARTS = 60;

/** Characters of texts that are looked through for one argument: with very long texts, not all that could be tried is. */
export const LOOKED_THROUGH = 2 ** 23;

/** Before the beginning of a text. */
export const BEFORE: Cell = { low: Number.NEGATIVE_INFINITY, high: -1 };

export interface Row {
  readonly row: number;
  readonly text: string;
}

const isPlain = (text: string): boolean => !/[\ud800-\udfff]/.test(text);

/** The constrained rows with their texts; `undefined` when some row is not one plain text, or none is constrained. */
export function textRows(goal: Goal): Row[] | undefined {
  const rows: Row[] = [];
  for (let row = 0; row < goal.cells.length; row++) {
    const cell = goal.cells[row];
    if (cell === "any") continue;
    if (!("one" in cell) || typeof cell.one !== "string" || !isPlain(cell.one)) return undefined;
    rows.push({ row, text: cell.one });
  }
  return rows.length > 0 ? rows : undefined;
}

/** An argument that is chosen already: an entry, or a constant that a macro has in its place. */
export type Known = number | { readonly literal: Value };

export const knownOf = (choice: Choice): Known =>
  "entry" in choice ? choice.entry : { literal: "literal" in choice ? choice.literal : undefined };

export const valueAt = (bank: BankView, known: Known, row: number): Value =>
  typeof known === "number" ? bank.value(known, row) : known.literal;

/** The text on a row, where it is plain. */
export function textAt(bank: BankView, known: Known, row: number): string | undefined {
  const value = valueAt(bank, known, row);
  return typeof value === "string" && isPlain(value) ? value : undefined;
}

/** The goal's cells, changed where they are constrained. */
export const goalOf = (
  sort: string,
  rows: number,
  constrained: readonly { readonly row: number }[],
  cell: (i: number) => Cell,
): Choice => {
  const cells = new Array<Cell>(rows).fill("any");
  constrained.forEach(({ row }, i) => {
    cells[row] = cell(i);
  });
  return { goal: { sort, cells } };
};
