/** @file The size, or the rate, that most of the data have: what the others are brought to. */

/** The item whose key most of them have; of keys that are as common, the one met first. There is an item. */
export function commonest<T>(items: readonly T[], keyOf: (item: T) => string): T {
  const counts = new Map<string, { readonly item: T; count: number }>();
  for (const item of items) {
    const known = counts.get(keyOf(item));
    if (known) known.count++;
    else counts.set(keyOf(item), { item, count: 1 });
  }
  let best = { item: items[0], count: 0 };
  for (const known of counts.values()) if (known.count > best.count) best = known;
  return best.item;
}
