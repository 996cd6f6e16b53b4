/** @file What is in a list, and where. */

import type { Primitive } from "../../language/primitive.ts";
import { type Argument, Binding, helperCall, primary } from "../../language/print.ts";
import { BOOL, INT } from "../../language/type.ts";
import { sameValue, type Value } from "../../language/value.ts";
import { A, atOnce, member, onList, PARTIAL, placeIn } from "./declare.ts";
import { areOrdered, compare, isScalar, keyFunction, keyOf, sameText } from "./equality.ts";
import * as printed from "./printed.ts";

/** How many items the list has. */
export const size = atOnce(
  "size",
  [],
  INT,
  (items) => items.length,
  member(() => ".length"),
);

/** Whether the list has no items. */
export const isEmpty = atOnce(
  "is-empty",
  [],
  BOOL,
  (items) => items.length === 0,
  ([items], context) => ({
    text: `${context.at(items, Binding.Primary)}.length === 0`,
    binding: Binding.Equality,
  }),
);

/** The first item; ⊥ of an empty list. */
export const head = atOnce(
  "head",
  [],
  A,
  (items) => items[0],
  member(() => "[0]"),
  PARTIAL,
);

/** The last item; ⊥ of an empty list. */
export const last = atOnce(
  "last",
  [],
  A,
  (items) => items[items.length - 1],
  member(() => ".at(-1)"),
  PARTIAL,
);

/** The item at a place from 0, or from the end where it is negative; ⊥ where there is none. */
export const at = atOnce(
  "at",
  [INT],
  A,
  (items, place) => items[placeIn(items, place)],
  member(([place]) => `.at(${place})`),
  PARTIAL,
);

/**
 * Whether `includes` and `indexOf` find the item. Not after `match(…) ?? []`, whose empty list TypeScript takes for one of
 * nothing.
 */
const isFindable = (items: Argument, { type }: Argument): boolean =>
  isScalar(type) && items.binding !== Binding.Nullish;

const searched = ([items, item]: readonly Argument[]): readonly number[] =>
  isFindable(items, item) ? [] : [1];

/** Whether the item is in the list. */
export const contains = onList(
  "contains-item",
  [A],
  BOOL,
  (items, item) => items.some((other) => sameValue(other, item)),
  ([items, item], context) => {
    const receiver = context.at(items, Binding.Primary);
    return primary(
      isFindable(items, item)
        ? `${receiver}.includes(${context.at(item, Binding.Lambda)})`
        : `${receiver}.some((item) => ${sameText("item", item, context)})`,
    );
  },
  { repeats: searched },
);

/** The first place of the item, from 0; ⊥ where it is not in the list. */
export const indexOf = onList(
  "index-of-item",
  [A],
  INT,
  (items, item) => placeOrBottom(items.findIndex((other) => sameValue(other, item))),
  ([items, item], context) => {
    const receiver = context.at(items, Binding.Primary);
    const place = isFindable(items, item)
      ? `${receiver}.indexOf(${context.at(item, Binding.Lambda)})`
      : `${receiver}.findIndex((item) => ${sameText("item", item, context)})`;
    return { ...primary(`${context.use(printed.found)}(${place})`), name: "place" };
  },
  { partial: true, repeats: searched },
);

const placeOrBottom = (place: number): number | undefined => (place < 0 ? undefined : place);

/** How often the item is in the list. */
export const count = onList(
  "count-item",
  [A],
  INT,
  (items, item) => items.filter((other) => sameValue(other, item)).length,
  ([items, item], context) =>
    primary(
      `${context.at(items, Binding.Primary)}.filter((item) => ${sameText("item", item, context)}).length`,
    ),
  { repeats: () => [1] },
);

const extreme = (name: string, sign: 1 | -1, helper: typeof printed.largest): Primitive =>
  onList(
    name,
    [],
    A,
    (items) => {
      if (!areOrdered(items)) return undefined;
      let best: Value = items[0];
      for (const item of items) if (sign * compare(item, best) > 0) best = item;
      return best;
    },
    helperCall(helper),
    PARTIAL,
  );

/** The largest number, or the text that comes last; ⊥ of an empty list. */
export const largest = extreme("largest", 1, printed.largest);

/** The smallest number, or the text that comes first; ⊥ of an empty list. */
export const smallest = extreme("smallest", -1, printed.smallest);

/** Of any two values: whole numbers, reals and texts have a primitive of their own for it. */
export const equal: Primitive = {
  name: "equal",
  params: [A, A],
  result: BOOL,
  partial: false,
  normal: ["commutative"],
  isEquality: true,
  run: ([a, b]) => keyOf(a) === keyOf(b),
  print: ([a, b], context) => {
    const key = keyFunction(a.type, context);
    const [x, y] = [a, b].map((side) =>
      key === undefined
        ? context.at(side, Binding.Relational)
        : `${key}(${context.at(side, Binding.Lambda)})`,
    );
    return { text: `${x} === ${y}`, binding: Binding.Equality };
  },
};
