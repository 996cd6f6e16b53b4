/**
 * @file Structural recursion over any recursive type. `cata` (catamorphism) computes a value for each part from the values of
 * the parts in it; `para` (paramorphism) sees the part itself as well. At run time nothing of it is on the stack.
 */

import { burn, type Call, MAX_LENGTH, type Primitive } from "../../language/primitive.ts";
import { fn, option, type Type, variable } from "../../language/type.ts";
import { type FunctionValue, lengthOf, type Value } from "../../language/value.ts";
import type { DataCase } from "./cases.ts";
import { caseParams, type Folded, ownParts, paraParams } from "./folded.ts";
import { foldPrint } from "./foldprint.ts";
import { filled, Plans, type Step } from "./plan.ts";
import { foldWitness } from "./traces.ts";

const R = variable("r");

/**
 * What functions of its cases make of it, of the results for the parts in it; ⊥ where one has no value. Made once for each type, so that
 * the programs of a search and those that are read are of the same primitives.
 */
export function cataOf(folded: Folded): Primitive {
  const { type, cases, isNullable } = folded;
  const plans = new Plans(folded);
  return {
    name: "cata",
    params: [
      isNullable ? option(type) : type,
      ...(isNullable ? [R] : []),
      ...cases.map((one) => functionOf(one, folded)),
    ],
    result: R,
    partial: false,
    parameterNames: [
      undefined,
      ...(isNullable ? [undefined] : []),
      ...cases.map((one) => (one.type.kind === "record" ? one.fields.map(({ name }) => name) : undefined)),
    ],
    run: ([root, ...rest], call) => {
      const functions = isNullable ? rest.slice(1) : rest;
      return computed(plans, root, isNullable ? rest[0] : undefined, call, ({ at }, held) => {
        const made = functions[at];
        return typeof made === "function" ? (made as FunctionValue)(...held) : made;
      });
    },
    witness: foldWitness(folded, plans, [...cases.keys()], (_, held) => held),
    print: foldPrint(folded, false),
  };
}

/** The parameter that is the function of a case; a plain result where the case holds nothing. */
const functionOf = (one: DataCase, folded: Folded): Type => {
  const params = caseParams(one, folded, R);
  return params.length === 0 ? R : fn(params, R);
};

/** What a function makes of it and of the results for the parts in it; ⊥ where it has no value. Only for types of one case. */
export function paraOf(folded: Folded): Primitive {
  const { type, isNullable } = folded;
  const own = ownParts(folded).map(({ name }) => name);
  const places = folded.cases[0].fields.flatMap(({ name }, i) => (own.includes(name) ? [i] : []));
  const names = [type.name, ...own];
  const plans = new Plans(folded);
  return {
    name: "para",
    params: [isNullable ? option(type) : type, ...(isNullable ? [R] : []), fn(paraParams(folded, R), R)],
    result: R,
    partial: false,
    parameterNames: [undefined, ...(isNullable ? [undefined] : []), names],
    run: ([root, ...rest], call) => {
      const made = rest[rest.length - 1] as FunctionValue;
      return computed(plans, root, isNullable ? rest[0] : undefined, call, ({ value }, held) =>
        made(value, ...places.map((i) => held[i])),
      );
    },
    witness: foldWitness(folded, plans, [0], ({ value }, held) => [value, ...places.map((i) => held[i])]),
    print: foldPrint(folded, true),
  };
}

/** What all parts come to, one after the other; the last is the value itself. */
function computed(
  plans: Plans,
  root: Value,
  empty: Value,
  call: Call,
  make: (step: Step, held: readonly Value[]) => Value,
): Value {
  if (root === null) return empty;
  const steps = plans.of(root);
  if (!steps || !burn(call, steps.length)) return undefined;
  const results: Value[] = [];
  for (const step of steps) {
    const made = make(
      step,
      step.args.map((slot) => filled(slot, results, empty)),
    );
    if (made === undefined || call.fuel < 0 || lengthOf(made) > MAX_LENGTH) return undefined;
    results.push(made);
  }
  return results[results.length - 1];
}
