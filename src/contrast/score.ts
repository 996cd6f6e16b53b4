/** @file How many answers are right: exactly, but for reals, which are right within a part of their outputs' spread. */

import { agrees } from "../language/agree.ts";
import type { Type } from "../language/type.ts";
import { mentions } from "../language/typeparts.ts";
import { RecordValue, type Value } from "../language/value.ts";

export interface Score {
  readonly right: number;
  readonly of: number;
}

/** How far a real may be off, as a part of the standard deviation of the right outputs at the same reach. */
export const TOLERANCE = 0.05;

/** Whether answers of the type are judged within a tolerance. */
export const isTolerant = (type: Type): boolean => mentions(type, ({ kind }) => kind === "real");

/** @param wanted the right outputs at one reach, of which the first are answered, or all */
export function scoreOf(answers: readonly Value[], wanted: readonly Value[], type: Type): Score {
  const isRight = isTolerant(type) ? within(TOLERANCE * spreadOf(wanted)) : agrees;
  return { right: answers.filter((answer, i) => isRight(answer, wanted[i])).length, of: answers.length };
}

export const shareOf = ({ right, of }: Score): number => (of === 0 ? 0 : right / of);

const within =
  (limit: number) =>
  (a: Value, b: Value): boolean => {
    if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) <= limit || agrees(a, b);
    if (Array.isArray(a) && Array.isArray(b))
      return a.length === b.length && a.every((item, i) => within(limit)(item, b[i]));
    if (a instanceof RecordValue && b instanceof RecordValue)
      return (
        a.names.join() === b.names.join() && a.names.every((name) => within(limit)(a.get(name), b.get(name)))
      );
    return agrees(a, b);
  };

/** The standard deviation of all numbers in the values. */
export function spreadOf(values: readonly Value[]): number {
  const numbers = values.flatMap(numbersIn);
  if (numbers.length === 0) return 0;
  const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  return Math.sqrt(numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length);
}

function numbersIn(value: Value): number[] {
  if (typeof value === "number") return [value];
  if (Array.isArray(value)) return value.flatMap(numbersIn);
  return value instanceof RecordValue ? [...value.fields.values()].flatMap(numbersIn) : [];
}
