/** @file Helpers that printed code needs for dates: each the twin of a function in civil.ts. */

import { CIVIL_DATE, helperOf } from "../../language/print.ts";

export const MONTH_NAMES = helperOf(
  `const monthNames = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];`,
);

export const WEEKDAY_NAMES = helperOf(
  `const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];`,
);

/** Days since 1970-01-01. `setUTCFullYear` because `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
export const DAY_NUMBER = helperOf(
  `function dayNumber({ year, month, day }: CivilDate): number | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000;
}`,
  CIVIL_DATE,
);

export const DATE_OF_DAY = helperOf(
  `function dateOfDay(days: number): CivilDate | undefined {
  const date = new Date(days * 86_400_000);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return undefined;
  return { year, month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}`,
  CIVIL_DATE,
);

export const WEEKDAY = helperOf(
  `/** 1 = Monday … 7 = Sunday. */
function weekday(date: CivilDate): number | undefined {
  const days = dayNumber(date);
  return days === undefined ? undefined : ((((days + 3) % 7) + 7) % 7) + 1;
}`,
  CIVIL_DATE,
  DAY_NUMBER,
);

export const DAY_OF_YEAR = helperOf(
  `function dayOfYear(date: CivilDate): number | undefined {
  const days = dayNumber(date);
  return days === undefined ? undefined : days - dayNumber({ ...date, month: 1, day: 1 })! + 1;
}`,
  CIVIL_DATE,
  DAY_NUMBER,
);

export const SIMPLE_WEEK = helperOf(
  `/** January 1 to 7 are week 1. */
function simpleWeek(date: CivilDate): number | undefined {
  const day = dayOfYear(date);
  return day === undefined ? undefined : Math.ceil(day / 7);
}`,
  CIVIL_DATE,
  DAY_OF_YEAR,
);

const THURSDAY = helperOf(
  `/** The Thursday of the date's week; its year is the ISO year. */
function thursdayOf(date: CivilDate): CivilDate | undefined {
  const days = dayNumber(date);
  if (days === undefined) return undefined;
  const thursday = new Date((days + 4 - weekday(date)!) * 86_400_000);
  return { year: thursday.getUTCFullYear(), month: thursday.getUTCMonth() + 1, day: thursday.getUTCDate() };
}`,
  CIVIL_DATE,
  DAY_NUMBER,
  WEEKDAY,
);

export const ISO_YEAR = helperOf(
  `const isoYear = (date: CivilDate): number | undefined => thursdayOf(date)?.year;`,
  CIVIL_DATE,
  THURSDAY,
);

export const ISO_WEEK = helperOf(
  `function isoWeek(date: CivilDate): number | undefined {
  const thursday = thursdayOf(date);
  return thursday && Math.ceil(dayOfYear(thursday)! / 7);
}`,
  CIVIL_DATE,
  THURSDAY,
  DAY_OF_YEAR,
);

export const WEEK_OF_MONTH = helperOf(
  `const weekOfMonth = ({ day }: CivilDate): number | undefined =>
  day === undefined ? undefined : Math.ceil(day / 7);`,
  CIVIL_DATE,
);

export const QUARTER = helperOf(
  `const quarter = ({ month }: CivilDate): number | undefined =>
  month === undefined ? undefined : Math.ceil(month / 3);`,
  CIVIL_DATE,
);

const SECOND_OF_DAY = helperOf(
  `function secondOfDay({ hour, minute, second }: CivilDate): number | undefined {
  if (hour === undefined && minute === undefined) return undefined;
  return (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0);
}`,
  CIVIL_DATE,
);

const AT_SECOND = helperOf(
  `/** The date at a second of its day, or of a day before or after. */
