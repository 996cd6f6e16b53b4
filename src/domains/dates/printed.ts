/** @file Helpers that printed code needs for dates: each the twin of a function in civil.ts. */

import { CIVIL_DATE, type Helper } from "../../language/print.ts";

export const MONTH_NAMES: Helper = {
  name: "monthNames",
  source: `const monthNames = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];`,
};

export const WEEKDAY_NAMES: Helper = {
  name: "weekdayNames",
  source: `const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];`,
};

/** Days since 1970-01-01. `setUTCFullYear` because `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
export const DAY_NUMBER: Helper = {
  name: "dayNumber",
  source: `function dayNumber({ year, month, day }: CivilDate): number | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000;
}`,
  needs: [CIVIL_DATE],
};

export const DATE_OF_DAY: Helper = {
  name: "dateOfDay",
  source: `function dateOfDay(days: number): CivilDate | undefined {
  const date = new Date(days * 86_400_000);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return undefined;
  return { year, month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}`,
  needs: [CIVIL_DATE],
};

export const WEEKDAY: Helper = {
  name: "weekday",
  source: `/** 1 = Monday … 7 = Sunday. */
function weekday(date: CivilDate): number | undefined {
  const days = dayNumber(date);
  return days === undefined ? undefined : ((((days + 3) % 7) + 7) % 7) + 1;
}`,
  needs: [CIVIL_DATE, DAY_NUMBER],
};

export const DAY_OF_YEAR: Helper = {
  name: "dayOfYear",
  source: `function dayOfYear(date: CivilDate): number | undefined {
  const days = dayNumber(date);
  return days === undefined ? undefined : days - dayNumber({ ...date, month: 1, day: 1 })! + 1;
}`,
  needs: [CIVIL_DATE, DAY_NUMBER],
};

export const SIMPLE_WEEK: Helper = {
  name: "simpleWeek",
  source: `/** January 1 to 7 are week 1. */
function simpleWeek(date: CivilDate): number | undefined {
  const day = dayOfYear(date);
  return day === undefined ? undefined : Math.ceil(day / 7);
}`,
  needs: [CIVIL_DATE, DAY_OF_YEAR],
};

const THURSDAY: Helper = {
  name: "thursdayOf",
  source: `/** The Thursday of the date's week; its year is the ISO year. */
function thursdayOf(date: CivilDate): CivilDate | undefined {
  const days = dayNumber(date);
  if (days === undefined) return undefined;
  const thursday = new Date((days + 4 - weekday(date)!) * 86_400_000);
  return { year: thursday.getUTCFullYear(), month: thursday.getUTCMonth() + 1, day: thursday.getUTCDate() };
}`,
  needs: [CIVIL_DATE, DAY_NUMBER, WEEKDAY],
};

export const ISO_YEAR: Helper = {
  name: "isoYear",
  source: `const isoYear = (date: CivilDate): number | undefined => thursdayOf(date)?.year;`,
  needs: [CIVIL_DATE, THURSDAY],
};

export const ISO_WEEK: Helper = {
  name: "isoWeek",
  source: `function isoWeek(date: CivilDate): number | undefined {
  const thursday = thursdayOf(date);
  return thursday && Math.ceil(dayOfYear(thursday)! / 7);
}`,
  needs: [CIVIL_DATE, THURSDAY, DAY_OF_YEAR],
};

export const WEEK_OF_MONTH: Helper = {
  name: "weekOfMonth",
  source: `const weekOfMonth = ({ day }: CivilDate): number | undefined =>
  day === undefined ? undefined : Math.ceil(day / 7);`,
  needs: [CIVIL_DATE],
};

export const QUARTER: Helper = {
  name: "quarter",
  source: `const quarter = ({ month }: CivilDate): number | undefined =>
  month === undefined ? undefined : Math.ceil(month / 3);`,
  needs: [CIVIL_DATE],
};

const SECOND_OF_DAY: Helper = {
  name: "secondOfDay",
  source: `function secondOfDay({ hour, minute, second }: CivilDate): number | undefined {
  if (hour === undefined && minute === undefined) return undefined;
  return (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0);
}`,
  needs: [CIVIL_DATE],
};

const AT_SECOND: Helper = {
  name: "atSecond",
  source: `/** The date at a second of its day, or of a day before or after. */
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
  needs: [CIVIL_DATE, DAY_NUMBER, DATE_OF_DAY],
};

export const ADD_SECONDS: Helper = {
  name: "addSeconds",
  source: `function addSeconds(date: CivilDate, seconds: number): CivilDate | undefined {
  const start = secondOfDay(date);
  return start === undefined ? undefined : atSecond(date, start + seconds);
}`,
  needs: [CIVIL_DATE, SECOND_OF_DAY, AT_SECOND],
};

export const ADD_DAYS: Helper = {
  name: "addDays",
  source: `function addDays(date: CivilDate, count: number): CivilDate | undefined {
  const days = dayNumber(date);
  const moved = days === undefined ? undefined : dateOfDay(days + count);
  return moved && { ...date, ...moved };
}`,
  needs: [CIVIL_DATE, DAY_NUMBER, DATE_OF_DAY],
};

export const ADD_MONTHS: Helper = {
  name: "addMonths",
  source: `function addMonths(date: CivilDate, count: number): CivilDate | undefined {
  if (date.year === undefined || (date.month === undefined && count % 12 !== 0)) return undefined;
  const index = date.year * 12 + (date.month ?? 1) - 1 + count;
  const year = Math.floor(index / 12);
  if (year < 1 || year > 9999) return undefined;
  if (date.month === undefined) return { ...date, year };
  const month = index - year * 12 + 1;
  const last = new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
  return { ...date, year, month, day: date.day === undefined ? undefined : Math.min(date.day, last) };
}`,
  needs: [CIVIL_DATE],
};

