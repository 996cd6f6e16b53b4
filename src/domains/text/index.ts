/** @file The text domain: its primitives, and what it proposes for a sample. */

import type { Domain, Production, Sample } from "../../language/grammar.ts";
import { bits, outermost } from "../../language/grammar.ts";
import type { Primitive } from "../../language/primitive.ts";
import { baseType, INT, TEXT, type Type } from "../../language/type.ts";
import { map } from "../lists/higher-order.ts";
import { Proposal } from "../proposal.ts";
import * as ask from "./ask.ts";
import {
  cuesOf,
  marksOf,
  masksOf,
  paddingsOf,
  replacementsOf,
  separatorsOf,
  type Weighted,
} from "./constants.ts";
import * as cut from "./cut.ts";
import * as form from "./form.ts";
import { textLayout } from "./layout.ts";
import * as lists from "./lists.ts";
import { proposeStructured } from "./structured.ts";
import { tokens } from "./tokens.ts";

const primitives: readonly Primitive[] = [
  cut.part,
  cut.match,
  cut.before,
  cut.after,
  cut.between,
  cut.take,
  cut.drop,
  cut.middle,
  cut.textStart,
  cut.textEnd,
  cut.characterOffset,
  cut.markStart,
  cut.markEnd,
  cut.tokenStart,
  cut.tokenEnd,
  cut.slice,
  form.upper,
  form.lower,
  form.trim,
  form.squeeze,
  form.title,
  form.sentence,
  form.capitalise,
  form.replace,
  form.replaceToken,
  form.padStart,
  form.padEnd,
  form.repeat,
  form.reverse,
  form.mask,
  form.concat,
  ask.contains,
  ask.startsWith,
  ask.endsWith,
  ask.sameText,
  ask.isToken,
  ask.hasToken,
  ask.length,
  ask.count,
  ask.countToken,
  ask.indexOf,
  ask.codePoint,
  ask.fromCodePoint,
  lists.split,
  lists.matches,
  lists.join,
];

/** Places to count from, usual ones first: [index, bits]. */
const INDEXES: Weighted<number>[] = [
  [0, 1],
  [-1, 1.5],
  [1, 1.5],
  [2, 2.5],
  [-2, 3],
  [3, 3.5],
  [-3, 4.5],
  [4, 4.5],
  [5, 5.5],
  [-4, 6],
  [6, 6.5],
];

const WIDTHS: Weighted<number>[] = [
  [1, 1],
  [2, 2.5],
  [3, 2.5],
  [4, 3],
  [5, 4],
  [-1, 3],
  [-2, 3.5],
  [-3, 3.5],
  [-4, 3.5],
  [-5, 5],
  [6, 5],
  [7, 5.5],
  [8, 5.5],
  [10, 6],
  [-10, 4],
];

const OFFSETS: Weighted<number>[] = [
  [1, 2],
  [2, 3],
  [3, 3],
  [4, 3.5],
  [5, 4],
  [6, 4.5],
  [7, 5],
  [8, 5],
  [9, 6],
  [10, 6],
  [-1, 3],
  [-2, 3.5],
  [-3, 3.5],
  [-4, 4],
  [-5, 5],
  [-6, 5],
  [-7, 5.5],
];

/** The texts of each text input; labelled rows first. */
const textInputs = (sample: Sample): { input: number; texts: string[] }[] =>
  sample.inputs.flatMap(({ type, values }, input) => {
    if (baseType(type).kind !== "text") return [];
    return [{ input, texts: values.filter((value) => typeof value === "string") }];
  });

const NESTED = 3;

class TextProposal extends Proposal {
  literals<T extends string | number>(sort: string, type: Type, values: readonly Weighted<T>[]): void {
    this.sorts.push({ name: sort, type });
    for (const [literal, cost] of values) this.produce(sort, { literal }, cost);
  }

  add(sort: string, primitive: Primitive, cost: number, ...args: string[]): void {
    this.produce(sort, { primitive }, cost, args);
  }

  /** On a whole input at that cost, on a text made from one at a little more: most cuts are of the input. */
  addOn(sort: string, primitive: Primitive, cost: number, ...rest: string[]): void {
    this.add(sort, primitive, cost, "text:whole", ...rest);
    this.add(
      sort,
      primitive,
      cost + (sort === "bool" || sort === "int" ? 2 * NESTED : NESTED),
      "text",
      ...rest,
    );
  }

  /** For deduction only. */
  deduce(sort: string, primitive: Primitive, cost: number, args: Production["args"]): void {
    this.productions.push({ sort, head: { primitive }, args, cost: bits(cost), climbs: false });
  }
}

