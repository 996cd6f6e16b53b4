/**
 * @file Readings: how a date is found in a text. A reading is one or more layouts separated by "|", tried in
 * order, or the name of a convention ("month-first", "day-first") under which all common layouts are tried. Every
 * layout becomes one regular expression in which every repetition is bounded, so a search is linear in the text.
 *
 * Letters are those of output layouts, read leniently: M, d, H, h, m, s take one or two digits, MMM any month
 * name, EEE any weekday name; MM, dd, HH, mm, ss exactly two digits. Also here: o, the ending of an ordinal; D the
 * day of the year; w an ISO week with EEE its day; F which EEE of the month; SSS a fraction of a second.
 */

import { CivilDate } from "../../language/value.ts";
import {
  civilFromDays,
  combine,
  dayOfYear,
  daysFromCivil,
  isoWeek,
  isReal,
  MONTHS,
  WEEKDAYS,
  weekdayOfDays,
  weekOfMonth,
} from "./civil.ts";
import { pieces } from "./layout.ts";

const names = (all: readonly string[]): string => all.map((name) => name.slice(0, 3)).join("|");
const MONTH = `(?<month>${names(MONTHS)})[a-z]{0,6}`;
const WEEKDAY = `(?<weekday>${names(WEEKDAYS)})[a-z]{0,6}`;

const PATTERNS: ReadonlyMap<string, string> = new Map([
  ["yyyy", "(?<year>\\d{4})"],
  ["yy", "(?<year>\\d\\d)"],
  ["MMM", MONTH],
  ["M", "(?<month>\\d{1,2})"],
  ["MM", "(?<month>\\d\\d)"],
  ["d", "(?<day>\\d{1,2})"],
  ["dd", "(?<day>\\d\\d)"],
  ["do", "(?<day>\\d{1,2})(?:st|nd|rd|th)"],
  ["D", "(?<dayOfYear>\\d{1,3})"],
  ["EEE", WEEKDAY],
  ["w", "(?<week>\\d{1,2})"],
  ["e", "(?<weekday>\\d)"],
  ["F", "(?<nth>\\d)"],
  ["H", "(?<hour>\\d{1,2})"],
  ["HH", "(?<hour>\\d\\d)"],
  ["h", "(?<hour>\\d{1,2})"],
  ["hh", "(?<hour>\\d\\d)"],
  ["m", "(?<minute>\\d{1,2})"],
  ["mm", "(?<minute>\\d\\d)"],
  ["s", "(?<second>\\d{1,2})"],
  ["ss", "(?<second>\\d\\d)"],
  ["SSS", "(?<fraction>\\d{1,9})"],
  ["a", "(?<half>[AP])\\.?M\\.?"],
]);

const NAMED = /^(?:MMM|EEE|a|do)$/;
const escapeLiteral = (text: string): string =>
  text
    .replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")
    .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The pattern of one layout; ⊥ when it has no field, an unknown one, or one twice. */
function patternOf(layout: string): RegExp | undefined {
  const parts = pieces(layout);
  const groups = new Set<string>();
  let source = "";
  let named = false;
  for (const part of parts) {
    if ("text" in part) {
      source += escapeLiteral(part.text);
      continue;
    }
    const pattern = PATTERNS.get(part.field);
    if (pattern === undefined) return undefined;
    const group = /<(\w+)>/.exec(pattern)?.[1] as string;
    if (groups.has(group)) return undefined;
    groups.add(group);
    source += pattern;
    named ||= NAMED.test(part.field);
  }
  const [first, last] = [parts[0], parts[parts.length - 1]];
  if (groups.size === 0) return undefined;
  const letters = (part: (typeof parts)[number]): boolean =>
    "field" in part && /^(?:MMM|EEE)$/.test(part.field);
  if ("field" in first) source = `(?<!${letters(first) ? "[a-z]" : "\\d"})${source}`;
  if ("field" in last) {
    source += letters(last) || last.field === "a" || last.field === "do" ? "(?![a-z])" : "(?!\\d)";
  }
  return new RegExp(source, named ? "i" : "");
}

/** Patterns for dates in all common layouts; `numbers` are the ones whose day and month could be swapped. */
const convention = (numbers: readonly string[], compact: string): readonly RegExp[] => [
  /(?<!\d)(?<year>\d{4})(?:-|--|\/|\. ?| )(?<month>\d{1,2})(?:-|--|\/|\. ?| )(?<day>\d{1,2})(?!\d)/,
  ...numbers.map((order) => new RegExp(`(?<!\\d)${order}(?!\\d)`)),
  new RegExp(
    `(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:-|/|\\.? )(?:of )?${MONTH}(?:-|/|[.,]? )(?<year>\\d{4}|\\d\\d)(?!\\d)`,
    "i",
  ),
  new RegExp(
    `(?<![a-z])${MONTH}(?:-|/|\\.? )(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:-|/|,? )(?<year>\\d{4})(?!\\d)`,
    "i",
  ),
  new RegExp(`(?<![a-z])${MONTH} (?<year>\\d{4}) ${WEEKDAY} (?<nth>\\d)(?!\\d)`, "i"),
  new RegExp(`(?<![a-z])${WEEKDAY} wk (?<week>\\d{1,2}) in (?<year>\\d{4})(?!\\d)`, "i"),
  new RegExp(`(?<!\\d)${compact}(?!\\d)`),
  /(?<!\d)(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?!\d)/,
  /(?<!\d)(?<year>\d{4}) (?<dayOfYear>\d{1,3})(?!\d)/,
  new RegExp(`(?<![a-z])${MONTH},? (?<year>\\d{4})(?!\\d)`, "i"),
  /(?<!\d)(?<year>\d{4})(?!\d)/,
];