function atSecond(date: CivilDate, seconds: number): CivilDate | undefined {
  const cycle = date.hour === undefined ? 3600 : 86_400;
  const days = Math.floor(seconds / cycle);
  const rest = seconds - days * cycle;
  const hour = date.hour === undefined ? undefined : Math.floor(rest / 3600);
  const second = date.second === undefined && rest % 60 === 0 ? undefined : rest % 60;
  const moved = { ...date, hour, minute: Math.floor((rest % 3600) / 60), second };
  if (days === 0 || (date.year ?? date.month ?? date.day) === undefined) return moved;
  const number = hour === undefined ? undefined : dayNumber(date);
  const day = number === undefined ? undefined : dateOfDay(number + days);
  return day && { ...moved, ...day };
}`,
  CIVIL_DATE,
  DAY_NUMBER,
  DATE_OF_DAY,
);

export const ADD_SECONDS = helperOf(
  `function addSeconds(date: CivilDate, seconds: number): CivilDate | undefined {
  const start = secondOfDay(date);
  return start === undefined ? undefined : atSecond(date, start + seconds);
}`,
  CIVIL_DATE,
  SECOND_OF_DAY,
  AT_SECOND,
);

export const ADD_DAYS = helperOf(
  `function addDays(date: CivilDate, count: number): CivilDate | undefined {
  const days = dayNumber(date);
  const moved = days === undefined ? undefined : dateOfDay(days + count);
  return moved && { ...date, ...moved };
}`,
  CIVIL_DATE,
  DAY_NUMBER,
  DATE_OF_DAY,
);

export const ADD_MONTHS = helperOf(
  `function addMonths(date: CivilDate, count: number): CivilDate | undefined {
  if (date.year === undefined || (date.month === undefined && count % 12 !== 0)) return undefined;
  const index = date.year * 12 + (date.month ?? 1) - 1 + count;
  const year = Math.floor(index / 12);
  if (year < 1 || year > 9999) return undefined;
  if (date.month === undefined) return { ...date, year };
  const month = index - year * 12 + 1;
  const last = new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
  return { ...date, year, month, day: date.day === undefined ? undefined : Math.min(date.day, last) };
}`,
  CIVIL_DATE,
);

const AT_MIDNIGHT = helperOf(
  `function atMidnight({ hour, minute, second, millisecond, ...date }: CivilDate): CivilDate {
  const zero = (field: number | undefined) => (field === undefined ? undefined : 0);
  const clock = { hour: zero(hour), minute: zero(minute), second: zero(second) };
  return { ...date, ...clock, millisecond: zero(millisecond) };
}`,
  CIVIL_DATE,
);

const FRACTION_OF_DAY = helperOf(
  `const fractionOfDay = (date: CivilDate): number =>
  ((secondOfDay(date) ?? 0) + (date.millisecond ?? 0) / 1000) / 86_400;`,
  CIVIL_DATE,
  SECOND_OF_DAY,
);

/** `round` is `Math.floor`, `Math.ceil` or `Math.round`. */
export const ROUND_TIME = helperOf(
  `/** The time at a multiple of \`size\` seconds, counted from \`from\` seconds after midnight. */
function roundTime(date: CivilDate, size: number, round: (x: number) => number, from = 0) {
  const seconds = secondOfDay(date);
  if (seconds === undefined) return undefined;
  const exact = (seconds + (date.millisecond ?? 0) / 1000 - from) / size;
  const millisecond = date.millisecond === undefined ? undefined : 0;
  return atSecond({ ...date, millisecond }, round(exact) * size + from);
}`,
  CIVIL_DATE,
  SECOND_OF_DAY,
  AT_SECOND,
);

export const ROUND_DAYS = helperOf(
  `/** Midnight at the start of the day, or (length 7) of the week's Monday. */
function roundDays(date: CivilDate, length: 1 | 7, round: (x: number) => number): CivilDate | undefined {
  const days = dayNumber(date);
  if (days === undefined) return undefined;
  const first = length === 7 ? days + 1 - weekday(date)! : days;
  const moved = dateOfDay(first + round((days - first + fractionOfDay(date)) / length) * length);
  return moved && { ...atMidnight(date), ...moved };
}`,
  CIVIL_DATE,
  DAY_NUMBER,
  WEEKDAY,
  DATE_OF_DAY,
  FRACTION_OF_DAY,
  AT_MIDNIGHT,
);

export const ROUND_MONTHS = helperOf(
  `/** The start of a multiple of \`count\` months. */
