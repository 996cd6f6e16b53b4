/** @file Which readings turn a column of texts into dates. */

import { bits } from "../../language/grammar.ts";
import type { CivilDate } from "../../language/value.ts";
import { readDate } from "./reading.ts";
import { findShapes, type Part, readingOf, type Shape } from "./shapes.ts";

/** A column as dates. */
export interface View {
  readonly input: number;
  /** Absent where the column has dates, not texts. */
  readonly reading?: string | undefined;
  /** In 1/16 bit. */
  readonly cost: number;
  /** What it reads, row by row. */
  readonly dates: readonly (CivilDate | undefined)[];
}

/** One way to read a column of texts. */
export interface TextView extends View {
  readonly reading: string;
}

/** Rows that are looked at; a layout that only comes later is not proposed. */
export const MAX_ROWS = 32;
const MAX_CANDIDATES = 24;
const MAX_UNION = 5;

interface Candidate {
  readonly reading: string;
  extra: number;
  rows: number;
  readonly fields: number;
  readonly dates: (CivilDate | undefined)[];
  covered: number;
}

const isClock = (part: Part): boolean => "field" in part && /^[Hhmsa]|^SSS/.test(part.field);

/** The parts from the first to the last that satisfy a test. */
export function span(parts: readonly Part[], test: (part: Part) => boolean): readonly Part[] {
  const first = parts.findIndex(test);
  if (first < 0) return [];
  let last = first;
  parts.forEach((part, i) => {
    if (test(part)) last = i;
  });
  return parts.slice(first, last + 1);
}

/** The date alone and the time alone, of a shape that has both. */
export function halves(parts: readonly Part[]): readonly (readonly Part[])[] {
  const clock = span(parts, isClock);
  const calendar = span(parts, (part) => "field" in part && !isClock(part));
  const disjoint = clock.length + calendar.length <= parts.length;
  return clock.length > 0 && calendar.length > 0 && disjoint ? [calendar, clock] : [];
}

function collect(texts: readonly string[], weak: boolean): Candidate[] {
  const found = new Map<string, Candidate>();
  const note = (shape: Shape, parts: readonly Part[], extra: number): void => {
    const reading = readingOf({ ...shape, parts });
    const fields = parts.filter((part) => "field" in part).length;
    const old = found.get(reading);
    if (old) {
      old.rows++;
      old.extra = Math.min(old.extra, extra);
    } else found.set(reading, { reading, extra, rows: 1, fields, dates: [], covered: 0 });
  };
  for (const text of texts) {
    const stretches = findShapes(text);
    const strong = stretches.filter(({ shapes }) => shapes[0].strong);
    let before = -1;
    for (const { at, end, shapes } of strong.length > 0 ? strong : weak ? stretches : []) {
      // The second of "10:00-11:00" is told from the first by what stands between.
      const between = before < 0 ? "" : text.slice(before, at);
      before = end;
      for (const shape of shapes) {
        if (between !== "" && between.length <= 4 && !/\d/.test(between)) {
          note(shape, [{ literal: between }, ...shape.parts], shape.extra + 1.5);
        }
        note(shape, shape.parts, shape.extra);
        for (const half of halves(shape.parts)) note(shape, half, shape.extra + 1);
      }
    }
  }
  const candidates = [...found.values()].sort((a, b) => b.rows - a.rows).slice(0, MAX_CANDIDATES);
  for (const candidate of candidates) {
    for (const text of texts) candidate.dates.push(readDate(text, candidate.reading));
    candidate.covered = candidate.dates.filter((date) => date !== undefined).length;
  }
  return candidates.filter(({ covered }) => covered > 0);
}

const comesFirst = (reading: string, a: RegExp, b: RegExp): boolean => {
  const [x, y] = [reading.search(a), reading.search(b)];
  return x >= 0 && y >= 0 && x < y;
};
const yearFirst = (reading: string): boolean => comesFirst(reading, /y/, /[Md]/);
const isAmbiguous = (reading: string): boolean => !/MMM/.test(reading) && !yearFirst(reading);
const monthFirst = (reading: string): boolean => isAmbiguous(reading) && comesFirst(reading, /M/, /d/);
const dayFirst = (reading: string): boolean => isAmbiguous(reading) && comesFirst(reading, /d/, /M/);
/** The same layout with day and month exchanged. */
const exchanged = (reading: string): string =>
  reading.replace(/[Md]/g, (letter) => (letter === "M" ? "d" : "M"));

/** Rows without an output from which a column is taken to show all its layouts, and how many are looked through. */
const COMPLETE = 3;
const CHECKED = 1000;

