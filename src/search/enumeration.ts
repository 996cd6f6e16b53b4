/**
 * @file Bottom-up enumeration: bands of one cost; in a band productions in order; in a production every split of what
 * is left of the cost over its arguments; in a split every combination of entries.
 */

import { type CompiledGrammar, type CompiledProduction, GRAIN } from "./grammar.ts";
import type { Shelf } from "./shelf.ts";

export type Grown = "more" | "exhausted";

/** Where the enumeration stands inside a band: one production, one split of the cost over its arguments. */
export interface Sweep {
  readonly production: CompiledProduction;
  /** Per argument: positions [from, to) of its shelf. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly at: Int32Array;
}

/** Entries of another bank that entries of this one stand for. */
export interface Source {
  readonly shelf: Shelf;
  /** Candidates tried there so far. */
  readonly tried: number;
  /** Whether an entry there may ever cost that much or more. */
  mayCost(cost: number): boolean;
  /** Tries up to `limit` candidates there; whether everything up to this cost is there. */
  reach(cost: number, limit: number): boolean;
}

/** What is done with candidates. */
export interface Visitor {
  /** One candidate, with its arguments in `current`. */
  candidate(production: CompiledProduction): void;
  /**
   * Up to `limit` candidates of the sweep at once, which is moved on, or ended by moving its first argument to the
   * end. Returns how many; -1 where they must come one at a time.
   */
  stretch(sweep: Sweep, limit: number): number;
  /** What a production that borrows takes its entries from; none where there is nothing to take. */
  source(production: CompiledProduction): Source | undefined;
}

export class Enumeration {
  /** The band at work, in 1/16 bit: all below it is done. */
  cost = 0;
  /** The arguments of the present candidate. */
  readonly current: Int32Array;
  private readonly grammar: CompiledGrammar;
  private readonly shelves: readonly Shelf[];
  private readonly visitor: Visitor;
  private productionAt = 0;
  private splits: Int32Array[] = [];
  private sweep: Sweep | undefined;
  /** The source that has to grow before the band goes on, and up to which cost. */
  private awaited:
    | { readonly production: CompiledProduction; readonly source: Source; readonly cost: number }
    | undefined;

  /** What a candidate could cost when it was last asked for. */
  private within = 0;

  /**
   * @param shelves the entries kept so far, one for each sort; they grow as candidates are kept
   */
  constructor(grammar: CompiledGrammar, shelves: readonly Shelf[], visitor: Visitor) {
    this.grammar = grammar;
    this.shelves = shelves;
    this.visitor = visitor;
    this.current = new Int32Array(grammar.arity);
  }

  /**
   * Tries up to `limit` candidates; fewer where more than `pieces` came one at a time or made up a stretch, or where all
   * bands up to the cost `until` are done.
   */
  run(limit: number, pieces: number, until = Number.POSITIVE_INFINITY): Grown {
    let [left, leftPieces] = [limit, pieces];
    while (left > 0 && leftPieces > 0) {
      if (this.awaited) {
        const { source, cost, production } = this.awaited;
        const before = source.tried;
        const isThere = source.reach(cost, Math.min(left, leftPieces));
        const tried = source.tried - before;
        left -= tried;
        leftPieces -= tried;
        if (!isThere) continue;
        this.awaited = undefined;
        this.borrow(production, source, cost);
        continue;
      }
      if (!this.sweep && !this.nextSweep(until)) return this.cost > until ? "more" : "exhausted";
      if (!this.sweep) continue;
      const stretch = this.stretch(left);
      const tried = stretch < 0 ? this.runSweep(Math.min(left, leftPieces)) : stretch;
      left -= tried;
      leftPieces -= stretch < 0 ? tried : 1;
    }
    return "more";
  }

  /** Tries a stretch of the sweep at once; -1 where candidates must come one at a time. */
  private stretch(limit: number): number {
    const sweep = this.sweep as Sweep;
    if (sweep.at.length === 0 || sweep.production.borrows) return -1;
    const done = this.visitor.stretch(sweep, limit);
    if (done >= 0 && sweep.at[0] >= sweep.to[0]) this.sweep = undefined;
    return done;
  }

