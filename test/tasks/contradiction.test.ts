import { expect, test } from "vitest";
import { contradiction } from "../../src/tasks/contradiction.ts";

const of = (rows: readonly (readonly [string, string])[]) =>
  contradiction({ examples: rows.map(([input, output]) => ({ inputs: [input], output })) });

test("those that others with the same inputs outnumber are doubtful, where they are as many all of them", () => {
  expect(
    of([
      ["a", "x"],
      ["b", "x"],
    ]),
  ).toBeUndefined();
  expect(
    of([
      ["a", "x"],
      ["a", "y"],
      ["a", "x"],
    ]),
  ).toEqual({ pair: [0, 1], wrong: 1, doubtful: [1] });
  expect(
    of([
      ["a", "x"],
      ["a", "y"],
    ])?.doubtful,
  ).toEqual([0, 1]);
});

test("there may be very many", () => {
  const rows = Array.from({ length: 300_000 }, (_, i) => ["a", i % 2 === 0 ? "x" : "y"] as const);
  expect(of(rows)?.wrong).toBe(150_000);
});