function roundMonths(date: CivilDate, count: number, round: (x: number) => number): CivilDate | undefined {
  if (date.year === undefined || (date.month === undefined && count % 12 !== 0)) return undefined;
  const index = date.year * 12 + (date.month ?? 1) - 1;
  const first = index - (index % count);
  const start = (at: number) => dayNumber({ year: Math.floor(at / 12), month: (at % 12) + 1, day: 1 })!;
  const gone = start(index) + (date.day ?? 1) - 1 - start(first) + fractionOfDay(date);
  const at = first + round(gone / (start(first + count) - start(first))) * count;
  if (at < 12 || at >= 120_000) return undefined;
  const month = date.month === undefined ? undefined : (at % 12) + 1;
  const day = date.day === undefined ? undefined : 1;
  return { ...atMidnight(date), year: Math.floor(at / 12), month, day };
}`,
  CIVIL_DATE,
  DAY_NUMBER,
  FRACTION_OF_DAY,
  AT_MIDNIGHT,
);

export const COMPARE_DATES = helperOf(
  `/** Undefined when the dates do not have the same fields. */
function compareDates(a: CivilDate, b: CivilDate): number | undefined {
  const fields = ["year", "month", "day", "hour", "minute", "second", "millisecond"] as const;
  if (fields.some((field) => (a[field] === undefined) !== (b[field] === undefined))) return undefined;
  return fields.map((field) => (a[field] ?? 0) - (b[field] ?? 0)).find((order) => order !== 0) ?? 0;
}`,
  CIVIL_DATE,
);

export const IS_BEFORE = helperOf(
  `function isBefore(a: CivilDate, b: CivilDate): boolean | undefined {
  const order = compareDates(a, b);
  return order === undefined ? undefined : order < 0;
}`,
  CIVIL_DATE,
  COMPARE_DATES,
);

export const DAYS_BETWEEN = helperOf(
  `function daysBetween(a: CivilDate, b: CivilDate): number | undefined {
  const [from, to] = [dayNumber(a), dayNumber(b)];
  return from === undefined || to === undefined ? undefined : to - from;
}`,
  CIVIL_DATE,
  DAY_NUMBER,
);

export const MINUTES_BETWEEN = helperOf(
  `function minutesBetween(a: CivilDate, b: CivilDate): number | undefined {
  const [from, to, start, end] = [secondOfDay(a), secondOfDay(b), dayNumber(a), dayNumber(b)];
  if (from === undefined || to === undefined) return undefined;
  if ((start === undefined) !== (end === undefined)) return undefined;
  return Math.floor((((end ?? 0) - (start ?? 0)) * 86_400 + to - from) / 60);
}`,
  CIVIL_DATE,
  SECOND_OF_DAY,
  DAY_NUMBER,
);

export const IS_REAL_DATE = helperOf(
  `function isRealDate(date: CivilDate): boolean {
  const { year = 2000, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = date;
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return false;
  const last = new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
  return day <= last && hour <= 23 && minute <= 59 && second <= 59;
}`,
  CIVIL_DATE,
);

export const COMBINE = helperOf(
  `/** Fields of the first, and of the second where the first has none. */
function combineDates(a: CivilDate, b: CivilDate): CivilDate | undefined {
  const present = Object.entries(a).filter(([, value]) => value !== undefined);
  const both: CivilDate = { ...b, ...Object.fromEntries(present) };
  return isRealDate(both) ? both : undefined;
}`,
  CIVIL_DATE,
  IS_REAL_DATE,
);

export const MAKE_DATE = helperOf(
  `function makeDate(year: number, month: number, day: number): CivilDate | undefined {
  return [year, month, day].every(Number.isInteger) && isRealDate({ year, month, day })
    ? { year, month, day }
    : undefined;
}`,
  CIVIL_DATE,
  IS_REAL_DATE,
);
