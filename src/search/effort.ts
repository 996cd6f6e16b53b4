/**
 * @file How hard to look, by what the grammar is. Where domains propose one, programs are sought among rivals, with doubt. A
 * closed grammar, a file's own, is a statement: few rows, goals in step with the bank, and no doubt about a program far
 * shorter than its table. Where the words of the bank are the values, it grows faster than goals can be followed.
 */

import { bits } from "../language/grammar.ts";
import { type Program, walk } from "../language/program.ts";
import { recursiveBody } from "../language/recursion.ts";
import type { CompiledGrammar } from "./grammar.ts";
import type { MeetOptions } from "./meet.ts";
import { MAX_CORE, MAX_GUARDS } from "./rows.ts";
import { selectorOf } from "./selector.ts";

/** Programs beyond this much worse than the best are not rivals, in 1/16 bit. */
export const RIVAL_SLACK = bits(14);

/** Candidates of the first round, and where lambdas may stand. */
const FIRST_ROUND = 1_000;
const FIRST_LOOPS = 2_000;

/** Goals on all rows, on some, on conditions, and on the rows of two branches. */
const FULL: MeetOptions = { keep: 10, expansions: 1200, proposals: 400, slack: RIVAL_SLACK };
const CLOSED: MeetOptions = { keep: 3, expansions: 600, refining: 200, proposals: 400, slack: 0 };
const PARTIAL: MeetOptions = { keep: 6, expansions: 80, proposals: 150, slack: bits(8) };
const CONDITION: MeetOptions = { keep: 3, expansions: 30, proposals: 100, slack: bits(4) };
const MERGED: MeetOptions = { keep: 4, expansions: 300, refining: 300, proposals: 200, slack: bits(2) };

/** Goals expanded over direct values; and from so many entries on, when they are looked through for what fits as it stands. */
const DIRECT = { expansions: 20, refining: 40 };
const DIRECT_ENTRIES = 100_000;
const FOUND = { expansions: 1, refining: 1 };

/** Candidates of a round for each goal expanded in it, where the grammar is closed, and the least of those. */
const PER_EXPANSION = 40;
const LEAST_EXPANSIONS = 50;
const PER_PARTIAL = 128;
const LEAST_PARTIAL = 8;
const MOST_PARTIAL = 40;

/** The same where lambdas may stand: most of what is sought there climbs. */
const LOOPED: MeetOptions = { keep: 6, expansions: 0, proposals: 60, slack: bits(8) };
const LOOP_EXPANSIONS = 20;
const PER_LOOP_EXPANSION = 400;
const ASKING_EXPANSIONS = 80;
const PER_LOOP_PARTIAL = 20_000;
const PER_EDIT = 32;
const LOOP_GUARDS = 4;

/** Scopes of lambdas opened for goals in one round, and candidates that each may try; and where a function sort has one for all. */
const LAMBDA_SCOPES = 12;
const PER_SCOPE = 500;
const LAMBDA_CANDIDATES = 8_000;
const LOOP_SCOPES = 5;
const LOOP_CANDIDATES = 400_000;

/** Candidates for loops that are run, for each other one of a round: they take little time. */
const LOOPS_RUN = 2;

/** Core rows of a closed grammar without a selector, and with one. */
const CLOSED_CORE = 8;
const SELECTOR_CORE = 12;

/** Trees of more branches are not merged. */
const MAX_MERGED = 6;

/** Sets of two rows. */
const PAIRS = 40;
const PARTIAL_SETS = 60;

/** The same where a program asks for its own value. */
const CASES = 24;

/** Candidates tried before a program is taken to be the best, unless it is hardly dearer than what was enumerated. */
const LEAST = 64_000;
const CLOSED_LEAST = 4_000;
const NEAR = bits(10);
const LOOP_NEAR = bits(4);

/**
 * Rounds without a better program after which the best is taken to be the best: one for a program much shorter
 * than the table of outputs it stands for, more for one that hardly is.
 */
