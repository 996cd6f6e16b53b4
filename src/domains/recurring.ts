/** @file Constants of tasks of data structures: values that recur at any depth of the examples, the outputs above all. */

import type { Sample } from "../language/grammar.ts";
import { childrenOf, sizeOf, type Value } from "../language/value.ts";

/** Rows, and values of each, that are looked at; items of a list or record that are. */
const ROWS = 32;
const VALUES = 64;

/** Constants taken from the examples. */
const TAKEN = 8;

/** The first values in the value that are of the kind, at any depth. */
export function valuesIn<T extends Value>(value: Value, isOfKind: (part: Value) => part is T): Set<T> {
  const found = new Set<T>();
  const visit = (part: Value): void => {
    if (found.size >= VALUES) return;
    if (isOfKind(part)) found.add(part);
    else for (const child of childrenOf(part).slice(0, VALUES)) visit(child);
  };
  visit(value);
  return found;
}

/** The first values of a kind in each of the sample's outputs, and in the inputs beside it. */
export function valuesByRow<T extends Value>(
  { inputs, outputs }: Sample,
  isOfKind: (part: Value) => part is T,
): { shown: Set<T>; known: Set<T> }[] {
  return outputs.slice(0, ROWS).map((output, row) => ({
    shown: valuesIn(output, isOfKind),
    known: new Set(inputs.flatMap(({ values }) => [...valuesIn(values[row], isOfKind)])),
  }));
}

/**
 * Values of a kind that come again and again in the examples of a task, the likeliest constants first, with their costs in
 * bits; small ones first.
 */
export function recurring<T extends Value>(
  task: Sample,
  isOfKind: (part: Value) => part is T,
): [value: T, cost: number][] {
  const rows = valuesByRow(task, isOfKind);
  const taken = new Map<T, number>();
  for (const value of new Set(rows.flatMap(({ shown, known }) => [...shown, ...known]))) {
    const made = rows.filter(({ shown, known }) => shown.has(value) && !known.has(value)).length;
    const shown = rows.filter((row) => row.shown.has(value)).length;
    const known = rows.filter((row) => row.known.has(value)).length;
    // Of no input and yet in outputs, it is likely a constant of the program.
    if (made >= 2) taken.set(value, made === rows.length ? 1.5 : 3);
    else if (rows.length > 1 && shown === rows.length) taken.set(value, 2.5);
    else if (rows.length > 2 && 2 * Math.max(known, shown) >= rows.length) taken.set(value, 5.5);
  }
  const likeliest = [...taken].sort((a, b) => a[1] - b[1] || sizeOf(a[0]) - sizeOf(b[0]));
  return likeliest.slice(0, TAKEN);
}

/** The usual constants and those that recur, each at its lower cost. */
export function constantsOf<T>(
  usual: readonly (readonly [value: T, cost: number])[],
  found: readonly (readonly [value: T, cost: number])[],
): [value: T, cost: number][] {
  const costs = new Map(usual);
  for (const [value, cost] of found) costs.set(value, Math.min(cost, costs.get(value) ?? cost));
  return [...costs];
}
