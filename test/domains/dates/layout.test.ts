import fc from "fast-check";
import { expect, test } from "vitest";
import { compileLayout, FIELDS, formatDate, quoteLiteral } from "../../../src/domains/dates/layout.ts";
import { CivilDate } from "../../../src/language/value.ts";
import { fullDate } from "./arbitrary.ts";

const DATE = new CivilDate(2020, 3, 6, 18, 5, 9, 70);

test("fields are written as their letters say", () => {
  const cases: [string, string | undefined][] = [
    ["yyyy-MM-dd", "2020-03-06"],
    ["M/d/yy", "3/6/20"],
    ["MMM d, yyyy", "Mar 6, 2020"],
    ["MMMM 'the' do", "March the 6th"],
    ["MMMM 'the' dth", "March the 6th"],
    ["EEE EEEE e", "Fri Friday 5"],
    ["h:mma", "6:05PM"],
    ["hh:mm:ss aaa", "06:05:09 pm"],
    ["H.m.s SSS", "18.5.9 070"],
    ["'Q'Q YYYY-'W'ww w n nn W", "Q1 2020-W10 10 10 10 1"],
    ["D DDD", "66 066"],
    ["''yy 'o''clock'", "'20 o'clock"],
    ["MMddyyyyHHmm", "030620201805"],
    ["x", undefined],
    ["yyyyy", undefined],
    ["", ""],
  ];
  for (const [layout, text] of cases) expect([layout, formatDate(DATE, layout)]).toEqual([layout, text]);
});

test("a field that is absent leaves the text absent", () => {
  const empty = new CivilDate();
  for (const letters of FIELDS.keys())
    expect([letters, formatDate(empty, letters)]).toEqual([letters, undefined]);
  expect(formatDate(new CivilDate(2020, 3), "MMM yyyy")).toBe("Mar 2020");
  expect(formatDate(new CivilDate(2020, 3), "MMM d yyyy")).toBeUndefined();
});

test("any literal text can stand between fields", () => {
  fc.assert(
    fc.property(fullDate, fc.string({ unit: "grapheme" }), (date, text) => {
      const layout = `yyyy${quoteLiteral(text)}dd`;
      const year = String(date.year).padStart(4, "0");
      expect(formatDate(date, layout)).toBe(`${year}${text}${String(date.day).padStart(2, "0")}`);
    }),
  );
  expect(compileLayout("q")).toBeUndefined();
});
