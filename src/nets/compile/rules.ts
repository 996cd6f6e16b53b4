/** @file What primitives that look at the items of lists compile to. */

import type { Program } from "../../language/program.ts";
import type { Value } from "../../language/value.ts";
import { levelsIn } from "./conditions.ts";
import {
  type Bindings,
  bound,
  type List,
  type Lowered,
  type Lowering,
  lambdaOf,
  listOf,
  single,
} from "./lower.ts";
import { ABSENT, type Condition, compared, isSame, type Selector, type Sequence, where } from "./rasp.ts";
import { Refusal } from "./refusal.ts";

type Rule = (lowering: Lowering, args: readonly Program[], bindings: Bindings) => Lowered;

/** Largest sum: from there on neighbouring sums are too close for 32-bit floats. */
const MOST_SUM = 128;

/** The items for which the sequence says so, where they are. */
const kept = ({ rasp }: Lowering, list: List, passes: Sequence, wanted = true): Lowered =>
  listOf(
    rasp.table([list.items, passes], ([item, pass]) => {
      if (item === ABSENT) return ABSENT;
      if (pass === undefined) return undefined;
      return pass === wanted ? item : ABSENT;
    }),
    false,
    list.most,
  );

const firstPlace = ({ rasp }: Lowering): Selector["preference"] => ({
  of: rasp.places,
  order: rasp.places.values as readonly number[],
});

/** The number of each value in their order. */
function ordered({ values }: Sequence, name: string): number[] {
  const kinds = new Set(values.map((value) => typeof value));
  if (kinds.size > 1 || !(kinds.has("number") || kinds.has("string") || kinds.size === 0))
    throw new Refusal(`${name}: values that have no order`);
  const sorted = [...values].sort((a, b) => compare(a, b));
  return values.map((value) => sorted.indexOf(value));
}

const compare = (a: Value, b: Value): number =>
  (a as number) < (b as number) ? -1 : Number((a as number) > (b as number));

/** Each item at the number of those that come before it by their keys, or have the same and stand before it. */
function sorted(lowering: Lowering, list: List, keys: Sequence, name: string): Lowered {
  const { rasp } = lowering;
  ordered(keys, name);
  const smaller = rasp.tally({ conditions: [compared(keys, keys, (k, q) => compare(k, q) < 0)] }, list.most);
  const alike = rasp.tally({ conditions: [compared(keys, keys, isSame), lowering.before()] }, list.most);
  const last = rasp.places.values.length - 1;
  const rank = lowering.masked(
    list.items,
    rasp.table([smaller, alike], ([a, b]) => Math.min((a as number) + (b as number), last)),
  );
  return listOf(lowering.placed(list.items, rank), true, list.most);
}

/** The first item whose key is the least or the greatest. */
function extreme(lowering: Lowering, { items }: List, keys: Sequence, sign: 1 | -1, name: string): Lowered {
  const { rasp } = lowering;
  const preference = { of: keys, order: ordered(keys, name).map((number) => sign * number) };
  const best = rasp.aggregate({ conditions: [where(keys)], preference }, keys);
  if (keys === items) return single(lowering.orBottom(best));
  const conditions = [compared(keys, best, isSame)];
  return single(lowering.orBottom(rasp.aggregate({ conditions, preference: firstPlace(lowering) }, items)));
}

const extremeBy =
  (name: string, sign: 1 | -1): Rule =>
  (lowering, [xs, f], bindings) => {
    const list = lowering.list(xs);
    return extreme(lowering, list, keysOf(lowering, list, f, bindings), sign, name);
  };

const extremeItem =
  (name: string, sign: 1 | -1): Rule =>
  (lowering, [xs]) => {
    const list = lowering.list(xs);
    return extreme(lowering, list, list.items, sign, name);
  };

function keysOf(lowering: Lowering, { items }: List, f: Program, bindings: Bindings): Sequence {
  return lowering.masked(items, lowering.each(f, items, bindings));
}

/** Σ of whole numbers, the places of which meet the conditions besides: each place counts as often as its number says. */
function summed(
  { rasp }: Lowering,
  items: Sequence,
  most: number,
  conditions: readonly Condition[] = [],
): Sequence {
  if (!items.values.every(Number.isInteger)) throw new Refusal("a sum of what are no whole numbers");
  const values = items.values as readonly number[];
  const part = (sign: 1 | -1): Sequence => {
    const times = values.map((value) => Math.max(0, sign * value));
    const largest = most * Math.max(0, ...times);
    if (largest > MOST_SUM) throw new Refusal(`a sum that may be ${largest}; ${MOST_SUM} at most`);
    return rasp.tally(
      {
        conditions: [where(items, (value) => sign * (value as number) > 0), ...conditions],
        ...(times.some((count) => count > 1) && { times: { of: items, times } }),
      },
      largest,
    );
  };
  const positive = part(1);
  if (values.every((value) => value >= 0)) return positive;
  return rasp.table([positive, part(-1)], ([p, n]) => (p as number) - (n as number));
}

