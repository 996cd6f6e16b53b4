/** @file How readings are written in printed code: a regular expression with named groups, and what makes fields of them. */

import {
  CIVIL_DATE,
  type Code,
  type Helper,
  helperOf,
  type PrintContext,
  primary,
} from "../../language/print.ts";
import {
  COMBINE,
  DATE_OF_DAY,
  DAY_NUMBER,
  DAY_OF_YEAR,
  IS_REAL_DATE,
  ISO_WEEK,
  ISO_YEAR,
  MONTH_NAMES,
  WEEK_OF_MONTH,
  WEEKDAY,
  WEEKDAY_NAMES,
} from "./printed.ts";
import { COMMON_TIME, CONVENTIONS, compileReading } from "./reading.ts";

const GROUPS = helperOf(`type DateGroups = Record<string, string | undefined>;`);

const READ_DATE = helperOf(
  `/** The first match whose fields are those of a real date. */
function readDate(text: string, fieldsOf: (groups: DateGroups) => CivilDate, ...patterns: RegExp[]) {
  for (const pattern of patterns) {
    const groups = pattern.exec(text)?.groups;
    const date = groups && fieldsOf(groups);
    if (date && isRealDate(date)) return date;
  }
  return undefined;
}`,
  CIVIL_DATE,
  GROUPS,
  IS_REAL_DATE,
);

const NUMERIC_FIELDS = helperOf(
  `const numericFields = (groups: DateGroups): CivilDate =>
  Object.fromEntries(Object.entries(groups).map(([name, digits]) => [name, Number(digits)]));`,
  CIVIL_DATE,
  GROUPS,
);

const NAME_INDEX = helperOf(
  `/** A number as it is; a name as its place in the list, from 1. */
function numberOrName(text: string | undefined, names: string[]): number | undefined {
  if (text === undefined || /^\\d/.test(text)) return text === undefined ? undefined : Number(text);
  return names.findIndex((name) => name.slice(0, 3).toLowerCase() === text.toLowerCase()) + 1;
}`,
);

const NAMED_FIELDS = helperOf(
  `function namedFields(groups: DateGroups): CivilDate {
  const number = (digits?: string) => (digits === undefined ? undefined : Number(digits));
  const [day, minute, second] = [number(groups.day), number(groups.minute), number(groups.second)];
  const month = numberOrName(groups.month, monthNames);
  const millisecond = number(groups.fraction?.padEnd(3, "0").slice(0, 3));
  let [year, hour] = [number(groups.year), number(groups.hour)];
  if (year !== undefined && groups.year?.length === 2) year += year < 50 ? 2000 : 1900;
  if (hour !== undefined && groups.half !== undefined) {
    hour = hour > 12 ? NaN : (hour % 12) + (/p/i.test(groups.half) ? 12 : 0);
  }
  return { year, month, day, hour, minute, second, millisecond };
}`,
  CIVIL_DATE,
  GROUPS,
  NAME_INDEX,
  MONTH_NAMES,
);

const HAS_MARKS = helperOf(
  `/** Whether the day of the year, the week or the place in the month are those that were read. */
function hasMarks(date: CivilDate, groups: DateGroups, { year, month }: CivilDate): boolean {
  if (groups.dayOfYear !== undefined) return dayOfYear(date) === Number(groups.dayOfYear);
  if (groups.week !== undefined) return isoWeek(date) === Number(groups.week) && isoYear(date) === year;
  return weekOfMonth(date) === Number(groups.nth) && date.month === month;
}`,
  CIVIL_DATE,
  GROUPS,
  DAY_OF_YEAR,
  ISO_WEEK,
  ISO_YEAR,
  WEEK_OF_MONTH,
);

const DAY_OF_MARKS = helperOf(
  `/** The day number that a day of the year, an ISO week or an n-th weekday names. */
function dayOfMarks(groups: DateGroups, { year, month }: CivilDate): number {
  const nameDay = numberOrName(groups.weekday, weekdayNames) ?? 1;
  if (groups.dayOfYear !== undefined) return dayNumber({ year, month: 1, day: 1 })! + Number(groups.dayOfYear) - 1;
  const fourth = { year, month: 1, day: 4 };
  if (groups.week !== undefined) return dayNumber(fourth)! - weekday(fourth)! + nameDay + Number(groups.week) * 7 - 7;
  const first = { year, month, day: 1 };
  if (month === undefined) return NaN;
  return dayNumber(first)! + Number(groups.nth) * 7 - 7 + ((nameDay - weekday(first)! + 7) % 7);
}`,
  CIVIL_DATE,
  GROUPS,
  NAME_INDEX,
  WEEKDAY_NAMES,
  DAY_NUMBER,
  WEEKDAY,
);

