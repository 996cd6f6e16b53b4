/** @file Layouts that dates are written in: letters as in Unicode's LDML, other letters quoted 'like this'. */

import {
  CIVIL_DATE,
  type Code,
  type Helper,
  helperOf,
  type PrintContext,
  primary,
  templateCode,
} from "../../language/print.ts";
import type { CivilDate } from "../../language/value.ts";
import { WITH_ORDINAL, withOrdinal } from "../ordinal.ts";
import { dayOfYear, isoWeek, MONTHS, quarter, simpleWeek, WEEKDAYS, weekday, weekOfMonth } from "./civil.ts";
import {
  DAY_OF_YEAR,
  ISO_WEEK,
  ISO_YEAR,
  MONTH_NAMES,
  QUARTER,
  SIMPLE_WEEK,
  WEEK_OF_MONTH,
  WEEKDAY,
  WEEKDAY_NAMES,
} from "./printed.ts";

/** One field of a layout: how it is written, and its twin in printed code. */
export interface Field {
  /** ⊥ when the date lacks what the field shows. */
  write(date: CivilDate): string | undefined;
  readonly helper: Helper;
  /** The number that it shows, where that is a field of the date as it is. */
  readonly shows?: { readonly field: string; readonly width: number };
}

const PAD = helperOf(
  `const pad = (field: number | undefined, width: number) => field?.toString().padStart(width, "0");`,
);

/** A field shown as a number of at least `width` digits. `code` is the number in printed code. */
function numeric(
  name: string,
  width: number,
  value: (date: CivilDate) => number | undefined,
  code: string,
  needs: readonly Helper[] = [],
): Field {
  const body = width === 1 ? `${code}?.toString()` : `pad(${code}, ${width})`;
  const [, own] = /^date\.(\w+)$/.exec(code) ?? [];
  return {
    ...(own === undefined ? {} : { shows: { field: own, width } }),
    write: (date) => value(date)?.toString().padStart(width, "0"),
    helper: helperOf(
      `const ${name} = (date: CivilDate) => ${body};`,
      CIVIL_DATE,
      ...(width === 1 ? [] : [PAD]),
      ...needs,
    ),
  };
}

function field(name: string, write: Field["write"], body: string, needs: readonly Helper[] = []): Field {
  const source = `const ${name} = (date: CivilDate) => ${body};`;
  return { write, helper: { name, source, needs: [CIVIL_DATE, ...needs] } };
}

const hour12 = ({ hour }: CivilDate): number | undefined =>
  hour === undefined ? undefined : hour % 12 === 0 ? 12 : hour % 12;
const HOUR_12 = "(date.hour === undefined ? undefined : date.hour % 12 || 12)";
const when = (condition: string, then: string): string =>
  `(${condition} === undefined ? undefined : ${then})`;
const half = ({ hour }: CivilDate): string | undefined =>
  hour === undefined ? undefined : hour < 12 ? "AM" : "PM";

