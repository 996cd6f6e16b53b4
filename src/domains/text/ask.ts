/** @file Questions about text: conditions, lengths, counts, character codes. */

import type { Primitive } from "../../language/primitive.ts";
import { Binding, helperCall, helperOf, infix, method, NOTHING, primary } from "../../language/print.ts";
import { BOOL, INT, TEXT } from "../../language/type.ts";
import { characterCount, charactersHelper } from "./characters.ts";
import { TOKEN } from "./cut.ts";
import { isWhole, matchesOf, patternText, tokenNamed } from "./tokens.ts";

const test = (
  name: string,
  run: (text: string, mark: string) => boolean,
  print: Primitive["print"],
): Primitive => ({
  name,
  params: [TEXT, TEXT],
  result: BOOL,
  partial: false,
  run: ([text, mark]) => run(text as string, mark as string),
  print,
});

/** Whether it occurs. */
export const contains = test("contains", (text, mark) => text.includes(mark), method("includes"));
/** Whether the text starts with it. */
export const startsWith = test("starts-with", (text, mark) => text.startsWith(mark), method("startsWith"));
/** Whether the text ends with it. */
export const endsWith = test("ends-with", (text, mark) => text.endsWith(mark), method("endsWith"));
/** Whether both are the same. */
export const sameText: Primitive = {
  ...test("same-text", (a, b) => a === b, infix("===", Binding.Equality)),
  normal: ["commutative"],
};

const tokenTest = (name: string, whole: boolean): Primitive => ({
  name,
  params: [TEXT, TOKEN],
  result: BOOL,
  partial: false,
  run: ([text, token]) => {
    if (whole) return tokenNamed(token as string) && isWhole(text as string, token as string);
    const found = matchesOf(text as string, token as string);
    return found && found.length > 0;
  },
  print: ([text, token]) => {
    const found = tokenNamed(token.literal as string);
    if (!found) return NOTHING;
    const pattern = whole
      ? { ...found, pattern: /^[^|]*$/.test(found.pattern) ? `^${found.pattern}$` : `^(?:${found.pattern})$` }
      : found;
    return primary(`${patternText(pattern, "u")}.test(${text.text})`);
  },
});

/** Whether the whole text is one run of a token class. */
export const isToken = tokenTest("is-token", true);
/** Whether a run of a token class occurs. */
export const hasToken = tokenTest("has-token", false);

/** Characters in the text. */
export const length: Primitive = {
  name: "length",
  params: [TEXT],
  result: INT,
  partial: false,
  run: ([text]) => characterCount(text as string),
  print: ([text], context) => primary(`${context.use(charactersHelper)}(${text.text}).length`),
};

const countHelper = helperOf(
  `/** How often the mark occurs, without overlaps; the empty mark occurs nowhere. */
const count = (text: string, mark: string): number => (mark === "" ? 0 : text.split(mark).length - 1);`,
);

/** How often a mark occurs, without overlaps; the empty mark occurs nowhere. */
export const count: Primitive = {
  name: "count",
  params: [TEXT, TEXT],
  result: INT,
  partial: false,
  run: ([text, mark]) => (mark === "" ? 0 : (text as string).split(mark as string).length - 1),
  print: (args, context) => {
    const [text, mark] = args;
    if (!mark.literal) return helperCall(countHelper)(args, context);
    const parts = `${context.at(text, Binding.Primary)}.split(${mark.text})`;
    return { text: `${parts}.length - 1`, binding: Binding.Additive };
  },
};

/** How many runs of a token class there are. */
export const countToken: Primitive = {
  name: "count-token",
  params: [TEXT, TOKEN],
  result: INT,
  partial: false,
  run: ([text, token]) => matchesOf(text as string, token as string)?.length,
  print: ([text, token], context) => {
    const pattern = tokenNamed(token.literal as string);
    if (!pattern) return NOTHING;
    return primary(
      `(${context.at(text, Binding.Primary)}.match(${patternText(pattern, "gu")}) ?? []).length`,
    );
  },
};

/** Where a mark first occurs, in UTF-16 units; -1 where it does not. */
export const indexOf: Primitive = {
  name: "index-of",
  params: [TEXT, TEXT],
  result: INT,
  partial: false,
  run: ([text, mark]) => (text as string).indexOf(mark as string),
  print: method("indexOf"),
};

/** The Unicode code point of the first character; ⊥ for the empty text. */
export const codePoint: Primitive = {
  name: "code-point",
  params: [TEXT],
  result: INT,
  partial: true,
  run: ([text]) => (text as string).codePointAt(0),
  print: ([text], context) => primary(`${context.at(text, Binding.Primary)}.codePointAt(0)`),
};

/** The character with a Unicode code point; ⊥ where there is none. */
export const fromCodePoint: Primitive = {
  name: "from-code-point",
  params: [INT],
  result: TEXT,
  partial: true,
  run: ([code]) => {
    const point = code as number;
    return point < 0 || point > 0x10ffff ? undefined : String.fromCodePoint(point);
  },
  print: helperCall(
    helperOf(
      `/** The character with this Unicode code point. */
const characterOf = (code: number): string | undefined =>
  code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;`,
    ),
  ),
};
