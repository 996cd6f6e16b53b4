/**
 * @file Decision trees over many rows: cover first (few programs that are right on all rows between them), then separate
 * (conditions between them). Alur, Radhakrishna and Udupa, "Scaling Enumerative Program Synthesis via Divide and Conquer",
 * TACAS 2017, with the description length in place of the gain of information alone: where one condition separates two
 * programs, all pairs are tried; where not, splits are followed by what is left to cover on both sides.
 */

import { Meter } from "./meter.ts";
import { popcount, type RowSets } from "./rowsets.ts";

export interface TreeTask {
  /** The rows to be right on. */
  readonly rows: Uint32Array;
  /** Programs in order of cost, each with the rows it is right on. */
  readonly leaves: RowSets;
  readonly leafCosts: readonly number[];
  /** Conditions in order of cost, each with the rows it holds on. */
  readonly conditions: RowSets;
  readonly conditionCosts: readonly number[];
  /** Of the selector itself. */
  readonly selectCost: number;
}

export type Tree =
  | { readonly leaf: number; readonly cost: number }
  | { readonly condition: number; readonly then: Tree; readonly else: Tree; readonly cost: number };

/** Leaves of a tree one below the other at most. */
const MAX_DEPTH = 9;

/** Splits that look best by the gain of information, and of them those followed at each depth. */
const RATED = 80;
const FOLLOWED = [6, 4, 3, 2];

/** Sets of rows solved in one run. */
const MAX_NODES = 400;

/** Words of sets looked at in the time of a candidate. */
const WORDS = 256;

type RowSet = Uint32Array;

/** What is known of a set of rows. */
interface Known {
  readonly tree: Tree | undefined;
  /** Where it was solved: further down fewer splits are followed. */
  readonly depth: number;
  /** Of the tree: further down there may be no room for it. */
  readonly height: number;
}

/**
 * The cheapest tree found that is right on all rows; `undefined` when there is none. Pauses after every set of rows, with
 * what that was worth in candidates.
 */
export function* decisionTree(task: TreeTask): Generator<number, Tree | undefined> {
  return yield* new TreeSearch(task).run();
}

class TreeSearch {
  private readonly task: TreeTask;
  private readonly size: number;
  /** What was solved and not cut short. */
  private readonly memo = new Map<string, Known>();
  private nodes = 0;
  /** How often a limit of depth or of sets cut the search. */
  private cuts = 0;
  private readonly meter = new Meter();
  /** What one more leaf costs beside itself: the selector and a middling condition. */
  private readonly joint: number;
  private readonly rest: RowSet;

  constructor(task: TreeTask) {
    this.task = task;
    this.size = task.leaves.size;
    this.rest = new Uint32Array(this.size);
    const { conditionCosts } = task;
    this.joint = task.selectCost + (conditionCosts[conditionCosts.length >> 2] ?? 0);
  }

  *run(): Generator<number, Tree | undefined> {
    const tree = yield* this.solve(this.task.rows, 0, Number.POSITIVE_INFINITY);
    yield this.meter.tell();
    return tree;
  }

  private *solve(set: RowSet, depth: number, bound: number): Generator<number, Tree | undefined> {
    const leaf = this.leafFor(set);
    if (leaf >= 0) return { leaf, cost: this.task.leafCosts[leaf] };
    const key = set.join();
    const known = this.memo.get(key);
    if (known && known.depth <= depth && depth + known.height <= MAX_DEPTH) return known.tree;
    if (depth >= MAX_DEPTH || this.nodes >= MAX_NODES) {
      this.cuts++;
      return undefined;
    }
    this.nodes++;
    const cover = this.cover(set);
    if (!cover) return undefined;
    yield this.meter.tell();
    const { cuts } = this;
    const tree = this.pair(set, bound) ?? (yield* this.split(set, cover, depth, bound));
    // What a bound or a limit cut off may be there for another caller.
    const isWhole = this.cuts === cuts && (tree !== undefined || bound === Number.POSITIVE_INFINITY);
    if (isWhole) this.memo.set(key, { tree, depth, height: tree ? heightOf(tree) : 0 });
    return tree;
  }

