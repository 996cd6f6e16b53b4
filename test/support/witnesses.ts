/** @file Witnesses over lists and whole numbers, held to their promise against `run` over a small bank. */

import { expect } from "vitest";
import { listsDomain } from "../../src/domains/lists/index.ts";
import { numbersDomain } from "../../src/domains/numbers/index.ts";
import type { Grammar, Production } from "../../src/language/grammar.ts";
import type { Primitive } from "../../src/language/primitive.ts";
import { FUEL } from "../../src/language/primitive.ts";
import { literal, literalText } from "../../src/language/program.ts";
import { INT, parseType, type Type } from "../../src/language/type.ts";
import { sameValue, type Value } from "../../src/language/value.ts";
import { type Application, type Cell, type Choice, type Goal, meets } from "../../src/language/witness.ts";
import { Bank } from "../../src/search/bank.ts";
import { CompiledGrammar, layoutsOf } from "../../src/search/grammar.ts";
import { proposalsOf } from "./proposals.ts";

/** Of every bank. */
export const ROWS = 3;
const layoutOf = layoutsOf([listsDomain, numbersDomain]);

export type Column = readonly [sort: string, values: readonly Value[]];

/** A bank that holds exactly these columns, dearer ones later. */
export function bankOf(columns: readonly Column[]): Bank {
  const sorts = ["list<int>", "list<list<int>>", "int", "bool"];
  const types = sorts.map((name) => parseType(name) as Type);
  const grammar: Grammar = {
    start: "list<int>",
    sorts: sorts.map((name, i) => ({ name, type: types[i], layout: layoutOf(types[i]), open: true })),
    productions: columns.map(
      ([sort], i): Production => ({ sort, head: { input: i }, args: [], cost: 1 + i }),
    ),
  };
  const frames = Array.from({ length: ROWS }, (_, row) => {
    const variables = columns.map(([, values]) => values[row]);
    return { variables, inputs: variables, bound: [] };
  });
  const leaves = columns.map((_, i) => literal(i, INT));
  const bank = new Bank(new CompiledGrammar(grammar), frames, leaves);
  bank.grow(1000);
  return bank;
}

/** Values of a cell, some of them where there are many. */
function valuesOf(cell: Cell): Value[] {
  if (cell === "any") return [];
  if ("one" in cell) return [cell.one];
  if ("oneOf" in cell) return [...cell.oneOf];
  return "low" in cell ? [cell.low, cell.low + 1, cell.high] : [];
}

/** The function that the calls of a row tell; ⊥ elsewhere. */
const functionOf =
  ({ lambda }: Choice & { readonly lambda: readonly Application[] }, row: number) =>
  (...params: Value[]): Value => {
    const found = lambda.find((call) => call.row === row && sameValue(call.params, params));
    return found && found.result !== "any" && "one" in found.result ? found.result.one : undefined;
  };

/** What an argument may be on a row, when it is as proposed. */
export function argumentsOf(choice: Choice, bank: Bank, row: number): Value[] {
  if ("entry" in choice) return [bank.value(choice.entry, row)];
  if ("literal" in choice) return [choice.literal];
  if ("goal" in choice) return valuesOf(choice.goal.cells[row]);
  return [functionOf(choice, row)];
}

const combinations = (lists: readonly (readonly Value[])[]): Value[][] =>
  lists.reduce<Value[][]>((all, list) => all.flatMap((one) => list.map((value) => [...one, value])), [[]]);

/** Holds every proposal to its promise, and returns them. */
export function proposed(
  { run, witness }: Primitive,
  goal: Goal,
  bank: Bank,
  sorts: readonly string[],
): Choice[][] {
  const all = [witness ?? []].flat().flatMap((one) => [...proposalsOf(one, goal, bank, sorts)]);
  for (const choices of all) {
    goal.cells.forEach((cell, row) => {
      if (cell === "any") return;
      const chosen = choices.map((choice) => argumentsOf(choice, bank, row));
      // A row of an empty list needs no calls and says nothing of the number.
      if (chosen.some((values) => values.length === 0)) return;
      for (const args of combinations(chosen)) {
        const value = run(args, { fuel: FUEL });
        expect(meets(value, cell), `${literalText(value)} meets ${JSON.stringify(cell)}`).toBe(true);
      }
    });
  }
  return all;
}
