/** @file Deduction through folds of data, from rows that are parts of one another. */

import { describe, expect, test } from "vitest";
import { familyOf } from "../../../src/domains/records/family.ts";
import { fromPlain } from "../../../src/language/plain.ts";
import { showType } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";
import type { Application, BankView, Choice, Goal } from "../../../src/language/witness.ts";
import { proposalsOf } from "../../support/proposals.ts";
import { typeNamed } from "./types.ts";

const node = (value: number, left: unknown = null, right: unknown = null) => ({ value, left, right });

function told(
  name: string,
  data: readonly unknown[],
  sort: string,
  outputs: readonly Value[],
  which: "cata" | "para" = "cata",
) {
  const type = typeNamed(name);
  const goal: Goal = { sort, cells: outputs.map((one) => ({ one })) };
  const primitive = familyOf(type)[which];
  const own = showType(type);
  // The data is entry 0; of functions there is entry 1.
  const values = data.map(fromPlain);
  const bank = {
    entries: (of: string) => (of === own ? [0] : [1]),
    value: (_: number, row: number) => values[row],
  } as Partial<BankView> as BankView;
  const sorts = [
    own,
    ...(primitive?.params.slice(1) ?? []).map(({ kind }) => (kind === "function" ? `${kind}` : sort)),
  ];
  return [primitive?.witness ?? []].flat().flatMap((one) => [...proposalsOf(one, goal, bank, sorts)]);
}

const callsOf = (choice: Choice): readonly Application[] => ("lambda" in choice ? choice.lambda : []);

describe("a fold of data", () => {
  test("is told by values that are parts of one another", () => {
    const [[data, start, step]] = told(
      "tree",
      [null, node(5), node(7, node(5)), node(1, node(9), node(5))],
      "int",
      [0, 5, 12, 15],
    );
    expect(data).toHaveProperty("entry");
    expect(start).toMatchObject({ literal: 0 });
    // Nothing tells what the tree of 9 comes to.
    expect(callsOf(step)).toEqual([
      { row: 1, params: [5, 0, 0], result: { one: 5 } },
      { row: 2, params: [7, 5, 0], result: { one: 12 } },
    ]);
  });

  test("starts from what is usual where no row says from what", () => {
    const starts = told("tree", [node(5), node(7, node(5))], "int", [5, 12]).map(([, start]) => start);
    expect(starts).toEqual([
      { literal: 0, cost: 32 },
      { literal: 1, cost: 32 },
    ]);
    const sort = showType(typeNamed("tree"));
    const [[, start]] = told(
      "tree",
      [node(5), node(7, node(5))],
      sort,
      [node(6), node(8, node(6))].map(fromPlain),
    );
    expect(start).toEqual({ literal: null, cost: 32 });
  });

  test("is told of results in lists, and case by case", () => {
    const rose = (value: number, ...children: unknown[]) => ({ value, children });
    const [[, step]] = told("rose", [rose(1), rose(2), rose(3, rose(1), rose(2))], "int", [1, 2, 6]);
    expect(callsOf(step)).toContainEqual({ row: 2, params: [3, [1, 2]], result: { one: 6 } });
    const data = [4, 5, { op: "+", a: 4, b: 5 }, { op: "neg", a: 4 }];
    const [[, number, plus, times, negative]] = told("expression", data, "int", [4, 5, 9, -4]);
    expect(callsOf(number).map(({ params }) => params)).toEqual([[4], [5]]);
    expect(callsOf(plus)).toEqual([{ row: 2, params: [4, 5], result: { one: 9 } }]);
    expect(callsOf(negative)).toEqual([{ row: 3, params: [4], result: { one: -4 } }]);
    expect(times).toEqual({ entry: 1 });
  });

  test("of a part itself is told with the part", () => {
    const [[, , step]] = told("tree", [null, node(5), node(7, node(5))], "int", [0, 5, 12], "para");
    expect(callsOf(step)[1]).toEqual({
      row: 2,
      params: [fromPlain(node(7, node(5))), 5, 0],
      result: { one: 12 },
    });
  });

  test("is not where the values have nothing to do with one another, or contradict each other", () => {
    expect(told("tree", [node(1, node(2)), node(3, node(4))], "int", [3, 7])).toEqual([]);
    expect(told("tree", [node(1), node(1), node(2, node(1))], "int", [1, 2, 3])).toEqual([]);
  });
});
