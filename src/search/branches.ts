/** @file Branches of a round: leaves of goals, of the bank and of the outputs themselves, joined by conditions on the core's rows. */

import type { Ledger } from "./account.ts";
import type { Bank } from "./bank.ts";
import { branch, type Leaf, type Tree } from "./branch.ts";
import type { Core } from "./core.ts";
import { conditionsOf, entryLeaves, literalLeaves } from "./leaves.ts";

/** Conditions one below the other. */
const DEPTH = 2;

/** Conditions looked at in the time of a candidate. */
const CONDITIONS = 4;

/**
 * The cheapest trees that differ, of these leaves and others; pauses with what was done, in candidates.
 * @param mayRecover whether one program may stand in where another one has no value
 * @param mayJoin whether a leaf may be a branch
 */
export function* branches(
  bank: Bank,
  core: Core,
  known: readonly Leaf[],
  ledger: Ledger,
  mayRecover: boolean,
  mayJoin: (leaf: Leaf) => boolean,
): Generator<number, readonly Tree[]> {
  const { start, selectors } = bank.grammar;
  if (!start) return [];
  ledger.enter("branches");
  const { rows, judge } = core;
  const outputs = rows.map((row) => core.output(row));
  const [select] = selectors;
  const task = {
    labelled: rows,
    outputs,
    wrongCost: rows.map((row) => core.wrongCost(row)),
    doubt: judge.pricing.doubt.bind(judge.pricing),
    mayBeWrong: judge.mayBeWrong,
    select,
    recover: mayRecover
      ? start.productions.find(({ primitive }) => primitive?.recovers !== undefined)
      : undefined,
  };
  const leaves = [
    ...known,
    ...(start.open ? literalLeaves(start, outputs, bank.rows) : []),
    ...(yield* entryLeaves(bank, start, rows, outputs)),
  ].filter(mayJoin);
  const conditions = rows.length > 1 && select ? conditionsOf(bank, select) : [];
  ledger.most("programs", leaves.length);
  ledger.most("conditions", conditions.length);
  yield Math.ceil(conditions.length / CONDITIONS);
  return yield* branch(task, leaves, conditions, DEPTH);
}
