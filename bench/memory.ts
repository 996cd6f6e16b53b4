/**
 * @file memory: what a search keeps to of the memory it was given. Tasks whose answers are out of reach run to the end
 * of their time; the process's peak less that of a task that is solved at once is held against the budget, beside the
 * bytes that the search says it owns, and whether candidates are still tried once memory is full.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { randomOf } from "../src/language/random.ts";
import { knack } from "./support/process.ts";

const MB = 1e6;
const MIB = 2 ** 20;

const random = randomOf(7);

const hex = (): string => `#x${Array.from({ length: 16 }, () => random.below(16).toString(16)).join("")}`;

/** Eight words of 64 bits, each with another one that has nothing to do with it. */
function bitsTask(): string {
  const shifts = ["1", "4", "10"].map((by) => `(bvlshr S #x${by.padStart(16, "0")})`);
  const binary = ["bvand", "bvor", "bvxor", "bvadd"].map((name) => `(${name} S S)`);
  const parts = [
    "x",
    "#x0000000000000000",
    "#x0000000000000001",
    "(bvnot S)",
    "(bvneg S)",
    ...shifts,
    ...binary,
  ];
  return [
    "(set-logic BV)",
    `(synth-fun f ((x (_ BitVec 64))) (_ BitVec 64) ((S (_ BitVec 64))) ((S (_ BitVec 64) (${parts.join(" ")}))))`,
    ...Array.from({ length: 8 }, () => `(constraint (= (f ${hex()}) ${hex()}))`),
    "(check-synth)",
  ].join("\n");
}

/** Texts of three words, each with letters that have nothing to do with it. */
function textTask(): string {
  const word = (): string =>
    Array.from({ length: 4 + random.below(6) }, () => String.fromCharCode(97 + random.below(26))).join("");
  const row = (): string => `${word()} ${word()}-${word()},${word()} ${random.below(1000)} ${word()}`;
  return [
    "given,wanted",
    ...Array.from({ length: 6 }, row),
    ...Array.from({ length: 7 }, () => `${word()} ${word()}-${word()},`),
  ].join("\n");
}

interface Told {
  readonly candidates: number;
  readonly account: { readonly memory: { readonly bytes: number; readonly full: boolean } };
}

interface Task {
  readonly name: string;
  readonly file: string;
  readonly megabytes: number;
}

export async function bench(args: readonly string[]): Promise<void> {
  const options = { seconds: { type: "string" }, threads: { type: "string" } } as const;
  const { values: given } = parseArgs({ args: [...args], options });
  const seconds = Number(given.seconds ?? 30);
  const threads = given.threads ?? "1";
  const folder = mkdtempSync(join(tmpdir(), "knack-bench-"));
  try {
    const write = (name: string, text: string): string => {
      const file = join(folder, name);
      writeFileSync(file, text);
      return file;
    };
    const easy = write("easy.csv", "given,wanted\nada,ADA\nalan,ALAN\ngrace,\nkurt,\n");
    const tasks: readonly Task[] = [
      { name: "bits", file: write("bits.sl", bitsTask()), megabytes: 1000 },
      { name: "text", file: write("text.csv", textTask()), megabytes: 256 },
    ];
    const common = ["--json", "--verbose", "--threads", threads];
    console.log(
      "task   budget MB   seconds    candidates   full   owned MB   peak less start MB   of budget",
    );
    const results: object[] = [];
    for (const { name, file, megabytes } of tasks) {
      const limit = ["--memory", `${megabytes}MB`];
      const start = await knack(["learn", easy, ...common, ...limit]);
      // Half of the time first: what is tried in the other half is tried with what memory there is.
      for (const budget of [seconds / 2, seconds]) {
        const run = await knack(["learn", file, ...common, ...limit, "--budget", `${budget}s`]);
        const { candidates, account } = JSON.parse(run.output.trim().split("\n").at(-1) as string) as Told;
        const { bytes, full } = account.memory;
        const grown = ((run.megabytes - start.megabytes) * MIB) / MB;
        console.log(
          [
            name.padEnd(6),
            String(megabytes).padStart(10),
            String(budget).padStart(10),
            candidates.toLocaleString("en").padStart(14),
            (full ? "yes" : "no").padStart(7),
            (bytes / MB).toFixed(0).padStart(11),
            grown.toFixed(0).padStart(21),
            `${((100 * grown) / megabytes).toFixed(0)} %`.padStart(12),
          ].join(""),
        );
        results.push({ task: name, budget: megabytes, seconds: budget, candidates, full, bytes, grown });
      }
    }
    console.log(JSON.stringify({ bench: "memory", threads: Number(threads), results }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
