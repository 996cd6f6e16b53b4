/** @file What `knack learn` was told on its command line. */

import { existsSync, statSync } from "node:fs";
import type { Budget } from "../drive.ts";
import { MAX_THREADS } from "../kernels/state.ts";
import { PREFERENCES, type Preference } from "../search/answer.ts";
import { formatNamed } from "../tasks/detect.ts";
import { InputError } from "../tasks/error.ts";
import { DEFAULT_LIBRARY } from "./modules.ts";
import { parseOptions, readBudget, readBytes, readCount } from "./options.ts";

export interface Settings {
  readonly files: readonly string[];
  readonly target?: readonly string[];
  readonly input?: readonly string[];
  readonly budget: Budget;
  /** As written, for a module's provenance. */
  readonly budgetText?: string;
  readonly top?: number;
  readonly suspects?: number;
  readonly seed?: number;
  readonly prefer?: Preference;
  /** Names of primitives. */
  readonly without: readonly string[];
  /** A file. */
  readonly schema?: string;
  readonly output?: string;
  readonly answers?: string;
  /** Fitted nets that programs may call. */
  readonly nets: readonly string[];
  /** Folder. */
  readonly save?: string;
  readonly format: (typeof FORMATS)[number];
  readonly explain?: string;
  readonly watch: boolean;
  readonly json: boolean;
  readonly safe: boolean;
  readonly verbose: boolean;
}

export const LEARN_HELP = `knack learn FILE|-...    csv · tsv · json · jsonl · xlsx · sl (SyGuS), or - for standard input

Fills the empty cells of a column from the filled ones, and prints the program that does it.

  --target COLUMN        the column to fill; may be repeated (default: every column at most half filled)
  --input COLUMN         a column to fill it from; may be repeated (default: every column more than half filled)
  --schema FILE          a JSON Schema of the rows of a JSON file, or of its stated examples: types are taken from it
                         where it names a column, and from the values elsewhere
  -o FILE                write the input with its empty cells filled, in the same format; - is standard output
  --safe-csv             with -o: cells that a spreadsheet would run as formulas get an apostrophe
  --save [DIR]           save what is solved as modules (default folder: knack): NAME.ts for your code, NAME.test.ts
                         with its examples, NAME.knack.json for Knack; a module that is there already is
                         learned again, its examples joined to the file's
  --library DIR          the folder for --save, named as it is for apply, check and library
  --net MODEL            a fitted net that the program may call (knack fit made MODEL.net.json); may be repeated. Columns
                         whose cells all name PNG or JPEG files, from the folder of FILE on, are then pictures
  --answers FILE         answers to questions, lines of {"task"?, "inputs": […], "output": …}, where the
                         output null says that there is no value; or a csv with a column for each
  --budget 10s|2e6c      time or candidates to spend on a column; both may be given (default 10s)
  --memory 2GB           memory the search may own (default 1GiB)
  --threads N            threads to search with, 1 to 64 (default 1); they help with bit-vectors, and change
                         nothing in what a budget of candidates finds
  --suspects N           how many given cells may be called mistakes (0: none)
  --top K                how many programs to keep and show (default 1 shown)
  --prefer fast          of programs that are equal on all that is known, the one whose steps grow slowest with the
                         input, not the shortest; the search goes on longer (default short)
  --without NAMES        primitives that no program may use, by the names that knack primitives lists, with commas between
  --seed N               another seed, another sample of rows
  --format FORMAT        typescript or sexpr: how the program is shown; for sl also sygus, a define-fun that
                         any SyGuS checker accepts
  --explain PROGRAM      why not this one? its cost by parts, and what beats it; PROGRAM is written as
                         --format sexpr prints it, such as '(upper $1)' for the first input in capitals;
                         for sl also as a define-fun or a term of the file's grammar
  --watch                learn again whenever the file changes, until Ctrl-C
  --json                 one JSON object a line for each column
  --verbose              what the search tried, where its time went, what found the answer and why it stopped,
                         on standard error; with --json as the field account

At a terminal up to three questions are asked for each column. Ctrl-C keeps what was found.
A saved NAME.test.ts needs nothing of Knack: node --test NAME.test.ts from Node 22.18 on; before that: npx tsx --test NAME.test.ts.
`;

const OPTIONS = {
  target: { type: "string", multiple: true },
  input: { type: "string", multiple: true },
  schema: { type: "string" },
  output: { type: "string", short: "o" },
  "safe-csv": { type: "boolean" },
  save: { type: "string" },
  library: { type: "string" },
  net: { type: "string", multiple: true },
  answers: { type: "string" },
  budget: { type: "string", multiple: true },
  memory: { type: "string" },
  threads: { type: "string" },
  suspects: { type: "string" },
  top: { type: "string" },
  seed: { type: "string" },
  prefer: { type: "string" },
  without: { type: "string", multiple: true },
  format: { type: "string" },
  explain: { type: "string" },
  watch: { type: "boolean" },
  json: { type: "boolean" },
  verbose: { type: "boolean", short: "v" },
  help: { type: "boolean", short: "h" },
} as const;

