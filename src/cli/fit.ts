/** @file `knack fit`: a net for a file or a folder, architecture and size chosen. */

import { createHash } from "node:crypto";
import { unlink } from "node:fs/promises";
import { basename } from "node:path";
import { CivilDate, Grid, Picture, RecordValue, Sound, type Value } from "../language/value.ts";
import { writeFileAtomically } from "../library/atomic.ts";
import { ARCHITECTURES, type Architecture } from "../nets/architectures.ts";
import type { Dataset, Field } from "../nets/data/dataset.ts";
import { isThere, readBytes } from "../nets/data/disk.ts";
import { SIDE } from "../nets/data/media.ts";
import { readDataset, withTests } from "../nets/data/read.ts";
import { splitOf } from "../nets/data/split.ts";
import { featureOf, type SavedFeature } from "../nets/features.ts";
import { type Fit, type FitOptions, fit, modelOf } from "../nets/fit.ts";
import { POSITIONS, type Positions } from "../nets/layers/layer.ts";
import type { Model } from "../nets/model.ts";
import { loadModel, saveModel } from "../nets/saved/files.ts";
import { JSON_ENDING, stemOf, WEIGHTS_ENDING } from "../nets/saved/names.ts";
import { type Partial, partialFile, readPartial } from "../nets/saved/partial.ts";
import { InputError, shown, visible } from "../tasks/error.ts";
import { cellText } from "../tasks/text.ts";
import { padEnd } from "./columns.ts";
import { confusions, scoreText } from "./fitreport.ts";
import { FitView } from "./fitview.ts";
import { complain, Exit, type Io, write } from "./io.ts";
import { parseOptions } from "./options.ts";
import { refuseUnwritable } from "./output.ts";
import { amount, counted, seconds } from "./quantity.ts";
import { type Style, styleFor } from "./style.ts";

