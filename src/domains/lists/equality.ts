/** @file When items are the same, and which comes first: in `run`, and in printed code. */

import { type Argument, Binding, helperOf, type PrintContext } from "../../language/print.ts";
import { literalText } from "../../language/program.ts";
import { baseType, type Type } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";

/** What is `===` exactly where two values are the same: a set of these finds an item at once. */
export const keyOf = (value: Value): Value =>
  typeof value === "object" && value !== null ? literalText(value) : value;

/** Whether `===` and sets tell values of the type apart in printed code. */
export const isScalar = (type: Type): boolean =>
  ["int", "real", "bits", "bool", "text", "label"].includes(baseType(type).kind);

/** Whether values of the type have an order: numbers by size, texts by their UTF-16 units. */
export const isOrdered = (type: Type): boolean => ["int", "real", "text"].includes(type.kind);

/** Negative where the first comes first. */
export function compare(a: Value, b: Value): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [x, y] = [a as string, b as string];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Whether all items can be put in order. */
export const areOrdered = (items: readonly Value[]): boolean =>
  items.every((item) => typeof item === "number" || typeof item === "string");

const keyTextHelper = helperOf(
  `/** The same text for values that are alike in all their parts. */
function keyText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    const hasFields = typeof part === "object" && part !== null && !Array.isArray(part);
    if (hasFields) return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
    return typeof part === "bigint" ? part + "n" : part;
  });
}`,
);

/** The name of the function that makes keys of such values, where they are not their own. */
export const keyFunction = (type: Type, context: PrintContext): string | undefined =>
  isScalar(type) ? undefined : context.use(keyTextHelper);

/** Whether an item called so is the value: `item === 3`. It is asked of each item: the primitive must say that it `repeats` the value. */
export function sameText(item: string, value: Argument, context: PrintContext, not = false): string {
  const key = keyFunction(value.type, context);
  const sign = not ? "!==" : "===";
  if (key === undefined) return `${item} ${sign} ${context.at(value, Binding.Relational)}`;
  return `${key}(${item}) ${sign} ${key}(${context.at(value, Binding.Lambda)})`;
}

/** The type of a list's items. */
export const itemType = ({ type }: Argument): Type => (type.kind === "list" ? type.of : type);
