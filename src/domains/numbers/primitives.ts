/** @file The primitives on numbers. Results that would not be exact or finite are ⊥ (see `tidy`). */

import type { Primitive } from "../../language/primitive.ts";
import {
  type Argument,
  Binding,
  type Code,
  type Helper,
  helperCall,
  infix,
  NOTHING,
  type Print,
  type PrintContext,
  primary,
} from "../../language/print.ts";
import { BOOL, INT, label, REAL, TEXT, type Type } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { toReal } from "../conversion.ts";
import { add, decimals, modulo, power, roundings, roundTo, roundToDigits, shift, tidy } from "./decimal.ts";
import { lessWitnesses } from "./deduction.ts";
import { integerPrimitives } from "./integers.ts";
import { formatNumber, layoutSteps } from "./layout.ts";
import * as printed from "./printed.ts";
import { amountAt, numberAt, readingHelper, readNumber } from "./reading.ts";

export const READING = label("number-reading");
export const LAYOUT = label("number-layout");
export const ROUNDING = label("rounding");

function onReals(
  name: string,
  arity: 1 | 2,
  result: Type,
  compute: (a: number, b: number) => Value,
  print: Print,
  traits: Pick<Primitive, "partial"> & Partial<Pick<Primitive, "normal" | "witness">> = { partial: false },
): Primitive {
  const params = arity === 1 ? [REAL] : [REAL, REAL];
  const run = ([a, b]: readonly Value[]) => compute(a as number, b as number);
  return { name, params, result, print, run, ...traits };
}

const PARTIAL = { partial: true } as const;
const COMMUTATIVE = { normal: ["commutative"] } as const;
const LATTICE = { partial: false, normal: ["commutative", "associative"] } as const;

/** With a name for the local that holds the value. */
const named =
  (name: string, print: Print): Print =>
  (args, context) => ({ ...print(args, context), name });

/** `tidy(a symbol b)` */
const tidied =
  (symbol: string): Print =>
  (args, context) =>
    primary(`${context.use(printed.tidy)}(${infix(symbol, Binding.Multiplicative)(args, context).text})`);

/** `name(args…)` of the language itself. */
const builtIn =
  (name: string): Print =>
  (args, context) =>
    primary(`${name}(${args.map((arg) => context.at(arg, Binding.Conditional)).join(", ")})`);

/** The sum. */
export const addition = onReals("add", 2, REAL, add, named("sum", helperCall(printed.add)), {
  ...PARTIAL,
  ...COMMUTATIVE,
});

/** The difference. */
export const subtraction = onReals(
  "subtract",
  2,
  REAL,
  (a, b) => add(a, -b),
  named("difference", helperCall(printed.subtract)),
  PARTIAL,
);

/** The product. */
export const multiplication = onReals(
  "multiply",
  2,
  REAL,
  (a, b) => tidy(a * b),
  named("product", tidied("*")),
  { ...PARTIAL, ...COMMUTATIVE },
);

/** The quotient; none by 0. */
export const division = onReals(
  "divide",
  2,
  REAL,
  (a, b) => tidy(a / b),
  named("quotient", tidied("/")),
  PARTIAL,
);

/** How often the second goes wholly into the first, rounded down; none by 0. */
export const floorDivision = onReals(
  "floor-divide",
  2,
  REAL,
  (a, b) => {
    const quotient = tidy(a / b);
    return quotient === undefined ? undefined : Math.floor(quotient);
  },
  named("quotient", helperCall(printed.floorDivide)),
  PARTIAL,
);

/** What is left after floor-divide, with the sign of the second; none by 0. */
export const remainder = onReals(
  "modulo",
  2,
  REAL,
  modulo,
  named("rest", helperCall(printed.modulo)),
  PARTIAL,
);

/** The first to a whole power from -64 to 64. */
export const exponentiation = onReals("power", 2, REAL, power, helperCall(printed.power), PARTIAL);

/** The number with its sign changed. */
export const negation = onReals(
  "negate",
  1,
  REAL,
  (a) => 0 - a,
  ([a], context) => ({ text: `-${context.at(a, Binding.Primary)}`, binding: Binding.Unary }),
);

/** The number without its sign. */
export const absolute = onReals("absolute", 1, REAL, Math.abs, builtIn("Math.abs"));

