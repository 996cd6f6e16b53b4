/**
 * @file Values enlarged, always alike: what an input looks like when there is several times as much of it. Lists are longer,
 * trees have more nodes, texts are longer, and whole numbers that stand alone are greater.
 */

import { randomOf } from "../language/random.ts";
import type { Type } from "../language/type.ts";
import { fieldType, unfolded } from "../language/typeparts.ts";
import { hasType, RecordValue, sizeOf, type Value } from "../language/value.ts";

/** The value with `factor` times as much in it, from 2 on; itself where the type knows no more or less. */
export function enlarged(value: Value, type: Type, factor: number): Value {
  switch (type.kind) {
    case "int":
      return Number.isSafeInteger((value as number) * factor) ? (value as number) * factor : value;
    case "text":
      return typeof value === "string" ? value.repeat(factor) : value;
    case "option":
      return value === null ? value : enlarged(value, type.of, factor);
    case "list":
      return Array.isArray(value) ? longer(value, factor) : value;
    case "recursive":
      return thicket(value, type, factor);
    default:
      return value;
  }
}

/** How much there is of it, in the measure that `enlarged` multiplies: of a list, its items alone. */
export const extentOf = (value: Value): number => (Array.isArray(value) ? value.length : sizeOf(value));

/**
 * The items several times over. Whole numbers are moved on in each copy, so that no more of them are equal than before; the
 * order is by chance, except where it was ascending.
 */
function longer(items: readonly Value[], factor: number): Value {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const item of items)
    if (typeof item === "number" && Number.isSafeInteger(item))
      [least, most] = [Math.min(least, item), Math.max(most, item)];
  const span = most - least + 1;
  const copies: Value[] = [];
  for (let copy = 0; copy < factor; copy++)
    for (const item of items) copies.push(Number.isSafeInteger(item) ? (item as number) + copy * span : item);
  if (isAscending(items)) return copies;
  const random = randomOf(items.length);
  for (let left = copies.length; left > 1; left--) {
    const at = random.below(left);
    [copies[at], copies[left - 1]] = [copies[left - 1], copies[at]];
  }
  return copies;
}

const isAscending = (items: readonly Value[]): boolean =>
  items.length > 1 &&
  items.every((item, i) => typeof item === "number" && (i === 0 || (items[i - 1] as number) <= item));

/** The tree with copies of itself where it ends, spread over its ends as evenly as may be. */
function thicket(tree: Value, type: Type, copies: number): Value {
  let open = 0;
  withEnds(tree, type, (end) => {
    open++;
    return end;
  });
  if (copies < 2 || open === 0) return tree;
  let left = copies - 1;
  return withEnds(tree, type, (end) => {
    const share = Math.ceil(left / open--);
    left -= share;
    return share === 0 ? end : thicket(tree, type, share);
  });
}

/** The tree with something else at each of its ends: in place of a subtree that has none, or of null. */
function withEnds(tree: Value, type: Type, change: (end: Value) => Value): Value {
  return withSubtrees(tree, type, (subtree) => {
    let isEnd = true;
    withSubtrees(subtree, type, (inner) => {
      isEnd = false;
      return inner;
    });
    return isEnd ? change(subtree) : withEnds(subtree, type, change);
  });
}

/** The tree with something else in place of each subtree that it holds itself, of null where one may stand too. */
function withSubtrees(tree: Value, type: Type, change: (subtree: Value) => Value): Value {
  const within = (value: Value, at: Type): Value => {
    if (at === type) return change(value);
    switch (at.kind) {
      case "option":
        if (value === null) return at.of === type ? change(value) : value;
        return within(value, at.of);
      case "list":
        return Array.isArray(value) ? value.map((item) => within(item, at.of)) : value;
      case "tuple":
        return Array.isArray(value) ? value.map((item, i) => within(item, at.of[i])) : value;
      case "record":
        if (!(value instanceof RecordValue)) return value;
        return RecordValue.of(
          at.fields.map((field) => [field.name, within(value.get(field.name), fieldType(field))]),
        );
      case "variant": {
        const own = at.cases.find((one) => hasType(value, one));
        return own ? within(value, own) : value;
      }
      default:
        return value;
    }
  };
  return within(tree, unfolded(type));
}
