/** @file `knack contrast`: a program and a net on one task, near and far from the training data. */

import { availableParallelism } from "node:os";
import { type Contrast, type ContrastProgress, contrast, SAMPLES, SEEDS } from "../contrast/contrast.ts";
import { TaskSource } from "../contrast/source.ts";
import { InputError, visible } from "../tasks/error.ts";
import { cut } from "./columns.ts";
import { contrastJson, contrastText } from "./contrasted.ts";
import { complain, Exit, type Io, write } from "./io.ts";
import { parseOptions, readBudget, readCount, readTime } from "./options.ts";
import { refuseUnwritable } from "./output.ts";
import { amount, seconds } from "./quantity.ts";
import { isRich, styleFor } from "./style.ts";

/** Seconds for all nets together. */
const NET_SECONDS = 270;

/** Nets of the compiled layers that are trained. */
const COMPILED_SEEDS = 3;

const MOST_SAMPLES = 1_000_000;

const HELP = `knack contrast TASK    a program and a net on one task, near and far from the training data

TASK is a TypeScript module of yours whose default export is a task: a name, a signature, a reference that
gives the right output, and a function that draws inputs at any distance from the training range. There are
some in examples/contrast. The module is run, in a thread of its own: name only files that you trust.

A program is learned from a handful of examples, a net from many samples; both are scored on fresh samples
at 1, 2, 4 … 32 times the training range. The nearest neighbour is what a net has to be better than.

  --budget 10s|2e6c    time or candidates for the program (default 10s)
  --net-budget 8m      time for all nets together (default ${NET_SECONDS}s)
  --examples N         examples for the program, drawn from the training range (default: the task's, or 8);
                       it may ask for up to three more
  --samples N          samples for the net (default: the task's, or ${SAMPLES})
  --seed N             another seed, other examples, samples and nets (default 1)
  --seeds N            nets for each way to tell positions, 1 to 20 (default ${SEEDS})
  --threads N          threads for nets (default: 2, or 1 where there is one core)
  --compile            in place of other nets: the program as a net, with weights that compute it exactly, and nets of the
                       same layers trained from random weights; of programs over short lists
  --no-net             the program alone; with --compile, without training
  --no-program         nets alone
  --svg FILE           the curves as a picture
  --json               one JSON object, with everything that was measured

Ctrl-C prints what was measured so far.

Exit status: 0 measured · 2 unusable input · 130 stopped by Ctrl-C
`;

const OPTIONS = {
  budget: { type: "string", multiple: true },
  "net-budget": { type: "string" },
  examples: { type: "string" },
  samples: { type: "string" },
  seed: { type: "string" },
  seeds: { type: "string" },
  threads: { type: "string" },
  compile: { type: "boolean" },
  "no-net": { type: "boolean" },
  "no-program": { type: "boolean" },
  svg: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(argv, OPTIONS);
  if (values.help) {
    await write(io.stdout, HELP);
    return Exit.Success;
  }
  const [path, ...others] = positionals;
  if (path === undefined)
    throw new InputError("", "name a task file: knack contrast TASK  (knack contrast --help)");
  if (others.length > 0) throw new InputError(others[0], "one task at a time; name one file");
  if (values["no-net"] && values["no-program"])
    throw new InputError("--no-net --no-program", "leaves nothing to measure; give one of them");
  if (values.compile && values["no-program"])
    throw new InputError("--compile --no-program", "it is the program that is compiled; give one of them");
  const count = (
    option: "examples" | "samples" | "seed" | "seeds" | "threads",
    low: number,
    high?: number,
  ): number | undefined =>
    values[option] === undefined ? undefined : readCount(option, values[option], low, high);
  const budget = readBudget(values.budget ?? []);
  const netSeconds =
    values["net-budget"] === undefined ? NET_SECONDS : readTime("net-budget", values["net-budget"]);
  const seed = count("seed", 0, 2 ** 31 - 1) ?? 1;
  const [samples, examples] = [count("samples", 10, MOST_SAMPLES), count("examples", 1, 1000)];
  const seeds = count("seeds", 1, 20) ?? (values.compile ? COMPILED_SEEDS : SEEDS);
  const threads = count("threads", 1, 64) ?? Math.min(2, availableParallelism());
  if (values.svg !== undefined) await refuseUnwritable(values.svg, "--svg");

  const stop = new AbortController();
  const release = io.onInterrupt(() => {
    // The next Ctrl-C ends the process, as it would have without us.
    release();
    stop.abort();
  });
  const { signal } = stop;
  const live = liveLine(io);
  try {
    const source = await TaskSource.open(path, { seed, signal });
    let result: Contrast;
    try {
      result = await contrast(source, {
        seed,
        seeds,
        samples,
        examples,
        program: values["no-program"]
          ? undefined
          : {
              seconds: budget.seconds ?? (budget.candidates === undefined ? 10 : Number.POSITIVE_INFINITY),
              candidates: budget.candidates,
            },
        compile: values.compile ? { seconds: values["no-net"] ? 0 : netSeconds } : undefined,
        net: values["no-net"] || values.compile ? undefined : { seconds: netSeconds, threads },
        signal,
        onProgress: live.update,
      });
    } finally {
      source.close();
      live.clear();
    }
    for (const note of result.notes) await complain(io, `note: ${note}`);
    await write(
      io.stdout,
      values.json
        ? `${JSON.stringify(contrastJson(result))}\n`
        : contrastText(result, styleFor(io.stdout, io.env)),
    );
    if (values.svg !== undefined) {
      const [{ contrastSvg }, { writeFileAtomically }] = await Promise.all([
        import("../contrast/svg.ts"),
        import("../library/atomic.ts"),
      ]);
      await writeFileAtomically(values.svg, contrastSvg(result), `--svg ${values.svg}`);
    }
  } finally {
    release();
  }
  return signal.aborted ? Exit.Interrupted : Exit.Success;
}

/** Milliseconds between two looks of the live line. */
const REDRAW_MS = 100;

/** One line on standard error that tells what is going on; nothing where that is no terminal. */
function liveLine(io: Io) {
  if (!isRich(io.stderr, io.env)) return { update: () => {}, clear: () => {} };
  const style = styleFor(io.stderr, io.env);
  let drawn = 0;
  return {
    update(progress: ContrastProgress): void {
      const now = performance.now();
      if (now - drawn < REDRAW_MS) return;
      drawn = now;
      const line = cut(visible(told(progress)), (io.stderr.columns || 80) - 1);
      io.stderr.write(`\r\u001b[K${style.dim(line)}`);
    },
    clear(): void {
      if (drawn > 0) io.stderr.write("\r\u001b[K");
    },
  };
}

function told(progress: ContrastProgress): string {
  switch (progress.kind) {
    case "rows":
      return `drawing ${progress.what}`;
    case "search": {
      const { candidates, best, seconds: spent } = progress.report;
      return `program: ${amount(candidates)} candidates in ${seconds(spent)} · ${best ? `best so far ${best.program.text}` : "nothing yet"}`;
    }
    case "fit": {
      const { runs, of, what, at } = progress;
      const loss = at.loss === undefined ? "" : `, loss ${at.loss.toPrecision(3)}`;
      return `nets: ${runs} of ${of} runs · ${what}: ${Math.round(100 * at.done)} %${loss}`;
    }
  }
}
