/** @file What is proposed for a sample with data: what its types hold, how it is made, and folds of those that are recursive. */

import { bits, type Production, type Sample, typesIn } from "../../language/grammar.ts";
import type { Primitive } from "../../language/primitive.ts";
import { BOOL, baseType, fn, INT, option, sameType, showType, type Type } from "../../language/type.ts";
import { partsOf } from "../../language/typeparts.ts";
import type { Value } from "../../language/value.ts";
import { isNull } from "../logic/index.ts";
import { tupleMakers } from "./build.ts";
import { familyOf } from "./family.ts";
import { caseParams, type Folded, foldedOf, paraParams } from "./fold.ts";
import { orDefault } from "./options.ts";

/** Lambdas around the scope. */
const depthOf = ({ outer }: Sample): number => (outer ? 1 + depthOf(outer) : 0);

const sortOf = (type: Type): string => showType(baseType(type));

class Proposal {
  readonly sorts: { name: string; type: Type }[] = [];
  readonly productions: Production[] = [];

  /** A function's sort is its type as it stands. */
  add(result: Type, primitive: Primitive, cost: number, ...args: readonly Type[]): void {
    this.productions.push({
      sort: sortOf(result),
      head: { primitive },
      args: args.map((type) => ({ sort: type.kind === "function" ? showType(type) : sortOf(type) })),
      cost: bits(cost),
    });
  }

  constant(type: Type, literal: Value, cost: number): void {
    this.productions.push({ sort: sortOf(type), head: { literal }, args: [], cost: bits(cost) });
  }
}

/** Half of what naming one of so many costs, beyond the least. */
const choiceCost = (least: number, count: number): number => least + (32 - Math.clz32(count - 1)) / 2;

/** Nothing where no data but lists is. */
export function propose(sample: Sample): Pick<Proposal, "sorts" | "productions"> {
  const proposal = new Proposal();
  const types = [...typesIn(sample).values()];
  const data = types.filter(({ kind }) => DATA.has(kind));
  if (data.length === 0) return proposal;
  const depth = depthOf(sample);
  // What the result is not made of need not be made.
  const wanted = new Set(partsOf(sample.result).map(showType));
  for (const type of data) {
    proposal.sorts.push({ name: showType(type), type });
    proposeParts(proposal, type);
    if (wanted.has(showType(type))) proposeMaking(proposal, type);
    const folded = depth === 0 ? foldedOf(type) : undefined;
    if (folded) for (const result of resultsFor(sample, type)) proposeFolds(proposal, folded, result);
  }
  for (const type of types) if (type.kind === "option") proposeOption(proposal, type);
  return proposal;
}

const DATA: ReadonlySet<Type["kind"]> = new Set(["tuple", "record", "variant", "recursive"]);

function proposeParts(proposal: Proposal, type: Type): void {
  const { access, tests } = familyOf(type);
  for (const primitive of access)
    proposal.add(primitive.result, primitive, choiceCost(1.5, access.length), type);
  for (const primitive of tests) proposal.add(BOOL, primitive, choiceCost(2, tests.length), type);
}

function proposeMaking(proposal: Proposal, type: Type): void {
  const { makers } = familyOf(type);
  for (const primitive of makers)
    proposal.add(type, primitive, choiceCost(2.5, makers.length), ...primitive.params);
  const tuples = type.kind === "tuple" ? tupleMakers.get(type.of.length) : undefined;
  if (type.kind === "tuple" && tuples) proposal.add(type, tuples, 2, ...type.of);
}

/** What a fold of the type may come to: what is wanted, and counts on the way to it. */
function resultsFor(sample: Sample, type: Type): Type[] {
  const wanted = baseType(sample.result);
  const results = [wanted, INT].filter((one, i, all) => all.findIndex((other) => sameType(one, other)) === i);
  return results.filter((one) => !DATA.has(one.kind) || sameType(one, type) || one.kind === "tuple");
}

function proposeFolds(proposal: Proposal, folded: Folded, result: Type): void {
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
  if (cata) proposal.add(result, cata, 3, type, ...start, ...functions);
  if (para) proposal.add(result, para, 5, type, ...start, fn(paraParams(folded, made), made));
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

function proposeOption(proposal: Proposal, type: Type): void {
  const base = baseType(type);
  proposal.add(BOOL, isNull, 2.5, base);
  if (!DATA.has(base.kind)) proposal.add(base, orDefault, 3, base, base);
  else proposal.constant(base, null, 2);
}
