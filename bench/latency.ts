/**
 * @file latency: `knack learn` as a process on a trivial file; and within a process, from the call to the first
 * answer and to the last, for each column of examples/contacts.csv.
 */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { domains } from "../src/domains/index.ts";
import { drive } from "../src/drive.ts";
import { createSearch } from "../src/search/search.ts";
import { readTasks } from "../src/tasks/sheet.ts";
import type { Task } from "../src/tasks/task.ts";
import { knack, median } from "./support/process.ts";

const RUNS = 9;
const SECONDS = 10;

const TRIVIAL = "Name,First\nAda Lovelace,Ada\nAlan Turing,Alan\nGrace Hopper,\nKurt Gödel,\n";

export async function bench(): Promise<void> {
  const seconds = await trivial();
  console.log(`knack learn on a trivial file, whole process, median of ${RUNS}: ${seconds.toFixed(3)} s\n`);
  const contacts = join(process.cwd(), "examples", "contacts.csv");
  const sheet = await readTasks({ name: contacts, bytes: await readFile(contacts) });
  console.log("column of contacts.csv   first answer   last answer   stopped");
  const columns = [];
  for (const task of sheet.tasks) {
    const { first, last, stopped } = await answerTimes(task);
    const times = [first.toFixed(3).padStart(12), last.toFixed(3).padStart(13)];
    console.log(`${task.name.padEnd(24)} ${times.join(" ")}   ${stopped}`);
    columns.push({ column: task.name, first, last, stopped });
  }
  const longest = Math.max(...columns.map(({ first }) => first));
  console.log(`\nlongest wait for a first answer: ${longest.toFixed(3)} s`);
  console.log(JSON.stringify({ bench: "latency", processSeconds: seconds, longestFirst: longest, columns }));
}

async function trivial(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "knack-bench-"));
  try {
    const file = join(folder, "tiny.csv");
    await writeFile(file, TRIVIAL);
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) times.push((await knack(["learn", file])).seconds);
    return median(times);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Seconds from the call until there is an answer, and until the search is done. */
async function answerTimes(task: Task): Promise<{ first: number; last: number; stopped: string }> {
  const start = performance.now();
  const since = (): number => (performance.now() - start) / 1000;
  const search = await createSearch(task, domains);
  let first = Number.POSITIVE_INFINITY;
  const step = search.step.bind(search);
  search.step = (...limits) => {
    const status = step(...limits);
    if (first === Number.POSITIVE_INFINITY && search.answers().length > 0) first = since();
    return status;
  };
  const { stopped } = await drive(search, { seconds: SECONDS });
  const last = since();
  search.dispose();
  return { first, last, stopped };
}
