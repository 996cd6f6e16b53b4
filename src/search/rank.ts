/**
 * @file The one formula: bits(program) + Σ over rows it gets wrong (a slip + log₂ rows + bits(the literal output)). Programs,
 * branches, suspects and contradictions are all priced by it. (Minimum description length: Rissanen 1978.)
 */

import { bits } from "../language/grammar.ts";
import { type Lambda, type Program, walk } from "../language/program.ts";
import { baseType, showType, type Type } from "../language/type.ts";
import { sameValue, type Value } from "../language/value.ts";
import type { Place } from "./edit.ts";
import { type CompiledGrammar, type CompiledProduction, type CompiledSort, choiceBits } from "./grammar.ts";
import { RECURSION, type Recursion } from "./recursion.ts";
import { Slips } from "./slip.ts";

/** Naming a part that stands elsewhere in the program already. */
const SHARED = bits(1.5);

/** A primitive or constant that the grammar does not offer at that place: a user's program may hold anything. */
const FOREIGN = bits(8);

/** That a given cell is wrong at all: one in 64, in bits. */
const SLIP = 6;

/** That it is wrong in a way no slip of hand explains: a further one in 1024. */
const NO_SLIP = 10;
/** The same as SLIP where inputs are read by a net, which errs more often than people do, and then in any way. */
const MISREAD = 3;

/** The sort of the nodes of a program, with the grammar of the scope that they stand in. */
interface Standing {
  readonly scope: ScopePricing;
  readonly sort: CompiledSort | undefined;
}

/** Prices in one scope: the task's, or that of a lambda. */
class ScopePricing {
  readonly grammar: CompiledGrammar;
  /** In a lambda's: the scope around it, and the level of the first parameter. */
  private readonly around: { readonly scope: ScopePricing; readonly level: number } | undefined;
  private readonly known = new Map<string, number>();
  private readonly inner = new Map<string, ScopePricing>();

  constructor(grammar: CompiledGrammar, around?: { scope: ScopePricing; level: number }) {
    this.grammar = grammar;
    this.around = around;
  }

  named(type: Type): CompiledSort | undefined {
    return this.grammar.sortNamed(showType(baseType(type)));
  }

  /** Where the body of a lambda stands; in the same scope where its function sort has none of its own. */
  bodyOf(node: Lambda, sort: CompiledSort | undefined): Standing {
    const grammar = sort && this.grammar.scopeOf(sort);
    if (!grammar) return { scope: this, sort: this.named(node.body.type) };
    const key = `${sort.id} ${node.level}`;
    let scope = this.inner.get(key);
    if (!scope) {
      scope = new ScopePricing(grammar, { scope: this, level: node.level });
      this.inner.set(key, scope);
    }
    return { scope, sort: grammar.start };
  }

  /** What writing a lambda around its body costs. */
  lambdaCost(sort: CompiledSort | undefined): number {
    return sort?.productions.find(({ head }) => "lambda" in head)?.cost ?? 0;
  }

  /** Where a part that no parameter of this scope stands in is written for less in the scope around, and what naming it here costs. */
  borrowed(node: Program, sort: CompiledSort | undefined): { standing: Standing; cost: number } | undefined {
    if (!this.around || !sort) return undefined;
    const production = sort.productions.find(({ head }) => "outer" in head);
    if (!production || !("outer" in production.head) || mentions(node, this.around.level)) return undefined;
    const { scope } = this.around;
    return {
      standing: { scope, sort: scope.grammar.sortNamed(production.head.outer) },
      cost: production.cost,
    };
  }

  sortAt(production: CompiledProduction | undefined, i: number, arg: Program): CompiledSort | undefined {
    if (production) return this.grammar.sorts[production.args[i]];
    return this.named(arg.type);
  }

  leaf(node: Program, sort: CompiledSort | undefined): number {
    let cheapest = FOREIGN;
    for (const { head, cost } of sort?.productions ?? []) {
      const fits =
        (node.kind === "literal" && "literal" in head && sameValue(head.literal, node.value)) ||
        (node.kind === "input" && "input" in head && head.input === node.index);
      if (fits) cheapest = Math.min(cheapest, cost);
    }
    if (node.kind === "variable") return bits(1);
    if (node.kind === "literal" && cheapest === FOREIGN && sort)
      return bits(sort.layout.literalCost(node.value));
    return cheapest;
  }

