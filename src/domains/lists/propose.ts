/** @file What is proposed for a sample with lists: operations on each of its list types, and with functions of their items. */

import { bits, lambdasAround, outermost, type Sample, typesIn } from "../../language/grammar.ts";
import type { Primitive } from "../../language/primitive.ts";
import { literalText } from "../../language/program.ts";
import { baseType, fn, INT, list, REAL, showType, TEXT, type Type } from "../../language/type.ts";
import { isCompound, partsOf } from "../../language/typeparts.ts";
import type { Value } from "../../language/value.ts";
import { Proposal } from "../proposal.ts";
import * as access from "./access.ts";
import * as combine from "./combine.ts";
import * as cut from "./cut.ts";
import * as edit from "./edit.ts";
import { isOrdered } from "./equality.ts";
import * as folds from "./folds.ts";
import * as higher from "./higher-order.ts";
import * as sums from "./sums.ts";

/** List types that productions are proposed for, of those that occur. */
const MAX_TYPES = 4;

class ListProposal extends Proposal {
  add(result: Type, primitive: Primitive, cost: number, ...args: readonly Type[]): void {
    this.produce(showType(result), { primitive }, cost, args.map(showType));
  }

  /** For deduction alone. */
  deduce(result: Type, primitive: Primitive, cost: number, ...args: readonly Type[]): void {
    this.produce(showType(result), { primitive }, cost, args.map(showType), false);
  }
}

const BOOL: Type = { kind: "bool" };

const isInt = ({ kind }: Type): boolean => kind === "int";

/** The types of items of the lists that occur, those of the task's own lists first, and how many of these there are. */
function itemTypes(sample: Sample): Type[] {
  const found = new Map<string, Type>();
  for (const type of typesIn(sample).values()) {
    if (type.kind !== "list") continue;
    const of = baseType(type.of);
    if (of.kind !== "function") found.set(showType(of), of);
  }
  return [...found.values()].slice(0, MAX_TYPES);
}

/** Lists and what is in them: wherever lists are. */
function proposeAccess(proposal: ListProposal, item: Type, depth: number): void {
  const items = list(item);
  proposal.add(item, access.head, 2.5, items);
  proposal.add(item, access.last, 3, items);
  proposal.add(item, access.at, 3, items, INT);
  proposal.add(INT, access.size, 2, items);
  proposal.add(BOOL, access.contains, 3.5, items, item);
  proposal.add(INT, access.count, 4, items, item);
  // In a lambda the place of an item is better asked of what has it at hand: an item may stand twice.
  proposal.add(INT, access.indexOf, depth > 0 ? 6.5 : 4, items, item);
  proposal.add(BOOL, access.isEmpty, 4, items);
  if (isOrdered(item)) {
    proposal.add(item, access.largest, 3.5, items);
    proposal.add(item, access.smallest, 3.5, items);
  }
  if (isInt(item)) {
    proposal.add(INT, sums.sum, 3, items);
    proposal.add(INT, sums.product, 5, items);
  }
  if (item.kind === "real") proposal.add(item, sums.realSum, 3, items);
  if (item.kind === "list" || isInt(item)) proposal.add(BOOL, access.equal, 5, items, items);
}

/** Lists made of lists. */
function proposeLists(proposal: ListProposal, item: Type): void {
  const items = list(item);
  const add = (primitive: Primitive, cost: number, ...args: readonly Type[]): void =>
    proposal.add(items, primitive, cost, ...args);
  proposal.productions.push({ sort: showType(items), head: { literal: [] }, args: [], cost: bits(4) });
  add(cut.tail, 2.5, items);
  add(cut.init, 3, items);
  add(cut.take, 3, items, INT);
  add(cut.drop, 3, items, INT);
  add(edit.reverse, 3, items);
  add(combine.concat, 3.5, items, items);
  add(edit.prepend, 3.5, items, item);
  add(edit.append, 3.5, items, item);
  add(combine.replicate, 4, item, INT);
}

