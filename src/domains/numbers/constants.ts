/** @file Where real constants come from: how inputs and outputs differ, and where along an input the output changes. */

import { sameValue, type Value } from "../../language/value.ts";
import { decimals } from "./decimal.ts";
import { realLayout } from "./layouts.ts";
import { steady } from "./ranges.ts";

/** An input as numbers: one value per row, labelled rows first. */
export type View = readonly (number | undefined)[];

const CONSTANTS = 16;
const THRESHOLDS = 12;

const COMMON: readonly (readonly [number, number])[] = [
  [1, 3],
  [2, 3.5],
  [10, 3.5],
  [100, 3.5],
  [1000, 4],
  [5, 5],
  [60, 5],
  [1_000_000, 6],
  [24, 6],
  [7, 6],
  [12, 6],
];

/** Constants with their costs: steps between numbers of an output, or from an input to it, then common ones. */
export function constantsOf(views: readonly View[], outputs: readonly View[]): [number, number][] {
  const costs = new Map<number, number>();
  const offer = (value: number | undefined, cost: number) => {
    if (value === undefined || value === 0 || !Number.isFinite(value) || decimals(value) > 8) return;
    // A constant is at most as likely as its digits allow.
    const total = cost + realLayout.literalCost(value) / 4;
    if (total < (costs.get(value) ?? 99)) costs.set(value, total);
  };
  for (const [value, cost] of COMMON) costs.set(value, cost);
  outputs.forEach((place, i) => {
    const same = steady(
      place,
      place.map(() => 0),
    );
    if (same !== undefined) offer(Math.abs(same), 2.5);
    for (const next of outputs.slice(i + 1)) {
      const width = steady(next, place);
      if (width !== undefined) offer(Math.abs(width), 1);
    }
    for (const view of views) {
      const difference = steady(place, view);
      if (difference !== undefined) offer(Math.abs(difference), 1.5);
      for (const constant of ratios(place, view)) offer(constant, 2);
      for (const constant of line(place, view)) offer(constant, 2);
    }
  });
  return [...costs].sort((a, b) => a[1] - b[1] || a[0] - b[0]).slice(0, CONSTANTS);
}

/** Near-constant ratios of two views, either way up: rounded ones, as outputs often were. */
function ratios(to: View, from: View): number[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < to.length; row++) {
    const [a, b] = [to[row], from[row]];
    if (a === undefined || b === undefined || (a === 0 && b === 0)) continue;
    low = Math.min(low, a / b);
    high = Math.max(high, a / b);
  }
  if (!(low > 0 && high <= low * 1.1) || high === 1) return [];
  const found = [];
  for (const [least, greatest] of [
    [low, high],
    [1 / high, 1 / low],
  ]) {
    const middle = Number(((least + greatest) / 2).toPrecision(9));
    found.push(low === high || greatest - least < 1e-9 * greatest ? middle : roundest(least, greatest));
  }
  return found;
}

/** Slope, intercept, inverse slope and root of the line through two of the rows, if the others lie on it. */
function line(to: View, from: View): number[] {
  const rows = to.flatMap((a, row) => (a === undefined || from[row] === undefined ? [] : [[from[row]!, a]]));
  const second = rows.find(([x]) => x !== rows[0][0]);
  if (rows.length < 3 || !second) return [];
  const [[x0, y0], [x1, y1]] = [rows[0], second];
  const slope = (y1 - y0) / (x1 - x0);
  const offset = y0 - slope * x0;
  if (rows.some(([x, y]) => Math.abs(slope * x + offset - y) > 1e-9 * (Math.abs(y) + Math.abs(offset))))
    return [];
  return [slope, Math.abs(offset), 1 / slope, Math.abs(offset / slope), Math.abs(slope)].map((value) =>
    Number(value.toPrecision(10)),
  );
}

/**
 * Numbers between consecutive values of a view whose outputs differ: one that an output itself shows ("90+"), the
 * roundest, and the two values.
 */
export function thresholdsOf(
  views: readonly View[],
  outputs: readonly Value[],
  shown: readonly View[],
): [number, number][] {
  const costs = new Map<number, number>();
  const offer = (value: number, cost: number) => {
    const total = cost + realLayout.literalCost(value) / 2;
    if (total < (costs.get(value) ?? 99)) costs.set(value, total);
  };
  for (const view of views) {
    const rows = outputs.flatMap((output, row) =>
      view[row] === undefined ? [] : [{ value: view[row]!, output, row }],
    );
    rows.sort((a, b) => a.value - b.value);
    const edges = rows.flatMap((row, i) =>
      i > 0 && rows[i - 1].value < row.value && !sameValue(rows[i - 1].output, row.output)
        ? [{ low: rows[i - 1].value, high: row.value, rows: [rows[i - 1].row, row.row] }]
        : [],
    );
    // Many changes of mind along a column mean that it does not decide.
    const doubt = edges.length > 4 ? 3 : 0;
    for (const { low, high, rows } of edges.slice(0, 16)) {
      for (const number of shown.flatMap((place) => rows.map((row) => place[row])))
        if (number !== undefined && low < number && number <= high) offer(number, doubt);
      offer(roundest(low, high), 1 + doubt);
      offer(high, 2 + doubt);
      offer(low, 2.5 + doubt);
    }
    if (rows.length > 1 && rows[0].value < 0 && rows[rows.length - 1].value >= 0) offer(0, 0.5);
  }
  return [...costs].sort((a, b) => a[1] - b[1] || a[0] - b[0]).slice(0, THRESHOLDS);
}

/** The number above `low`, up to `high`, with the fewest digits; halves of a power of ten before smaller powers. */
function roundest(low: number, high: number): number {
  if (low < 0 && high >= 0) return 0;
  for (let power = 12; power >= -9; power--) {
    for (const digit of [1, 5]) {
      const step = digit === 1 ? Number(`1e${power}`) : Number(`5e${power - 1}`);
      const next = Number(((Math.floor(low / step) + 1) * step).toPrecision(12));
      if (next > low && next <= high) return next;
    }
  }
  return high;
}
