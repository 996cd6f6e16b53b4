/**
 * @file Branching: programs right on some rows, joined by conditions into a small decision tree. Cover first (leaves
 * that explain as many rows as they can), then separate (the cheapest conditions between them); a row no leaf
 * explains cheaply enough is left wrong, at the price the ranking formula names.
 */

import { agrees } from "../language/agree.ts";
import { apply, type Program } from "../language/program.ts";
import { sameValue, type Value } from "../language/value.ts";
import { treeBy, type Way } from "./account.ts";
import type { CompiledProduction } from "./grammar.ts";
import { Meter } from "./meter.ts";
import { popcount } from "./rowsets.ts";

/** A program right on some rows. */
export interface Leaf {
  readonly cost: number;
  /** On all rows of the bank. */
  readonly values: readonly Value[];
  readonly program: () => Program;
  readonly isLiteral?: boolean;
  readonly way: Way;
}

/** How many times shorter than its row a program for one row alone has to be: more where it is one of many. */
export const shorterThan = (rows: number): number => (rows < 8 ? 2 : 4);

/** What a selector tests, by what the test says on all rows of the bank. */
export interface Condition {
  readonly cost: number;
  readonly values: readonly Value[];
  /** The arguments that the test looks at, in their order. */
  readonly programs: () => readonly Program[];
}

export interface Tree extends Leaf {
  readonly size: number;
  /** Labelled rows it gets wrong, as a set of bits. */
  readonly wrong: number;
}

export interface BranchTask {
  /** Bank rows that are labelled, at most 16; bit i of a set stands for `labelled[i]`. */
  readonly labelled: readonly number[];
  readonly outputs: readonly Value[];
  /** Least cost of leaving each labelled row wrong. */
  readonly wrongCost: readonly number[];
  /** What that costs beyond it where a leaf says something else. */
  readonly doubt: (given: Value, expected: Value) => number;
  readonly mayBeWrong: number;
  readonly select: CompiledProduction | undefined;
  readonly recover: CompiledProduction | undefined;
}

/** Trees kept for each set of rows, so that rivals survive. */
const KEEP = 6;
const MAX_SPLITS = 160;
const MAX_LEAVES = 80;
const RIVAL_CONDITIONS = 4;

interface Split {
  readonly yes: number;
  readonly defined: number;
  readonly condition: Condition;
}

interface LeafCover {
  readonly leaf: Leaf;
  readonly right: number;
  readonly bottom: number;
}

/** Splits looked at in the time of a candidate. */
const SPLITS = 16;

/**
 * The cheapest trees over all labelled rows that differ somewhere, cheapest first; pauses after each condition at the top,
 * with what that was worth in candidates.
 */
export function* branch(
  task: BranchTask,
  leaves: readonly Leaf[],
  conditions: readonly Condition[],
  depth: number,
): Generator<number, Tree[]> {
  const all = (1 << task.labelled.length) - 1;
  const covers = coverings(task, leaves);
  const splits = partitions(task, conditions);
  const memo = new Map<number, Tree[]>();
  const meter = new Meter();

  const take = (found: Tree[], tree: Tree): void => {
    meter.add(1);
    keep(found, tree);
  };

  const wrongCost = (set: number, leaf?: Leaf): number => {
    let cost = 0;
    for (let i = 0; i < task.labelled.length; i++) {
      if (!(set & (1 << i))) continue;
      cost += task.wrongCost[i];
      if (leaf) cost += task.doubt(task.outputs[i], leaf.values[task.labelled[i]]);
    }
    return cost;
  };

  const best = (set: number, left: number): Tree[] => {
    const known = memo.get(set * 4 + left);
    if (known) return known;
    const search = trees(set, left);
    for (;;) {
      const { done, value } = search.next();
      if (done) return value;
    }
  };

  function* trees(set: number, left: number): Generator<number, Tree[]> {
    const found: Tree[] = [];
    memo.set(set * 4 + left, found);
    for (const { leaf, right } of covers) {
      const wrong = set & ~right;
      if (wrong === set || popcount(wrong) > task.mayBeWrong) continue;
      // A program for one row alone has to be much shorter than the row, or it only spells the row another way.
      const alone = popcount(set & right) === 1 && task.labelled.length > 1 ? wrongCost(set & right) : 0;
      const long = !leaf.isLiteral && leaf.cost * shorterThan(task.labelled.length) > alone;
      const cost = long ? Math.max(leaf.cost, alone) : leaf.cost;
      take(found, { ...leaf, size: 1, cost: cost + wrongCost(wrong, leaf), wrong });
    }
    if (left === 0) return found;
    const bound = (): number =>
      found.length >= KEEP ? found[found.length - 1].cost : Number.POSITIVE_INFINITY;
    if (task.recover) {
      const production = task.recover;
      for (const { leaf, right, bottom } of covers) {
        const missing = set & bottom;
        const wrong = set & ~right & ~bottom;
        if (missing === 0 || missing === set || (set & right) === 0 || popcount(wrong) > task.mayBeWrong)
          continue;
        const cost = production.cost + leaf.cost + wrongCost(wrong, leaf);
        if (cost >= bound()) continue;
        for (const other of best(missing, left - 1)) {
          if (popcount(wrong | other.wrong) > task.mayBeWrong) continue;
          take(found, {
            cost: cost + other.cost,
            wrong: wrong | other.wrong,
            values: leaf.values.map((value, row) => (value === undefined ? other.values[row] : value)),
            program: () => call(production, [leaf.program(), other.program()]),
            size: 1 + other.size,
            way: treeBy("branches", 1 + other.size),
          });
        }
        yield meter.tell();
      }
    }
    if (task.select) {
      const production = task.select;
      for (const { yes, defined, condition } of splits) {
        meter.add(1 / SPLITS);
        const [inside, outside] = [set & yes, set & ~yes];
        if ((set & ~defined) !== 0 || inside === 0 || outside === 0) continue;
        const cost = production.cost + condition.cost;
        if (cost >= bound()) continue;
        const [positive, negative] = [best(inside, left - 1), best(outside, left - 1)];
        yield meter.tell();
        if (positive.length === 0 || negative.length === 0) continue;
        for (const a of positive) {
          if (cost + a.cost + negative[0].cost >= bound()) break;
          for (const b of negative) {
            const total = cost + a.cost + b.cost;
            if (total >= bound()) break;
            if (popcount(a.wrong | b.wrong) > task.mayBeWrong) continue;
            take(found, {
              cost: total,
              wrong: a.wrong | b.wrong,
              values: condition.values.map((test, row) =>
                test === true ? a.values[row] : test === false ? b.values[row] : undefined,
              ),
              program: () => select(production, condition.programs(), a.program(), b.program()),
              size: a.size + b.size,
              way: treeBy("branches", a.size + b.size),
            });
          }
        }
      }
    }
    return found;
  }

  return yield* trees(all, depth);
}

