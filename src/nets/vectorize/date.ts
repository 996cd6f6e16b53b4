/**
 * @file Dates and times: the year as a trend, what comes round again as a point on a circle, so that December is beside
 * January, and for whole dates the day of the week. A field that some of the data lack has a number for its presence.
 */

import { CivilDate, DATE_FIELDS, type Value } from "../../language/value.ts";
import type { Field } from "../../library/field.ts";
import { unwritable, type Vectorizer } from "./vectorizer.ts";

type Name = (typeof DATE_FIELDS)[number];

/** Of each field its least value, and how many there are before it comes round. */
const CYCLES: Readonly<Record<Exclude<Name, "year">, { readonly first: number; readonly count: number }>> = {
  month: { first: 1, count: 12 },
  day: { first: 1, count: 31 },
  hour: { first: 0, count: 24 },
  minute: { first: 0, count: 60 },
  second: { first: 0, count: 60 },
  millisecond: { first: 0, count: 1000 },
};
const YEARS = { first: 1, last: 9999 };

export interface DateFields {
  /** Fields that some date of the data has, in the order of `DATE_FIELDS`. */
  readonly fields: readonly Name[];
  /** Those that others lack. */
  readonly optional: readonly Name[];
  /** Of the years. */
  readonly mean: number;
  readonly deviation: number;
}

export class DateVectorizer implements Vectorizer {
  readonly kind = "date";
  readonly size: number;
  readonly shape: readonly number[];
  readonly #given: DateFields;
  /** Day, month and year are there in all dates. */
  readonly #hasWeekday: boolean;

  constructor(given: DateFields) {
    this.#given = given;
    this.#hasWeekday = (["year", "month", "day"] as const).every(
      (name) => given.fields.includes(name) && !given.optional.includes(name),
    );
    const sizes = given.fields.map((name) => (name === "year" ? 1 : 2));
    this.size =
      sizes.reduce<number>((sum, size) => sum + size, given.optional.length) + (this.#hasWeekday ? 2 : 0);
    this.shape = [this.size];
  }

  /** From the data. */
  static of(dates: readonly CivilDate[]): DateVectorizer {
    const fields = DATE_FIELDS.filter((name) => dates.some((date) => date[name] !== undefined));
    const optional = fields.filter((name) => dates.some((date) => date[name] === undefined));
    const years = dates.flatMap(({ year }) => (year === undefined ? [] : [year]));
    const count = Math.max(1, years.length);
    const mean = years.reduce((sum, year) => sum + year, 0) / count;
    const deviation = Math.sqrt(years.reduce((sum, year) => sum + (year - mean) ** 2, 0) / count);
    return new DateVectorizer({ fields, optional, mean, deviation: Math.max(1, deviation) });
  }

  static from(json: Field): DateVectorizer {
    json.only(["kind", "fields", "optional", "mean", "deviation"]);
    const names = (name: string): Name[] => {
      const given = json
        .at(name)
        .items()
        .map((item) => item.text());
      const known = DATE_FIELDS.filter((field) => given.includes(field));
      return known.length === given.length
        ? known
        : json.at(name).fail(`should be some of ${DATE_FIELDS.join(", ")}`);
    };
    const [fields, optional] = [names("fields"), names("optional")];
    if (optional.some((name) => !fields.includes(name)))
      json.at("optional").fail("should be some of the fields");
    const mean = json.at("mean").real(0, YEARS.last);
    return new DateVectorizer({
      fields,
      optional,
      mean,
      deviation: json.at("deviation").real(1, YEARS.last),
    });
  }

  write(value: Value, to: Float32Array, at: number): void {
    const { fields, optional, mean, deviation } = this.#given;
    const isKnown =
      value instanceof CivilDate &&
      DATE_FIELDS.every((name) =>
        value[name] === undefined ? optional.includes(name) || !fields.includes(name) : fields.includes(name),
      );
    if (!isKnown) throw unwritable(value, `dates with ${fields.join(", ")}`);
    to.fill(0, at, at + this.size);
    let place = at;
    for (const name of fields) {
      const part = value[name];
      if (optional.includes(name)) to[place++] = part === undefined ? 0 : 1;
      if (name === "year") {
        to[place++] = part === undefined ? 0 : (part - mean) / deviation;
        continue;
      }
      if (part !== undefined) turn(to, place, (part - CYCLES[name].first) / CYCLES[name].count);
      place += 2;
    }
    if (this.#hasWeekday) turn(to, place, weekdayOf(value) / 7);
  }

  read(from: Float32Array, at: number): CivilDate {
    const { fields, optional, mean, deviation } = this.#given;
    const found: Partial<Record<Name, number>> = {};
    let place = at;
    for (const name of fields) {
      const isThere = !optional.includes(name) || from[place++] > 0.5;
      if (name === "year") {
        const year = Math.round((Number.isNaN(from[place]) ? 0 : from[place]) * deviation + mean);
        if (isThere) found.year = Math.max(YEARS.first, Math.min(YEARS.last, year));
        place++;
        continue;
      }
      const { first, count } = CYCLES[name];
      if (isThere) found[name] = first + (Math.round(turnOf(from, place) * count) % count);
      place += 2;
    }
    if (found.day !== undefined) found.day = Math.min(found.day, lastDay(found.year, found.month));
    return new CivilDate(...DATE_FIELDS.map((name) => found[name]));
  }

  toJSON() {
    return { kind: this.kind, ...this.#given };
  }
}

/** A part of a turn as a point on the unit circle. */
function turn(to: Float32Array, at: number, part: number): void {
  to[at] = Math.sin(2 * Math.PI * part);
  to[at + 1] = Math.cos(2 * Math.PI * part);
}

/** The inverse, 0 … 1; of no direction at all, 0. */
function turnOf(from: Float32Array, at: number): number {
  const part = Math.atan2(from[at], from[at + 1]) / (2 * Math.PI);
  return Number.isNaN(part) ? 0 : part < 0 ? part + 1 : part;
}

/** Days of the month; as many as it ever has where the year or the month is not known. */
function lastDay(year = 2000, month = 1): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/** 0 is a Sunday: Sakamoto's method. */
function weekdayOf({ year = 1, month = 1, day = 1 }: CivilDate): number {
  const y = month < 3 ? year - 1 : year;
  const offset = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1];
  return (y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + offset + day) % 7;
}