const MARKED_FIELDS = helperOf(
  `/** Also understands days of the year, ISO weeks and n-th weekdays of a month. */
function markedFields(groups: DateGroups): CivilDate {
  const read = namedFields(groups);
  if ((groups.nth ?? groups.week ?? groups.dayOfYear) === undefined) return read;
  if (read.year === undefined || read.year < 1) return { year: NaN };
  const days = dayOfMarks(groups, read);
  const date = Number.isNaN(days) ? undefined : dateOfDay(days);
  return date && hasMarks(date, groups, read) ? { ...read, ...date } : { year: NaN };
}`,
  CIVIL_DATE,
  GROUPS,
  NAMED_FIELDS,
  DAY_OF_MARKS,
  HAS_MARKS,
  DATE_OF_DAY,
);

const READ_COMMON_DATE = helperOf(
  `/** A date in any common layout, with a time of day if there is one. */
function readCommonDate(text: string, patterns: RegExp[]): CivilDate | undefined {
  const date = readDate(text, markedFields, ...patterns);
  const time = readDate(text, namedFields, commonTime);
  return date && time ? combineDates(date, time) : (date ?? time);
}`,
  CIVIL_DATE,
  READ_DATE,
  MARKED_FIELDS,
  NAMED_FIELDS,
  COMBINE,
  helperOf(`const commonTime =\n  ${COMMON_TIME};`),
);

const constant = (name: string, patterns: readonly RegExp[]): Helper =>
  helperOf(`const ${name} = [\n${patterns.map((pattern) => `  ${pattern},`).join("\n")}\n];`);

const CONVENTION_HELPERS: ReadonlyMap<string, Helper> = new Map([
  ["month-first", constant("monthFirstLayouts", CONVENTIONS.get("month-first") as readonly RegExp[])],
  ["day-first", constant("dayFirstLayouts", CONVENTIONS.get("day-first") as readonly RegExp[])],
]);

const MONTH_NUMBER = helperOf(
  `/** The number of a month, given so or by the first letters of its name. */
const monthNumber = (month: string): number =>
  /\\d/.test(month) ? Number(month) : "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(month.toLowerCase()) / 3 + 1;`,
);

const YEAR_NUMBER = helperOf(
  `/** Two digits are a year from 1950 to 2049. */
const yearNumber = (year: string): number =>
  year.length > 2 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);`,
);

/** Reads a day of the calendar where every pattern has year, month and day: some months by name, some years short. */
const readDay = (named: boolean, short: boolean): Helper => {
  const name = `read${named ? "Named" : ""}${short ? "Short" : ""}Day`;
  return helperOf(
    `/** The first match that is a day of the calendar. */
function ${name}(text: string, ...patterns: RegExp[]) {
  for (const pattern of patterns) {
    const groups = pattern.exec(text)?.groups;
    if (!groups) continue;
    const [year, day] = [${short ? "yearNumber" : "Number"}(groups.year), Number(groups.day)];
    const month = ${named ? "monthNumber" : "Number"}(groups.month);
    const last = new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
    if (year > 0 && month > 0 && month <= 12 && day > 0 && day <= last) return { year, month, day };
  }
  return undefined;
}`,
    ...(named ? [MONTH_NUMBER] : []),
    ...(short ? [YEAR_NUMBER] : []),
  );
};

/** A call with its arguments on lines of their own where they are too long for one. */
function callOf(name: string, args: readonly string[]): string {
  const line = `${name}(${args.join(", ")})`;
  return line.length <= 80 ? line : `${name}(\n${args.map((arg) => `  ${arg},\n`).join("")})`;
}

const FIELDS = ["year", "month", "day", "hour", "minute", "second"];

/** A call that reads a date from the text; ⊥ where the reading is none. */
export function printReading(reading: string, text: string, context: PrintContext): Code | undefined {
  const patterns = compileReading(reading);
  if (patterns === undefined) return undefined;
  const convention = CONVENTION_HELPERS.get(reading);
  if (convention) return primary(`${context.use(READ_COMMON_DATE)}(${text}, ${context.use(convention)})`);
  const sources = patterns.map(String);
  const fields = FIELDS.filter((field) => sources.every((source) => source.includes(`<${field}>`)));
  const groups = new Set(sources.flatMap((source) => source.match(/(?<=\(\?<)\w+(?=>)/g) ?? []));
  groups.delete("weekday");
  const isShort = sources.some((source) => source.includes("<year>\\d\\d)"));
  if (groups.size === 3 && ["year", "month", "day"].every((field) => fields.includes(field))) {
    const isNamed = sources.some((source) => source.includes("<month>J"));
    const helper = context.use(readDay(isNamed, isShort));
    return { ...primary(callOf(helper, [text, ...sources])), fields, name: "parsed" };
  }
  const fieldsOf = ["nth", "week", "dayOfYear"].some((group) => groups.has(group))
    ? MARKED_FIELDS
    : isShort || /<(half|weekday|fraction)>|<month>J/.test(sources.join(" "))
      ? NAMED_FIELDS
      : NUMERIC_FIELDS;
  const args = [text, context.use(fieldsOf), ...sources];
  return { ...primary(callOf(context.use(READ_DATE), args)), fields, name: "parsed" };
}
