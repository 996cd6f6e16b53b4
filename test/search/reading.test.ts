import { expect, it } from "vitest";
import type { Value } from "../../src/language/value.ts";
import { atOnce, charactersOf, Reading, readings } from "../../src/search/reading.ts";

it("gives at once what work in pieces gives", () => {
  function* work(): Generator<number, string> {
    yield 1;
    yield 2;
    return "done";
  }
  expect(atOnce(work())).toBe("done");
});

it("a pause is due by what was read, long texts or many rows", () => {
  const count = (inputs: readonly (string | number)[], rows: number): number => {
    const reading = new Reading();
    return Array.from({ length: rows }, () => reading.isDue(inputs)).filter((due) => due).length;
  };
  expect(count(["abc", 1], 1000)).toBe(0);
  expect(count(["x".repeat(2 ** 20)], 3)).toBe(3);
  const many = count([1], 100_000);
  expect(many).toBeGreaterThan(10);
  expect(many).toBeLessThan(1000);
});

it("fewer programs read long texts between two pauses, and never none", () => {
  const rows = (length: number) => Array.from({ length: 24 }, () => ({ inputs: ["x".repeat(length)] }));
  expect(readings(rows(30), 16)).toBe(16);
  expect(readings(rows(2000), 16)).toBeLessThan(16);
  expect(readings(rows(2 ** 20), 16)).toBe(1);
  expect(charactersOf(["ab", 3, null, "c"])).toBe(3);
  const lists = Array.from({ length: 24 }, () => ({ inputs: [new Array<Value>(2 ** 16).fill(1)] }));
  expect(readings(lists, 16)).toBe(1);
  const texts = charactersOf([[["abc"], "de"], null]);
  expect(texts).toBeGreaterThan(5);
  expect(texts).toBe(charactersOf([[["abcd"], "e"]]));
});
