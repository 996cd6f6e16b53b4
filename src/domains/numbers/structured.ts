/** @file What is proposed of numbers in tasks of data structures: arithmetic, comparisons, constants. */

import {
  bits,
  isStructured,
  outermost,
  type Production,
  type Sample,
  typesIn,
} from "../../language/grammar.ts";
import type { Primitive } from "../../language/primitive.ts";
import { showType } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { toReal } from "../conversion.ts";
import { isCount } from "../logic/index.ts";
import * as integers from "./integers.ts";
import {
  absolute,
  addition,
  atMost,
  division,
  isEven,
  less,
  maximum,
  minimum,
  multiplication,
  negation,
  ROUNDING,
  rounding,
  sameNumber,
  subtraction,
  toInt,
} from "./primitives.ts";

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

/** The same of reals; the whole ones come from whole numbers, too. */
const MEASURES: readonly (readonly [value: number, cost: number])[] = [
  [0, 2.5],
  [1, 2.5],
  [2, 3],
  [0.5, 4],
  [10, 4],
  [100, 4],
  [0.1, 4.5],
];

/** Constants taken from the examples. */
const TAKEN = 8;

/** Rows, and numbers of each, that are looked at. */
const ROWS = 32;
const NUMBERS = 64;

/** The first numbers in the value that are of the kind, at any depth. */
function numbersIn(value: Value, isOfKind: (number: number) => boolean): Set<number> {
  const found = new Set<number>();
  const visit = (part: Value): void => {
    if (found.size >= NUMBERS) return;
    if (typeof part === "number" && isOfKind(part)) found.add(part);
    else if (Array.isArray(part)) for (const item of part.slice(0, NUMBERS)) visit(item);
  };
  visit(value);
  return found;
}

/** Numbers that come again and again in the examples, the outputs above all, with their costs. */
function recurring(given: Sample, isOfKind: (number: number) => boolean): [value: number, cost: number][] {
  const { inputs, outputs } = outermost(given);
  const rows = outputs.slice(0, ROWS).map((output, row) => ({
    shown: numbersIn(output, isOfKind),
    known: new Set(inputs.flatMap(({ values }) => [...numbersIn(values[row], isOfKind)])),
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
  return [...taken]
    .sort((a, b) => a[1] - b[1] || Math.abs(a[0]) - Math.abs(b[0]) || a[0] - b[0])
    .slice(0, TAKEN);
}

/** The usual constants and those that recur, each at its lower cost. */
function constantsOf(
  usual: readonly (readonly [value: number, cost: number])[],
  found: readonly (readonly [value: number, cost: number])[],
): [value: number, cost: number][] {
  const costs = new Map(usual);
  for (const [number, cost] of found) costs.set(number, Math.min(cost, costs.get(number) ?? cost));
  return [...costs];
}

/** What is proposed of numbers where there are data structures; nothing for a task of columns. */
export function proposeStructured(sample: Sample): readonly Production[] {
  if (!isStructured(sample)) return [];
  const productions: Production[] = [];
  const add = (sort: string, primitive: Primitive, cost: number, ...args: readonly string[]): void => {
    const sorts = args.map((name) => ({ sort: name }));
    productions.push({ sort, head: { primitive }, args: sorts, cost: bits(cost) });
  };
  const literals = (sort: string, values: readonly (readonly [value: number, cost: number])[]): void => {
    for (const [literal, cost] of values)
      productions.push({ sort, head: { literal }, args: [], cost: bits(cost) });
  };
  literals("int", constantsOf(SMALL, recurring(sample, Number.isSafeInteger)));
  add("int", integers.plus, 2.5, "int", "int");
  add("int", integers.minus, 3, "int", "int");
  add("int", integers.times, 3.5, "int", "int");
  add("int", integers.mod, 4.5, "int", "int");
  add("int", integers.quotient, 5, "int", "int");
  add("int", integers.larger, 5, "int", "int");
  add("int", integers.smaller, 5, "int", "int");
  add("int", integers.opposite, 5, "int");
  add("int", integers.magnitude, 5, "int");
  add("bool", less, 2.5, "int", "int");
  add("bool", isCount, 2.5, "int", "int");
  add("bool", atMost, 3.5, "int", "int");
  add("bool", isEven, 3, "int");
  if (!typesIn(sample).has("real")) return productions;
  literals(
    "real",
    constantsOf(
      MEASURES,
      recurring(sample, (number) => !Number.isSafeInteger(number)),
    ),
  );
  add("real", toReal, 1, "int");
  add("int", toInt, 4, "real");
  add("real", addition, 3, "real", "real");
  add("real", subtraction, 3.5, "real", "real");
  add("real", multiplication, 3, "real", "real");
  add("real", division, 3.5, "real", "real");
  add("real", maximum, 5, "real", "real");
  add("real", minimum, 5, "real", "real");
  add("real", negation, 5, "real");
  add("real", absolute, 5, "real");
  productions.push({ sort: ROUNDING_SORT, head: { literal: "half-up" }, args: [], cost: bits(1.5) });
  productions.push({ sort: ROUNDING_SORT, head: { literal: "floor" }, args: [], cost: bits(1.5) });
  add("real", rounding, 4.5, "real", "real", ROUNDING_SORT);
  add("bool", less, 2.5, "real", "real");
  add("bool", atMost, 3.5, "real", "real");
  add("bool", sameNumber, 4, "real", "real");
  return productions;
}

/** Sort of the ways to round. */
const ROUNDING_SORT = showType(ROUNDING);
