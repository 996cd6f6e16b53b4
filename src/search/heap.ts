/** @file A binary heap of items by cost; equal costs come out in the order they went in. */

export class Heap<T> {
  private readonly items: { cost: number; order: number; item: T }[] = [];
  private pushed = 0;

  push(cost: number, item: T): void {
    const { items } = this;
    items.push({ cost, order: this.pushed++, item });
    let at = items.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(items[at], items[parent])) break;
      [items[at], items[parent]] = [items[parent], items[at]];
      at = parent;
    }
  }

  pop(): { readonly cost: number; readonly item: T } | undefined {
    const { items } = this;
    if (items.length === 0) return undefined;
    const [first] = items;
    const last = items.pop() as (typeof items)[number];
    if (items.length > 0) {
      items[0] = last;
      let at = 0;
      for (;;) {
        let least = at;
        for (const child of [2 * at + 1, 2 * at + 2])
          if (child < items.length && before(items[child], items[least])) least = child;
        if (least === at) break;
        [items[at], items[least]] = [items[least], items[at]];
        at = least;
      }
    }
    return first;
  }
}

const before = (a: { cost: number; order: number }, b: { cost: number; order: number }): boolean =>
  a.cost < b.cost || (a.cost === b.cost && a.order < b.order);
