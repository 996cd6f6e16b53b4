/**
 * @file Arithmetic on the proleptic Gregorian calendar. Day numbers count from 1970-01-01, as in Howard Hinnant's
 * "chrono-compatible low-level date algorithms"; no `Date`, no `Intl`, so answers never depend on the machine.
 */

import { CivilDate, DATE_FIELDS } from "../../language/value.ts";

export const MONTHS: readonly string[] = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
/** Monday first. */
export const WEEKDAYS: readonly string[] = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
];

const DAY = 86_400;

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export const daysInMonth = (year: number, month: number): number =>
  month === 2
    ? isLeapYear(year)
      ? 29
      : 28
    : month === 4 || month === 6 || month === 9 || month === 11
      ? 30
      : 31;

/** Days since 1970-01-01. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function civilFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** 1 = Monday … 7 = Sunday. */
export const weekdayOfDays = (days: number): number => ((((days + 3) % 7) + 7) % 7) + 1;

/** The day number; ⊥ unless year, month and day are all there. */
export const dayNumber = (date: CivilDate): number | undefined =>
  date.year === undefined || date.month === undefined || date.day === undefined
    ? undefined
    : daysFromCivil(date.year, date.month, date.day);

export function weekday(date: CivilDate): number | undefined {
  const days = dayNumber(date);
  return days === undefined ? undefined : weekdayOfDays(days);
}

export function dayOfYear(date: CivilDate): number | undefined {
  const days = dayNumber(date);
  return days === undefined ? undefined : days - daysFromCivil(date.year as number, 1, 1) + 1;
}

/** The ISO 8601 week and the year it belongs to: the year of that week's Thursday. */
export function isoWeek(date: CivilDate): { year: number; week: number } | undefined {
  const days = dayNumber(date);
  if (days === undefined) return undefined;
  const thursday = days + 4 - weekdayOfDays(days);
  const { year } = civilFromDays(thursday);
  return { year, week: Math.floor((thursday - daysFromCivil(year, 1, 1)) / 7) + 1 };
}

/** January 1 to 7 are week 1, whatever their weekdays. */
export function simpleWeek(date: CivilDate): number | undefined {
  const day = dayOfYear(date);
  return day === undefined ? undefined : Math.ceil(day / 7);
}

/** 1 for days 1 to 7, and so on; also which of its weekday in the month a day is. */
export const weekOfMonth = (date: CivilDate): number | undefined =>
  date.day === undefined ? undefined : Math.ceil(date.day / 7);

export const quarter = (date: CivilDate): number | undefined =>
  date.month === undefined ? undefined : Math.ceil(date.month / 3);

const within = (field: number | undefined, low: number, high: number): boolean =>
  field === undefined || (Number.isInteger(field) && field >= low && field <= high);

/** Whether the fields that are there can be those of a date and time; 29 February wants a leap year only if there is a year. */
export function isReal(date: CivilDate): boolean {
  if (!within(date.year, 1, 9999) || !within(date.month, 1, 12)) return false;
  const last = date.month === undefined ? 31 : daysInMonth(date.year ?? 2000, date.month);
  return (
    within(date.day, 1, last) &&
    within(date.hour, 0, 23) &&
    within(date.minute, 0, 59) &&
    within(date.second, 0, 59) &&
    within(date.millisecond, 0, 999)
  );
}

export type Unit = "second" | "minute" | "hour" | "day" | "week" | "month" | "year";

/** A number of units; `from` is where the multiples of a clock unit begin, in seconds after midnight. */
export interface Amount {
  readonly count: number;
  readonly unit: Unit;
  readonly from: number;
}

const AMOUNT =
  /^([+-]?\d{1,6}) (second|minute|hour|day|week|month|quarter|year)s?(?: from (\d{1,2}):(\d{2}))?$/;

/** Reads "15 minutes", "-1 day", "1 quarter", "2 hours from 1:00"; ⊥ for anything else. */
export function parseAmount(text: string): Amount | undefined {
  const match = AMOUNT.exec(text);
  if (!match) return undefined;
  const from = match[3] === undefined ? 0 : (Number(match[3]) * 60 + Number(match[4])) * 60;
  const count = Number(match[1]);
  return match[2] === "quarter"
    ? { count: count * 3, unit: "month", from }
    : { count, unit: match[2] as Unit, from };
}

