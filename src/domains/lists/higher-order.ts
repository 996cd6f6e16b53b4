/** @file Functions of functions that go through a list: the same done to each item, and questions asked of each. */

import { burn, type Call, type Primitive } from "../../language/primitive.ts";
import {
  type Argument,
  Binding,
  type Helper,
  helperCall,
  type Print,
  type PrintContext,
} from "../../language/print.ts";
import { BOOL, fn, INT, list, type Type, variable } from "../../language/type.ts";
import type { FunctionValue, Value } from "../../language/value.ts";
import {
  dropWhileWitness,
  filterIndexedWitness,
  filterWitness,
  findWitness,
  flatMapWitness,
  mapIndexedWitness,
  mapNeighboursWitness,
  mapProductWitness,
  mapWitness,
  takeWhileWitness,
  zipWithWitness,
} from "./calls.ts";
import { A, B, calling, Inside, LIST, LISTS, mayMake, sortingSteps } from "./declare.ts";
import { areOrdered, compare, keyFunction, keyOf } from "./equality.ts";
import * as printed from "./printed.ts";

type Items = readonly Value[];

/** The values of the function on each item and its place, or ⊥ where it has none for one of them. */
function valuesAt(
  items: Items,
  body: (item: Value, place: number) => Value,
  call: Call,
): Value[] | undefined {
  const values: Value[] = [];
  const inside = new Inside();
  for (let i = 0; i < items.length; i++) {
    const value = burn(call, 1) ? body(items[i], i) : undefined;
    if (value === undefined || !inside.holds(value)) return undefined;
    values.push(value);
  }
  return values;
}

/** The same for a function of the item alone. */
const valuesOf = (items: Items, body: FunctionValue, call: Call): Value[] | undefined =>
  valuesAt(items, (item) => body(item), call);

/** The first place where the test says so; -1 where it never does, ⊥ where it has no answer before. */
function findIndex(items: Items, test: FunctionValue, wanted: boolean, call: Call): number | undefined {
  for (let i = 0; i < items.length; i++) {
    const passes = burn(call, 1) ? test(items[i]) : undefined;
    if (passes === undefined) return undefined;
    if (passes === wanted) return i;
  }
  return -1;
}

/** `receiver.method(f)` and what follows. */
const method =
  (name: string, rest = "") =>
  ([items]: readonly Argument[], f: string, context: PrintContext): string =>
    `${context.at(items, Binding.Primary)}.${name}(${f})${rest}`;

/** `helper(items, …, f)` */
const helped =
  (helper: Helper) =>
  (args: readonly Argument[], f: string, context: PrintContext): string => {
    const given = args.slice(0, -1).map((arg) => context.at(arg, Binding.Lambda));
    return `${context.use(helper)}(${[...given, f].join(", ")})`;
  };

const C = variable("c");
const TEST = fn([A], BOOL);
const KEY = fn([A], B);

/** A primitive that is ⊥ where the function has no value that is asked for. */
function define(
  name: string,
  params: readonly Type[],
  result: Type,
  run: (args: { items: Items; f: FunctionValue; all: readonly Value[] }, call: Call) => Value,
  print: Print,
  traits: Partial<Primitive> = {},
): Primitive {
  return {
    name,
    params,
    result,
    partial: true,
    run: (all, call) => run({ items: all[0] as Items, f: all[all.length - 1] as FunctionValue, all }, call),
    print,
    ...traits,
  };
}

/** Where the function may lack a value, by a helper that expects that. */
const allOr =
  (helper: Helper, print: Print): Print =>
  (args, context) =>
    (args[1].partialResult ? helperCall(helper) : print)(args, context);

/** The same done to each item. */
export const map = define(
  "map",
  [LIST, fn([A], B)],
  list(B),
  ({ items, f }, call) => valuesOf(items, f, call),
  allOr(printed.mapAll, calling(method("map"))),
  { witness: mapWitness },
);

