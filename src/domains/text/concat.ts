/**
 * @file Deduction through concatenation: a goal splits after any prefix that an entry of the bank, or a constant
 * shared by all rows, explains on every row at once. (FlashFill's DAG of positions, over all rows together.)
 */

import { bits } from "../../language/grammar.ts";
import type { BankView, Choice, Goal, Witness } from "../../language/witness.ts";
import { characterCount } from "./characters.ts";
import { PrefixTable, textLayout } from "./layout.ts";

/** Entries with the same values on the goal's rows that are worth following: they differ on other rows. */
const RIVALS = 5;

/** Constants of more characters end only where the rows begin to differ. */
const MAX_BOUNDARY = 100;

/** A rival is at most this much dearer, in 1/16 bit. */
const RIVAL_COST = bits(8);

/** Different rests of a goal that are followed. */
const MAX_GROUPS = 60;

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
  characterCount(text.slice(0, at)) + characterCount(text.slice(at)) === characterCount(text);

/** Whether a cut at `at` stands between two kinds of characters, or beside a character that is no letter or digit. */
function isBoundary(text: string, at: number): boolean {
  const [left, right] = [kind(text[at - 1]), kind(text[at])];
  return left !== right || left === "other";
}

const kind = (char: string): string =>
  /\p{Ll}/u.test(char) ? "lower" : /\p{Lu}/u.test(char) ? "upper" : /\d/.test(char) ? "digit" : "other";

/** Entries that begin the goal on every row and leave the same rest. */
interface Group {
  readonly cost: number;
  readonly entries: number[];
}

function* firstParts(goal: Goal, sort: string, bank: BankView, limit: number): Iterable<Choice> {
  const rows = textRows(goal);
  if (!rows) return;
  const [{ text: first }] = rows;
  const shared = sharedPrefix(rows);
  const whole = rows.every(({ text }) => text.length === shared);
  for (let length = 1; length <= shared - (whole ? 1 : 0); length++) {
    if (length < shared && (length > MAX_BOUNDARY || !isBoundary(first, length))) continue;
    const literal = first.slice(0, length);
    if (rows.every(({ text }) => cutsCleanly(text, length)))
      yield { literal, cost: bits(textLayout.literalCost(literal)) };
  }
  let left = limit;
  for (const { entries } of prefixGroups(sort, rows, bank).slice(0, MAX_GROUPS)) {
    for (const entry of entries) {
      if (left-- === 0) return;
      yield { entry };
    }
  }
}

/** Groups of entries by what they leave, cheapest first. */
function prefixGroups(sort: string, rows: readonly Row[], bank: BankView): Group[] {
  // The row with the longest text has the fewest entries that begin it by chance.
  const probe = rows.reduce((longest, row) => (row.text.length > longest.text.length ? row : longest));
  const tables = rows.map(({ text }) => new PrefixTable(text));
  const probeTable = tables[rows.indexOf(probe)];
  const words = new Uint32Array(3);
  const groups = new Map<string, Group>();
  for (let length = probe.text.length; length >= 0; length--) {
    probeTable.write(length, words, 0);
    for (const entry of bank.withRow(sort, probe.row, words)) {
      const at = bank.at(entry);
      let key = "";
      let [open, some, fits] = [false, false, true];
      for (let i = 0; i < rows.length && fits; i++) {
        const place = at + rows[i].row * 3;
        fits = tables[i].holds(bank.heap, place);
        const used = bank.heap[place + 2];
        if (used > 0) some = true;
        if (used < rows[i].text.length) open = true;
        key += `${used} `;
      }
      if (!fits || !some || !open) continue;
      const cost = bank.costOf(entry);
      const group = groups.get(key);
      if (!group) groups.set(key, { cost, entries: [entry] });
      else if (group.entries.length < RIVALS && cost <= group.cost + RIVAL_COST) group.entries.push(entry);
    }
  }
  return [...groups.values()].sort((a, b) => a.cost - b.cost);
}

/** What is left of the goal once the first argument stands. */
function rest(goal: Goal, sort: string, first: Choice, bank: BankView): Goal {
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
  return { sort, cells };
}

/** Whether the goal begins with the first argument where that is a constant: a macro has one that was not proposed. */
const isBegun = ({ cells }: Goal, first: Choice): boolean =>
  !("literal" in first) ||
  cells.every(
    (cell) =>
      cell === "any" ||
      ("one" in cell && typeof cell.one === "string" && cell.one.startsWith(first.literal as string)),
  );

export const concatWitness: Witness = {
  order: [0, 1],
  *next(goal, arg, chosen, bank, limit, sorts) {
    if (arg === 0) yield* firstParts(goal, sorts[0], bank, limit);
    else if (isBegun(goal, chosen[0])) yield { goal: rest(goal, sorts[1], chosen[0], bank) };
  },
};
