/** @file Witnesses of lists against `run`: what is proposed leads to the goal, and what is known to lead there is proposed. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listsDomain } from "../../../src/domains/lists/index.ts";
import type { Primitive } from "../../../src/language/primitive.ts";
import { sameValue, type Value } from "../../../src/language/value.ts";
import type { Cell, Choice, Goal, Witness } from "../../../src/language/witness.ts";
import type { Bank } from "../../../src/search/bank.ts";
import { proposalsOf } from "../../support/proposals.ts";
import { argumentsOf, bankOf, type Column, proposed, ROWS } from "../../support/witnesses.ts";

const named = (name: string): Primitive =>
  listsDomain.primitives.find((primitive) => primitive.name === name) as Primitive;

const ints = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 });
const rows = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(value, { minLength: ROWS, maxLength: ROWS });
const column = rows(ints);

const goalOf = (sort: string, values: readonly Value[], open: readonly boolean[]): Goal => ({
  sort,
  cells: values.map((one, row): Cell => (one === undefined || open[row] ? "any" : { one })),
});

/** Rows that the goal leaves open, not often. */
const open = rows(fc.boolean().chain((often) => (often ? fc.boolean() : fc.constant(false))));

describe("proposals lead to the goal, also to one that is nothing in particular", () => {
  test.each([
    ["map", ["list<int>", "(int) -> int"]],
    ["map-indexed", ["list<int>", "(int, int) -> int"]],
    ["map-neighbours", ["list<int>", "(int, int) -> int"]],
    ["filter", ["list<int>", "(int) -> bool"]],
    ["filter-indexed", ["list<int>", "(int, int) -> bool"]],
    ["flat-map", ["list<int>", "(int) -> list<int>"]],
    ["take-while", ["list<int>", "(int) -> bool"]],
    ["drop-while", ["list<int>", "(int) -> bool"]],
    ["take-items", ["list<int>", "int"]],
    ["drop-items", ["list<int>", "int"]],
    ["prepend", ["list<int>", "int"]],
    ["append", ["list<int>", "int"]],
    ["concat-items", ["list<int>", "list<int>"]],
    ["remove-item", ["list<int>", "int"]],
    ["remove-at", ["list<int>", "int"]],
    ["insert-at", ["list<int>", "int", "int"]],
    ["slice-items", ["list<int>", "int", "int"]],
    ["replicate", ["int", "int"]],
    ["range", ["int", "int"]],
    ["map-product", ["list<int>", "list<int>", "(int, int) -> int"]],
    ["zip-with", ["list<int>", "list<int>", "(int, int) -> int"]],
  ])("%s", (name, sorts) => {
    let count = 0;
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 3 }),
        rows(fc.integer({ min: 0, max: 4 })),
        open,
        fc.integer({ min: -6, max: 6 }),
        (columns, numbers, isOpen, n) => {
          const bank = bankOf([
            ...columns.map((values): Column => ["list<int>", values]),
            ["int", numbers],
            ["int", new Array<Value>(ROWS).fill(n)],
          ]);
          for (const wanted of [
            columns[0].map((items) => items.slice(0, n)),
            columns[0].map((items) => items.slice(n)),
            columns[0].map((items) => items.filter((x) => x % 2 === 0)),
            columns[0].map((items) => items.map((x) => x * 2)),
            columns[0].map((items) => items.flatMap((x) => [x, n])),
            columns[0].map((items, row) =>
              items.flatMap((x) => columns[columns.length - 1][row].map((y) => x + y)),
            ),
            columns[0].map((items, row) => [...items, numbers[row]]),
            columns[0].map((items, row) => [...items, ...columns[columns.length - 1][row]]),
            columns[columns.length - 1],
            columns[0].map((items) => items.toSpliced(n, 1)),
            columns[0].map((items) => items.toSpliced(n, 0, 7)),
            columns[0].map((items) => items.filter((x) => x !== 2)),
            columns[0].map((items) => new Array<Value>(items.length).fill(n)),
            columns[0].map((items) => items.map((_, i) => n + i)),
          ])
            count += proposed(named(name), goalOf("list<int>", wanted, isOpen), bank, sorts).length;
        },
      ),
    );
    expect(count).toBeGreaterThan(10);
  });
});

