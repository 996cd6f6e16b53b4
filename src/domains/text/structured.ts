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
import { contains, length, sameText } from "./ask.ts";
import { separatorsOf, type Weighted } from "./constants.ts";
import { concat, lower, upper } from "./form.ts";
import { join, split } from "./lists.ts";

/** Rows, and texts of each, that are looked at; texts longer than this are no constants. */
const ROWS = 32;
const TEXTS = 64;
const LONGEST = 40;

/** Constants taken from the examples. */
const TAKEN = 8;

/** Texts that loops start from, and that stand between others. */
const USUAL: readonly Weighted<string>[] = [
  ["", 2.5],
  [" ", 4],
];

/** The first texts in the value, at any depth. */
function textsIn(value: Value): Set<string> {
  const found = new Set<string>();
  const visit = (part: Value): void => {
    if (found.size >= TEXTS) return;
    if (typeof part === "string") found.add(part);
    else if (Array.isArray(part)) for (const item of part.slice(0, TEXTS)) visit(item);
  };
  visit(value);
  return found;
}

/** Texts of outputs that are of no input, or in every output; their parts are not looked for. */
function constantsOf({ inputs, outputs }: Sample): Weighted<string>[] {
  const rows = outputs.slice(0, ROWS).map((output, row) => ({
    shown: textsIn(output),
    known: new Set(inputs.flatMap(({ values }) => [...textsIn(values[row])])),
  }));
  const costs = new Map(USUAL);
  const taken: Weighted<string>[] = [];
  for (const text of new Set(rows.flatMap(({ shown }) => [...shown]))) {
    if (text.length > LONGEST || costs.has(text)) continue;
    const made = rows.filter(({ shown, known }) => shown.has(text) && !known.has(text)).length;
    const shown = rows.filter((row) => row.shown.has(text)).length;
    if (made >= 2) taken.push([text, made === rows.length ? 1.5 : 3]);
    else if (rows.length > 1 && shown === rows.length) taken.push([text, 2.5]);
  }
  taken.sort((a, b) => a[1] - b[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1));
  return [...costs, ...taken.slice(0, TAKEN)];
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
  literals("text", constantsOf(task));
  const outputs = task.outputs.slice(0, ROWS).flatMap((output) => [...textsIn(output)]);
  const inputs = task.inputs.flatMap(({ values }) =>
    values.slice(0, ROWS).flatMap((value) => [...textsIn(value)]),
  );
  literals("text:between", separatorsOf([...outputs, ...inputs]));
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