/** Every field by its letters. */
export const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ["yyyy", numeric("fullYear", 4, (d) => d.year, "date.year")],
  [
    "yy",
    numeric(
      "shortYear",
      2,
      (d) => (d.year === undefined ? undefined : d.year % 100),
      when("date.year", "date.year % 100"),
    ),
  ],
  ["YYYY", numeric("isoYearText", 4, (d) => isoWeek(d)?.year, "isoYear(date)", [ISO_YEAR])],
  ["M", numeric("monthText", 1, (d) => d.month, "date.month")],
  ["MM", numeric("paddedMonth", 2, (d) => d.month, "date.month")],
  [
    "MMM",
    field(
      "shortMonthName",
      (d) => (d.month === undefined ? undefined : MONTHS[d.month - 1].slice(0, 3)),
      "monthNames[date.month! - 1]?.slice(0, 3)",
      [MONTH_NAMES],
    ),
  ],
  [
    "MMMM",
    field(
      "monthName",
      (d) => (d.month === undefined ? undefined : MONTHS[d.month - 1]),
      "monthNames[date.month! - 1]",
      [MONTH_NAMES],
    ),
  ],
  ["d", numeric("dayText", 1, (d) => d.day, "date.day")],
  ["dd", numeric("paddedDay", 2, (d) => d.day, "date.day")],
  [
    "do",
    field(
      "ordinalDay",
      (d) => (d.day === undefined ? undefined : withOrdinal(String(d.day))),
      when("date.day", "withOrdinal(String(date.day))").slice(1, -1),
      [WITH_ORDINAL],
    ),
  ],
  [
    "dth",
    field(
      "dayTh",
      (d) => (d.day === undefined ? undefined : `${d.day}th`),
      when("date.day", 'date.day + "th"').slice(1, -1),
    ),
  ],
  ["D", numeric("dayOfYearText", 1, dayOfYear, "dayOfYear(date)", [DAY_OF_YEAR])],
  ["DDD", numeric("paddedDayOfYear", 3, dayOfYear, "dayOfYear(date)", [DAY_OF_YEAR])],
  [
    "EEE",
    field(
      "shortWeekdayName",
      (d) => WEEKDAYS[(weekday(d) ?? 0) - 1]?.slice(0, 3),
      "weekdayNames[weekday(date)! - 1]?.slice(0, 3)",
      [WEEKDAY_NAMES, WEEKDAY],
    ),
  ],
  [
    "EEEE",
    field("weekdayName", (d) => WEEKDAYS[(weekday(d) ?? 0) - 1], "weekdayNames[weekday(date)! - 1]", [
      WEEKDAY_NAMES,
      WEEKDAY,
    ]),
  ],
  ["e", numeric("weekdayNumber", 1, weekday, "weekday(date)", [WEEKDAY])],
  ["w", numeric("weekNumber", 1, (d) => isoWeek(d)?.week, "isoWeek(date)", [ISO_WEEK])],
  ["ww", numeric("paddedWeek", 2, (d) => isoWeek(d)?.week, "isoWeek(date)", [ISO_WEEK])],
  ["n", numeric("simpleWeekText", 1, simpleWeek, "simpleWeek(date)", [SIMPLE_WEEK])],
  ["nn", numeric("paddedSimpleWeek", 2, simpleWeek, "simpleWeek(date)", [SIMPLE_WEEK])],
  ["W", numeric("monthWeek", 1, weekOfMonth, "weekOfMonth(date)", [WEEK_OF_MONTH])],
  ["Q", numeric("quarterNumber", 1, quarter, "quarter(date)", [QUARTER])],
  ["H", numeric("hourText", 1, (d) => d.hour, "date.hour")],
  ["HH", numeric("paddedHour", 2, (d) => d.hour, "date.hour")],
  ["h", numeric("hour12Text", 1, hour12, HOUR_12)],
  ["hh", numeric("paddedHour12", 2, hour12, HOUR_12)],
  ["m", numeric("minuteText", 1, (d) => d.minute, "date.minute")],
  ["mm", numeric("paddedMinute", 2, (d) => d.minute, "date.minute")],
  ["s", numeric("secondText", 1, (d) => d.second, "date.second")],
  ["ss", numeric("paddedSecond", 2, (d) => d.second, "date.second")],
  ["SSS", numeric("milliseconds", 3, (d) => d.millisecond, "date.millisecond")],
  ["a", field("amPm", half, when("date.hour", 'date.hour < 12 ? "AM" : "PM"').slice(1, -1))],
  [
    "aaa",
    field(
      "lowerAmPm",
      (d) => half(d)?.toLowerCase(),
      when("date.hour", 'date.hour < 12 ? "am" : "pm"').slice(1, -1),
    ),
  ],
]);

export type Piece = { readonly field: string } | { readonly text: string };