/** The rest of what makes lists, at the task's own level. */
function proposeRarer(proposal: ListProposal, item: Type): void {
  const items = list(item);
  const add = (primitive: Primitive, cost: number, ...args: readonly Type[]): void =>
    proposal.add(items, primitive, cost, ...args);
  if (isOrdered(item)) add(edit.sort, 3, items);
  add(edit.unique, 3.5, items);
  add(edit.remove, 4, items, item);
  add(cut.slice, 4.5, items, INT, INT);
  add(edit.removeAt, 4.5, items, INT);
  add(edit.insertAt, 5, items, INT, item);
  add(edit.replaceAt, 5, items, INT, item);
  add(edit.replace, 5.5, items, item, item);
  add(edit.swapAt, 5.5, items, INT, INT);
  add(cut.everyKth, 5, items, INT);
  add(edit.rotate, 5, items, INT);
  add(combine.repeatItems, 5, items, INT);
  add(combine.interleave, 5.5, items, items);
  add(combine.intersection, 5, items, items);
  add(combine.difference, 5, items, items);
  if (isInt(item)) {
    add(combine.range, 3.5, INT, INT);
    add(sums.digits, 6, INT);
    proposal.add(INT, sums.fromDigits, 6, items);
  }
}

/** Lists of lists of one type: made of lists, and taken apart. */
function proposeNested(proposal: ListProposal, item: Type, extra: number): void {
  const items = list(item);
  const lists = list(items);
  const add = (primitive: Primitive, cost: number, ...args: readonly Type[]): void =>
    proposal.add(lists, primitive, cost + extra, ...args);
  proposal.add(items, combine.flatten, 3, lists);
  add(cut.chunks, 4, items, INT);
  add(cut.windows, 4, items, INT);
  add(cut.groupEqual, 4, items);
  add(cut.prefixes, 4.5, items);
  add(cut.suffixes, 5, items);
  add(combine.zip, 4.5, items, items);
  add(higher.partition, 5, items, fn([item], BOOL));
  if (extra === 0) add(combine.transpose, 3.5, lists);
}

/** The functions that most loops are. */
function proposeLoops(
  proposal: ListProposal,
  item: Type,
  results: readonly Type[],
  isKnown: (type: Type) => boolean,
): void {
  const items = list(item);
  const test = fn([item], BOOL);
  for (const result of results) {
    proposal.add(list(result), higher.map, 2, items, fn([item], result));
    // Combinations, where there are lists of them.
    if (result.kind !== "list" || !isKnown(list(result))) continue;
    for (const other of results)
      if (isKnown(list(other)))
        proposal.add(list(result), higher.mapProduct, 4.5, items, list(other), fn([item, other], result));
  }
  proposal.add(items, higher.filter, 2, items, test);
  proposal.add(BOOL, higher.any, 2.5, items, test);
  proposal.add(BOOL, higher.all, 2.5, items, test);
  proposal.add(INT, higher.countWhere, 4, items, test);
}

/** The other functions of functions. */
function proposeRarerLoops(
  proposal: ListProposal,
  item: Type,
  results: readonly Type[],
  keys: readonly Type[],
  isKnown: (type: Type) => boolean,
): void {
  const items = list(item);
  const test = fn([item], BOOL);
  proposal.add(items, higher.filterIndexed, 3.5, items, fn([item, INT], BOOL));
  proposal.add(items, higher.takeWhile, 5, items, test);
  proposal.add(items, higher.dropWhile, 5, items, test);
  proposal.add(item, higher.find, 4.5, items, test);
  proposal.add(INT, higher.indexWhere, 5, items, test);
  for (const key of keys) {
    proposal.add(items, higher.sortBy, 5, items, fn([item], key));
    proposal.add(item, higher.maxBy, 5, items, fn([item], key));
    proposal.add(item, higher.minBy, 5, items, fn([item], key));
  }
  proposal.add(items, folds.iterate, 5.5, items, INT, fn([items], items));
  for (const result of results) {
    const made = list(result);
    proposal.add(made, higher.mapIndexed, 3.5, items, fn([item, INT], result));
    proposal.add(made, higher.mapNeighbours, 4.5, items, fn([item, item], result));
    proposal.add(made, folds.scan, 5, items, result, fn([result, item], result));
    proposal.add(result, folds.fold, 4, items, result, fn([result, item], result));
    if (isKnown(made)) {
      proposal.add(made, higher.flatMap, 4, items, fn([item], made));
      proposal.add(made, folds.fold, 4, items, made, fn([made, item], made));
      proposal.add(made, folds.foldRight, 5.5, items, made, fn([made, item], made));
    }
    for (const other of results)
      if (isKnown(list(other)))
        proposal.add(made, higher.zipWith, 5, items, list(other), fn([item, other], result));
    if (result.kind !== "list")
      proposal.add(made, higher.mapProduct, 5.5, items, items, fn([item, item], result));
  }
}

