/** @file Parts of a list. Places and counts are JavaScript's: negative ones count from the end. */

import { helperCall } from "../../language/print.ts";
import { INT } from "../../language/type.ts";
import { sameValue, type Value } from "../../language/value.ts";
import { keyed, LIST, LISTS, mayHold, mayMake, member, onList, PARTIAL } from "./declare.ts";
import { dropWitness, takeWitness } from "./parts.ts";
import { sliceWitness } from "./places.ts";
import * as printed from "./printed.ts";

/** All items but the first. */
export const tail = onList(
  "tail",
  [],
  LIST,
  (items) => items.slice(1),
  member(() => ".slice(1)"),
);

/** All items but the last. */
export const init = onList(
  "init",
  [],
  LIST,
  (items) => items.slice(0, -1),
  member(() => ".slice(0, -1)"),
);

/** The first n items; all but the last where n is negative. */
export const take = onList(
  "take-items",
  [INT],
  LIST,
  (items, n) => items.slice(0, n as number),
  member(([n]) => `.slice(0, ${n})`),
  { witness: takeWitness },
);

/** All but the first n items; the last where n is negative. */
export const drop = onList(
  "drop-items",
  [INT],
  LIST,
  (items, n) => items.slice(n as number),
  member(([n]) => `.slice(${n})`),
  { witness: dropWitness },
);

/** The items from one place up to another, that left out; places from the end where negative. */
export const slice = onList(
  "slice-items",
  [INT, INT],
  LIST,
  (items, from, to) => items.slice(from as number, to as number),
  member(([from, to]) => `.slice(${from}, ${to})`),
  { witness: sliceWitness },
);

/** The first of every k items; ⊥ where k is not positive. */
export const everyKth = onList(
  "every-kth",
  [INT],
  LIST,
  (items, k) => ((k as number) < 1 ? undefined : items.filter((_, i) => i % (k as number) === 0)),
  (args, context) => {
    const k = args[1].literal;
    if (typeof k !== "number" || k < 1) return helperCall(printed.everyKth)(args, context);
    const write = member(([k]) => `.filter((_, i) => i % ${k} === 0)`);
    return { ...write(args, context), partial: false };
  },
  PARTIAL,
);

/** 1 + 2 + … + count */
const halfSquare = (count: number): number => (count * (count + 1)) / 2;

/** What the list begins with, the shortest first, the empty list left out. */
export const prefixes = onList(
  "prefixes",
  [],
  LISTS,
  (items, _a, _b, call) =>
    mayHold(halfSquare(items.length), call) ? items.map((_, i) => items.slice(0, i + 1)) : undefined,
  member(() => ".map((_, i, all) => all.slice(0, i + 1))"),
);

/** What the list ends with, the longest first, the empty list left out. */
export const suffixes = onList(
  "suffixes",
  [],
  LISTS,
  (items, _a, _b, call) =>
    mayHold(halfSquare(items.length), call) ? items.map((_, i) => items.slice(i)) : undefined,
  member(() => ".map((_, i, all) => all.slice(i))"),
);

/** The list in pieces of a size, the last of what is left; ⊥ where the size is not positive. */
export const chunks = onList(
  "chunks",
  [INT],
  LISTS,
  (items, size) => {
    if ((size as number) < 1) return undefined;
    const pieces: Value[] = [];
    for (let i = 0; i < items.length; i += size as number) pieces.push(items.slice(i, i + (size as number)));
    return pieces;
  },
  helperCall(printed.chunks),
  PARTIAL,
);

/** All runs of so many neighbours; ⊥ where the number is not positive. */
export const windows = onList(
  "windows",
  [INT],
  LISTS,
  (items, given, _, call) => {
    const width = given as number;
    const count = Math.max(0, items.length - width + 1);
    if (width < 1 || (count > 0 && !mayMake(count * width, call))) return undefined;
    return Array.from({ length: count }, (_, i) => items.slice(i, i + width));
  },
  helperCall(printed.windows),
  PARTIAL,
);

/** Runs of equal neighbours. */
export const groupEqual = onList(
  "group-equal",
  [],
  LISTS,
  (items) => {
    const groups: Value[][] = [];
    items.forEach((item, i) => {
      if (i > 0 && sameValue(item, items[i - 1])) groups[groups.length - 1].push(item);
      else groups.push([item]);
    });
    return groups;
  },
  keyed(printed.groupEqual),
);
