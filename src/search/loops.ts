/**
 * @file Loops that are run: a lambda whose result goes back into it (a fold's, an iteration's) cannot be deduced where the
 * examples hold no traces of one another. Its bodies climb in a scope of their own, further than the bank has come, and each is
 * tried for real with the likeliest other arguments.
 */

import { apply, type Program } from "../language/program.ts";
import { showType } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import type { Ledger, Way } from "./account.ts";
import type { Bank } from "./bank.ts";
import type { Leaf } from "./branch.ts";
import type { Core } from "./core.ts";
import type { CompiledProduction, CompiledSort } from "./grammar.ts";
import type { Nest } from "./nest.ts";

/** Other arguments of one loop that bodies are tried with, and entries that they are chosen among. */
const CHOICES = 4;
const ENTRIES = 64;

/** Candidates of a scope between two looks at what is new in it. */
const CHUNK = 64;

/** Programs taken from one loop in a round. */
const PROGRAMS = 2;

const RUN: Way = { strategy: "loops", foundBy: "loop" };

/** A production with one lambda among its arguments, the result of which is one of its parameters. */
interface Loop {
  readonly production: CompiledProduction;
  /** Of the lambda among the arguments. */
  readonly place: number;
  readonly sort: CompiledSort;
}

/** What a loop's other arguments are. */
interface Choice {
  /** In order of the parameters; -1 for the lambda. */
  readonly entries: readonly number[];
  readonly cost: number;
  /** The rows on which the lambda is called at all. */
  readonly rows: readonly number[];
}

export class Loops {
  private readonly bank: Bank;
  private readonly core: Core;
  private readonly ledger: Ledger;
  private readonly loops: readonly Loop[];
  private readonly nests = new Map<CompiledSort, Nest | undefined>();
  /** By loop and other arguments: how many bodies were tried. */
  private readonly tried = new Map<string, number>();

  constructor(bank: Bank, core: Core, ledger: Ledger) {
    this.bank = bank;
    this.core = core;
    this.ledger = ledger;
    this.loops = bank.grammar.start?.productions.flatMap((production) => this.loopOf(production)) ?? [];
  }

  get bytes(): number {
    let bytes = 0;
    for (const nest of this.nests.values()) bytes += nest?.bank.bytes ?? 0;
    return bytes;
  }

  dispose(): void {
    for (const nest of this.nests.values()) nest?.bank.dispose();
    this.nests.clear();
    this.tried.clear();
  }

  /**
   * Programs that are right on all rows of the core and cost less than `bound`; uses about so many candidates, and pauses with
   * what was used.
   */
  *run(candidates: number, bound: number): Generator<number, Leaf[]> {
    if (this.loops.length === 0) return [];
    this.ledger.enter("loops");
    const found: Leaf[] = [];
    const share = Math.ceil(candidates / this.loops.length);
    for (const loop of this.loops) {
      const leaves = yield* this.tryOut(loop, share, bound);
      for (const leaf of leaves) found.push(leaf);
    }
    this.ledger.count("programs", found.length);
    return found;
  }

  private loopOf(production: CompiledProduction): Loop[] {
    const { functions, args, primitive } = production;
    if (functions.length !== 1 || !primitive) return [];
    const [place] = functions;
    const sort = this.bank.grammar.sorts[args[place]];
    if (sort.type.kind !== "function") return [];
    const made = showType(sort.type.result);
    const returns = made === this.bank.grammar.start?.name;
    return returns && sort.type.params.some((param) => showType(param) === made)
      ? [{ production, place, sort }]
      : [];
  }

