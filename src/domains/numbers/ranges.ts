/** @file Ranges in the outputs: "30-40" for 34, whether their ends are shared ("30-40", "40-50") or not ("30-39"). */

import type { View } from "./constants.ts";
import { decimals, tidy } from "./decimal.ts";

/** The one difference of two views, if they have two rows or more in common and it is always the same. */
export function steady(to: View, from: View): number | undefined {
  let common: number | undefined;
  let rows = 0;
  for (let row = 0; row < to.length; row++) {
    const [a, b] = [to[row], from[row]];
    if (a === undefined || b === undefined) continue;
    const difference = tidy(a - b, Math.max(Math.abs(a), Math.abs(b)));
    if (difference === undefined || (rows++ > 0 && difference !== common)) return undefined;
    common = difference;
  }
  return rows > 1 ? common : undefined;
}

export interface Ranges {
  /** Whether a range ends where the next begins ("30-40", "40-50"), and not before ("30-39"). */
  readonly touch: boolean;
  /** From the beginning of one range to that of the next. */
  readonly length: number;
}

/** The ranges about an input that two neighbouring numbers of the outputs are the ends of, if they are. */
export function rangesIn(places: readonly View[], views: readonly View[]): Ranges | undefined {
  for (const [i, low] of places.slice(0, -1).entries()) {
    const high = places[i + 1];
    const width = steady(high, low);
    if (width === undefined || width <= 0 || !views.some((view) => isWithin(view, low, high))) continue;
    const isMultipleOf = (length: number): boolean =>
      low.every((value) => value === undefined || Number.isInteger(tidy(value / length)));
    if (isMultipleOf(width)) return { touch: true, length: width };
    const step = Number(`1e-${Math.max(...[...low, ...high].map((value) => decimals(value ?? 0)))}`);
    return { touch: false, length: tidy(width + step) ?? width };
  }
  return undefined;
}

function isWithin(view: View, low: View, high: View): boolean {
  let rows = 0;
  for (const [row, value] of view.entries()) {
    const [from, to] = [low[row], high[row]];
    if (value === undefined || from === undefined || to === undefined) continue;
    if (value < from || value > to) return false;
    rows++;
  }
  return rows > 0;
}
