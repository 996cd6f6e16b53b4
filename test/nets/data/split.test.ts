import { describe, expect, it } from "vitest";
import { INT } from "../../../src/language/type.ts";
import type { Dataset } from "../../../src/nets/data/dataset.ts";
import { splitOf } from "../../../src/nets/data/split.ts";

const dataset = (count: number, tests = 0): Dataset => ({
  name: "rows",
  inputs: [{ name: "x", type: INT }],
  output: { name: "y", type: INT },
  rows: Array.from({ length: count }, (_, i) => ({ inputs: [i], output: i })),
  tests: Array.from({ length: tests }, (_, i) => ({ inputs: [-i], output: -i })),
  notes: [],
});

const outputs = (rows: Dataset["rows"]) => rows.map(({ output }) => output as number);

describe("the rows of a data set", () => {
  it.each([
    [10, 2, 2],
    [100, 20, 16],
    [1000, 200, 80],
    [50_000, 10_000, 1000],
  ])("are parted, each in one part: of %i, %i for the test and %i to choose by", (count, tested, kept) => {
    const { training, validation, test } = splitOf(dataset(count), 1);
    expect([test.length, validation.length]).toEqual([tested, kept]);
    const all = outputs([...training, ...validation, ...test]).sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: count }, (_, i) => i));
  });

  it("are parted in the same way for the same seed, and otherwise for another", () => {
    expect(splitOf(dataset(100), 1)).toEqual(splitOf(dataset(100), 1));
    expect(splitOf(dataset(100), 2).test).not.toEqual(splitOf(dataset(100), 1).test);
  });

  it("are all learned from where there are others for the test", () => {
    const { training, validation, test } = splitOf(dataset(100, 7), 1);
    expect(training.length + validation.length).toBe(100);
    expect(outputs(test)).toEqual(outputs(dataset(100, 7).tests));
  });

  it("are refused where there are few of them, or one output alone", () => {
    const same = dataset(20);
    const rows = same.rows.map((row) => ({ ...row, output: 3 }));
    expect(() => splitOf({ ...same, rows }, 1)).toThrow(/column "y" has the same value in every row/);
    expect(() => splitOf(dataset(9), 1)).toThrow(/rows: 9 rows with an output; a net needs 10 at least/);
  });
});
