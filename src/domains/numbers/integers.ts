/** @file Arithmetic of whole numbers, exact or ⊥, where there are lists of them: columns are counted in reals. */

import { burn, type Primitive } from "../../language/primitive.ts";
import { Binding, helperCall, helperOf, infix, method, type Print, primary } from "../../language/print.ts";
import { BOOL, INT, TEXT } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { minusWitnesses, plusWitness, timesWitness } from "./deduction.ts";

/** The number, where it is exact. */
export const whole = (value: number): number | undefined =>
  Number.isSafeInteger(value) ? value + 0 : undefined;

/** What is left after division, with the sign of the divisor. */
function moduloOf(a: number, b: number): number | undefined {
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
  compute: (a: number, b: number) => Value,
  print: Print,
  traits: Partial<Pick<Primitive, "partial" | "normal" | "params" | "witness">> = {},
): Primitive => ({
  name,
  params: [INT, INT],
  result: INT,
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

/** The sum of whole numbers. */
export const plus = onInts("plus", (a, b) => whole(a + b), additive("+", "-"), {
  ...SYMMETRIC,
  witness: plusWitness,
});

/** The difference of whole numbers. */
export const minus = onInts("minus", (a, b) => whole(a - b), additive("-", "+"), { witness: minusWitnesses });

/** The product of whole numbers. */
export const times = onInts("times", (a, b) => whole(a * b), infix("*", Binding.Multiplicative), {
  ...SYMMETRIC,
  witness: timesWitness,
});

const quotientHelper = helperOf(
  `/** How often the second goes wholly into the first, rounded down; undefined for 0. */
const quotient = (a: number, b: number): number | undefined => (b === 0 ? undefined : Math.floor(a / b));`,
);

const isNonzero = (value: Value): boolean => typeof value === "number" && value !== 0;

/** How often the second goes wholly into the first, rounded down; ⊥ for 0. */
export const quotient = onInts(
  "quotient",
  quotientOf,
  (args, context) => {
    if (!isNonzero(args[1].literal)) return helperCall(quotientHelper)(args, context);
    const text = infix("/", Binding.Multiplicative)(args, context).text;
    return { ...primary(`Math.floor(${text})`), partial: false };
  },
  { partial: true },
);

const modHelper = helperOf(
  `/** What is left after division, with the sign of the divisor. */
function mod(a: number, b: number): number {
  const left = a % b;
  return left !== 0 && left < 0 !== b < 0 ? left + b : left;
}`,
);

const remainderHelper = helperOf(
  `/** What is left after division, with the sign of the divisor; undefined for 0. */
const rest = (a: number, b: number): number | undefined => (b === 0 ? undefined : mod(a, b));`,
  modHelper,
);

/** What is left after division, with the sign of the second; ⊥ for 0. */
export const mod = onInts(
  "mod",
  moduloOf,
  (args, context) => {
    if (!isNonzero(args[1].literal)) return helperCall(remainderHelper)(args, context);
    return { ...helperCall(modHelper)(args, context), partial: false };
  },
  { partial: true },
);

/** The whole number with its sign changed. */
export const opposite = onInts(
  "opposite",
  (a) => 0 - a,
  ([a], context) => ({ text: `-${context.at(a, Binding.Primary)}`, binding: Binding.Unary }),
  UNARY,
);

/** The whole number without its sign. */
export const magnitude = onInts("magnitude", (a) => Math.abs(a), math("abs"), UNARY);

/** The smaller of two whole numbers. */
export const smaller = onInts("smaller", (a, b) => Math.min(a, b), math("min"), SYMMETRIC);

/** The larger of two whole numbers. */
export const larger = onInts("larger", (a, b) => Math.max(a, b), math("max"), SYMMETRIC);

/** Whether no number but 1 and the number itself goes into it; 0 and 1 are none. */
function isPrimeNumber(n: number): boolean {
  if (n < 4) return n > 1;
  if (n % 2 === 0) return false;
  for (let divisor = 3; divisor * divisor <= n; divisor += 2) if (n % divisor === 0) return false;
  return true;
}

const isPrimeHelper = helperOf(
  `/** Whether the number has no divisors but 1 and itself. */
function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return n > 1;
}`,
);

/** Whether a whole number has no divisors but 1 and itself. */
export const isPrime: Primitive = {
  name: "is-prime",
  params: [INT],
  result: BOOL,
  partial: false,
  run: ([n], call) =>
    burn(call, Math.ceil(Math.sqrt(Math.max(0, n as number)) / 64)) ? isPrimeNumber(n as number) : undefined,
  print: helperCall(isPrimeHelper),
};

/** Whether a whole number is the square of one. */
export const isSquare: Primitive = {
  name: "is-square",
  params: [INT],
  result: BOOL,
  partial: false,
  run: ([n]) => Math.round(Math.sqrt(Math.max(0, n as number))) ** 2 === n,
  print: helperCall(
    helperOf(
      `/** Whether the number is the square of a whole number. */
const isSquare = (n: number): boolean => Math.round(Math.sqrt(Math.max(0, n))) ** 2 === n;`,
    ),
  ),
};

const readHelper = helperOf(
  `/** The whole number that the text is; undefined where it is none. */
function whole(text: string): number | undefined {
  const value = Number(text);
  return /^\\s*[-+]?\\d+\\s*$/.test(text) && Number.isSafeInteger(value) ? value + 0 : undefined;
}`,
);

/** The whole number that a text is, blanks around it left out. */
export const readWhole: Primitive = {
  name: "read-whole",
  params: [TEXT],
  result: INT,
  partial: true,
  run: ([text]) => (/^\s*[-+]?\d+\s*$/.test(text as string) ? whole(Number(text)) : undefined),
  print: helperCall(readHelper),
};

export const integerPrimitives: readonly Primitive[] = [
  isPrime,
  isSquare,
  plus,
  minus,
  times,
  quotient,
  mod,
  opposite,
  magnitude,
  smaller,
  larger,
  readWhole,
];
