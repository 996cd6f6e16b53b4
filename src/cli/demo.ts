/** @file `knack demo`: what programs and nets make of the same, shown on data that is drawn for it. */

import { writeFileAtomically } from "../library/atomic.ts";
import { InputError, listed, nearest, shown } from "../tasks/error.ts";
import { Exit, type Io, write } from "./io.ts";
import { parseOptions, readBudget, readCount } from "./options.ts";
import { refuseUnwritable } from "./output.ts";
import { isRich, styleFor } from "./style.ts";

const HELP = `knack demo               the demos there are
knack demo captions      a net and a program that say what is in a picture

Scenes are drawn: people and animals, so many of a colour, and what they wear, hold, ride or stand beside. A net learns to
caption pictures, word by word; a program is learned from eight scenes as parts, with their captions. Some combinations are left out of
all that is learned from: horses in jeans, purple cats. Both are then asked about those. Takes three minutes or so.

      --png FILE         the missing combinations as one picture, with what each said
      --json             one JSON object, with everything that was measured
      --seed N           other scenes, drawings and nets (default: 1)
      --steps N          of training (default: 2200)
      --tests N          pictures of each combination that are asked about (default: 100)
      --budget 20s       time for the program (default: 20s)

The other way round, at once:

      --draw CAPTION     draws a caption: "a horse wearing jeans", "two purple cats riding a red bike"
  -o, --output FILE      where the picture goes (default: scene.png)
      --side N           its side in pixels, 16 to 2048 (default: 384)

Exit status: 0 done · 2 unusable input · 130 stopped by Ctrl-C
`;

const DEMOS: ReadonlyMap<string, string> = new Map([
  ["captions", "a net and a program that say what is in a picture"],
]);

const OPTIONS = {
  png: { type: "string" },
  json: { type: "boolean" },
  seed: { type: "string" },
  steps: { type: "string" },
  tests: { type: "string" },
  budget: { type: "string", multiple: true },
  draw: { type: "string" },
  output: { type: "string", short: "o" },
  side: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(argv, OPTIONS);
  if (values.help) {
    await write(io.stdout, HELP);
    return Exit.Success;
  }
  const [name, ...others] = positionals;
  if (name === undefined) {
    const [option] = Object.keys(values);
    if (option !== undefined)
      throw new InputError(`--${option}`, "belongs to a demo; write knack demo captions before it");
    for (const [demo, what] of DEMOS) await write(io.stdout, `knack demo ${demo}   ${what}\n`);
    return Exit.Success;
  }
  if (!DEMOS.has(name)) {
    const names = [...DEMOS.keys()];
    const meant = nearest(name, names);
    const hint = meant ? `did you mean ${shown(meant)}?` : `there is ${listed(names)}`;
    throw new InputError("", `there is no demo ${shown(name)}; ${hint}`);
  }
  if (others.length > 0) throw new InputError(shown(others[0]), "one demo at a time");
  return values.draw === undefined ? captions(values, io) : draw(values.draw, values, io);
}

async function draw(caption: string, values: Values, io: Io): Promise<number> {
  for (const option of ["png", "json", "steps", "tests", "budget"] as const) {
    if (values[option] !== undefined) throw new InputError(`--${option}`, "does not go with --draw");
  }
  const { output = "scene.png" } = values;
  const side = values.side === undefined ? 384 : readCount("side", values.side, 16, 2048);
  await refuseUnwritable(output);
  const [{ understood, described }, { drawn }, { pngOf }, { randomOf }] = await Promise.all([
    import("../scenes/caption.ts"),
    import("../scenes/drawing.ts"),
    import("../scenes/sheet.ts"),
    import("../language/random.ts"),
  ]);
  const scene = understood(caption);
  const picture = drawn(scene, randomOf(seedFrom(values)), side);
  await writeFileAtomically(output, pngOf(picture), `-o ${output}`);
  await write(io.stdout, `${output}: ${described(scene)}\n`);
  return Exit.Success;
}

const seedFrom = ({ seed }: Values): number =>
  seed === undefined ? 1 : readCount("seed", seed, 0, 1_000_000_000);

async function captions(values: Values, io: Io): Promise<number> {
  for (const option of ["output", "side"] as const) {
    if (values[option] !== undefined) throw new InputError(`--${option}`, "goes with --draw");
  }
  const { seconds: budget, candidates } = readBudget(values.budget ?? []);
  if (candidates !== undefined) throw new InputError("--budget", "give a time, such as 20s");
  const steps = values.steps === undefined ? 2200 : readCount("steps", values.steps, 1, 1_000_000);
  const tests = values.tests === undefined ? 100 : readCount("tests", values.tests, 1, 10_000);
  const seed = seedFrom(values);
  if (values.png !== undefined) await refuseUnwritable(values.png, "--png");

  const stop = new AbortController();
  const release = io.onInterrupt(() => {
    // The next Ctrl-C ends the process, as it would have without us.
    release();
    stop.abort();
  });
  const live = liveLine(io);
  try {
    const { captionsDemo } = await import("../scenes/demo.ts");
    const demo = await captionsDemo({
      seed,
      steps,
      tests,
      seconds: budget ?? 20,
      signal: stop.signal,
      onProgress: live.update,
    });
    live.clear();
    if (!demo) return Exit.Interrupted;
    const { demoJson, demoText } = await import("./demoed.ts");
    const text = values.json
      ? `${JSON.stringify(demoJson(demo))}\n`
      : demoText(demo, styleFor(io.stdout, io.env));
    await write(io.stdout, text);
    if (values.png !== undefined) {
      const { sheetPng } = await import("../scenes/sheet.ts");
      await writeFileAtomically(values.png, sheetPng(demo), `--png ${values.png}`);
    }
    return Exit.Success;
  } finally {
    live.clear();
    release();
  }
}

/** One line on standard error that tells what is going on; nothing where that is no terminal. */
function liveLine(io: Io) {
  if (!isRich(io.stderr, io.env)) return { update: () => {}, clear: () => {} };
  const style = styleFor(io.stderr, io.env);
  let shownLine = "";
  return {
    update(what: string, done: number, loss: number | undefined): void {
      const line = `${what}: ${Math.floor(100 * done)} %${loss === undefined ? "" : `, loss ${loss.toPrecision(2)}`}`;
      if (line === shownLine) return;
      shownLine = line;
      io.stderr.write(`\r\u001b[K${style.dim(line)}`);
    },
    clear(): void {
      if (shownLine !== "") io.stderr.write("\r\u001b[K");
      shownLine = "";
    },
  };
}
