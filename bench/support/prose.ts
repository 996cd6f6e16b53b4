/** @file The prose-text tasks and how they are judged, for the benches that use them. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { agrees } from "../../src/language/agree.ts";
import type { Value } from "../../src/language/value.ts";
import { readTasks } from "../../src/tasks/sheet.ts";
import type { Task } from "../../src/tasks/task.ts";

export interface ProseTask extends Task {
  readonly features: readonly string[];
}

export interface ProseOptions {
  readonly data: string;
  readonly only: string | undefined;
  readonly verbose: boolean;
}

export function proseOptions(args: readonly string[]): ProseOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: "string" }, only: { type: "string" }, verbose: { type: "boolean" } },
  });
  if (!values.data || !existsSync(join(values.data, "prose-text.jsonl"))) {
    console.error(
      "Needs --data DIR, a folder with prose-text.jsonl (microsoft/prose-benchmarks, one task a line).",
    );
    process.exit(2);
  }
  return { data: values.data, only: values.only, verbose: values.verbose ?? false };
}

/** The tasks that have tests. */
export async function proseTasks({ data, only }: ProseOptions): Promise<ProseTask[]> {
  const file = join(data, "prose-text.jsonl");
  const tasks: ProseTask[] = [];
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (line.trim() === "") continue;
    const { features, name } = JSON.parse(line) as { features: string[]; name: string };
    if (only && !new RegExp(only).test(name)) continue;
    const sheet = await readTasks(
      { name: `${name}.json`, bytes: new TextEncoder().encode(line) },
      { format: "json" },
    );
    for (const task of sheet.tasks) if (task.tests.length > 0) tasks.push({ ...task, features });
  }
  return tasks;
}

export const isRight = (given: Value, wanted: Value): boolean => given !== undefined && agrees(given, wanted);
