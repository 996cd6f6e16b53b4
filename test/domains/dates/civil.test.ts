import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addTime,
  civilFromDays,
  compareDates,
  dayOfYear,
  daysBetween,
  daysFromCivil,
  daysInMonth,
  isoWeek,
  isReal,
  minutesBetween,
  parseAmount,
  roundTo,
  simpleWeek,
  weekday,
  weekdayOfDays,
} from "../../../src/domains/dates/civil.ts";
import { CivilDate } from "../../../src/language/value.ts";
import { anyDate, fullDate } from "./arbitrary.ts";

const DAY = 86_400_000;
/** `Date` on the same calendar, as oracle. */
const oracle = (days: number): Date => new Date(days * DAY);
const FIRST = -719_162;
const LAST = 2_932_896;
const dayNumbers = fc.integer({ min: FIRST, max: LAST });

const amount = (text: string) => parseAmount(text) as NonNullable<ReturnType<typeof parseAmount>>;
const at = (hour?: number, minute?: number, second?: number): CivilDate =>
  new CivilDate(undefined, undefined, undefined, hour, minute, second);
const on = (year: number, month: number, day: number): CivilDate => new CivilDate(year, month, day);

test("day numbers agree with Date.UTC from year 1 to 9999", () => {
  expect(civilFromDays(FIRST)).toEqual({ year: 1, month: 1, day: 1 });
  expect(civilFromDays(LAST)).toEqual({ year: 9999, month: 12, day: 31 });
  const check = (days: number): void => {
    const { year, month, day } = civilFromDays(days);
    const date = oracle(days);
    expect([year, month, day]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]);
    expect(daysFromCivil(year, month, day)).toBe(days);
    expect(weekdayOfDays(days)).toBe(date.getUTCDay() || 7);
    expect(dayOfYear(on(year, month, day))).toBe(days - daysFromCivil(year - 1, 12, 31));
  };
  fc.assert(fc.property(dayNumbers, check));
  for (let days = -1000; days < 1000; days++) check(days);
});

test("months have the lengths that Date.UTC gives them", () => {
  for (const year of [1, 4, 100, 400, 1900, 1999, 2000, 2023, 2024, 9999]) {
    for (let month = 1; month <= 12; month++) {
      const last = new Date(0);
      last.setUTCFullYear(year, month, 0);
      expect(daysInMonth(year, month)).toBe(last.getUTCDate());
    }
  }
});

test("ISO weeks of the days around New Year", () => {
  expect(isoWeek(on(2005, 1, 1))).toEqual({ year: 2004, week: 53 });
  expect(isoWeek(on(2008, 12, 29))).toEqual({ year: 2009, week: 1 });
  expect(isoWeek(on(2010, 1, 3))).toEqual({ year: 2009, week: 53 });
  expect(isoWeek(on(2020, 12, 31))).toEqual({ year: 2020, week: 53 });
  expect(isoWeek(on(2024, 12, 30))).toEqual({ year: 2025, week: 1 });
  expect(simpleWeek(on(2015, 1, 7))).toBe(1);
  expect(simpleWeek(on(2015, 1, 8))).toBe(2);
});

test("what is no date", () => {
  expect(isReal(on(2023, 2, 29))).toBe(false);
  expect(isReal(on(2024, 2, 29))).toBe(true);
  expect(isReal(new CivilDate(undefined, 2, 29))).toBe(true);
  expect(isReal(new CivilDate(undefined, undefined, 31))).toBe(true);
  expect(isReal(on(2024, 13, 1))).toBe(false);
  expect(isReal(on(0, 1, 1))).toBe(false);
  expect(isReal(at(24, 0))).toBe(false);
});

test("adding clamps months, carries days and wraps clocks", () => {
  expect(addTime(on(2024, 1, 31), amount("1 month"))).toEqual(on(2024, 2, 29));
  expect(addTime(on(2024, 2, 29), amount("-1 year"))).toEqual(on(2023, 2, 28));
  expect(addTime(on(2023, 12, 31), amount("1 day"))).toEqual(on(2024, 1, 1));
  expect(addTime(at(23, 34), amount("30 minutes"))).toEqual(at(0, 4));
  expect(addTime(new CivilDate(2023, 12, 31, 23, 34), amount("30 minutes"))).toEqual(
    new CivilDate(2024, 1, 1, 0, 4),
  );
  expect(addTime(at(undefined, 50, 0), amount("20 minutes"))).toEqual(at(undefined, 10, 0));
  expect(addTime(on(2023, 12, 31), amount("1 hour"))).toBeUndefined();
  expect(addTime(new CivilDate(undefined, 12, 31, 23, 0), amount("2 hours"))).toBeUndefined();
  expect(addTime(on(9999, 12, 31), amount("1 day"))).toBeUndefined();
});