/** The fewest layouts that together read every row some candidate reads, those with more fields first. */
function cover(candidates: readonly Candidate[], rows: number): readonly Candidate[] {
  const open = new Set(Array.from({ length: rows }, (_, row) => row));
  const chosen: Candidate[] = [];
  while (open.size > 0 && chosen.length < MAX_UNION) {
    let best: Candidate | undefined;
    let most = 0;
    for (const candidate of candidates) {
      let gain = -candidate.extra / 100 + candidate.fields / 1000;
      for (const row of open) if (candidate.dates[row] !== undefined) gain++;
      if (gain >= 1 - 0.1 && gain > most) [best, most] = [candidate, gain];
    }
    if (best === undefined) break;
    chosen.push(best);
    for (const row of open) if (best.dates[row] !== undefined) open.delete(row);
  }
  return chosen.sort((a, b) => b.fields - a.fields);
}

const fieldsOf = (date: CivilDate): string =>
  Object.entries(date)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name)
    .join();

/**
 * The views of one column, cheapest first. `weak` admits readings of what need not be a date ("227", "26/4").
 * Rows beyond `labelled` may lack a date; so may a fifth of the others.
 */
export function viewsOf(
  input: number,
  texts: readonly string[],
  labelled: number,
  weak: boolean,
): readonly TextView[] {
  const looked = texts.slice(0, MAX_ROWS);
  const candidates = collect(looked, weak);
  if (candidates.length === 0) return [];
  const dateable = looked.filter((_, row) => candidates.some(({ dates }) => dates[row] !== undefined)).length;
  const shown = looked.slice(0, labelled);
  const dated = shown.filter((_, row) => candidates.some(({ dates }) => dates[row] !== undefined)).length;
  if (shown.length > 0 && dated < 1) return [];
  const view = (
    reading: string,
    cost: number,
    dates = looked.map((text) => readDate(text, reading)),
  ): TextView => ({
    input,
    reading,
    cost: bits(cost),
    dates,
  });
  const day = candidates.filter(({ reading }) => dayFirst(reading));
  const month = candidates.filter(({ reading }) => monthFirst(reading));
  const most = (all: readonly Candidate[]): number =>
    all.reduce((max, { covered }) => Math.max(max, covered), 0);
  const dayLikelier = most(day) > most(month);
  const orderCost = (reading: string): number =>
    (dayLikelier ? monthFirst(reading) : dayFirst(reading)) ? 0.5 : 0;

  const whole = candidates.filter(({ covered }) => covered >= dateable);
  if (whole.length > 0) {
    const isHalf = (c: Candidate): boolean =>
      whole.some((other) => other.fields > c.fields && other.reading.includes(c.reading));
    return whole
      .filter((c) => !isHalf(c) || c.extra >= 1)
      .map((c) => view(c.reading, 3 + c.extra + orderCost(c.reading), c.dates))
      .sort((a, b) => a.cost - b.cost)
      .slice(0, 6);
  }
  const views: TextView[] = [];
  const orders = [
    { name: "month-first", against: dayFirst, cost: dayLikelier ? 0.5 : 0 },
    { name: "day-first", against: monthFirst, cost: dayLikelier ? 0 : 0.5 },
  ];
  for (const { name, against, cost } of orders) {
    // What only one order reads keeps that order, whatever the others have.
    const rival = ({ reading }: Candidate): number =>
      candidates.find((other) => other.reading === exchanged(reading))?.covered ?? 0;
    const union = cover(
      candidates.filter((c) => (against(c.reading) ? c.covered > rival(c) : c.covered >= rival(c))),
      looked.length,
    );
    if (union.length > 1) {
      const reading = union.map((each) => each.reading).join("|");
      // A file shows all the layouts it has; examples alone may stand for more than they show.
      const complete =
        looked.length >= labelled + COMPLETE &&
        texts
          .slice(MAX_ROWS, MAX_ROWS + CHECKED)
          .every((text) => readDate(text, reading) !== undefined || readDate(text, name) === undefined);
      views.push(view(reading, complete ? 3 : 3 + 2 * (union.length - 1) + cost));
    }
    const common = view(name, 4 + cost);
    const sure = union.length > 0 ? union : candidates;
    const agrees = common.dates.every((date, row) => {
      const other = sure.find(({ dates }) => dates[row] !== undefined)?.dates[row];
      return (
        other === undefined || (date !== undefined && fieldsOf(date).startsWith(fieldsOf(other).slice(0, 4)))
      );
    });
    if (agrees) views.push(common);
  }
  const best = [...candidates].sort((a, b) => b.covered - a.covered || a.extra - b.extra).slice(0, 2);
  for (const candidate of best) views.push(view(candidate.reading, 4 + candidate.extra, candidate.dates));
  const distinct = new Map<string, TextView>();
  for (const each of views) if (!distinct.has(each.reading)) distinct.set(each.reading, each);
  return [...distinct.values()].sort((a, b) => a.cost - b.cost).slice(0, 6);
}
