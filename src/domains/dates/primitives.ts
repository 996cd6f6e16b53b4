/** @file The primitives on dates and times. */

import type { Primitive } from "../../language/primitive.ts";
import {
  type Argument,
  Binding,
  type Code,
  type Helper,
  helperCall,
  NOTHING,
  type Print,
  type PrintContext,
  primary,
} from "../../language/print.ts";
import { BOOL, DATE, INT, label, REAL, TEXT } from "../../language/type.ts";
import { CivilDate, type Value } from "../../language/value.ts";
import {
  addTime,
  combine,
  compareDates,
  dayOfYear,
  daysBetween,
  isoWeek,
  isReal,
  type Mode,
  minutesBetween,
  parseAmount,
  quarter,
  roundTo,
  secondsIn,
  simpleWeek,
  type Unit,
  weekday,
  weekOfMonth,
} from "./civil.ts";
import { compileLayout, FORMAT_DATE, formatDate, printTemplate } from "./layout.ts";
import {
  ADD_DAYS,
  ADD_MONTHS,
  ADD_SECONDS,
  COMBINE,
  DAY_OF_YEAR,
  DAYS_BETWEEN,
  IS_BEFORE,
  ISO_WEEK,
  ISO_YEAR,
  MAKE_DATE,
  MINUTES_BETWEEN,
  QUARTER,
  ROUND_DAYS,
  ROUND_MONTHS,
  ROUND_TIME,
  SIMPLE_WEEK,
  WEEK_OF_MONTH,
  WEEKDAY,
} from "./printed.ts";
import { printReading } from "./printedreading.ts";
import { readDate } from "./reading.ts";

const argument = (code: Argument, context: PrintContext): string => context.at(code, Binding.Lambda);

/** Prints by the literal text of the second argument; the code of anything else would need a table of all labels. */
const byLabel =
  (print: (value: string, first: string, context: PrintContext, given: Argument) => Code): Print =>
  ([first, second], context) =>
    print(typeof second.literal === "string" ? second.literal : "", argument(first, context), context, first);

/** The same, of a date moved: it has the fields that it had. */
const moved = (print: (value: string, first: string, context: PrintContext) => Code): Print =>
  byLabel((value, first, context, { fields }) => ({ ...print(value, first, context), fields }));

/** The date or time found in a text by a reading, a list of layouts separated by |; none if no layout matches a real date. */
export const date: Primitive = {
  name: "date",
  params: [TEXT, label("date-reading")],
  result: DATE,
  partial: true,
  run: ([text, reading]) => readDate(text as string, reading as string),
  print: byLabel((reading, text, context) => printReading(reading, text, context) ?? NOTHING),
};

/** The date written in a layout such as yyyy-MM-dd; none if the date lacks a field. */
export const format: Primitive = {
  name: "format-date",
  params: [DATE, label("date-layout")],
  result: TEXT,
  partial: true,
  run: ([value, layout]) => formatDate(value as CivilDate, layout as string),
  print: byLabel((layout, value, context, { fields = [] }) => {
    const template = /^[\w$]+$/.test(value) && printTemplate(layout, value, fields, context);
    if (template) return template;
    const parts = compileLayout(layout);
    if (parts === undefined) return NOTHING;
    const [only] = parts;
    if (parts.length === 1 && typeof only !== "string")
      return primary(`${context.use(only.helper)}(${value})`);
    const written = parts.map((part) =>
      typeof part === "string" ? context.quote(part) : context.use(part.helper),
    );
    return primary(`${context.use(FORMAT_DATE)}(${[value, ...written].join(", ")})`);
  }),
};

interface Part {
  of(date: CivilDate): number | undefined;
  /** A helper, or nothing where the part is a property of its own. */
  readonly helper?: Helper;
}

/** What `date-part` can take from a date, by label. */
export const PARTS: ReadonlyMap<string, Part> = new Map<string, Part>([
  ["year", { of: (d) => d.year }],
  ["month", { of: (d) => d.month }],
  ["day", { of: (d) => d.day }],
  ["hour", { of: (d) => d.hour }],
  ["minute", { of: (d) => d.minute }],
  ["second", { of: (d) => d.second }],
  ["weekday", { of: weekday, helper: WEEKDAY }],
  ["quarter", { of: quarter, helper: QUARTER }],
  ["day-of-year", { of: dayOfYear, helper: DAY_OF_YEAR }],
  ["iso-week", { of: (d) => isoWeek(d)?.week, helper: ISO_WEEK }],
  ["iso-year", { of: (d) => isoWeek(d)?.year, helper: ISO_YEAR }],
  ["week", { of: simpleWeek, helper: SIMPLE_WEEK }],
  ["week-of-month", { of: weekOfMonth, helper: WEEK_OF_MONTH }],
]);

/** A part of a date as a number: year, month, day, hour, weekday (1 is Monday), quarter, iso-week …; none if it is absent. */
export const part: Primitive = {
  name: "date-part",
  params: [DATE, label("date-part")],
  result: INT,
  partial: true,
  run: ([value, name]) => PARTS.get(name as string)?.of(value as CivilDate),
  print: ([value, name], context) => {
    const found = typeof name.literal === "string" ? PARTS.get(name.literal) : undefined;
    if (found === undefined) return NOTHING;
    const code = found.helper
      ? `${context.use(found.helper)}(${argument(value, context)})`
      : `${context.at(value, Binding.Primary)}.${name.literal}`;
    return { ...primary(code), name: name.literal as string };
  },
};

