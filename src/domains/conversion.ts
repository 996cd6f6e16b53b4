/** @file Whole numbers as real ones: how what a domain counts (years, days between) gets into arithmetic. */

import type { Primitive } from "../language/primitive.ts";
import { INT, REAL } from "../language/type.ts";

/** The whole number as a real number. */
export const toReal: Primitive = {
  name: "to-real",
  params: [INT],
  result: REAL,
  partial: false,
  run: ([value]) => value,
  print: ([value]) => ({ text: value.text, binding: value.binding }),
};