  /** The cheapest leaf that is right on the whole set, or -1. */
  private leafFor(set: RowSet): number {
    const { size } = this;
    const { words, count } = this.task.leaves;
    let leaf = 0;
    next: for (let at = 0; leaf < count; leaf++, at += size) {
      for (let i = 0; i < size; i++) if (set[i] & ~words[at + i]) continue next;
      break;
    }
    this.meter.add(leaf / WORDS);
    return leaf < count ? leaf : -1;
  }

  /** One condition between two leaves, the cheapest such tree. */
  private pair(set: RowSet, bound: number): Tree | undefined {
    const { conditions, conditionCosts, leafCosts, selectCost } = this.task;
    const [inside, outside] = [new Uint32Array(this.size), new Uint32Array(this.size)];
    const least = 2 * (leafCosts[0] ?? 0) + selectCost;
    let best: Tree | undefined;
    for (let condition = 0; condition < conditions.count; condition++) {
      const cost = conditionCosts[condition] + least;
      if (cost >= (best?.cost ?? bound)) break;
      if (!this.cut(set, condition, inside, outside)) continue;
      const yes = this.leafFor(inside);
      if (yes < 0) continue;
      const no = this.leafFor(outside);
      if (no < 0) continue;
      const total = selectCost + conditionCosts[condition] + leafCosts[yes] + leafCosts[no];
      if (total >= (best?.cost ?? bound)) continue;
      best = {
        condition,
        then: { leaf: yes, cost: leafCosts[yes] },
        else: { leaf: no, cost: leafCosts[no] },
        cost: total,
      };
    }
    return best;
  }

  private *split(
    set: RowSet,
    cover: readonly number[],
    depth: number,
    bound: number,
  ): Generator<number, Tree | undefined> {
    const { conditionCosts, selectCost } = this.task;
    const [inside, outside] = [new Uint32Array(this.size), new Uint32Array(this.size)];
    const rated: { condition: number; cost: number }[] = [];
    for (const condition of this.telling(set, cover)) {
      this.cut(set, condition, inside, outside);
      const cost = selectCost + conditionCosts[condition] + this.estimate(inside) + this.estimate(outside);
      rated.push({ condition, cost });
    }
    yield this.meter.tell();
    rated.sort((a, b) => a.cost - b.cost || a.condition - b.condition);
    let best: Tree | undefined;
    for (const { condition } of rated.slice(0, FOLLOWED[depth] ?? 1)) {
      const [yesSet, noSet] = [new Uint32Array(this.size), new Uint32Array(this.size)];
      this.cut(set, condition, yesSet, noSet);
      const own = selectCost + conditionCosts[condition];
      const limit = (best?.cost ?? bound) - own;
      const yes = yield* this.solve(yesSet, depth + 1, limit);
      if (!yes || yes.cost >= limit) continue;
      const no = yield* this.solve(noSet, depth + 1, limit - yes.cost);
      if (!no || yes.cost + no.cost >= limit) continue;
      best = { condition, then: yes, else: no, cost: own + yes.cost + no.cost };
    }
    return best;
  }

  /** Splits a set by a condition; false when one side is empty. */
  private cut(set: RowSet, condition: number, inside: RowSet, outside: RowSet): boolean {
    const { words } = this.task.conditions;
    this.meter.add(this.size / WORDS);
    const at = condition * this.size;
    let [some, others] = [0, 0];
    for (let i = 0; i < this.size; i++) {
      inside[i] = set[i] & words[at + i];
      outside[i] = set[i] & ~words[at + i];
      some |= inside[i];
      others |= outside[i];
    }
    return some !== 0 && others !== 0;
  }

