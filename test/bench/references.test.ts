import { describe, expect, it } from "vitest";
import type { Json, StatedExample } from "../../bench/support/attempts.ts";
import { LAMBDA2 } from "../../bench/support/lambda2.ts";
import { CLASSICS } from "../../bench/support/recursion/index.ts";
import { contradicted, FRESH, freshTests, reference, sizeOf } from "../../bench/support/reference.ts";

describe("the classics", () => {
  it("are 45, each with 2 to 12 examples of different inputs", () => {
    expect(CLASSICS).toHaveLength(45);
    expect(new Set(CLASSICS.map(({ name }) => name)).size).toBe(45);
    for (const { name, examples } of CLASSICS) {
      expect(new Set(examples.map(({ inputs }) => JSON.stringify(inputs))).size, name).toBe(examples.length);
      expect(examples.length, name).toBeGreaterThanOrEqual(2);
      expect(examples.length, name).toBeLessThanOrEqual(12);
    }
  });

  it.each(CLASSICS.map((classic) => [classic.name, classic] as const))(
    "%s: the examples are what the reference says",
    (_name, classic) => {
      expect(contradicted(classic, classic.examples)).toEqual([]);
    },
  );
});

describe("the references of lambda2-lists", () => {
  const cases: Readonly<Record<string, readonly (readonly Json[])[]>> = {
    Reverse: [
      [
        [7, 8, 9],
        [9, 8, 7],
      ],
    ],
    add: [[[7, 0], 3, [10, 3]]],
    Append: [[[7, 8], 8, [7, 8, 8]]],
    concat: [[[7], [8, 9], [7, 8, 9]]],
    cprod: [
      [[], [[]]],
      [[[7, 8], []], []],
      [
        [[7, 8], [9], [5, 6]],
        [
          [7, 9, 5],
          [7, 9, 6],
          [8, 9, 5],
          [8, 9, 6],
        ],
      ],
    ],
    droplast: [
      [
        [7, 8, 8],
        [7, 8],
      ],
    ],
    dropmax: [
      [
        [7, 12, 8],
        [7, 8],
      ],
    ],
    dupli: [
      [
        [7, 8],
        [7, 7, 8, 8],
      ],
    ],
    evens: [
      [
        [7, 8, 0],
        [8, 0],
      ],
    ],
    incrs: [
      [
        [[7], [], [8, 9]],
        [[8], [], [9, 10]],
      ],
    ],
    insertn: [
      [[7, 8], 2, 9, [7, 8, 9]],
      [[7, 8], 1, 9, [7, 9, 8]],
    ],
    intersect: [
      [
        [9, 7, 8],
        [8, 5, 9],
        [8, 9],
      ],
    ],
    join: [
      [
        [[7], [], [8, 9]],
        [7, 8, 9],
      ],
    ],
    largest_n: [
      [
        3,
        [
          [7, 8],
          [9, 6],
        ],
        [9, 8, 7],
      ],
    ],
    last: [[[7, 8], 8]],
    length: [[[7, 8, 9], 3]],
    max: [
      [[], 0],
      [[7, 12, 8], 12],
    ],
    member: [
      [[7, 8], 8, true],
      [[7, 8], 9, false],
    ],
    multfirst: [
      [
        [7, 8, 9],
        [7, 7, 7],
      ],
    ],
    multlast: [
      [
        [7, 8, 9],
        [9, 9, 9],
      ],
    ],
    sum: [[[7, 8], 15]],
    sums: [
      [
        [[7, 8], []],
        [15, 0],
      ],
    ],
  };

  it("are one for each of the 22 tasks", () => {
    expect(Object.keys(LAMBDA2)).toEqual(Object.keys(cases));
  });

  it.each(Object.keys(LAMBDA2))("%s does what it is named for", (name) => {
    const examples = cases[name].map(
      (row): StatedExample => ({ inputs: row.slice(0, -1), output: row[row.length - 1] }),
    );
    expect(contradicted(LAMBDA2[name], examples)).toEqual([]);
  });
});

describe("fresh tests", () => {
  const last = reference(
    (xs: number[]) => xs.at(-1) ?? 0,
    (random, size) => [Array.from({ length: size }, () => random.below(9))],
  );
  const examples = [{ inputs: [[4, 2, 7]], output: 7 }];

  it("are the same each time, right, and up to four times as large as the examples", () => {
    const tests = freshTests(last, "last", examples);
    expect(tests).toHaveLength(FRESH);
    expect(freshTests(last, "last", examples)).toEqual(tests);
    expect(freshTests(last, "tsal", examples)).not.toEqual(tests);
    expect(contradicted(last, tests)).toEqual([]);
    const sizes = tests.flatMap(({ inputs }) => inputs.map(sizeOf));
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([0, 12]);
  });

  it("are of every classic and every task", () => {
    for (const classic of CLASSICS) {
      const tests = freshTests(classic, classic.name, classic.examples);
      for (const { inputs } of tests)
        expect(inputs, classic.name).toHaveLength(classic.examples[0].inputs.length);
    }
    for (const [name, one] of Object.entries(LAMBDA2))
      for (const { output } of freshTests(one, name, [{ inputs: [[1, 2, 3]], output: 0 }]))
        expect(JSON.stringify(output), name).toBeDefined();
  });

  it.each([
    [[[1, 2], [3]], 2],
    [[], 0],
    [[[1, 2, 3]], 3],
    [-7, 7],
    [null, 0],
    [{ value: 90, left: { value: 1, left: null, right: null }, right: null }, 2],
  ])("the size of %j is %i", (json, size) => {
    expect(sizeOf(json)).toBe(size);
  });

  it("finds the examples that a reference contradicts", () => {
    const wrong = { inputs: [[1, 0, 1]], output: 0 };
    expect(contradicted(last, [...examples, wrong])).toEqual([wrong]);
  });
});
