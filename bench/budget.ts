/**
 * @file budget: tasks that no program solves, or that are large, with five seconds and little memory. How far does
 * the process run over either? And how long is the longest step, in which no cancellation is seen?
 */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { domains } from "../src/domains/index.ts";
import { drive } from "../src/drive.ts";
import { type Random, randomOf } from "../src/language/random.ts";
import { createSearch } from "../src/search/search.ts";
import { readTasks } from "../src/tasks/sheet.ts";
import { knack, median } from "./support/process.ts";

const SECONDS = 5;
const MEGABYTES = [64, 128];
/** Of the run that only tells what starting costs. */
const RUNS = 5;

interface Rows {
  readonly examples: number;
  readonly inputs: number;
  /** Words in an input. */
  readonly words: number;
  readonly output: (inputs: readonly string[], random: Random) => string;
}

const chance = (_: readonly string[], random: Random): string => word(random, 8);

const FILES: Readonly<Record<string, Rows>> = {
  "random outputs": { examples: 8, inputs: 1, words: 4, output: chance },
  "random words": { examples: 8, inputs: 1, words: 4, output: (_, random) => text(random, 4) },
  "5,000 characters": { examples: 6, inputs: 1, words: 830, output: chance },
  "5,000 characters out": {
    examples: 6,
    inputs: 1,
    words: 830,
    output: ([input]) => input.split(" ").reverse().join(" "),
  },
  "40 columns": { examples: 6, inputs: 40, words: 3, output: (_, random) => text(random, 2) },
  "40 columns, joined": {
    examples: 6,
    inputs: 40,
    words: 3,
    output: (inputs, random) => `${inputs.slice(10, 18).join("-")}${word(random, 3)}`,
  },
  "200 examples": { examples: 200, inputs: 1, words: 4, output: chance },
  "200 examples, half noise": {
    examples: 200,
    inputs: 1,
    words: 4,
    output: ([input], random) => (random.below(2) === 0 ? input.split(" ")[1] : word(random, 5)),
  },
};

export async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "knack-bench-"));
  try {
    const start = await startUp(folder);
    const size = `${start.megabytes.toFixed(0)} MiB`;
    console.log(`start-up: ${start.seconds.toFixed(2)} s, ${size}; budget: ${SECONDS} s\n`);
    const heads = MEGABYTES.map((megabytes) => `  over ${SECONDS} s   over ${megabytes} MB`);
    console.log(`file                      ${heads.join("")}   longest step`);
    const results = [];
    for (const [index, [name, rows]] of Object.entries(FILES).entries()) {
      const file = join(folder, `${index}.csv`);
      await writeFile(file, csv(rows, randomOf(index + 1)));
      const runs = [];
      for (const megabytes of MEGABYTES) {
        const options = ["--budget", `${SECONDS}s`, "--memory", `${megabytes}MB`, "--json"];
        const measured = await knack(["learn", file, "--target", "out", ...options]);
        const allowed = (megabytes * 1e6) / 2 ** 20;
        runs.push({
          megabytes,
          overSeconds: Math.max(0, measured.seconds - start.seconds - SECONDS),
          overMemory: Math.max(0, (measured.megabytes - start.megabytes) / allowed - 1),
        });
      }
      const longestStep = await longest(file);
      const cells = runs.map(
        ({ overSeconds, overMemory }) =>
          `${overSeconds.toFixed(2).padStart(10)} ${`${(overMemory * 100).toFixed(0)} %`.padStart(12)}`,
      );
      console.log(`${name.padEnd(26)}${cells.join("")} ${longestStep.toFixed(3).padStart(14)}`);
      results.push({ file: name, runs, longestStep });
    }
    const all = results.flatMap(({ runs }) => runs);
    const worst = {
      overSeconds: Math.max(...all.map(({ overSeconds }) => overSeconds)),
      overMemory: Math.max(...all.map(({ overMemory }) => overMemory)),
      longestStep: Math.max(...results.map(({ longestStep }) => longestStep)),
    };
    console.log(JSON.stringify({ bench: "budget", seconds: SECONDS, ...worst, results }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a process takes that has next to nothing to learn. */
async function startUp(folder: string): Promise<{ seconds: number; megabytes: number }> {
  const file = join(folder, "trivial.csv");
  await writeFile(file, "in,out\na b,a\nc d,c\ne f,\ng h,\n");
  const runs = [];
  for (let run = 0; run < RUNS; run++) runs.push(await knack(["learn", file, "--json"]));
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    megabytes: median(runs.map(({ megabytes }) => megabytes)),
  };
}

/** Seconds of the longest step, in this process. */
async function longest(file: string): Promise<number> {
  const sheet = await readTasks({ name: file, bytes: await readFile(file) }, { target: ["out"] });
  const search = await createSearch(sheet.tasks[0], domains);
  let most = 0;
  const step = search.step.bind(search);
  search.step = (...limits) => {
    const start = performance.now();
    const status = step(...limits);
    most = Math.max(most, (performance.now() - start) / 1000);
    return status;
  };
  await drive(search, { seconds: SECONDS });
  search.dispose();
  return most;
}

function csv({ examples, inputs, words, output }: Rows, random: Random): string {
  const lines = [[...Array.from({ length: inputs }, (_, i) => `in${i + 1}`), "out"].join(",")];
  for (let row = 0; row < examples + 3; row++) {
    const cells = Array.from({ length: inputs }, () => text(random, words));
    lines.push([...cells, row < examples ? output(cells, random) : ""].join(","));
  }
  return `${lines.join("\n")}\n`;
}

const text = (random: Random, words: number): string =>
  Array.from({ length: words }, () => word(random, 2 + random.below(8))).join(" ");

const word = (random: Random, length: number): string =>
  Array.from({ length }, () => random.pick([..."abcdefghijklmnopqrstuvwxyz"])).join("");
