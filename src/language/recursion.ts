/**
 * @file Recursion: a function of one to three arguments that may call itself. `(recur $1 (lambda (a b) body))` is the function
 * whose value at `b` is the body, in which `(again a c)` is its value at `c`; applied to `$1`.
 */

import { burn, type Primitive } from "./primitive.ts";
import { Binding, helperOf, NOTHING, type Print, primary } from "./print.ts";
import { mapCalls, type Program } from "./program.ts";
import { fn, type Type, variable } from "./type.ts";
import type { FunctionValue, Value } from "./value.ts";

/** Calls inside calls: beyond it there is no value, so that no stack is used up. */
export const MAX_CALLS = 220;

/** Most arguments of a recursive function. */
export const MAX_ARGUMENTS = 3;

const PARAMS: readonly Type[] = ["a", "b", "c"].map(variable);
const R = variable("r");

/** The body of a program that is a recursive function of its inputs, in their order: its own function and they are its variables. */
export function recursiveBody(program: Program): Program | undefined {
  if (program.kind !== "apply" || !recur.includes(program.primitive)) return undefined;
  const body = program.args[program.args.length - 1];
  const isOwn = program.args.slice(0, -1).every((arg, i) => arg.kind === "input" && arg.index === i);
  return isOwn && body.kind === "lambda" && body.level === 0 ? body.body : undefined;
}

/** The body with its calls of itself printed in this way; `isTotal` where they are taken to have a value always. */
export const withCalls = (body: Program, print: Print, isTotal: boolean): Program =>
  mapCalls(body, (primitive) =>
    isAgain(primitive)
      ? { ...primitive, partial: !isTotal, print: (...given) => ({ ...print(...given), partial: !isTotal }) }
      : primitive,
  );

/** Also where it is written in another way. */
const isAgain = ({ name }: Primitive): boolean => again.some((one) => one.name === name);

/** Whether a lambda in the body calls the function itself. */
export function callsInside(body: Program, isInside = false): boolean {
  if (body.kind === "lambda") return callsInside(body.body, true);
  if (body.kind !== "apply") return false;
  return (isInside && isAgain(body.primitive)) || body.args.some((arg) => callsInside(arg, isInside));
}

/** How a call of itself is written. */
export const callPrint: Print = ([self, ...args], context) =>
  primary(`${self.text}(${args.map((arg) => context.at(arg, Binding.Lambda)).join(", ")})`);

/** How it is written in a function that `RECURSE` runs. */
export const yieldPrint: Print = ([, ...args], context) => ({
  text: `yield [${args.map((arg) => context.at(arg, Binding.Lambda)).join(", ")}]`,
  binding: Binding.Lambda,
});

export const RECURSE = helperOf(
  `/** Runs a function that calls itself by yielding arguments, however deep: nothing of it is on the stack. */
function recurse<A extends readonly unknown[], R>(body: (...args: A) => Generator<A, R, R>, start: A): R {
  const open = [body(...start)];
  let result = open[0].next();
  while (open.length > 1 || !result.done) {
    if (open.length > 5e6) throw new RangeError("the recursion does not end");
    if (!result.done) open.push(body(...result.value));
    else open.pop();
    result = result.done ? open[open.length - 1].next(result.value) : open[open.length - 1].next();
  }
  return result.value;
}`,
);

const suffix = (count: number): string => (count === 1 ? "" : `-${count}`);

/** A function that may call itself, applied to its arguments, which come first; ⊥ where it does so too often or has no value. */
export const recur: readonly Primitive[] = PARAMS.map((_, i): Primitive => {
  const params = PARAMS.slice(0, i + 1);
  return {
    name: `recur${suffix(params.length)}`,
    params: [...params, fn([fn(params, R), ...params], R)],
    result: R,
    partial: true,
    run(args, call) {
      const body = args[params.length] as FunctionValue;
      let depth = 0;
      const self: FunctionValue = (...inner: Value[]): Value => {
        if (depth >= MAX_CALLS || inner.includes(undefined) || !burn(call, 1)) return undefined;
        depth++;
        const value = body(self, ...inner);
        depth--;
        return value;
      };
      return self(...args.slice(0, params.length));
    },
    // The printer writes it as a function of its own.
    print: () => NOTHING,
  };
});

/** A call of the function inside its body. */
export const again: readonly Primitive[] = PARAMS.map((_, i): Primitive => {
  const params = PARAMS.slice(0, i + 1);
  return {
    name: `again${suffix(params.length)}`,
    params: [fn(params, R), ...params],
    result: R,
    partial: true,
    run: ([self, ...args]) => (self as FunctionValue)(...args),
    print: callPrint,
  };
});
