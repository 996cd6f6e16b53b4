/** @file Columns of dates, not of texts that show them: what can be learned from their parts, layouts and distances. */

import { describe, expect, test } from "vitest";
import { learn } from "../../../src/index.ts";
import { DATE, INT, option, REAL, TEXT, type Type } from "../../../src/language/type.ts";
import { CivilDate, type Value } from "../../../src/language/value.ts";
import { loadPrinted, plain } from "../../support/printed.ts";

const day = (year: number, month: number, date: number): CivilDate => new CivilDate(year, month, date);
const at = (date: CivilDate, hour: number, minute: number): CivilDate =>
  new CivilDate(date.year, date.month, date.day, hour, minute);

type Row = readonly [...inputs: Value[], output: Value];

const CASES: readonly (readonly [name: string, types: readonly Type[], examples: Row[], fresh: Row[]])[] = [
  [
    "a layout",
    [DATE, TEXT],
    [
      [day(2024, 3, 5), "5 Mar 2024"],
      [day(2023, 11, 17), "17 Nov 2023"],
    ],
    [[day(1999, 1, 31), "31 Jan 1999"]],
  ],
  [
    "a layout of dates that may be missing",
    [option(DATE), TEXT],
    [
      [day(2024, 3, 5), "05/03/2024"],
      [day(2023, 11, 17), "17/11/2023"],
    ],
    [[day(1999, 1, 31), "31/01/1999"]],
  ],
  [
    "the year",
    [DATE, INT],
    [
      [day(2024, 3, 5), 2024],
      [day(2023, 11, 17), 2023],
    ],
    [[day(1999, 1, 31), 1999]],
  ],
  [
    "the weekday, in text",
    [DATE, TEXT],
    [
      [day(2024, 3, 5), "due on Tuesday"],
      [day(2023, 11, 17), "due on Friday"],
    ],
    [[day(2024, 1, 31), "due on Wednesday"]],
  ],
  [
    "days between",
    [DATE, DATE, INT],
    [
      [day(2024, 3, 5), day(2024, 3, 15), 10],
      [day(2023, 12, 30), day(2024, 1, 2), 3],
    ],
    [[day(2024, 2, 28), day(2024, 3, 1), 2]],
  ],
  [
    "hours as a fraction",
    [DATE, REAL],
    [
      [at(day(2024, 3, 5), 10, 30), 10.5],
      [at(day(2023, 11, 17), 7, 15), 7.25],
      [at(day(2023, 11, 18), 23, 0), 23],
    ],
    [[at(day(2024, 1, 1), 8, 45), 8.75]],
  ],
  [
    "arithmetic on a part",
    [DATE, INT],
    [
      [day(1990, 3, 5), 34],
      [day(2001, 11, 17), 23],
      [day(1968, 1, 1), 56],
    ],
    [[day(2000, 6, 1), 24]],
  ],
  [
    "a date later",
    [DATE, DATE],
    [
      [day(2024, 3, 5), day(2024, 3, 19)],
      [day(2023, 12, 30), day(2024, 1, 13)],
    ],
    [[day(2024, 2, 20), day(2024, 3, 5)]],
  ],
  [
    "the first of the month",
    [DATE, DATE],
    [
      [day(2024, 3, 5), day(2024, 3, 1)],
      [day(2023, 12, 30), day(2023, 12, 1)],
    ],
    [[day(2024, 2, 20), day(2024, 2, 1)]],
  ],
  [
    "a condition on the hour",
    [DATE, TEXT],
    [
      [at(day(2024, 3, 5), 9, 30), "morning"],
      [at(day(2023, 11, 17), 15, 15), "afternoon"],
      [at(day(2023, 11, 18), 11, 0), "morning"],
      [at(day(2023, 11, 18), 13, 10), "afternoon"],
      [at(day(2023, 10, 2), 8, 0), "morning"],
      [at(day(2023, 10, 5), 19, 5), "afternoon"],
    ],
    [[at(day(2024, 1, 1), 18, 45), "afternoon"]],
  ],
];

describe("from dates", () => {
  test.each(CASES)("%s", async (_, types, examples, fresh) => {
    const params = types.slice(0, -1).map((type, i) => ({ name: `x${i + 1}`, type }));
    const signature = { params, result: types.at(-1) as Type };
    const learned = await learn(examples, { signature, budget: { candidates: 1_000_000 } });
    const printed = await loadPrinted(learned.typescript);
    for (const row of fresh) {
      const inputs = row.slice(0, -1);
      expect(learned(...inputs), learned.typescript).toEqual(row.at(-1));
      expect(printed(...inputs.map(plain as (value: unknown) => unknown)), learned.typescript).toEqual(
        plain(row.at(-1)),
      );
    }
  });
});
