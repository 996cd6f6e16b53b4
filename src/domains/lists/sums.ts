/** @file Lists of whole numbers: what they come to, and numbers as lists of their digits. */

import { burn, type Primitive } from "../../language/primitive.ts";
import { Binding, type Print, primary } from "../../language/print.ts";
import { INT, list } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { whole } from "../numbers/integers.ts";
import { member } from "./declare.ts";

const INTS = list(INT);

const total = (
  name: string,
  doc: string,
  start: number,
  step: (total: number, item: number) => number,
  print: Print,
): Primitive => ({
  name,
  params: [INTS],
  result: INT,
  doc,
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

export const sum = total(
  "sum",
  "The sum of the numbers; 0 of none.",
  0,
  (total, item) => total + item,
  member(() => ".reduce((total, x) => total + x, 0)"),
);

export const product = total(
  "product",
  "The product of the numbers; 1 of none.",
  1,
  (total, item) => total * item,
  member(() => ".reduce((total, x) => total * x, 1)"),
);

export const fromDigits = total(
  "from-digits",
  "The number with these decimal digits.",
  0,
  (total, item) => total * 10 + item,
  member(() => ".reduce((total, digit) => total * 10 + digit, 0)"),
);

export const digits: Primitive = {
  name: "digits",
  params: [INT],
  result: INTS,
  doc: "The decimal digits of the number, without its sign.",
  partial: false,
  run: ([number]): Value => [...String(Math.abs(number as number))].map(Number),
  print: ([number], context) =>
    primary(`[...String(Math.abs(${context.at(number, Binding.Conditional)}))].map(Number)`),
};
