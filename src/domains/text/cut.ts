/** @file Cutting text: by delimiter, by token class, at marks, by counting characters, between two positions. */

import { burn, MAX_LENGTH, type Primitive } from "../../language/primitive.ts";
import {
  type Argument,
  Binding,
  type Code,
  type Helper,
  helperCall,
  helperOf,
  NOTHING,
  type PrintContext,
  primary,
} from "../../language/print.ts";
import { INT, label, TEXT } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { CHARACTER_TEXT, charactersHelper, firstHelper, offsetOf, sliceCharacters } from "./characters.ts";
import { sliceKernel } from "./layout.ts";
import { isAscii, matchesOf, patternText, spansOf, tokenNamed } from "./tokens.ts";

export const TOKEN = label("token");

const nth = <T>(items: readonly T[], n: Value): T | undefined => items.at(n as number);

/** `[n]`, or `.at(n)` from the end. */
const indexText = (n: Value, chain = ""): string =>
  (n as number) < 0 ? `${chain}.at(${n})` : `${chain}${chain ? "." : ""}[${n}]`;

const partHelper = helperOf(
  `/** The n-th part between marks; nothing for the empty mark, which occurs nowhere. */
const part = (text: string, mark: string, n: number): string | undefined =>
  mark === "" ? undefined : text.split(mark).at(n);`,
);

/** The n-th part of the text split at a delimiter, from 0, or from -1 at the end; ⊥ when there are too few, or the delimiter is empty. */
export const part: Primitive = {
  name: "part",
  params: [TEXT, TEXT, INT],
  result: TEXT,
  partial: true,
  run: ([text, mark, n], call) => {
    if (mark === "" || !burn(call, (text as string).length >> 4)) return undefined;
    return nth((text as string).split(mark as string), n);
  },
  print: (args, context) => {
    const [text, mark, n] = args;
    if (!mark.literal) return helperCall(partHelper)(args, context);
    const parts = `${context.at(text, Binding.Primary)}.split(${mark.text})`;
    // A split has a first part and a last one, whatever the text.
    if (n.literal === -1) return { text: `${parts}.at(-1) ?? ""`, binding: Binding.Nullish, partial: false };
    const code = primary(`${parts}${n.isLiteral ? indexText(n.literal) : `.at(${n.text})`}`);
    return n.literal === 0 ? { ...code, partial: false } : code;
  },
};

/** The n-th run of a token class, from 0, or from -1 at the end; ⊥ when there are too few. */
export const match: Primitive = {
  name: "match",
  params: [TEXT, TOKEN, INT],
  result: TEXT,
  partial: true,
  run: ([text, token, n], call) => {
    if (!burn(call, (text as string).length >> 3)) return undefined;
    const found = matchesOf(text as string, token as string);
    return found && nth(found, n);
  },
  print: ([text, token, n], context) => {
    const pattern = tokenNamed(token.literal as string);
    if (!pattern) return NOTHING;
    const receiver = context.at(text, Binding.Primary);
    const index = n.isLiteral ? indexText(n.literal, "?") : `?.at(${n.text})`;
    const code = primary(`${receiver}.match(${patternText(pattern, "gu")})${index}`);
    return { ...code, ascii: isAscii(pattern) };
  },
};

/** Offsets at which the mark begins, not overlapping. */
function occurrences(text: string, mark: string): number[] {
  const found: number[] = [];
  if (mark === "") return found;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) found.push(at);
  return found;
}

const findHelper = helperOf(
  `/** Where the n-th occurrence of the mark begins; counted from the end when n is negative. */
function find(text: string, mark: string, n: number): number | undefined {
  const found: number[] = [];
  for (let at = text.indexOf(mark); mark && at >= 0; at = text.indexOf(mark, at + mark.length)) found.push(at);
  return found.at(n);
}`,
);

const beforeHelper = helperOf(
  `/** What stands before the n-th occurrence of the mark. */
function before(text: string, mark: string, n = 0): string | undefined {
  const at = find(text, mark, n);
  return at === undefined ? undefined : text.slice(0, at);
}`,
  findHelper,
);

const afterHelper = helperOf(
  `/** What stands after the n-th occurrence of the mark. */
function after(text: string, mark: string, n = 0): string | undefined {
  const at = find(text, mark, n);
  return at === undefined ? undefined : text.slice(at + mark.length);
}`,
  findHelper,
);

/** What stands before the n-th occurrence of a mark, from 0, or from -1 at the end; ⊥ where it does not occur. */
export const before: Primitive = {
  name: "before",
  params: [TEXT, TEXT, INT],
  result: TEXT,
  partial: true,
  run: ([text, mark, n]) => {
    const at = nth(occurrences(text as string, mark as string), n);
    return at === undefined ? undefined : (text as string).slice(0, at);
  },
  print: (args, context) =>
    helperCall(beforeHelper)(args[2].literal === 0 ? args.slice(0, 2) : args, context),
};

