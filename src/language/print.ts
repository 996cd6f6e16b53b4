/** @file What a primitive tells the printer: how a call of it is written in TypeScript. The printer itself is in typescript.ts. */

import type { Type } from "./type.ts";
import type { Value } from "./value.ts";

/** How tightly a printed expression binds, loosest first; `Primary` needs no parentheses anywhere. */
export const Binding = {
  Lambda: 0,
  Conditional: 1,
  Nullish: 2,
  Or: 3,
  And: 4,
  /** `&`, `|` and `^`, which are never mixed without parentheses. */
  Bitwise: 5,
  Equality: 6,
  Relational: 7,
  Shift: 8,
  Additive: 9,
  Multiplicative: 10,
  Exponent: 11,
  Unary: 12,
  Primary: 13,
} as const;
export type Binding = (typeof Binding)[keyof typeof Binding];

/** What is known of an expression's value beyond its type. */
export interface Traits {
  /** Whether the text, or every text of the list, is known to be ASCII: one UTF-16 unit a character. */
  readonly ascii?: boolean | undefined;
  /** Fields that a date surely has. */
  readonly fields?: readonly string[] | undefined;
  /** Of a bit-vector: its value is below 2 to this power. */
  readonly bits?: number | undefined;
}

export const traitsOf = ({ ascii, fields, bits }: Traits): Traits => ({ ascii, fields, bits });

/**
 * A printed expression. Evaluating it never throws and never has a side effect. Line breaks in `text` are
 * layout, each followed by the indentation relative to the statement that the expression stands in.
 */
export interface Code extends Traits {
  readonly text: string;
  readonly binding: Binding;
  /** The expression as a template literal's parts, literal text and expressions of any type: `concatPrint` merges them. */
  readonly template?: readonly (string | Code)[];
  /** The inside of the expression's brackets, where it is an array literal: `[...xs, 3]` in brackets stays flat. */
  readonly items?: string;
  /** The expression without its type, for where that is plain from what is wanted there: `[a, b]` for `[a, b] as [A, B]`. */
  readonly untyped?: string;
  /** Of a lambda: the expression with the types of its parameters, for where TypeScript cannot tell them. */
  readonly annotated?: string;
  /**
   * Of a bit-vector of w bits: an integer below 2^`size` in magnitude that is equal to it modulo 2^w, written without
   * the mask: for those who look at the low w bits alone. `chain` is its outermost operator.
   */
  readonly low?: {
    readonly text: string;
    readonly binding: Binding;
    readonly size: number;
    readonly chain?: string | undefined;
  };
  /** Where the call is better known than its primitive: whether it, with these very arguments, may be ⊥. */
  readonly partial?: boolean;
  /** What a local that holds the value may be called; the primitive's name otherwise. */
  readonly name?: string;
}

/** An argument as its caller sees it. `literal` is set (and `isLiteral` true) where the program has a constant there. */
export interface Argument extends Code {
  readonly isLiteral: boolean;
  readonly literal: Value;
  readonly type: Type;
  /** Of a lambda: whether its calls may return `undefined` for ⊥. */
  readonly partialResult?: boolean;
  /** Whether its value may be null; of a lambda, whether that of its calls may be. */
  readonly nullable?: boolean;
}

/**
 * A function that printed code needs beside it. `source` is one complete `function name(…) {…}`,
 * `const name = …;`, `type name = …;` or import of that name in erasable TypeScript, with a doc comment if that helps, free of data, at most 15 lines, using only `needs`. The source must
 * behave exactly as the primitive's `run`: tests hold the two together. One name has one source, over all domains.
 */
export interface Helper {
  readonly name: string;
  readonly source: string;
  readonly needs?: readonly Helper[];
}

/** The helper of that source, called as what is declared there. */
export function helperOf(source: string, ...needs: readonly Helper[]): Helper {
  const [, name] = /^(?:const|function\*?|type) ([\w$]+)/m.exec(source)!;
  return { name, source, needs };
}

/** An import that printed code begins with: what calls nets is not free of them. */
export const isImport = ({ source }: Helper): boolean => source.startsWith("import ");

