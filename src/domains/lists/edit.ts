/** @file Lists with an item more, less or changed, and lists in another order. */

import { burn, type Primitive } from "../../language/primitive.ts";
import { Binding, helperCall, NOTHING, primary } from "../../language/print.ts";
import { INT, list, option } from "../../language/type.ts";
import { sameValue, type Value } from "../../language/value.ts";
import {
  A,
  arrayOf,
  LIST,
  member,
  onList,
  PARTIAL,
  placeIn,
  short,
  sortingSteps,
  spread,
} from "./declare.ts";
import {
  areOrdered,
  compare,
  isOrdered,
  isScalar,
  itemType,
  keyFunction,
  keyOf,
  sameText,
} from "./equality.ts";
import { appendWitness, prependWitness } from "./parts.ts";
import { insertAtWitness, removeAtWitness, removeWitness } from "./places.ts";
import * as printed from "./printed.ts";

/** The list with an item before it. */
export const prepend = onList(
  "prepend",
  [A],
  LIST,
  (items, item) => short([item, ...items]),
  ([items, item], context) => arrayOf([context.at(item, Binding.Conditional), spread(items, context)]),
  { witness: prependWitness },
);

/** The list with an item after it. */
export const append = onList(
  "append",
  [A],
  LIST,
  (items, item) => short([...items, item]),
  ([items, item], context) => arrayOf([spread(items, context), context.at(item, Binding.Conditional)]),
  { witness: appendWitness },
);

/** The list with an item before the one at a place; at its end where there is none. */
export const insertAt = onList(
  "insert-at",
  [INT, A],
  LIST,
  (items, place, item) => short([...items.slice(0, place as number), item, ...items.slice(place as number)]),
  (args, context) =>
    // Of lists within lists some are readonly and some are not, which `toSpliced` minds.
    isScalar(args[2].type)
      ? member(([place, item]) => `.toSpliced(${place}, 0, ${item})`)(args, context)
      : helperCall(printed.insertAt)(args, context),
  { witness: insertAtWitness },
);

/** The list without the item at a place; from the end where it is negative, the first where that is before it. */
export const removeAt = onList(
  "remove-at",
  [INT],
  LIST,
  (items, place) => {
    const index = Math.max(0, placeIn(items, place));
    return items.filter((_, i) => i !== index);
  },
  member(([place]) => `.toSpliced(${place}, 1)`),
  { witness: removeAtWitness },
);

/** The list with another item at a place; unchanged where there is none. */
export const replaceAt = onList(
  "replace-at",
  [INT, A],
  LIST,
  (items, place, item) => {
    const index = placeIn(items, place);
    return items.map((old, i) => (i === index ? item : old));
  },
  helperCall(printed.replaceAt),
);

/** The list with the items at two places exchanged; ⊥ where it lacks one. */
export const swapAt = onList(
  "swap-at",
  [INT, INT],
  LIST,
  (items, first, second) => {
    const [i, j] = [placeIn(items, first), placeIn(items, second)];
    if (!(i in items && j in items)) return undefined;
    const swapped = [...items];
    [swapped[i], swapped[j]] = [items[j], items[i]];
    return swapped;
  },
  helperCall(printed.swapAt),
  PARTIAL,
);

/** The list without an item, wherever it stands. */
export const remove = onList(
  "remove-item",
  [A],
  LIST,
  (items, item) => items.filter((other) => !sameValue(other, item)),
  ([items, item], context) =>
    primary(
      `${context.at(items, Binding.Primary)}.filter((item) => ${sameText("item", item, context, true)})`,
    ),
  { witness: removeWitness, repeats: () => [1] },
);

/** The list with one item in place of another, wherever that stands. */
export const replace = onList(
  "replace-item",
  [A, A],
  LIST,
  (items, item, other) => items.map((old) => (sameValue(old, item) ? other : old)),
  ([items, item, other], context) => {
    const test = sameText("item", item, context);
    const change = `(item) => (${test} ? ${context.at(other, Binding.Conditional)} : item)`;
    return primary(`${context.at(items, Binding.Primary)}.map(${change})`);
  },
  { repeats: () => [1, 2] },
);

/** The items that are there: those that are null left out. */
export const present: Primitive = {
  name: "present",
  params: [list(option(A))],
  result: LIST,
  partial: false,
  run: ([given], call) => {
    const items = given as readonly Value[];
    return burn(call, items.length >> 4) ? items.filter((item) => item !== null) : undefined;
  },
  print: member(() => ".filter((item) => item !== null)"),
};

/** The items from last to first. */
export const reverse = onList(
  "reverse-items",
  [],
  LIST,
  (items) => [...items].reverse(),
  member(() => ".toReversed()"),
);

/** The list with its first n items at the end; with its last at the front where n is negative. */
export const rotate = onList(
  "rotate",
  [INT],
  LIST,
  (items, n) => {
    const index = items.length === 0 ? 0 : (n as number) % items.length;
    return [...items.slice(index), ...items.slice(0, index)];
  },
  helperCall(printed.rotate),
);

/** Numbers from the smallest to the largest; texts in the order of their characters' codes. */
export const sort = onList(
  "sort-items",
  [],
  LIST,
  (items, _a, _b, call) =>
    areOrdered(items) && burn(call, sortingSteps(items.length)) ? [...items].sort(compare) : undefined,
  ([items], context) => {
    const type = itemType(items);
    if (!isOrdered(type)) return { ...NOTHING, partial: true };
    const order = type.kind === "text" ? "" : "(a, b) => a - b";
    return primary(`${context.at(items, Binding.Primary)}.toSorted(${order})`);
  },
);

/** Each item once, where it first stands. */
export const unique = onList(
  "unique",
  [],
  LIST,
  (items) => {
    const seen = new Map<Value, Value>();
    for (const item of items) {
      const key = keyOf(item);
      if (!seen.has(key)) seen.set(key, item);
    }
    return [...seen.values()];
  },
  ([items], context) => {
    const type = itemType(items);
    if (isScalar(type)) return arrayOf([`...new Set(${context.at(items, Binding.Conditional)})`]);
    const pairs = `(item) => [${keyFunction(type, context)}(item), item] as const`;
    return arrayOf([`...new Map(${context.at(items, Binding.Primary)}.map(${pairs})).values()`]);
  },
);