  private nextSweep(until: number): boolean {
    const { productions } = this.grammar;
    for (;;) {
      const split = this.splits.pop();
      if (split) {
        this.sweep = this.sweepOf(productions[this.productionAt - 1], split);
        return true;
      }
      if (this.productionAt >= productions.length) {
        if (this.cost > until || this.isBeyond(this.cost)) return false;
        this.cost += GRAIN;
        this.productionAt = 0;
        if (this.cost > until) return false;
      }
      const production = productions[this.productionAt++];
      if (production?.borrows) {
        const cost = this.cost - production.cost - production.lag;
        const source = cost < GRAIN ? undefined : this.visitor.source(production);
        if (source) {
          this.awaited = { production, source, cost };
          return true;
        }
      } else if (production?.climbs) this.splits = this.splitsOf(production, this.cost - production.cost);
    }
  }

  /** Takes in the entries of a source that cost just that there. */
  private borrow(production: CompiledProduction, { shelf }: Source, cost: number): void {
    const { costs, starts, count } = shelf;
    const at = firstFrom(costs, cost);
    if (costs[at] !== cost) return;
    const from = Int32Array.of(starts[at]);
    this.sweep = { production, from, to: Int32Array.of(starts[at + 1] ?? count), at: from.slice() };
  }

  /** What a candidate of the present band costs: lambdas are taken in late. */
  costOf(production: CompiledProduction): number {
    return this.cost - production.lag;
  }

  /** Whether no candidate can cost that much. What could once hardly ever cannot later, and takes time to find. */
  private isBeyond(cost: number): boolean {
    if (cost <= this.within) return false;
    if (!this.mayCost(cost)) return true;
    this.within = cost;
    return false;
  }

  /** Whether a candidate can cost that much or more with the entries at hand. Lambdas are asked last: their scopes are made for it. */
  mayCost(cost: number): boolean {
    const { productions } = this.grammar;
    for (const { climbs, borrows, args, cost: own } of productions) {
      if (!climbs || borrows) continue;
      let most = own;
      for (const sort of args) most += this.shelves[sort].costs.at(-1) ?? Number.NEGATIVE_INFINITY;
      if (most >= cost) return true;
    }
    return productions.some((production) => {
      const { climbs, borrows, cost: own, lag } = production;
      return climbs && borrows && this.visitor.source(production)?.mayCost(cost - own - lag) === true;
    });
  }

  /** All ways to spend exactly `cost` on the arguments, each a list of positions in the shelves' costs; last first. */
  private splitsOf(production: CompiledProduction, cost: number): Int32Array[] {
    const { args } = production;
    if (cost < 0 || (args.length === 0 && cost !== 0)) return [];
    if (args.length === 0) return [new Int32Array(0)];
    const found: Int32Array[] = [];
    const chosen = new Int32Array(args.length);
    // What an argument and those after it may cost at most.
    const most = new Array<number>(args.length + 1).fill(0);
    for (let i = args.length - 1; i >= 0; i--)
      most[i] = most[i + 1] + (this.shelves[args[i]].costs.at(-1) ?? Number.NEGATIVE_INFINITY);
    const choose = (i: number, left: number): void => {
      const { costs } = this.shelves[args[i]];
      const first = firstFrom(costs, left - most[i + 1]);
      if (i === args.length - 1) {
        if (costs[first] !== left) return;
        chosen[i] = first;
        found.push(chosen.slice());
        return;
      }
      for (let at = first; at < costs.length && costs[at] < left; at++) {
        // Of two arguments that may be swapped, the first comes first.
        if (production.commutes && 2 * costs[at] > left) break;
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
      const { starts, count } = this.shelves[sort];
      from[i] = starts[split[i]];
      to[i] = starts[split[i] + 1] ?? count;
    });
    return { production, from, to, at: from.slice() };
  }

  private runSweep(limit: number): number {
    const sweep = this.sweep as Sweep;
    const { production, from, to, at } = sweep;
    const arity = at.length;
    const { current } = this;
    const shelves = production.borrows
      ? [(this.visitor.source(production) as Source).shelf]
      : production.args.map((sort) => this.shelves[sort]);
    for (let i = 0; i < arity; i++) current[i] = shelves[i].entryAt(at[i]);
    let tried = 0;
    while (tried < limit) {
      tried++;
      this.visitor.candidate(production);
      let i = arity - 1;
      while (i >= 0 && ++at[i] >= to[i]) i--;
      if (i < 0) {
        this.sweep = undefined;
        break;
      }
      current[i] = shelves[i].entryAt(at[i]);
      for (i++; i < arity; i++) {
        // Of two arguments that may be swapped, the first comes first.
        at[i] = production.commutes ? Math.max(at[0], from[i]) : from[i];
        current[i] = shelves[i].entryAt(at[i]);
      }
    }
    return tried;
  }
}

/** The position of the first number that is no smaller. */
function firstFrom(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
