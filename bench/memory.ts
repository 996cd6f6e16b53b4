/**
 * @file memory: a task of bit-vectors that no program solves, with a budget of memory. How much beyond what it began
 * with does the process take at most, when does the bank become full, and how fast are candidates tried after that?
 */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bitsDomain } from "../src/domains/bits/index.ts";
import type { Domain } from "../src/language/grammar.ts";
import { randomOf } from "../src/language/random.ts";
import { bitVector } from "../src/language/type.ts";
import { createSearch } from "../src/search/search.ts";
import type { Task } from "../src/tasks/task.ts";

const MEGABYTES = 1000;

/** Time in which a bank is filled, and a share of it that is searched on with a full one. */
const SECONDS = 120;
const AFTER = 0.25;

const EXAMPLES = 8;

interface Told {
  readonly startMegabytes: number;
  readonly peakMegabytes: number;
  /** What the search says it owns. */
  readonly ownedMegabytes: number;
  readonly entries: number;
  readonly fullAt: number;
  readonly candidates: number;
  readonly perSecondAfter: number;
}

export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { memory: { type: "string" } } });
  const budget = Number(values.memory ?? MEGABYTES);
  // A process of its own, that holds nothing else.
  const code = `import(${JSON.stringify(import.meta.url)}).then((bench) => bench.search(${budget}));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
  const told = JSON.parse(output) as Told;
  const taken = told.peakMegabytes - told.startMegabytes;
  console.log(
    "budget MB   start-up MB   taken MB   of the budget   owned MB      entries   candidates, full from   after a second",
  );
  console.log(
    [
      String(budget).padStart(9),
      told.startMegabytes.toFixed(0).padStart(13),
      taken.toFixed(0).padStart(10),
      `${((100 * taken) / budget).toFixed(1)} %`.padStart(15),
      told.ownedMegabytes.toFixed(0).padStart(10),
      told.entries.toLocaleString("en").padStart(12),
      told.fullAt.toLocaleString("en").padStart(23),
      Math.round(told.perSecondAfter).toLocaleString("en").padStart(16),
    ].join(" "),
  );
  console.log(JSON.stringify({ bench: "memory", budget, takenMegabytes: taken, ...told }));
}

/** The search itself; prints what it took. Its witnesses are left out: it is the bank that is to be filled. */
export async function search(budget: number): Promise<void> {
  const random = randomOf(7);
  const value = (): bigint =>
    BigInt.asUintN(64, (BigInt(random.below(2 ** 32)) << 32n) | BigInt(random.below(2 ** 32)));
  const type = bitVector(64);
  const task: Task = {
    name: "chance",
    signature: {
      params: [
        { name: "x", type },
        { name: "y", type },
      ],
      result: type,
    },
    examples: Array.from({ length: EXAMPLES }, () => ({ inputs: [value(), value()], output: value() })),
    tests: [],
    unlabelled: [],
  };
  const domain: Domain = {
    ...bitsDomain,
    propose(sample) {
      const { sorts, productions } = bitsDomain.propose(sample);
      const bare = productions.map((production) => {
        if (!("primitive" in production.head)) return production;
        const { witness, ...primitive } = production.head.primitive;
        return { ...production, head: { primitive } };
      });
      return { sorts, productions: bare };
    },
  };
  const startMegabytes = status("VmRSS");
  const found = await createSearch(task, [domain], { memory: budget * 1e6 });
  const end = performance.now() + SECONDS * 1000;
  let entries = 0;
  let grownAt = performance.now();
  let fullAt = 0;
  for (let now = grownAt; now < end; now = performance.now()) {
    if (found.step(Number.POSITIVE_INFINITY, 50) !== "more") break;
    const progress = found.progress();
    if (progress.entries > entries) [entries, fullAt, grownAt] = [progress.entries, progress.candidates, now];
    else if (now - grownAt > SECONDS * AFTER * 1000) break;
  }
  const { candidates, bytes } = found.progress();
  const perSecondAfter = (candidates - fullAt) / ((performance.now() - grownAt) / 1000);
  const told: Told = {
    startMegabytes,
    peakMegabytes: status("VmHWM"),
    ownedMegabytes: bytes / 1e6,
    entries,
    fullAt,
    candidates,
    perSecondAfter,
  };
  console.log(JSON.stringify(told));
}

/** A size of this process in units of a million bytes, as Linux tells it. */
function status(field: string): number {
  const kibibytes = new RegExp(`${field}:\\s*(\\d+)`).exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  return (Number(kibibytes) * 1024) / 1e6;
}
