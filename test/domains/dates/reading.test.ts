import fc from "fast-check";
import { expect, test } from "vitest";
import { isReal } from "../../../src/domains/dates/civil.ts";
import { formatDate } from "../../../src/domains/dates/layout.ts";
import { compileReading, readDate } from "../../../src/domains/dates/reading.ts";
import { CivilDate } from "../../../src/language/value.ts";
import { fullDate } from "./arbitrary.ts";

const show = (date: CivilDate | undefined): string | undefined =>
  date &&
  Object.values(date)
    .map((field) => field ?? "_")
    .join(" ")
    .replace(/( _)+$/, "");

test("layouts people use", () => {
  const cases: [string, string, string | undefined][] = [
    ["2020-03-06", "yyyy-M-d", "2020 3 6"],
    ["on 6/3/2020, at noon", "d/M/yyyy", "2020 3 6"],
    ["06.03.20", "d.M.yy", "2020 3 6"],
    ["06.03.50", "d.M.yy", "1950 3 6"],
    ["June 6th, 1999", "MMM do, yyyy", "1999 6 6"],
    ["6 SEPTEMBER 1999", "d MMM yyyy", "1999 9 6"],
    ["Sept 6 1999", "MMM d yyyy", "1999 9 6"],
    ["01312020", "MMddyyyy", "2020 1 31"],
    ["227", "Hmm", "_ _ _ 2 27"],
    ["1105", "Hmm", "_ _ _ 11 5"],
    ["6PM", "ha", "_ _ _ 18"],
    ["12:05 am", "h:mm a", "_ _ _ 0 5"],
    ["12:05 P.M.", "h:mm a", "_ _ _ 12 5"],
    ["13:05 PM", "h:mm a", undefined],
    ["25:00", "m:ss", "_ _ _ _ 25 0"],
    ["2020-03-06T18:05:09.5Z", "yyyy-M-d'T'H:mm:ss.SSS", "2020 3 6 18 5 9 500"],
    ["2143 75", "yyyy D", "2143 3 16"],
    ["2023 366", "yyyy D", undefined],
    ["Mar 1983 Tue 3", "MMM yyyy EEE F", "1983 3 15"],
    ["Mar 1983 Mon 5", "MMM yyyy EEE F", undefined],
    ["Thu wk 10 in 2039", "EEE 'wk' w 'in' yyyy", "2039 3 10"],
    ["2020-W53-5", "yyyy-'W'w-e", "2021 1 1"],
    ["2021-W53-5", "yyyy-'W'w-e", undefined],
    ["Friday, March 6, 2020", "EEE, MMM d, yyyy", "2020 3 6"],
    ["31/2/2020", "d/M/yyyy", undefined],
    ["29/2/2023", "d/M/yyyy", undefined],
    ["0000-01-01", "yyyy-M-d", undefined],
    ["112/3/20201", "d/M/yyyy", undefined],
    ["smart 3", "MMM d", undefined],
    ["10:00-11:30", "-H:mm", "_ _ _ 11 30"],
    ["13/2/2020", "M/d/yyyy|d/M/yyyy", "2020 2 13"],
    ["anything", "x", undefined],
    ["2020", "", undefined],
    ["2020 2020", "yyyy yyyy", undefined],
  ];
  for (const [text, reading, expected] of cases) {
    expect([text, reading, show(readDate(text, reading))]).toEqual([text, reading, expected]);
  }
});

test("conventions read every common layout, and differ only where a number could be day or month", () => {
  const cases: [string, string | undefined, string | undefined][] = [
    ["3/4/2020", "2020 3 4", "2020 4 3"],
    ["13/4/2020", "2020 4 13", "2020 4 13"],
    ["4/13/2020 6:05pm", "2020 4 13 18 5", "2020 4 13 18 5"],
    ["2001--11--6", "2001 11 6", "2001 11 6"],
    ["14. November 2013", "2013 11 14", "2013 11 14"],
    ["Jan 10 1975", "1975 1 10", "1975 1 10"],
    ["12171973", "1973 12 17", "1721 1 1"],
    ["20201231", "2020 12 31", "2020 12 31"],
    ["Mar 1983 Tue 3", "1983 3 15", "1983 3 15"],
    ["9:30", "_ _ _ 9 30", "_ _ _ 9 30"],
    ["March 2020", "2020 3", "2020 3"],
    ["1756", "1756", "1756"],
    ["no date", undefined, undefined],
  ];
  for (const [text, month, day] of cases) {
    expect([text, show(readDate(text, "month-first"))]).toEqual([text, month]);
    if (text !== "12171973") expect([text, show(readDate(text, "day-first"))]).toEqual([text, day]);
  }
});

test("what a layout writes, the same layout reads", () => {
  const layouts = [
    ["yyyy-MM-dd HH:mm:ss", "yyyy-M-d H:mm:ss"],
    ["dd.MM.yyyy, h:mm:ssa", "d.M.yyyy, h:mm:ssa"],
    ["EEEE, MMMM do yyyy 'at' hh:mm:ss aaa", "EEE, MMM do yyyy 'at' h:mm:ss a"],
    ["MMddyyyyHHmmss", "MMddyyyyHHmmss"],
    ["H:mm:ss d MMM yyyy", "H:mm:ss d MMM yyyy"],
  ];
  fc.assert(
    fc.property(fullDate, fc.constantFrom(...layouts), (date, [layout, reading]) => {
      expect(readDate(formatDate(date, layout) as string, reading)).toEqual(date);
    }),
  );
  fc.assert(
    fc.property(fullDate, (date) => {
      expect(readDate(formatDate(date, "YYYY-'W'ww-e") as string, "yyyy-'W'w-e")).toEqual(
        date.year === 9999 && date.month === 12
          ? expect.anything()
          : new CivilDate(date.year, date.month, date.day),
      );
    }),
  );
});

const READINGS = [
  "yyyy-M-d",
  "MMM d, yyyy",
  "EEE, d MMM yyyy H:mm",
  "h:mm a",
  "month-first",
  "day-first",
  "yyyy D",
  "Hmm",
];

test("whatever the text, a reading gives a real date or nothing", () => {
  const words = fc.constantFrom(
    "12",
    "2020",
    "31",
    "Feb",
    "Mon",
    "-",
    "/",
    " ",
    ":",
    "30",
    "am",
    "T",
    "wk",
    "0",
    "99",
  );
  fc.assert(
    fc.property(
      fc.array(words).map((all) => all.join("")),
      fc.constantFrom(...READINGS),
      (text, reading) => {
        const date = readDate(text, reading);
        if (date) expect(isReal(date)).toBe(true);
      },
    ),
  );
  expect(compileReading("yyyy|nonsense")).toBeUndefined();
});

test("hostile texts of 100 kB take linear time", () => {
  const hostile = [
    "1",
    "12/",
    "jan",
    "jan ",
    "12 jan ",
    "2020-12-",
    "1 jan 2020 mon ",
    "mon ",
    "12:30:",
    "september",
    " ",
  ];
  for (const piece of hostile) {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    const start = performance.now();
    for (const reading of [...READINGS, "xMMM d", "'x'MMM'y'EEE d"]) readDate(text, reading);
    expect(performance.now() - start).toBeLessThan(1000);
  }
});