/** The smaller one. */
export const minimum = onReals("minimum", 2, REAL, (a, b) => Math.min(a, b), builtIn("Math.min"), LATTICE);

/** The larger one. */
export const maximum = onReals("maximum", 2, REAL, (a, b) => Math.max(a, b), builtIn("Math.max"), LATTICE);

/** `a symbol b`; `b mirrored a` where that has the constant behind. */
const compared =
  (symbol: string, mirrored: string): Print =>
  ([a, b], context) =>
    a.isLiteral && !b.isLiteral
      ? infix(mirrored, Binding.Relational)([b, a], context)
      : infix(symbol, Binding.Relational)([a, b], context);

/** Whether the first is less than the second. */
export const less = onReals("less", 2, BOOL, (a, b) => a < b, compared("<", ">"), {
  partial: false,
  witness: lessWitnesses,
});

/** Whether the first is less than the second or equal. */
export const atMost = onReals("at-most", 2, BOOL, (a, b) => a <= b, compared("<=", ">="));

/** Whether the numbers are equal. */
export const sameNumber = onReals("same-number", 2, BOOL, (a, b) => a === b, infix("===", Binding.Equality), {
  partial: false,
  ...COMMUTATIVE,
});

/** Whether the number has no fraction. */
export const isWhole = onReals("is-whole", 1, BOOL, Number.isInteger, builtIn("Number.isInteger"));

/** Whether the number is a multiple of 2. */
export const isEven = onReals(
  "is-even",
  1,
  BOOL,
  (a) => a % 2 === 0,
  ([a], context) => ({
    text: `${context.at(a, Binding.Multiplicative)} % 2 === 0`,
    binding: Binding.Equality,
  }),
);

/** The number as a whole number; none where it has a fraction. */
export const toInt: Primitive = {
  name: "to-int",
  params: [REAL],
  result: INT,
  partial: true,
  run: ([value]) => (Number.isSafeInteger(value) ? (value as number) + 0 : undefined),
  print: helperCall(printed.wholeNumber),
};

/** What rounds to whole steps in printed code: a function's name, and its helper unless it is built in. */
const PRINTED_ROUNDINGS: ReadonlyMap<Value, string | Helper> = new Map<Value, string | Helper>([
  ["floor", "Math.floor"],
  ["ceil", "Math.ceil"],
  ["trunc", "Math.trunc"],
  ["away", printed.roundAway],
  ["half-up", printed.roundHalfUp],
  ["half-down", printed.roundHalfDown],
  ["half-even", printed.roundHalfEven],
  ["above", printed.nextAbove],
]);

/** Half-up rounding without its helper: `toFixed` takes ties away from zero, and is exact. */
const toNearest = (value: Code, context: PrintContext): Code =>
  primary(`Number(${context.at(value, Binding.Primary)}.toFixed())`);

function printedRounding(mode: Argument, context: PrintContext): string | undefined {
  const name = PRINTED_ROUNDINGS.get(mode.literal);
  return name === undefined || typeof name === "string" ? name : context.use(name);
}

/** The value rounded to a whole number; ⊥ where the label is none. */
function toWhole(value: Code, mode: Argument, context: PrintContext): Code | undefined {
  if (mode.literal === "half-up") return toNearest(value, context);
  if (mode.literal === "above") {
    return { text: `Math.floor(${context.at(value, Binding.Conditional)}) + 1`, binding: Binding.Additive };
  }
  const round = printedRounding(mode, context);
  return round === undefined ? undefined : primary(`${round}(${context.at(value, Binding.Conditional)})`);
}

