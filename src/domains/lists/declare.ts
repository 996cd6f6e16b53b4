/** @file What the declarations of list primitives share: type variables, limits, and how calls are written. */

import { burn, type Call, MAX_LENGTH, type Primitive } from "../../language/primitive.ts";
import {
  type Argument,
  Binding,
  type Code,
  type Helper,
  helperCall,
  type Print,
  type PrintContext,
  primary,
} from "../../language/print.ts";
import { list, type Type, variable } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { itemType, keyFunction } from "./equality.ts";
import { whereDefined } from "./printed.ts";

export const A = variable("a");
export const B = variable("b");
export const LIST = list(A);
export const LISTS = list(LIST);

type Items = readonly Value[];

type OnList = (items: Items, a: Value, b: Value, call: Call) => Value;

/** A primitive on a list, and more arguments, that passes over its items without calling anything for each. */
export const onList = (
  name: string,
  params: readonly Type[],
  result: Type,
  compute: OnList,
  print: Print,
  traits: Partial<Primitive> = {},
): Primitive => ({
  name,
  params: [LIST, ...params],
  result,
  partial: false,
  run: ([items, a, b], call) =>
    burn(call, (items as Items).length >> 4) ? compute(items as Items, a, b, call) : undefined,
  print,
  ...traits,
});

/** The same for one that does not pass over the items: it takes no longer on a long list. */
export const atOnce = (
  name: string,
  params: readonly Type[],
  result: Type,
  compute: OnList,
  print: Print,
  traits: Partial<Primitive> = {},
): Primitive => ({
  ...onList(name, params, result, compute, print, traits),
  run: ([items, a, b], call) => compute(items as Items, a, b, call),
});

/** What putting so many items in order takes. */
export const sortingSteps = (count: number): number => (count * (32 - Math.clz32(count))) >> 4;

export const PARTIAL = { partial: true } as const;

/** The list, unless it is longer than a list may be. */
export const short = (items: Items): Value => (items.length > MAX_LENGTH ? undefined : items);

/** Whether so many items may be made, and there is fuel for them. */
export const mayMake = (count: number, call: Call): boolean => count <= MAX_LENGTH && burn(call, count >> 4);

/** Items that the lists in a list may have, in all. */
const MOST_INSIDE = 16 * MAX_LENGTH;

/** Whether lists of so many items in all may be made, and there is fuel for them. */
export const mayHold = (count: number, call: Call): boolean => count <= MOST_INSIDE && burn(call, count >> 4);

/** Counts the items of lists that are made one by one, until they are too many to hold. */
export class Inside {
  private items = 0;

  /** One more value; whether all may stand in a list. */
  holds(value: Value): boolean {
    if (Array.isArray(value)) this.items += value.length;
    return this.items <= MOST_INSIDE;
  }
}

/** The place, counted from the end where it is negative, as JavaScript's `at` does. */
export const placeIn = (items: Items, place: Value): number =>
  (place as number) < 0 ? (place as number) + items.length : (place as number);

/** `xs` and what comes after it: a member, as `[0]` or `.slice(1)`. */
export const member =
  (write: (rest: readonly string[]) => string): Print =>
  ([items, ...rest], context) =>
    primary(context.at(items, Binding.Primary) + write(rest.map((arg) => context.at(arg, Binding.Lambda))));

/** The helper's call, with what makes keys of the items where they are not their own. */
export const keyed =
  (helper: Helper): Print =>
  (args, context) => {
    const key = keyFunction(itemType(args[0]), context);
    const call = helperCall(helper)(args, context);
    return key === undefined ? call : primary(`${call.text.slice(0, -1)}, ${key})`);
  };

/** The part of an array literal that the items of a list are: `...xs`, or themselves. */
export function spread(items: Argument, context: PrintContext): string {
  if (items.items !== undefined) return items.items;
  if (Array.isArray(items.literal))
    return items.literal.length === 0 ? "" : context.at(items, Binding.Primary).slice(1, -1);
  return `...${context.at(items, Binding.Conditional)}`;
}

/** An array literal of these parts, empty ones left out. */
export function arrayOf(parts: readonly string[]): Code {
  const items = parts.filter((part) => part !== "").join(", ");
  return { ...primary(`[${items}]`), items };
}

/**
 * A call whose last argument is a function, written with the text of that or, where it may lack a value, with the name
 * of one that does not. `partial`: it may have no value all the same.
 */
export const calling =
  (write: (args: readonly Argument[], f: string, context: PrintContext) => string, partial = false): Print =>
  (args, context) => {
    const body = args[args.length - 1];
    if (!body.partialResult) return { ...primary(write(args, body.text, context)), partial };
    const helper = context.use(whereDefined);
    return primary(`${helper}(${body.annotated ?? body.text}, (call) => ${write(args, "call", context)})`);
  };