/** What is made of each item and its place, from 0. */
export const mapIndexed = define(
  "map-indexed",
  [LIST, fn([A, INT], B)],
  list(B),
  ({ items, f }, call) => valuesAt(items, f, call),
  allOr(printed.mapAll, calling(method("map"))),
  { roles: ["item", "index"], witness: mapIndexedWitness },
);

/** The items of which the test said so. */
const passed = (items: Items, tests: readonly Value[] | undefined): Items | undefined =>
  tests && items.filter((_, i) => tests[i] === true);

/** The items that pass the test. */
export const filter = define(
  "filter",
  [LIST, TEST],
  LIST,
  ({ items, f }, call) => passed(items, valuesOf(items, f, call)),
  allOr(printed.filterAll, calling(method("filter"))),
  { witness: filterWitness },
);

/** The items that pass a test of them and their place, from 0. */
export const filterIndexed = define(
  "filter-indexed",
  [LIST, fn([A, INT], BOOL)],
  LIST,
  ({ items, f }, call) => passed(items, valuesAt(items, f, call)),
  allOr(printed.filterAll, calling(method("filter"))),
  { roles: ["item", "index"], witness: filterIndexedWitness },
);

/** The lists that are made of each item, one after the other. */
export const flatMap = define(
  "flat-map",
  [LIST, fn([A], list(B))],
  list(B),
  ({ items, f }, call) => {
    const lists = valuesOf(items, f, call) as Items[] | undefined;
    if (!lists) return undefined;
    let length = 0;
    for (const made of lists) length += made.length;
    return mayMake(length, call) ? lists.flat() : undefined;
  },
  calling(method("flatMap")),
  { witness: flatMapWitness },
);

/** What is made of each item and the one after it. */
export const mapNeighbours = define(
  "map-neighbours",
  [LIST, fn([A, A], B)],
  list(B),
  ({ items, f }, call) => valuesAt(items.slice(1), (next, i) => f(items[i], next), call),
  calling(helped(printed.mapNeighbours)),
  { witness: mapNeighboursWitness },
);

/** What is made of the items at the same place, as far as the shorter list goes. */
export const zipWith = define(
  "zip-with",
  [LIST, list(B), fn([A, B], C)],
  list(C),
  ({ items, f, all }, call) => {
    const others = all[1] as Items;
    const shared = items.slice(0, others.length);
    return valuesAt(shared, (item, i) => f(item, others[i]), call);
  },
  calling(helped(printed.zipWith)),
  { witness: zipWithWitness },
);

/** What is made of each item of one list with each of another: a comprehension over two lists. */
export const mapProduct = define(
  "map-product",
  [LIST, list(B), fn([A, B], C)],
  list(C),
  ({ items, f, all }, call) => {
    const others = all[1] as Items;
    const made: Value[] = [];
    if (!mayMake(items.length * others.length, call)) return undefined;
    for (const item of items) {
      const values = valuesAt(others, (other) => f(item, other), call);
      if (!values) return undefined;
      for (const value of values) made.push(value);
    }
    return made;
  },
  calling(helped(printed.mapProduct)),
  { witness: mapProductWitness },
);

/** The first item that passes the test; ⊥ where none does. */
export const find = define(
  "find",
  [LIST, TEST],
  A,
  ({ items, f }, call) => {
    const place = findIndex(items, f, true, call);
    return place === undefined ? undefined : items[place];
  },
  calling(method("find"), true),
  { witness: findWitness },
);

/** The place of the first item that passes the test, from 0; -1 where none does. */
export const indexWhere = define(
  "index-where",
  [LIST, TEST],
  INT,
  ({ items, f }, call) => findIndex(items, f, true, call),
  calling(method("findIndex")),
);

/** Whether an item passes the test. */
export const any = define(
  "any",
  [LIST, TEST],
  BOOL,
  ({ items, f }, call) => {
    const place = findIndex(items, f, true, call);
    return place === undefined ? undefined : place >= 0;
  },
  calling(method("some")),
);

