/** @file Arithmetic of whole numbers, exact or ⊥, where there are lists of them: columns are counted in reals. */

import type { Primitive } from "../../language/primitive.ts";
import {
  Binding,
  type Helper,
  helperCall,
  infix,
  method,
  type Print,
  primary,
} from "../../language/print.ts";
import { INT } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { minusWitnesses, plusWitness, timesWitness } from "./deduction.ts";

/** The number, where it is exact. */
export const whole = (value: number): number | undefined =>
  Number.isSafeInteger(value) ? value + 0 : undefined;

/** What is left after division, with the sign of the divisor. */
export function moduloOf(a: number, b: number): number | undefined {
  if (b === 0) return undefined;
  const rest = a % b;
  return (rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest) + 0;
}

function quotientOf(a: number, b: number): number | undefined {
  if (b === 0) return undefined;
  const left = a % b;
  // Exact: `a - left` is a multiple of `b` that is not larger than `a`.
  const towardsZero = (a - left) / b;
  return whole(left !== 0 && left < 0 !== b < 0 ? towardsZero - 1 : towardsZero);
}

const onInts = (
  name: string,
  doc: string,
  compute: (a: number, b: number) => Value,
  print: Print,
  traits: Partial<Pick<Primitive, "partial" | "normal" | "params" | "witness">> = {},
): Primitive => ({
  name,
  params: [INT, INT],
  result: INT,
  doc,
  partial: false,
  run: ([a, b]) => compute(a as number, b as number),
  print,
  ...traits,
});

const SYMMETRIC = { normal: ["commutative", "associative"] } as const;
const UNARY = { params: [INT] };

/** `Math.name(…)` */
const math = (name: string): Print => {
  const write = method(name);
  return (args, context) =>
    write([{ ...primary("Math"), isLiteral: false, literal: undefined, type: INT }, ...args], context);
};

/** The sum or difference, a negative constant as its opposite. */
const additive =
  (symbol: string, mirrored: string): Print =>
  ([a, b], context) =>
    typeof b.literal === "number" && b.literal < 0
      ? infix(mirrored, Binding.Additive)([a, { ...b, text: String(-b.literal) }], context)
      : infix(symbol, Binding.Additive)([a, b], context);

export const plus = onInts("plus", "The sum of whole numbers.", (a, b) => whole(a + b), additive("+", "-"), {
  ...SYMMETRIC,
  witness: plusWitness,
});

export const minus = onInts(
  "minus",
  "The difference of whole numbers.",
  (a, b) => whole(a - b),
  additive("-", "+"),
  { witness: minusWitnesses },
);

export const times = onInts(
  "times",
  "The product of whole numbers.",
  (a, b) => whole(a * b),
  infix("*", Binding.Multiplicative),
  { ...SYMMETRIC, witness: timesWitness },
);

const quotientHelper: Helper = {
  name: "quotient",
  source: `/** How often the second goes wholly into the first, rounded down; undefined for 0. */
const quotient = (a: number, b: number): number | undefined => (b === 0 ? undefined : Math.floor(a / b));`,
};

const isNonzero = (value: Value): boolean => typeof value === "number" && value !== 0;

export const quotient = onInts(
  "quotient",
  "How often the second goes wholly into the first, rounded down; ⊥ for 0.",
  quotientOf,
  (args, context) => {
    if (!isNonzero(args[1].literal)) return helperCall(quotientHelper)(args, context);
    const text = infix("/", Binding.Multiplicative)(args, context).text;
    return { ...primary(`Math.floor(${text})`), partial: false };
  },
  { partial: true },
);

const modHelper: Helper = {
  name: "mod",
  source: `/** What is left after division, with the sign of the divisor. */
function mod(a: number, b: number): number {
  const left = a % b;
  return left !== 0 && left < 0 !== b < 0 ? left + b : left;
}`,
};

const remainderHelper: Helper = {
  name: "rest",
  needs: [modHelper],
  source: `/** What is left after division, with the sign of the divisor; undefined for 0. */
const rest = (a: number, b: number): number | undefined => (b === 0 ? undefined : mod(a, b));`,
};

export const mod = onInts(
  "mod",
  "What is left after division, with the sign of the second; ⊥ for 0.",
  moduloOf,
  (args, context) => {
    if (!isNonzero(args[1].literal)) return helperCall(remainderHelper)(args, context);
    return { ...helperCall(modHelper)(args, context), partial: false };
  },
  { partial: true },
);

export const opposite = onInts(
  "opposite",
  "The whole number with its sign changed.",
  (a) => 0 - a,
  ([a], context) => ({ text: `-${context.at(a, Binding.Primary)}`, binding: Binding.Unary }),
  UNARY,
);

export const magnitude = onInts(
  "magnitude",
  "The whole number without its sign.",
  (a) => Math.abs(a),
  math("abs"),
  UNARY,
);

export const smaller = onInts(
  "smaller",
  "The smaller of two whole numbers.",
  (a, b) => Math.min(a, b),
  math("min"),
  SYMMETRIC,
);

export const larger = onInts(
  "larger",
  "The larger of two whole numbers.",
  (a, b) => Math.max(a, b),
  math("max"),
  SYMMETRIC,
);

export const integerPrimitives: readonly Primitive[] = [
  plus,
  minus,
  times,
  quotient,
  mod,
  opposite,
  magnitude,
  smaller,
  larger,
];