const AT_MIDNIGHT: Helper = {
  name: "atMidnight",
  source: `function atMidnight({ hour, minute, second, millisecond, ...date }: CivilDate): CivilDate {
  const zero = (field: number | undefined) => (field === undefined ? undefined : 0);
  const clock = { hour: zero(hour), minute: zero(minute), second: zero(second) };
  return { ...date, ...clock, millisecond: zero(millisecond) };
}`,
  needs: [CIVIL_DATE],
};

const FRACTION_OF_DAY: Helper = {
  name: "fractionOfDay",
  source: `const fractionOfDay = (date: CivilDate): number =>
  ((secondOfDay(date) ?? 0) + (date.millisecond ?? 0) / 1000) / 86_400;`,
  needs: [CIVIL_DATE, SECOND_OF_DAY],
};

/** `round` is `Math.floor`, `Math.ceil` or `Math.round`. */
export const ROUND_TIME: Helper = {
  name: "roundTime",
  source: `/** The time at a multiple of \`size\` seconds, counted from \`from\` seconds after midnight. */
function roundTime(date: CivilDate, size: number, round: (x: number) => number, from = 0) {
  const seconds = secondOfDay(date);
  if (seconds === undefined) return undefined;
  const exact = (seconds + (date.millisecond ?? 0) / 1000 - from) / size;
  const millisecond = date.millisecond === undefined ? undefined : 0;
  return atSecond({ ...date, millisecond }, round(exact) * size + from);
}`,
  needs: [CIVIL_DATE, SECOND_OF_DAY, AT_SECOND],
};

export const ROUND_DAYS: Helper = {
  name: "roundDays",
  source: `/** Midnight at the start of the day, or (length 7) of the week's Monday. */
function roundDays(date: CivilDate, length: 1 | 7, round: (x: number) => number): CivilDate | undefined {
  const days = dayNumber(date);
  if (days === undefined) return undefined;
  const first = length === 7 ? days + 1 - weekday(date)! : days;
  const moved = dateOfDay(first + round((days - first + fractionOfDay(date)) / length) * length);
  return moved && { ...atMidnight(date), ...moved };
}`,
  needs: [CIVIL_DATE, DAY_NUMBER, WEEKDAY, DATE_OF_DAY, FRACTION_OF_DAY, AT_MIDNIGHT],
};

export const ROUND_MONTHS: Helper = {
  name: "roundMonths",
  source: `/** The start of a multiple of \`count\` months. */
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
  needs: [CIVIL_DATE, DAY_NUMBER, FRACTION_OF_DAY, AT_MIDNIGHT],
};

export const COMPARE_DATES: Helper = {
  name: "compareDates",
  source: `/** Undefined when the dates do not have the same fields. */
function compareDates(a: CivilDate, b: CivilDate): number | undefined {
  const fields = ["year", "month", "day", "hour", "minute", "second", "millisecond"] as const;
  if (fields.some((field) => (a[field] === undefined) !== (b[field] === undefined))) return undefined;
  return fields.map((field) => (a[field] ?? 0) - (b[field] ?? 0)).find((order) => order !== 0) ?? 0;
}`,
  needs: [CIVIL_DATE],
};

export const IS_BEFORE: Helper = {
  name: "isBefore",
  source: `function isBefore(a: CivilDate, b: CivilDate): boolean | undefined {
  const order = compareDates(a, b);
  return order === undefined ? undefined : order < 0;
}`,
  needs: [CIVIL_DATE, COMPARE_DATES],
};

export const DAYS_BETWEEN: Helper = {
  name: "daysBetween",
  source: `function daysBetween(a: CivilDate, b: CivilDate): number | undefined {
  const [from, to] = [dayNumber(a), dayNumber(b)];
  return from === undefined || to === undefined ? undefined : to - from;
}`,
  needs: [CIVIL_DATE, DAY_NUMBER],
};

export const MINUTES_BETWEEN: Helper = {
  name: "minutesBetween",
  source: `function minutesBetween(a: CivilDate, b: CivilDate): number | undefined {
  const [from, to, start, end] = [secondOfDay(a), secondOfDay(b), dayNumber(a), dayNumber(b)];
  if (from === undefined || to === undefined) return undefined;
  if ((start === undefined) !== (end === undefined)) return undefined;
  return Math.floor((((end ?? 0) - (start ?? 0)) * 86_400 + to - from) / 60);
}`,
  needs: [CIVIL_DATE, SECOND_OF_DAY, DAY_NUMBER],
};

export const IS_REAL_DATE: Helper = {
  name: "isRealDate",
  source: `function isRealDate(date: CivilDate): boolean {
  const { year = 2000, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = date;
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return false;
  const last = new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
  return day <= last && hour <= 23 && minute <= 59 && second <= 59;
}`,
  needs: [CIVIL_DATE],
};

export const COMBINE: Helper = {
  name: "combineDates",
  source: `/** Fields of the first, and of the second where the first has none. */
function combineDates(a: CivilDate, b: CivilDate): CivilDate | undefined {
  const present = Object.entries(a).filter(([, value]) => value !== undefined);
  const both: CivilDate = { ...b, ...Object.fromEntries(present) };
  return isRealDate(both) ? both : undefined;
}`,
  needs: [CIVIL_DATE, IS_REAL_DATE],
};

export const MAKE_DATE: Helper = {
  name: "makeDate",
  source: `function makeDate(year: number, month: number, day: number): CivilDate | undefined {
  return [year, month, day].every(Number.isInteger) && isRealDate({ year, month, day })
    ? { year, month, day }
    : undefined;
}`,
  needs: [CIVIL_DATE, IS_REAL_DATE],
};