/** Whether all items pass the test. */
export const all = define(
  "all",
  [LIST, TEST],
  BOOL,
  ({ items, f }, call) => {
    const place = findIndex(items, f, false, call);
    return place === undefined ? undefined : place < 0;
  },
  calling(method("every")),
);

/** How many items pass the test. */
export const countWhere = define(
  "count-where",
  [LIST, TEST],
  INT,
  ({ items, f }, call) => passed(items, valuesOf(items, f, call))?.length,
  calling(method("filter", ".length")),
);

/** The items before the first that fails the test. */
export const takeWhile = define(
  "take-while",
  [LIST, TEST],
  LIST,
  ({ items, f }, call) => {
    const end = findIndex(items, f, false, call);
    return end === undefined ? undefined : end < 0 ? items : items.slice(0, end);
  },
  calling(helped(printed.takeWhile)),
  { witness: takeWhileWitness },
);

/** The items from the first on that fails the test. */
export const dropWhile = define(
  "drop-while",
  [LIST, TEST],
  LIST,
  ({ items, f }, call) => {
    const end = findIndex(items, f, false, call);
    return end === undefined ? undefined : end < 0 ? [] : items.slice(end);
  },
  calling(helped(printed.dropWhile)),
  { witness: dropWhileWitness },
);

/** The items that pass the test, and the others. */
export const partition = define(
  "partition",
  [LIST, TEST],
  LISTS,
  ({ items, f }, call) => {
    const tests = valuesOf(items, f, call);
    return tests && [true, false].map((wanted) => items.filter((_, i) => tests[i] === wanted));
  },
  calling(helped(printed.partition)),
);

/** Items with the same key together, in the order in which the keys first come. */
export const groupBy = define(
  "group-by",
  [LIST, KEY],
  LISTS,
  ({ items, f }, call) => {
    const keys = valuesOf(items, f, call);
    if (!keys) return undefined;
    const groups = new Map<Value, Value[]>();
    items.forEach((item, i) => {
      const key = keyOf(keys[i]);
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    });
    return [...groups.values()];
  },
  calling((args, f, context) => {
    const { type } = args[1];
    const key = type.kind === "function" ? keyFunction(type.result, context) : undefined;
    return helped(printed.groupBy)(args, key === undefined ? f : `${f}, ${key}`, context);
  }),
);

/** The places of the items in the order of their keys, alike ones as they are; ⊥ where keys have no order. */
function inOrder(items: Items, f: FunctionValue, call: Call): { keys: Items; places: number[] } | undefined {
  const keys = valuesOf(items, f, call);
  if (!keys || !areOrdered(keys) || !burn(call, sortingSteps(keys.length))) return undefined;
  return { keys, places: keys.map((_, i) => i).sort((i, j) => compare(keys[i], keys[j])) };
}

/** The items in the order of their keys, numbers or texts; alike ones stay as they are. */
export const sortBy = define(
  "sort-by",
  [LIST, KEY],
  LIST,
  ({ items, f }, call) => inOrder(items, f, call)?.places.map((i) => items[i]),
  calling(helped(printed.sortBy)),
);

const extremeBy = (name: string, sign: 1 | -1, helper: Helper): Primitive =>
  define(
    name,
    [LIST, KEY],
    A,
    ({ items, f }, call) => {
      const keys = valuesOf(items, f, call);
      if (!keys || !areOrdered(keys)) return undefined;
      let best = 0;
      for (let i = 1; i < keys.length; i++) if (sign * compare(keys[i], keys[best]) > 0) best = i;
      return items[best];
    },
    calling(helped(helper), true),
  );

/** The first item with the largest key; ⊥ of an empty list. */
export const maxBy = extremeBy("max-by", 1, printed.maxBy);

/** The first item with the smallest key; ⊥ of an empty list. */
export const minBy = extremeBy("min-by", -1, printed.minBy);
