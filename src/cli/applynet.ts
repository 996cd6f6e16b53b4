/** @file `knack apply MODEL.net.json`: what a fitted net says of the rows of a table, or of the pictures and sounds in a folder. */

import { hasType, type Value } from "../language/value.ts";
import type { Module } from "../library/module.ts";
import { entriesOf, isFolder, readBytes } from "../nets/data/disk.ts";
import { mediumOf } from "../nets/data/filecells.ts";
import { cellFor, cellOf, mayHaveCommas } from "../nets/data/textcolumn.ts";
import type { Prediction } from "../nets/encoding.ts";
import { featureOf } from "../nets/features.ts";
import type { Model } from "../nets/model.ts";
import { readModel } from "../nets/saved/files.ts";
import { isBlank } from "../tasks/blank.ts";
import { csvCell, type Dialect } from "../tasks/csvrows.ts";
import { InputError, shown, told } from "../tasks/error.ts";
import { isPictureName, readPicture } from "../tasks/picture.ts";
import { cellText } from "../tasks/text.ts";
import { isSoundName, readWav } from "../tasks/wav.ts";
import { bind, readMapping } from "./binding.ts";
import { complain, Exit, type Io } from "./io.ts";
import { counted } from "./quantity.ts";
import { Sight } from "./sight.ts";
import { confidenceColumn, type Filling, openTable, type Piece } from "./table.ts";

export interface NetOptions {
  readonly columns: readonly string[];
  readonly overwrite: boolean;
  readonly safe: boolean;
  readonly least: number;
  readonly withConfidence: boolean;
  /** Ends it with this signal's reason. */
  readonly signal: AbortSignal;
}

/** Where what is written goes, in pieces. */
type Write = (chunk: Uint8Array | string) => Promise<void>;

/** Rows that go through the net together. */
const BATCH = 64;

/** Writes the table with the net's output filled in, or a table of the folder's files. */
export async function applyNet(
  path: string,
  data: string,
  options: NetOptions,
  io: Io,
  to: Write,
): Promise<number> {
  const { model, json } = await readModel(path);
  const features =
    model.features.length === 0
      ? []
      : await (await import("./features.ts")).savedFeatures(json, model.features);
  try {
    const isOfFiles = data !== "-" && (await isFolder(data));
    const report = isOfFiles
      ? await ofFolder(model, data, options, to)
      : await ofTable(model, features, data, options, io, to);
    if (report.doubtful > 0)
      await complain(
        io,
        `${counted(report.doubtful, "row")} left empty: the net is less than ${options.least} sure`,
      );
    if (report.none > 0)
      await complain(
        io,
        `${counted(report.none, "row")} left empty: ${report.why ?? "the net gives no value there"}`,
      );
    return Exit.Success;
  } finally {
    await model.dispose();
  }
}

/** How rows without a value came to be without. */
interface Report {
  none: number;
  doubtful: number;
  why?: string;
}

interface Answer {
  readonly value?: Value;
  readonly confidence?: number;
}

function answerOf({ value, confidence }: Prediction, least: number, report: Report): Answer {
  const rounded = confidence === undefined ? undefined : Math.round(confidence * 10_000) / 10_000;
  if (value === undefined) report.none++;
  else if (confidence !== undefined && confidence < least) report.doubtful++;
  else return { value, confidence: rounded };
  return { confidence: rounded };
}

/** Answers in the order of the rows; those of which there is a problem have none. */
async function answersTo(
  model: Model,
  rows: readonly (readonly Value[] | { readonly problem: string } | undefined)[],
  { least, signal }: NetOptions,
  report: Report,
): Promise<Answer[]> {
  const answers: Answer[] = rows.map(() => ({}));
  const usable: { readonly at: number; readonly inputs: readonly Value[] }[] = [];
  for (const [at, row] of rows.entries()) {
    if (row === undefined) continue;
    const problem = "problem" in row ? row.problem : problemOf(model, row);
    if (problem === undefined) usable.push({ at, inputs: row as readonly Value[] });
    else {
      report.none++;
      report.why ??= problem;
    }
  }
  for (let from = 0; from < usable.length; from += BATCH) {
    // Signals are heard between two turns alone.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    const some = usable.slice(from, from + BATCH);
    const predictions = await model.predict(some.map(({ inputs }) => inputs));
    for (const [i, { at }] of some.entries()) answers[at] = answerOf(predictions[i], least, report);
  }
  return answers;
}

function problemOf(model: Model, inputs: readonly Value[]): string | undefined {
  if (!inputs.includes(undefined) && model.takes(inputs)) return undefined;
  const given = inputs.map((value) => cellText(value)).join(", ");
  return `the net was fitted on other values than ${given.slice(0, 60)}`;
}

