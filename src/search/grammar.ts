/** @file A grammar compiled for the search: sorts and productions by number, unproductive ones dropped. */

import {
  bits,
  type Domain,
  type Grammar,
  type Head,
  type Production,
  type Sample,
  type Sort,
  typesIn,
} from "../language/grammar.ts";
import { functionLayout, hashedLayout, type Layout } from "../language/layout.ts";
import type { Primitive } from "../language/primitive.ts";
import { apply, literalText, type Program } from "../language/program.ts";
import {
  acceptsNull,
  baseType,
  type FunctionType,
  parseType,
  sameType,
  showType,
  type Type,
} from "../language/type.ts";
import { asKnown, isGround } from "../language/typeparts.ts";
import type { Value } from "../language/value.ts";
import type { Witness } from "../language/witness.ts";

import { partsOf } from "./probes.ts";
import { inputBitsOf } from "./relevance.ts";
import { type Selector, selectorOf } from "./selector.ts";
import { witnessesOf } from "./unfold.ts";

export interface CompiledProduction {
  readonly id: number;
  readonly sort: number;
  readonly head: Head;
  readonly primitive: Primitive | undefined;
  /** Sort of each argument; of the body where the argument is a lambda. */
  readonly args: readonly number[];
  /** The same by name. */
  readonly argSorts: readonly string[];
  /** Per argument: the sorts of the lambda's parameters, where it is one. */
  readonly binds: readonly (readonly string[] | undefined)[];
  readonly cost: number;
  readonly climbs: boolean;
  /** It stands for entries of another bank: lambdas for those of their scope, outer values for those of the scope around. */
  readonly borrows: boolean;
  /** How much later than its cost says a lambda is taken in: no call of one costs less than this beside it. */
  readonly lag: number;
  /** Positions of the arguments that are functions. */
  readonly functions: readonly number[];
  readonly commutes: boolean;
  readonly acceptsNull: readonly boolean[];
  /** Arguments that may be ⊥: also the branches of a selector, one of which is not taken. */
  readonly lazy: readonly boolean[];
  readonly selector: Selector | undefined;
  readonly witnesses: readonly Witness[];
}

export interface CompiledSort {
  readonly id: number;
  readonly name: string;
  readonly type: Type;
  readonly layout: Layout;
  readonly productions: readonly CompiledProduction[];
  /** Any constant may stand here. */
  readonly open: boolean;
}

/** A primitive's call as a program of a sort: where the primitive is polymorphic, the sort tells its type. */
export const callOf = (primitive: Primitive, args: readonly Program[], { type }: CompiledSort): Program =>
  apply(primitive, args, isGround(primitive.result) ? primitive.result : type);

/** What writing `(x) =>` costs, and what naming a value of the scope around a lambda costs beyond itself. */
const LAMBDA = bits(0.5);
const OUTER = bits(1.5);

/** Lambdas inside lambdas. */
const MAX_NESTING = 2;

/** Values of an input that a parameter of its type is shown to the domains with. */
const SHOWN = 50;

/** Costs are kept to quarters of a bit: fewer bands, each with more to do. */
export const GRAIN = 4;

/** What naming one of `count` costs, in bits; integers, so that it is the same in every engine. */
export const choiceBits = (count: number): number => 32 - Math.clz32(Math.max(count, 1) - 1);

/** How values of a type lie in a bank: the first domain's that knows it. */
export function layoutsOf(domains: readonly Domain[]): (type: Type) => Layout {
  const layouts = domains.flatMap((domain) => domain.layouts);
  const layoutOf = (type: Type): Layout => {
    const own = layouts.find((layout) => sameType(layout.type, type));
    if (own) return own;
    for (const domain of domains) {
      const layout = domain.layoutOf?.(type, layoutOf);
      if (layout) return layout;
    }
    return hashedLayout(type);
  };
  return layoutOf;
}

