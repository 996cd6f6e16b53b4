/** @file How lists lie in the bank, what they cost as constants, and which lists are near one. */

import { hashedLayout, type Layout } from "../../language/layout.ts";
import type { Random } from "../../language/random.ts";
import { list, type Type } from "../../language/type.ts";
import { sameValue, type Value } from "../../language/value.ts";

/** @param item the layout of the items */
export const listLayout = (of: Type, item: Layout): Layout => ({
  ...hashedLayout(list(of)),
  literalCost: (value) =>
    Array.isArray(value)
      ? (value as readonly Value[]).reduce((sum: number, part) => sum + 1 + item.literalCost(part), 2)
      : 1,
  *vary(value, random) {
    if (!Array.isArray(value)) return;
    const seen: Value[] = [value];
    for (const other of nearby(value, item, random)) {
      if (seen.some((known) => sameValue(known, other))) continue;
      seen.push(other);
      yield other;
    }
  },
});

/** Lists with an item changed, gone, twice or elsewhere. */
function* nearby(items: readonly Value[], item: Layout, random: Random): Iterable<readonly Value[]> {
  const [spot, other] = items.length > 0 ? [random.below(items.length), random.below(items.length)] : [0, 0];
  const changed = (place: number, count: number): Value[][] =>
    [...item.vary(items[place], random)]
      .slice(0, count)
      .map((value) => items.map((old, i) => (i === place ? value : old)));
  const without = (place: number): Value[] => items.filter((_, i) => i !== place);
  if (items.length > 0) {
    yield* changed(spot, 1);
    yield without(items.length - 1);
    yield [...items.slice(0, spot), items[spot], ...items.slice(spot)];
    yield items.map((old, i) => (i === spot ? items[other] : i === other ? items[spot] : old));
    yield without(0);
    yield* changed(other, 3).slice(1);
    yield [...items].reverse();
    yield [...items, ...items];
    yield without(spot);
    yield items.slice(0, 1);
  }
  yield [];
}
