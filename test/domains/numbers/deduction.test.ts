/** @file Deduction through the arithmetic and order of whole numbers, against `run`. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roundest } from "../../../src/domains/numbers/deduction.ts";
import { numbersDomain } from "../../../src/domains/numbers/index.ts";
import type { Primitive } from "../../../src/language/primitive.ts";
import type { Value } from "../../../src/language/value.ts";
import type { Cell, Goal } from "../../../src/language/witness.ts";
import { bankOf, type Column, proposed, ROWS } from "../../support/witnesses.ts";

const named = (name: string): Primitive =>
  numbersDomain.primitives.find((primitive) => primitive.name === name) as Primitive;

const goalOf = (sort: string, values: readonly Value[]): Goal => ({
  sort,
  cells: values.map((one): Cell => (one === undefined ? "any" : { one })),
});

const column = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: ROWS, maxLength: ROWS });
const TWO = ["int", "int"];

describe("what is proposed leads to the goal", () => {
  test.each(["plus", "minus", "times"])("%s", (name) => {
    fc.assert(
      fc.property(column, column, column, (a, b, goal) => {
        const bank = bankOf([a, b].map((values): Column => ["int", values]));
        proposed(named(name), goalOf("int", goal), bank, TWO);
      }),
    );
  });

  test("less", () => {
    const truths = fc.array(fc.option(fc.boolean(), { nil: undefined }), {
      minLength: ROWS,
      maxLength: ROWS,
    });
    fc.assert(
      fc.property(column, truths, (a, goal) => {
        proposed(named("less"), goalOf("bool", goal), bankOf([["int", a]]), TWO);
      }),
    );
  });
});

describe("what leads to the goal is proposed", () => {
  test.each(["plus", "minus", "times"])("%s of a value and a constant", (name) => {
    fc.assert(
      fc.property(column, fc.integer({ min: 1, max: 99 }), (a, n) => {
        const { run } = named(name);
        const goal = a.map((value) => run([value, n], { fuel: 9 }));
        const found = proposed(named(name), goalOf("int", goal), bankOf([["int", a]]), TWO);
        const isThere = found.some(
          ([first, second]) =>
            "entry" in first &&
            "goal" in second &&
            second.goal.cells.every((cell) => cell !== "any" && "one" in cell && cell.one === n),
        );
        expect(isThere || (name === "times" && a.includes(0))).toBe(true);
      }),
    );
  });

  test("a threshold between what is below and what is not", () => {
    const bank = bankOf([["int", [17, 44, 80]]]);
    const found = proposed(named("less"), goalOf("bool", [false, false, true]), bank, TWO);
    expect(found.map(([first]) => first)).toContainEqual(expect.objectContaining({ literal: 50 }));
  });

  test("none where nothing tells them apart", () => {
    const bank = bankOf([["int", [17, 44, 80]]]);
    expect(proposed(named("less"), goalOf("bool", [true, false, true]), bank, TWO)).toEqual([]);
  });
});

test("the roundest number of a range has the fewest digits before its zeros", () => {
  expect([
    roundest(8, 12),
    roundest(44, 79),
    roundest(101, 199),
    roundest(-12, -8),
    roundest(-3, 5),
    roundest(7, 7),
  ]).toEqual([10, 50, 110, -10, 0, 7]);
  fc.assert(
    fc.property(fc.integer(), fc.nat(1000), (low, width) => {
      const found = roundest(low, low + width);
      return low <= found && found <= low + width;
    }),
  );
});
