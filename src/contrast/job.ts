/** @file The thread in which learners fit and answer: one job after the other. */

import { parentPort } from "node:worker_threads";
import type { Type } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import type { Row } from "../nets/data/dataset.ts";
import { type FitOptions, type FitProgress, type Fitted, type LearnerName, loadLearner } from "./learner.ts";
import type { TaskOutline } from "./outline.ts";
import { type PlainRow, rowsOf } from "./rows.ts";
import { type Score, scoreOf } from "./score.ts";

export interface Job {
  readonly learner: LearnerName;
  readonly outline: TaskOutline;
  readonly rows: readonly PlainRow[];
  /** What it is scored on: a set for each score. */
  readonly tests: readonly (readonly PlainRow[])[];
  readonly options: FitOptions;
  /** Seconds after which its thread is ended, whatever it is at. */
  readonly limit: number;
}

export interface Outcome {
  readonly scores: readonly Score[];
  readonly parameters: number;
  readonly architecture: string;
  readonly isHurried: boolean;
  /** To fit, and to be scored. */
  readonly seconds: number;
  /** Of these to be scored. */
  readonly answering: number;
}

/** Rows that are answered first: where none of them is right, the others are not asked about. Far away, answers take long. */
const FIRST = 40;

export type JobReply =
  | { readonly kind: "progress"; readonly progress: FitProgress }
  | { readonly kind: "done"; readonly outcome: Outcome }
  | { readonly kind: "failed"; readonly why: string };

async function run({ learner, outline, rows, tests, options }: Job): Promise<Outcome> {
  const start = performance.now();
  const { fit } = await loadLearner(learner);
  const { name, inputs, output } = outline;
  const samples = { name, inputs, output: { name: "output", type: output }, rows: rowsOf(rows, outline) };
  const fitting = fit(samples, options);
  let step = await fitting.next();
  for (; !step.done; step = await fitting.next()) say({ kind: "progress", progress: step.value });
  const fitted = step.value;
  const fitEnd = performance.now();
  const scores: Score[] = [];
  try {
    for (const set of tests) scores.push(await scored(fitted, rowsOf(set, outline), output));
  } finally {
    await fitted.dispose?.();
  }
  const { parameters, architecture, isHurried } = fitted;
  const end = performance.now();
  const times = { seconds: (end - start) / 1000, answering: (end - fitEnd) / 1000 };
  return { scores, parameters, architecture, isHurried, ...times };
}

async function scored(fitted: Fitted, rows: readonly Row[], type: Type): Promise<Score> {
  const wanted = rows.map(({ output }) => output);
  const few = rows.slice(0, FIRST);
  const others = rows.slice(FIRST);
  if (fitted.right) {
    const first = { right: await fitted.right(few), of: few.length };
    if (first.right === 0 || others.length === 0) return first;
    return { right: first.right + (await fitted.right(others)), of: rows.length };
  }
  const answersTo = (asked: readonly Row[]): Promise<readonly Value[]> =>
    fitted.answers(asked.map(({ inputs }) => inputs));
  const answers = await answersTo(few);
  const first = scoreOf(answers, wanted, type);
  if (first.right === 0 || others.length === 0) return first;
  return scoreOf([...answers, ...(await answersTo(others))], wanted, type);
}

const say = (reply: JobReply): void => parentPort?.postMessage(reply);

parentPort?.on("message", async (job: Job) => {
  try {
    say({ kind: "done", outcome: await run(job) });
  } catch (error) {
    say({ kind: "failed", why: error instanceof Error ? error.message : String(error) });
  }
});