  /** The cheapest production that writes this call, parts not shared. */
  derivation(node: Program, sort: CompiledSort | undefined): CompiledProduction | undefined {
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

  unshared(node: Program, sort: CompiledSort | undefined): number {
    const key = `${sort?.id} ${node.text}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    let cost = this.written(node, sort);
    const borrowed = this.borrowed(node, sort);
    if (borrowed) {
      const { scope, sort: outer } = borrowed.standing;
      cost = Math.min(cost, borrowed.cost + scope.unshared(node, outer));
    }
    this.known.set(key, cost);
    return cost;
  }

  private written(node: Program, sort: CompiledSort | undefined): number {
    if (node.kind === "lambda") {
      const body = this.bodyOf(node, sort);
      return this.lambdaCost(sort) + body.scope.unshared(node.body, body.sort);
    }
    if (node.kind !== "apply") return this.leaf(node, sort);
    const production = this.derivation(node, sort);
    let cost = production?.cost ?? FOREIGN;
    node.args.forEach((arg, i) => {
      cost += this.unshared(arg, this.sortAt(production, i, arg));
    });
    return cost;
  }
}

/** Whether a lambda parameter of this level or a deeper one stands in the program. */
function mentions(program: Program, level: number): boolean {
  let found = false;
  walk(program, (node) => {
    if (node.kind === "variable" && node.level >= level) found = true;
  });
  return found;
}

interface PricedPart {
  readonly part: string;
  readonly cost: number;
  readonly node: Program;
}

const sumOf = (parts: readonly PricedPart[]): number => parts.reduce((sum, { cost }) => sum + cost, 0);

export class Pricing {
  private readonly scope: ScopePricing;
  private readonly outputs: readonly Value[];
  private readonly slips: Slips;

  private readonly recursion: Recursion | undefined;
  private readonly before: Pricing | undefined;
  private readonly isRead: boolean;

  /**
   * @param outputs of all examples
   * @param recursion opens the functions that call themselves
   * @param before prices of another grammar: the lower one of a program holds
   * @param isRead whether inputs are read by nets
   */
  constructor(
    grammar: CompiledGrammar,
    outputs: readonly Value[],
    recursion?: Recursion,
    before?: Pricing,
    isRead = false,
  ) {
    this.isRead = isRead;
    this.recursion = recursion;
    this.before = before;
    this.scope = new ScopePricing(grammar);
    this.outputs = outputs;
    this.slips = new Slips(outputs);
  }

  /** Description length of a program of the grammar's start sort, in 1/16 bit; shared parts are priced once. */
  program(program: Program): number {
    return sumOf(this.parts(program));
  }

  /** The same, part by part, outermost first. */
  parts(program: Program): PricedPart[] {
    const own = this.ownParts(program);
    const others = this.before?.parts(program);
    return others && sumOf(others) < sumOf(own) ? others : own;
  }

  private ownParts(program: Program): PricedPart[] {
    const found: PricedPart[] = [];
    const seen = new Set<string>();
    const visit = (node: Program, { scope, sort }: Standing): void => {
      if (node.kind === "apply" && seen.has(node.text)) {
        found.push({ part: node.text, cost: SHARED, node });
        return;
      }
      const borrowed = scope.borrowed(node, sort);
      if (borrowed) {
        const { scope: outer, sort: outerSort } = borrowed.standing;
        if (borrowed.cost + outer.unshared(node, outerSort) <= scope.unshared(node, sort)) {
          found.push({ part: "outer", cost: borrowed.cost, node });
          visit(node, borrowed.standing);
          return;
        }
      }
      seen.add(node.text);
      if (node.kind === "lambda") {
        const cost = scope.lambdaCost(sort);
        if (cost > 0) found.push({ part: "lambda", cost, node });
        visit(node.body, scope.bodyOf(node, sort));
        return;
      }
      const production = scope.derivation(node, sort);
      if (node.kind !== "apply") {
        found.push({ part: node.text, cost: scope.leaf(node, sort), node });
        return;
      }
      found.push({ part: node.primitive.name, cost: production?.cost ?? FOREIGN, node });
      for (const [i, arg] of node.args.entries())
        visit(arg, { scope, sort: scope.sortAt(production, i, arg) });
    };
    const opened = this.recursion?.open(program) ?? program;
    if (opened !== program) found.push({ part: "recur", cost: RECURSION, node: program });
    visit(opened, { scope: this.scope, sort: this.scope.grammar.start });
    return found;
  }

  /** The parts of a program with the sorts they stand for, the outermost first; bodies of lambdas are left out. */
  places(program: Program): Place[] {
    const { scope } = this;
    const found: Place[] = [];
    const visit = (node: Program, sort: CompiledSort | undefined, path: readonly number[]): void => {
      if (sort) found.push({ node, sort, path });
      if (node.kind !== "apply") return;
      const production = scope.derivation(node, sort);
      node.args.forEach((arg, i) => {
        if (arg.kind !== "lambda") visit(arg, scope.sortAt(production, i, arg), [...path, i]);
      });
    };
    visit(program, scope.grammar.start, []);
    return found;
  }

  /** What storing one output costs instead of computing it: its place and the output itself. */
  wrong(output: Value): number {
    const layout = this.scope.grammar.start?.layout;
    return bits(
      (this.isRead ? MISREAD : SLIP) +
        choiceBits(this.outputs.length) +
        (layout ? layout.literalCost(output) : 8),
    );
  }

  /** What calling a given output wrong costs beyond that, where a program says `expected`. */
  doubt(given: Value, expected: Value): number {
    return this.isRead || this.slips.explain(given, expected) ? 0 : bits(NO_SLIP);
  }
}
