/**
 * @file Probes: what the parameters of lambdas are tried with. Functions that agree on all of them are taken to be the same,
 * so they are drawn from what lambdas are likely to be called with: the parts of a row's inputs and output.
 */

import { randomOf } from "../language/random.ts";
import { baseType, showType, type Type } from "../language/type.ts";
import { childrenOf, hasType, type Value } from "../language/value.ts";

/** Most probes of a scope with one parameter, and with more: each is a row of its bank. */
const SINGLE = 28;
const SEVERAL = 24;

/** Values of one type taken from a row. */
const POOL = 24;

/** Parts of a value that are looked at. */
const MOST_CHILDREN = 256;

/** Parts of a list that stand for lists on the way to it. */
const STEPS = 4;

/** A call of a lambda. */
export interface Probe {
  /** The row of the scope around it. */
  readonly row: number;
  readonly params: readonly Value[];
}

/** The parts of a value that are of the wanted type, itself included. */
export function* partsOf(value: Value, wanted: Type): Iterable<Value> {
  if (value === undefined || value === null) return;
  if (hasType(value, wanted)) yield value;
  // What a long list holds, its beginning says.
  const children = childrenOf(value);
  for (let i = 0; i < children.length && i < MOST_CHILDREN; i++) yield* partsOf(children[i], wanted);
}

export class Probes {
  /** What is known of each row: its inputs, and its output where there is one. */
  private readonly rows: readonly (readonly Value[])[];
  private readonly pools = new Map<string, readonly Value[]>();

  constructor(rows: readonly (readonly Value[])[]) {
    this.rows = rows;
  }

  /** The same for a scope whose rows belong to these rows of this one. */
  within(calls: readonly Probe[]): Probes {
    return new Probes(calls.map(({ row, params }) => [...this.rows[row], ...params]));
  }

  /** Calls with parameters of these types, the same ones each time. */
  calls(params: readonly Type[]): Probe[] {
    const found: Probe[] = [];
    const seen = new Set<string>();
    const random = randomOf(params.length);
    const most = params.length === 1 ? SINGLE : SEVERAL;
    for (let round = 0; round < POOL * params.length && found.length < most; round++) {
      for (let row = 0; row < this.rows.length && found.length < most; row++) {
        const pools = params.map((type) => this.pool(row, type));
        if (pools.some((pool) => pool.length === 0)) continue;
        if (params.length === 1 && round >= pools[0].length) continue;
        const at = pools.map((pool, i) => (i === round % pools.length ? round : random.below(pool.length)));
        const values = pools.map((pool, i) => at[i] % pool.length);
        const key = `${row} ${values.join(" ")}`;
        if (seen.has(key)) continue;
        seen.add(key);
        found.push({ row, params: values.map((place, i) => pools[i][place]) });
      }
    }
    return found;
  }

  /** Distinct values of a type that a parameter may have on a row, the likeliest first. */
  private pool(row: number, type: Type): readonly Value[] {
    const key = `${row} ${showType(type)}`;
    let pool = this.pools.get(key);
    if (!pool) {
      const distinct = new Set<Value>();
      const lists: (readonly Value[])[] = [];
      for (const value of this.rows[row])
        for (const part of partsOf(value, type)) {
          distinct.add(part);
          if (Array.isArray(part)) lists.push(part);
          if (distinct.size >= POOL) break;
        }
      if (type.kind === "list" && distinct.size < POOL) {
        for (const list of stepsTo(lists)) distinct.add(list);
        // A row without such lists says what they are made of.
        if (!lists.some((list) => list.length > 1))
          for (const list of listsOf(this.pool(row, baseType(type.of)))) distinct.add(list);
      }
      for (const value of USUAL[type.kind] ?? []) distinct.add(value);
      pool = [...distinct].slice(0, POOL);
      this.pools.set(key, pool);
    }
    return pool;
  }
}

/** What values of a type often are, whatever the row holds. */
const USUAL: Partial<Record<Type["kind"], readonly Value[]>> = {
  int: [0, 1, 2, 5],
  real: [0, 1, 0.5],
  bool: [false, true],
  text: ["", "a"],
};

/** Short lists of some values. */
function* listsOf(items: readonly Value[]): Iterable<readonly Value[]> {
  for (const [from, to] of [
    [0, 1],
    [0, 2],
    [1, 4],
    [1, 2],
    [2, 5],
  ])
    if (items.length >= to) yield items.slice(from, to);
}

/** Lists as a loop builds them: nothing, beginnings and ends. */
function* stepsTo(lists: readonly (readonly Value[])[]): Iterable<readonly Value[]> {
  yield [];
  for (let step = 1; step <= STEPS; step++)
    for (const list of lists) {
      if (step >= list.length) continue;
      yield list.slice(0, step);
      yield list.slice(step);
    }
}
