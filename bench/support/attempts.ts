/**
 * @file Tasks as JSON states them, learned one after the other as `knack learn` learns them, and what came of it: a task
 * counts when every held-out test is right.
 */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { domains } from "../../src/domains/index.ts";
import type { Program } from "../../src/language/program.ts";
import { type Found, Learning } from "../../src/learning.ts";
import type { Preference } from "../../src/search/answer.ts";
import { InputError } from "../../src/tasks/error.ts";
import { readTasks } from "../../src/tasks/sheet.ts";
import type { Task } from "../../src/tasks/task.ts";
import { withoutPrimitives } from "../../src/without.ts";

/** A value as JSON writes it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface StatedExample {
  readonly inputs: readonly Json[];
  readonly output: Json;
}

/** A task as a line of a file states it. */
export interface StatedTask {
  readonly name: string;
  readonly examples: readonly StatedExample[];
  readonly tests?: readonly StatedExample[];
}

export interface BenchOptions {
  /** Folder; empty where the bench needs none. */
  readonly data: string;
  readonly only: string | undefined;
  readonly seconds: number;
}

/**
 * `--only NAME` (tasks whose name holds it), `--seconds N` a task, and, for tasks of a file, `--data DIR`; ends the
 * process where the file is missing.
 */
export function benchOptions(
  args: readonly string[],
  given: { readonly seconds: number; readonly file?: string; readonly source?: string },
): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: "string" }, only: { type: "string" }, seconds: { type: "string" } },
  });
  const { file, source } = given;
  if (file !== undefined && (!values.data || !existsSync(join(values.data, file)))) {
    console.error(`Needs --data DIR, a folder with ${file} (${source}, one task a line).`);
    process.exit(2);
  }
  const seconds = Number(values.seconds ?? given.seconds);
  if (!(seconds > 0)) {
    console.error(`--seconds ${values.seconds}: give a number above 0.`);
    process.exit(2);
  }
  return { data: values.data ?? "", only: values.only, seconds };
}

/** The tasks of a file, one a line. */
export const readStated = (data: string, file: string): StatedTask[] =>
  readFileSync(join(data, file), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as StatedTask);

/** As the command line reads it from a file of its own. Throws an InputError where it does not. */
export async function taskOf(stated: StatedTask): Promise<Task> {
  const bytes = new TextEncoder().encode(JSON.stringify(stated));
  const { tasks } = await readTasks({ name: `${stated.name}.json`, bytes }, { format: "json" });
  return tasks[0];
}

export interface Attempt {
  readonly name: string;
  /** Every held-out test is right; where there are none, every example. */
  readonly solved: boolean;
  /** Every example that is not called a mistake is right. */
  readonly fits: boolean;
  readonly seconds: number;
  readonly program?: Program;
  /** Why it is not solved. */
  readonly failure?: string;
}

/** How a task is to be learned, as the command line's options of these names say it. */
export interface Manner {
  readonly without?: readonly string[];
  readonly prefer?: Preference;
}

/** Learns the task in that time. */
export async function attempt(
  stated: StatedTask,
  seconds: number,
  { without = [], prefer }: Manner = {},
): Promise<Attempt> {
  const { name } = stated;
  let task: Task;
  try {
    task = await taskOf(stated);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { name, solved: false, fits: false, seconds: 0, failure: `not read: ${error.message}` };
  }
  const learning = await Learning.open(task, withoutPrimitives(domains, without), { prefer });
  const found = await learning.run({ seconds });
  learning.search.dispose();
  const failure = failureOf(found);
  return {
    name,
    solved: failure === undefined,
    fits: found.solved,
    seconds: found.seconds,
    program: found.best?.program,
    failure,
  };
}

function failureOf({ best, solved, evidence: { fit, tests }, stopped }: Found): string | undefined {
  if (!best) return `no program: ${stopped}`;
  if (tests) return tests.right < tests.of ? `${tests.right} of ${tests.of} tests` : undefined;
  return solved && fit.right === fit.of ? undefined : `${fit.right} of ${fit.of} examples`;
}

/** Learns the tasks that were asked for, telling on standard error how it goes. */
export async function attempts(
  stated: readonly StatedTask[],
  { only, seconds }: BenchOptions,
  manner?: Manner,
): Promise<Attempt[]> {
  const chosen = stated.filter(({ name }) => only === undefined || name.includes(only));
  if (chosen.length === 0) {
    console.error(`--only ${only}: no task has that in its name.`);
    process.exit(2);
  }
  const tried: Attempt[] = [];
  for (const task of chosen) {
    const one = await attempt(task, seconds, manner);
    tried.push(one);
    console.error(
      `${tried.length} of ${chosen.length}  ${markOf(one)} ${one.name}  ${one.seconds.toFixed(2)} s`,
    );
  }
  return tried;
}

const markOf = ({ solved }: Attempt): string => (solved ? "✓" : "✗");

export interface Summary {
  readonly bench: string;
  readonly tasks: number;
  readonly solved: number;
  readonly fitted: number;
  /** Of solved tasks; ⊥ where there are none. */
  readonly medianSeconds: number | undefined;
  readonly ninetiethSeconds: number | undefined;
  readonly secondsEach: number;
}

export function summaryOf(bench: string, tried: readonly Attempt[], secondsEach: number): Summary {
  const times = tried.filter(({ solved }) => solved).map(({ seconds }) => seconds);
  return {
    bench,
    tasks: tried.length,
    solved: times.length,
    fitted: tried.filter(({ fits }) => fits).length,
    medianSeconds: quantile(times, 0.5),
    ninetiethSeconds: quantile(times, 0.9),
    secondsEach,
  };
}

/** The least of the numbers that so large a share of them does not exceed. */
export function quantile(numbers: readonly number[], share: number): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** The table, a line that sums it up, and the same as JSON with whatever else was measured. */
export function printTable(
  bench: string,
  tried: readonly Attempt[],
  { seconds }: BenchOptions,
  further: Readonly<Record<string, unknown>> = {},
): void {
  const width = Math.max(4, ...tried.map(({ name }) => name.length));
  console.log(`\n  ${"name".padEnd(width)}  seconds  program`);
  for (const one of tried) {
    const failure = one.failure === undefined ? "" : `(${one.failure}) `;
    console.log(
      `${markOf(one)} ${one.name.padEnd(width)} ${one.seconds.toFixed(2).padStart(8)}  ${failure}${one.program?.text ?? ""}`,
    );
  }
  const summary = summaryOf(bench, tried, seconds);
  const { medianSeconds: half, ninetiethSeconds: most } = summary;
  const times =
    half === undefined || most === undefined
      ? ""
      : `; of those half within ${half.toFixed(2)} s, nine tenths within ${most.toFixed(2)} s`;
  console.log(`\n${summary.solved} of ${summary.tasks} solved, ${seconds} s each${times}`);
  console.log(JSON.stringify({ ...summary, ...further }));
}