/** The grammar that domains propose for a sample, with its inputs as variables. */
export function grammarOf(given: Sample, domains: readonly Domain[], nesting = 0): Grammar {
  const inputBits = inputBitsOf(given);
  const sample: Sample = { ...given, inputBits };
  const layoutOf = layoutsOf(domains);
  const types = new Map<string, Type>();
  const productions: Production[] = [];
  const meet = (type: Type): string => {
    const base = baseType(type);
    const name = showType(base);
    if (!types.has(name)) types.set(name, base);
    return name;
  };
  const start = meet(sample.result);
  sample.inputs.forEach(({ type }, index) => {
    productions.push({ sort: meet(type), head: { input: index }, args: [], cost: bits(inputBits[index]) });
  });
  const known = typesIn(sample);
  const mayNest = nesting < MAX_NESTING;
  const takesFunction = ({ head, args }: Production): boolean =>
    "primitive" in head &&
    args.some(({ binds }, i) => !binds && head.primitive.params[i]?.kind === "function");
  for (const domain of domains) {
    const proposal = domain.propose(sample);
    for (const { name, type } of proposal.sorts) types.set(name, type);
    for (const production of proposal.productions) {
      if (!mayNest && takesFunction(production)) continue;
      if ("primitive" in production.head) {
        // Shared sorts need no declaration: they are named like the type at that place.
        for (const name of [production.sort, ...production.args.map((arg) => arg.sort)]) {
          if (types.has(name)) continue;
          const parsed = parseType(name);
          const type = parsed && asKnown(parsed, known);
          if (type && showType(baseType(type)) === name) types.set(name, baseType(type));
        }
      }
      productions.push(production);
    }
  }
  const lambdas = [...types].flatMap(([sort, { kind }]): Production[] =>
    kind === "function" ? [{ sort, head: { lambda: true }, args: [], cost: LAMBDA }] : [],
  );
  const sorts: Sort[] = [...types].map(([name, type]) => ({
    name,
    type,
    layout: type.kind === "function" ? functionLayout(type) : layoutOf(type),
  }));
  const grammar = { start, sorts, productions: distinct([...lambdas, ...productions]) };
  if (lambdas.length === 0) return grammar;
  return { ...grammar, scope: (type) => scopeOf(type, grammar, sample, domains, nesting + 1) };
}

/** The grammar of a lambda's body: its parameters, and whatever the scope around it can make. */
function scopeOf(
  { params, result }: FunctionType,
  around: Grammar,
  outer: Sample,
  domains: readonly Domain[],
  nesting: number,
): Grammar {
  const own = params.map((type, i) => ({ name: `p${i}`, type, values: shown(type, outer) }));
  const sample: Sample = { inputs: [...own, ...outer.inputs], outputs: [], result, outer };
  const grammar = grammarOf(sample, domains, nesting);
  const given = new Set(around.sorts.filter(({ type }) => type.kind !== "function").map(({ name }) => name));
  const borrowed = grammar.sorts.flatMap(({ name: sort }): Production[] =>
    given.has(sort) ? [{ sort, head: { outer: sort }, args: [], cost: OUTER }] : [],
  );
  const productions = grammar.productions.filter(
    ({ head }) => !("input" in head) || head.input < params.length,
  );
  return { ...grammar, productions: [...borrowed, ...productions] };
}

/** Some values of a type that the inputs hold. */
function shown(type: Type, { inputs }: Sample): Value[] {
  const found: Value[] = [];
  for (const column of inputs)
    for (const value of column.values) {
      if (found.length >= SHOWN) return found;
      for (const part of partsOf(value, type)) found.push(part);
    }
  return found;
}

/** Domains may propose the same production: the cheapest of each stays, in its place. */
function distinct(productions: readonly Production[]): Production[] {
  const cheapest = new Map<string, Production>();
  for (const production of productions) {
    const key = signatureText(production);
    const known = cheapest.get(key);
    if (!known || production.cost < known.cost) cheapest.set(key, production);
  }
  return [...cheapest.values()];
}

/** Equal for productions that differ in nothing but their cost. */
const signatureText = ({ sort, head, args }: Production): string =>
  `${sort} ${headText(head)} ${args.map((arg) => `${arg.sort}${arg.binds ?? ""}`).join(" ")}`;

export class CompiledGrammar {
  readonly sorts: readonly CompiledSort[];
  readonly productions: readonly CompiledProduction[];
  readonly start: CompiledSort | undefined;
  /** Nothing but its productions may stand in a program. */
  readonly closed: boolean;
  /** Most arguments of a production that climbs. */
  readonly arity: number;
  private readonly byName: ReadonlyMap<string, CompiledSort>;
  private readonly scopes = new Map<number, CompiledGrammar | undefined>();
  private readonly open: Grammar["scope"];
  /** The productions as the domains proposed them. */
  private readonly source: readonly Production[];

