/** @file What is proposed for a sample with data: what its types hold, how it is made, and folds of those that are recursive. */

import { lambdasAround, outermost, type Sample, typesIn } from "../../language/grammar.ts";
import type { Primitive } from "../../language/primitive.ts";
import {
  BOOL,
  baseType,
  fn,
  INT,
  list,
  option,
  sameType,
  showType,
  type Type,
  tuple,
} from "../../language/type.ts";
import { partsOf } from "../../language/typeparts.ts";
import type { Value } from "../../language/value.ts";
import { largest, smallest } from "../lists/access.ts";
import { flatten } from "../lists/combine.ts";
import { fold, foldRight } from "../lists/folds.ts";
import { map } from "../lists/higher-order.ts";
import { sum } from "../lists/sums.ts";
import { isNull } from "../logic/index.ts";
import { Proposal } from "../proposal.ts";
import { valuesIn } from "../recurring.ts";
import { single, tupleMakers } from "./build.ts";
import { DATA, familyOf } from "./family.ts";
import { caseParams, type Folded, foldedOf, paraParams } from "./folded.ts";
import { orDefault } from "./options.ts";
import { enumerate, unzipPairs, zipPairs } from "./pairs.ts";

const sortOf = (type: Type): string => showType(baseType(type));

class DataProposal extends Proposal {
  /** A function's sort is its type as it stands. */
  add(result: Type, primitive: Primitive, cost: number, ...args: readonly Type[]): void {
    const sorts = args.map((type) => (type.kind === "function" ? showType(type) : sortOf(type)));
    this.produce(sortOf(result), { primitive }, cost, sorts);
  }

  constant(type: Type, literal: Value, cost: number): void {
    this.produce(sortOf(type), { literal }, cost);
  }
}

/** What naming one of so many costs, beyond the least. */
const choiceCost = (least: number, count: number): number => least + Math.min(3, 32 - Math.clz32(count - 1));

/** Nothing where no data but lists is. */
export function propose(sample: Sample): Pick<Proposal, "sorts" | "productions"> {
  const proposal = new DataProposal();
  const types = [...typesIn(sample).values()];
  const data = types.filter(({ kind }) => DATA.has(kind));
  if (data.length === 0) return proposal;
  const depth = lambdasAround(sample);
  // What the result is not made of need not be made.
  const wanted = new Set(partsOf(sample.result).map(showType));
  for (const type of data) {
    proposal.sorts.push({ name: showType(type), type });
    proposeParts(proposal, type);
    if (wanted.has(showType(type))) proposeMaking(proposal, type);
    const folded = depth === 0 ? foldedOf(type) : undefined;
    if (folded) for (const result of resultsFor(sample, type)) proposeFolds(proposal, folded, result);
  }
  for (const type of types) {
    if (type.kind === "option") proposeOption(proposal, type);
    if (type.kind === "list") proposeLists(proposal, sample, baseType(type.of));
  }
  return proposal;
}

/** What data among lists asks for: of lists of it the lists of what it holds, and data made of lists. */
function proposeLists(proposal: DataProposal, sample: Sample, item: Type): void {
  const items = list(item);
  // The results of folds come as lists of lists.
  if (item.kind === "list" && sample.outer) proposal.add(item, flatten, 3, items);
  // A part without parts comes to a list of one.
  else if (sample.outer && isFolded(sample)) proposal.add(items, single, 2.5, item);
  if (item.kind === "tuple" && item.of.length === 2) proposePairs(proposal, item.of);
  const held = DATA.has(item.kind) ? partsHeld(item) : [];
  if (!sample.outer) {
    for (const part of held) proposal.add(list(part), map, 2.5, items, fn([item], part));
    const whole = baseType(sample.result);
    const made = whole.kind === "recursive" && foldedOf(whole)?.isNullable ? option(whole) : whole;
    if (whole.kind === "recursive") {
      proposal.add(whole, fold, 4, items, made, fn([made, item], made));
      proposal.add(whole, foldRight, 4.5, items, made, fn([made, item], made));
    }
  }
  if (!held.some(({ kind }) => kind === "int")) return;
  proposal.add(INT, sum, 3, list(INT));
  proposal.add(INT, largest, 3, list(INT));
  proposal.add(INT, smallest, 3.5, list(INT));
  for (const value of thresholds(sample)) proposal.constant(INT, value, THRESHOLD);
}

