/** @file Which units and durations lie between the dates that were read and those that stand in the outputs. */

import { bits } from "../../language/grammar.ts";
import { CivilDate, type Value } from "../../language/value.ts";
import {
  addTime,
  dayNumber,
  isReal,
  type Mode,
  parseAmount,
  roundTo,
  secondOfDay,
  showAmount,
} from "./civil.ts";
import { readDate } from "./reading.ts";
import { bareRange, findShapes, readingOf } from "./shapes.ts";
import type { View } from "./views.ts";

/** A literal and its cost in 1/16 bit. */
export interface Step {
  readonly label: string;
  readonly cost: number;
}

const UNITS = [
  "1 hour",
  "30 minutes",
  "15 minutes",
  "2 hours",
  "10 minutes",
  "20 minutes",
  "5 minutes",
  "1 day",
  "1 month",
  "1 quarter",
  "1 year",
  "1 week",
  "90 minutes",
  "3 hours",
  "4 hours",
  "6 hours",
  "8 hours",
  "12 hours",
  "45 minutes",
  "1 minute",
  "30 seconds",
  "15 seconds",
  "10 seconds",
  "10 years",
  "6 months",
];
const CLOCK_UNITS = UNITS.filter((unit) => /minute|hour/.test(unit));
const MODES: readonly Mode[] = [Math.floor, Math.ceil, Math.round];
const FIELDS = ["year", "month", "day", "hour", "minute", "second"] as const;

/** Every sequence of dates that a text can be read as, for a row. */
type Reading = readonly CivilDate[];

/** The dates in an output, read in up to `MAX_READINGS` ways; a range of bare numbers as hours and as minutes. */
function readOutput(output: Value): readonly Reading[] {
  if (output instanceof CivilDate) return [[output]];
  if (typeof output !== "string") return [];
  const stretches = findShapes(output).filter(({ shapes }) => shapes[0].strong);
  const readings: Reading[] = [];
  for (let way = 0; way < 3; way++) {
    const dates = stretches.flatMap(({ at, end, shapes }) => {
      const shape = shapes[Math.min(way, shapes.length - 1)];
      return readDate(output.slice(at, end), readingOf(shape)) ?? [];
    });
    if (dates.length > 0) readings.push(dates);
  }
  const range = bareRange(output);
  if (range) {
    const [from, to] = range;
    const clock = (hour?: number, minute?: number): CivilDate =>
      new CivilDate(undefined, undefined, undefined, hour, minute);
    for (const dates of [
      [clock(from), clock(to)],
      [clock(undefined, from), clock(undefined, to)],
    ]) {
      const real = dates.filter(isReal);
      if (real.length > 0 && real[0] === dates[0]) readings.push(real);
    }
  }
  return readings;
}

/** Whether a date agrees with another in all fields of that other. */
const agrees = (date: CivilDate | undefined, shown: CivilDate): boolean =>
  date !== undefined && FIELDS.every((field) => shown[field] === undefined || date[field] === shown[field]);

type Pair = readonly [from: CivilDate, to: CivilDate];

/** Whether a step leads from the first to the second in all pairs but a fifth, and is needed for it. */
function leads(pairs: readonly Pair[], step: (date: CivilDate) => CivilDate | undefined): boolean {
  let [misses, moves] = [0, 0];
  for (const [from, to] of pairs) {
    if (!agrees(step(from), to) && ++misses > pairs.length / 5) return false;
    if (!agrees(from, to)) moves++;
  }
  return pairs.length > misses && moves > 0;
}

/** Durations between two dates, as far as their fields tell. */
function differences([from, to]: Pair): readonly string[] {
  const found: string[] = [];
  const [a, b] = [secondOfDay(from), secondOfDay(to)];
  if (a !== undefined && b !== undefined && a !== b) {
    const cycle = from.hour === undefined ? 3600 : 86_400;
    for (const seconds of b > a ? [b - a] : [b - a + cycle, b - a]) {
      if (seconds % 3600 === 0) found.push(showAmount(seconds / 3600, "hour"));
      else if (seconds % 60 === 0) found.push(showAmount(seconds / 60, "minute"));
      else found.push(showAmount(seconds, "second"));
    }
  }
  const [x, y] = [dayNumber(from), dayNumber(to)];
  if (x !== undefined && y !== undefined && x !== y) {
    if ((y - x) % 7 === 0) found.push(showAmount((y - x) / 7, "week"));
    found.push(showAmount(y - x, "day"));
  }
  if (from.year !== undefined && to.year !== undefined) {
    const months = (to.year - from.year) * 12 + (to.month ?? 1) - (from.month ?? 1);
    if (months !== 0)
      found.push(months % 12 === 0 ? showAmount(months / 12, "year") : showAmount(months, "month"));
  }
  return found;
}

