/** @file Lists of pairs: made of two lists or of places and items, and taken apart. */

import { burn, type Primitive } from "../../language/primitive.ts";
import { helperCall, helperOf } from "../../language/print.ts";
import { INT, list, tuple, variable } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";

type Items = readonly Value[];

const A = variable("a");
const B = variable("b");

const pairsHelper = helperOf(
  `/** The items at the same place, as far as the shorter list goes. */
const pairs = <T, S>(items: readonly T[], others: readonly S[]): [T, S][] =>
  items.slice(0, others.length).map((item, i) => [item, others[i]]);`,
);

/** Pairs of the items at the same place, as far as the shorter list goes. */
export const zipPairs: Primitive = {
  name: "zip-pairs",
  params: [list(A), list(B)],
  result: list(tuple([A, B])),
  partial: false,
  run: ([items, others], call) => {
    const [a, b] = [items as Items, others as Items];
    return burn(call, a.length >> 4) ? a.slice(0, b.length).map((item, i) => [item, b[i]]) : undefined;
  },
  print: helperCall(pairsHelper),
};

const unzipHelper = helperOf(
  `/** What stands first in each pair, and what stands second. */
const unzip = <T, S>(pairs: readonly (readonly [T, S])[]): [T[], S[]] =>
  [pairs.map(([first]) => first), pairs.map(([, second]) => second)];`,
);

/** The list of what stands first in each pair, and that of what stands second. */
export const unzipPairs: Primitive = {
  name: "unzip-pairs",
  params: [list(tuple([A, B]))],
  result: tuple([list(A), list(B)]),
  partial: false,
  run: ([given], call) => {
    const pairs = given as readonly Items[];
    if (!burn(call, pairs.length >> 4)) return undefined;
    return [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
  },
  print: helperCall(unzipHelper),
};

const enumerateHelper = helperOf(
  `/** Each item after its place, from 0. */
const enumerate = <T>(items: readonly T[]): [number, T][] => items.map((item, i) => [i, item]);`,
);

/** Each item after its place, from 0. */
export const enumerate: Primitive = {
  name: "enumerate",
  params: [list(A)],
  result: list(tuple([INT, A])),
  partial: false,
  run: ([items], call) =>
    burn(call, (items as Items).length >> 4) ? (items as Items).map((item, i) => [i, item]) : undefined,
  print: helperCall(enumerateHelper),
};