  private *tryOut(loop: Loop, share: number, bound: number): Generator<number, Leaf[]> {
    const nest = this.nestOf(loop.sort);
    const choices = this.choicesOf(loop);
    if (!nest || choices.length === 0) return [];
    const found: Leaf[] = [];
    for (let used = 0; used < share; ) {
      const before = nest.tried;
      const isDone = nest.bank.grow(CHUNK) === "exhausted" || nest.bank.full;
      let spent = nest.tried - before;
      for (const choice of choices) {
        const key = `${loop.production.id} ${choice.entries.join(" ")}`;
        const entries = nest.shelf;
        for (let at = this.tried.get(key) ?? 0; at < entries.count; at++) {
          this.tried.set(key, at + 1);
          spent++;
          const body = entries.entryAt(at);
          const cost = loop.production.cost + choice.cost + nest.bank.costOf(body);
          if (cost >= bound || !this.isRight(loop, choice, nest, body)) continue;
          found.push(this.leafOf(loop, choice, nest, body, cost));
          if (found.length >= PROGRAMS) {
            yield spent;
            return found;
          }
        }
      }
      used += Math.max(spent, 1);
      yield spent;
      if (isDone) break;
    }
    return found;
  }

  private nestOf(sort: CompiledSort): Nest | undefined {
    if (!this.nests.has(sort)) this.nests.set(sort, this.bank.nestFor(sort));
    return this.nests.get(sort);
  }

  /** The likeliest other arguments, but for those with which the loop is wrong before its lambda is called, or never calls it. */
  private choicesOf(loop: Loop): Choice[] {
    const { bank } = this;
    const { production, place } = loop;
    let lists: { entries: number[]; cost: number }[] = [{ entries: [], cost: 0 }];
    production.args.forEach((sort, i) => {
      const entries = i === place ? [-1] : bank.entries(bank.grammar.sorts[sort].name).slice(0, ENTRIES);
      lists = lists.flatMap(({ entries: before, cost }) =>
        entries.map((entry) => ({
          entries: [...before, entry],
          cost: cost + (entry < 0 ? 0 : bank.costOf(entry)),
        })),
      );
    });
    lists.sort((a, b) => a.cost - b.cost);
    const found: Choice[] = [];
    for (const { entries, cost } of lists) {
      const rows = this.rowsCalled(loop, entries);
      if (!rows || rows.length === 0) continue;
      found.push({ entries, cost, rows });
      if (found.length >= CHOICES) break;
    }
    return found;
  }

  /** The rows of the core on which the lambda is called; `undefined` where it is wrong on another one. */
  private rowsCalled(loop: Loop, entries: readonly number[]): number[] | undefined {
    const rows: number[] = [];
    for (const row of this.core.rows) {
      let isCalled = false;
      const value = this.valueOn(row, loop, entries, () => {
        isCalled = true;
        return undefined;
      });
      if (isCalled) rows.push(row);
      else if (!this.core.isRight(row, value)) return undefined;
    }
    return rows;
  }

  private valueOn(row: number, { production, place }: Loop, entries: readonly number[], f: Value): Value {
    const { bank } = this;
    const args = entries.map((entry, i) => (i === place ? f : bank.value(entry, row)));
    return bank.applied(production, args, row);
  }

  private isRight(loop: Loop, { entries, rows }: Choice, nest: Nest, body: number): boolean {
    const f = nest.functionOf(body);
    for (const row of rows) {
      nest.row = row;
      if (!this.core.isRight(row, this.valueOn(row, loop, entries, f))) return false;
    }
    return true;
  }

  private leafOf(loop: Loop, { entries }: Choice, nest: Nest, body: number, cost: number): Leaf {
    const { bank } = this;
    const { production } = loop;
    const f = nest.functionOf(body);
    const values = Array.from({ length: bank.rows }, (_, row) => {
      nest.row = row;
      return this.valueOn(row, loop, entries, f);
    });
    const program = (): Program => {
      const args = entries.map((entry) => (entry < 0 ? nest.programOf(body) : bank.programOf(entry)));
      return apply(production.primitive!, args, bank.grammar.sorts[production.sort].type);
    };
    return { cost, values, program, way: RUN };
  }
}