/** A fold that adds something to what it has: where it starts, and what it adds for each item. */
function added(lowering: Lowering, [xs, start, step]: readonly Program[], name: string) {
  const { level, body } = lambdaOf(step);
  const list = lowering.list(xs);
  const isSum = body.kind === "apply" && body.primitive.name === "plus";
  const sides = isSum ? body.args : [];
  const other = sides.find((_, i) => {
    const rest = sides[1 - i];
    return rest.kind === "variable" && rest.level === level;
  });
  if (!other || levelsIn(other).has(level)) throw new Refusal(`no rule for ${name} of ${step.text}`);
  const items = lowering.single(other, bound([], level + 1, [list.items]));
  return { list, items: lowering.masked(list.items, items), start: lowering.single(start) };
}

const folded =
  (name: string): Rule =>
  (lowering, args) => {
    const { list, items, start } = added(lowering, args, name);
    return single(plus(lowering, start, summed(lowering, items, list.most)));
  };

const plus = ({ rasp }: Lowering, a: Sequence, b: Sequence): Sequence =>
  rasp.table([a, b], ([x, y]) => (x as number) + (y as number));

const notTrue = (conditions: readonly Condition[]): Condition => {
  if (conditions.length > 1 || conditions[0].queries !== undefined)
    throw new Refusal("no rule for a negated test of two places");
  const [{ keys, holds }] = conditions;
  return { keys, holds: holds.map((is) => 1 - is) };
};

/** The items before or after the first that fails the test. */
const whileTrue =
  (wanted: boolean): Rule =>
  (lowering, [xs, f], bindings) => {
    const { rasp } = lowering;
    const list = lowering.list(xs);
    const conditions = [notTrue([whole(lowering, list, f, bindings)])];
    const end = rasp.aggregate({ conditions, preference: firstPlace(lowering) }, rasp.places);
    const isBefore = rasp.table(
      [end, rasp.places],
      ([first, place]) => first === ABSENT || (place as number) < (first as number),
    );
    const { list: part } = kept(lowering, list, isBefore, wanted) as Extract<Lowered, { kind: "list" }>;
    return listOf(part.items, list.isDense && wanted, list.most);
  };

/** The test as one condition of the item alone. */
function whole(lowering: Lowering, list: List, f: Program, bindings: Bindings): Condition {
  const passes = keysOf(lowering, list, f, bindings);
  if (passes.values.includes(undefined))
    throw new Refusal(`a test without a value for some items: ${f.text}`);
  return where(passes, (value) => value === true);
}

const isAny: Rule = (lowering, [xs, f], bindings) =>
  single(lowering.rasp.some({ conditions: lowering.passing(f, lowering.list(xs), bindings) }));

const isEvery: Rule = (lowering, [xs, f], bindings) => {
  const { rasp } = lowering;
  const list = lowering.list(xs);
  const passing = lowering.passing(f, list, bindings);
  const passed = rasp.tally({ conditions: passing }, list.most);
  return single(rasp.table([passed, lowering.size(list)], ([some, all]) => some === all));
};

const firstPassing = (
  lowering: Lowering,
  list: List,
  f: Program,
  bindings: Bindings,
  of: Sequence,
): Sequence =>
  lowering.rasp.aggregate(
    { conditions: lowering.passing(f, list, bindings), preference: firstPlace(lowering) },
    of,
  );

const sameAs = (lowering: Lowering, list: List, item: Program, bindings: Bindings): Condition =>
  compared(list.items, lowering.single(item, bindings), isSame);

const withPlace = (lowering: Lowering, xs: Program, f: Program, bindings: Bindings) => {
  const list = lowering.dense(lowering.list(xs));
  const { level, body } = lambdaOf(f);
  const value = lowering.single(body, bound(bindings, level, [list.items, lowering.rasp.places]));
  return { list, value: lowering.masked(list.items, value) };
};

/** Items of one list by whether another has them. */
const common =
  (wanted: boolean): Rule =>
  (lowering, [xs, ys]) => {
    const [list, other] = [lowering.list(xs), lowering.list(ys)];
    const isThere = lowering.rasp.some({ conditions: [compared(other.items, list.items, isSame)] });
    return kept(lowering, list, isThere, wanted);
  };

