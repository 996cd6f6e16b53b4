/** @file `knack`: finds the command, runs it, and turns whatever it throws into one line and an exit status. */

import { InputError, listed, nearest, shown, visible } from "../tasks/error.ts";
import { VERSION } from "../version.ts";
import { type Command, complain, Exit, type Io, processIo, write } from "./io.ts";

/** Commands are imported when they are called: a trivial task should not wait for what it does not use. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ["learn", async () => (await import("./learn.ts")).run],
  ["apply", async () => (await import("./apply.ts")).run],
  ["check", async () => (await import("./check.ts")).run],
  ["library", async () => (await import("./library.ts")).run],
  ["fit", async () => (await import("./fit.ts")).run],
  ["contrast", async () => (await import("./contrast.ts")).run],
  ["probe", async () => (await import("./probe.ts")).run],
  ["demo", async () => (await import("./demo.ts")).run],
  ["primitives", async () => (await import("./primitives.ts")).run],
]);

const HELP = `Give it five examples; get a tested function, and the inputs it is unsure about.

  knack learn FILE|-...          fill the empty cells of a column from the filled ones
  knack apply MODULE FILE|-      fill a column with a saved module, streaming, or with a net
  knack check MODULE... [FILE]   do saved modules still fit their examples, and this file?
  knack library                  list, show, rename, remove, export, import modules
  knack fit FILE|DIR             a net, architecture and size chosen for you
  knack contrast TASK            a program and a net on one task, near and far from the training data
  knack probe MODEL              what is inside a net: the geometry of its layers, words by meaning
  knack demo [NAME]              programs and nets on data that is drawn for it
  knack primitives [NAME...]     what programs are made of: for --explain and --without

  knack COMMAND --help           the options of a command
  knack --version

Exit status: 0 all solved, or all hold · 1 not solved within the budget, or something broke ·
2 unusable input · 70 a mistake in knack (KNACK_DEBUG=1 shows where) · 130 stopped by Ctrl-C
`;

export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    const [name, ...rest] = argv;
    if (name === undefined || name === "--help" || name === "-h" || name === "help") {
      await write(name === undefined ? io.stderr : io.stdout, HELP);
      return name === undefined ? Exit.Unusable : Exit.Success;
    }
    if (name === "--version") {
      await write(io.stdout, `${VERSION}\n`);
      return Exit.Success;
    }
    const load = COMMANDS.get(name);
    if (!load) {
      const known = [...COMMANDS.keys()];
      const meant = nearest(name, known);
      throw new InputError(
        "",
        `there is no command ${shown(name)}; ${meant ? `did you mean ${shown(meant)}?` : `there are ${listed(known)}`}`,
      );
    }
    const command = await load();
    return await command(rest, io);
  } catch (error) {
    const debug = io.env.KNACK_DEBUG && error instanceof Error ? error.stack : undefined;
    if (debug) await write(io.stderr, `${debug}\n`);
    if (error instanceof InputError) {
      await complain(io, error.message);
      return Exit.Unusable;
    }
    const message = error instanceof Error ? error.message : String(error);
    await complain(io, `internal error: ${message} (KNACK_DEBUG=1 shows where; please report it)`);
    return Exit.Internal;
  }
}

/**
 * Runs as the process. A reader that goes away (`| head`) ends it quietly; an output that cannot be written (a full
 * disk) with one line.
 */
export async function start(): Promise<void> {
  const io = processIo();
  for (const stream of [io.stdout, io.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(Exit.Success);
      if (stream === io.stdout) {
        const why = error.code === "ENOSPC" ? "the disk is full; free some space" : error.message;
        process.stderr.write(`knack: standard output: ${visible(why)}\n`);
      }
      process.exit(Exit.Unusable);
    });
  }
  process.exitCode = await main(process.argv.slice(2), io);
}
