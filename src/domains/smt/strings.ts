/**
 * @file The operators of the SMT-LIB theory of Unicode Strings (2.6) without regular expressions. Lengths and positions
 * count code points; outside a text there is "" or -1, never ⊥.
 */

import { burn, MAX_LENGTH, type Primitive } from "../../language/primitive.ts";
import { Binding, concatPrint, helperCall, method, type Print, primary } from "../../language/print.ts";
import { BOOL, INT, TEXT, type Type } from "../../language/type.ts";
import { concatWitness } from "../text/concat.ts";
import { concatKernel } from "../text/layout.ts";
import * as printed from "./printed.ts";
import { fromIntWitness } from "./witnesses/integers.ts";
import { containsWitness, indexOfWitness, prefixWitness, suffixWitness } from "./witnesses/positions.ts";
import { replaceWitnesses } from "./witnesses/replacing.ts";
import { charAtWitness, substrWitness } from "./witnesses/slices.ts";

const define = (
  name: string,
  params: readonly Type[],
  result: Type,
  run: Primitive["run"],
  print: Print,
  more: Partial<Primitive> = {},
): Primitive => ({
  name: `smt-${name}`,
  params,
  result,
  partial: false,
  run,
  print: (args, context) => ({ ...print(args, context), name: LOCALS.get(name) }),
  ...more,
});

/** What a local that holds the value of a call is called. */
const LOCALS: ReadonlyMap<string, string> = new Map([
  ["concat", "text"],
  ["length", "length"],
  ["substr", "part"],
  ["at", "character"],
  ["replace", "replaced"],
  ["replace-all", "replaced"],
  ["index-of", "position"],
  ["to-int", "number"],
  ["from-int", "digits"],
  ["to-code", "code"],
  ["from-code", "character"],
]);

/** Whether the text's UTF-16 units are not its code points one by one. */
const hasPairs = (text: string): boolean => /[\ud800-\udfff]/.test(text);

const lengthOf = (text: string): number => (hasPairs(text) ? [...text].length : text.length);

function substring(text: string, start: number, count: number): string {
  if (start < 0 || count <= 0) return "";
  return hasPairs(text) ? [...text].slice(start, start + count).join("") : text.slice(start, start + count);
}

function indexIn(text: string, part: string, from: number): number {
  if (from < 0) return -1;
  if (!hasPairs(text)) return from > text.length ? -1 : text.indexOf(part, from);
  const before = [...text].slice(0, from);
  if (before.length < from) return -1;
  const at = text.indexOf(part, before.join("").length);
  return at < 0 ? -1 : lengthOf(text.slice(0, at));
}

function isBefore(a: string, b: string): boolean {
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < x.length && i < y.length; i++) {
    if (x[i] !== y[i]) return (x[i].codePointAt(0) as number) < (y[i].codePointAt(0) as number);
  }
  return x.length < y.length;
}

/** Largest code point of the theory's characters. */
const LAST_CODE = 0x2ffff;

const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

/** One text after the other. */
export const concat = define(
  "concat",
  [TEXT, TEXT],
  TEXT,
  ([a, b]) => ((a as string).length + (b as string).length > MAX_LENGTH ? undefined : (a as string) + b),
  concatPrint,
  { normal: ["associative"], kernel: concatKernel, witness: concatWitness },
);

/** How many characters the text has. */
export const length = define(
  "length",
  [TEXT],
  INT,
  ([text]) => lengthOf(text as string),
  ([text], { at }) => primary(`[...${at(text, Binding.Conditional)}].length`),
);

/** So many characters from a position on, as many as there are; "" where there are none. */
export const substr = define(
  "substr",
  [TEXT, INT, INT],
  TEXT,
  ([text, start, count]) => substring(text as string, start as number, count as number),
  helperCall(printed.substr),
  { witness: substrWitness },
);

/** The character at a position; "" outside the text. */
export const charAt = define(
  "at",
  [TEXT, INT],
  TEXT,
  ([text, at]) => substring(text as string, at as number, 1),
  ([text, index], { at }) => ({
    text: `[...${at(text, Binding.Conditional)}][${at(index, Binding.Conditional)}] ?? ""`,
    binding: Binding.Nullish,
  }),
  { witness: charAtWitness },
);

/** What `String.prototype.replace` puts in for a text: itself, unless it has patterns such as `$&`. */
const replacement: Print = ([text, part, by], { at }) => {
  const plain = by.isLiteral && !String(by.literal).includes("$");
  const value = plain ? by.text : `() => ${at(by, Binding.Conditional)}`;
  return primary(`${at(text, Binding.Primary)}.replace(${at(part, Binding.Conditional)}, ${value})`);
};