function propose(sample: Sample): TextProposal {
  const proposal = new TextProposal();
  const structured = proposeStructured(sample);
  proposal.sorts.push(...structured.sorts);
  proposal.productions.push(...structured.productions);
  // Where texts are lists of their parts, they are not cut in other ways as well.
  if (outermost(sample).beside) return proposal;
  const sources = textInputs(sample);
  const columns = sources.map(({ texts }) => texts);
  const outputs = sample.outputs.filter((value) => typeof value === "string");
  const textual = outputs.length > 0;
  if (textual) proposal.deduce("text", form.concat, 1.5, [{ sort: "text" }, { sort: "text" }]);
  if (sources.length === 0) return proposal;

  proposal.literals("text:mark", TEXT, marksOf(columns));
  proposal.literals(
    "text:token",
    cut.TOKEN,
    tokens.map(({ name, bits: cost }) => [name, cost]),
  );
  proposal.literals("text:nth", INT, INDEXES);

  proposal.addOn("text", cut.part, 3, "text:mark", "text:nth");
  proposal.addOn("text", cut.match, 3, "text:token", "text:nth");
  proposal.addOn("text", cut.before, 3.5, "text:mark", "text:nth");
  proposal.addOn("text", cut.after, 3.5, "text:mark", "text:nth");
  proposal.addOn("text", cut.between, 4, "text:mark", "text:mark");

  proposal.literals("text:width", INT, WIDTHS);
  proposal.add("text", cut.take, 3, "text", "text:width");
  proposal.addOn("text", cut.drop, 4.5, "text:width");
  proposal.literals("text:offset", INT, OFFSETS);
  proposal.addOn("text", cut.middle, 6.5, "text:offset", "text:offset");

  proposal.addOn("text", form.trim, 2.5);
  proposal.add("text", form.upper, 3, "text");
  proposal.add("text", form.lower, 3, "text");
  proposal.add("text", form.title, 3.5, "text");
  proposal.addOn("text", form.sentence, 5);
  proposal.addOn("text", form.capitalise, 5);
  proposal.addOn("text", form.squeeze, 4.5);

  proposal.literals("text:replacement", TEXT, replacementsOf(columns, outputs));
  proposal.addOn("text", form.replace, 4.5, "text:mark", "text:replacement");
  proposal.addOn("text", form.replaceToken, 5.5, "text:token", "text:replacement");

  if (textual) {
    proposal.literals("text:mask", TEXT, masksOf(outputs));
    proposal.add("text", form.mask, 3, "text", "text:mask");
    const paddings = paddingsOf(outputs);
    proposal.literals("text:pad-width", INT, paddings.widths);
    proposal.literals("text:pad-fill", TEXT, paddings.fills);
    proposal.add("text", form.padStart, 4, "text", "text:pad-width", "text:pad-fill");
    proposal.add("text", form.padEnd, 5, "text", "text:pad-width", "text:pad-fill");
    proposal.literals("text:separator", TEXT, separatorsOf(outputs));
    proposal.add("text", lists.join, 3, "list<text>", "text:separator");
    proposal.deduce("list<text>", map, 4, [{ sort: "list<text>" }, { sort: "text", binds: ["text"] }]);
  }
  proposal.addOn("list<text>", lists.matches, 2.5, "text:token");
  proposal.addOn("list<text>", lists.split, 2.5, "text:mark");
  proposal.addOn("text", form.reverse, 7);
  proposal.addOn("text", form.repeat, 8, "text:width");

  proposal.sorts.push({ name: "text:whole", type: TEXT });
  for (const { input } of sources) {
    const whole = { head: { input }, args: [], cost: bits(sample.inputBits?.[input] ?? 1) };
    proposal.productions.push({ sort: "text:whole", ...whole });
    const [source, position] = [`text:source/${input}`, `text:position/${input}`];
    proposal.sorts.push({ name: source, type: TEXT }, { name: position, type: INT });
    proposal.productions.push({ sort: source, ...whole });
    proposal.add(position, cut.textStart, 0.5, source);
    proposal.add(position, cut.textEnd, 0.5, source);
    proposal.add(position, cut.markStart, 2, source, "text:mark", "text:nth");
    proposal.add(position, cut.markEnd, 2, source, "text:mark", "text:nth");
    proposal.add(position, cut.tokenStart, 2, source, "text:token", "text:nth");
    proposal.add(position, cut.tokenEnd, 2, source, "text:token", "text:nth");
    proposal.add(position, cut.characterOffset, 2.5, source, "text:offset");
    proposal.add("text", cut.slice, 4, source, position, position);
  }

  proposal.literals("text:cue", TEXT, cuesOf(columns, sample.outputs.length));
  proposal.addOn("bool", ask.contains, 3, "text:cue");
  proposal.addOn("bool", ask.contains, 4.5, "text:mark");
  proposal.addOn("bool", ask.startsWith, 3.5, "text:cue");
  proposal.addOn("bool", ask.endsWith, 3.5, "text:cue");
  proposal.addOn("bool", ask.sameText, 2.5, "text:cue");
  proposal.add("bool", ask.sameText, 4, "text:whole", "text:whole");
  proposal.add("bool", ask.sameText, 8, "text", "text");
  proposal.addOn("bool", ask.isToken, 3.5, "text:token");
  proposal.addOn("bool", ask.hasToken, 3.5, "text:token");
  proposal.addOn("int", ask.length, 3);
  proposal.addOn("int", ask.count, 3.5, "text:mark");
  proposal.addOn("int", ask.countToken, 3.5, "text:token");
  proposal.addOn("int", ask.indexOf, 6, "text:mark");
  proposal.addOn("int", ask.codePoint, 7);
  if (textual) proposal.add("text", ask.fromCodePoint, 7, "int");
  return proposal;
}

export const textDomain: Domain = { name: "text", layouts: [textLayout], primitives, propose };
