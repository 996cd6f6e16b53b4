/**
 * @file Primitives that move items without looking at them. What they do to any list they do to the list of its places (Wadler
 * 1989, "Theorems for free!"): so they are run on places, for each length that lists can have, and the answer is a table.
 */

import { applyTo } from "../../language/interpret.ts";
import { FUEL } from "../../language/primitive.ts";
import type { Apply } from "../../language/program.ts";
import type { Type } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { type Bindings, type List, type Lowered, type Lowering, listOf, single } from "./lower.ts";
import { ABSENT, compared, type Item, type Sequence } from "./rasp.ts";
import { naming } from "./refusal.ts";

export const natural: ReadonlySet<string> = new Set([
  ...["size", "is-empty", "head", "last", "at"],
  ...["tail", "init", "take-items", "drop-items", "slice-items", "every-kth"],
  ...["prepend", "append", "insert-at", "remove-at", "replace-at", "swap-at"],
  ...["reverse-items", "rotate", "concat-items", "interleave", "repeat-items", "replicate", "range"],
]);

/** What stands for an item: the number of its list and its place there, or that of an argument that is an item. */
const LIST = 1 << 16;
const tagOf = (list: number, place: number): number => list * LIST + place;

/** @param node a call of one of them */
export function rearranged(lowering: Lowering, node: Apply, bindings: Bindings): Lowered {
  const { primitive, args } = node;
  const { rasp } = lowering;
  const lists = new Map<number, List>();
  const singles = new Map<number, Sequence>();
  const given: Sequence[] = [];
  const asked: number[] = [];
  for (const [i, type] of primitive.params.entries()) {
    const arg = args[i];
    if (type.kind === "list") {
      const list = lowering.dense(lowering.list(arg));
      lists.set(i, list);
      asked.push(i);
      given.push(lowering.size(list));
    } else if (type.kind === "variable") {
      const item = lowering.single(arg, bindings);
      singles.set(i, item);
      if (!item.values.includes(undefined)) continue;
      asked.push(i);
      given.push(rasp.table([item], ([value]) => (value === undefined ? undefined : tagOf(i, 0))));
    } else {
      asked.push(i);
      given.push(lowering.single(arg, bindings));
    }
  }
  const run = (items: readonly Item[]): Value => {
    const values: Value[] = args.map((_, i) => tagOf(i, 0));
    for (const [k, i] of asked.entries()) {
      const item = items[k];
      if (item === ABSENT || item === undefined) return undefined;
      const isList = lists.has(i);
      values[i] = isList ? Array.from({ length: item as number }, (_, place) => tagOf(i, place)) : item;
    }
    return applyTo(primitive, values, { fuel: FUEL });
  };

  const isList = primitive.result.kind === "list";
  let most = 0;
  const source = naming(primitive.name, () =>
    isList
      ? rasp.table([...given, rasp.places], (items) => {
          const made = run(items) as readonly Value[] | undefined;
          if (made === undefined) return undefined;
          most = Math.max(most, made.length);
          const place = items[given.length] as number;
          return place < made.length ? made[place] : ABSENT;
        })
      : rasp.table(given, (items) => (items.includes(ABSENT) ? ABSENT : run(items))),
  );
  if (!isMoved(primitive.result)) return isList ? listOf(source, true, most) : single(source);

  const parts = [...lists].map(([i, { items }]) =>
    rasp.aggregate(
      { conditions: [compared(rasp.places, source, (k, tag) => tag === tagOf(i, k as number))] },
      items,
    ),
  );
  for (const [i, item] of singles) {
    const isIt = rasp.table([source], ([tag]) => (tag === tagOf(i, 0) ? true : ABSENT));
    parts.push(rasp.table([isIt, item], ([is, value]) => (is === ABSENT ? ABSENT : value)));
  }
  if (source.values.includes(undefined))
    parts.push(rasp.table([source], ([tag]) => (tag === undefined ? undefined : ABSENT)));
  const items = rasp.either(parts);
  return isList ? listOf(items, true, most) : single(items);
}

const isMoved = (result: Type): boolean =>
  result.kind === "variable" || (result.kind === "list" && result.of.kind === "variable");
