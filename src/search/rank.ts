/**
 * @file The one formula: bits(program) + Σ over rows it gets wrong (a slip + log₂ rows + bits(the literal output)). Programs,
 * branches, suspects and contradictions are all priced by it. (Minimum description length: Rissanen 1978.)
 */

import { bits } from "../language/grammar.ts";
import type { Program } from "../language/program.ts";
import { baseType, showType } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import type { Place } from "./edit.ts";
import { type CompiledGrammar, type CompiledProduction, type CompiledSort, choiceBits } from "./grammar.ts";
import { Slips } from "./slip.ts";

/** Naming a part that stands elsewhere in the program already. */
const SHARED = bits(1.5);

/** A primitive or constant that the grammar does not offer at that place: a user's program may hold anything. */
const FOREIGN = bits(8);

/** That a given cell is wrong at all: one in 64, in bits. */
const SLIP = 6;

/** That it is wrong in a way no slip of hand explains: a further one in 1024. */
const NO_SLIP = 10;

export class Pricing {
  private readonly grammar: CompiledGrammar;
  private readonly known = new Map<string, number>();
  private readonly outputs: readonly Value[];
  private readonly slips: Slips;

  /** @param outputs of all examples */
  constructor(grammar: CompiledGrammar, outputs: readonly Value[]) {
    this.grammar = grammar;
    this.outputs = outputs;
    this.slips = new Slips(outputs);
  }

  /** Description length of a program of the grammar's start sort, in 1/16 bit; shared parts are priced once. */
  program(program: Program): number {
    return this.parts(program).reduce((sum, { cost }) => sum + cost, 0);
  }

  /** The same, part by part, outermost first. */
  parts(program: Program): { part: string; cost: number; node: Program }[] {
    const found: { part: string; cost: number; node: Program }[] = [];
    const seen = new Set<string>();
    const visit = (node: Program, sort: CompiledSort | undefined): void => {
      if (node.kind === "apply" && seen.has(node.text)) {
        found.push({ part: node.text, cost: SHARED, node });
        return;
      }
      seen.add(node.text);
      if (node.kind === "lambda") {
        visit(node.body, this.grammar.sortNamed(showType(baseType(node.body.type))));
        return;
      }
      const production = this.derivation(node, sort);
      if (node.kind !== "apply") {
        found.push({ part: node.text, cost: this.leaf(node, sort), node });
        return;
      }
      found.push({ part: node.primitive.name, cost: production?.cost ?? FOREIGN, node });
      for (const [i, arg] of node.args.entries()) visit(arg, this.sortAt(production, i, arg));
    };
    visit(program, this.grammar.start);
    return found;
  }

  /** The parts of a program with the sorts they stand for, the outermost first; bodies of lambdas are left out. */
  places(program: Program): Place[] {
    const found: Place[] = [];
    const visit = (node: Program, sort: CompiledSort | undefined, path: readonly number[]): void => {
      if (sort) found.push({ node, sort, path });
      if (node.kind !== "apply") return;
      const production = this.derivation(node, sort);
      node.args.forEach((arg, i) => {
        if (arg.kind !== "lambda") visit(arg, this.sortAt(production, i, arg), [...path, i]);
      });
    };
    visit(program, this.grammar.start, []);
    return found;
  }

  /** What storing one output costs instead of computing it: its place and the output itself. */
  wrong(output: Value): number {
    const layout = this.grammar.start?.layout;
    return bits(SLIP + choiceBits(this.outputs.length) + (layout ? layout.literalCost(output) : 8));
  }

  /** What calling a given output wrong costs beyond that, where a program says `expected`. */
  doubt(given: Value, expected: Value): number {
    return this.slips.explain(given, expected) ? 0 : bits(NO_SLIP);
  }

  private sortAt(
    production: CompiledProduction | undefined,
    i: number,
    arg: Program,
  ): CompiledSort | undefined {
    if (production) return this.grammar.sorts[production.args[i]];
    return this.grammar.sortNamed(showType(baseType(arg.type)));
  }

  private leaf(node: Program, sort: CompiledSort | undefined): number {
    let cheapest = FOREIGN;
    for (const { head, cost } of sort?.productions ?? []) {
      const fits =
        (node.kind === "literal" && "literal" in head && head.literal === node.value) ||
        (node.kind === "input" && "input" in head && head.input === node.index);
      if (fits) cheapest = Math.min(cheapest, cost);
    }
    if (node.kind === "variable") return bits(1);
    if (node.kind === "literal" && cheapest === FOREIGN && sort)
      return bits(sort.layout.literalCost(node.value));
    return cheapest;
  }

  /** The cheapest production that writes this call, parts not shared. */
  private derivation(node: Program, sort: CompiledSort | undefined): CompiledProduction | undefined {
    if (node.kind !== "apply" || !sort) return undefined;
    let best: CompiledProduction | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const production of sort.productions) {
      if (production.primitive !== node.primitive) continue;
      const cost =
        production.cost +
        node.args.reduce(
          (sum, arg, i) => sum + this.unshared(arg, this.grammar.sorts[production.args[i]]),
          0,
        );
      if (cost < least) {
        least = cost;
        best = production;
      }
    }
    return best;
  }

  private unshared(node: Program, sort: CompiledSort | undefined): number {
    if (node.kind === "lambda")
      return this.unshared(node.body, this.grammar.sortNamed(showType(baseType(node.body.type))));
    if (node.kind !== "apply") return this.leaf(node, sort);
    const key = `${sort?.id} ${node.text}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const production = this.derivation(node, sort);
    let cost = production?.cost ?? FOREIGN;
    node.args.forEach((arg, i) => {
      cost += this.unshared(arg, this.sortAt(production, i, arg));
    });
    this.known.set(key, cost);
    return cost;
  }
}