/** The first occurrence of the second in the first replaced by the third; an empty text occurs at the very beginning. */
export const replace = define(
  "replace",
  [TEXT, TEXT, TEXT],
  TEXT,
  ([text, part, by]) => {
    const at = (text as string).indexOf(part as string);
    if (at < 0) return text;
    const replaced =
      (text as string).slice(0, at) + by + (text as string).slice(at + (part as string).length);
    return replaced.length > MAX_LENGTH ? undefined : replaced;
  },
  replacement,
  { witness: replaceWitnesses },
);

/** Every occurrence of the second in the first replaced by the third; an empty text occurs nowhere. */
export const replaceAll = define(
  "replace-all",
  [TEXT, TEXT, TEXT],
  TEXT,
  ([text, part, by], call) => {
    if (part === "") return text;
    if (!burn(call, (text as string).length >> 4)) return undefined;
    const parts = (text as string).split(part as string);
    const length = (text as string).length + (parts.length - 1) * (by as string).length;
    return length > MAX_LENGTH ? undefined : parts.join(by as string);
  },
  (args, context) => {
    const [text, part, by] = args;
    if (!part.isLiteral || part.literal === "") return helperCall(printed.replaceAll)(args, context);
    const plain = by.isLiteral && !String(by.literal).includes("$");
    const value = plain ? by.text : `() => ${context.at(by, Binding.Conditional)}`;
    return primary(`${context.at(text, Binding.Primary)}.replaceAll(${part.text}, ${value})`);
  },
);

/** Where the second first occurs in the first at or after a position; -1 for nowhere, and from outside the text. */
export const indexOf = define(
  "index-of",
  [TEXT, TEXT, INT],
  INT,
  ([text, part, from]) => indexIn(text as string, part as string, from as number),
  helperCall(printed.indexOf),
  { witness: indexOfWitness },
);

/** Whether the second occurs in the first. */
export const contains = define(
  "contains",
  [TEXT, TEXT],
  BOOL,
  ([text, part]) => (text as string).includes(part as string),
  method("includes"),
  { witness: containsWitness },
);

/** Whether the second begins with the first. */
export const prefixOf = define(
  "prefix-of",
  [TEXT, TEXT],
  BOOL,
  ([part, text]) => (text as string).startsWith(part as string),
  ([part, text], context) => method("startsWith")([text, part], context),
  { witness: prefixWitness },
);

/** Whether the second ends with the first. */
export const suffixOf = define(
  "suffix-of",
  [TEXT, TEXT],
  BOOL,
  ([part, text]) => (text as string).endsWith(part as string),
  ([part, text], context) => method("endsWith")([text, part], context),
  { witness: suffixWitness },
);

/** Whether the first comes before the second, by code points. */
export const before = define(
  "before",
  [TEXT, TEXT],
  BOOL,
  ([a, b]) => isBefore(a as string, b as string),
  helperCall(printed.comesBefore),
);

/** Whether the first comes before the second or is the same. */
export const notAfter = define(
  "not-after",
  [TEXT, TEXT],
  BOOL,
  ([a, b]) => !isBefore(b as string, a as string),
  ([a, b], context) => ({
    text: `!${helperCall(printed.comesBefore)([b, a], context).text}`,
    binding: Binding.Unary,
  }),
);

/** The number that the digits say; -1 for the empty text and where there is anything but digits; none beyond 2^53. */
export const toInt = define(
  "to-int",
  [TEXT],
  INT,
  ([text]) => {
    const value = /^[0-9]+$/.test(text as string) ? Number(text) : -1;
    return Number.isSafeInteger(value) ? value : undefined;
  },
  helperCall(printed.toInt),
  { partial: true },
);

/** The number's digits; "" for a negative one. */
export const fromInt = define(
  "from-int",
  [INT],
  TEXT,
  ([value]) => ((value as number) < 0 ? "" : String(value)),
  helperCall(printed.fromInt),
  { witness: fromIntWitness },
);

/** Whether the text is one digit. */
export const isDigit = define(
  "is-digit",
  [TEXT],
  BOOL,
  ([text]) => /^[0-9]$/.test(text as string),
  ([text], { at }) => primary(`/^[0-9]$/.test(${at(text, Binding.Conditional)})`),
);

/** The code point of a text of one character; -1 for any other. */
export const toCode = define(
  "to-code",
  [TEXT],
  INT,
  ([text]) => (lengthOf(text as string) === 1 ? ((text as string).codePointAt(0) as number) : -1),
  helperCall(printed.codeOf),
);

/** The character of a code point, "" where it is none; none for half a surrogate pair. */
export const fromCode = define(
  "from-code",
  [INT],
  TEXT,
  ([value]) => {
    const code = value as number;
    if (code < 0 || code > LAST_CODE) return "";
    return isSurrogate(code) ? undefined : String.fromCodePoint(code);
  },
  helperCall(printed.fromCode),
  { partial: true },
);