const SEPARATOR = "(?:--?|/|\\. ?| )";
const MONTH_DAY = `(?<month>\\d{1,2})${SEPARATOR}(?<day>\\d{1,2})${SEPARATOR}(?<year>\\d{4}|\\d\\d)`;
const DAY_MONTH = `(?<day>\\d{1,2})${SEPARATOR}(?<month>\\d{1,2})${SEPARATOR}(?<year>\\d{4}|\\d\\d)`;

/** A convention tries all common layouts of dates, and of times of day beside them. */
export const CONVENTIONS: ReadonlyMap<string, readonly RegExp[]> = new Map([
  ["month-first", convention([MONTH_DAY, DAY_MONTH], "(?<month>\\d\\d)(?<day>\\d\\d)(?<year>\\d{4})")],
  ["day-first", convention([DAY_MONTH, MONTH_DAY], "(?<day>\\d\\d)(?<month>\\d\\d)(?<year>\\d{4})")],
]);

export const COMMON_TIME =
  /(?<!\d)(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?)?(?: ?(?<half>[AP])\.?M(?![a-z]))?(?!\d)/i;

const cache = new Map<string, readonly RegExp[] | undefined>();

/** The patterns that a reading tries in turn; ⊥ when one of its layouts cannot be read. */
export function compileReading(reading: string): readonly RegExp[] | undefined {
  if (cache.has(reading)) return cache.get(reading);
  const patterns: readonly (RegExp | undefined)[] =
    CONVENTIONS.get(reading) ?? reading.split("|").map(patternOf);
  const result = patterns.includes(undefined) ? undefined : (patterns as readonly RegExp[]);
  if (cache.size > 1000) cache.clear();
  cache.set(reading, result);
  return result;
}

const numberOf = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : Number(digits);

const nameIndex = (all: readonly string[], name: string): number | undefined =>
  all.findIndex((full) => full.slice(0, 3).toLowerCase() === name.toLowerCase()) + 1 || undefined;

/** A number, or the place of a name in its list. */
const numberOrName = (text: string | undefined, all: readonly string[]): number | undefined =>
  text === undefined ? undefined : /^\d/.test(text) ? Number(text) : nameIndex(all, text);

/** What the groups of a match say; ⊥ when that is no real date. */
function dateOfGroups(groups: Record<string, string | undefined>): CivilDate | undefined {
  let year = numberOf(groups.year);
  if (year !== undefined && groups.year?.length === 2) year += year < 50 ? 2000 : 1900;
  let month = numberOrName(groups.month, MONTHS);
  let day = numberOf(groups.day);
  let hour = numberOf(groups.hour);
  if (groups.half !== undefined && hour !== undefined) {
    if (hour > 12) return undefined;
    hour = (hour % 12) + (/p/i.test(groups.half) ? 12 : 0);
  }
  const days = dayOfMarks(groups, year, month);
  if (days === null) return undefined;
  if (days !== undefined) ({ year, month, day } = civilFromDays(days));
  const millisecond =
    groups.fraction === undefined ? undefined : Number(groups.fraction.padEnd(3, "0").slice(0, 3));
  const date = new CivilDate(
    year,
    month,
    day,
    hour,
    numberOf(groups.minute),
    numberOf(groups.second),
    millisecond,
  );
  return isReal(date) ? date : undefined;
}

/** The day number that a day of the year, a week or an n-th weekday names; `null` when there is no such day. */
function dayOfMarks(
  groups: Record<string, string | undefined>,
  year: number | undefined,
  month: number | undefined,
): number | null | undefined {
  const [nth, week, ordinalDay] = [numberOf(groups.nth), numberOf(groups.week), numberOf(groups.dayOfYear)];
  if (nth === undefined && week === undefined && ordinalDay === undefined) return undefined;
  if (year === undefined || year < 1) return null;
  const start = (m: number, d: number): number => daysFromCivil(year, m, d);
  const weekday = numberOrName(groups.weekday, WEEKDAYS) ?? 1;
  let days: number;
  if (ordinalDay !== undefined) days = start(1, ordinalDay);
  else if (week !== undefined) days = start(1, 4) - weekdayOfDays(start(1, 4)) + weekday + (week - 1) * 7;
  else if (month === undefined || nth === undefined) return null;
  else days = start(month, nth * 7 - 6) + ((weekday - weekdayOfDays(start(month, 1)) + 7) % 7);
  // The marks of the day found must be those that were read: there is no week 53, or fifth Monday, in some years.
  const found = civilFromDays(days);
  const date = new CivilDate(found.year, found.month, found.day);
  const holds =
    ordinalDay !== undefined
      ? dayOfYear(date) === ordinalDay
      : week !== undefined
        ? isoWeek(date)?.week === week && isoWeek(date)?.year === year
        : weekOfMonth(date) === nth && found.month === month;
  return holds ? days : null;
}

const firstMatch = (text: string, patterns: readonly RegExp[]): CivilDate | undefined => {
  for (const pattern of patterns) {
    const groups = pattern.exec(text)?.groups;
    const date = groups && dateOfGroups(groups);
    if (date) return date;
  }
  return undefined;
};

/** The date that a reading finds in a text: the leftmost match of the first layout that gives a real date. */
export function readDate(text: string, reading: string): CivilDate | undefined {
  const patterns = compileReading(reading);
  if (patterns === undefined) return undefined;
  const date = firstMatch(text, patterns);
  if (!CONVENTIONS.has(reading)) return date;
  const time = firstMatch(text, [COMMON_TIME]);
  return date && time ? combine(date, time) : (date ?? time);
}