/** What a count is taken through again and again. */
function proposeSteps(proposal: ListProposal): void {
  proposal.add(INT, folds.iterate, 7, INT, INT, fn([INT], INT));
  proposal.add(INT, folds.iterateUntil, 8, INT, fn([INT], BOOL), fn([INT], INT));
  proposal.add(list(INT), folds.unfold, 8, INT, fn([INT], BOOL), fn([INT], INT));
}

/** What comes of nothing, where it is a list that is not empty: a loop over the items begins with it. */
function proposeBase(proposal: ListProposal, { inputs, outputs, result }: Sample): void {
  const of = baseType(result);
  if (of.kind !== "list") return;
  const literals = new Map<string, Value>();
  outputs.forEach((output, row) => {
    const isNothing = inputs.some(({ values }) => Array.isArray(values[row]) && values[row].length === 0);
    if (isNothing && Array.isArray(output) && output.length === 1) literals.set(literalText(output), output);
  });
  if (literals.size !== 1) return;
  for (const literal of literals.values())
    proposal.productions.push({ sort: showType(of), head: { literal }, args: [], cost: bits(5) });
}

/** Nothing where no lists are. */
export function propose(sample: Sample): Pick<Proposal, "sorts" | "productions"> {
  const proposal = new ListProposal();
  const items = itemTypes(sample);
  if (items.length === 0) return proposal;
  const depth = lambdasAround(sample);
  const known = new Set(items.map((item) => showType(list(item))));
  const isKnown = (type: Type): boolean => known.has(showType(type));
  // Whole numbers come out of lists of anything; numbers and texts out of any where there are such.
  const types = typesIn(sample);
  const keys = [INT, ...[REAL, TEXT].filter((type) => types.has(showType(type)))];
  const others = keys.filter((key) => !items.some((item) => showType(item) === showType(key)));
  // Functions of items make data only where the task's result is made of it.
  const wanted = new Set(partsOf(outermost(sample).result).map(showType));
  const results = [...items, ...others].filter(
    (type) => !isCompound(type) || type.kind === "list" || wanted.has(showType(type)),
  );
  for (const type of types.values()) {
    if (type.kind === "list" && type.of.kind === "option")
      proposal.add(list(baseType(type.of)), edit.present, 1.5, type);
  }
  for (const item of items) {
    proposeAccess(proposal, item, depth);
    proposeLists(proposal, item);
    if (depth > 1) continue;
    const made = results.filter((result) => depth === 0 || isKnown(list(result)));
    proposeLoops(proposal, item, made, isKnown);
    if (depth === 1) continue;
    proposeRarer(proposal, item);
    proposeRarerLoops(proposal, item, results, keys, isKnown);
    if (isKnown(list(list(item)))) {
      proposeNested(proposal, item, 0);
      for (const key of keys) proposal.add(list(list(item)), higher.groupBy, 5, list(item), fn([item], key));
    } else if (!isCompound(item)) {
      // On the way to something else.
      proposeNested(proposal, item, 1.5);
      for (const result of results)
        proposal.add(list(result), higher.map, 3, list(list(item)), fn([list(item)], result));
      proposal.add(list(list(item)), higher.filter, 4.5, list(list(item)), fn([list(item)], BOOL));
      proposal.add(list(item), higher.flatMap, 4, list(list(item)), fn([list(item)], list(item)));
    }
  }
  if (depth === 0) {
    proposeSteps(proposal);
    proposeBase(proposal, sample);
  }
  return proposal;
}
