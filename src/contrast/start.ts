/** @file How threads are started that load TypeScript: task files, and Knack's own sources where they are not compiled. */

import { Worker } from "node:worker_threads";

/** Of one thread: a task or a net that wants more ends alone. */
const MEGABYTES = 4096;

/** `.js` in the package, `.ts` in the sources. */
const EXTENSION = import.meta.url.slice(import.meta.url.lastIndexOf("."));

/** A thread that runs a module of this folder. What it prints goes nowhere: standard output is the command's. */
export function startThread(module: "host" | "job", data: Readonly<Record<string, unknown>> = {}): Worker {
  const first = "./thread.js";
  const worker = new Worker(new URL(first, import.meta.url), {
    workerData: { ...data, module: new URL(`./${module}${EXTENSION}`, import.meta.url).href },
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
  });
  for (const stream of [worker.stdout, worker.stderr]) stream.resume();
  return worker;
}