/** @param features modules that give the last of the inputs */
async function ofTable(
  model: Model,
  features: readonly Module[],
  path: string,
  options: NetOptions,
  io: Io,
  to: Write,
): Promise<Report> {
  const signed = {
    name: model.name,
    target: model.output.name,
    signature: {
      params: model.inputs.slice(0, model.inputs.length - features.length),
      result: model.output.type,
    },
  };
  const table = await openTable(path, io);
  for (const note of table.notes) await complain(io, `note: ${note}`);
  const mapping = readMapping(options.columns, [signed, ...features]);
  const hasCommas = mayHaveCommas(table.delimiter);
  const binding = bind(signed, table, mapping, (piece, row, column, field) => {
    const isMissing = piece.target(row, column) === undefined;
    if (isMissing) return hasType(null, field.type) ? null : undefined;
    return cellOf(piece.input(row, column.index), field, hasCommas);
  });
  const programs = features.map((module) => ({
    feature: featureOf(module),
    cells: bind(module, table, mapping).cells,
  }));
  const sight = Sight.of(signed, path, binding);
  const confidence = confidenceColumn(binding.target, table.columns);
  const report: Report = { none: 0, doubtful: 0 };
  let before = 0;
  for await (const piece of table.pieces) {
    const answers: Answer[] = [];
    for (let from = 0; from < piece.length; from += BATCH) {
      const rows: (readonly Value[] | { readonly problem: string } | undefined)[] = [];
      for (let row = from; row < Math.min(piece.length, from + BATCH); row++)
        rows.push(await inputsAt(piece, row, before + row + 1));
      answers.push(...(await answersTo(model, rows, options, report)));
    }
    const filling: Filling[] = [
      { column: binding.target, value: (row) => cellFor(answers[row].value, model.output, hasCommas) },
    ];
    if (options.withConfidence && model.givesConfidence)
      filling.push({ column: confidence, value: (row) => answers[row].confidence });
    await to(piece.fill(filling, options.safe));
    before += piece.length;
  }
  return report;

  async function inputsAt(
    piece: Piece,
    row: number,
    number: number,
  ): Promise<readonly Value[] | { readonly problem: string } | undefined> {
    if (!options.overwrite && piece.target(row, binding.target) !== undefined) return undefined;
    const seen = await sight?.row(piece, row, number);
    if (seen && "problem" in seen) return seen;
    const given = seen ? seen.inputs : binding.inputs(piece, row);
    const at = signed.signature.params.findIndex(
      ({ type }, i) => given[i] === undefined || (given[i] === null && !hasType(null, type)),
    );
    if (at >= 0) {
      const cell = binding.cells(piece, row)[at];
      const what = isBlank(cell) ? "is empty" : `has ${told(cell)}`;
      const name = shown(signed.signature.params[at].name);
      return { problem: `row ${number}: ${name} ${what}, which the net was not fitted on` };
    }
    return [...given, ...programs.map(({ feature, cells }) => feature.run([...cells(piece, row)]))];
  }
}

async function ofFolder(model: Model, folder: string, options: NetOptions, to: Write): Promise<Report> {
  const [input] = model.inputs;
  const medium = mediumOf(input.type);
  const isPicture = medium === "picture";
  if (model.inputs.length !== 1 || medium === undefined)
    throw new InputError(folder, `is a folder, and ${model.name} takes no single files; name a file of rows`);
  const isWanted = isPicture ? isPictureName : isSoundName;
  const files = (await entriesOf(folder)).filter(({ name, isFolder }) => !isFolder && isWanted(name));
  if (files.length === 0) throw new InputError(folder, `holds no ${isPicture ? "PNG or JPEG" : "WAV"} files`);
  const report: Report = { none: 0, doubtful: 0 };
  const withConfidence = options.withConfidence && model.givesConfidence;
  const line = (cells: readonly string[]): string =>
    `${cells.map((cell) => (cell === "" ? "" : csvCell(cell, CSV))).join(",")}\n`;
  const { name } = model.output;
  await to(line(["file", name, ...(withConfidence ? [`${name} confidence`] : [])]));
  for (let from = 0; from < files.length; from += BATCH) {
    const some = files.slice(from, from + BATCH);
    const rows: (readonly Value[] | { readonly problem: string })[] = [];
    for (const { path } of some) {
      try {
        const bytes = await readBytes(path);
        rows.push([isPicture ? await readPicture(path, bytes) : readWav(path, bytes)]);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        rows.push({ problem: error.message });
      }
    }
    const answers = await answersTo(model, rows, options, report);
    for (const [i, { value, confidence }] of answers.entries())
      await to(
        line([
          some[i].name,
          cellText(value),
          ...(withConfidence ? [confidence === undefined ? "" : String(confidence)] : []),
        ]),
      );
  }
  return report;
}

const CSV: Dialect = { delimiter: ",", newline: "\n" };
