/** @file Loops whose examples hold no traces of one another: their bodies are found by running them. */

import { expect, it } from "vitest";
import { domains } from "../../src/domains/index.ts";
import { listsDomain } from "../../src/domains/lists/index.ts";
import { run } from "../../src/language/interpret.ts";
import { INT, list } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import { withoutPrimitives } from "../../src/without.ts";
import { learned, taskOf } from "./finish.ts";

it("every choice of one item from each list", async () => {
  const lists = list(list(INT));
  const rows: readonly Value[][] = [
    [[], [[]]],
    [[[]], []],
    [[[7, 8], []], []],
    [
      [[1, 2], [3], [4, 5]],
      [
        [1, 3, 4],
        [1, 3, 5],
        [2, 3, 4],
        [2, 3, 5],
      ],
    ],
  ];
  // With few others about it is found soon.
  const kept = new Set([
    "fold",
    "fold-right",
    "map",
    "map-product",
    "append",
    "prepend",
    "concat-items",
    "head",
    "tail",
  ]);
  const others = listsDomain.primitives.map(({ name }) => name).filter((name) => !kept.has(name));
  const known = withoutPrimitives(domains, others);
  const { search, best } = await learned(taskOf([lists], lists, rows), known, { candidates: 300_000 });
  const found = search.account().strategies.find(({ strategy }) => strategy === "loops");
  expect(found?.answers).toBeGreaterThan(0);
  expect(best && run(best.program, [[[1], [2, 3]]])).toEqual([
    [1, 2],
    [1, 3],
  ]);
});

it("digits as one number, without what makes one of them", async () => {
  const rows: readonly Value[][] = [
    [[], 0],
    [[4], 4],
    [[1, 2, 3], 123],
    [[9, 0, 5, 7], 9057],
    [[6, 2], 62],
    [[8, 8, 3], 883],
    [[7, 0], 70],
  ];
  const known = withoutPrimitives(domains, ["from-digits"]);
  const { best } = await learned(taskOf([list(INT)], INT, rows), known, { candidates: 400_000 });
  expect(best?.program.text).toContain("(fold $1");
  expect(best && run(best.program, [[3, 1, 4, 1, 5, 9]])).toBe(314159);
});
