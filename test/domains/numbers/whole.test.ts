import { describe, expect, it } from "vitest";
import { domains } from "../../../src/domains/index.ts";
import { run } from "../../../src/language/interpret.ts";
import { INT, TEXT } from "../../../src/language/type.ts";
import { learned, taskOf } from "../../search/finish.ts";

describe("tasks of whole numbers alone", () => {
  it.each<[string, number[][], number[][]]>([
    [
      "a product",
      [
        [3, 4, 12],
        [5, 2, 10],
        [1, 7, 7],
        [6, 6, 36],
      ],
      [[11, 12, 132]],
    ],
    [
      "a power",
      [
        [2, 0, 1],
        [2, 1, 2],
        [2, 2, 4],
        [2, 3, 8],
        [3, 0, 1],
        [3, 1, 3],
        [3, 2, 9],
      ],
      [
        [2, 10, 1024],
        [5, 3, 125],
      ],
    ],
    [
      "the greatest common divisor",
      [
        [12, 8, 4],
        [8, 4, 4],
        [4, 0, 4],
        [9, 6, 3],
        [6, 3, 3],
        [3, 0, 3],
        [35, 14, 7],
        [14, 7, 7],
        [7, 0, 7],
        [13, 5, 1],
        [5, 3, 1],
        [3, 2, 1],
        [2, 1, 1],
        [1, 0, 1],
      ],
      [
        [48, 36, 12],
        [17, 4, 1],
      ],
    ],
    [
      "a factorial",
      [
        [0, 1],
        [1, 1],
        [2, 2],
        [3, 6],
        [4, 24],
        [5, 120],
      ],
      [[10, 3628800]],
    ],
  ])("%s, which asks of itself where it must", async (_, rows, tests) => {
    const params = rows[0].slice(1).map(() => INT);
    const { best } = await learned(taskOf(params, INT, rows), domains, { candidates: 130_000 });
    expect(best?.suspects).toEqual([]);
    for (const test of tests) expect(best && run(best.program, test.slice(0, -1))).toBe(test.at(-1));
  });
});

it("kinds of several examples each are told apart by a table of rules", async () => {
  const bands = [
    [90, "gold"],
    [70, "silver"],
    [50, "bronze"],
    [30, "tin"],
  ] as const;
  const kind = (points: number): string => bands.find(([least]) => points >= least)?.[1] ?? "none";
  const rows = Array.from({ length: 34 }, (_, i) => (i * 37 + 13) % 101).map((points) => [
    ...bands.map(([least]) => least),
    points,
    kind(points),
  ]);
  const { best } = await learned(taskOf([INT, INT, INT, INT, INT], TEXT, rows), domains, {
    candidates: 20_000,
  });
  expect(best?.suspects).toEqual([]);
  for (const points of [100, 90, 89, 70, 50, 49, 30, 29, 0])
    expect(best && run(best.program, [90, 70, 50, 30, points])).toBe(kind(points));
});
