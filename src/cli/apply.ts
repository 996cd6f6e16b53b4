/** @file `knack apply`: fills a column with a saved module, row by row, in flat memory. */

import { compile } from "../language/compile.ts";
import type { Value } from "../language/value.ts";
import { type PendingFile, replaceFile } from "../library/atomic.ts";
import { isModelPath } from "../nets/saved/names.ts";
import { blankAt } from "../tasks/blank.ts";
import { InputError } from "../tasks/error.ts";
import { spelled } from "../tasks/text.ts";
import { bind, readMapping } from "./binding.ts";
import { complain, Exit, type Io, write } from "./io.ts";
import { findModule } from "./modules.ts";
import { parseOptions, readLeast } from "./options.ts";
import { counted } from "./quantity.ts";
import { confidenceColumn, type Filling, openTable } from "./table.ts";

const HELP = `knack apply MODULE FILE|-              fill a column with a saved module
knack apply MODEL.net.json FILE|DIR|-  or with a net that knack fit saved

Writes the FILE with the module's column filled, or added where there is none. Cells that are filled
already stay as they are, and so do rows without any input; where the module has no value they stay
empty, and a line on standard error says in which rows.

Where the module calls a net, cells name picture files, from the folder of FILE on, and a further column says how
sure the net is of all that it read for the row: the product of its probabilities.

A net fills the column that it was fitted to give, from those of the names that it was fitted on; of a DIR of pictures or
sounds it writes a table of the files.

MODULE is a name that \`knack library\` lists, or a path (lib/initials, lib/initials.ts).
FILE is csv, tsv or jsonl, which are streamed, or json or xlsx; - is standard input, csv or jsonl.

  -o, --output FILE      write here, whole or not at all, instead of to standard output; may be FILE itself
      --columns A=B      what the module calls A, an input or its column, is the file's column B;
                         may be repeated
      --overwrite        fill cells that are filled already too
      --library DIR      where names of modules are looked up (default: knack)
      --least P          of nets, and modules that call them: rows of which the nets are less sure than P stay empty
      --no-confidence    no column that says how sure they are
      --safe-csv         put an apostrophe before cells that a spreadsheet would run

Exit status: 0 written, even where rows stay empty, be it all of them · 2 unusable input · 130 stopped by Ctrl-C
`;

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const { values: options, positionals } = parseOptions(argv, {
    output: { type: "string", short: "o" },
    columns: { type: "string", multiple: true },
    overwrite: { type: "boolean" },
    least: { type: "string" },
    "no-confidence": { type: "boolean" },
    library: { type: "string" },
    "safe-csv": { type: "boolean" },
    help: { type: "boolean", short: "h" },
  });
  if (options.help) {
    await write(io.stdout, HELP);
    return Exit.Success;
  }
  if (positionals.length !== 2) {
    throw new InputError(
      "",
      "give one module and one file: knack apply MODULE FILE|-  (see knack apply --help)",
    );
  }
  const [moduleName, path] = positionals;
  const least = readLeast(options.least);
  if (isModelPath(moduleName)) {
    const { applyNet } = await import("./applynet.ts");
    const out = await openOutput(options.output, io);
    const stop = new AbortController();
    const release = io.onInterrupt(() => stop.abort());
    try {
      const wishes = {
        columns: options.columns ?? [],
        overwrite: options.overwrite ?? false,
        safe: options["safe-csv"] ?? false,
        least,
        withConfidence: !options["no-confidence"],
        signal: stop.signal,
      };
      const status = await applyNet(moduleName, path, wishes, io, (chunk) => out.write(chunk));
      await out.commit();
      return status;
    } catch (error) {
      if (!stop.signal.aborted) throw error;
      await complain(io, `stopped${options.output ? "; nothing was written" : ""}`);
      return Exit.Interrupted;
    } finally {
      release();
      await out.discard();
    }
  }
  const { module, typescript, files } = await findModule(moduleName, options.library);
  if (typescript === "edited") {
    await complain(
      io,
      `note: ${files.typescript} was edited by hand; what runs is the program that was saved`,
    );
  }
  const mapping = readMapping(options.columns ?? [], [module]);
  const table = await openTable(path, io);
  for (const note of table.notes) await complain(io, `note: ${note}`);
  const binding = bind(module, table, mapping);
  const { inputs, cells, target, misfit } = binding;
  if (options.least !== undefined && !module.nets)
    throw new InputError(
      `--least ${options.least}`,
      `${module.name} calls no net, so there is no confidence`,
    );
  const nets = module.nets && (await import("./netanswers.ts")).NetAnswers.of(module, path, binding, least);
  const program = compile(module.program);
  const isIdle = blankAt([...module.signature.params.keys()], [...module.examples, ...module.answers]);
  const safe = options["safe-csv"] ?? false;
  const counts = { rows: 0, filled: 0, kept: 0, none: 0 };
  const firstWithout: number[] = [];
  let why: string | undefined;

  const out = await openOutput(options.output, io);
  let interrupted = false;
  const release = io.onInterrupt(() => {
    interrupted = true;
  });
  try {
    for await (const piece of table.pieces) {
      const isKept = (row: number): boolean => !options.overwrite && piece.target(row, target) !== undefined;
      const isOpen = (row: number): boolean => !isKept(row) && !isIdle(cells(piece, row));
      const answers = await nets?.of(piece, counts.rows, isOpen);
      const valueAt = (row: number): Value => {
        if (isKept(row)) {
          counts.kept++;
          return undefined;
        }
        if (isIdle(cells(piece, row))) return undefined;
        const value = answers ? answers[row].value : program(inputs(piece, row));
        if (value !== undefined) counts.filled++;
        else if (!answers?.[row].isDoubtful) {
          const number = counts.rows + row + 1;
          counts.none++;
          if (firstWithout.length < 3) firstWithout.push(number);
          why ??= answers ? answers[row].problem : misfit(piece, row, number);
        }
        return spelled(value, module.signature.result);
      };
      const filling: Filling[] = [{ column: target, value: valueAt }];
      if (answers && !options["no-confidence"])
        filling.push({
          column: confidenceColumn(target, table.columns),
          value: (row) => answers[row].confidence,
        });
      const filled = piece.fill(filling, safe);
      counts.rows += piece.length;
      await out.write(filled);
      if (interrupted || out.isClosed()) break;
    }
    if (interrupted) {
      await complain(
        io,
        `stopped after ${counted(counts.rows, "row")}${options.output ? "; nothing was written" : ""}`,
      );
      return Exit.Interrupted;
    }
    await out.commit();
  } finally {
    release();
    await out.discard();
  }
  if (nets?.doubts) await complain(io, nets.doubts);
  if (counts.none > 0) {
    const where = `row ${firstWithout.join(", ")}${counts.none > firstWithout.length ? ", …" : ""}`;
    await complain(
      io,
      `${counted(counts.none, "row")} left empty: ${module.name} has no value there (${where})${why === undefined ? "" : `; ${why}`}`,
    );
  }
  return Exit.Success;
}

interface Out extends PendingFile {
  /** Whoever was reading has gone. */
  isClosed(): boolean;
}

async function openOutput(path: string | undefined, io: Io): Promise<Out> {
  if (path === undefined || path === "-") {
    return {
      write: (chunk) => write(io.stdout, chunk),
      commit: async () => {},
      discard: async () => {},
      isClosed: () => io.stdout.destroyed,
    };
  }
  const file = await replaceFile(path);
  return {
    write: (chunk) => file.write(chunk),
    commit: () => file.commit(),
    discard: () => file.discard(),
    isClosed: () => false,
  };
}
