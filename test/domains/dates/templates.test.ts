/** @file Dates that are read and written again: how it prints, and that it does what it means. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIELDS, formatDate } from "../../../src/domains/dates/layout.ts";
import { add, date, floor, format } from "../../../src/domains/dates/primitives.ts";
import { learn } from "../../../src/index.ts";
import { run } from "../../../src/language/interpret.ts";
import { apply, input, literal, type Program } from "../../../src/language/program.ts";
import { label, TEXT } from "../../../src/language/type.ts";
import { printModule } from "../../../src/language/typescript.ts";
import { loadAll } from "../../support/printed.ts";
import { typeErrors } from "../../support/typecheck.ts";
import { fullDate } from "./arbitrary.ts";

const READINGS = [
  "yyyy-M-d",
  "M/d/yy",
  "yyyy-M-d|d MMM yyyy|M/d/yyyy",
  "d.M.yy|MMM d, yyyy|EEE, d MMM yyyy",
  "MMM d",
  "d/M/yyyy H:mm|yyyy-M-d H:mm",
  "yyyy-M-d H:mm:ss|h:mm a",
  "h:mm a",
  "yyyy D",
  "MMM yyyy",
];

const LAYOUTS = [
  ...FIELDS.keys(),
  "yyyy-MM-dd",
  "M/d/yy",
  "yyyyMM",
  "d. MMMM yyyy",
  "EEE 'the' do",
  "h:mma",
  "HH.mm",
  "ss.SSS",
  "'Q'Q/yyyy",
  "YYYY-'W'ww",
];

const SIGNATURE = { params: [{ name: "date", type: TEXT }], result: TEXT };

const read = (reading: string): Program =>
  apply(date, [input(0, TEXT), literal(reading, label("date-reading"))]);
const written = (value: Program, layout: string): Program =>
  apply(format, [value, literal(layout, label("date-layout"))]);
const print = (program: Program): string => printModule({ name: "it", signature: SIGNATURE, program }).source;

const SOME = fc.sample(fullDate, { numRuns: 25, seed: 3 });
/** Dates as the reading wants them, and texts that look like dates but are none. */
const textsFor = (reading: string): string[] => [
  ...SOME.flatMap((one) =>
    reading
      .split("|")
      .flatMap((layout) => formatDate(one, layout.replace("a", "aaa").replace(/\bD\b/, "DDD")) ?? []),
  ),
  ...[
    "",
    "31/2/2024",
    "2023-02-29",
    "29 Feb 2023",
    "0/0/00",
    "2024-13-01",
    "2024-00-10",
    "13:61",
    "13:10 pm",
  ],
  ...["0000-01-01", "30.2.24", "Mar 0, 2024", "x 5 may 2024 y", "1/2/49", "1/2/50", "2024 366", "2023 366"],
];

describe.each(READINGS)("read as %s", (reading) => {
  const programs = LAYOUTS.flatMap((layout) => [
    written(read(reading), layout),
    written(apply(floor, [read(reading), literal("30 minutes", label("date-unit"))]), layout),
    written(apply(add, [read(reading), literal("1 month", label("date-duration"))]), layout),
  ]);

  test("printed is what runs", async () => {
    const functions = await loadAll(programs.map(print));
    let defined = 0;
    programs.forEach((program, i) => {
      for (const text of textsFor(reading)) {
        const expected = run(program, [text]);
        if (expected !== undefined) defined++;
        expect(functions[i](text), `${JSON.stringify(text)}\n${print(program)}`).toBe(expected);
      }
    });
    expect(defined).toBeGreaterThan(100);
  });
});

test("the modules pass the type-checker", () => {
  const sources = READINGS.flatMap((reading) =>
    LAYOUTS.filter((layout) => layout.length > 3).map((layout) => print(written(read(reading), layout))),
  );
  expect(typeErrors(sources)).toBe("");
});

describe("a column in several layouts", () => {
  test("is printed with those that it has", async () => {
    const learned = await learn(
      [
        ["2024-03-05", "2024-03-05"],
        ["5 Mar 2024", "2024-03-05"],
        ["3/5/2024", "2024-03-05"],
      ],
      { unlabelled: [["2024-11-12"], ["12 Dec 2023"], ["1/31/2022"], ["7 Jan 2021"]] },
    );
    expect(learned.program).toContain('"d MMM yyyy|yyyy-M-d|M/d/yyyy"');
    expect(learned.typescript.split("\n").length).toBeLessThanOrEqual(40);
    expect(learned("31 Dec 1999")).toBe("1999-12-31");
    expect(learned("31 Nov 1999")).toBeUndefined();
  });

  test("is read in all common layouts where the examples are all there is", async () => {
    const learned = await learn([
      ["2024-03-05", "2024-03-05"],
      ["5 Mar 2024", "2024-03-05"],
      ["3/5/2024", "2024-03-05"],
    ]);
    expect(learned("March 6, 2021")).toBe("2021-03-06");
  });
});
