/** @file Decision trees against a slow exhaustive search, on small tasks whose rows lie in several words. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RowSets } from "../../src/search/rowsets.ts";
import { decisionTree, type Tree, type TreeTask } from "../../src/search/tree.ts";

/** Rows that there are, of which few are asked. */
const ROWS = 70;

interface Small {
  readonly asked: readonly number[];
  /** By number: the cost, and the rows in the set. */
  readonly leaves: readonly Costed[];
  readonly conditions: readonly Costed[];
  readonly selectCost: number;
}

interface Costed {
  readonly cost: number;
  readonly rows: ReadonlySet<number>;
}

function wordsOf(rows: Iterable<number>, most = ROWS): Uint32Array {
  const words = new Uint32Array(Math.ceil(most / 32));
  for (const row of rows) words[row >>> 5] |= 1 << (row & 31);
  return words;
}

function taskOf({ asked, leaves, conditions, selectCost }: Small, most = ROWS): TreeTask {
  const setsOf = (parts: readonly Costed[]): RowSets => {
    const sets = new RowSets(most);
    for (const { rows } of parts) sets.add(wordsOf(rows, most));
    return sets;
  };
  return {
    rows: wordsOf(asked, most),
    leaves: setsOf(leaves),
    leafCosts: leaves.map(({ cost }) => cost),
    conditions: setsOf(conditions),
    conditionCosts: conditions.map(({ cost }) => cost),
    selectCost,
  };
}

function drained(task: TreeTask): { tree: Tree | undefined; pauses: number; charged: number } {
  const search = decisionTree(task);
  let charged = 0;
  for (let pauses = 0; ; pauses++) {
    const { done, value } = search.next();
    if (done) return { tree: value, pauses, charged };
    charged += value;
  }
}

/**
 * The cost of the cheapest tree, over all of them; infinite when there is none.
 *
 * @param isPlain a leaf wherever one will do, then a single condition wherever one will do
 */
function oracle(
  { leaves, conditions, selectCost }: Small,
  asked: readonly number[],
  isPlain: boolean,
): number {
  const known = new Map<string, number>();
  const leafCost = (rows: readonly number[]): number =>
    leaves
      .filter((leaf) => rows.every((row) => leaf.rows.has(row)))
      .reduce((least, { cost }) => Math.min(least, cost), Number.POSITIVE_INFINITY);
  const cheapest = (rows: readonly number[], side: (rows: readonly number[]) => number): number => {
    let least = Number.POSITIVE_INFINITY;
    for (const { cost, rows: holds } of conditions) {
      const [yes, no] = [rows.filter((row) => holds.has(row)), rows.filter((row) => !holds.has(row))];
      if (yes.length > 0 && no.length > 0) least = Math.min(least, selectCost + cost + side(yes) + side(no));
    }
    return least;
  };
  const solve = (rows: readonly number[]): number => {
    const key = rows.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    let cost = leafCost(rows);
    if (!isPlain || !Number.isFinite(cost)) {
      const pair = cheapest(rows, leafCost);
      const isEnough = isPlain && Number.isFinite(pair);
      cost = Math.min(cost, pair, isEnough ? pair : cheapest(rows, solve));
    }
    known.set(key, cost);
    return cost;
  };
  return solve(asked);
}

/** The leaf that a row comes to. */
function leafAt(tree: Tree, conditions: readonly Costed[], row: number): number {
  let node = tree;
  while ("condition" in node) node = conditions[node.condition].rows.has(row) ? node.then : node.else;
  return node.leaf;
}

function costOf(tree: Tree, { leaves, conditions, selectCost }: Small): number {
  if ("leaf" in tree) return leaves[tree.leaf].cost;
  const inside = [tree.then, tree.else].map((side) =>
    costOf(side, { leaves, conditions, selectCost, asked: [] }),
  );
  return inside[0] + inside[1] + conditions[tree.condition].cost + selectCost;
}

const byCost = (parts: readonly Costed[]): Costed[] => [...parts].sort((a, b) => a.cost - b.cost);

