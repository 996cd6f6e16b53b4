/** @file What the tiny domains are built of, that try the contract between domains and the search. */

import { bits, type Production } from "../../../src/language/grammar.ts";
import type { Primitive } from "../../../src/language/primitive.ts";
import { primary } from "../../../src/language/print.ts";
import { INT, list, type Type } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";

export const define = (
  name: string,
  params: readonly Type[],
  result: Type,
  run: Primitive["run"],
  more: Partial<Primitive> = {},
): Primitive => ({
  name,
  params,
  result,
  partial: false,
  run,
  print: () => primary(name),
  ...more,
});

export const safe = (value: number): Value => (Number.isSafeInteger(value) ? value : undefined);
export const INTS = list(INT);

export const plus = define("plus", [INT, INT], INT, ([a, b]) => safe((a as number) + (b as number)), {
  normal: ["commutative"],
});
export const times = define("times", [INT, INT], INT, ([a, b]) => safe((a as number) * (b as number)), {
  normal: ["commutative"],
});

export const numerals = (sort: string, values: readonly number[]): Production[] =>
  values.map((value) => ({ sort, head: { literal: value }, args: [], cost: bits(2) }));

export const calls = (sort: string, primitive: Primitive, cost: number, ...args: string[]): Production => ({
  sort,
  head: { primitive },
  args: args.map((name) => ({ sort: name })),
  cost: bits(cost),
});
