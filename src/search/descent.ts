/** @file Goals of a round: they descend into the bank one after another, and what met them is kept as leaves. */

import { bits } from "../language/grammar.ts";
import type { Cell, Goal } from "../language/witness.ts";
import { EXPANSION, type Ledger } from "./account.ts";
import type { Bank } from "./bank.ts";
import type { Leaf } from "./branch.ts";
import type { Core } from "./core.ts";
import { leafOf, partOf } from "./leaves.ts";
import { matching } from "./matching.ts";
import { Meet, type MeetOptions } from "./meet.ts";
import type { ScopeFrame, Scopes } from "./scopes.ts";

/** Goals expanded in one go before the clock is looked at. */
const SLICE = 2;

/** A program for all rows that costs no more than this leaves nothing for branches to gain. */
const CHEAP = bits(24);

/** Programs that explain some rows together, beyond which no more are looked for. */
const ENOUGH = 3;

export class Descent {
  private readonly bank: Bank;
  private readonly scopes: Scopes;
  private readonly scope: ScopeFrame;
  private readonly core: Core;
  private readonly ledger: Ledger;
  /** The goal at work. */
  private meet: Meet | undefined;
  private found: Leaf[] = [];

  /** @param scope the bank's own, for the scopes of lambdas inside it */
  constructor(bank: Bank, scopes: Scopes, scope: ScopeFrame, core: Core, ledger: Ledger) {
    this.bank = bank;
    this.scopes = scopes;
    this.scope = scope;
    this.core = core;
    this.ledger = ledger;
  }

  /** Programs right on some rows or all, from this round's goals. */
  get leaves(): readonly Leaf[] {
    return this.found;
  }

  get bytes(): number {
    return this.meet?.bytes ?? 0;
  }

  /** Lets go of everything: a round begins, or none will. */
  clear(): void {
    this.meet = undefined;
    this.found = [];
  }

  /** What the bank has that is right on all rows as it stands, the cheapest first. */
  standing(most: number): Leaf[] {
    const { start } = this.bank.grammar;
    if (!start) return [];
    const goal = this.goalOn(start.name, this.core.rows);
    return matching(this.bank, goal, start, most).map((entry) => partOf(this.bank, entry));
  }

  /** Looks for programs that are right on these rows. */
  *on(rows: readonly number[], options: MeetOptions): Generator<number, void> {
    const { start } = this.bank.grammar;
    if (!start) return;
    this.ledger.enter(rows.length < this.core.rows.length ? "goals on some rows" : "goals");
    const meet = yield* this.pursue(this.goalOn(start.name, rows), options);
    this.keep(meet);
    this.meet = undefined;
  }

  /** Programs that meet a goal of another kind. */
  *of(goal: Goal, options: MeetOptions): Generator<number, readonly Leaf[]> {
    const meet = yield* this.pursue(goal, options);
    this.meet = undefined;
    return meet.solutions.map((solution) => leafOf(meet, solution, this.ledger.strategy));
  }

  /** The budget is spent: what the goal at work has met stands. */
  close(): void {
    if (this.meet) this.keep(this.meet);
  }

  /** Whether cheap leaves explain these rows together already. */
  covers(rows: readonly number[]): boolean {
    if (rows.length === 1) return false;
    let count = 0;
    for (const { values } of this.found) if (this.core.fits(values, rows) && ++count >= ENOUGH) return true;
    return false;
  }

  /** Leaves that are right on all rows of the core, the cheapest first. */
  whole(): Leaf[] {
    return this.found.filter(({ values }) => this.core.fits(values)).sort((a, b) => a.cost - b.cost);
  }

  /** Whether branches could gain anything: not where there is a cheap program for all rows. */
  get isDear(): boolean {
    const cheapest = this.whole()[0]?.cost ?? Number.POSITIVE_INFINITY;
    const dearest = this.core.rows.reduce((most, row) => Math.max(most, this.core.wrongCost(row)), 0);
    return cheapest > Math.max(CHEAP, dearest);
  }

  private goalOn(sort: string, rows: readonly number[]): Goal {
    const cells = new Array<Cell>(this.bank.rows).fill("any");
    for (const row of rows) cells[row] = { one: this.core.output(row) };
    return { sort, cells };
  }

  private *pursue(goal: Goal, options: MeetOptions): Generator<number, Meet> {
    const meet = new Meet(this.bank, options, this.scopes.opener(this.bank, this.scope));
    meet.start(goal);
    this.meet = meet;
    for (let done = false; !done; ) {
      const [before, tried] = [meet.expanded, this.scopes.tried];
      done = meet.run(SLICE);
      this.ledger.count("expansions", meet.expanded - before);
      yield (meet.expanded - before) * EXPANSION + this.scopes.tried - tried + 1;
    }
    return meet;
  }

  private keep(meet: Meet): void {
    const { strategy } = this.ledger;
    for (const solution of meet.solutions) this.found.push(leafOf(meet, solution, strategy));
    this.ledger.count("programs", meet.solutions.length);
  }
}
