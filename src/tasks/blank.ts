/** @file Rows with nothing to go by. */

import type { Value } from "../language/value.ts";
import type { Example } from "./task.ts";

/** Nothing was entered: no value, `null`, or no character but white space. */
export const isBlank = (value: Value): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/** Tells inputs that are blank at all of these positions. None are where an example is so too: it shows what belongs there. */
export function blankAt(
  positions: readonly number[],
  examples: readonly Example[],
): (inputs: readonly Value[]) => boolean {
  const isAllBlank = (inputs: readonly Value[]): boolean => positions.every((i) => isBlank(inputs[i]));
  return examples.some(({ inputs }) => isAllBlank(inputs)) ? () => false : isAllBlank;
}
