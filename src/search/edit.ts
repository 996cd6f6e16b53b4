/**
 * @file Edits: before a cell is called wrong or a branch is made for it, the program itself is doubted. All programs one
 * production away from one that is nearly right: a part replaced by a value of the bank, or wrapped in a call.
 */

import { apply, type Program } from "../language/program.ts";
import type { Bank } from "./bank.ts";
import { type CompiledGrammar, type CompiledProduction, type CompiledSort, callOf } from "./grammar.ts";

/** A part of a program and the sort it stands for. */
export interface Place {
  readonly node: Program;
  readonly sort: CompiledSort;
  /** Argument positions that lead to it from the root. */
  readonly path: readonly number[];
}

/** Values of the bank tried in place of a part. */
const MAX_REPLACEMENTS = 300;

/** Values tried for the other arguments of a call around a part; for each of two arguments. */
const MAX_OTHERS = 24;
const MAX_PAIRS = 6;

/** The edited programs, the outermost places first. */
export function* edits(program: Program, places: readonly Place[], bank: Bank): Iterable<Program> {
  for (const place of places) {
    for (const part of parts(place, bank)) yield replace(program, place.path, part);
  }
}

function* parts({ node, sort, path }: Place, bank: Bank): Iterable<Program> {
  for (const production of sort.productions) {
    const { primitive, args, climbs } = production;
    if (!primitive || !climbs || production.selector || primitive.recovers) continue;
    for (const [i, arg] of args.entries()) {
      if (arg !== sort.id) continue;
      const others = args.flatMap((_, j) => (j === i ? [] : [j]));
      for (const chosen of choices(others, production, bank)) {
        const whole = args.map((_, j) => (j === i ? node : chosen[others.indexOf(j)]));
        yield callOf(primitive, whole, sort);
      }
    }
  }
  // Values of the bank that stand for the whole are known already.
  if (path.length === 0) return;
  for (const entry of bank.entries(sort.name).slice(0, MAX_REPLACEMENTS)) yield bank.programOf(entry);
}

/** Cheap values for the other arguments of a call. */
function choices(others: readonly number[], { args }: CompiledProduction, bank: Bank): Program[][] {
  if (others.length > 2) return [];
  const each = others.map((j) =>
    bank
      .entries(sortName(bank.grammar, args[j]))
      .slice(0, others.length === 1 ? MAX_OTHERS : MAX_PAIRS)
      .map((entry) => bank.programOf(entry)),
  );
  return each.reduce<Program[][]>(
    (lists, some) => lists.flatMap((list) => some.map((one) => [...list, one])),
    [[]],
  );
}

const sortName = (grammar: CompiledGrammar, id: number): string => grammar.sorts[id].name;

function replace(program: Program, path: readonly number[], part: Program, depth = 0): Program {
  if (depth === path.length || program.kind !== "apply") return part;
  const args = program.args.map((arg, i) => (i === path[depth] ? replace(arg, path, part, depth + 1) : arg));
  return apply(program.primitive, args, program.type);
}