export interface PrintContext {
  /** The code, parenthesised if it binds looser than `level`. */
  at(code: Code, level: Binding): string;
  /** A string literal; the only way text from data enters code. */
  quote(text: string): string;
  /** Makes sure the helper is printed beside the function; returns its name. */
  use(helper: Helper): string;
}

/** The type of dates in printed code; helpers that mention it need it. */
export const CIVIL_DATE = helperOf(
  `/** A date or time on the civil calendar; any field may be absent. */
type CivilDate = {
  readonly [field in "year" | "month" | "day" | "hour" | "minute" | "second" | "millisecond"]?: number;
};`,
);

/** The type of pictures in printed code. */
export const PICTURE: Helper = { name: "Picture", source: 'import type { Picture } from "knack-ts/nets";' };

/**
 * Writes a call. The text may mention each argument at most once (ask for `at(arg, …)` once) unless it is a name; the printer has
 * already bound arguments that are ⊥-able, so an argument is never `undefined` here (a `lazy` one may be). The
 * result of a `partial` primitive evaluates to `undefined` for ⊥; the printer guards it. Primitives that select or
 * recover are written by the printer itself.
 */
export type Print = (args: readonly Argument[], context: PrintContext) => Code;

export const primary = (text: string): Code => ({ text, binding: Binding.Primary });

/** What a call prints as that has no value for any arguments, as one with a label outside its vocabulary. */
export const NOTHING: Code = primary("undefined");

/** `receiver.name(args…)`, the receiver being the first argument. */
export const method =
  (name: string): Print =>
  ([receiver, ...rest], context) =>
    primary(
      `${context.at(receiver, Binding.Primary)}.${name}(${rest.map((a) => context.at(a, Binding.Lambda)).join(", ")})`,
    );

/** `name(args…)` with a helper printed beside. */
export const helperCall =
  (helper: Helper): Print =>
  (args, context) =>
    primary(`${context.use(helper)}(${args.map((a) => context.at(a, Binding.Lambda)).join(", ")})`);

/** `a symbol b`, left-associative. */
export const infix =
  (symbol: string, binding: Binding): Print =>
  ([a, b], context) => ({
    text: `${context.at(a, binding)} ${symbol} ${context.at(b, (binding + 1) as Binding)}`,
    binding,
  });

/** The inside of a template literal that stands for the text. */
function templateText(text: string, context: PrintContext): string {
  const inside = context.quote(text).slice(1, -1);
  return inside.replace(/\\.|`|\$\{/g, (token) => {
    if (token === '\\"') return '"';
    return token.startsWith("\\") ? token : `\\${token}`;
  });
}

/** Parts side by side as one text: a quoted string, `a + b`, or a template literal. */
export function templateCode(parts: readonly (string | Code)[], context: PrintContext): Code {
  const merged: (string | Code)[] = [];
  for (const part of parts.flatMap((part) =>
    typeof part === "string" ? [part] : (part.template ?? [part]),
  )) {
    const last = merged.at(-1);
    if (part === "") continue;
    if (typeof part === "string" && typeof last === "string") merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  const literals = merged.filter((part) => typeof part === "string");
  if (literals.length === merged.length)
    return { ...primary(context.quote(literals.join(""))), template: merged };
  // Parts of templates may be numbers, which `+` would add; direct parts are texts.
  const isDirect = parts.every((part) => typeof part === "string" || !part.template);
  if (merged.length <= 2 && literals.length === 0 && isDirect) {
    const texts = merged.map((part) => context.at(part as Code, Binding.Additive));
    return { text: texts.join(" + "), binding: Binding.Additive, template: merged };
  }
  const inside = merged.map((part) =>
    typeof part === "string" ? templateText(part, context) : `\${${context.at(part, Binding.Lambda)}}`,
  );
  return { ...primary(`\`${inside.join("")}\``), template: merged };
}

/** Texts put together: however deeply calls nest, one template literal comes out. */
export const concatPrint: Print = (args, context) =>
  templateCode(
    args.map((arg) => (arg.isLiteral && typeof arg.literal === "string" ? arg.literal : arg)),
    context,
  );