const HELP = `knack fit FILE|DIR    a net, architecture and size chosen for you

FILE is csv, tsv, json, jsonl or xlsx (the last column is what the net shall give), or IDX, as MNIST is. A column that names
PNG, JPEG or WAV files in all its filled cells is one of pictures or sounds; names are paths from FILE's folder, and lead
out of it only where they are whole paths (/…), which are opened wherever they lead.
DIR is a folder with a folder of PNG, JPEG or WAV files for each label, or one of IDX files.
A fifth of the rows is kept aside for the test, where the data has no test of its own.

  -o, --output NAME        saves NAME.net.json and NAME.net.safetensors (default: named after the data)
      --target COLUMN      what the net shall give (default: the last column)
      --input COLUMN       what it is given; may be repeated (default: all other columns)
      --test FILE|DIR      rows for the test, instead of a fifth of the others
      --features MODULE    what a saved program says of a row is a further input; may be repeated. The net is then of no
                           use without the module, which is found again where it lies

Everything below is chosen where it is not set; what was chosen is printed and saved.

      --architecture KIND  ${ARCHITECTURES.join(", ")}
      --sizes A,B,...      units of the hidden layers, filters of the convolutions, or widths of the blocks; none: a linear map
      --positions KIND     of sequences: ${POSITIONS.join(", ")}
      --activation KIND    relu, tanh or linear
      --rate X             the learning rate at its highest
      --batch N  --steps N  --decay X  --patience N
      --side N             longest side of pictures, 1 to 512; larger ones are made smaller (default: ${SIDE})
      --no-augment         show pictures as they are; otherwise each is turned and moved a little
      --effort X           how much is computed, in multiples of what is usual (default: 1)
      --seed N             the same data, options and seed give the same net (default: 1)
      --fresh              begin again, where an interrupted training could be gone on with
      --json               one line of JSON at the end

After Ctrl-C or a kill the same command goes on near where it stopped, to the net that it would have come to.

Exit status: 0 fitted and saved · 1 training diverged (the last good weights are saved) · 2 unusable input ·
130 stopped by Ctrl-C
`;

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const { values: options, positionals } = parseOptions(argv, {
    output: { type: "string", short: "o" },
    target: { type: "string" },
    input: { type: "string", multiple: true },
    test: { type: "string" },
    features: { type: "string", multiple: true },
    architecture: { type: "string" },
    sizes: { type: "string" },
    positions: { type: "string" },
    activation: { type: "string" },
    rate: { type: "string" },
    batch: { type: "string" },
    steps: { type: "string" },
    decay: { type: "string" },
    patience: { type: "string" },
    side: { type: "string" },
    "no-augment": { type: "boolean" },
    effort: { type: "string" },
    seed: { type: "string" },
    fresh: { type: "boolean" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  });
  if (options.help) {
    await write(io.stdout, HELP);
    return Exit.Success;
  }
  if (positionals.length !== 1) {
    throw new InputError("", "name one file or folder: knack fit FILE|DIR  (see knack fit --help)");
  }
  const [path] = positionals;
  const wishes: FitOptions = {
    architecture: oneOf<Architecture>("--architecture", options.architecture, ARCHITECTURES),
    sizes: sizesOf(options.sizes),
    positions: oneOf<Positions>("--positions", options.positions, POSITIONS),
    activation: oneOf("--activation", options.activation, ["relu", "tanh", "linear"] as const),
    rate: numberOf("--rate", options.rate, 1e-9, 100),
    batch: numberOf("--batch", options.batch, 1, 65_536, true),
    steps: numberOf("--steps", options.steps, 1, 1e8, true),
    decay: numberOf("--decay", options.decay, 0, 10),
    patience: numberOf("--patience", options.patience, 1, 1e6, true),
    augment: options["no-augment"] ? false : undefined,
    effort: numberOf("--effort", options.effort, 0.001, 10_000),
    seed: numberOf("--seed", options.seed, -2147483648, 2147483647, true),
  };
  const stem = options.output === undefined ? nameOf(path) : stemOf(options.output);
  const programs =
    options.features === undefined
      ? []
      : await (await import("./features.ts")).namedFeatures(options.features, stem);
  const reading = {
    target: options.target,
    inputs: options.input,
    side: numberOf("--side", options.side, 1, 512, true),
    features: programs.map(({ module }) => featureOf(module)),
  };
  const given = await readDataset(path, reading);
  const dataset = options.test === undefined ? given : await withTests(given, options.test, reading);
  splitOf(dataset, wishes.seed ?? 1);
  for (const note of dataset.notes) await complain(io, `note: ${note}`);
  if (/(^|[/\\])\.{0,2}$/.test(stem)) throw new InputError(`-o ${stem}`, "is a folder; give a name in it");
  for (const ending of [JSON_ENDING, WEIGHTS_ENDING]) await refuseUnwritable(stem + ending);
  if (options.output === undefined) {
    const other = await otherNet(stem, dataset);
    if (other) await complain(io, `note: ${other}`);
  }
  const features = programs.map(({ saved }) => saved);
  return new Session(io, dataset, stem, wishes, features, options.json ?? false).run(
    path,
    options.target,
    options.fresh ?? false,
  );
}

/** The data's own name, in the folder where the command runs. */
const nameOf = (path: string): string =>
  basename(path)
    .replace(/(\.gz)?$/, "")
    .replace(/\.[a-z0-9]+$/i, "") || "fitted";

