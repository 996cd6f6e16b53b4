/** @file Deduction through macros: a primitive whose body is one call of its own arguments and constants is undone as that call is. */

import type { Primitive } from "../language/primitive.ts";
import type { Program } from "../language/program.ts";
import { sameValue, type Value } from "../language/value.ts";
import { type BankView, type Choice, type Goal, meets, type Witness } from "../language/witness.ts";

/** The witnesses of a primitive, or those of the call that its body is; none where the body is anything else. */
export function witnessesOf({ witness, body, params }: Primitive): readonly Witness[] {
  if (witness) return [witness].flat();
  if (body?.kind !== "apply") return [];
  const { args } = body;
  const inputs = args.flatMap((arg) => (arg.kind === "input" ? [arg.index] : []));
  const isPlain =
    args.every(({ kind }) => kind === "input" || kind === "literal") &&
    inputs.length === params.length &&
    params.length > 0 &&
    new Set(inputs).size === inputs.length;
  if (!isPlain) return [];
  const commutes = args.length === 2 && body.primitive.normal?.includes("commutative");
  return witnessesOf(body.primitive).map((inner) => {
    // What is left for the other side follows from a constant that comes first.
    const turned = commutes && args[inner.order[0]].kind === "input";
    return unfolded(inner, turned ? [args[1], args[0]] : args);
  });
}

/** The body's witness, with its constants as chosen already: nothing is proposed that they would not go with. */
function unfolded(inner: Witness, args: readonly Program[]): Witness {
  const order = inner.order.flatMap((place) => {
    const arg = args[place];
    return arg.kind === "input" ? [arg.index] : [];
  });
  return {
    order,
    *next(goal, argument, chosen, bank, limit, sorts) {
      const innerSorts = args.map((arg) => (arg.kind === "input" ? sorts[arg.index] : ""));
      const propose = (place: number, taken: readonly Choice[]): Iterable<Choice> =>
        inner.next(goal, place, taken, bank, limit, innerSorts);
      /** Takes the constants that come next in the order; false where one is not as proposed. */
      const takeConstants = (taken: Choice[]): boolean => {
        for (;;) {
          const place = inner.order[taken.length];
          const arg = args[place];
          if (arg?.kind !== "literal") return true;
          // The first may be anything: what is left for the others follows from it.
          const choice: Choice | undefined =
            taken.length === 0
              ? { literal: arg.value, cost: 0 }
              : [...propose(place, taken)].find((one) => isAsProposed(arg.value, one, goal, bank));
          if (!choice) return false;
          taken.push(choice);
        }
      };
      const taken: Choice[] = [];
      if (!takeConstants(taken)) return;
      for (const choice of chosen) {
        taken.push(choice);
        if (!takeConstants(taken)) return;
      }
      const place = args.findIndex((arg) => arg.kind === "input" && arg.index === argument);
      for (const choice of propose(place, taken)) if (takeConstants([...taken, choice])) yield choice;
    },
  };
}

/** Whether a constant meets what was proposed, wherever the goal counts. */
function isAsProposed(value: Value, choice: Choice, { cells }: Goal, bank: BankView): boolean {
  if ("literal" in choice) return sameValue(value, choice.literal);
  if ("goal" in choice) return choice.goal.cells.every((cell) => meets(value, cell));
  if (!("entry" in choice)) return false;
  return cells.every((cell, row) => cell === "any" || sameValue(value, bank.value(choice.entry, row)));
}
