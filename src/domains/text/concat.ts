/**
 * @file Deduction through concatenation: a goal splits after any prefix that an entry of the bank, or a constant
 * shared by all rows, explains on every row at once. (FlashFill's DAG of positions, over all rows together.)
 */

import { bits } from "../../language/grammar.ts";
import type { BankView, Choice, Goal, Witness } from "../../language/witness.ts";
import { PrefixTable, textLayout } from "./layout.ts";

/** Entries with the same values on the core rows that are worth following: they differ on guard rows. */
const RIVALS = 6;

interface Row {
  readonly row: number;
  readonly text: string;
}

/** The constrained rows with their texts; undefined when the goal is not plain text on all of them. */
function textRows(goal: Goal): Row[] | undefined {
  const rows: Row[] = [];
  for (let row = 0; row < goal.cells.length; row++) {
    const cell = goal.cells[row];
    if (cell === "any") continue;
    if (!("one" in cell) || typeof cell.one !== "string") return undefined;
    rows.push({ row, text: cell.one });
  }
  return rows.length > 0 ? rows : undefined;
}

function sharedPrefix(rows: readonly Row[]): number {
  const [{ text: first }] = rows;
  let length = first.length;
  for (const { text } of rows) {
    let same = 0;
    while (same < length && text[same] === first[same]) same++;
    length = same;
  }
  return length;
}

/** Whether a cut before position `at` keeps characters whole. */
const cutsCleanly = (text: string, at: number): boolean =>
  !/^[\p{M}\udc00-\udfff\u200d]/u.test(text.slice(at, at + 2)) && !isLow(text, at);
const isLow = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
};

function* firstParts(goal: Goal, bank: BankView, limit: number): Iterable<Choice> {
  const rows = textRows(goal);
  if (!rows) return;
  const shared = sharedPrefix(rows);
  const whole = rows.every(({ text }) => text.length === shared);
  for (let length = 1; length <= shared - (whole ? 1 : 0); length++) {
    const literal = rows[0].text.slice(0, length);
    if (cutsCleanly(rows[0].text, length)) yield { literal, cost: bits(textLayout.literalCost(literal)) };
  }
  // The row with the longest text has the fewest entries that begin it by chance.
  const probe = rows.reduce((longest, row) => (row.text.length > longest.text.length ? row : longest));
  const tables = rows.map(({ text }) => new PrefixTable(text));
  const probeTable = tables[rows.indexOf(probe)];
  const words = new Uint32Array(3);
  const counts = new Map<string, number>();
  let left = limit;
  for (let length = probe.text.length; length >= 0 && left > 0; length--) {
    probeTable.write(length, words, 0);
    for (const entry of bank.withRow(goal.sort, probe.row, words)) {
      const at = bank.at(entry);
      let key = "";
      let [left0, some] = [false, false];
      let fits = true;
      for (let i = 0; i < rows.length && fits; i++) {
        const place = at + rows[i].row * 3;
        fits = tables[i].holds(bank.heap, place);
        const used = bank.heap[place + 2];
        if (used > 0) some = true;
        if (used < rows[i].text.length) left0 = true;
        key += `${used} `;
      }
      if (!fits || !some || !left0) continue;
      const seen = counts.get(key) ?? 0;
      if (seen >= RIVALS) continue;
      counts.set(key, seen + 1);
      yield { entry };
      if (--left === 0) break;
    }
  }
}

/** What is left of the goal once the first argument stands. */
function rest(goal: Goal, first: Choice, bank: BankView): Goal {
  const cells = goal.cells.map((cell, row) => {
    if (cell === "any" || !("one" in cell)) return cell;
    const text = cell.one as string;
    const used =
      "literal" in first
        ? (first.literal as string).length
        : "entry" in first
          ? bank.heap[bank.at(first.entry) + row * 3 + 2]
          : 0;
    return { one: text.slice(used) };
  });
  return { sort: goal.sort, cells };
}

export const concatWitness: Witness = {
  order: [0, 1],
  *next(goal, arg, chosen, bank, limit) {
    if (arg === 0) yield* firstParts(goal, bank, limit);
    else yield { goal: rest(goal, chosen[0], bank) };
  },
};
