/** @file Deduction through folds, from rows that are traces of one another. */

import { describe, expect, test } from "vitest";
import { fold, foldRight, scan } from "../../../src/domains/lists/folds.ts";
import type { Value } from "../../../src/language/value.ts";
import type { Application, Choice, Goal } from "../../../src/language/witness.ts";
import { proposalsOf } from "../../support/proposals.ts";
import { bankOf, proposed } from "../../support/witnesses.ts";

const goalOf = (sort: string, values: readonly Value[]): Goal => ({
  sort,
  cells: values.map((one) => ({ one })),
});

const stepsOf = (choice: Choice): readonly Application[] => ("lambda" in choice ? choice.lambda : []);

const told = (goal: Goal, lists: readonly Value[], primitive = fold): (readonly Choice[])[] => {
  const sorts = ["list<int>", goal.sort, `(${goal.sort}, int) -> ${goal.sort}`];
  const bank = bankOf([["list<int>", lists]]);
  return [primitive.witness ?? []].flat().flatMap((one) => [...proposalsOf(one, goal, bank, sorts)]);
};

describe("a fold", () => {
  test("is told by lists that begin with one another", () => {
    const [[list, start, step]] = told(goalOf("int", [0, 5, 12]), [[], [5], [5, 7]]);
    expect(list).toHaveProperty("entry");
    expect(start).toMatchObject({ literal: 0 });
    expect(stepsOf(step)).toEqual([
      { row: 1, params: [0, 5], result: { one: 5 } },
      { row: 2, params: [5, 7], result: { one: 12 } },
    ]);
  });

  test("from the right by lists that end with one another", () => {
    const [[, , step]] = told(goalOf("list<int>", [[], [7], [5, 7]]), [[], [7], [5, 7]], foldRight);
    expect(stepsOf(step)[1]).toEqual({ row: 2, params: [[7], 5], result: { one: [5, 7] } });
  });

  test("starts from what is usual where no row says from what", () => {
    const starts = told(goalOf("int", [5, 12, 13]), [[5], [5, 7], [5, 7, 1]]).map(([, start]) => start);
    expect(starts).toEqual([
      { literal: 0, cost: 32 },
      { literal: 1, cost: 32 },
    ]);
  });

  test("is not where the lists have nothing to do with one another, or contradict each other", () => {
    expect(
      told(goalOf("int", [1, 2, 3]), [
        [4, 5],
        [6, 7],
        [8, 9],
      ]),
    ).toEqual([]);
    expect(told(goalOf("int", [1, 2, 3]), [[], [], [5]])).toEqual([]);
  });
});

test("a scan shows every step, and what is proposed leads to it", () => {
  const goal = goalOf("list<int>", [[3, 4], [9], []]);
  const bank = bankOf([["list<int>", [[3, 1], [9], []]]]);
  const found = proposed(scan, goal, bank, ["list<int>", "int", "(int, int) -> int"]);
  expect(found.length).toBeGreaterThan(0);
  expect(stepsOf(found[0][2])).toContainEqual({ row: 0, params: [3, 1], result: { one: 4 } });
});
