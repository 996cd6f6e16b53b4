/**
 * @file Recursion: a function of one to three arguments that may call itself. `(recur $1 (lambda (a b) body))` is the function
 * whose value at `b` is the body, in which `(again a c)` is its value at `c`; applied to `$1`.
 */

import { burn, type Primitive } from "./primitive.ts";
import { NOTHING, primary } from "./print.ts";
import { mapCalls, type Program } from "./program.ts";
import { fn, type Type, variable } from "./type.ts";
import type { FunctionValue, Value } from "./value.ts";

/** Calls inside calls: beyond it there is no value, so that no stack is used up. */
export const MAX_CALLS = 220;

/** Most arguments of a recursive function. */
export const MAX_ARGUMENTS = 3;

const PARAMS: readonly Type[] = ["a", "b", "c"].map(variable);
const R = variable("r");

/**
 * The body of a program that is a recursive function of its inputs, in their order: once with its calls of itself taken to
 * have a value always, once as it is.
 */
export function recursiveBody(
  program: Program,
): { readonly total: Program; readonly partial: Program } | undefined {
  if (program.kind !== "apply" || !recur.includes(program.primitive)) return undefined;
  const body = program.args[program.args.length - 1];
  const isOwn = program.args.slice(0, -1).every((arg, i) => arg.kind === "input" && arg.index === i);
  if (!isOwn || body.kind !== "lambda" || body.level !== 0) return undefined;
  const total = mapCalls(body.body, (primitive) =>
    again.includes(primitive) ? { ...primitive, partial: false } : primitive,
  );
  return { total, partial: body.body };
}

const suffix = (count: number): string => (count === 1 ? "" : `-${count}`);

/** The function, applied to its arguments, which come first. */
export const recur: readonly Primitive[] = PARAMS.map((_, i): Primitive => {
  const params = PARAMS.slice(0, i + 1);
  return {
    name: `recur${suffix(params.length)}`,
    params: [...params, fn([fn(params, R), ...params], R)],
    result: R,
    doc: "The value of a function that may call itself; ⊥ where it does so too often or has no value.",
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
    doc: "The function's own value at other arguments.",
    partial: true,
    run: ([self, ...args]) => (self as FunctionValue)(...args),
    print: ([self, ...args]) => primary(`${self.text}(${args.map(({ text }) => text).join(", ")})`),
  };
});
