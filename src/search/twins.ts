/**
 * @file Twins: programs that are equal on all that is known. Where the fastest of them is wanted, dearer ones than the
 * cheapest are looked at, for as long as one could be faster.
 */

import { bits } from "../language/grammar.ts";
import type { Program } from "../language/program.ts";
import type { Growth } from "./growth.ts";
import type { MeetOptions } from "./meet.ts";

/** Programs of one round, equal to one that stands, that are looked at. */
const LOOKED_AT = 200;

/** Programs kept for the rows beyond where a recursion ends, and goals expanded for them. */
const CASES = 60;
const CASE_EXPANSIONS = 200;

/** For how many rounds, and with programs by how much dearer, a search goes on that would have ended. */
const ROUNDS = 3;
const SLACK = bits(24);

export class Twins {
  readonly growth: Growth;
  private left = LOOKED_AT;

  constructor(growth: Growth) {
    this.growth = growth;
  }

  /** A round begins. */
  begin(): void {
    this.left = LOOKED_AT;
  }

  /** Whether one that equals what is at hand is still looked at. */
  wants(best: Program | undefined): boolean {
    return (!best || !this.growth.isLeast(best)) && this.left-- > 0;
  }

  /** How far the goal on all rows is followed, where usually it would be so far. */
  goals(usual: MeetOptions): MeetOptions {
    return { ...usual, twins: LOOKED_AT, slack: Math.max(usual.slack, SLACK) };
  }

  /** The same on the rows beyond where a recursion ends: many programs that differ there, dear ones among them. */
  cases(usual: MeetOptions): MeetOptions {
    return {
      ...usual,
      keep: CASES,
      expansions: CASE_EXPANSIONS,
      plain: true,
      slack: Math.max(usual.slack, SLACK),
    };
  }

  /** By how many rounds, and 1/16 bits, a search is to go on once this one cannot be expected to become cheaper. */
  further(best: Program): { readonly rounds: number; readonly slack: number } {
    return this.growth.isLeast(best) ? NOTHING_FURTHER : { rounds: ROUNDS, slack: SLACK };
  }
}

export const NOTHING_FURTHER = { rounds: 0, slack: 0 } as const;
