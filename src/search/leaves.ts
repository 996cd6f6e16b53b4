/** @file What branches are made of: programs right on some rows, and the conditions between them. */

import { bits } from "../language/grammar.ts";
import { literal } from "../language/program.ts";
import type { Value } from "../language/value.ts";
import type { Strategy, Way } from "./account.ts";
import type { Bank } from "./bank.ts";
import type { Condition, Leaf } from "./branch.ts";
import type { CompiledProduction, CompiledSort } from "./grammar.ts";
import type { Meet, Solution } from "./meet.ts";
import { type Selector, testOf } from "./selector.ts";

const MAX_ENTRIES = 60;
const MAX_CONDITIONS = 3000;

const ENTRY: Way = { strategy: "bottom-up", foundBy: "bottom-up" };

/** A solution; the bank has it where it is a value as it stands. */
export const leafOf = (meet: Meet, solution: Solution, strategy: Strategy): Leaf => ({
  cost: solution.cost,
  values: solution.values,
  program: () => meet.programOf(solution),
  way: solution.production ? { strategy, foundBy: strategy } : ENTRY,
});

/** Constants that are the output of some rows. */
export function literalLeaves(start: CompiledSort, outputs: readonly Value[], rows: number): Leaf[] {
  const distinct = new Map(outputs.map((output) => [literal(output, start.type).text, output]));
  return [...distinct.values()].map((output) => ({
    cost: bits(start.layout.literalCost(output)),
    values: new Array<Value>(rows).fill(output),
    program: () => literal(output, start.type),
    isLiteral: true,
    way: { strategy: "branches", foundBy: "constant" },
  }));
}

/** Entries found in the time of a candidate. */
const FOUND = 16;

/**
 * Entries of the bank that are right on two labelled rows or more, the rightest and cheapest first; pauses after each row,
 * with what that was worth in candidates.
 */
export function* entryLeaves(
  bank: Bank,
  start: CompiledSort,
  labelled: readonly number[],
  outputs: readonly Value[],
): Generator<number, Leaf[]> {
  if (labelled.length < 2) return [];
  const counts = new Map<number, number>();
  const words = new Uint32Array(start.layout.words);
  for (const [i, row] of labelled.entries()) {
    start.layout.write(outputs[i], words, 0);
    const right = bank.withRow(start.name, row, words);
    for (const entry of right) counts.set(entry, (counts.get(entry) ?? 0) + 1);
    yield 1 + Math.floor(right.length / FOUND);
  }
  const often = [...counts].filter(([, count]) => count >= Math.min(2, labelled.length - 1));
  often.sort((a, b) => b[1] * 64 - bank.costOf(b[0]) - (a[1] * 64 - bank.costOf(a[0])) || a[0] - b[0]);
  return often.slice(0, MAX_ENTRIES).map(([entry]) => partOf(bank, entry));
}

/** What a selector may test: every cheap value of the bank for one tested argument, the cheapest few for each of several. */
export function conditionsOf(
  bank: Bank,
  { selector, args }: CompiledProduction,
  limit = MAX_CONDITIONS,
): Condition[] {
  if (!selector) return [];
  const most = Math.floor(limit ** (1 / selector.tested.length));
  const choices = selector.tested.map((place) =>
    bank.entries(bank.grammar.sorts[args[place]].name).slice(0, most),
  );
  const chosen = choices.reduce<number[][]>(
    (lists, some) => lists.flatMap((list) => some.map((entry) => [...list, entry])),
    [[]],
  );
  const conditions = chosen.map((entries): Condition => {
    const columns = entries.map((entry) => bank.column(entry));
    return {
      cost: entries.reduce((sum, entry) => sum + bank.costOf(entry), 0),
      values: testColumn(selector, columns, bank.rows),
      programs: () => entries.map((entry) => bank.programOf(entry)),
    };
  });
  if (selector.tested.length > 1) conditions.sort((a, b) => a.cost - b.cost);
  return conditions;
}

/** What the test says on every row. */
function testColumn(
  selector: Selector,
  columns: readonly (readonly Value[])[],
  rows: number,
): readonly Value[] {
  if (selector.test.kind === "input") return columns[0];
  const args: Value[] = [];
  const values: Value[] = [];
  for (let row = 0; row < rows; row++) {
    selector.tested.forEach((place, i) => {
      args[place] = columns[i][row];
    });
    values.push(testOf(selector, args));
  }
  return values;
}

/** An entry of the bank as it stands. */
export const partOf = (bank: Bank, entry: number): Leaf => ({
  cost: bank.costOf(entry),
  values: bank.column(entry),
  program: () => bank.programOf(entry),
  way: ENTRY,
});
