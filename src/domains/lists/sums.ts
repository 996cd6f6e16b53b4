/** @file Lists of numbers: what they come to, and whole numbers as lists of their digits. */

import { burn, type Primitive } from "../../language/primitive.ts";
import { Binding, helperCall, helperOf, type Print, primary } from "../../language/print.ts";
import { INT, list, REAL } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { add as addOf } from "../numbers/decimal.ts";
import { whole } from "../numbers/integers.ts";
import { add } from "../numbers/printed.ts";
import { member } from "./declare.ts";

const INTS = list(INT);

const total = (
  name: string,
  start: number,
  step: (total: number, item: number) => number,
  print: Print,
): Primitive => ({
  name,
  params: [INTS],
  result: INT,
  partial: false,
  run: ([given], call) => {
    const items = given as readonly number[];
    if (!burn(call, items.length >> 4)) return undefined;
    let result: number | undefined = start;
    for (const item of items) {
      result = whole(step(result, item));
      if (result === undefined) return undefined;
    }
    return result;
  },
  print,
});

/** The sum of the numbers; 0 of none. */
export const sum = total(
  "sum",
  0,
  (total, item) => total + item,
  member(() => ".reduce((total, x) => total + x, 0)"),
);

const sumOfReals = helperOf(
  `/** The sum of decimal numbers, without binary dust; undefined where digits would be lost. */
function sumOf(items: readonly number[]): number | undefined {
  return items.reduce<number | undefined>((sum, x) => (sum === undefined ? undefined : add(sum, x)), 0);
}`,
  add,
);

/** The sum of the numbers, as on paper; 0 of none, ⊥ where digits would be lost. */
export const realSum: Primitive = {
  name: "sum-reals",
  params: [list(REAL)],
  result: REAL,
  partial: true,
  run: ([items], call) => {
    if (!burn(call, (items as readonly Value[]).length >> 3)) return undefined;
    let result: number | undefined = 0;
    for (const item of items as readonly number[]) {
      result = addOf(result, item);
      if (result === undefined) return undefined;
    }
    return result;
  },
  print: helperCall(sumOfReals),
};

/** The product of the numbers; 1 of none. */
export const product = total(
  "product",
  1,
  (total, item) => total * item,
  member(() => ".reduce((total, x) => total * x, 1)"),
);

/** The number with these decimal digits. */
export const fromDigits = total(
  "from-digits",
  0,
  (total, item) => total * 10 + item,
  member(() => ".reduce((total, digit) => total * 10 + digit, 0)"),
);

/** The decimal digits of the number, without its sign. */
export const digits: Primitive = {
  name: "digits",
  params: [INT],
  result: INTS,
  partial: false,
  run: ([number]): Value => [...String(Math.abs(number as number))].map(Number),
  print: ([number], context) =>
    primary(`[...String(Math.abs(${context.at(number, Binding.Conditional)}))].map(Number)`),
};
