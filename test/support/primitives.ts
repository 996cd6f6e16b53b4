/** @file A handful of small primitives for tests of the language itself. */

import { burn, MAX_LENGTH, type Primitive } from "../../src/language/primitive.ts";
import {
  Binding,
  concatPrint,
  helperCall,
  infix,
  method,
  type Print,
  primary,
} from "../../src/language/print.ts";
import {
  BOOL,
  DATE,
  fn,
  INT,
  list,
  option,
  REAL,
  TEXT,
  type Type,
  variable,
} from "../../src/language/type.ts";
import { CivilDate, type FunctionValue, type Value } from "../../src/language/value.ts";

const A = variable("a");
const B = variable("b");

const define = (
  name: string,
  params: readonly Type[],
  result: Type,
  run: Primitive["run"],
  print: Print,
  more: Partial<Primitive> = {},
): Primitive => ({ name, params, result, partial: false, run, print, ...more });

const partial = { partial: true };

export const upper = define(
  "upper",
  [TEXT],
  TEXT,
  ([text]) => (text as string).toUpperCase(),
  method("toUpperCase"),
);
export const trim = define("trim", [TEXT], TEXT, ([text]) => (text as string).trim(), method("trim"));
export const length = define(
  "length",
  [TEXT],
  INT,
  ([text]) => (text as string).length,
  ([text], context) => primary(`${context.at(text, Binding.Primary)}.length`),
);
export const concat = define(
  "concat",
  [TEXT, TEXT],
  TEXT,
  ([a, b]) =>
    (a as string).length + (b as string).length > MAX_LENGTH ? undefined : (a as string) + (b as string),
  concatPrint,
);
export const word = define(
  "word",
  [TEXT, TEXT, INT],
  TEXT,
  ([text, mark, n]) => (text as string).split(mark as string)[n as number],
  ([text, mark, n], context) =>
    primary(`${context.at(text, Binding.Primary)}.split(${mark.text})[${n.text}]`),
  partial,
);
export const contains = define(
  "contains",
  [TEXT, TEXT],
  BOOL,
  ([text, part]) => (text as string).includes(part as string),
  method("includes"),
);
export const choose = define(
  "if",
  [BOOL, A, A],
  A,
  ([test, a, b]) => (test ? a : b),
  () => primary("internal"),
  {
    selects: { test: 0, then: 1, else: 2 },
  },
);
export const orElse = define(
  "else",
  [A, A],
  A,
  ([a, b]) => (a === undefined ? b : a),
  () => primary("internal"),
  {
    recovers: { value: 0, otherwise: 1 },
    lazy: [true, true],
  },
);
const isDefinedHelper = {
  name: "isDefined",
  source: `/** Whether there is a value. */
const isDefined = (value: unknown): boolean => value !== undefined;`,
};
export const isDefined = define(
  "is-defined",
  [A],
  BOOL,
  ([a]) => a !== undefined,
  helperCall(isDefinedHelper),
  { lazy: [true] },
);
export const split = define(
  "split",
  [TEXT, TEXT],
  list(TEXT),
  ([text, mark]) => (text as string).split(mark as string),
  method("split"),
);
export const join = define(
  "join",
  [list(TEXT), TEXT],
  TEXT,
  ([items, mark]) => (items as string[]).join(mark as string),
  method("join"),
);
export const first = define(
  "first",
  [list(A)],
  A,
  ([items]) => (items as Value[])[0],
  ([items], context) => primary(`${context.at(items, Binding.Primary)}[0]`),
  partial,
);
export const map = define(
  "map",
  [fn([A], B), list(A)],
  list(B),
  ([f, items], call) => {
    const out: Value[] = [];
    for (const item of items as Value[]) {
      const value = burn(call, 1) ? (f as FunctionValue)(item) : undefined;
      if (value === undefined) return undefined;
      out.push(value);
    }
    return out;
  },
  (args, context) => {
    const [f, items] = args;
    if (f.partialResult) return helperCall(mapAllHelper)([items, f], context);
    return primary(`${context.at(items, Binding.Primary)}.map(${f.text})`);
  },
);
const mapAllHelper = {
  name: "mapAll",
  source: `/** All results, or nothing where one is missing. */
function mapAll<T, R>(items: readonly T[], f: (item: T) => R | undefined): R[] | undefined {
  const out = items.map(f);
  return out.includes(undefined) ? undefined : (out as R[]);
}`,
};
export const add = define(
  "add",
  [REAL, REAL],
  REAL,
  ([a, b]) => (a as number) + (b as number),
  infix("+", Binding.Additive),
);
export const less = define(
  "less",
  [REAL, REAL],
  BOOL,
  ([a, b]) => (a as number) < (b as number),
  infix("<", Binding.Relational),
);
export const not = define(
  "not",
  [BOOL],
  BOOL,
  ([a]) => !a,
  ([a], context) => ({
    text: `!${context.at(a, Binding.Unary)}`,
    binding: Binding.Unary,
  }),
);
export const show = define(
  "show",
  [REAL],
  TEXT,
  ([n]) => String(n),
  ([n], context) => ({
    ...primary(`String(${n.text})`),
    template: [{ text: context.at(n, Binding.Lambda), binding: Binding.Lambda }],
  }),
);
const numberHelper = {
  name: "toNumber",
  source: `/** The number that the text is, if it is one. */
function toNumber(text: string): number | undefined {
  return /^-?[0-9]{1,9}$/.test(text) ? Number(text) : undefined;
}`,
};
export const number = define(
  "number",
  [TEXT],
  REAL,
  ([text]) => (/^-?[0-9]{1,9}$/.test(text as string) ? Number(text) : undefined),
  helperCall(numberHelper),
  partial,
);
export const year = define(
  "year",
  [DATE],
  INT,
  ([date]) => (date as CivilDate).year,
  ([date], context) => primary(`${context.at(date, Binding.Primary)}.year`),
  partial,
);
export const january = define(
  "january",
  [INT],
  DATE,
  ([n]) => new CivilDate(n as number, 1),
  ([n]) => primary(`{ year: ${n.text}, month: 1 }`),
);
/** An option's value under another name: shows that options pass where they are accepted. */
export const same = define(
  "same",
  [option(TEXT)],
  option(TEXT),
  ([a]) => a,
  ([a], context) => ({
    text: `${context.at(a, Binding.Nullish)} ?? null`,
    binding: Binding.Nullish,
  }),
);

export const primitives: ReadonlyMap<string, Primitive> = new Map(
  [
    upper,
    trim,
    length,
    concat,
    word,
    contains,
    choose,
    orElse,
    isDefined,
    split,
    join,
    first,
    map,
    add,
    less,
    not,
    show,
    number,
    year,
    january,
    same,
  ].map((primitive) => [primitive.name, primitive]),
);
