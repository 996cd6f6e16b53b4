/** @file Constants that recur in examples, at any depth. */

import { expect, test } from "vitest";
import { constantsOf, recurring, valuesIn } from "../../src/domains/recurring.ts";
import type { Sample } from "../../src/language/grammar.ts";
import { INT, list } from "../../src/language/type.ts";
import { RecordValue, type Value } from "../../src/language/value.ts";

const isNumber = (part: Value): part is number => typeof part === "number";

const sampleOf = (rows: readonly (readonly [input: Value, output: Value])[]): Sample => ({
  inputs: [{ name: "x", type: list(INT), values: rows.map(([input]) => input) }],
  outputs: rows.map(([, output]) => output),
  result: list(INT),
});

test("values are found in lists and fields at any depth, each once", () => {
  const value = [1, [2, [1]], RecordValue.of([["n", 3]])];
  expect([...valuesIn(value, isNumber)]).toEqual([1, 2, 3]);
});

test("what outputs have and inputs have not is likelier than what both have", () => {
  const found = new Map(
    recurring(
      sampleOf([
        [
          [1, 5],
          [9, 5],
        ],
        [
          [5, 2],
          [9, 5, 7],
        ],
        [
          [3, 5],
          [9, 5, 7],
        ],
      ]),
      isNumber,
    ),
  );
  expect([...found.keys()]).toEqual([9, 5, 7]);
  expect(found.get(9)).toBeLessThan(found.get(5) as number);
  expect(found.get(5)).toBeLessThan(found.get(7) as number);
});

test("one example tells no constant", () => {
  expect(recurring(sampleOf([[[1], [9]]]), isNumber)).toEqual([]);
});

test("a constant that is usual and recurs has the lower of its costs", () => {
  expect(
    constantsOf(
      [
        [0, 2],
        [1, 3],
      ],
      [
        [1, 1],
        [4, 5],
      ],
    ),
  ).toEqual([
    [0, 2],
    [1, 1],
    [4, 5],
  ]);
});
