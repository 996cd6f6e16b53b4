/** @file What a search answers, and the interface every search offers. */

import type { Grammar } from "../language/grammar.ts";
import type { Program } from "../language/program.ts";
import type { Value } from "../language/value.ts";
import type { Example } from "../tasks/task.ts";
import type { Account, Strategy } from "./account.ts";

/** An example that the program gets wrong and that is cheaper to call wrong than to explain. */
export interface Suspect {
  /** Position among the task's examples. */
  readonly example: number;
  readonly given: Value;
  /** What the program says instead. */
  readonly expected: Value;
}

export interface Answer {
  readonly program: Program;
  /** Description length in bits: program and the rows it gets wrong, by the formula in rank.ts. */
  readonly cost: number;
  /** Examples it gets right. */
  readonly right: number;
  readonly suspects: readonly Suspect[];
  /** "bottom-up", "goals", "tree of 3 leaves", "edit" … */
  readonly foundBy: string;
}

/** An input on which the cheapest programs differ. */
export interface Question {
  readonly inputs: readonly Value[];
  /** What the best program answers, then what its rivals do, the likeliest first; distinct. */
  readonly answers: readonly Value[];
  /** Position among the task's unlabelled inputs; absent for an input varied from an example. */
  readonly unlabelled?: number;
}

export interface Progress {
  readonly candidates: number;
  /** Distinct values kept. */
  readonly entries: number;
  /** Owned by the search, in bytes. */
  readonly bytes: number;
  /** At work. */
  readonly strategy: Strategy;
}

export type Status = "more" | "best" | "exhausted" | "budget";

export interface Search {
  /**
   * Tries that many more candidates, or for about that long; where it pauses changes nothing. `best`: the cheapest
   * program found cannot be expected to improve; `exhausted`: the space is finished; `budget`: candidates are spent;
   * `more`: call again.
   */
  step(candidates: number, milliseconds?: number): Status;
  /** The cheapest programs that differ as functions on everything known, cheapest first. Empty when nothing fits. */
  answers(): readonly Answer[];
  /** What to ask next, most telling first; at most three; none when the answer is clear. */
  questions(): readonly Question[];
  /** One more example (an answer to a question, a corrected cell); the search goes on warm. */
  tell(example: Example): Promise<void>;
  /** Replaces the output of example `index`. */
  correct(index: number, output: Value): void;
  /** What a program of the user's costs, and whether anything beats it. */
  explain(program: Program): Verdict;
  progress(): Progress;
  /** What each strategy did and found, and why the search stopped. */
  account(): Account;
  dispose(): void;
}

/** What a part of a program, or an example that it gets wrong, costs. */
export interface Part {
  /** A primitive's name, a leaf or shared part in full, or "row N", the position of an example from 1. */
  readonly part: string;
  readonly bits: number;
  /** Of the program, where it is one. */
  readonly node?: Program;
  /** Its position from 0, where it is an example. */
  readonly example?: number;
}

export interface Verdict {
  /** In bits; by the same formula as every answer's. */
  readonly cost: number;
  readonly parts: readonly Part[];
  readonly wrong: readonly Suspect[];
  /** No more examples are wrong than may be mistakes. */
  readonly fits: boolean;
  /** The present best answer, when it is cheaper. */
  readonly beatenBy?: Answer;
}

export const PREFERENCES = ["short", "fast"] as const;
export type Preference = (typeof PREFERENCES)[number];

export interface SearchOptions {
  /** Candidates to try at most; default no limit. */
  readonly candidates?: number;
  /** Bytes the search may own; default 1 GiB. */
  readonly memory?: number;
  /** Threads to work with, this one included, 1 to 64; they change nothing in what is found. Default 1. */
  readonly threads?: number;
  /** How many suspects may be named at most; default no limit. */
  readonly suspects?: number;
  /** How many answers to keep; default 4. */
  readonly top?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Of programs that are equal on all that is known: the shortest, or that whose steps grow slowest. Default short. */
  readonly prefer?: Preference;
  /** To search in place of what the domains propose: a file's own. */
  readonly grammar?: Grammar;
}

/** How many of that many examples a search may call wrong: never so many that a memory of the rest would do. */
export function mostSuspects(examples: number, { suspects }: SearchOptions): number {
  const most = Math.floor(examples / 5);
  return Math.min(most, suspects ?? most);
}
