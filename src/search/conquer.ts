/** @file A division at work in a round: what it takes in, goals for conditions, the tree, and branches of it merged. */

import type { Program } from "../language/program.ts";
import { type Ledger, treeBy, type Way } from "./account.ts";
import type { Core } from "./core.ts";
import type { Descent } from "./descent.ts";
import type { Division } from "./divide.ts";
import type { Effort } from "./effort.ts";
import type { MeetOptions } from "./meet.ts";

/** Where a round stands when its goals have brought their leaves. */
export interface Conquest {
  readonly core: Core;
  readonly descent: Descent;
  readonly effort: Effort;
  readonly ledger: Ledger;
  /** In the bank. */
  readonly entries: number;
  /** Lets a program stand. */
  readonly consider: (program: Program, way: Way) => Generator<number, void>;
}

/** Joins what is right on some examples by conditions; the examples that nothing is right on where that fails. */
export function* conquer(
  division: Division,
  conquest: Conquest,
): Generator<number, readonly number[] | undefined> {
  const { descent, effort, ledger, entries } = conquest;
  ledger.enter("division");
  yield* division.look(descent.leaves);
  for (const goal of division.goals()) {
    ledger.enter("goals for conditions");
    yield* division.lookAtConditions(yield* descent.of(goal, effort.conditions));
  }
  ledger.enter("division", 0);
  const branches = yield* grow(division, conquest);
  ledger.most("programs", division.size.leaves);
  ledger.most("conditions", division.size.conditions);
  if (!branches) return division.uncovered();
  const options = effort.merging(branches.length, entries);
  if (options) yield* merge(division, branches, conquest, options);
  return undefined;
}

/** Lets the tree stand that the division finds; the examples of each of its branches. */
function* grow(
  division: Division,
  { consider }: Conquest,
): Generator<number, readonly (readonly number[])[] | undefined> {
  const tree = yield* division.tree();
  if (tree) yield* consider(tree.program, treeBy("division", tree.branches.length));
  return tree?.branches;
}

/** Two branches that one program could be right on make a smaller tree: those programs are looked for. */
function* merge(
  division: Division,
  branches: readonly (readonly number[])[],
  conquest: Conquest,
  options: MeetOptions,
): Generator<number, void> {
  const { core, descent, ledger } = conquest;
  const rowOf = new Map(core.pairs.map(({ row, example }) => [example, row]));
  const sets = branches.map((examples) => examples.flatMap((example) => rowOf.get(example) ?? []));
  const known = descent.leaves.length;
  for (const [i, one] of sets.entries()) {
    for (const other of sets.slice(i + 1)) {
      const both = [...one, ...other].sort((a, b) => a - b);
      if (one.length > 0 && other.length > 0 && !descent.covers(both)) yield* descent.on(both, options);
    }
  }
  if (descent.leaves.length === known) return;
  ledger.enter("division", 0);
  yield* division.look(descent.leaves.slice(known));
  yield* grow(division, conquest);
}