  /** Few leaves that are right on the set between them, by how many rows each adds for its cost; `undefined` when they cannot. */
  private cover(set: RowSet): number[] | undefined {
    const { rest, size } = this;
    const { leaves, leafCosts } = this.task;
    const { words, count } = leaves;
    rest.set(set);
    const chosen: number[] = [];
    let left = size32(rest);
    while (left > 0) {
      this.meter.add((count * size) / WORDS);
      let [best, most, gain] = [-1, 0, 0];
      for (let leaf = 0, at = 0; leaf < count; leaf++, at += size) {
        let rows = 0;
        for (let i = 0; i < size; i++) rows += popcount(rest[i] & words[at + i]);
        const worth = rows / (leafCosts[leaf] + this.joint);
        if (worth > gain) [best, most, gain] = [leaf, rows, worth];
      }
      if (best < 0) return undefined;
      const at = best * size;
      for (let i = 0; i < size; i++) rest[i] &= ~words[at + i];
      chosen.push(best);
      left -= most;
    }
    return chosen;
  }

  /** About what a tree for the set costs. */
  private estimate(set: RowSet): number {
    const cover = this.cover(set);
    if (!cover) return Number.POSITIVE_INFINITY;
    return cover.reduce((sum, leaf) => sum + this.task.leafCosts[leaf], (cover.length - 1) * this.joint);
  }

  /** The conditions that tell most about which leaf of the cover a row belongs to. */
  private telling(set: RowSet, cover: readonly number[]): number[] {
    const { size } = this;
    const { leaves, conditions, conditionCosts } = this.task;
    // Each row belongs to the first leaf of the cover that is right on it.
    const labels = cover.map(() => new Uint32Array(size));
    const rest = set.slice();
    cover.forEach((leaf, label) => {
      for (let i = 0; i < size; i++) {
        labels[label][i] = rest[i] & leaves.words[leaf * size + i];
        rest[i] &= ~labels[label][i];
      }
    });
    const totals = labels.map(size32);
    const all = totals.reduce((sum, count) => sum + count, 0);
    this.meter.add((conditions.count * labels.length * size) / WORDS);
    const found: { condition: number; worth: number }[] = [];
    for (let condition = 0; condition < conditions.count; condition++) {
      const at = condition * size;
      let [inside, within, without] = [0, 0, 0];
      for (let label = 0; label < labels.length; label++) {
        const words = labels[label];
        let count = 0;
        for (let i = 0; i < size; i++) count += popcount(words[i] & conditions.words[at + i]);
        inside += count;
        within += plogp(count);
        without += plogp(totals[label] - count);
      }
      if (inside === 0 || inside === all) continue;
      // Rows times the entropy that is left, in bits; a dear condition must tell more.
      const left = plogp(inside) - within + plogp(all - inside) - without;
      found.push({ condition, worth: left + conditionCosts[condition] / 64 });
    }
    found.sort((a, b) => a.worth - b.worth || a.condition - b.condition);
    return found.slice(0, RATED).map(({ condition }) => condition);
  }
}

const heightOf = (tree: Tree): number =>
  "leaf" in tree ? 0 : 1 + Math.max(heightOf(tree.then), heightOf(tree.else));

const size32 = (set: RowSet): number => set.reduce((sum, word) => sum + popcount(word), 0);

/** n·log₂ n to 1/1024, by table and halving: integers, so that it is the same in every engine. */
function plogp(n: number): number {
  return n < LOGS.length ? LOGS[n] : 2 * plogp(n >> 1) + 2 * (n >> 1) + (n & 1) * 12;
}

/** log₂ by repeated squaring of a fraction: twelve bits after the point. */
function log2(n: number): number {
  let whole = 31 - Math.clz32(n);
  let x = n / 2 ** whole;
  for (let bit = 0.5; bit > 2 ** -13; bit /= 2) {
    x *= x;
    if (x >= 2) {
      x /= 2;
      whole += bit;
    }
  }
  return whole;
}

const LOGS = Array.from({ length: 2048 }, (_, n) => (n < 2 ? 0 : n * log2(n)));