const PATIENCE = [
  { share: 0.45, rounds: 1 },
  { share: 0.65, rounds: 2 },
  { share: 0.85, rounds: 3 },
] as const;

/** In a closed grammar, a program so much shorter than its table is not doubted. */
const AT_ONCE = { share: 0.3, rounds: 0 };

/**
 * Where lambdas may stand, a tree of branches is not preferred to what is still to be enumerated, however much shorter than
 * its table it is: outputs are long lists, and what makes them a short loop; nor is a whole program far beyond the frontier.
 */
const LOOPS = [{ share: 0.12, rounds: 3 }] as const;

/** A tree may become a shorter one when there is more to make it of: rounds for few branches, and for more. */
const TREES = { share: 0.85, few: 3, rounds: 1, more: 2 };

/** Where a search stands, in 1/16 bit and candidates. */
export interface Standing {
  /** What storing all outputs would cost. */
  readonly table: number;
  readonly quota: number;
  /** Below it everything has been enumerated. */
  readonly frontier: number;
}

export class Effort {
  /** Rows that goals look at. */
  readonly core: number;
  /** Whether the start sort has a selector. */
  readonly selects: boolean;
  private readonly closed: boolean;
  private readonly isDirect: boolean;
  /** Whether lambdas may stand in programs: the bank then finds most of what is found, and goals cost much. */
  readonly hasLoops: boolean;

  constructor({ start, closed, selectors, productions }: CompiledGrammar) {
    this.hasLoops = productions.some(({ functions }) => functions.length > 0);
    this.closed = closed;
    this.isDirect = start?.layout.total === true;
    this.selects = selectors.length > 0;
    this.core = !closed ? MAX_CORE : this.selects ? SELECTOR_CORE : CLOSED_CORE;
  }

  /** Rows that tell programs apart: a list does that better than a cell, and each costs a loop. */
  get guards(): number {
    return this.hasLoops ? LOOP_GUARDS : MAX_GUARDS;
  }

  /** Candidates of the first round. */
  get firstRound(): number {
    return this.hasLoops ? FIRST_LOOPS : FIRST_ROUND;
  }

  /** For the goal on all rows; `isAsking` where a faster program is sought that asks of itself what a slow one says. */
  goals(quota: number, entries: number, isAsking: boolean): MeetOptions {
    const usual = this.closed ? CLOSED : FULL;
    if (this.isDirect) return { ...usual, ...(entries > DIRECT_ENTRIES ? FOUND : DIRECT) };
    if (this.hasLoops) {
      const most = isAsking ? ASKING_EXPANSIONS : FULL.expansions;
      const expansions = Math.min(Math.max(LOOP_EXPANSIONS, Math.floor(quota / PER_LOOP_EXPANSION)), most);
      return { ...LOOPED, expansions };
    }
    if (!this.closed) return usual;
    const expansions = Math.max(LEAST_EXPANSIONS, Math.floor(quota / PER_EXPANSION));
    return { ...usual, expansions: Math.min(usual.expansions, expansions) };
  }

  /** For a goal on some rows. */
  partial(quota: number, isRecursive: boolean): MeetOptions {
    if (this.isDirect) return { ...PARTIAL, ...DIRECT };
    if (this.hasLoops) {
      const least = isRecursive ? LEAST_PARTIAL : 2;
      const expansions = Math.min(Math.max(least, Math.floor(quota / PER_LOOP_PARTIAL)), PARTIAL.expansions);
      return { ...PARTIAL, expansions, proposals: 40 };
    }
    if (!this.closed) return PARTIAL;
    const expansions = Math.max(LEAST_PARTIAL, Math.floor(quota / PER_PARTIAL));
    return { ...PARTIAL, expansions: Math.min(MOST_PARTIAL, expansions) };
  }

  /** Candidates that the scope of one goal's lambda may have tried by the end of a round. */
  lambdas(quota: number): number {
    return this.hasLoops ? Math.min(quota, LOOP_CANDIDATES) : Math.min(quota / 4, LAMBDA_CANDIDATES);
  }