/** What is to be said of the net that has the name already; ⊥: there is none, or it gives the same from the same. */
async function otherNet(stem: string, { inputs, output }: Dataset): Promise<string | undefined> {
  const json = stem + JSON_ENDING;
  if (!(await isThere(json))) return undefined;
  let there: Model;
  try {
    there = await loadModel(json);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
  const namesOf = (fields: readonly Field[]): string => fields.map(({ name }) => shown(name)).join(", ");
  if (namesOf([...there.inputs, there.output]) === namesOf([...inputs, output])) return undefined;
  const what = `which gives ${shown(there.output.name)} from ${namesOf(there.inputs)}`;
  return `${json}, ${what}, will be replaced; -o gives another name`;
}

/** One run of the command: what is shown on the way, and what is kept. */
class Session {
  readonly #io: Io;
  readonly #dataset: Dataset;
  readonly #stem: string;
  readonly #wishes: FitOptions;
  readonly #features: readonly SavedFeature[];
  readonly #json: boolean;
  readonly #style: Style;
  readonly #began = performance.now();
  readonly #view: FitView;
  #saved = Number.NEGATIVE_INFINITY;

  constructor(
    io: Io,
    dataset: Dataset,
    stem: string,
    wishes: FitOptions,
    features: readonly SavedFeature[],
    json: boolean,
  ) {
    this.#features = features;
    this.#io = io;
    this.#dataset = dataset;
    this.#stem = stem;
    this.#wishes = wishes;
    this.#json = json;
    this.#style = styleFor(io.stdout, io.env);
    this.#view = new FitView(
      io,
      dataset.inputs.map(({ name }) => name),
      this.#opening(),
      json,
    );
  }

  async run(path: string, target: string | undefined, isFresh: boolean): Promise<number> {
    const io = this.#io;
    const partialPath = `${this.#stem}.net.partial`;
    const fingerprint = fingerprintOf(this.#dataset, this.#wishes);
    const from = isFresh ? undefined : await this.#interrupted(partialPath, fingerprint);
    const stop = new AbortController();
    const release = io.onInterrupt(() => stop.abort());
    const keep = async (begun: Omit<Partial, "fingerprint">): Promise<void> => {
      await writeFileAtomically(partialPath, partialFile({ fingerprint, ...begun }));
      this.#saved = performance.now();
    };
    let begun: Omit<Partial, "fingerprint"> | undefined = from;
    let fitted: Fit;
    try {
      fitted = await fit(this.#dataset, {
        ...this.#wishes,
        from,
        signal: stop.signal,
        onEvent: (event) => this.#view.show(event),
        onCheckpoint: async (title, resumable) => {
          begun = { title, resumable };
          if (performance.now() - this.#saved >= SAVE_EVERY) await keep(begun);
        },
      });
    } finally {
      release();
      this.#view.clear();
    }
    if (fitted.stopped === "cancelled") {
      if (!begun) {
        // A net that is there already is worth more than one that was hardly trained.
        await complain(io, "stopped before there was anything to go on from; nothing is saved");
        return Exit.Interrupted;
      }
      await keep(begun);
    }
    const about = {
      name: basename(this.#stem),
      data: path,
      target,
      seed: this.#wishes.seed,
      features: this.#features,
    };
    const model = modelOf(this.#dataset, fitted, about);
    const files = await saveModel(this.#stem, model);
    await this.#report(fitted, model, files);
    if (fitted.stopped === "cancelled") {
      await complain(io, `stopped at step ${fitted.last}; the same command goes on from there`);
      return Exit.Interrupted;
    }
    await unlink(partialPath).catch(() => {});
    if (fitted.stopped !== "diverged") return Exit.Success;
    await complain(
      io,
      `training diverged at step ${fitted.last}: the loss is no longer a number; saved are the weights of step ${fitted.step}; a smaller --rate than ${fitted.choice.schedule.rate} may help`,
    );
    return Exit.Unsolved;
  }

  async #interrupted(path: string, fingerprint: string): Promise<Partial | undefined> {
    if (!(await isThere(path))) return undefined;
    let partial: Partial;
    try {
      partial = readPartial(path, await readBytes(path));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      await complain(this.#io, `note: ${error.message}; beginning again`);
      return undefined;
    }
    if (partial.fingerprint !== fingerprint) {
      await complain(this.#io, `note: ${path} is of other data or options; beginning again`);
      return undefined;
    }
    await complain(
      this.#io,
      `going on from step ${partial.resumable.checkpoint.step}, as ${path} has it (--fresh begins again)`,
    );
    return partial;
  }

  #opening(): string {
    const { name, inputs, output, rows, tests } = this.#dataset;
    const names = inputs.map((input) => visible(input.name)).join(", ");
    const counts = `${counted(rows.length, "row")}${tests.length > 0 ? `, ${amount(tests.length)} more for the test` : ""}`;
    return `${this.#style.title(visible(name))}: ${visible(output.name)} from ${names} · ${counts}\n`;
  }

  async #report(fitted: Fit, model: Model, files: readonly string[]): Promise<void> {
    const spent = (performance.now() - this.#began) / 1000;
    const { rows, stopped, step, last, test, validation } = fitted;
    if (this.#json) {
      const line = {
        task: model.name,
        solved: stopped !== "diverged",
        architecture: fitted.choice.architecture,
        title: fitted.choice.title,
        parameters: fitted.choice.parameters,
        schedule: fitted.choice.schedule,
        decay: fitted.choice.decay,
        rows,
        validation,
        test,
        steps: step,
        stopped,
        seconds: Number(spent.toFixed(2)),
        files,
      };
      return write(this.#io.stdout, `${JSON.stringify(line)}\n`);
    }
    const label = (text: string): string => this.#style.dim(padEnd(text, 9));
    const how = {
      done: "to the end",
      early: "until it no longer improved",
      cancelled: "until stopped",
      diverged: "until it diverged",
      paused: "",
    };
    const held = splitOf(this.#dataset, this.#wishes.seed ?? 1).test;
    const lines = [
      `${label("trained")}on ${counted(rows.training, "row")}, ${how[stopped]}: ${amount(last)} steps in ${seconds(spent)}; kept are the weights of step ${amount(step)}`,
      `${label("test")}${this.#style.title(scoreText(fitted.candidate.encoding.head, test))} (validation ${scoreText(fitted.candidate.encoding.head, validation)})`,
      ...(await confusions(model, held)).map((text, i) => `${label(i === 0 ? "mistakes" : "")}${text}`),
      `${label("saved")}${files.map(visible).join(", ")}`,
    ];
    await write(this.#io.stdout, `${lines.join("\n")}\n`);
  }
}

/** Milliseconds. */
const SAVE_EVERY = 3_000;

/** Of the data and of what was set. */
function fingerprintOf(dataset: Dataset, wishes: FitOptions): string {
  const hash = createHash("sha256");
  hash.update(
    JSON.stringify([wishes, dataset.inputs, dataset.output, dataset.rows.length, dataset.tests.length]),
  );
  const add = (value: Value): void => {
    if (value instanceof Picture) hash.update(`picture ${value.width} ${value.height} `).update(value.pixels);
    else if (value instanceof Sound) hash.update(`sound ${value.rate} `).update(value.samples);
    else if (
      value instanceof Grid ||
      value instanceof CivilDate ||
      value instanceof RecordValue ||
      typeof value === "object"
    )
      hash.update(`${cellText(value)}\u0000`);
    else hash.update(`${typeof value} ${String(value)}\u0000`);
  };
  for (const row of [...dataset.rows, ...dataset.tests])
    for (const value of [...row.inputs, row.output]) add(value);
  return hash.digest("hex");
}

function oneOf<T extends string>(
  option: string,
  text: string | undefined,
  known: readonly T[],
): T | undefined {
  if (text === undefined) return undefined;
  const found = known.find((name) => name === text);
  if (!found) throw new InputError(`${option} ${text}`, `give one of ${known.join(", ")}`);
  return found;
}

function numberOf(
  option: string,
  text: string | undefined,
  least: number,
  most: number,
  isWhole = false,
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return value;
  throw new InputError(
    `${option} ${text}`,
    `give a ${isWhole ? "whole " : ""}number from ${least} to ${most}`,
  );
}

function sizesOf(text: string | undefined): readonly number[] | undefined {
  if (text === undefined) return undefined;
  if (text === "none") return [];
  const parts = text.split(",").map((part) => part.trim());
  if (parts.includes(""))
    throw new InputError(`--sizes ${text}`, "give whole numbers with a comma between, such as 64,64");
  const sizes = parts.map((part) => numberOf("--sizes", part, 1, 4096, true) as number);
  if (sizes.length > 32) throw new InputError(`--sizes ${text}`, "give 32 layers at most");
  return sizes;
}
