/** @file Changing text: case, blanks, replacing, padding, repeating, masks, putting together. */

import { burn, MAX_LENGTH, type Primitive } from "../../language/primitive.ts";
import {
  type Argument,
  Binding,
  type Code,
  concatPrint,
  type Helper,
  helperCall,
  helperOf,
  method,
  NOTHING,
  type PrintContext,
  primary,
} from "../../language/print.ts";
import { INT, TEXT } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { characterCount, characters, charactersHelper } from "./characters.ts";
import { concatWitness } from "./concat.ts";
import { TOKEN } from "./cut.ts";
import { concatKernel } from "./layout.ts";
import { matchesOf, patternText, replaceRuns, tokenNamed } from "./tokens.ts";

const unary = (name: string, run: (text: string) => string, print: Primitive["print"]): Primitive => ({
  name,
  params: [TEXT],
  result: TEXT,
  partial: false,
  run: ([text]) => run(text as string),
  print,
});

/** In capitals. */
export const upper = unary("upper", (text) => text.toUpperCase(), method("toUpperCase"));
/** In lower case. */
export const lower = unary("lower", (text) => text.toLowerCase(), method("toLowerCase"));
/** Without blanks at either end. */
export const trim = unary("trim", (text) => text.trim(), method("trim"));

/** Without blanks at either end, and with single spaces between words. */
export const squeeze = unary(
  "squeeze",
  (text) => text.trim().replace(/\s+/g, " "),
  ([text], context) => primary(`${context.at(text, Binding.Primary)}.trim().replace(/\\s+/g, " ")`),
);

const withCapital = (text: string): string => text.replace(/\p{L}/u, (letter) => letter.toUpperCase());

const capitaliseHelper = helperOf(
  `/** The first letter a capital, the rest as it is. */
const capitalise = (text: string): string => text.replace(/\\p{L}/u, (letter) => letter.toUpperCase());`,
);

/** The first letter a capital, the rest as it is. */
export const capitalise = unary("capitalise", withCapital, helperCall(capitaliseHelper));

/** The first letter a capital, everything else in lower case. */
export const sentence = unary(
  "sentence",
  (text) => withCapital(text.toLowerCase()),
  ([text], context) =>
    primary(`${context.use(capitaliseHelper)}(${context.at(text, Binding.Primary)}.toLowerCase())`),
);

const titleHelper = helperOf(
  `/** Each word with a capital first and lower case after it. */
const titleCase = (text: string): string =>
  text.toLowerCase().replace(/\\p{L}[\\p{L}\\p{M}'’]*/gu, capitalise);`,
  capitaliseHelper,
);

