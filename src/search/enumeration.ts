/**
 * @file Bottom-up enumeration: bands of one cost; in a band productions in order; in a production every split of what
 * is left of the cost over its arguments; in a split every combination of entries.
 */

import { type CompiledGrammar, type CompiledProduction, GRAIN } from "./grammar.ts";

export type Grown = "more" | "exhausted";

/** Entries of one sort in order of cost, and where each cost begins. */
export interface Shelf {
  ids: number[];
  /** Distinct costs, rising. */
  costs: number[];
  /** Position in `ids` of the first entry of each cost. */
  starts: number[];
}

/** Where the enumeration stands inside a band: one production, one split of the cost over its arguments. */
interface Sweep {
  readonly production: CompiledProduction;
  /** Per argument: entries [from, to) of its shelf. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly at: Int32Array;
}

export class Enumeration {
  /** The band at work, in 1/16 bit: all below it is done. */
  cost = 0;
  /** The arguments of the present candidate. */
  readonly current: Int32Array;
  private readonly grammar: CompiledGrammar;
  private readonly shelves: readonly Shelf[];
  private readonly candidate: (production: CompiledProduction) => void;
  private productionAt = 0;
  private splits: Int32Array[] = [];
  private sweep: Sweep | undefined;

  /**
   * @param shelves the entries kept so far, one for each sort; they grow as candidates are kept
   * @param candidate called for each one, with its arguments in `current`
   */
  constructor(
    grammar: CompiledGrammar,
    shelves: readonly Shelf[],
    candidate: (production: CompiledProduction) => void,
  ) {
    this.grammar = grammar;
    this.shelves = shelves;
    this.candidate = candidate;
    this.current = new Int32Array(grammar.arity);
  }

  /** Tries up to `limit` candidates. */
  run(limit: number): Grown {
    let left = limit;
    while (left > 0) {
      if (!this.sweep && !this.nextSweep()) return "exhausted";
      left -= this.runSweep(left);
    }
    return "more";
  }

  private nextSweep(): boolean {
    const { productions } = this.grammar;
    for (;;) {
      const split = this.splits.pop();
      if (split) {
        const production = productions[this.productionAt - 1];
        this.sweep = this.sweepOf(production, split);
        return true;
      }
      if (this.productionAt >= productions.length) {
        if (this.cost > this.ceiling()) return false;
        this.cost += GRAIN;
        this.productionAt = 0;
      }
      const production = productions[this.productionAt++];
      if (production?.climbs) this.splits = this.splitsOf(production, this.cost - production.cost);
    }
  }

  /** No candidate can cost more than this with the entries at hand. */
  private ceiling(): number {
    let ceiling = 0;
    for (const production of this.grammar.productions) {
      if (!production.climbs) continue;
      let cost = production.cost;
      for (const sort of production.args) {
        cost += this.shelves[sort].costs.at(-1) ?? Number.NEGATIVE_INFINITY;
      }
      ceiling = Math.max(ceiling, cost);
    }
    return ceiling;
  }

  /** All ways to spend exactly `cost` on the arguments, each a list of positions in the shelves' costs; last first. */
  private splitsOf(production: CompiledProduction, cost: number): Int32Array[] {
    const { args } = production;
    if (cost < 0 || (args.length === 0 && cost !== 0)) return [];
    if (args.length === 0) return [new Int32Array(0)];
    const found: Int32Array[] = [];
    const chosen = new Int32Array(args.length);
    const choose = (i: number, left: number): void => {
      const { costs } = this.shelves[args[i]];
      if (i === args.length - 1) {
        const at = positionOf(costs, left);
        if (at < 0) return;
        chosen[i] = at;
        found.push(chosen.slice());
        return;
      }
      for (let at = 0; at < costs.length && costs[at] < left; at++) {
        chosen[i] = at;
        choose(i + 1, left - costs[at]);
      }
    };
    choose(0, cost);
    return found.reverse();
  }

  private sweepOf(production: CompiledProduction, split: Int32Array): Sweep {
    const { args } = production;
    const from = new Int32Array(args.length);
    const to = new Int32Array(args.length);
    args.forEach((sort, i) => {
      const { starts, ids } = this.shelves[sort];
      from[i] = starts[split[i]];
      to[i] = starts[split[i] + 1] ?? ids.length;
    });
    return { production, from, to, at: from.slice() };
  }

  private runSweep(limit: number): number {
    const { production, from, to, at } = this.sweep as Sweep;
    const arity = production.args.length;
    const { current } = this;
    const shelves = production.args.map((sort) => this.shelves[sort].ids);
    for (let i = 0; i < arity; i++) current[i] = shelves[i][at[i]];
    let tried = 0;
    while (tried < limit) {
      if (!production.commutes || current[0] <= current[1]) {
        tried++;
        this.candidate(production);
      }
      let i = arity - 1;
      while (i >= 0 && ++at[i] === to[i]) {
        at[i] = from[i];
        current[i] = shelves[i][at[i]];
        i--;
      }
      if (i < 0) {
        this.sweep = undefined;
        break;
      }
      current[i] = shelves[i][at[i]];
    }
    return tried;
  }
}

function positionOf(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] === value) return middle;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
