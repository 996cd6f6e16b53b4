/**
 * @file The operators of the SMT-LIB theory of Ints. Integers beyond 2^53 are ⊥; the printed sum or difference does not
 * look, as no count or position comes near. Division by 0, which the theory leaves open, is ⊥.
 */

import type { Primitive } from "../../language/primitive.ts";
import { Binding, type Helper, helperCall, infix, type Print, primary } from "../../language/print.ts";
import { BOOL, INT } from "../../language/type.ts";
import * as printed from "./printed.ts";
import { addWitness, subtractWitnesses } from "./witnesses/integers.ts";

const operator = (
  name: string,
  compute: (a: number, b: number) => number | undefined,
  print: Print,
  more: Partial<Primitive> = {},
): Primitive => ({
  name: `smt-${name}`,
  params: [INT, INT],
  result: INT,
  partial: false,
  run: ([a, b]) => safe(compute(a as number, b as number)),
  print: (args, context) => ({ ...print(args, context), name: LOCALS.get(name) }),
  ...more,
});

/** What a local that holds the value of a call is called. */
const LOCALS: ReadonlyMap<string, string> = new Map([
  ["add", "sum"],
  ["subtract", "difference"],
  ["multiply", "product"],
  ["div", "quotient"],
  ["mod", "rest"],
]);

/** The integer, with one zero; ⊥ beyond 2^53. */
const safe = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isSafeInteger(value) ? value + 0 : undefined;

const unary = (name: string, compute: (a: number) => number, print: Print): Primitive => ({
  name: `smt-${name}`,
  params: [INT],
  result: INT,
  partial: false,
  run: ([a]) => compute(a as number) + 0,
  print,
});

const comparison = (name: string, symbol: string, compute: (a: number, b: number) => boolean): Primitive => ({
  name: `smt-${name}`,
  params: [INT, INT],
  result: BOOL,
  partial: false,
  run: ([a, b]) => compute(a as number, b as number),
  print: infix(symbol, Binding.Relational),
});

/** Helper of a division, which has a value where the divisor is a constant other than 0. */
const dividing =
  (helper: Helper): Print =>
  (args, context) => {
    const code = helperCall(helper)(args, context);
    if (!args[1].isLiteral || args[1].literal === 0) return code;
    return { text: `${code.text} as number`, binding: Binding.Relational, partial: false };
  };

/** The sum. */
export const add = operator("add", (a, b) => a + b, infix("+", Binding.Additive), {
  normal: ["commutative"],
  witness: addWitness,
});

/** The difference. */
export const subtract = operator("subtract", (a, b) => a - b, infix("-", Binding.Additive), {
  witness: subtractWitnesses,
});

/** The product; none beyond 2^53. */
export const multiply = operator("multiply", (a, b) => a * b, helperCall(printed.times), {
  normal: ["commutative"],
  partial: true,
});

/** The whole quotient that leaves a remainder from 0 on; none by 0. */
export const div = operator(
  "div",
  (a, b) => {
    const rest = a % b;
    return b === 0 ? undefined : (a - rest) / b - (rest < 0 ? Math.sign(b) : 0);
  },
  dividing(printed.euclideanDiv),
  { partial: true },
);

/** The remainder of the division, from 0 on; none by 0. */
export const mod = operator(
  "mod",
  (a, b) => {
    const rest = a % b;
    return b === 0 ? undefined : rest < 0 ? rest + Math.abs(b) : rest;
  },
  dividing(printed.euclideanMod),
  { partial: true },
);

/** The number with the other sign. */
export const negate = unary(
  "negate",
  (a) => -a,
  ([a], { at }) => ({ text: `0 - ${at(a, Binding.Multiplicative)}`, binding: Binding.Additive }),
);

/** The number without its sign. */
export const absolute = unary("abs", Math.abs, ([a], { at }) =>
  primary(`Math.abs(${at(a, Binding.Conditional)})`),
);

/** Whether the first is smaller. */
export const less = comparison("less", "<", (a, b) => a < b);
/** Whether the first is not larger. */
export const atMost = comparison("at-most", "<=", (a, b) => a <= b);
/** Whether the first is larger. */
export const greater = comparison("greater", ">", (a, b) => a > b);
/** Whether the first is not smaller. */
export const atLeast = comparison("at-least", ">=", (a, b) => a >= b);
