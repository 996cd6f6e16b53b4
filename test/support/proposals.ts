/** @file What witnesses propose for all arguments of a call, and what meets it. */

import type { Value } from "../../src/language/value.ts";
import type { BankView, Choice, Goal, Witness } from "../../src/language/witness.ts";
import { meets } from "../../src/language/witness.ts";

/** Every way to choose all arguments, each in order of the parameters. */
export function* proposalsOf(
  { order, next }: Witness,
  goal: Goal,
  bank: BankView,
  sorts: readonly string[],
  limit = 1000,
  chosen: readonly Choice[] = [],
): Generator<Choice[]> {
  if (chosen.length === order.length) {
    const ordered: Choice[] = [];
    order.forEach((argument, i) => {
      ordered[argument] = chosen[i];
    });
    yield ordered;
    return;
  }
  for (const choice of next(goal, order[chosen.length], chosen, bank, limit, sorts))
    yield* proposalsOf({ order, next }, goal, bank, sorts, limit, [...chosen, choice]);
}

/** Whether an argument of this value on a row is as proposed. */
export function isAsProposed(choice: Choice, bank: BankView, row: number, value: Value): boolean {
  if ("entry" in choice) return bank.value(choice.entry, row) === value;
  if ("literal" in choice) return choice.literal === value;
  return "goal" in choice && meets(value, choice.goal.cells[row]);
}