  /** Candidates for loops that are run, in one round. */
  loops(quota: number): number {
    return Math.floor(quota * LOOPS_RUN);
  }

  /** Such scopes worked on in one round: few in the first, which an answer is waited for. */
  scopes(quota: number): number {
    return this.hasLoops ? LOOP_SCOPES : Math.min(LAMBDA_SCOPES, Math.ceil(quota / PER_SCOPE));
  }

  /** Edits of one program that is nearly right. */
  edits(quota: number): number {
    return this.hasLoops ? Math.floor(quota / PER_EDIT) : Number.POSITIVE_INFINITY;
  }

  /** For a goal on a condition. */
  readonly conditions: MeetOptions = CONDITION;

  /** For a goal on the rows of two branches of a tree; none where that is not worth it. */
  merging(branches: number, entries: number): MeetOptions | undefined {
    if (branches < 3 || branches > MAX_MERGED) return undefined;
    if (!this.isDirect) return MERGED;
    return entries > DIRECT_ENTRIES ? undefined : { ...MERGED, ...DIRECT };
  }

  /**
   * Sets of rows to solve apart; `divides` where what is right on some is joined into trees over all examples. What asks for its
   * own value has cases, each of a few rows.
   */
  sets(rows: readonly number[], divides: boolean, isRecursive: boolean): readonly (readonly number[])[] {
    const single = rows.map((row) => [row]);
    if (divides) return this.isDirect ? [] : [...pairs(rows, PAIRS), ...single];
    const butOne = rows.length >= 4 ? rows.map((row) => rows.filter((other) => other !== row)) : [];
    if (this.hasLoops) return isRecursive ? [...butOne, ...pairs(rows, CASES)] : butOne;
    return [...butOne, ...pairs(rows, PARTIAL_SETS - butOne.length), ...single];
  }

  /** Rounds without a better program after which this one is taken to be the best. */
  patience(program: Program, cost: number, { table, quota, frontier }: Standing): number {
    const least = this.closed ? CLOSED_LEAST : LEAST;
    if (quota < least && cost > frontier + NEAR) return Number.POSITIVE_INFINITY;
    if (this.hasLoops && cost <= frontier + LOOP_NEAR) return 1;
    const rule = this.patiences(program).find(({ share }) => cost <= share * table);
    return rule?.rounds ?? Number.POSITIVE_INFINITY;
  }

  private patiences(program: Program): readonly { share: number; rounds: number }[] {
    if (this.hasLoops) return branchesOf(program) === 1 ? LOOPS : [];
    if (!this.closed) return PATIENCE;
    const branches = branchesOf(program);
    if (branches === 1) return [AT_ONCE, ...PATIENCE];
    return [{ share: TREES.share, rounds: branches <= TREES.few ? TREES.rounds : TREES.more }];
  }

  /** Whether a program is so much shorter than its table that nothing else need be looked for. */
  isClear(cost: number, table: number): boolean {
    return cost <= PATIENCE[0].share * table;
  }
}

/** Branches of the tree that a program is; a recursive function's first is where it ends, and no branch more. */
function branchesOf(program: Program): number {
  const body = recursiveBody(program);
  if (body) return Math.max(1, branchesOf(body) - 1);
  const selector = program.kind === "apply" ? selectorOf(program.primitive) : undefined;
  if (program.kind !== "apply" || !selector) return 1;
  return branchesOf(program.args[selector.then]) + branchesOf(program.args[selector.else]);
}

/** Two rows at a time, neighbours first. */
function pairs(rows: readonly number[], most: number): number[][] {
  const found: number[][] = [];
  for (let gap = 1; gap < rows.length && found.length < most; gap++)
    for (let i = 0; i + gap < rows.length && found.length < most; i++) found.push([rows[i], rows[i + gap]]);
  return found;
}

/** Cases of a program: branches, and what stands in where there is no value. */
export function casesOf(program: Program): number {
  let cases = 1;
  walk(program, (node) => {
    if (node.kind === "apply" && (selectorOf(node.primitive) || node.primitive.recovers)) cases++;
  });
  return cases;
}
