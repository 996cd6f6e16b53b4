/** @file A grammar compiled for the search: sorts and productions by number, unproductive ones dropped. */

import {
  bits,
  type Domain,
  type Grammar,
  type Head,
  type Production,
  type Sample,
  type Sort,
} from "../language/grammar.ts";
import { hashedLayout, type Layout } from "../language/layout.ts";
import type { Primitive } from "../language/primitive.ts";
import { apply, literalText, type Program } from "../language/program.ts";
import { acceptsNull, baseType, isGround, sameType, showType, type Type } from "../language/type.ts";
import type { Witness } from "../language/witness.ts";

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

/** Costs are kept to quarters of a bit: fewer bands, each with more to do. */
export const GRAIN = 4;

/** What naming one of `count` costs, in bits; integers, so that it is the same in every engine. */
export const choiceBits = (count: number): number => 32 - Math.clz32(Math.max(count, 1) - 1);

/** The grammar that domains propose for a sample, with its inputs as variables. */
export function grammarOf(given: Sample, domains: readonly Domain[]): Grammar {
  const inputBits = inputBitsOf(given);
  const sample: Sample = { ...given, inputBits };
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
  for (const domain of domains) {
    const proposal = domain.propose(sample);
    for (const { name, type } of proposal.sorts) types.set(name, type);
    for (const production of proposal.productions) {
      if ("primitive" in production.head) {
        const { params, result } = production.head.primitive;
        // Shared sorts need no declaration: they are named like the type at that place.
        const places: [string, Type][] = [[production.sort, result]];
        production.args.forEach((arg, i) => {
          const param = params[i];
          places.push([arg.sort, param.kind === "function" ? param.result : param]);
        });
        for (const [name, type] of places)
          if (!types.has(name) && showType(baseType(type)) === name) types.set(name, baseType(type));
      }
      productions.push(production);
    }
  }
  const sorts: Sort[] = [...types].map(([name, type]) => ({ name, type, layout: layoutOf(type) }));
  return { start, sorts, productions: distinct(productions) };
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
  /** The productions as the domains proposed them. */
  private readonly source: readonly Production[];

  constructor(grammar: Grammar) {
    const kept = productive(grammar);
    this.source = kept;
    this.closed = grammar.closed ?? false;
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
        cost: Math.max(GRAIN, Math.round(production.cost / GRAIN) * GRAIN),
        climbs: production.climbs !== false && production.args.every((arg) => !arg.binds),
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
  return "input" in head ? `$${head.input}` : literalText(head.literal);
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