export const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  [
    "map",
    (lowering, [xs, f], bindings) => {
      const list = lowering.list(xs);
      return listOf(keysOf(lowering, list, f, bindings), list.isDense, list.most);
    },
  ],
  [
    "filter",
    (lowering, [xs, f], bindings) => {
      const list = lowering.list(xs);
      return kept(lowering, list, lowering.each(f, list.items, bindings));
    },
  ],
  [
    "map-indexed",
    (lowering, [xs, f], bindings) => {
      const { list, value } = withPlace(lowering, xs, f, bindings);
      return listOf(value, true, list.most);
    },
  ],
  [
    "filter-indexed",
    (lowering, [xs, f], bindings) => {
      const { list, value } = withPlace(lowering, xs, f, bindings);
      return kept(lowering, list, value);
    },
  ],
  [
    "map-neighbours",
    (lowering, [xs, f], bindings) => {
      const { rasp } = lowering;
      const list = lowering.dense(lowering.list(xs));
      const next = rasp.aggregate(
        { conditions: [compared(rasp.places, rasp.places, (k, q) => k === (q as number) + 1)] },
        list.items,
      );
      const { level, body } = lambdaOf(f);
      const made = lowering.single(body, bound(bindings, level, [list.items, next]));
      return listOf(lowering.masked(next, made), true, list.most);
    },
  ],
  [
    "zip-with",
    (lowering, [xs, ys, f], bindings) => {
      const [a, b] = [xs, ys].map((list) => lowering.dense(lowering.list(list)));
      const { level, body } = lambdaOf(f);
      const made = lowering.single(body, bound(bindings, level, [a.items, b.items]));
      const items = lowering.masked(a.items, lowering.masked(b.items, made));
      return listOf(items, true, Math.min(a.most, b.most));
    },
  ],
  ["take-while", whileTrue(true)],
  ["drop-while", whileTrue(false)],
  ["any", isAny],
  ["all", isEvery],
  [
    "count-where",
    (lowering, [xs, f], bindings) => {
      const list = lowering.list(xs);
      return single(lowering.rasp.tally({ conditions: lowering.passing(f, list, bindings) }, list.most));
    },
  ],
  [
    "find",
    (lowering, [xs, f], bindings) => {
      const list = lowering.list(xs);
      return single(lowering.orBottom(firstPassing(lowering, list, f, bindings, list.items)));
    },
  ],
  [
    "index-where",
    (lowering, [xs, f], bindings) => {
      const list = lowering.dense(lowering.list(xs));
      const place = firstPassing(lowering, list, f, bindings, lowering.rasp.places);
      return single(lowering.rasp.table([place], ([found]) => (found === ABSENT ? -1 : found)));
    },
  ],
  [
    "index-of-item",
    (lowering, [xs, item], bindings) => {
      const list = lowering.dense(lowering.list(xs));
      const conditions = [sameAs(lowering, list, item, bindings)];
      const { places } = lowering.rasp;
      const found = lowering.rasp.aggregate({ conditions, preference: firstPlace(lowering) }, places);
      return single(lowering.orBottom(found));
    },
  ],
  [
    "contains-item",
    (lowering, [xs, item], bindings) =>
      single(lowering.rasp.some({ conditions: [sameAs(lowering, lowering.list(xs), item, bindings)] })),
  ],
  [
    "count-item",
    (lowering, [xs, item], bindings) => {
      const list = lowering.list(xs);
      return single(lowering.rasp.tally({ conditions: [sameAs(lowering, list, item, bindings)] }, list.most));
    },
  ],
  [
    "remove-item",
    (lowering, [xs, item], bindings) => {
      const list = lowering.list(xs);
      const isIt = lowering.rasp.table([list.items, lowering.single(item, bindings)], ([x, y]) =>
        x === ABSENT || y === ABSENT ? ABSENT : isSame(x, y),
      );
      return kept(lowering, list, isIt, false);
    },
  ],
  [
    "replace-item",
    (lowering, [xs, item, other], bindings) => {
      const list = lowering.list(xs);
      const [from, to] = [item, other].map((one) => lowering.single(one, bindings));
      const items = lowering.rasp.table([list.items, from, to], ([x, y, z]) =>
        x !== ABSENT && y !== ABSENT && isSame(x, y) ? z : x,
      );
      return listOf(items, list.isDense, list.most);
    },
  ],
  [
    "unique",
    (lowering, [xs]) => {
      const list = lowering.list(xs);
      const conditions = [compared(list.items, list.items, isSame), lowering.before()];
      return kept(lowering, list, lowering.rasp.some({ conditions }), false);
    },
  ],
  ["intersection", common(true)],
  ["difference", common(false)],
  [
    "sort-items",
    (lowering, [xs]) => {
      const list = lowering.list(xs);
      return sorted(lowering, list, list.items, "sort-items");
    },
  ],
  [
    "sort-by",
    (lowering, [xs, f], bindings) => {
      const list = lowering.list(xs);
      return sorted(lowering, list, keysOf(lowering, list, f, bindings), "sort-by");
    },
  ],
  ["largest", extremeItem("largest", -1)],
  ["smallest", extremeItem("smallest", 1)],
  ["max-by", extremeBy("max-by", -1)],
  ["min-by", extremeBy("min-by", 1)],
  [
    "sum",
    (lowering, [xs]) => {
      const list = lowering.list(xs);
      return single(summed(lowering, list.items, list.most));
    },
  ],
  ["fold", folded("fold")],
  ["fold-right", folded("fold-right")],
  [
    "scan",
    (lowering, args) => {
      const { rasp } = lowering;
      const { list, items, start } = added(lowering, args, "scan");
      const upTo = compared(rasp.places, rasp.places, (k, q) => (k as number) <= (q as number));
      const sums = plus(lowering, start, summed(lowering, items, list.most, [upTo]));
      return listOf(lowering.masked(list.items, sums), list.isDense, list.most);
    },
  ],
]);
