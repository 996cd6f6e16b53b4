/** @file Folds, and what is done again and again: each step starts from what the last one made. No recursion at run time. */

import { burn, type Call, MAX_LENGTH, type Primitive } from "../../language/primitive.ts";
import {
  type Argument,
  Binding,
  type Helper,
  type Print,
  type PrintContext,
  primary,
} from "../../language/print.ts";
import { BOOL, fn, INT, list, type Type } from "../../language/type.ts";
import { typeText } from "../../language/types.ts";
import { type FunctionValue, lengthOf, type Value } from "../../language/value.ts";
import { A, B, calling, Inside, LIST } from "./declare.ts";
import * as printed from "./printed.ts";
import { foldLeftWitness, foldRightWitness, scanWitness } from "./traces.ts";

type Items = readonly Value[];

const STEP = fn([B, A], B);
const ROLES = { roles: ["accumulator", "item"] } as const;

/** One step, unless there is no fuel for it or what it makes is too long. */
function stepFrom(value: Value, item: Value, step: FunctionValue, call: Call): Value {
  const next = burn(call, 1) ? step(value, item) : undefined;
  return lengthOf(next) <= MAX_LENGTH ? next : undefined;
}

/** With the type of the result where that does not show in the start: `reduce<readonly number[]>`. */
const reduce =
  (name: "reduce" | "reduceRight") =>
  ([items, start]: readonly Argument[], f: string, context: PrintContext): string => {
    const isList = start.type.kind === "list";
    const type = isList ? `<${typeText(start.type, true)}>` : "";
    return `${context.at(items, Binding.Primary)}.${name}${type}(${f}, ${startText(start, context)})`;
  };

/** Without its type, which is written before. */
const startText = (start: Argument, context: PrintContext): string =>
  Array.isArray(start.literal) && start.literal.length === 0 ? "[]" : context.at(start, Binding.Lambda);

/** `helper(items, start, f)`, with the types of the items and the result where the latter does not show in the start. */
function folding(helper: Helper) {
  return ([items, start]: readonly Argument[], f: string, context: PrintContext): string => {
    const type = start.type.kind === "list" ? `<${elementText(items)}, ${typeText(start.type, true)}>` : "";
    return `${context.use(helper)}${type}(${context.at(items, Binding.Lambda)}, ${startText(start, context)}, ${f})`;
  };
}

const foldingAll = folding(printed.foldAll);

const elementText = ({ type }: Argument): string => typeText(type.kind === "list" ? type.of : type, true);

function define(
  name: string,
  params: readonly Type[],
  result: Type,
  run: Primitive["run"],
  print: Print,
  traits: Partial<Primitive> = {},
): Primitive {
  return { name, params, result, partial: true, run, print, ...traits };
}

/** What a step makes of the start and the first item, then of that and the next, and so on; ⊥ where a step has no value. */
export const fold = define(
  "fold",
  [LIST, B, STEP],
  B,
  ([items, start, step], call) => {
    let result = start;
    for (const item of items as Items) {
      result = stepFrom(result, item, step as FunctionValue, call);
      if (result === undefined) return undefined;
    }
    return result;
  },
  (args, context) =>
    args[2].partialResult
      ? primary(foldingAll(args, args[2].text, context))
      : calling(reduce("reduce"))(args, context),
  { ...ROLES, witness: foldLeftWitness },
);

/** The same from the last item to the first. */
export const foldRight = define(
  "fold-right",
  [LIST, B, STEP],
  B,
  ([given, start, step], call) => {
    const items = given as Items;
    let result = start;
    for (let i = items.length - 1; i >= 0 && result !== undefined; i--)
      result = stepFrom(result, items[i], step as FunctionValue, call);
    return result;
  },
  calling(reduce("reduceRight")),
  { ...ROLES, witness: foldRightWitness },
);

/** What a fold comes to after each item. */
export const scan = define(
  "scan",
  [LIST, B, STEP],
  list(B),
  ([items, start, step], call) => {
    const results: Value[] = [];
    const inside = new Inside();
    let result = start;
    for (const item of items as Items) {
      result = stepFrom(result, item, step as FunctionValue, call);
      if (result === undefined || !burn(call, lengthOf(result) >> 4) || !inside.holds(result))
        return undefined;
      results.push(result);
    }
    return results;
  },
  calling(folding(printed.scan)),
  { ...ROLES, witness: scanWitness },
);

/** `helper(start, …)`, with the type of what is passed on where that is a list. */
const stepping =
  (helper: Helper) =>
  (args: readonly Argument[], f: string, context: PrintContext): string => {
    const type = args[0].type.kind === "list" ? `<${typeText(args[0].type, true)}>` : "";
    const given = args.slice(0, -1).map((arg) => context.at(arg, Binding.Lambda));
    return `${context.use(helper)}${type}(${[...given, f].join(", ")})`;
  };

/** The value after so many steps; ⊥ where they are more than `MAX_TIMES` or one has no value. */
export const iterate = define(
  "iterate",
  [A, INT, fn([A], A)],
  A,
  ([start, count, step], call) => {
    if ((count as number) > printed.MAX_TIMES) return undefined;
    let value = start;
    for (let i = 0; i < (count as number) && value !== undefined; i++)
      value = stepFrom(value, undefined, step as FunctionValue, call);
    return value;
  },
  (args, context) => {
    const { literal } = args[1];
    const isFew = typeof literal === "number" && literal <= printed.MAX_TIMES;
    return calling(stepping(isFew ? printed.repeatedly : printed.iterate), !isFew)(args, context);
  },
  { roles: ["state"] },
);

/** A call whose two last arguments are functions that may lack a value. */
const withTwo =
  (helper: Helper): Print =>
  (args, context) =>
    primary(stepping(helper)(args, args[args.length - 1].text, context));

/** The first value that passes the test, a step at a time; ⊥ where there is none within `MAX_STEPS` steps. */
export const iterateUntil = define(
  "iterate-until",
  [A, fn([A], BOOL), fn([A], A)],
  A,
  ([start, test, step], call) => {
    let value = start;
    for (let i = 0; i < printed.MAX_STEPS && value !== undefined; i++) {
      const isDone = burn(call, 1) ? (test as FunctionValue)(value) : undefined;
      if (isDone !== false) return isDone === true ? value : undefined;
      value = stepFrom(value, undefined, step as FunctionValue, call);
    }
    return undefined;
  },
  withTwo(printed.iterateUntil),
  { roles: ["state"] },
);

/** The values that pass the test, a step at a time; ⊥ where there are more than `MAX_STEPS`. */
export const unfold = define(
  "unfold",
  [A, fn([A], BOOL), fn([A], A)],
  list(A),
  ([start, test, step], call) => {
    const states: Value[] = [];
    const inside = new Inside();
    let state = start;
    while (state !== undefined && states.length <= printed.MAX_STEPS && inside.holds(state)) {
      const goesOn = burn(call, 1) ? (test as FunctionValue)(state) : undefined;
      if (goesOn !== true) return goesOn === false ? states : undefined;
      states.push(state);
      state = stepFrom(state, undefined, step as FunctionValue, call);
    }
    return undefined;
  },
  withTwo(printed.unfold),
  { roles: ["state"] },
);
