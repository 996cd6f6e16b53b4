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
import { constantsOf, recurring, valuesByRow } from "../recurring.ts";
import { contains, length, sameText } from "./ask.ts";
import { separatorsOf, type Weighted } from "./constants.ts";
import { concat, lower, upper } from "./form.ts";
import { join, split } from "./lists.ts";

/** Texts longer than this are no constants. */
const LONGEST = 40;

/** Texts that loops start from, and that stand between others. */
const USUAL: readonly Weighted<string>[] = [
  ["", 2.5],
  [" ", 4],
];

const isShort = (part: Value): part is string => typeof part === "string" && part.length <= LONGEST;

const isText = (part: Value): part is string => typeof part === "string";

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
  literals("text:between", separatorsOf(texts));
  add("text", concat, 3, "text", "text");
  add("text", upper, 4, "text");
  add("text", lower, 4, "text");
  add("text", join, 3.5, "list<text>", "text:between");
  add("list<text>", split, 3.5, "text", "text:between");
  add("int", length, 3, "text");
  add("bool", sameText, 3, "text", "text");
  add("bool", contains, 4, "text", "text");
  return { sorts: [{ name: "text:between", type: TEXT }], productions };
}