/** A span of clock units as code, in seconds: `30 * 60`. */
const spanCode = (count: number, unit: Unit): string => {
  const size = secondsIn(unit) as number;
  return size === 1 || count === 0 ? String(count) : count === 1 ? String(size) : `${count} * ${size}`;
};

function rounding(name: string, mode: Mode, code: string): Primitive {
  return {
    name,
    params: [DATE, label("date-unit")],
    result: DATE,
    partial: true,
    run([value, unit]) {
      const amount = parseAmount(unit as string);
      return amount && roundTo(value as CivilDate, amount, mode);
    },
    print: moved((unit, value, context) => {
      const amount = parseAmount(unit);
      if (amount === undefined || amount.count < 1) return NOTHING;
      const { count, from } = amount;
      if (secondsIn(amount.unit) !== undefined) {
        const origin =
          from === 0
            ? ""
            : `, ${from % 3600 === 0 ? spanCode(from / 3600, "hour") : spanCode(from / 60, "minute")}`;
        return primary(
          `${context.use(ROUND_TIME)}(${value}, ${spanCode(count, amount.unit)}, ${code}${origin})`,
        );
      }
      if (amount.unit === "month" || amount.unit === "year") {
        const months = amount.unit === "month" ? count : count * 12;
        return primary(`${context.use(ROUND_MONTHS)}(${value}, ${months}, ${code})`);
      }
      if (count !== 1) return NOTHING;
      return primary(`${context.use(ROUND_DAYS)}(${value}, ${amount.unit === "week" ? 7 : 1}, ${code})`);
    }),
  };
}

/** The date moved back to a multiple of a unit such as 30 minutes or 1 month; none if its fields are absent. */
export const floor = rounding("floor-date", Math.floor, "Math.floor");
/** The date moved on to a multiple of a unit, unless it is one; none if its fields are absent. */
export const ceil = rounding("ceil-date", Math.ceil, "Math.ceil");
/** The date moved on to the next multiple of a unit, also from one, as the end of a range is; none if its fields are absent. */
export const next = rounding(
  "next-date",
  (steps) => Math.floor(steps) + 1,
  "(steps) => Math.floor(steps) + 1",
);
/** The date moved to the nearest multiple of a unit, halves on; none if its fields are absent. */
export const round = rounding("round-date", Math.round, "Math.round");

/** The date moved by a duration such as 30 minutes or -1 day; months keep to the end of the month; none if its fields are absent. */
export const add: Primitive = {
  name: "add-time",
  params: [DATE, label("date-duration")],
  result: DATE,
  partial: true,
  run([value, duration]) {
    const amount = parseAmount(duration as string);
    return amount && addTime(value as CivilDate, amount);
  },
  print: moved((duration, value, context) => {
    const amount = parseAmount(duration);
    if (amount === undefined) return NOTHING;
    const { count, unit } = amount;
    if (secondsIn(unit) !== undefined) {
      return primary(`${context.use(ADD_SECONDS)}(${value}, ${spanCode(count, unit)})`);
    }
    if (unit === "month" || unit === "year") {
      return primary(`${context.use(ADD_MONTHS)}(${value}, ${unit === "month" ? count : count * 12})`);
    }
    return primary(`${context.use(ADD_DAYS)}(${value}, ${unit === "week" ? count * 7 : count})`);
  }),
};

const onTwo =
  (of: (a: CivilDate, b: CivilDate) => Value): Primitive["run"] =>
  ([a, b]) =>
    of(a as CivilDate, b as CivilDate);

/** Fields of the first date, and of the second where the first has none; none if they make no real date. */
export const combined: Primitive = {
  name: "combine",
  params: [DATE, DATE],
  result: DATE,
  partial: true,
  run: onTwo(combine),
  print: helperCall(COMBINE),
};

/** The date of a year, month and day; none if there is no such day. */
export const make: Primitive = {
  name: "make-date",
  params: [REAL, REAL, REAL],
  result: DATE,
  partial: true,
  run([year, month, day]) {
    const made = new CivilDate(year as number, month as number, day as number);
    return isReal(made) ? made : undefined;
  },
  print: helperCall(MAKE_DATE),
};

/** Days from the first date to the second; none unless both have year, month and day. */
export const days: Primitive = {
  name: "days-between",
  params: [DATE, DATE],
  result: INT,
  partial: true,
  run: onTwo(daysBetween),
  print: helperCall(DAYS_BETWEEN),
};

/** Whole minutes from the first time to the second; none without times, or if only one has a date. */
export const minutes: Primitive = {
  name: "minutes-between",
  params: [DATE, DATE],
  result: INT,
  partial: true,
  run: onTwo(minutesBetween),
  print: helperCall(MINUTES_BETWEEN),
};

/** Whether the first date is before the second; none unless they have the same fields. */
export const before: Primitive = {
  name: "is-before",
  params: [DATE, DATE],
  result: BOOL,
  partial: true,
  run: onTwo((a, b) => {
    const order = compareDates(a, b);
    return order === undefined ? undefined : order < 0;
  }),
  print: helperCall(IS_BEFORE),
};

export const datePrimitives: readonly Primitive[] = [
  date,
  format,
  part,
  floor,
  ceil,
  next,
  round,
  add,
  combined,
  make,
  days,
  minutes,
  before,
];
