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
import { type Body, Meet, type OpenScope } from "./meet.ts";
import type { Nest } from "./nest.ts";

/** Bodies proposed for one lambda. */
const BODIES = 3;

/** Goals in the scope of a lambda, by how deep it stands. */
const EXPANSIONS = [60, 20];

/**
 * The opener of a meet over this bank.
 * @param other for lambdas whose sort has no scope in the bank
 */
export function bodiesIn(bank: Bank, other: OpenScope, depth = 0): OpenScope {
  return function* (production, argument, applications) {
    const { type } = bank.grammar.sorts[production.args[argument]];
    if (type.kind !== "function") return yield* other(production, argument, applications);
    const nest = bank.nest(bank.grammar.sorts[production.args[argument]]);
    return nest && depth < EXPANSIONS.length ? yield* bodies(nest, applications, other, depth) : [];
  };
}

function* bodies(
  nest: Nest,
  applications: readonly Application[],
  other: OpenScope,
  depth: number,
): Generator<void, readonly Body[]> {
  const { bank, type } = nest;
  const cells = nest.goalOf(applications);
  const { start } = bank.grammar;
  if (!cells || !start) return [];
  const meet = new Meet(
    bank,
    { keep: 4 * BODIES, expansions: EXPANSIONS[depth], proposals: 100, slack: bits(10) },
    bodiesIn(bank, other, depth + 1),
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
