/** @file What is proposed of texts in tasks of data structures, whether or not a text is at hand: texts are parts of lists there. */

import {
  bits,
  isStructured,
  outermost,
  type Production,
  type Sample,
  typesIn,
} from "../../language/grammar.ts";
import type { Primitive } from "../../language/primitive.ts";
import { TEXT, type Type } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { readWhole } from "../numbers/integers.ts";
import { constantsOf, recurring, valuesByRow } from "../recurring.ts";
import { codePoint, contains, fromCodePoint, length, sameText } from "./ask.ts";
import { separatorsOf, type Weighted } from "./constants.ts";
import { TOKEN } from "./cut.ts";
import { concat, lower, upper } from "./form.ts";
import { join, matches, split } from "./lists.ts";
import { tokens } from "./tokens.ts";

/** Texts longer than this are no constants. */
const LONGEST = 40;

/** Texts that loops start from, and that stand between others. */
const USUAL: readonly Weighted<string>[] = [
  ["", 2.5],
  [" ", 4],
];

const isShort = (part: Value): part is string => typeof part === "string" && part.length <= LONGEST;

const isText = (part: Value): part is string => typeof part === "string";

/** What stands between the parts of most of the texts. */
function betweenMost(texts: readonly string[]): Weighted<string>[] {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const mark of new Set(text.match(/(?<=[\p{L}\p{N}])[^\p{L}\p{N}]{1,2}(?=[\p{L}\p{N}])/gu)))
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return [...counts].flatMap(([mark, count]): Weighted<string>[] =>
    2 * count >= texts.length ? [[mark, 1.5]] : [],
  );
}

/** What all outputs begin with, and end with, where that is more than one character. */
function aroundOf(outputs: readonly string[]): Weighted<string>[] {
  const [first = "", ...others] = outputs;
  if (others.length === 0) return [];
  let [start, end] = [0, 0];
  while (start < first.length && others.every((text) => text[start] === first[start])) start++;
  while (end < first.length - start && others.every((text) => text.at(-1 - end) === first.at(-1 - end)))
    end++;
  const found = [first.slice(0, start), first.slice(first.length - end)];
  return found.filter((text) => text.length > 1 && text.length <= LONGEST).map((text) => [text, 2.5]);
}

interface Proposed {
  readonly sorts: readonly { readonly name: string; readonly type: Type }[];
  readonly productions: readonly Production[];
}

/** Nothing for a task of columns, nor where no texts are. */
export function proposeStructured(sample: Sample): Proposed {
  if (!isStructured(sample) || !typesIn(sample).has("text")) return { sorts: [], productions: [] };
  const productions: Production[] = [];
  const add = (sort: string, primitive: Primitive, cost: number, ...args: readonly string[]): void => {
    const sorts = args.map((name) => ({ sort: name }));
    productions.push({ sort, head: { primitive }, args: sorts, cost: bits(cost) });
  };
  const literals = (sort: string, values: readonly Weighted<string>[]): void => {
    for (const [literal, cost] of values)
      productions.push({ sort, head: { literal }, args: [], cost: bits(cost) });
  };
  const task = outermost(sample);
  literals("text", constantsOf(USUAL, recurring(task, isShort)));
  const rows = valuesByRow(task, isText);
  const texts = [...rows.flatMap(({ shown }) => [...shown]), ...rows.flatMap(({ known }) => [...known])];
  const usual = task.beside ? betweenMost(task.inputs.flatMap(({ values }) => values.filter(isText))) : [];
  literals("text:between", constantsOf(separatorsOf(texts), usual));
  add("text", concat, 3, "text", "text");
  add("text", upper, 4, "text");
  add("text", lower, 4, "text");
  // Where texts are the columns themselves, they are cut and joined more often than not.
  add("text", join, task.beside ? 2 : 3.5, "list<text>", "text:between");
  add("list<text>", split, task.beside ? 1.5 : 3.5, "text", "text:between");
  add("int", length, 3, "text");
  add("bool", sameText, 3, "text", "text");
  add("bool", contains, 4, "text", "text");
  if (task.beside) {
    // Texts are the columns themselves: what is in them is read, and what stands around the parts is written.
    literals("text", aroundOf(task.outputs.filter(isText)));
    for (const { name, bits: cost } of tokens)
      productions.push({ sort: "text:token", head: { literal: name }, args: [], cost: bits(cost) });
    add("list<text>", matches, 2, "text", "text:token");
    add("int", codePoint, 6, "text");
    add("text", fromCodePoint, 6, "int");
    if (typesIn(task).has("list<int>")) add("int", readWhole, 1, "text");
  }
  const sorts = [
    { name: "text:between", type: TEXT },
    ...(task.beside ? [{ name: "text:token", type: TOKEN }] : []),
  ];
  return { sorts, productions };
}
