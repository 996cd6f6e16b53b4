/** @file The contract between domains and the search, by a tiny domain: lists of whole numbers, with a lambda. */

import { describe, expect, it } from "vitest";
import { bits, type Domain } from "../../../src/language/grammar.ts";
import { run } from "../../../src/language/interpret.ts";
import { burn } from "../../../src/language/primitive.ts";
import { fn, INT } from "../../../src/language/type.ts";
import type { FunctionValue, Value } from "../../../src/language/value.ts";
import type { Application, Witness } from "../../../src/language/witness.ts";
import { learned, taskOf } from "../finish.ts";
import { calls, define, INTS, numerals, plus, times } from "./tiny.ts";

describe("lists of whole numbers", () => {
  const mapWitness: Witness = {
    order: [0, 1],
    *next(goal, arg, chosen, bank, limit) {
      if (arg === 0) {
        for (const entry of bank.entries("list<int>").slice(0, limit)) yield { entry };
        return;
      }
      const [source] = chosen;
      if (!("entry" in source)) return;
      const applications: Application[] = [];
      for (let row = 0; row < goal.cells.length; row++) {
        const cell = goal.cells[row];
        if (cell === "any") continue;
        const items = bank.value(source.entry, row);
        if (!("one" in cell) || !Array.isArray(cell.one) || !Array.isArray(items)) return;
        const results = cell.one as readonly Value[];
        if (results.length !== items.length) return;
        items.forEach((item, i) => {
          applications.push({ row, params: [item], result: { one: results[i] } });
        });
      }
      yield { lambda: applications };
    },
  };
  const map = define(
    "map-ints",
    [INTS, fn([INT], INT)],
    INTS,
    ([items, body], call) => {
      const out: Value[] = [];
      for (const item of items as readonly Value[]) {
        const value = burn(call, 1) ? (body as FunctionValue)(item) : undefined;
        if (value === undefined) return undefined;
        out.push(value);
      }
      return out;
    },
    { partial: true, witness: mapWitness },
  );
  const lists: Domain = {
    name: "lists",
    layouts: [],
    primitives: [plus, times, map],
    propose: () => ({
      sorts: [],
      productions: [
        ...numerals("int", [1, 2, 3]),
        calls("int", plus, 2, "int", "int"),
        calls("int", times, 2, "int", "int"),
        {
          sort: "list<int>",
          head: { primitive: map },
          args: [{ sort: "list<int>" }, { sort: "int", binds: ["int"] }],
          cost: bits(3),
        },
      ],
    }),
  };

  it("map with a lambda", async () => {
    const task = taskOf([INTS], INTS, [
      [
        [1, 2, 5],
        [3, 5, 11],
      ],
      [[], []],
      [[10], [21]],
    ]);
    const { best } = await learned(task, [lists]);
    expect(best?.right).toBe(3);
    expect(best && run(best.program, [[100, -4]])).toEqual([201, -7]);
    expect(best?.program.text).toContain("(lambda (a) ");
  });

  it("a body that uses an outer input", async () => {
    const task = taskOf([INTS, INT], INTS, [
      [[1, 2, 5], 10, [11, 12, 15]],
      [[1, 7], 100, [101, 107]],
      [[4], -3, [1]],
    ]);
    const { best } = await learned(task, [lists]);
    expect(best?.program.text).toMatch(/^\(map-ints \$1 \(lambda \(a\) \(plus (a \$2|\$2 a)\)\)\)$/);
  });

  it("a goal that no body can meet is not met", async () => {
    const task = taskOf([INTS], INTS, [
      [
        [1, 1],
        [1, 2],
      ],
      [[1], [1]],
    ]);
    const { best, status } = await learned(task, [lists], { candidates: 20_000, suspects: 0 });
    expect(status).not.toBe("more");
    expect(best?.program.text ?? "").not.toContain("lambda");
  });
});
