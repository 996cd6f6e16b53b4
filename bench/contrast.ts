/**
 * @file contrast: `knack contrast` on every task of examples/contrast: how much of what is drawn at each distance the program is
 * right on, by seed; with --nets SECONDS also the nets, and the whole time.
 */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { knack } from "./support/process.ts";

const SEEDS = [1, 2, 3];

interface Score {
  readonly right: number;
  readonly of: number;
}

interface Contrasted {
  readonly task: string;
  readonly reaches: readonly number[];
  readonly program: { readonly program: string | null; readonly scores: readonly Score[] };
  readonly runs: readonly {
    readonly learner: string;
    readonly for: string;
    readonly scheme: string;
    readonly scores: readonly Score[];
  }[];
}

export async function bench(args: readonly string[]): Promise<void> {
  const nets = args[0] === "--nets" ? args[1] : undefined;
  const names = args.slice(nets === undefined ? 0 : 2);
  const folder = join(process.cwd(), "examples", "contrast");
  const files = readdirSync(folder).filter((file) => names.length === 0 || names.includes(file.slice(0, -3)));
  const tasks = [];
  for (const file of files) {
    const seeds = nets === undefined ? SEEDS : SEEDS.slice(0, 1);
    const everywhere: boolean[] = [];
    for (const seed of seeds) {
      const side = nets === undefined ? ["--no-net"] : ["--net-budget", `${nets}s`];
      const { stdout, seconds } = await knack(
        ["contrast", join(folder, file), "--json", "--seed", String(seed), ...side],
        "keep",
      );
      const { task, program, runs } = JSON.parse(stdout) as Contrasted;
      const isRight = program.scores.length > 0 && program.scores.every(({ right, of }) => right === of);
      everywhere.push(isRight);
      console.log(
        `${task.padEnd(10)} seed ${seed} ${seconds.toFixed(1).padStart(6)} s  program ${shares(program.scores)}`,
      );
      for (const run of runs)
        if (run.for === "reach")
          console.log(`${"".padEnd(27)}${run.learner} ${run.scheme} ${shares(run.scores)}`);
    }
    tasks.push({ task: file.slice(0, -3), everywhere });
  }
  const always = tasks.filter(({ everywhere }) => everywhere.every(Boolean)).length;
  console.log(
    `\nprograms right on all that was drawn, at every distance: ${always} of ${tasks.length} tasks`,
  );
  console.log(JSON.stringify({ bench: "contrast", always, tasks }));
}

const shares = (scores: readonly Score[]): string =>
  scores.length === 0
    ? "not found"
    : scores.map(({ right, of }) => `${Math.floor((100 * right) / of)} %`.padStart(6)).join("");