/** "30 minutes", "1 day": the canonical text of a count and a unit. */
export const showAmount = (count: number, unit: string): string =>
  `${count} ${unit}${Math.abs(count) === 1 ? "" : "s"}`;

/** Seconds in a unit of the clock; ⊥ for units of the calendar. */
export const secondsIn = (unit: Unit): number | undefined =>
  unit === "second" ? 1 : unit === "minute" ? 60 : unit === "hour" ? 3600 : undefined;

/** Seconds since midnight, or since the full hour where the hour is absent; ⊥ without hour and minute. */
export const secondOfDay = (date: CivilDate): number | undefined =>
  date.hour === undefined && date.minute === undefined
    ? undefined
    : (date.hour ?? 0) * 3600 + (date.minute ?? 0) * 60 + (date.second ?? 0);

/**
 * The same date at `seconds` after midnight, which may lie on another day. Without a date the clock wraps around
 * (within the hour, where the hour is absent); with an incomplete one, another day is ⊥. Minutes are always
 * there in the result, seconds where they were or where they are needed.
 */
function atSecond(date: CivilDate, seconds: number, millisecond: number | undefined): CivilDate | undefined {
  const cycle = date.hour === undefined ? 3600 : DAY;
  const days = Math.floor(seconds / cycle);
  const rest = seconds - days * cycle;
  let { year, month, day } = date;
  if (days !== 0 && (year !== undefined || month !== undefined || day !== undefined)) {
    const number = dayNumber(date);
    if (number === undefined || date.hour === undefined) return undefined;
    ({ year, month, day } = civilFromDays(number + days));
    if (year < 1 || year > 9999) return undefined;
  }
  const second = date.second === undefined && rest % 60 === 0 ? undefined : rest % 60;
  const hour = date.hour === undefined ? undefined : Math.floor(rest / 3600);
  return new CivilDate(year, month, day, hour, Math.floor((rest % 3600) / 60), second, millisecond);
}

/** The date moved by months; a day beyond the end of the new month becomes its last. */
function addMonths(date: CivilDate, months: number): CivilDate | undefined {
  if (date.year === undefined || (date.month === undefined && months % 12 !== 0)) return undefined;
  const index = date.year * 12 + (date.month ?? 1) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  if (year < 1 || year > 9999) return undefined;
  const day = date.day === undefined ? undefined : Math.min(date.day, daysInMonth(year, month));
  return new CivilDate(
    year,
    date.month === undefined ? undefined : month,
    day,
    date.hour,
    date.minute,
    date.second,
    date.millisecond,
  );
}

/** The date moved by whole days; ⊥ unless year, month and day are there. */
function onDay(date: CivilDate, days: number): CivilDate | undefined {
  const { year, month, day } = civilFromDays(days);
  if (year < 1 || year > 9999) return undefined;
  return new CivilDate(year, month, day, date.hour, date.minute, date.second, date.millisecond);
}

/** Later (or earlier) by an amount; ⊥ where the fields it moves are absent, or the year leaves 1…9999. */
export function addTime(date: CivilDate, { count, unit }: Amount): CivilDate | undefined {
  const size = secondsIn(unit);
  if (size !== undefined) {
    const seconds = secondOfDay(date);
    return seconds === undefined ? undefined : atSecond(date, seconds + count * size, date.millisecond);
  }
  if (unit === "month" || unit === "year") return addMonths(date, unit === "month" ? count : count * 12);
  const days = dayNumber(date);
  return days === undefined ? undefined : onDay(date, days + (unit === "week" ? count * 7 : count));
}

/** `Math.floor`, `Math.ceil` or `Math.round` (halves up). */
export type Mode = (x: number) => number;

const zero = (field: number | undefined): number | undefined => (field === undefined ? undefined : 0);

/** Midnight of the day: every field of the clock that is there becomes 0. */
const atMidnight = (date: CivilDate): CivilDate =>
  new CivilDate(
    date.year,
    date.month,
    date.day,
    zero(date.hour),
    zero(date.minute),
    zero(date.second),
    zero(date.millisecond),
  );

