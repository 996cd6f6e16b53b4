/** @file Lists made of several lists, of lists within lists, and of nothing but numbers. */

import { burn, type Call, type Primitive } from "../../language/primitive.ts";
import { Binding, helperCall, primary } from "../../language/print.ts";
import { INT, list } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { A, arrayOf, keyed, LIST, LISTS, mayMake, member, onList, short, spread } from "./declare.ts";
import { keyOf } from "./equality.ts";
import { concatWitnesses } from "./parts.ts";
import { rangeWitness, replicateWitness } from "./places.ts";
import * as printed from "./printed.ts";

type Items = readonly Value[];

/** Whether a list may be made of a count: so many items. */
const mayRepeat = (count: number, call: Call): boolean => count <= printed.MAX_MADE && burn(call, count >> 2);

/** The items of one list, then those of the other. */
export const concat = onList(
  "concat-items",
  [LIST],
  LIST,
  (items, others) => short([...items, ...(others as Items)]),
  ([items, others], context) => arrayOf([spread(items, context), spread(others, context)]),
  { normal: ["associative"], witness: concatWitnesses },
);

/** The items of all the lists, one list after the other. */
export const flatten: Primitive = {
  name: "flatten",
  params: [LISTS],
  result: LIST,
  partial: false,
  run: ([given], call) => {
    const lists = given as readonly Items[];
    let length = 0;
    for (const items of lists) length += items.length;
    return mayMake(length + lists.length, call) ? lists.flat() : undefined;
  },
  print: member(() => ".flat()"),
};

/** Pairs of items at the same place, as far as the shorter list goes. */
export const zip = onList(
  "zip",
  [LIST],
  LISTS,
  (items, others) => items.slice(0, (others as Items).length).map((item, i) => [item, (others as Items)[i]]),
  helperCall(printed.zip),
);

/** Items of both lists in turn, then what is left of the longer one. */
export const interleave = onList(
  "interleave",
  [LIST],
  LIST,
  (items, given) => {
    const others = given as Items;
    const mixed = items.flatMap((item, i) => (i < others.length ? [item, others[i]] : [item]));
    return short([...mixed, ...others.slice(items.length)]);
  },
  helperCall(printed.interleave),
);

/** Rows as columns, as far as the shortest row goes. */
export const transpose: Primitive = {
  name: "transpose",
  params: [LISTS],
  result: LISTS,
  partial: false,
  run: ([given], call) => {
    const rows = given as readonly Items[];
    const width = rows.reduce((least, row) => Math.min(least, row.length), Number.POSITIVE_INFINITY);
    if (rows.length === 0) return [];
    if (!mayMake(width * rows.length, call)) return undefined;
    return Array.from({ length: width }, (_, i) => rows.map((row) => row[i]));
  },
  print: helperCall(printed.transpose),
};

const among = (items: Items, others: Value, isWanted: boolean): Value => {
  const known = new Set((others as Items).map(keyOf));
  return items.filter((item) => known.has(keyOf(item)) === isWanted);
};

/** The items that are in the other list too. */
export const intersection = onList(
  "intersection",
  [LIST],
  LIST,
  (items, others) => among(items, others, true),
  keyed(printed.intersection),
);

/** The items that are not in the other list. */
export const difference = onList(
  "difference",
  [LIST],
  LIST,
  (items, others) => among(items, others, false),
  keyed(printed.difference),
);

/** The list so many times over; empty where the number is not positive. */
export const repeatItems = onList(
  "repeat-items",
  [INT],
  LIST,
  (items, given, _, call) => {
    const times = Math.max(0, given as number);
    if (items.length === 0) return [];
    return mayRepeat(times * items.length, call)
      ? Array.from({ length: times }, () => items).flat()
      : undefined;
  },
  ([items, times], context) => {
    if (!isSmall(times.literal)) return helperCall(printed.repeatItems)([items, times], context);
    const copies = `() => ${context.at(items, Binding.Conditional)}`;
    return primary(`Array.from({ length: ${times.literal} }, ${copies}).flat()`);
  },
);

/** Whether it is plain that a list of so many items is not too long. */
const isSmall = (count: Value): count is number => typeof count === "number" && count >= 0 && count <= 100;

/** A list of one item so many times; empty where the number is not positive. */
export const replicate: Primitive = {
  name: "replicate",
  params: [A, INT],
  result: LIST,
  partial: false,
  witness: replicateWitness,
  run: ([item, given], call) => {
    const times = Math.max(0, given as number);
    return mayRepeat(times, call) ? new Array<Value>(times).fill(item) : undefined;
  },
  print: ([item, times], context) => {
    if (!isSmall(times.literal)) return helperCall(printed.replicate)([item, times], context);
    const inside = context.at(item, Binding.Conditional);
    const body = inside.startsWith("{") ? `(${inside})` : inside;
    return primary(`Array.from({ length: ${times.literal} }, () => ${body})`);
  },
};

/** The whole numbers from one to another, both included; empty where the second is smaller. */
export const range: Primitive = {
  name: "range",
  params: [INT, INT],
  result: list(INT),
  partial: false,
  witness: rangeWitness,
  run: ([from, to], call) => {
    const count = Math.max(0, (to as number) - (from as number) + 1);
    if (!mayRepeat(count, call)) return undefined;
    return Array.from({ length: count }, (_, i) => (from as number) + i);
  },
  print: helperCall(printed.range),
};