/** Few conditions, so that all of them are followed at every depth. */
const small: fc.Arbitrary<Small> = fc
  .uniqueArray(fc.nat(ROWS - 1), { minLength: 1, maxLength: 8 })
  .chain((asked) => {
    const cost = fc.integer({ min: 1, max: 200 });
    // Rows that nobody asks about are in some of the sets, too.
    const rows = fc.tuple(fc.subarray(asked), fc.array(fc.nat(ROWS - 1), { maxLength: 5 }));
    const part = fc.tuple(cost, rows, fc.boolean()).map(([cost, [own, any], isWide]): Costed => {
      const others = any.filter((row) => isWide || !asked.includes(row));
      return { cost, rows: new Set([...own, ...others]) };
    });
    return fc.record({
      asked: fc.constant([...asked].sort((a, b) => a - b)),
      leaves: fc.array(part, { maxLength: 6 }).map(byCost),
      conditions: fc.array(part, { maxLength: 5 }).map(byCost),
      selectCost: fc.integer({ min: 1, max: 100 }),
    });
  });

describe("decision trees", () => {
  it("are found exactly where there is one, right on what was asked, for the sum they claim", () => {
    const seen = { none: 0, leaf: 0, pair: 0, deeper: 0 };
    fc.assert(
      fc.property(small, (one) => {
        const { tree } = drained(taskOf(one));
        const least = oracle(one, one.asked, false);
        expect(tree !== undefined).toBe(Number.isFinite(least));
        if (!tree) {
          seen.none++;
          return;
        }
        for (const row of one.asked)
          expect(one.leaves[leafAt(tree, one.conditions, row)].rows.has(row), `row ${row}`).toBe(true);
        expect(tree.cost).toBe(costOf(tree, one));
        expect(tree.cost).toBeGreaterThanOrEqual(least);
        expect(tree.cost).toBeLessThanOrEqual(oracle(one, one.asked, true));
        if ("leaf" in tree) seen.leaf++;
        else if ("leaf" in tree.then && "leaf" in tree.else) seen.pair++;
        else seen.deeper++;
      }),
      { numRuns: 4000 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5);
  });

  it("are the cheapest leaf, or the cheapest condition between two leaves, where that is enough", () => {
    let pairs = 0;
    fc.assert(
      fc.property(small, (one) => {
        const { tree } = drained(taskOf(one));
        const leaf = oracle({ ...one, conditions: [] }, one.asked, true);
        if (Number.isFinite(leaf)) {
          expect(tree).toMatchObject({ leaf: expect.any(Number), cost: leaf });
          return;
        }
        const isBoth = (leaves: readonly Costed[], rows: readonly number[]): number =>
          Math.min(
            ...leaves.filter((leaf) => rows.every((row) => leaf.rows.has(row))).map(({ cost }) => cost),
            Number.POSITIVE_INFINITY,
          );
        const pair = Math.min(
          Number.POSITIVE_INFINITY,
          ...one.conditions.map(({ cost, rows }) => {
            const yes = one.asked.filter((row) => rows.has(row));
            const no = one.asked.filter((row) => !rows.has(row));
            return one.selectCost + cost + isBoth(one.leaves, yes) + isBoth(one.leaves, no);
          }),
        );
        if (!Number.isFinite(pair)) return;
        pairs++;
        expect(tree?.cost).toBe(pair);
      }),
      { numRuns: 2000 },
    );
    expect(pairs).toBeGreaterThan(50);
  });

  it("are not there where a row is covered by no leaf", () => {
    fc.assert(
      fc.property(small, fc.nat(), (one, seed) => {
        const bare = one.asked[seed % one.asked.length];
        const leaves = one.leaves.map(({ cost, rows }) => ({
          cost,
          rows: new Set([...rows].filter((row) => row !== bare)),
        }));
        expect(drained(taskOf({ ...one, leaves })).tree).toBeUndefined();
      }),
    );
  });

  it("are the same whatever runs between two pauses, and ask for the sets they were given alone", () => {
    let paused = 0;
    fc.assert(
      fc.property(small, small, (one, other) => {
        const [task, second] = [taskOf(one), taskOf(other)];
        const before = [task.rows, task.leaves.words, task.conditions.words].map((words) => words.slice());
        const straight = drained(task);
        const search = decisionTree(task);
        for (;;) {
          const { done, value } = search.next();
          if (done) {
            expect(value).toEqual(straight.tree);
            break;
          }
          drained(second);
          drained(task);
        }
        if (straight.pauses > 1) paused++;
        expect([task.rows, task.leaves.words, task.conditions.words]).toEqual(before);
      }),
      { numRuns: 400 },
    );
    expect(paused).toBeGreaterThan(0);
  });

  it("are not those of sets that were met further down, where fewer splits are followed", () => {
    const parts = (sets: readonly (readonly number[])[], costs: readonly number[]): Costed[] =>
      sets.map((set, i) => ({ cost: costs[i], rows: new Set(set) }));
    const one: Small = {
      asked: [0, 1, 2, 3, 4, 5],
      leaves: parts([[0], [1], [2], [3, 1], [4], [5, 0]], [2, 12, 38, 41, 47, 58]),
      conditions: parts(
        [
          [2, 3, 4, 5],
          [0, 1, 2, 4, 5],
          [0, 1, 2, 4, 5],
          [2, 3],
          [0, 1, 2, 3],
          [0, 1, 5],
          [0, 2, 3, 5],
        ],
        [8, 14, 18, 28, 44, 59, 60],
      ),
      selectCost: 5,
    };
    expect(drained(taskOf(one)).tree?.cost).toBe(oracle(one, one.asked, true));
  });

  it("are charged by how much was looked at", () => {
    const spent = (conditions: number, rows: number): number => {
      const one: Small = {
        asked: Array.from({ length: 40 }, (_, i) => i),
        leaves: [0, 1, 2].map((third) => ({
          cost: 10,
          rows: new Set(Array.from({ length: 40 }, (_, i) => i).filter((i) => i % 3 === third)),
        })),
        conditions: Array.from({ length: conditions }, (_, i) => ({ cost: 1 + i, rows: new Set([i % 40]) })),
        selectCost: 5,
      };
      return drained(taskOf(one, rows)).charged;
    };
    expect(spent(1_000, ROWS)).toBeGreaterThan(2 * spent(100, ROWS));
    expect(spent(1_000, 20 * ROWS)).toBeGreaterThan(5 * spent(1_000, ROWS));
  });

  it("join a row each to a leaf of its own, one below the other", () => {
    // Row i is right under leaf i alone; condition i holds up to row i.
    const rows = Array.from({ length: 7 }, (_, i) => 9 * i);
    const parts = (sets: readonly (readonly number[])[]): Costed[] =>
      sets.map((set, i) => ({ cost: 10 + i, rows: new Set(set) }));
    const one: Small = {
      asked: rows,
      leaves: parts(rows.map((row) => [row])),
      conditions: parts(rows.slice(0, -1).map((_, i) => rows.slice(0, i + 1))),
      selectCost: 5,
    };
    const { tree } = drained(taskOf(one));
    // Every leaf and every condition once, whatever the order.
    expect(tree?.cost).toBe(7 * 10 + 21 + (6 * 10 + 15) + 6 * 5);
    rows.forEach((row, i) => {
      expect(tree && leafAt(tree, one.conditions, row)).toBe(i);
    });
  });
});

describe("sets of rows", () => {
  it("grow, and tell whether one that counts holds another", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.nat(ROWS - 1), { maxLength: 12 }), { minLength: 60, maxLength: 200 }),
        fc.uniqueArray(fc.nat(ROWS - 1), { maxLength: 2 }),
        fc.nat(3),
        (sets, wanted, residue) => {
          const all = new RowSets(ROWS);
          sets.forEach((set, i) => {
            expect(all.add(wordsOf(set))).toBe(i);
          });
          expect(all.count).toBe(sets.length);
          const counts = (number: number): boolean => number % 4 === residue;
          const isHeld = sets.some((set, i) => counts(i) && wanted.every((row) => set.includes(row)));
          expect(all.covers(wordsOf(wanted), counts)).toBe(isHeld);
        },
      ),
    );
  });
});