test("rounding to units of the clock and of the calendar", () => {
  const cases: [CivilDate, string, CivilDate | undefined, CivilDate | undefined, CivilDate | undefined][] = [
    [at(11, 12, 29), "30 minutes", at(11, 0, 0), at(11, 30, 0), at(11, 0, 0)],
    [at(23, 34), "30 minutes", at(23, 30), at(0, 0), at(23, 30)],
    [at(23, 45), "30 minutes", at(23, 30), at(0, 0), at(0, 0)],
    [at(18), "2 hours", at(18, 0), at(18, 0), at(18, 0)],
    [at(4, 22, 15), "2 hours from 1:00", at(3, 0, 0), at(5, 0, 0), at(5, 0, 0)],
    [at(0, 10), "90 minutes from 0:30", at(23, 0), at(0, 30), at(0, 30)],
    [on(2024, 2, 17), "1 month", on(2024, 2, 1), on(2024, 3, 1), on(2024, 3, 1)],
    [on(2024, 2, 1), "1 quarter", on(2024, 1, 1), on(2024, 4, 1), on(2024, 1, 1)],
    [on(2024, 7, 2), "1 year", on(2024, 1, 1), on(2025, 1, 1), on(2025, 1, 1)],
    [on(2024, 2, 29), "1 week", on(2024, 2, 26), on(2024, 3, 4), on(2024, 2, 26)],
    [on(2024, 2, 29), "1 day", on(2024, 2, 29), on(2024, 2, 29), on(2024, 2, 29)],
    [on(2024, 2, 29), "15 minutes", undefined, undefined, undefined],
    [new CivilDate(2024), "10 years", new CivilDate(2020), new CivilDate(2030), new CivilDate(2020)],
  ];
  for (const [date, unit, floor, ceil, round] of cases) {
    expect([unit, roundTo(date, amount(unit), Math.floor)]).toEqual([unit, floor]);
    expect([unit, roundTo(date, amount(unit), Math.ceil)]).toEqual([unit, ceil]);
    expect([unit, roundTo(date, amount(unit), Math.round)]).toEqual([unit, round]);
  }
});

test("a floor is not after the date, is stable, and at most one unit away", () => {
  const units = ["10 minutes", "2 hours", "1 day", "1 week", "1 month", "1 quarter", "1 year"];
  fc.assert(
    fc.property(fullDate, fc.constantFrom(...units), (date, unit) => {
      const floor = roundTo(date, amount(unit), Math.floor) as CivilDate;
      const ceil = roundTo(date, amount(unit), Math.ceil);
      expect(isReal(floor)).toBe(true);
      expect(compareDates(floor, date)).toBeLessThanOrEqual(0);
      expect(roundTo(floor, amount(unit), Math.ceil)).toEqual(floor);
      if (ceil === undefined) return;
      expect(compareDates(date, ceil)).toBeLessThanOrEqual(0);
      if (compareDates(floor, date) !== 0) expect(addTime(floor, amount(unit))).toEqual(ceil);
    }),
  );
});

test("whatever the fields, adding and rounding give a real date or nothing", () => {
  const steps = ["7 seconds", "-45 minutes", "9 hours", "-1 day", "3 weeks", "13 months", "-20 years"];
  const units = ["7 seconds", "90 minutes from 0:30", "5 hours", "1 day", "1 week", "5 months", "7 years"];
  fc.assert(
    fc.property(anyDate, fc.constantFrom(...steps), fc.constantFrom(...units), (date, step, unit) => {
      const results = [
        addTime(date, amount(step)),
        ...[Math.floor, Math.ceil, Math.round].map((mode) => roundTo(date, amount(unit), mode)),
      ];
      for (const result of results) if (result) expect(isReal(result)).toBe(true);
    }),
  );
});

test("adding and subtracting days and minutes is undone", () => {
  fc.assert(
    fc.property(fullDate, fc.integer({ min: -99_999, max: 99_999 }), (date, count) => {
      for (const unit of ["day", "minute"] as const) {
        const moved = addTime(date, { count, unit, from: 0 });
        if (moved === undefined) continue;
        expect(addTime(moved, { count: -count, unit, from: 0 })).toEqual(date);
        if (unit === "day") expect(daysBetween(date, moved)).toBe(count);
        else expect(minutesBetween(date, moved)).toBe(count);
      }
    }),
  );
});

test("amounts are read in one notation only", () => {
  expect(parseAmount("+30 minutes")).toEqual({ count: 30, unit: "minute", from: 0 });
  expect(parseAmount("1 quarter")).toEqual({ count: 3, unit: "month", from: 0 });
  for (const text of ["", "minutes", "1 fortnight", "1.5 hours", "1 day ", "9999999 days"]) {
    expect(parseAmount(text)).toBeUndefined();
  }
  expect(weekday(on(2024, 2, 29))).toBe(4);
});
