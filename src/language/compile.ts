/**
 * @file Programs as closures, for running one program on many rows. Its oracle is `run` in interpret.ts: same
 * values, same ⊥, same use of fuel.
 */

import { fuelFor } from "./interpret.ts";
import type { Call, Primitive } from "./primitive.ts";
import type { Apply, Lambda, Program } from "./program.ts";
import { acceptsNull } from "./type.ts";
import type { FunctionValue, Value } from "./value.ts";

/** Gives the value of a part: inputs of the task, lambda parameters by level, and what may be burned. */
type Step = (inputs: readonly Value[], bound: readonly Value[], call: Call) => Value;

/** A function that gives the program's value on a row of inputs; ⊥ where it has none or the fuel runs out. */
export function compile(program: Program): (inputs: readonly Value[]) => Value {
  const step = compileStep(program);
  // A function keeps using the fuel of the call that made it, so such calls cannot share.
  const isShared = program.type.kind !== "function";
  const shared: Call = { fuel: 0 };
  const none: readonly Value[] = [];
  let isRunning = false;
  return (inputs) => {
    const call = isShared && !isRunning ? shared : { fuel: 0 };
    const wasRunning = isRunning;
    isRunning = true;
    call.fuel = fuelFor(inputs);
    try {
      const value = step(inputs, none, call);
      return call.fuel < 0 ? undefined : value;
    } finally {
      isRunning = wasRunning;
    }
  };
}

/** The body of a lambda, to be run with its parameters bound after those around it. */
export const compileBody = (body: Program): Step => compileStep(body);

function compileStep(program: Program): Step {
  switch (program.kind) {
    case "literal": {
      const { value } = program;
      return () => value;
    }
    case "input": {
      const { index } = program;
      return (inputs) => inputs[index];
    }
    case "variable": {
      const { level } = program;
      return (_inputs, bound) => bound[level];
    }
    case "lambda":
      return compileLambda(program);
    case "apply":
      return compileApply(program);
  }
}

function compileLambda({ level, body }: Lambda): Step {
  const step = compileStep(body);
  return (inputs, bound, call) => {
    const closure: FunctionValue =
      level === 0
        ? (...params) => step(inputs, params, call)
        : (...params) => step(inputs, [...bound.slice(0, level), ...params], call);
    return closure;
  };
}

function compileApply({ primitive, args }: Apply): Step {
  const { selects } = primitive;
  if (selects) {
    const [test, then, otherwise] = [selects.test, selects.then, selects.else].map((i) =>
      compileStep(args[i]),
    );
    return (inputs, bound, call) => {
      if (--call.fuel < 0) return undefined;
      const chosen = test(inputs, bound, call);
      if (typeof chosen !== "boolean") return undefined;
      return chosen ? then(inputs, bound, call) : otherwise(inputs, bound, call);
    };
  }
  const steps = args.map(compileStep);
  // What cannot call back cannot be entered again while its arguments lie in the array.
  const mayReenter =
    primitive.body !== undefined ||
    [...primitive.params, primitive.result].some(({ kind }) => kind === "function" || kind === "variable");
  const isPlain = !mayReenter && !primitive.lazy?.some(Boolean) && primitive.params.length === args.length;
  if (isPlain && args.length === 1) return compileUnary(primitive, steps[0]);
  if (isPlain && args.length === 2) return compileBinary(primitive, steps[0], steps[1]);
  return compileCall(primitive, steps);
}

function compileUnary(primitive: Primitive, step: Step): Step {
  const nullOk = acceptsNull(primitive.params[0]);
  const values: Value[] = [undefined];
  return (inputs, bound, call) => {
    if (--call.fuel < 0) return undefined;
    const value = step(inputs, bound, call);
    if (value === undefined || (value === null && !nullOk)) return undefined;
    values[0] = value;
    return primitive.run(values, call);
  };
}

function compileBinary(primitive: Primitive, first: Step, second: Step): Step {
  const [firstNullOk, secondNullOk] = primitive.params.map(acceptsNull);
  const values: Value[] = [undefined, undefined];
  return (inputs, bound, call) => {
    if (--call.fuel < 0) return undefined;
    const a = first(inputs, bound, call);
    if (a === undefined) return undefined;
    const b = second(inputs, bound, call);
    if (b === undefined || (a === null && !firstNullOk) || (b === null && !secondNullOk)) return undefined;
    values[0] = a;
    values[1] = b;
    return primitive.run(values, call);
  };
}

function compileCall(primitive: Primitive, steps: readonly Step[]): Step {
  const { lazy, params, body } = primitive;
  const nullOk = params.map(acceptsNull);
  const bodyStep = body && compileStep(body);
  const none: readonly Value[] = [];
  return (inputs, bound, call) => {
    if (--call.fuel < 0) return undefined;
    const values: Value[] = [];
    for (let i = 0; i < steps.length; i++) {
      const value = steps[i](inputs, bound, call);
      if (value === undefined && !lazy?.[i]) return undefined;
      values.push(value);
    }
    for (let i = 0; i < values.length; i++) if (values[i] === null && !nullOk[i]) return undefined;
    return bodyStep ? bodyStep(values, none, call) : primitive.run(values, call);
  };
}