/** What stands after the n-th occurrence of a mark, from 0, or from -1 at the end; ⊥ where it does not occur. */
export const after: Primitive = {
  name: "after",
  params: [TEXT, TEXT, INT],
  result: TEXT,
  partial: true,
  run: ([text, mark, n]) => {
    const at = nth(occurrences(text as string, mark as string), n);
    return at === undefined ? undefined : (text as string).slice(at + (mark as string).length);
  },
  print: (args, context) => helperCall(afterHelper)(args[2].literal === 0 ? args.slice(0, 2) : args, context),
};

const betweenHelper = helperOf(
  `/** What stands between the first \`left\` and the next \`right\` after it. */
function between(text: string, left: string, right: string): string | undefined {
  const from = text.indexOf(left);
  const to = from < 0 ? -1 : text.indexOf(right, from + left.length);
  return to < 0 ? undefined : text.slice(from + left.length, to);
}`,
);

/** What stands between the first left mark and the next right mark after it; ⊥ where either is missing. */
export const between: Primitive = {
  name: "between",
  params: [TEXT, TEXT, TEXT],
  result: TEXT,
  partial: true,
  run: ([text, left, right]) => {
    const from = (text as string).indexOf(left as string);
    const start = from + (left as string).length;
    const to = from < 0 ? -1 : (text as string).indexOf(right as string, start);
    return to < 0 ? undefined : (text as string).slice(start, to);
  },
  print: helperCall(betweenHelper),
};

/** Characters `from` … `to`, as `sliceCharacters` has them. */
function slicedCharacters(text: Argument, range: string, context: PrintContext): Code {
  const receiver = context.at(text, Binding.Primary);
  if (text.ascii) return { ...primary(`${receiver}.slice(${range})`), ascii: true };
  return {
    text: `${receiver}.match(/${CHARACTER_TEXT}/gsu)?.slice(${range}).join("") ?? ""`,
    binding: Binding.Nullish,
  };
}

const takeHelper = helperOf(
  `/** The first n characters, or the last -n. */
const take = (text: string, n: number): string =>
  characters(text).slice(Math.min(0, n), n < 0 ? undefined : n).join("");`,
  charactersHelper,
);

const dropHelper = helperOf(
  `/** The text without its first n characters, or without its last -n. */
const drop = (text: string, n: number): string =>
  characters(text).slice(Math.max(0, n), n < 0 ? n : undefined).join("");`,
  charactersHelper,
);

/** The first n characters, or the last -n; all of them when there are fewer. */
export const take: Primitive = {
  name: "take",
  params: [TEXT, INT],
  result: TEXT,
  partial: false,
  run: ([text, n]) =>
    (n as number) < 0
      ? sliceCharacters(text as string, n as number)
      : sliceCharacters(text as string, 0, n as number),
  print: ([text, n], context) => {
    if (!n.isLiteral) return { ...helperCall(takeHelper)([text, n], context), ascii: text.ascii };
    if (n.literal === 1 && !text.ascii) return helperCall(firstHelper)([text], context);
    return slicedCharacters(text, (n.literal as number) < 0 ? n.text : `0, ${n.text}`, context);
  },
};

/** The text without its first n characters, or without its last -n. */
export const drop: Primitive = {
  name: "drop",
  params: [TEXT, INT],
  result: TEXT,
  partial: false,
  run: ([text, n]) =>
    (n as number) < 0
      ? sliceCharacters(text as string, 0, n as number)
      : sliceCharacters(text as string, n as number),
  print: ([text, n], context) => {
    if (!n.isLiteral) return { ...helperCall(dropHelper)([text, n], context), ascii: text.ascii };
    if (n.literal === 1 && !text.ascii) {
      return primary(`${context.at(text, Binding.Primary)}.replace(/${CHARACTER_TEXT}/su, "")`);
    }
    return slicedCharacters(text, (n.literal as number) < 0 ? `0, ${n.text}` : n.text, context);
  },
};

/** Characters from one index up to another, either counted from the end when negative. */
export const middle: Primitive = {
  name: "middle",
  params: [TEXT, INT, INT],
  result: TEXT,
  partial: false,
  run: ([text, from, to]) => sliceCharacters(text as string, from as number, to as number),
  print: ([text, from, to], context) => slicedCharacters(text, `${from.text}, ${to.text}`, context),
};

// Positions: offsets in UTF-16 units, only ever used to slice the text they were found in.

