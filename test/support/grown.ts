/** @file Random programs from what domains propose for a sample: what a search could build. */

import { type Domain, type Production, type Sample, typesIn } from "../../src/language/grammar.ts";
import { apply, input, lambda, literal, type Program, variableOf } from "../../src/language/program.ts";
import { type Random, randomOf } from "../../src/language/random.ts";
import { baseType, type FunctionType, parseType, showType, type Type } from "../../src/language/type.ts";
import { asKnown, isGround } from "../../src/language/typeparts.ts";

/** What the variables of a scope are called in programs: the sample's inputs, in their order. */
interface Scope {
  readonly sample: Sample;
  readonly variables: readonly Program[];
  /** Lambda parameters around. */
  readonly level: number;
}

/** Lambdas inside lambdas. */
const MAX_NESTING = 2;

export class Grower {
  private readonly domains: readonly Domain[];
  private readonly random: Random;
  private readonly top: Scope;
  private readonly grammars = new Map<Sample, Grammar>();
  private readonly scopes = new Map<Sample, Map<string, Scope>>();

  constructor(domains: readonly Domain[], sample: Sample, seed: number) {
    this.domains = domains;
    this.random = randomOf(seed);
    this.top = { sample, variables: sample.inputs.map(({ type }, i) => input(i, type)), level: 0 };
  }

  /** A program of the sort; undefined where the grammar offers none that small. */
  grow(sort: string, depth: number): Program | undefined {
    return this.tries(sort, depth, this.top, []);
  }

  private tries(sort: string, depth: number, scope: Scope, bound: readonly string[]): Program | undefined {
    for (let tries = 0; tries < 8; tries++) {
      const program = this.attempt(sort, depth, scope, bound);
      if (program) return program;
    }
    return undefined;
  }

  /** @param bound sorts of the parameters of a lambda that shares the grammar around it */
  private attempt(sort: string, depth: number, scope: Scope, bound: readonly string[]): Program | undefined {
    const grammar = this.grammarOf(scope.sample);
    const type = grammar.typeOf(sort);
    if (type.kind === "function") return this.lambdaOf(type, depth, scope);
    const leaves: Program[] = bound.flatMap((name, i) =>
      name === sort ? [variableOf(scope.level + i, grammar.typeOf(name))] : [],
    );
    scope.sample.inputs.forEach(({ type }, i) => {
      if (showType(baseType(type)) === sort) leaves.push(scope.variables[i]);
    });
    const productions = grammar
      .of(sort)
      .filter(
        ({ args, head }) =>
          (depth > 0 || args.length === 0) && (scope.level < MAX_NESTING || !takesFunction(head)),
      );
    if (leaves.length > 0 && (productions.length === 0 || this.random.below(depth > 0 ? 4 : 2) === 0)) {
      return this.random.pick(leaves);
    }
    if (productions.length === 0) return undefined;
    const calls = productions.filter(({ args }) => args.length > 0);
    const { head, args } = this.random.pick(
      calls.length > 0 && this.random.below(5) > 0 ? calls : productions,
    );
    if ("literal" in head) return literal(head.literal, type);
    if ("input" in head) return scope.variables[head.input];
    if (!("primitive" in head)) return undefined;
    const built = args.map(({ sort, binds }) => {
      if (!binds) return this.tries(sort, depth - 1, scope, bound);
      const body = this.tries(sort, depth - 1, scope, [...bound, ...binds]);
      const params = binds.map((name) => grammar.typeOf(name));
      return body && lambda(scope.level + bound.length, params, body);
    });
    // A call of constants alone is one constant in a search.
    if (built.every((arg) => arg === undefined || arg.kind === "literal")) return undefined;
    if (built.some((arg) => arg === undefined)) return undefined;
    const { result } = head.primitive;
    return apply(head.primitive, built as Program[], isGround(result) ? result : type);
  }

  /** A lambda whose body is grown from what is proposed for its own scope. */
  private lambdaOf(type: FunctionType, depth: number, scope: Scope): Program | undefined {
    const inner = this.scopeOf(type, scope);
    const body = this.tries(showType(baseType(type.result)), depth, inner, []);
    return body && lambda(scope.level, type.params, body);
  }

  private scopeOf({ params, result }: FunctionType, { sample, variables, level }: Scope): Scope {
    const known = this.scopes.get(sample) ?? new Map<string, Scope>();
    this.scopes.set(sample, known);
    const key = `${params.map(showType)} ${showType(result)}`;
    const scope = known.get(key) ?? {
      sample: {
        inputs: [...params.map((type, i) => ({ name: `p${i}`, type, values: [] })), ...sample.inputs],
        outputs: [],
        result,
        outer: sample,
      },
      variables: [...params.map((type, i) => variableOf(level + i, type)), ...variables],
      level: level + params.length,
    };
    known.set(key, scope);
    return scope;
  }

  private grammarOf(sample: Sample): Grammar {
    const grammar = this.grammars.get(sample) ?? new Grammar(this.domains, sample);
    this.grammars.set(sample, grammar);
    return grammar;
  }
}

const takesFunction = (head: Production["head"]): boolean =>
  "primitive" in head && head.primitive.params.some(({ kind }) => kind === "function");

/** What domains propose for a sample, by sort. */
class Grammar {
  private readonly productions = new Map<string, Production[]>();
  private readonly types = new Map<string, Type>();
  private readonly known: ReadonlyMap<string, Type>;

  constructor(domains: readonly Domain[], sample: Sample) {
    this.known = typesIn(sample);
    for (const domain of domains) {
      const { sorts, productions } = domain.propose(sample);
      for (const { name, type } of sorts) this.types.set(name, type);
      for (const production of productions)
        this.productions.set(production.sort, [...this.of(production.sort), production]);
    }
  }

  of(sort: string): readonly Production[] {
    return this.productions.get(sort) ?? [];
  }

  typeOf(sort: string): Type {
    const type = this.types.get(sort) ?? parseType(sort);
    if (!type) throw new Error(`no type for the sort ${sort}`);
    return asKnown(type, this.known);
  }
}
