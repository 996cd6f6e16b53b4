/** @file Columns of texts whose parts are lists: separated values, words, characters. */

import { describe, expect, it } from "vitest";
import { domains } from "../../../src/domains/index.ts";
import { run } from "../../../src/language/interpret.ts";
import { INT, TEXT, type Type } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";
import { learned, taskOf } from "../../search/finish.ts";

const TAGS = ["hot, veg, quick", "sweet, cold", "b", "z, y, x, w", "salt, acid, fat, heat"];
const SCORES = ["3, 9, 4", "10, -2", "7", "1, 2, 3, 4", "5, 5, 0, 20, 1"];

const partsOf = (text: string): string[] => text.split(", ");
const numbersOf = (text: string): number[] => partsOf(text).map(Number);

describe("separated values in a cell", () => {
  it.each<[string, readonly string[], Type, (text: string) => Value, readonly string[]]>([
    ["in order", TAGS, TEXT, (text) => partsOf(text).sort().join(", "), ["mild, green, raw", "x, b"]],
    ["how many", TAGS, INT, (text) => partsOf(text).length, ["a", "q, r, s"]],
    ["added up", SCORES, INT, (text) => numbersOf(text).reduce((sum, x) => sum + x, 0), ["8, -1, 6", "12"]],
    ["the largest", SCORES, INT, (text) => Math.max(...numbersOf(text)), ["8, -1, 16", "2, 3"]],
    [
      "some of them",
      SCORES,
      TEXT,
      (text) =>
        numbersOf(text)
          .filter((x) => x > 0)
          .join(", "),
      ["8, -1, 6", "-3, 12, -4"],
    ],
  ])("%s", async (_, texts, result, of, fresh) => {
    const task = taskOf(
      [TEXT],
      result,
      texts.map((text) => [text, of(text)]),
    );
    const { best } = await learned(task, domains, { candidates: 1_500_000 });
    expect(best?.suspects).toEqual([]);
    for (const text of fresh) expect(best && run(best.program, [text])).toBe(of(text));
  });
});

it("what is clearly right as it is, is not looked for among lists", async () => {
  const rows = ["ada lovelace", "grace hopper", "edsger dijkstra"].map((name) => [name, name.split(" ")[1]]);
  const { search } = await learned(taskOf([TEXT], TEXT, rows), domains, { candidates: 300_000 });
  expect(search.account().grammar.sorts).toBeGreaterThan(0);
  expect(search.account().strategies.some(({ strategy }) => strategy === "loops")).toBe(false);
});