/** Each word with a capital first and lower case after it. */
export const title = unary(
  "title",
  (text) => text.toLowerCase().replace(/\p{L}[\p{L}\p{M}'’]*/gu, withCapital),
  helperCall(titleHelper),
);

const replacedHelper = helperOf(
  `/** Every occurrence of the mark replaced; none of the empty mark, which occurs nowhere. */
const replaced = (text: string, mark: string, by: string): string | undefined =>
  mark === "" ? undefined : text.replaceAll(mark, () => by);`,
);

/** Every occurrence of a text replaced by another; ⊥ where the first is empty. */
export const replace: Primitive = {
  name: "replace",
  params: [TEXT, TEXT, TEXT],
  result: TEXT,
  partial: true,
  run: ([text, from, to], call) => {
    if (from === "" || !burn(call, (text as string).length)) return undefined;
    const grown =
      (text as string).split(from as string).length * (to as string).length + (text as string).length;
    return grown > MAX_LENGTH ? undefined : (text as string).replaceAll(from as string, () => to as string);
  },
  print: (args, context) => {
    const [text, from, to] = args;
    if (!from.literal) return helperCall(replacedHelper)(args, context);
    const receiver = context.at(text, Binding.Primary);
    const code = `${receiver}.replaceAll(${from.text}, ${replacement(to.literal, to.text)})`;
    return { ...primary(code), partial: false };
  },
};

/** `$` means something to `replace`; a text that holds one is given through a function. */
const replacement = (value: Value, text: string): string =>
  typeof value === "string" && !value.includes("$") ? text : `() => ${text}`;

/** Every run of a token class replaced by a text. */
export const replaceToken: Primitive = {
  name: "replace-token",
  params: [TEXT, TOKEN, TEXT],
  result: TEXT,
  partial: false,
  run: ([text, token, to], call) => {
    if (!burn(call, (text as string).length)) return undefined;
    // A run for each character at the most: they are counted only where that could be too long.
    const { length } = text as string;
    const runs =
      length * ((to as string).length + 1) > MAX_LENGTH ? matchesOf(text as string, token as string) : [];
    if (runs && length + runs.length * (to as string).length > MAX_LENGTH) return undefined;
    return replaceRuns(text as string, token as string, to as string);
  },
  print: ([text, token, to], context) => {
    const pattern = tokenNamed(token.literal as string);
    if (!pattern) return NOTHING;
    const receiver = context.at(text, Binding.Primary);
    return primary(`${receiver}.replace(${patternText(pattern, "gu")}, ${replacement(to.literal, to.text)})`);
  },
};

/** Widths that may be asked for: more is a mistake or an attack. */
const MAX_WIDTH = 1000;

function padding(text: string, width: number, fill: string): string | undefined {
  if (characterCount(fill) !== 1 || width > MAX_WIDTH) return undefined;
  return fill.repeat(Math.max(0, width - characterCount(text)));
}

const paddingHelper = helperOf(
  `/** What the text lacks to be \`width\` characters wide. */
const padding = (text: string, width: number, fill: string): string =>
  fill.repeat(Math.max(0, width - characters(text).length));`,
  charactersHelper,
);

/**
 * Filled up at a side to a width in characters, of at most `MAX_WIDTH`, with one character; ⊥ where the fill is not one.
 * `name` is that of the method of strings that does the same to ASCII.
 */
function pad(side: "start" | "end", name: "padStart" | "padEnd"): Primitive {
  const sum = side === "start" ? "missing + text" : "text + missing";
  const total = helperOf(
    `/** Filled up at the ${side} to a width in characters. */
const ${name} = (text: string, width: number, fill: string): string =>
  ${sum.replace("missing", "padding(text, width, fill)")};`,
    paddingHelper,
  );
  const guarded: Helper = {
    name: `${name}Within`,
    needs: [charactersHelper, total],
    source: `/** Filled up at the ${side} with one character, to a width of at most ${MAX_WIDTH}. */
const ${name}Within = (text: string, width: number, fill: string): string | undefined =>
  width <= ${MAX_WIDTH} && characters(fill).length === 1 ? ${name}(text, width, fill) : undefined;`,
  };
  return {
    name: `pad-${side}`,
    params: [TEXT, INT, TEXT],
    result: TEXT,
    partial: true,
    run: ([text, width, fill]) => {
      const missing = padding(text as string, width as number, fill as string);
      if (missing === undefined) return undefined;
      return side === "start" ? missing + text : text + missing;
    },
    print: (args, context) => {
      const [text, width, fill] = args;
      const isSettled =
        width.isLiteral && fill.isLiteral && padding("", width.literal as number, fill.literal as string);
      if (isSettled === undefined) return NOTHING;
      if (isSettled === false) return helperCall(guarded)(args, context);
      if (text.ascii && (fill.literal as string).length === 1)
        return { ...method(name)(args, context), partial: false, ascii: (fill.literal as string) < "\x80" };
      return { ...helperCall(total)(args, context), partial: false };
    },
  };
}

export const padStart = pad("start", "padStart");
export const padEnd = pad("end", "padEnd");

/** The text n times over; ⊥ for a negative n or a result that is too long. */
export const repeat: Primitive = {
  name: "repeat",
  params: [TEXT, INT],
  result: TEXT,
  partial: true,
  run: ([text, n], call) => {
    const count = n as number;
    const size = count * (text as string).length;
    if (count < 0 || size > MAX_LENGTH || !burn(call, size >> 4)) return undefined;
    return (text as string).repeat(count);
  },
  print: helperCall(
    helperOf(
      `/** The text n times over. */
const repeated = (text: string, n: number): string | undefined =>
  n < 0 || n * text.length > ${MAX_LENGTH} ? undefined : text.repeat(n);`,
    ),
  ),
};

const reverseText: Primitive["run"] = ([text]) =>
  characters(text as string)
    .reverse()
    .join("");

/** The characters in the opposite order. */
export const reverse: Primitive = {
  name: "reverse",
  params: [TEXT],
  result: TEXT,
  partial: false,
  run: reverseText,
  print: ([text], context) => primary(`${context.use(charactersHelper)}(${text.text}).reverse().join("")`),
};

const fillMaskHelper = helperOf(
  `/** Puts the characters in place of the mask's #, when there are exactly as many. */
function fillMask(text: string, mask: string): string | undefined {
  const all = characters(text);
  let used = 0;
  const filled = mask.replace(/#/g, () => all[used++] ?? "");
  return used === all.length ? filled : undefined;
}`,
  charactersHelper,
);

/** ASCII text in a mask that is nothing but groups with the same mark between them. */
function groupedPrint(text: Argument, shape: Argument, context: PrintContext): Code | undefined {
  const [, mark] = /^#{1,99}([^#]+)#/.exec(String(shape.literal)) ?? [];
  if (mark === undefined) return undefined;
  const groups = (shape.literal as string).split(mark);
  if (!groups.every((group) => /^#{1,99}$/.test(group))) return undefined;
  const pattern = groups.map(({ length }) => `(.{${length}})`).join("");
  const receiver = context.at(text, Binding.Primary);
  return primary(`${receiver}.match(/^${pattern}$/s)?.slice(1).join(${context.quote(mark)})`);
}

/** The mask with each # replaced by the next character of the text; ⊥ unless there are exactly as many. */
export const mask: Primitive = {
  name: "mask",
  params: [TEXT, TEXT],
  result: TEXT,
  partial: true,
  run: ([text, shape]) => {
    const all = characters(text as string);
    let used = 0;
    const out = (shape as string).replace(/#/g, () => all[used++] ?? "");
    return used === all.length ? out : undefined;
  },
  print: (args, context) => {
    const [text, shape] = args;
    return (text.ascii && groupedPrint(text, shape, context)) || helperCall(fillMaskHelper)(args, context);
  },
};

/** One text after the other. */
export const concat: Primitive = {
  name: "concat",
  params: [TEXT, TEXT],
  result: TEXT,
  partial: false,
  normal: ["associative"],
  kernel: concatKernel,
  witness: concatWitness,
  run: ([a, b]) => ((a as string).length + (b as string).length > MAX_LENGTH ? undefined : (a as string) + b),
  print: concatPrint,
};