const FORMATS = ["typescript", "sexpr", "sygus"] as const;

/** `"help"` when help was asked for. */
export function readSettings(argv: readonly string[]): Settings | "help" {
  const { words, saves } = withoutBareSave(argv);
  const { values, positionals } = parseOptions(words, OPTIONS);
  if (values.help) return "help";
  const save = folderOf({ save: values.save, library: values.library, saves });
  if (positionals.length === 0) {
    throw new InputError("", "name a file to learn from, or - for standard input (knack learn --help)");
  }
  const count = (option: "top" | "suspects" | "seed", low: number): number | undefined =>
    values[option] === undefined ? undefined : readCount(option, values[option], low);
  const settings: Settings = {
    files: positionals,
    target: values.target,
    input: values.input,
    budget: {
      ...readBudget(values.budget ?? []),
      ...(values.memory !== undefined && { memory: readBytes("memory", values.memory) }),
      ...(values.threads !== undefined && { threads: readCount("threads", values.threads, 1, MAX_THREADS) }),
    },
    budgetText: values.budget?.join(","),
    top: count("top", 1),
    suspects: count("suspects", 0),
    seed: count("seed", 0),
    prefer: oneOf(PREFERENCES, "prefer", values.prefer),
    without: (values.without ?? []).flatMap((names) => names.split(",")).map((name) => name.trim()),
    schema: values.schema,
    output: values.output,
    answers: values.answers,
    nets: values.net ?? [],
    save,
    format: oneOf(FORMATS, "format", values.format) ?? FORMATS[0],
    explain: values.explain,
    watch: values.watch ?? false,
    json: values.json ?? false,
    safe: values["safe-csv"] ?? false,
    verbose: values.verbose ?? false,
  };
  refuseCombinations(settings);
  return settings;
}

/** One of a few words; none where the option is absent. */
function oneOf<const W extends string>(words: readonly W[], option: string, given?: string): W | undefined {
  const found = words.find((word) => word === given);
  if (found !== undefined || given === undefined) return found;
  const choice = `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
  throw new InputError(`--${option} ${given}`, `give ${choice}`);
}

function refuseCombinations({ files, output, json, safe, watch, answers, schema }: Settings): void {
  if ([...files, answers, schema].filter((file) => file === "-").length > 1) {
    throw new InputError("-", "standard input can be read once only");
  }
  if (output !== undefined && files.length > 1) {
    throw new InputError("-o", "writes one file, so it takes one input; run once for each file");
  }
  if (output === "-" && json) throw new InputError("-o -", "and --json would both write to standard output");
  if (safe && output === undefined)
    throw new InputError("--safe-csv", "says how -o writes; give -o FILE too");
  if (watch && files.includes("-")) throw new InputError("--watch", "watches files, not standard input");
  if (watch && output !== undefined && files.includes(output)) {
    throw new InputError("--watch", "would be woken by its own -o; write to another file");
  }
}

/** `--save DIR`, `--save=DIR` or `--save`: the word after it is the folder unless it is an option or `-`; without one it is taken out. */
function withoutBareSave(argv: readonly string[]): { words: string[]; saves: boolean } {
  const at = argv.indexOf("--save");
  const end = argv.indexOf("--");
  if (at < 0 || (end >= 0 && end < at)) return { words: [...argv], saves: false };
  const next = argv[at + 1];
  if (next === undefined || next.startsWith("-")) return { words: argv.toSpliced(at, 1), saves: true };
  return { words: argv.toSpliced(at, 2, `--save=${next}`), saves: true };
}

/** The folder to save in; none where nothing is to be saved. */
function folderOf(given: { save?: string; library?: string; saves: boolean }): string | undefined {
  const { save, library } = given;
  if (library !== undefined && save !== undefined)
    throw new InputError(
      `--library ${library}`,
      `and --save ${save} are two folders for one thing; give one`,
    );
  if (library !== undefined && !given.saves)
    throw new InputError(`--library ${library}`, "says where --save saves; give --save too");
  const folder = save ?? library ?? (given.saves ? DEFAULT_LIBRARY : undefined);
  if (folder !== undefined) refuseFileAsFolder(folder, library === undefined ? "--save" : "--library");
  return folder;
}

/** Refuses a file, or what would be named like one: more likely the input than the folder to save in. */
function refuseFileAsFolder(folder: string, option: "--save" | "--library"): void {
  if (existsSync(folder) ? statSync(folder).isDirectory() : formatNamed(folder) === undefined) return;
  throw new InputError(
    `${option} ${folder}`,
    `this is no folder; if it is the file to learn from, write it before ${option}; else name a folder`,
  );
}
