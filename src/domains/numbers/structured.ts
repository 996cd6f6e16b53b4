/** @file What is proposed of numbers in tasks of data structures: arithmetic, comparisons, constants. */

import {
  bits,
  isOfWholeNumbers,
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
import { constantsOf, recurring } from "../recurring.ts";
import * as integers from "./integers.ts";
import {
  absolute,
  addition,
  atMost,
  division,
  format,
  isEven,
  LAYOUT,
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

const isWhole = (part: Value): part is number => Number.isSafeInteger(part);

const isNumber = (part: Value): part is number => typeof part === "number";

/** What is proposed of numbers where there are data structures or whole numbers alone; nothing for other columns. */
export function proposeStructured(sample: Sample): readonly Production[] {
  if (!isStructured(sample) && !isOfWholeNumbers(sample)) return [];
  const task = outermost(sample);
  const types = typesIn(sample);
  const productions: Production[] = [];
  const add = (sort: string, primitive: Primitive, cost: number, ...args: readonly string[]): void => {
    const sorts = args.map((name) => ({ sort: name }));
    productions.push({ sort, head: { primitive }, args: sorts, cost: bits(cost) });
  };
  const literals = (sort: string, values: readonly (readonly [value: number, cost: number])[]): void => {
    for (const [literal, cost] of values)
      productions.push({ sort, head: { literal }, args: [], cost: bits(cost) });
  };
  literals("int", constantsOf(SMALL, recurring(task, isWhole)));
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
  add("bool", integers.isPrime, 5.5, "int");
  add("bool", integers.isSquare, 5.5, "int");
  if (types.has("text")) {
    add("text", format, task.beside ? 1.5 : 3, "int", GENERAL);
    productions.push({ sort: GENERAL, head: { literal: "General" }, args: [], cost: bits(0.5) });
  }
  if (!types.has("real")) return productions;
  literals("real", constantsOf(MEASURES, recurring(task, isNumber)));
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

/** Sort of the layouts in which numbers are written. */
const GENERAL = showType(LAYOUT);

/** Sort of the ways to round. */
const ROUNDING_SORT = showType(ROUNDING);
