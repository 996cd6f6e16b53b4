/** @file The thread in which learners fit and answer: one job after the other. */

import { parentPort } from "node:worker_threads";
import { type FitOptions, type FitProgress, type LearnerName, loadLearner } from "./learner.ts";
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
}

export interface Outcome {
  readonly scores: readonly Score[];
  readonly parameters: number;
  readonly architecture: string;
  readonly ranOut: boolean;
  readonly seconds: number;
}

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
  const scores: Score[] = [];
  for (const set of tests) {
    const wanted = rowsOf(set, outline);
    if (fitted.right) {
      scores.push({ right: await fitted.right(wanted), of: wanted.length });
      continue;
    }
    const answers = await fitted.answers(wanted.map((row) => row.inputs));
    scores.push(
      scoreOf(
        answers,
        wanted.map((row) => row.output),
        output,
      ),
    );
  }
  const { parameters, architecture, ranOut } = fitted;
  return { scores, parameters, architecture, ranOut, seconds: (performance.now() - start) / 1000 };
}

const say = (reply: JobReply): void => parentPort?.postMessage(reply);

parentPort?.on("message", async (job: Job) => {
  try {
    say({ kind: "done", outcome: await run(job) });
  } catch (error) {
    say({ kind: "failed", why: error instanceof Error ? error.message : String(error) });
  }
});
