/**
 * @file Bodies of lambdas, top-down: a goal on a call that says what its lambda must return becomes a goal in the scope of the
 * lambda, where it meets the bodies that climbed there.
 */

import { compileBody } from "../language/compile.ts";
import { bits } from "../language/grammar.ts";
import { FUEL } from "../language/primitive.ts";
import type { Program } from "../language/program.ts";
import type { Value } from "../language/value.ts";
import { type Application, type Cell, meets } from "../language/witness.ts";
import type { Bank } from "./bank.ts";
import { type BranchTask, branch, type Condition, type Tree } from "./branch.ts";
import type { CompiledProduction, CompiledSort } from "./grammar.ts";
import { conditionsOf, entryLeaves } from "./leaves.ts";
import { type Body, Meet } from "./meet.ts";
import type { Nest } from "./nest.ts";

/** Bodies proposed for one lambda. */
const BODIES = 3;

/** Rows that a condition in a body is sought over, at least and at most. */
const LEAST_BRANCHED = 4;
const MAX_BRANCHED = 16;

/** Conditions that bodies are made with. */
const CONDITIONS = 400;

/** Goals in the scope of a lambda, by how deep it stands. */
const EXPANSIONS = [60, 20];

/** Bodies for the lambdas of a function sort of this bank, from the scope that serves them all. */
export const bodiesIn =
  (bank: Bank, depth = 0) =>
  (sort: CompiledSort, applications: readonly Application[]): Generator<void, readonly Body[]> =>
    depth < EXPANSIONS.length ? bodiesOf(bank.nest(sort), applications, depth) : none();

/** Bodies that do as these calls say. */
export function* bodiesOf(
  nest: Nest | undefined,
  applications: readonly Application[],
  depth = 0,
): Generator<void, readonly Body[]> {
  const cells = nest?.goalOf(applications);
  const start = nest?.bank.grammar.start;
  if (!nest || !cells || !start) return [];
  const { bank, type } = nest;
  const open = bodiesIn(bank, depth + 1);
  const meet = new Meet(
    bank,
    { keep: 4 * BODIES, expansions: EXPANSIONS[depth], proposals: 100, slack: bits(10) },
    (production, argument, calls) => open(bank.grammar.sorts[production.args[argument]], calls),
  );
  meet.start({ sort: start.name, cells });
  while (!meet.run(1)) yield;
  const found: Body[] = [];
  for (const solution of meet.solutions) {
    const body = meet.programOf(solution);
    if (doesAs(body, applications, nest))
      found.push({ body, cost: solution.cost, parameters: [...type.params] });
    if (found.length >= BODIES) break;
  }
  if (found.length > 0) return found;
  for (const { cost, program } of yield* branchesIn(bank, start, cells)) {
    const body = program();
    if (doesAs(body, applications, nest)) found.push({ body, cost, parameters: [...type.params] });
  }
  return found;
}

/** Bodies with a condition, of what the scope has: on its first rows that something is asked of. */
function* branchesIn(
  bank: Bank,
  start: CompiledSort,
  cells: readonly Cell[],
): Generator<void, readonly Tree[]> {
  const [select] = bank.grammar.selectors;
  if (!select) return [];
  const labelled: number[] = [];
  const outputs: Value[] = [];
  for (const [row, cell] of cells.entries()) {
    if (cell === "any" || !("one" in cell) || labelled.length >= MAX_BRANCHED) continue;
    labelled.push(row);
    outputs.push(cell.one);
  }
  if (labelled.length < LEAST_BRANCHED) return [];
  const leaves = yield* paused(entryLeaves(bank, start, labelled, outputs));
  const task: BranchTask = {
    labelled,
    outputs,
    wrongCost: labelled.map(() => Number.POSITIVE_INFINITY),
    doubt: () => 0,
    mayBeWrong: 0,
    select,
    recover: undefined,
  };
  const trees = yield* paused(branch(task, leaves, conditionsIn(bank, select), 1));
  return trees.filter(({ size, wrong }) => size > 1 && wrong === 0).slice(0, BODIES);
}

const known = new WeakMap<Bank, { readonly count: number; readonly conditions: readonly Condition[] }>();

/** The cheapest conditions that a scope has, computed again where it has grown since. */
function conditionsIn(bank: Bank, select: CompiledProduction): readonly Condition[] {
  const before = known.get(bank);
  if (before?.count === bank.count) return before.conditions;
  const conditions = conditionsOf(bank, select, CONDITIONS);
  known.set(bank, { count: bank.count, conditions });
  return conditions;
}

function* paused<T>(work: Generator<number, T>): Generator<void, T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value as T;
    yield;
  }
}

// biome-ignore lint/correctness/useYield: there is nothing to wait for
function* none(): Generator<void, readonly Body[]> {
  return [];
}

/** Whether a body does as all the calls say, also those that its scope has no row for. */
function doesAs(body: Program, applications: readonly Application[], nest: Nest): boolean {
  const step = compileBody(body);
  return applications.every(({ row, params, result }) => {
    if (result === "any") return true;
    const { inputs, bound } = nest.framesAround[row];
    return meets(
      step(inputs, [...bound, ...params], { fuel: FUEL, row: nest.bankAround.taskRow(row) }),
      result,
    );
  });
}
