/**
 * @file Recursion: a function of one to three arguments that may call itself. `(recur $1 (lambda (a b) body))` is the function
 * whose value at `b` is the body, in which `(again a c)` is its value at `c`; applied to `$1`.
 */

import { burn, type Call, type Primitive } from "./primitive.ts";
import { Binding, helperOf, NOTHING, type Print, primary } from "./print.ts";
import { mapCalls, type Program } from "./program.ts";
import { fn, type Type, variable } from "./type.ts";
import type { FunctionValue, Value } from "./value.ts";

/** Calls inside calls that lie on the stack, those of functions around them among them. */
const STACKED = 200;

/**
 * As many times as often: calls inside calls beyond which a recursion is taken not to end, and the whole of it has no value. Of
 * lists, texts and trees, which may be long, and of numbers alone. Printed code keeps to the same.
 */
const MOST = 1_000;
const MOST_OF_NUMBERS = 10;

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

/** How a call of itself is written. */
export const callPrint: Print = ([self, ...args], context) =>
  primary(`${self.text}(${args.map((arg) => context.at(arg, Binding.Lambda)).join(", ")})`);

/** Runs a function that calls itself; the same as `recurse` below. */
export const RECUR = helperOf(
  `/**
 * A function of itself and its arguments. A call too deep for the stack is run by itself, and what asked for it once more with
 * the value at hand. None where that does not seem to end.
 */
function recur<A extends readonly unknown[], R>(body: (self: (...args: A) => R, ...args: A) => R, ...start: A): R | undefined {
  const most = start.some((arg) => typeof arg === "object" || typeof arg === "string") ? ${MOST} : ${MOST_OF_NUMBERS};
  const open: { args: A; values: R[] }[] = [{ args: start, values: [] }];
  while (open.length <= most) {
    const { args, values } = open[open.length - 1];
    let [depth, told] = [0, 0];
    const self = (...inner: A): R => {
      if (depth === ${STACKED} && told < values.length) return values[told++];
      if (depth === ${STACKED}) throw open[open.push({ args: inner, values: [] }) - 1];
      depth++;
      const value = body(self, ...inner);
      depth--;
      return value;
    };
    try {
      const value = self(...args);
      open.pop();
      if (open.length === 0) return value;
      open[open.length - 1].values.push(value);
    } catch (thrown) {
      if (thrown !== open[open.length - 1]) throw thrown;
    }
  }
  return undefined;
}`,
);

/** A call that is not finished: its arguments, and the values of the calls in it that lay too deep for the stack, in their order. */
interface Open {
  readonly args: readonly Value[];
  readonly values: Value[];
}

/**
 * The value of a function that calls itself. A call too deep for the stack is run by itself, and what asked for it once more, with
 * its value at hand: as nothing but the arguments decides the course of a call, it asks for the same ones in the same order.
 */
function recurse(body: FunctionValue, start: readonly Value[], call: Call): Value {
  const open: Open[] = [{ args: start, values: [] }];
  const most = start.some((arg) => typeof arg === "object" || typeof arg === "string")
    ? MOST
    : MOST_OF_NUMBERS;
  // What lies on the stack already; one call may always be added, so that it goes on.
  const base = call.depth ?? 0;
  const room = Math.max(1, STACKED - base);
  while (open.length * room <= most * STACKED) {
    const { args, values } = open[open.length - 1];
    let told = 0;
    call.depth = base;
    const self: FunctionValue = (...inner) => {
      if (inner.includes(undefined) || !burn(call, 1)) return undefined;
      const depth = call.depth ?? base;
      if (depth >= base + room) {
        if (told < values.length) return values[told++];
        throw open[open.push({ args: inner, values: [] }) - 1];
      }
      call.depth = depth + 1;
      const value = body(self, ...inner);
      call.depth = depth;
      return value;
    };
    try {
      const value = self(...args);
      open.pop();
      if (open.length === 0) return value;
      open[open.length - 1].values.push(value);
    } catch (thrown) {
      if (thrown !== open[open.length - 1]) throw thrown;
    }
  }
  call.depth = base;
  return undefined;
}

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
      return recurse(args[params.length] as FunctionValue, args.slice(0, params.length), call);
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