function coverings(task: BranchTask, leaves: readonly Leaf[]): LeafCover[] {
  const covers = leaves
    .map((leaf): LeafCover => {
      let [right, bottom] = [0, 0];
      task.labelled.forEach((row, i) => {
        if (leaf.values[row] === undefined) bottom |= 1 << i;
        else if (agrees(leaf.values[row], task.outputs[i])) right |= 1 << i;
      });
      return { leaf, right, bottom };
    })
    .filter(({ right }) => right !== 0)
    .sort((a, b) => a.leaf.cost - b.leaf.cost);
  // A leaf is of use when few cheaper ones are right on all its rows and more.
  const kept: LeafCover[] = [];
  for (const cover of covers) {
    const better = kept.filter(({ right }) => (cover.right & ~right) === 0);
    if (better.length < RIVAL_CONDITIONS && kept.length < MAX_LEAVES) kept.push(cover);
  }
  return kept;
}

function partitions(task: BranchTask, conditions: readonly Condition[]): Split[] {
  const all = (1 << task.labelled.length) - 1;
  const counts = new Map<number, number>();
  const splits: Split[] = [];
  for (const condition of conditions) {
    let [yes, defined] = [0, 0];
    task.labelled.forEach((row, i) => {
      const value = condition.values[row];
      if (value === true) yes |= 1 << i;
      if (value !== undefined) defined |= 1 << i;
    });
    if (yes === 0 || yes === defined || popcount(defined) < 2) continue;
    const key = Math.min(yes, all & ~yes);
    const count = counts.get(key) ?? 0;
    if (count >= RIVAL_CONDITIONS) continue;
    counts.set(key, count + 1);
    splits.push({ yes, defined, condition });
    if (splits.length >= MAX_SPLITS) break;
  }
  return splits;
}

function keep(found: Tree[], tree: Tree): void {
  const same = found.findIndex((other) =>
    other.values.every((value, row) => sameValue(value, tree.values[row])),
  );
  if (same >= 0) {
    if (found[same].cost <= tree.cost) return;
    found.splice(same, 1);
  }
  let at = found.length;
  while (at > 0 && found[at - 1].cost > tree.cost) at--;
  if (at >= KEEP) return;
  found.splice(at, 0, tree);
  if (found.length > KEEP) found.pop();
}

const call = (production: CompiledProduction, args: Program[]): Program => {
  if (!production.primitive) throw new Error("internal: a branch needs a primitive");
  return apply(production.primitive, args, args[0].type);
};

/** The selector's arguments in its own order. */
export function select(
  { primitive, selector }: CompiledProduction,
  tested: readonly Program[],
  yes: Program,
  no: Program,
): Program {
  if (!primitive || !selector) throw new Error("internal: a branch needs a selector");
  const args: Program[] = [];
  selector.tested.forEach((place, i) => {
    args[place] = tested[i];
  });
  args[selector.then] = yes;
  args[selector.else] = no;
  return apply(primitive, args, yes.type);
}