function unitsThatLead(pairs: readonly Pair[]): readonly string[] {
  const fits = (unit: string): boolean => {
    const amount = parseAmount(unit);
    return amount !== undefined && MODES.some((mode) => leads(pairs, (date) => roundTo(date, amount, mode)));
  };
  const units = UNITS.filter(fits);
  if (units.length > 0) return units.slice(0, 3);
  const shown = secondOfDay(pairs[0][1]);
  if (shown === undefined) return [];
  return CLOCK_UNITS.flatMap((unit) => {
    const { count, unit: name } = parseAmount(unit) as { count: number; unit: string };
    const origin = shown % (count * (name === "hour" ? 3600 : 60));
    const from = `${Math.floor(origin / 3600)}:${String(Math.floor((origin % 3600) / 60)).padStart(2, "0")}`;
    return origin % 300 !== 0 || origin === 0 ? [] : [`${unit} from ${from}`];
  })
    .filter(fits)
    .slice(0, 2);
}

/** The lengths of ranges of times, exclusive or inclusive, that begin at a multiple of their length. */
function unitsOfRanges(pairs: readonly Pair[]): readonly string[] {
  const seconds = pairs.map(([from, to]) => [secondOfDay(from), secondOfDay(to)]);
  const [[first, second]] = seconds;
  if (first === undefined || second === undefined || second <= first) return [];
  return [0, 1, 60].flatMap((more) => {
    const size = second - first + more;
    if (size % 60 !== 0 || !seconds.every(([from]) => from !== undefined && from % size === 0)) return [];
    return size % 3600 === 0 ? showAmount(size / 3600, "hour") : showAmount(size / 60, "minute");
  });
}

/** Outputs that are looked at. */
const ROWS = 12;
const SURE = bits(2);
const COMMON = bits(5);

/** Units and durations, those that the outputs show first; common ones where they show dates but no steps. */
export function stepsOf(
  views: readonly View[],
  outputs: readonly Value[],
  showDates: boolean,
): {
  readonly units: readonly Step[];
  readonly durations: readonly Step[];
  /** Whether the outputs show ranges of one unit, each ending where the next begins. */
  readonly touch: boolean;
} {
  const units = new Map<string, number>();
  const durations = new Map<string, number>();
  const shown = outputs.slice(0, ROWS).map(readOutput);
  const pairsOf = (pair: (dates: Reading, row: number) => Pair | undefined, way: number): readonly Pair[] =>
    shown.flatMap((ways, row) => {
      const dates = ways[way];
      const both = dates && pair(dates, row);
      return both ? [both] : [];
    });
  const note = (pairs: readonly Pair[], rounds: boolean): void => {
    if (pairs.length < Math.min(2, shown.length)) return;
    if (rounds) for (const unit of unitsThatLead(pairs)) units.set(unit, SURE);
    for (const duration of differences(pairs[0])) {
      const amount = parseAmount(duration);
      if (amount && leads(pairs, (date) => addTime(date, amount))) durations.set(duration, SURE);
    }
  };
  const lengths = new Set<string>();
  let touch = false;
  const isRange = (pairs: readonly Pair[]): void => {
    if (pairs.length < Math.min(2, shown.length)) return;
    for (const unit of unitsOfRanges(pairs)) {
      lengths.add(unit);
      touch ||= durations.has(unit);
    }
  };
  const ways = Math.max(0, ...shown.map(({ length }) => length));
  for (let way = 0; way < ways; way++) {
    const ranges = pairsOf((dates) => (dates.length > 1 ? [dates[0], dates[1]] : undefined), way);
    note(ranges, false);
    isRange(ranges);
    for (const view of views) {
      for (const place of [0, 1]) {
        note(
          pairsOf((dates, row) => {
            const date = view.dates[row];
            return date && dates[place] ? [date, dates[place]] : undefined;
          }, way),
          true,
        );
      }
    }
  }
  // Other units that would do as well are chance where ranges show theirs.
  if (lengths.size > 0) for (const unit of units.keys()) units.set(unit, COMMON);
  for (const unit of lengths) units.set(unit, SURE);
  const dated = views.some(({ dates }) =>
    dates.some((date) => date?.day !== undefined && date.year !== undefined),
  );
  const clocked = views.some(({ dates }) => dates.some((date) => date?.hour !== undefined));
  const common = (to: Map<string, number>, labels: readonly string[]): void => {
    if (showDates && to.size === 0) for (const label of labels) to.set(label, COMMON);
  };
  common(units, [...(clocked ? ["1 hour", "30 minutes", "15 minutes"] : []), ...(dated ? ["1 month"] : [])]);
  common(durations, [...(clocked ? ["1 hour"] : []), ...(dated ? ["1 day", "-1 day", "1 month"] : [])]);
  const steps = (all: Map<string, number>): Step[] =>
    Array.from(all, ([label, cost]) => ({ label, cost })).sort((a, b) => a.cost - b.cost);
  return { units: steps(units).slice(0, 6), durations: steps(durations).slice(0, 6), touch };
}