/** Numbers that items may be held against: those of the items, where they are few. In bits, what one costs. */
const MAX_THRESHOLDS = 16;
const THRESHOLD = 5.5;

function thresholds(sample: Sample): readonly number[] {
  const found = new Set<number>();
  for (const { values } of outermost(sample).inputs)
    for (const value of values)
      for (const part of valuesIn(value, (part): part is number => Number.isSafeInteger(part)))
        found.add(part);
  return found.size <= MAX_THRESHOLDS ? [...found] : [];
}

/** Lists of pairs of these types. */
function proposePairs(proposal: Proposal, [a, b]: readonly Type[]): void {
  const pairs = list(tuple([a, b]));
  const add = (result: Type, primitive: Primitive, cost: number, ...args: readonly Type[]): void =>
    proposal.produce(showType(result), { primitive }, cost, args.map(showType));
  add(pairs, zipPairs, 3, list(a), list(b));
  add(tuple([list(a), list(b)]), unzipPairs, 3.5, pairs);
  if (a.kind === "int") add(pairs, enumerate, 3.5, list(b));
}

/** Whether the task has data that is folded. */
const isFolded = (sample: Sample): boolean =>
  [...typesIn(sample).values()].some(({ kind }) => kind === "recursive");

/** The types of plain values in data. */
function partsHeld(type: Type): readonly Type[] {
  const types = familyOf(type).access.map(({ result }) => baseType(result));
  return types.filter(
    ({ kind }, i) =>
      !DATA.has(kind) && kind !== "list" && types.findIndex((other) => other.kind === kind) === i,
  );
}

function proposeParts(proposal: DataProposal, type: Type): void {
  const { access, tests } = familyOf(type);
  for (const primitive of access)
    proposal.add(primitive.result, primitive, choiceCost(0.5, access.length), type);
  for (const primitive of tests) proposal.add(BOOL, primitive, choiceCost(1.5, tests.length), type);
}

function proposeMaking(proposal: DataProposal, type: Type): void {
  const { makers } = familyOf(type);
  for (const primitive of makers)
    proposal.add(type, primitive, choiceCost(1.5, makers.length), ...primitive.params);
  const tuples = type.kind === "tuple" ? tupleMakers.get(type.of.length) : undefined;
  if (type.kind === "tuple" && tuples) proposal.add(type, tuples, 2, ...type.of);
}

/** What a fold of the type may come to: what is wanted, and counts on the way to it. */
function resultsFor(sample: Sample, type: Type): Type[] {
  const wanted = baseType(sample.result);
  const results = [wanted, INT].filter((one, i, all) => all.findIndex((other) => sameType(one, other)) === i);
  return results.filter((one) => !DATA.has(one.kind) || sameType(one, type) || one.kind === "tuple");
}

function proposeFolds(proposal: DataProposal, folded: Folded, result: Type): void {
  const { type, cases, isNullable } = folded;
  const { cata, para } = familyOf(type);
  // Of the type itself, null is a result like any other.
  const made = isNullable && sameType(result, type) ? option(type) : result;
  const start = isNullable ? [made] : [];
  const functions = cases.map((one) => {
    const params = caseParams(one, folded, made);
    return params.length === 0 ? made : fn(params, made);
  });
  for (const [literal, cost] of STARTS[result.kind] ?? []) proposal.constant(result, literal, cost);
  if (cata) proposal.add(result, cata, 2, type, ...start, ...functions);
  if (para) proposal.add(result, para, 4, type, ...start, fn(paraParams(folded, made), made));
}

/** What nothing comes to, as a rule. */
const STARTS: Partial<Record<Type["kind"], readonly (readonly [literal: Value, cost: number])[]>> = {
  int: [
    [0, 1.5],
    [1, 2],
  ],
  real: [
    [0, 1.5],
    [1, 2],
  ],
  bool: [
    [true, 1.5],
    [false, 1.5],
  ],
  text: [["", 1.5]],
  list: [[[], 1.5]],
};

function proposeOption(proposal: DataProposal, type: Type): void {
  const base = baseType(type);
  proposal.add(BOOL, isNull, 2.5, base);
  if (!DATA.has(base.kind)) proposal.add(base, orDefault, 3, base, base);
  else proposal.constant(base, null, 2);
}