/** Whether the first argument is proposed to be the first entry, and the second one to be this on every row. */
function offers(choices: readonly Choice[][], bank: Bank, second: (row: number) => Value): boolean {
  return choices.some(
    ([list, other]) =>
      "entry" in list &&
      bank.costOf(list.entry) === bank.costOf(bank.entries("list<int>").slice(0, 1)[0]) &&
      Array.from({ length: ROWS }, (_, row) => argumentsOf(other, bank, row)).every(
        (values, row) => values.length === 0 || values.some((value) => sameValue(value, second(row))),
      ),
  );
}

test("an item is found by the first that passes", () => {
  let count = 0;
  fc.assert(
    fc.property(column, rows(fc.nat(4)), open, (values, places, isOpen) => {
      const bank = bankOf([["list<int>", values]]);
      const goal = goalOf(
        "int",
        values.map((items, row) => items[places[row]]),
        isOpen,
      );
      count += proposed(named("find"), goal, bank, ["list<int>", "(int) -> bool"]).length;
    }),
  );
  expect(count).toBeGreaterThan(10);
});

describe("what leads to the goal is proposed", () => {
  const longer = rows(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 5 }));

  test("how many items are taken, or dropped", () => {
    fc.assert(
      fc.property(longer, fc.constantFrom(1, 2, -1, -2), (values, n) => {
        const bank = bankOf([["list<int>", values]]);
        for (const [name, wanted] of [
          ["take-items", values.map((items) => items.slice(0, n))],
          ["drop-items", values.map((items) => items.slice(n))],
        ] as const) {
          const goal = goalOf("list<int>", wanted, []);
          expect(offers(proposed(named(name), goal, bank, ["list<int>", "int"]), bank, () => n)).toBe(true);
        }
      }),
    );
  });

  test("the item at an end and the list without it", () => {
    fc.assert(
      fc.property(column, rows(fc.integer({ min: 5, max: 9 })), (values, numbers) => {
        const bank = bankOf([
          ["list<int>", values],
          ["int", numbers],
        ]);
        for (const [name, wanted] of [
          ["prepend", values.map((items, row) => [numbers[row], ...items])],
          ["append", values.map((items, row) => [...items, numbers[row]])],
        ] as const) {
          const [[list, item]] = proposed(named(name), goalOf("list<int>", wanted, []), bank, [
            "list<int>",
            "int",
          ]);
          for (let row = 0; row < ROWS; row++) {
            expect(argumentsOf(list, bank, row)).toEqual([values[row]]);
            expect(argumentsOf(item, bank, row)).toEqual([numbers[row]]);
          }
        }
      }),
    );
  });

  test("a constant at an end", () => {
    const bank = bankOf([["list<int>", [[1], [2], [3]]]]);
    const goal = goalOf("list<int>", [[9, 1], [9], [9, 3, 3]], []);
    const [[list, item]] = proposed(named("prepend"), goal, bank, ["list<int>", "int"]);
    expect("literal" in item && item.literal).toBe(9);
    expect("goal" in list && list.goal.cells).toEqual([{ one: [1] }, { one: [] }, { one: [3, 3] }]);
  });

  test("what an item becomes, once there are rows enough to tell", () => {
    const bank = bankOf([
      [
        "list<int>",
        [
          [1, 2],
          [5, 1],
          [3, 3],
        ],
      ],
    ]);
    const map = (wanted: Value[], isOpen: boolean[] = []): Choice[][] =>
      proposed(named("map"), goalOf("list<int>", wanted, isOpen), bank, ["list<int>", "(int) -> int"]);
    const doubled = [
      [2, 4],
      [10, 2],
      [6, 6],
    ];
    expect(map(doubled)).toHaveLength(1);
    expect(map(doubled, [false, true, true]), "one row").toEqual([]);
    expect(
      map([
        [2, 4],
        [10, 2],
        [6, 7],
      ]),
      "two calls of a row contradict each other",
    ).toEqual([]);
  });

  test("of long lists, too", () => {
    const long = Array.from({ length: 150_000 }, (_, i) => i);
    const bank = bankOf([["list<int>", [long, long, long]]]);
    const { witness } = named("map");
    const goal = goalOf("list<int>", [long, long, long], []);
    expect([...proposalsOf(witness as Witness, goal, bank, ["list<int>", "(int) -> int"])]).toHaveLength(1);
  });
});
