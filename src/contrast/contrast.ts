/**
 * @file A program and a net on one task: which rows, which runs, in which order. What was measured stands in one object that
 * grows, so that a contrast that is stopped is told as far as it went.
 */

import type { Report as SearchReport } from "../drive.ts";
import { type CompiledSide, compiledSide } from "./compiled.ts";
import type { FitProgress, LearnerName } from "./learner.ts";
import { type NetRows, NetSide, type Run } from "./nets.ts";
import type { TaskOutline } from "./outline.ts";
import { Pool } from "./pool.ts";
import { type ProgramSide, programSide } from "./program.ts";
import { keyOf, type PlainRow } from "./rows.ts";
import type { TaskSource } from "./source.ts";

/** Rows that each is scored on at each reach. */
export const TESTS = 200;

/** Rows of the training range by which a size is chosen: neither fitted nor scored. */
const VALIDATION = 500;

/** Samples for the net where neither the task nor the caller says how many. */
export const SAMPLES = 50_000;

export const SEEDS = 5;

/** The part of the rows to be scored that must be left when those trained on are taken out. */
const LEFT = 0.5;

export interface ContrastOptions {
  readonly seed: number;
  readonly seeds: number;
  readonly samples?: number;
  readonly examples?: number;
  readonly program?: { readonly seconds: number; readonly candidates?: number; readonly memory?: number };
  /** Seconds for all its runs together. */
  readonly net?: { readonly seconds: number; readonly threads: number };
  /** Nets of the program's own layers, compiled and trained: seconds for training them. */
  readonly compile?: { readonly seconds: number };
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ContrastProgress) => void;
  /** The learner that is the net; for tests another. */
  readonly learner?: LearnerName;
}

export type ContrastProgress =
  | { readonly kind: "rows"; readonly what: string }
  | { readonly kind: "search"; readonly report: SearchReport }
  | {
      readonly kind: "fit";
      readonly runs: number;
      readonly of: number;
      readonly at: FitProgress;
      readonly what: string;
    };

export interface Contrast {
  readonly outline: TaskOutline;
  readonly seed: number;
  readonly tests: number;
  program?: ProgramSide;
  compiled?: CompiledSide;
  readonly runs: Run[];
  /** What a reader of the figures should know. */
  readonly notes: string[];
  isStopped: boolean;
}

/**
 * Measures until all is done, or the signal comes, which the source is to have, too. Throws an InputError where the task cannot be
 * used; what went wrong with single runs is noted.
 */
export async function contrast(source: TaskSource, options: ContrastOptions): Promise<Contrast> {
  const { signal, onProgress } = options;
  const { outline } = source;
  const result: Contrast = {
    outline,
    seed: options.seed,
    tests: TESTS,
    runs: [],
    notes: [],
    isStopped: false,
  };
  onProgress({ kind: "rows", what: "samples to score" });
  const tests: PlainRow[][] = [];
  for (const reach of outline.reaches) {
    if (signal.aborted) break;
    tests.push(await source.rows("tests", TESTS, reach));
  }
  if (options.program && !signal.aborted) {
    result.program = await programSide(source, tests, {
      ...options.program,
      seed: options.seed,
      ...(options.examples !== undefined && { examples: options.examples }),
      signal,
      onProgress: (report) => onProgress({ kind: "search", report }),
    });
  }
  if (options.compile && result.program?.program !== undefined && !signal.aborted) {
    onProgress({ kind: "rows", what: "samples to learn from" });
    const data = await netRows(source, tests, options, result.notes);
    if (signal.aborted) return { ...result, isStopped: true };
    const { seed, seeds } = options;
    result.compiled = await compiledSide(
      result.program.program,
      outline,
      { ...data, training: data.rows },
      {
        ...{ seed, seeds, signal, seconds: options.compile.seconds },
        onProgress: (own, done, loss) =>
          onProgress({
            ...{ kind: "fit", runs: own - seed, of: seeds },
            ...{ at: { done, loss }, what: `the compiled net's layers from random weights, seed ${own}` },
          }),
      },
    );
  }
  if (options.net && !signal.aborted) {
    onProgress({ kind: "rows", what: "samples to learn from" });
    const data = await netRows(source, tests, options, result.notes);
    if (signal.aborted) return { ...result, isStopped: true };
    const pool = new Pool(options.net.threads);
    const close = (): void => pool.close();
    signal.addEventListener("abort", close, { once: true });
    try {
      await new NetSide(result, pool, data, { ...options, ...options.net }).run();
    } finally {
      signal.removeEventListener("abort", close);
      pool.close();
    }
  }
  result.isStopped = signal.aborted;
  return result;
}

/**
 * What nets are trained on: all that was drawn. Rows that are scored at 1×, and those that sizes are chosen by, are without those
 * trained on, where enough others are left. The other way round training would lose every short list, which the rows to be
 * scored hold all of: parity is then not learned at any length.
 */
async function netRows(
  source: TaskSource,
  tests: readonly (readonly PlainRow[])[],
  options: ContrastOptions,
  notes: string[],
): Promise<NetRows> {
  const rows = await source.rows("training", options.samples ?? source.outline.samples ?? SAMPLES);
  const trained = new Set(rows.map(keyOf));
  const unseen = (given: readonly PlainRow[], what: string): readonly PlainRow[] => {
    const fresh = given.filter((row) => !trained.has(keyOf(row)));
    if (fresh.length >= LEFT * given.length) return fresh;
    notes.push(`the training range holds few inputs: those ${what} are among those trained on`);
    return given;
  };
  const [near, ...far] = tests;
  return {
    rows,
    tests: [unseen(near, "scored at 1×"), ...far],
    validation: unseen(await source.rows("validation", VALIDATION), "that sizes are chosen by"),
  };
}