  constructor(grammar: Grammar) {
    const kept = productive(grammar);
    this.source = kept;
    this.closed = grammar.closed ?? false;
    this.open = grammar.scope;
    const least = leastCosts(kept);
    const names = new Map<string, number>();
    const used = grammar.sorts.filter(
      ({ name, open }) => open || name === grammar.start || kept.some((p) => p.sort === name),
    );
    for (const sort of used) names.set(sort.name, names.size);
    const lists: CompiledProduction[][] = used.map(() => []);
    this.productions = kept.map((production, id) => {
      const { head } = production;
      const primitive = "primitive" in head ? head.primitive : undefined;
      const compiled: CompiledProduction = {
        id,
        sort: names.get(production.sort) as number,
        head,
        primitive,
        args: production.args.map((arg) => names.get(arg.sort) as number),
        argSorts: production.args.map((arg) => arg.sort),
        binds: production.args.map((arg) => arg.binds),
        cost: grained(production.cost),
        climbs: production.climbs !== false && production.args.every((arg) => !arg.binds),
        borrows: "lambda" in head || "outer" in head,
        lag: "lambda" in head ? lagOf(production.sort, kept, least) : 0,
        functions: production.args.flatMap(({ binds }, i) =>
          !binds && primitive?.params[i]?.kind === "function" ? [i] : [],
        ),
        commutes:
          (primitive?.normal?.includes("commutative") ?? false) &&
          production.args.length === 2 &&
          production.args[0].sort === production.args[1].sort,
        lazy:
          primitive?.params.map(
            (_, i) =>
              primitive.lazy?.[i] === true || i === primitive.selects?.then || i === primitive.selects?.else,
          ) ?? [],
        selector: primitive && selectorOf(primitive),
        witnesses: primitive ? witnessesOf(primitive) : [],
        acceptsNull: primitive?.params.map(acceptsNull) ?? [],
      };
      lists[compiled.sort].push(compiled);
      return compiled;
    });
    this.sorts = used.map((sort, id) => ({
      ...sort,
      id,
      productions: lists[id],
      open: !this.closed || sort.open === true,
    }));
    this.byName = new Map(this.sorts.map((sort) => [sort.name, sort]));
    this.start = this.byName.get(grammar.start);
    this.arity = this.productions.reduce((most, p) => (p.climbs ? Math.max(most, p.args.length) : most), 1);
  }

  /** The productions of the start sort that choose between two of its own programs. */
  get selectors(): readonly CompiledProduction[] {
    const { start } = this;
    return (
      start?.productions.filter(
        ({ selector, args }) =>
          selector && args[selector.then] === start.id && args[selector.else] === start.id,
      ) ?? []
    );
  }

  /** The grammar of the bodies of a function sort's lambdas. */
  scopeOf({ id, type }: CompiledSort): CompiledGrammar | undefined {
    if (type.kind !== "function" || !this.open) return undefined;
    let scope = this.scopes.get(id);
    if (!scope) {
      scope = new CompiledGrammar(this.open(type));
      this.scopes.set(id, scope);
    }
    return scope;
  }

  sortNamed(name: string): CompiledSort | undefined {
    return this.byName.get(name);
  }

  /** Whether every production of the other grammar is one of this, at whatever cost. */
  covers(other: CompiledGrammar): boolean {
    const own = new Set(this.source.map(signatureText));
    return other.source.every((production) => own.has(signatureText(production)));
  }
}

function headText(head: Head): string {
  if ("primitive" in head) return head.primitive.name;
  if ("lambda" in head) return "lambda";
  if ("outer" in head) return `^${head.outer}`;
  return "input" in head ? `$${head.input}` : literalText(head.literal);
}

const grained = (cost: number): number => Math.max(GRAIN, Math.round(cost / GRAIN) * GRAIN);

/** What the cheapest program of each sort costs at least. */
function leastCosts(productions: readonly Production[]): ReadonlyMap<string, number> {
  const least = new Map<string, number>();
  for (let changed = true; changed; ) {
    changed = false;
    for (const { sort, args, cost } of productions) {
      const total = args.reduce(
        (sum, arg) => sum + (arg.binds ? GRAIN : (least.get(arg.sort) ?? Number.POSITIVE_INFINITY)),
        grained(cost),
      );
      if (total < (least.get(sort) ?? Number.POSITIVE_INFINITY)) {
        least.set(sort, total);
        changed = true;
      }
    }
  }
  return least;
}

/** What a call of a function of this sort costs beside it, at least. */
function lagOf(sort: string, productions: readonly Production[], least: ReadonlyMap<string, number>): number {
  let lag = Number.POSITIVE_INFINITY;
  for (const { args, cost, climbs } of productions) {
    if (climbs === false || !args.some((arg) => arg.sort === sort)) continue;
    const all = args.reduce((sum, arg) => sum + (least.get(arg.sort) ?? 0), grained(cost));
    lag = Math.min(lag, all - (least.get(sort) ?? 0));
  }
  return Number.isFinite(lag) ? lag : 0;
}

/** Productions whose arguments can all be made; constants can where they may stand, of an open grammar at the start. */
function productive(grammar: Grammar): Production[] {
  const known = new Set(grammar.sorts.map(({ name }) => name));
  const made = new Set<string>(
    grammar.closed ? grammar.sorts.flatMap(({ name, open }) => (open ? [name] : [])) : [grammar.start],
  );
  let left = grammar.productions.filter((p) => known.has(p.sort));
  const kept: Production[] = [];
  for (;;) {
    const ready = left.filter((p) => p.args.every((arg) => arg.binds !== undefined || made.has(arg.sort)));
    if (ready.length === 0) break;
    for (const production of ready) made.add(production.sort);
    for (const production of ready) kept.push(production);
    left = left.filter((p) => !ready.includes(p));
  }
  const order = new Map(grammar.productions.map((p, i) => [p, i]));
  return kept.sort((a, b) => (order.get(a) as number) - (order.get(b) as number));
}
