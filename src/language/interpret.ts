/** @file The plain interpreter: the meaning of a program, and the oracle for kernels and printed code. */

import { type Call, FUEL, FUEL_PER_PAIR, FUEL_PER_PART, MOST_FUEL, type Primitive } from "./primitive.ts";
import type { Program } from "./program.ts";
import { acceptsNull } from "./type.ts";
import { type FunctionValue, partCount, type Value } from "./value.ts";

/** Nesting of programs that loaders accept; keeps every walk over a program within the stack. */
export const MAX_DEPTH = 200;

/** Runs a program on one row. ⊥ when it has no value there or the fuel runs out; never throws. */
export function run(program: Program, inputs: readonly Value[], fuel = fuelFor(inputs)): Value {
  const call: Call = { fuel };
  const value = evaluate(program, inputs, [], call);
  return call.fuel < 0 ? undefined : value;
}

/** The same with the steps that it took: its calls, and what its primitives say that they use up. */
export function runCounting(
  program: Program,
  inputs: readonly Value[],
  fuel: number,
): { readonly value: Value; readonly steps: number } {
  const call: Call = { fuel };
  const value = evaluate(program, inputs, [], call);
  return { value: call.fuel < 0 ? undefined : value, steps: fuel - call.fuel };
}

/**
 * What may be used up on these inputs: it grows with the square of what they are made of, so that what runs on short lists runs
 * on long ones, and has an end.
 */
export function fuelFor(inputs: readonly Value[]): number {
  let parts = 0;
  for (const input of inputs) parts += partCount(input);
  return FUEL + Math.min(MOST_FUEL, FUEL_PER_PART * parts + FUEL_PER_PAIR * parts * parts);
}

/** Evaluates with lambda parameters bound by level. */
export function evaluate(
  program: Program,
  inputs: readonly Value[],
  bound: readonly Value[],
  call: Call,
): Value {
  switch (program.kind) {
    case "literal":
      return program.value;
    case "input":
      return inputs[program.index];
    case "variable":
      return bound[program.level];
    case "lambda": {
      const closure: FunctionValue = (...params) =>
        evaluate(program.body, inputs, [...bound.slice(0, program.level), ...params], call);
      return closure;
    }
    case "apply": {
      if (--call.fuel < 0) return undefined;
      const { primitive } = program;
      const { selects } = primitive;
      if (selects) {
        const test = evaluate(program.args[selects.test], inputs, bound, call);
        if (typeof test !== "boolean") return undefined;
        return evaluate(program.args[test ? selects.then : selects.else], inputs, bound, call);
      }
      const values: Value[] = [];
      for (let i = 0; i < program.args.length; i++) {
        const value = evaluate(program.args[i], inputs, bound, call);
        if (value === undefined && !primitive.lazy?.[i]) return undefined;
        values.push(value);
      }
      return applyTo(program.primitive, values, call);
    }
  }
}

/** One call on evaluated arguments; `null` where the parameter is not optional is odd input, hence ⊥. */
export function applyTo(primitive: Primitive, args: readonly Value[], call: Call): Value {
  for (let i = 0; i < args.length; i++) {
    if (args[i] === null && !acceptsNull(primitive.params[i])) return undefined;
  }
  return primitive.body ? evaluate(primitive.body, args, [], call) : primitive.run(args, call);
}
