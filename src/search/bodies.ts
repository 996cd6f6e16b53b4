/**
 * @file Bodies of lambdas, top-down: a goal on a call that says what its lambda must return becomes a goal in the scope of the
 * lambda, where it meets the bodies that climbed there.
 */

import { compileBody } from "../language/compile.ts";
import { bits } from "../language/grammar.ts";
import { FUEL } from "../language/primitive.ts";
import type { Program } from "../language/program.ts";
import { type Application, meets } from "../language/witness.ts";
import type { Bank } from "./bank.ts";
import type { CompiledSort } from "./grammar.ts";
import { type Body, Meet } from "./meet.ts";
import type { Nest } from "./nest.ts";

/** Bodies proposed for one lambda. */
const BODIES = 3;

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
  return found;
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
