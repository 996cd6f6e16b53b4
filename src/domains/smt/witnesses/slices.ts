/** @file Deduction through slices of a text: sources are taken from the bank, positions and lengths become goals. */

import type { BankView, Cell, Choice, Witness } from "../../../language/witness.ts";
import { BEFORE, goalOf, knownOf, LOOKED_THROUGH, type Row, textAt, textRows } from "./rows.ts";

/** Entries of the bank looked at as sources, and of those that fit the ones followed. */
const SOURCES = 600;
const FOLLOWED = 30;

/** Occurrences of a part in a source that are told apart. */
const OCCURRENCES = 6;

const oneOf = (values: readonly number[]): Cell =>
  values.length === 1 ? { one: values[0] } : { oneOf: values };

/** Entries whose text holds the goal's on every row, and more on some, cheapest first. */
function* holders(rows: readonly Row[], bank: BankView, sort: string): Iterable<Choice> {
  let followed = 0;
  let left = LOOKED_THROUGH;
  for (const entry of bank.entries(sort).slice(0, SOURCES)) {
    if (left < 0) return;
    let [fits, more] = [true, false];
    for (let i = 0; i < rows.length && fits; i++) {
      const text = textAt(bank, entry, rows[i].row);
      left -= text?.length ?? 0;
      fits = text !== undefined && (rows[i].text === "" || text.includes(rows[i].text));
      more ||= fits && (text as string).length > rows[i].text.length;
    }
    if (!fits || !more) continue;
    yield { entry };
    if (++followed >= FOLLOWED) return;
  }
}

function occurrences(text: string, part: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(part); at >= 0 && found.length < OCCURRENCES; at = text.indexOf(part, at + 1))
    found.push(at);
  return found;
}

const NONE: Cell = { low: Number.NEGATIVE_INFINITY, high: 0 };

/** `substr(s, i, n)`: a source that holds the goal, where it stands there, and how long it is. */
export const substrWitness: Witness = {
  order: [0, 1, 2],
  *next(goal, arg, chosen, bank, _limit, sorts) {
    const rows = textRows(goal);
    if (!rows) return;
    if (arg === 0) {
      yield* holders(rows, bank, sorts[0]);
      return;
    }
    const source = knownOf(chosen[0]);
    const texts = rows.map(({ row }) => textAt(bank, source, row) ?? "");
    const hasEmpty = rows.some(({ text }) => text === "");
    if (arg === 1) {
      const cell = (i: number, empty: Cell): Cell =>
        rows[i].text === "" ? empty : oneOf(occurrences(texts[i], rows[i].text));
      yield goalOf(sorts[1], goal.cells.length, rows, (i) => cell(i, "any"));
      if (!hasEmpty) return;
      yield goalOf(sorts[1], goal.cells.length, rows, (i) => cell(i, BEFORE));
      const past = (i: number): Cell => ({ low: texts[i].length, high: Number.POSITIVE_INFINITY });
      yield goalOf(sorts[1], goal.cells.length, rows, (i) => cell(i, past(i)));
      return;
    }
    const start = "goal" in chosen[1] ? chosen[1].goal.cells : [];
    yield goalOf(sorts[2], goal.cells.length, rows, (i) => {
      const { row, text } = rows[i];
      if (text === "") return start[row] === "any" ? NONE : "any";
      const at = start[row];
      const isEnd =
        at !== undefined && at !== "any" && "one" in at && at.one === texts[i].length - text.length;
      return isEnd ? { low: text.length, high: Number.POSITIVE_INFINITY } : { one: text.length };
    });
  },
};

/** `at(s, i)`: a source that holds the goal's character, and where. */
export const charAtWitness: Witness = {
  order: [0, 1],
  *next(goal, arg, chosen, bank, _limit, sorts) {
    const rows = textRows(goal);
    if (!rows || rows.some(({ text }) => text.length > 1)) return;
    if (arg === 0) {
      yield* holders(rows, bank, sorts[0]);
      return;
    }
    const source = knownOf(chosen[0]);
    yield goalOf(sorts[1], goal.cells.length, rows, (i) => {
      const { row, text } = rows[i];
      const whole = textAt(bank, source, row) ?? "";
      if (text === "") return { low: whole.length, high: Number.POSITIVE_INFINITY };
      return oneOf(occurrences(whole, text));
    });
  },
};
