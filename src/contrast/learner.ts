/** @file What learns from samples, so far as a contrast knows it: a net, or the nearest neighbour. Runs in a thread of its own. */

import type { Value } from "../language/value.ts";
import type { Field, Row } from "../nets/data/dataset.ts";

/** What is to be learned. */
export interface Shape {
  readonly name: string;
  readonly inputs: readonly Field[];
  readonly output: Field;
}

export interface Samples extends Shape {
  readonly rows: readonly Row[];
}

export interface FitOptions {
  /** Of weights, and of the order of samples. The same seed and samples give the same net, unless time ran out. */
  readonly seed: number;
  /** One of `sizes`. */
  readonly size: string;
  /** One of `schemes`. */
  readonly scheme: string;
  /** Time to fit in, at most. A learner ends by itself when it learns no more. */
  readonly seconds: number;
}

export interface FitProgress {
  /** 0 … 1 */
  readonly done: number;
  readonly loss?: number;
}

/** The scheme that is no way to tell positions: token after token into a state, in place of attention. */
export const RECURRENCE = "recurrence";

export interface Learner {
  /** Sizes worth trying, the smallest first; one where there is nothing to choose. */
  sizes(shape: Shape): readonly string[];
  /** Ways to tell positions in sequences, such as none, randomised and relative; one where there is nothing to choose. */
  schemes(shape: Shape): readonly string[];
  fit(samples: Samples, options: FitOptions): AsyncGenerator<FitProgress, Fitted>;
}

/** What was learned. */
export interface Fitted {
  /** Numbers that were fitted; of the nearest neighbour none. */
  readonly parameters: number;
  /** In a few words. */
  readonly architecture: string;
  /** Time was too short to learn all that it could: another run may give another net. */
  readonly isHurried: boolean;
  /** One output for each; ⊥ where it has none. */
  answers(inputs: readonly (readonly Value[])[]): Promise<readonly Value[]>;
  /** How many rows it answers rightly, where that is told sooner than the answers are given. */
  right?(rows: readonly Row[]): Promise<number>;
  /** Lets go of what it holds beside its own memory. */
  dispose?(): Promise<void>;
}

/** Learners by name, loaded where they are used: nets are large. */
const LEARNERS = {
  net: async (): Promise<Learner> => (await import("./net.ts")).net,
  neighbour: async (): Promise<Learner> => (await import("./neighbour.ts")).neighbour,
} as const satisfies Readonly<Record<string, () => Promise<Learner>>>;

export type LearnerName = keyof typeof LEARNERS;

export const hasLearner = (name: string): name is LearnerName => Object.hasOwn(LEARNERS, name);

export const loadLearner = (name: LearnerName): Promise<Learner> => LEARNERS[name]();
