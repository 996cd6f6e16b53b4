/** @file The contract between domains and the search, by a tiny domain: a column of reals, equal up to a tolerance. */

import { describe, expect, it } from "vitest";
import { realLayout } from "../../../src/domains/numbers/layouts.ts";
import type { Domain } from "../../../src/language/grammar.ts";
import { run } from "../../../src/language/interpret.ts";
import { REAL } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";
import type { Cell } from "../../../src/language/witness.ts";
import { learned, taskOf } from "../finish.ts";
import { calls, define, numerals } from "./tiny.ts";

describe("a column of reals", () => {
  const finite = (value: number): Value => (Number.isFinite(value) ? value : undefined);
  const add = define("add", [REAL, REAL], REAL, ([a, b]) => finite((a as number) + (b as number)), {
    normal: ["commutative"],
  });
  const product = define("product", [REAL, REAL], REAL, ([a, b]) => finite((a as number) * (b as number)), {
    normal: ["commutative"],
  });
  /** To whole cents, ties up; what was rounded is within half a cent. */
  const cents = define("cents", [REAL], REAL, ([a]) => Math.floor((a as number) * 100 + 0.5) / 100, {
    witness: {
      order: [0],
      *next(goal) {
        const cells: Cell[] = [];
        for (const cell of goal.cells) {
          if (cell === "any") cells.push("any");
          else if (!("one" in cell) || typeof cell.one !== "number") return;
          else cells.push({ low: cell.one - 0.005, high: cell.one + 0.004999999 });
        }
        yield { goal: { sort: "real", cells } };
      },
    },
  });
  const reals: Domain = {
    name: "reals",
    layouts: [realLayout],
    primitives: [add, product, cents],
    propose: () => ({
      sorts: [],
      productions: [
        ...numerals("real", [0.1, 0.2, 1.19]),
        calls("real", add, 2, "real", "real"),
        calls("real", product, 2, "real", "real"),
        { ...calls("real", cents, 3, "real"), climbs: false },
      ],
    }),
  };

  it("goals are met up to rounding", async () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    const rows = [1, 2, 3.7, 12.34, 1e6].map((x) => [x, x * 0.3]);
    const { best } = await learned(taskOf([REAL], REAL, rows), [reals]);
    expect(best?.right).toBe(5);
    expect(best?.suspects).toEqual([]);
    expect(best && run(best.program, [50])).toBeCloseTo(15, 10);
  });

  it("values that differ in the thirteenth digit are one entry", async () => {
    const rows = [
      [1, 1.19],
      [2, 2.38],
    ];
    const few = taskOf([REAL], REAL, rows);
    const { search } = await learned(few, [reals], { candidates: 3000 });
    const exact: Domain = { ...reals, layouts: [{ ...realLayout, identity: undefined }] };
    const { search: other } = await learned(few, [exact], { candidates: 3000 });
    expect(search.progress().entries).toBeLessThan(other.progress().entries);
  });

  it("a range is a goal", async () => {
    const rows = [9.99, 0.5, 123.45, 7].map((x) => [x, Math.floor(x * 1.19 * 100 + 0.5) / 100]);
    const { best } = await learned(taskOf([REAL], REAL, rows), [reals]);
    expect(best?.right).toBe(4);
    expect(best?.program.text).toMatch(/^\(cents \(product (\$1 1\.19|1\.19 \$1)\)\)$/);
  });
});