/** The number rounded to a multiple of the second, as on paper; unchanged where that is 0. */
export const rounding: Primitive = {
  name: "round",
  params: [REAL, REAL, ROUNDING],
  result: REAL,
  partial: false,
  run([value, multiple, mode]) {
    const round = roundings.get(mode as string);
    return round && roundTo(value as number, multiple as number, round);
  },
  print([value, multiple, mode], context) {
    const unit = multiple.literal;
    const name = "rounded";
    if (multiple.isLiteral && Number.isSafeInteger(unit) && (unit as number) >= 1) {
      const steps: Code =
        unit === 1
          ? value
          : {
              text: `${context.at(value, Binding.Multiplicative)} / ${unit}`,
              binding: Binding.Multiplicative,
            };
      const rounded = toWhole(steps, mode, context);
      if (!rounded || unit === 1) return rounded ? { ...rounded, name } : NOTHING;
      return {
        text: `${context.at(rounded, Binding.Multiplicative)} * ${unit}`,
        binding: Binding.Multiplicative,
        name,
      };
    }
    const places = multiple.isLiteral ? decimals(unit as number) : 0;
    if (mode.literal === "half-up" && places > 0 && shift(unit as number, places) === 1) {
      const inner = context.at(value, Binding.Conditional);
      return { ...primary(`${context.use(printed.roundToPlaces)}(${inner}, ${places})`), name };
    }
    const round = printedRounding(mode, context);
    if (round === undefined) return NOTHING;
    const args = [value, multiple].map((arg) => context.at(arg, Binding.Conditional));
    return { ...primary(`${context.use(printed.roundTo)}(${args.join(", ")}, ${round})`), name };
  },
};

/** The number rounded to so many significant digits, at least one. */
export const roundSignificant: Primitive = {
  name: "round-significant",
  params: [REAL, INT, ROUNDING],
  result: REAL,
  partial: false,
  run([value, digits, mode]) {
    const round = roundings.get(mode as string);
    return round && roundToDigits(value as number, digits as number, round);
  },
  print([value, digits, mode], context) {
    const round = printedRounding(mode, context);
    if (round === undefined) return NOTHING;
    const args = [value, digits].map((arg) => context.at(arg, Binding.Conditional));
    return primary(`${context.use(printed.roundToDigits)}(${args.join(", ")}, ${round})`);
  },
};

/** The whole text as a number, read as the label shows; none where it is not one, or too large to be exact. */
export const number: Primitive = {
  name: "number",
  params: [TEXT, READING],
  result: REAL,
  partial: true,
  run: ([text, reading]) => readNumber(text as string, reading as string),
  print([text, reading], context) {
    const helper = readingHelper(String(reading.literal));
    return helper ? { ...helperCall(helper)([text], context), name: "value" } : NOTHING;
  },
};

const inText = (
  name: string,
  at: (text: string, index: number) => number | undefined,
  helper: Helper,
): Primitive => ({
  name,
  params: [TEXT, INT],
  result: REAL,
  partial: true,
  run: ([text, index]) => at(text as string, index as number),
  print: named("value", helperCall(helper)),
});

/** The n-th number in the text, from 0, or from the end when negative; without sign or grouping. */
export const numberInText = inText("number-at", numberAt, printed.numberAt);

/** The n-th number in the text, with sign and commas between thousands. */
export const amountInText = inText("amount-at", amountAt, printed.amountAt);

/** The number written in a layout such as #,##0.00; ties are rounded away from zero. */
export const format: Primitive = {
  name: "format-number",
  params: [REAL, LAYOUT],
  result: TEXT,
  partial: false,
  run: ([value, layout]) => formatNumber(value as number, layout as string),
  print([value, layout], context): Code {
    const shown = (code: Code): Code => ({
      ...primary(`String(${code.text})`),
      template: [code],
      name: "text",
    });
    if (layout.literal === "General") return shown({ ...value, template: undefined });
    if (layout.literal === "0") return shown(toNearest(value, context));
    const steps = layoutSteps(String(layout.literal));
    if (!steps) return NOTHING;
    const isWhole = steps.first.helper === printed.toDecimals && steps.first.extra.at(-1) === 0;
    let text = isWhole ? shown(toNearest(value, context)).text : context.at(value, Binding.Conditional);
    for (const { helper, extra } of isWhole ? steps.then : [steps.first, ...steps.then]) {
      const further = extra.map((arg) => (typeof arg === "string" ? context.quote(arg) : String(arg)));
      text = `${context.use(helper)}(${[text, ...further].join(", ")})`;
    }
    return { ...primary(text), name: "text" };
  },
};

export const primitives: readonly Primitive[] = [
  addition,
  subtraction,
  multiplication,
  division,
  floorDivision,
  remainder,
  exponentiation,
  negation,
  absolute,
  minimum,
  maximum,
  rounding,
  roundSignificant,
  toReal,
  toInt,
  less,
  atMost,
  sameNumber,
  isWhole,
  isEven,
  number,
  numberInText,
  amountInText,
  format,
  ...integerPrimitives,
];
