/** @file What is proposed of whole numbers in tasks of data structures: arithmetic, comparisons, constants. */

import { bits, isStructured, outermost, type Production, type Sample } from "../../language/grammar.ts";
import type { Primitive } from "../../language/primitive.ts";
import type { Type } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { isCount } from "../logic/index.ts";
import * as integers from "./integers.ts";
import { atMost, isEven, less } from "./primitives.ts";

/** Small constants and their costs, in bits: counting begins at 0, and most steps are small. */
const SMALL: readonly (readonly [value: number, cost: number])[] = [
  [0, 2],
  [1, 2],
  [2, 2.5],
  [3, 3],
  [4, 3.5],
  [5, 3.5],
  [6, 4],
  [7, 4],
  [8, 4.5],
  [9, 4.5],
  [10, 4],
  [-1, 3.5],
  [-2, 5],
];

/** Constants taken from the examples. */
const TAKEN = 8;

/** Rows, and numbers of each, that are looked at. */
const ROWS = 32;
const NUMBERS = 64;

/** The first whole numbers in the value, at any depth. */
function wholesIn(value: Value): Set<number> {
  const found = new Set<number>();
  const visit = (part: Value): void => {
    if (found.size >= NUMBERS) return;
    if (typeof part === "number" && Number.isSafeInteger(part)) found.add(part);
    else if (Array.isArray(part)) for (const item of part.slice(0, NUMBERS)) visit(item);
  };
  visit(value);
  return found;
}

/** Small numbers, and those that come again and again in the examples, the outputs above all. */
export function integerConstants(given: Sample): [value: number, cost: number][] {
  const { inputs, outputs } = outermost(given);
  const costs = new Map(SMALL);
  const rows = outputs.slice(0, ROWS).map((output, row) => ({
    shown: wholesIn(output),
    known: new Set(inputs.flatMap(({ values }) => [...wholesIn(values[row])])),
  }));
  const taken = new Map<number, number>();
  for (const number of new Set(rows.flatMap(({ shown, known }) => [...shown, ...known]))) {
    const made = rows.filter(({ shown, known }) => shown.has(number) && !known.has(number)).length;
    const shown = rows.filter((row) => row.shown.has(number)).length;
    const known = rows.filter((row) => row.known.has(number)).length;
    // Of no input and yet in outputs, it is likely a constant of the program.
    if (made >= 2) taken.set(number, made === rows.length ? 1.5 : 3);
    else if (rows.length > 1 && shown === rows.length) taken.set(number, 2.5);
    else if (rows.length > 2 && 2 * Math.max(known, shown) >= rows.length) taken.set(number, 5.5);
  }
  const likeliest = [...taken].sort((a, b) => a[1] - b[1] || Math.abs(a[0]) - Math.abs(b[0]) || a[0] - b[0]);
  for (const [number, cost] of likeliest.slice(0, TAKEN))
    costs.set(number, Math.min(cost, costs.get(number) ?? cost));
  return [...costs];
}

/** Nothing for a task of columns. */
export function proposeIntegers(sample: Sample): {
  sorts: readonly { name: string; type: Type }[];
  productions: readonly Production[];
} {
  if (!isStructured(sample)) return { sorts: [], productions: [] };
  const productions: Production[] = integerConstants(sample).map(([literal, cost]) => ({
    sort: "int",
    head: { literal },
    args: [],
    cost: bits(cost),
  }));
  const add = (sort: string, primitive: Primitive, cost: number): void => {
    productions.push({
      sort,
      head: { primitive },
      args: primitive.params.map(() => ({ sort: "int" })),
      cost: bits(cost),
    });
  };
  add("int", integers.plus, 2.5);
  add("int", integers.minus, 3);
  add("int", integers.times, 3.5);
  add("int", integers.mod, 4.5);
  add("int", integers.quotient, 5);
  add("int", integers.larger, 5);
  add("int", integers.smaller, 5);
  add("int", integers.opposite, 5);
  add("int", integers.magnitude, 5);
  add("bool", less, 2.5);
  add("bool", isCount, 2.5);
  add("bool", atMost, 3.5);
  add("bool", isEven, 3);
  return { sorts: [], productions };
}
