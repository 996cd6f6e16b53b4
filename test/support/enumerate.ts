/**
 * @file The plain enumerator: every program of a grammar in order of cost, run by the interpreter, and one kept for
 * each distinct row of values. Slow and obvious, it is what the bank is held against.
 */

import type { Grammar, Production } from "../../src/language/grammar.ts";
import { run } from "../../src/language/interpret.ts";
import type { Layout } from "../../src/language/layout.ts";
import { apply, input, literal, literalText, type Program } from "../../src/language/program.ts";
import type { Value } from "../../src/language/value.ts";

/** The first, hence a cheapest, program with these values on the rows. */
export interface Enumerated {
  readonly sort: string;
  readonly program: Program;
  /** In 1/16 bit. */
  readonly cost: number;
  readonly values: readonly Value[];
  /** Equal for programs of the sort that have the same values. */
  readonly key: string;
}

/** All distinct functions of at most that cost, cheapest first. Productions for deduction only are left out. */
export function* enumerate(
  { sorts, productions }: Grammar,
  rows: readonly (readonly Value[])[],
  maxCost: number,
): Generator<Enumerated> {
  const sortNamed = new Map(sorts.map((sort) => [sort.name, sort]));
  const shelves = new Map(sorts.map(({ name }) => [name, new Map<number, Program[]>()]));
  const known = new Set<string>();
  const climbing = productions.filter(({ climbs, args }) => climbs !== false && !args.some((a) => a.binds));
  for (let cost = 1; cost <= maxCost; cost++) {
    for (const production of climbing) {
      const sort = sortNamed.get(production.sort);
      if (!sort) continue;
      const argSorts = production.args.map((arg) => arg.sort);
      for (const args of argumentLists(argSorts, cost - Math.max(1, production.cost), shelves)) {
        const program = build(production, args, sort.type);
        const values = rows.map((inputs) => run(program, inputs));
        if (values.every((value) => value === undefined)) continue;
        const key = valuesKey(values, sort.layout);
        if (known.has(`${sort.name} ${key}`)) continue;
        known.add(`${sort.name} ${key}`);
        const shelf = shelves.get(sort.name) as Map<number, Program[]>;
        shelf.set(cost, [...(shelf.get(cost) ?? []), program]);
        yield { sort: sort.name, program, cost, values, key };
      }
    }
  }
}

/** Canonical text of a row of values; values that the layout holds to be the same have the same. */
export function valuesKey(values: readonly Value[], layout: Layout): string {
  return values.map((value) => literalText(rounded(value, layout))).join(" ");
}

function rounded(value: Value, { identity, read, write, words }: Layout): Value {
  if (!identity || !read) return value;
  const row = new Uint32Array(words);
  write(value, row, 0);
  identity(row, 0);
  return read(row, 0);
}

/** Every list of programs, one a sort, that cost exactly that together. */
function* argumentLists(
  [first, ...others]: readonly string[],
  cost: number,
  shelves: ReadonlyMap<string, ReadonlyMap<number, readonly Program[]>>,
): Generator<Program[]> {
  if (first === undefined) {
    if (cost === 0) yield [];
    return;
  }
  for (const [used, programs] of shelves.get(first) ?? []) {
    if (used > cost || (others.length === 0 && used !== cost)) continue;
    for (const program of programs)
      for (const rest of argumentLists(others, cost - used, shelves)) yield [program, ...rest];
  }
}

function build({ head }: Production, args: readonly Program[], type: Program["type"]): Program {
  if ("input" in head) return input(head.input, type);
  if ("literal" in head) return literal(head.literal, type);
  if (!("primitive" in head)) throw new Error("the slow twin enumerates no lambdas");
  const { primitive } = head;
  return apply(primitive, args, primitive.result.kind === "variable" ? type : primitive.result);
}