/** Where the text begins. */
export const textStart: Primitive = {
  name: "text-start",
  params: [TEXT],
  result: INT,
  partial: false,
  run: () => 0,
  print: () => primary("0"),
};

/** The text's length in UTF-16 units. */
export const textEnd: Primitive = {
  name: "text-end",
  params: [TEXT],
  result: INT,
  partial: false,
  run: ([text]) => (text as string).length,
  print: ([text], context) => primary(`${context.at(text, Binding.Primary)}.length`),
};

const offsetHelper = helperOf(
  `/** Where character n begins (counted from the end when negative), in UTF-16 units. */
function offset(text: string, n: number): number | undefined {
  const all = characters(text);
  const count = n < 0 ? all.length + n : n;
  return count < 0 || count > all.length ? undefined : all.slice(0, count).join("").length;
}`,
  charactersHelper,
);

/** Where character n begins, counted from the end when negative; ⊥ beyond the ends. */
export const characterOffset: Primitive = {
  name: "character-offset",
  params: [TEXT, INT],
  result: INT,
  partial: true,
  run: ([text, n]) => offsetOf(text as string, n as number),
  print: helperCall(offsetHelper),
};

/** Where the n-th occurrence of a mark begins; ⊥ where it does not occur. */
export const markStart: Primitive = {
  name: "mark-start",
  params: [TEXT, TEXT, INT],
  result: INT,
  partial: true,
  run: ([text, mark, n]) => nth(occurrences(text as string, mark as string), n),
  print: helperCall(findHelper),
};

const findEndHelper = helperOf(
  `/** Where the n-th occurrence of the mark ends. */
function findEnd(text: string, mark: string, n: number): number | undefined {
  const at = find(text, mark, n);
  return at === undefined ? undefined : at + mark.length;
}`,
  findHelper,
);

/** Where the n-th occurrence of a mark ends; ⊥ where it does not occur. */
export const markEnd: Primitive = {
  name: "mark-end",
  params: [TEXT, TEXT, INT],
  result: INT,
  partial: true,
  run: ([text, mark, n]) => {
    const at = nth(occurrences(text as string, mark as string), n);
    return at === undefined ? undefined : at + (mark as string).length;
  },
  print: helperCall(findEndHelper),
};

function span(text: string, token: string, n: number, side: 0 | 1): number | undefined {
  const spans = spansOf(text, token);
  if (!spans) return undefined;
  const count = spans.length / 2;
  const index = n < 0 ? count + n : n;
  return index < 0 || index >= count ? undefined : spans[index * 2 + side];
}

const runStartHelper = helperOf(
  `/** Where the n-th match of the pattern begins; counted from the end when n is negative. */
const runStart = (text: string, pattern: RegExp, n: number): number | undefined =>
  [...text.matchAll(pattern)].at(n)?.index;`,
);

const runEndHelper = helperOf(
  `/** Where the n-th match of the pattern ends; counted from the end when n is negative. */
function runEnd(text: string, pattern: RegExp, n: number): number | undefined {
  const match = [...text.matchAll(pattern)].at(n);
  return match && match.index + match[0].length;
}`,
);

/** Where the n-th run of a token class begins (side 0) or ends (1); ⊥ when there are too few. */
const tokenPosition = (name: string, side: 0 | 1, helper: Helper): Primitive => ({
  name,
  params: [TEXT, TOKEN, INT],
  result: INT,
  partial: true,
  run: ([text, token, n]) => span(text as string, token as string, n as number, side),
  print: ([text, token, n], context) => {
    const pattern = tokenNamed(token.literal as string);
    if (!pattern) return NOTHING;
    return primary(`${context.use(helper)}(${text.text}, ${patternText(pattern, "gu")}, ${n.text})`);
  },
});

export const tokenStart = tokenPosition("token-start", 0, runStartHelper);
export const tokenEnd = tokenPosition("token-end", 1, runEndHelper);

const cutHelper = helperOf(
  `/** The text between two offsets, when they stand in order. */
const cut = (text: string, from: number, to: number): string | undefined =>
  0 <= from && from <= to && to <= text.length ? text.slice(from, to) : undefined;`,
);

/** The text from one position up to another; ⊥ where they cross. */
export const slice: Primitive = {
  name: "slice",
  params: [TEXT, INT, INT],
  result: TEXT,
  partial: true,
  kernel: sliceKernel,
  run: ([text, from, to]) => {
    const [start, end] = [from as number, to as number];
    if (start < 0 || start > end || end > (text as string).length || end > MAX_LENGTH) return undefined;
    return (text as string).slice(start, end);
  },
  print: helperCall(cutHelper),
};