const TOKEN = /'((?:[^']|'')*)'|do|dth|([A-Za-z])\2*|[^A-Za-z']+|'/g;

/** Splits a layout into fields (their letters, not checked) and literal text. '' is an apostrophe. */
export function pieces(layout: string): readonly Piece[] {
  const result: Piece[] = [];
  for (const [token, quoted] of layout.matchAll(TOKEN)) {
    const last = result[result.length - 1];
    const text = quoted === undefined ? token : quoted.replaceAll("''", "'") || "'";
    if (quoted === undefined && /^[A-Za-z]/.test(token)) result.push({ field: token });
    else if (last && "text" in last) result[result.length - 1] = { text: last.text + text };
    else result.push({ text });
  }
  return result;
}

/** Literal text as it stands in a layout: quoted from the first letter or apostrophe to the last. */
export const quoteLiteral = (text: string): string =>
  text.replace(/[A-Za-z'](?:.*[A-Za-z'])?/s, (part) => `'${part.replaceAll("'", "''")}'`);

const compiled = new Map<string, readonly (Field | string)[] | undefined>();

/** The layout as fields and text; ⊥ when it names an unknown field. */
export function compileLayout(layout: string): readonly (Field | string)[] | undefined {
  if (compiled.has(layout)) return compiled.get(layout);
  const parts = pieces(layout).map((piece) => ("text" in piece ? piece.text : FIELDS.get(piece.field)));
  const result = parts.includes(undefined) ? undefined : (parts as (Field | string)[]);
  if (compiled.size > 1000) compiled.clear();
  compiled.set(layout, result);
  return result;
}

/** The fields that a date must have to be written in a field of a layout, by the first of its letters. */
const NEEDED: ReadonlyMap<string, readonly string[]> = new Map([
  ["y", ["year"]],
  ["M", ["month"]],
  ["Q", ["month"]],
  ["d", ["day"]],
  ["W", ["day"]],
  ["H", ["hour"]],
  ["h", ["hour"]],
  ["a", ["hour"]],
  ["m", ["minute"]],
  ["s", ["second"]],
]);

/** The layout with dates that have those fields, as a template; ⊥ where they may lack another, or in a single field. */
export function printTemplate(
  layout: string,
  date: string,
  fields: readonly string[],
  context: PrintContext,
): Code | undefined {
  const parts = pieces(layout);
  if (parts.length < 2) return undefined;
  const codes: (string | Code)[] = [];
  for (const part of parts) {
    if ("text" in part) {
      codes.push(part.text);
      continue;
    }
    const needed = NEEDED.get(part.field[0]) ?? ["year", "month", "day"];
    const field = FIELDS.get(part.field);
    if (!field || part.field.startsWith("S") || !needed.every((name) => fields.includes(name)))
      return undefined;
    const { shows, helper } = field;
    const code = primary(
      !shows
        ? `${context.use(helper)}(${date})`
        : shows.width === 1
          ? `${date}.${shows.field}`
          : `${context.use(PAD)}(${date}.${shows.field}, ${shows.width})`,
    );
    codes.push({ ...code, template: [code] });
  }
  return { ...templateCode(codes, context), partial: false };
}

/** The date in the layout; ⊥ when a field is absent from the date or unknown. */
export function formatDate(date: CivilDate, layout: string): string | undefined {
  const parts = compileLayout(layout);
  if (parts === undefined) return undefined;
  let text = "";
  for (const part of parts) {
    const written = typeof part === "string" ? part : part.write(date);
    if (written === undefined) return undefined;
    text += written;
  }
  return text;
}

export const FORMAT_DATE = helperOf(
  `function formatDate(
  date: CivilDate,
  ...parts: (string | ((date: CivilDate) => string | undefined))[]
): string | undefined {
  const texts = parts.map((part) => (typeof part === "string" ? part : part(date)));
  return texts.includes(undefined) ? undefined : texts.join("");
}`,
  CIVIL_DATE,
);
