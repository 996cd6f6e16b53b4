/** @file What a primitive tells the printer: how a call of it is written in TypeScript. The printer itself is in typescript.ts. */

import type { Value } from "./value.ts";

/** How tightly a printed expression binds, loosest first; `Primary` needs no parentheses anywhere. */
export const Binding = {
  Lambda: 0,
  Conditional: 1,
  Nullish: 2,
  Or: 3,
  And: 4,
  Equality: 5,
  Relational: 6,
  Additive: 7,
  Multiplicative: 8,
  Exponent: 9,
  Unary: 10,
  Primary: 11,
} as const;
export type Binding = (typeof Binding)[keyof typeof Binding];

/** A printed expression. Evaluating it never throws and never has a side effect. */
export interface Code {
  readonly text: string;
  readonly binding: Binding;
}

/** An argument as its caller sees it. `literal` is set (and `isLiteral` true) where the program has a constant there. */
export interface Argument extends Code {
  readonly isLiteral: boolean;
  readonly literal: Value;
}

/**
 * A function that printed code needs beside it. `source` is one complete `function name(…) {…}` or
 * `const name = …;` in erasable TypeScript, free of data, at most 15 lines, using only `needs`. The source must
 * behave exactly as the primitive's `run`: tests hold the two together.
 */
export interface Helper {
  readonly name: string;
  readonly source: string;
  readonly needs?: readonly Helper[];
}

export interface PrintContext {
  /** The code, parenthesised if it binds looser than `level`. */
  at(code: Code, level: Binding): string;
  /** A string literal; the only way text from data enters code. */
  quote(text: string): string;
  /** Makes sure the helper is printed beside the function; returns its name. */
  use(helper: Helper): string;
}

/**
 * Writes a call. The text may mention each argument at most once (ask for `at(arg, …)` once); the printer has
 * already bound arguments that are ⊥-able, so an argument is never `undefined` here. The result of a `partial`
 * primitive evaluates to `undefined` for ⊥; the printer guards it.
 */
export type Print = (args: readonly Argument[], context: PrintContext) => Code;

export const primary = (text: string): Code => ({ text, binding: Binding.Primary });

/** `receiver.name(args…)`, the receiver being the first argument. */
export const method =
  (name: string): Print =>
  ([receiver, ...rest], context) =>
    primary(
      `${context.at(receiver, Binding.Primary)}.${name}(${rest.map((a) => context.at(a, Binding.Conditional)).join(", ")})`,
    );

/** `name(args…)` with a helper printed beside. */
export const helperCall =
  (helper: Helper): Print =>
  (args, context) =>
    primary(`${context.use(helper)}(${args.map((a) => context.at(a, Binding.Conditional)).join(", ")})`);

/** `a symbol b`, left-associative. */
export const infix =
  (symbol: string, binding: Binding): Print =>
  ([a, b], context) => ({
    text: `${context.at(a, binding)} ${symbol} ${context.at(b, (binding + 1) as Binding)}`,
    binding,
  });
