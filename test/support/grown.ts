/** @file Random programs from what domains propose for a sample: what a search could build. */

import type { Domain, Production, Sample } from "../../src/language/grammar.ts";
import { apply, input, lambda, literal, type Program, variableOf } from "../../src/language/program.ts";
import { type Random, randomOf } from "../../src/language/random.ts";
import { baseType, parseType, showType, type Type } from "../../src/language/type.ts";

export class Grower {
  private readonly productions = new Map<string, Production[]>();
  private readonly types = new Map<string, Type>();
  private readonly random: Random;
  private readonly sample: Sample;

  constructor(domains: readonly Domain[], sample: Sample, seed: number) {
    this.random = randomOf(seed);
    this.sample = sample;
    for (const domain of domains) {
      const { sorts, productions } = domain.propose(sample);
      for (const { name, type } of sorts) this.types.set(name, type);
      for (const production of productions) {
        this.productions.set(production.sort, [...(this.productions.get(production.sort) ?? []), production]);
      }
    }
  }

  /** A program of the sort; undefined where the grammar offers none that small. */
  grow(sort: string, depth: number, scope: readonly string[] = []): Program | undefined {
    for (let tries = 0; tries < 8; tries++) {
      const program = this.attempt(sort, depth, scope);
      if (program) return program;
    }
    return undefined;
  }

  private attempt(sort: string, depth: number, scope: readonly string[]): Program | undefined {
    const leaves: Program[] = scope.flatMap((bound, level) =>
      bound === sort ? [variableOf(level, this.typeOf(bound))] : [],
    );
    this.sample.inputs.forEach(({ type }, i) => {
      if (showType(baseType(type)) === sort) leaves.push(input(i, type));
    });
    const productions = (this.productions.get(sort) ?? []).filter(
      ({ args }) => depth > 0 || args.length === 0,
    );
    if (leaves.length > 0 && (productions.length === 0 || this.random.below(depth > 0 ? 4 : 2) === 0)) {
      return this.random.pick(leaves);
    }
    if (productions.length === 0) return undefined;
    const calls = productions.filter(({ args }) => args.length > 0);
    const { head, args } = this.random.pick(
      calls.length > 0 && this.random.below(5) > 0 ? calls : productions,
    );
    if ("literal" in head) return literal(head.literal, this.typeOf(sort));
    if ("input" in head) return input(head.input, this.sample.inputs[head.input].type);
    if (!("primitive" in head)) return undefined;
    const built = args.map(({ sort, binds }) => {
      if (!binds) return this.grow(sort, depth - 1, scope);
      const body = this.grow(sort, depth - 1, [...scope, ...binds]);
      return (
        body &&
        lambda(
          scope.length,
          binds.map((name) => this.typeOf(name)),
          body,
        )
      );
    });
    // A call of constants alone is one constant in a search.
    if (built.every((arg) => arg === undefined || arg.kind === "literal")) return undefined;
    if (built.some((arg) => arg === undefined)) return undefined;
    return apply(head.primitive, built as Program[], this.typeOf(sort));
  }

  private typeOf(sort: string): Type {
    const type = this.types.get(sort) ?? parseType(sort);
    if (!type) throw new Error(`no type for the sort ${sort}`);
    return type;
  }
}
