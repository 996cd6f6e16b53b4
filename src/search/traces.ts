/** @file Traces: whether inputs of some examples are parts of those of others. */

import { literalText } from "../language/program.ts";
import { childrenOf, partCount, RecordValue, type Value } from "../language/value.ts";
import type { Example } from "../tasks/task.ts";

/** Pairs of examples of which one has a part of the other's input, before recursion is thought of. */
const LEAST_TRACES = 2;

/** Examples that are looked at for them, and what their inputs are made of in all. */
const TRACED = 200;
const MOST_PARTS = 1 << 17;

/** Whether there are enough ordered pairs of examples where an input of one is a part of the same input of the other. */
export function hasTraces(examples: readonly Example[]): boolean {
  const identities = new Identities();
  const all: (readonly Whole[])[] = [];
  let left = MOST_PARTS;
  for (const { inputs } of examples.slice(0, TRACED)) {
    const parts = inputs.reduce<number>((sum, value) => sum + partCount(value), 0);
    if (parts > left) continue;
    left -= parts;
    all.push(inputs.map((value) => new Whole(value, identities)));
  }
  let count = 0;
  for (const wholes of all)
    for (const others of all)
      if (wholes.some((whole, i) => whole.has(others[i])) && ++count === LEAST_TRACES) return true;
  return false;
}

/** The same number for values that are the same. */
class Identities {
  private readonly known = new Map<string, number>();

  /** @param children the numbers of what it is made of */
  of(value: Value, children: readonly number[]): number {
    const key =
      value instanceof RecordValue
        ? `{${JSON.stringify(value.names)} ${children.join(" ")}`
        : Array.isArray(value)
          ? `[${children.join(" ")}`
          : literalText(value);
    let identity = this.known.get(key);
    if (identity === undefined) {
      identity = this.known.size;
      this.known.set(key, identity);
    }
    return identity;
  }
}

/** A value that others may be parts of. */
class Whole {
  private readonly value: Value;
  private readonly identity: number;
  /** How often a list has each item. */
  private readonly items = new Map<number, number>();
  /** All that it is made of, at all levels. */
  private readonly parts = new Set<number>();

  constructor(value: Value, identities: Identities) {
    this.value = value;
    const identityOf = (of: Value): number => {
      const children = of instanceof RecordValue ? of.names.map((name) => of.get(name)) : childrenOf(of);
      const within = children.map(identityOf);
      for (const part of within) {
        this.parts.add(part);
        if (of === value) this.items.set(part, (this.items.get(part) ?? 0) + 1);
      }
      return identities.of(of, within);
    };
    this.identity = typeof value === "object" ? identityOf(value) : -1;
  }

  /** Whether a value is smaller, but not nothing, and could be made of this one by leaving something out. */
  has(part: Whole): boolean {
    const [whole, other] = [this.value, part.value];
    if (typeof other === "number" && typeof whole === "number")
      return Number.isInteger(other) && Number.isInteger(whole) && other > 0 && other < whole;
    if (part.parts.size === 0) return false;
    if (!Array.isArray(other) || !Array.isArray(whole)) return this.parts.has(part.identity);
    if (other.length >= whole.length) return false;
    for (const [item, count] of part.items) if ((this.items.get(item) ?? 0) < count) return false;
    return true;
  }
}