const fractionOfDay = (date: CivilDate): number =>
  ((secondOfDay(date) ?? 0) + (date.millisecond ?? 0) / 1000) / DAY;

/**
 * The date at a multiple of an amount: clock units count from midnight (or from `from`), weeks from Monday,
 * months and years from year 0. Fields finer than the unit become 0 or 1 where they are there.
 */
export function roundTo(date: CivilDate, { count, unit, from }: Amount, mode: Mode): CivilDate | undefined {
  if (count < 1) return undefined;
  const size = secondsIn(unit);
  if (size !== undefined) {
    const seconds = secondOfDay(date);
    if (seconds === undefined) return undefined;
    const exact = (seconds + (date.millisecond ?? 0) / 1000 - from) / (count * size);
    return atSecond(date, mode(exact) * count * size + from, zero(date.millisecond));
  }
  if (unit === "month" || unit === "year")
    return roundMonths(date, unit === "month" ? count : count * 12, mode);
  const days = dayNumber(date);
  if (days === undefined || count !== 1) return undefined;
  const length = unit === "week" ? 7 : 1;
  const first = unit === "week" ? days + 1 - weekdayOfDays(days) : days;
  const up = mode((days - first + fractionOfDay(date)) / length);
  return onDay(atMidnight(date), first + up * length);
}

function roundMonths(date: CivilDate, count: number, mode: Mode): CivilDate | undefined {
  if (date.year === undefined || (date.month === undefined && count % 12 !== 0)) return undefined;
  const index = date.year * 12 + (date.month ?? 1) - 1;
  const first = index - (index % count);
  const dayOfIndex = (at: number): number => daysFromCivil(Math.floor(at / 12), (at % 12) + 1, 1);
  const start = dayOfIndex(first);
  const gone = dayOfIndex(index) + (date.day ?? 1) - 1 - start + fractionOfDay(date);
  const up = mode(gone / (dayOfIndex(first + count) - start));
  const day = date.day === undefined ? undefined : 1;
  const at = first + up * count;
  if (at < 12 || at >= 120_000) return undefined;
  const month = date.month === undefined ? undefined : (at % 12) + 1;
  const midnight = atMidnight(date);
  return new CivilDate(
    Math.floor(at / 12),
    month,
    day,
    midnight.hour,
    midnight.minute,
    midnight.second,
    midnight.millisecond,
  );
}

/** Fields of the first date, and those of the second where the first has none; ⊥ when they make no real date. */
export function combine(a: CivilDate, b: CivilDate): CivilDate | undefined {
  const both = new CivilDate(
    a.year ?? b.year,
    a.month ?? b.month,
    a.day ?? b.day,
    a.hour ?? b.hour,
    a.minute ?? b.minute,
    a.second ?? b.second,
    a.millisecond ?? b.millisecond,
  );
  return isReal(both) ? both : undefined;
}

/** Negative, 0 or positive as `a` is before, at or after `b`; ⊥ when they do not have the same fields. */
export function compareDates(a: CivilDate, b: CivilDate): number | undefined {
  let order = 0;
  for (const field of DATE_FIELDS) {
    const [x, y] = [a[field], b[field]];
    if ((x === undefined) !== (y === undefined)) return undefined;
    if (order === 0 && x !== undefined && y !== undefined) order = x - y;
  }
  return order;
}

/** Days from `a` to `b`; ⊥ unless both have year, month and day. */
export function daysBetween(a: CivilDate, b: CivilDate): number | undefined {
  const [from, to] = [dayNumber(a), dayNumber(b)];
  return from === undefined || to === undefined ? undefined : to - from;
}

/** Minutes from `a` to `b`, rounded down; without dates, within one day. ⊥ without times or with one date. */
export function minutesBetween(a: CivilDate, b: CivilDate): number | undefined {
  const [from, to] = [secondOfDay(a), secondOfDay(b)];
  if (from === undefined || to === undefined) return undefined;
  const [start, end] = [dayNumber(a), dayNumber(b)];
  if ((start === undefined) !== (end === undefined)) return undefined;
  return Math.floor((((end ?? 0) - (start ?? 0)) * DAY + to - from) / 60);
}
