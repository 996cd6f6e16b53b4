/** @file `knack probe --geometry`: of a fitted net, or of nets of several widths on a shape. */

import { writeFileAtomically } from "../library/atomic.ts";
import { isThere } from "../nets/data/disk.ts";
import { readDataset } from "../nets/data/read.ts";
import { featureOf } from "../nets/features.ts";
import { filmSvg } from "../nets/geometry/film.ts";
import { type Geometry, geometryJson, geometryOf, MOST_POINTS } from "../nets/geometry/geometry.ts";
import { modelGeometry, rowsFor, unseenRows } from "../nets/geometry/ofmodel.ts";
import { type Attempt, attempt, type Effort, freshPoints } from "../nets/geometry/separate.ts";
import { labelsOf, pointsOf, SHAPES, SHIPPED_SEED, type Shape, samplesOf } from "../nets/geometry/shapes.ts";
import { stripPng } from "../nets/geometry/strip.ts";
import { meanings, measureRows, shownText } from "../nets/geometry/view.ts";
import { readModel } from "../nets/saved/files.ts";
import { InputError, nearest, shown, visible } from "../tasks/error.ts";
import { padEnd, width } from "./columns.ts";
import { complain, Exit, type Io, write } from "./io.ts";
import { readCount } from "./options.ts";
import { refuseUnwritable } from "./output.ts";
import { amount, counted } from "./quantity.ts";
import { styleFor } from "./style.ts";

export interface GeometryOptions {
  readonly png?: string;
  readonly svg?: string;
  readonly json?: string;
  readonly points?: string;
  readonly target?: string;
  readonly widths?: string;
  readonly depths?: string;
  readonly seeds?: string;
  readonly activation?: string;
}

const DEFAULT_POINTS = 500;

const pointsFrom = ({ points }: GeometryOptions): number =>
  points === undefined ? DEFAULT_POINTS : readCount("points", points, 3, MOST_POINTS);

/** Before anything is computed for files that could not be written. */
async function refuseLostFiles(options: GeometryOptions): Promise<void> {
  for (const name of ["png", "svg", "json"] as const) {
    const file = options[name];
    if (file !== undefined) await refuseUnwritable(file, `--${name}`);
  }
}

/** Of a fitted net. */
export async function showGeometry(
  positionals: readonly string[],
  options: GeometryOptions,
  io: Io,
): Promise<number> {
  const [path, file, ...more] = positionals;
  if (path === undefined || more.length > 0) {
    throw new InputError("", "use it as: knack probe MODEL [FILE|DIR] --geometry  (see knack probe --help)");
  }
  for (const name of ["widths", "depths", "seeds", "activation"] as const) {
    if (options[name] !== undefined)
      throw new InputError(`--${name}`, "goes with --example; a model is as it was fitted");
  }
  const most = pointsFrom(options);
  await refuseLostFiles(options);
  const { model, json } = await readModel(path);
  try {
    const { data, target } = model.provenance;
    if (file === undefined && !(await isThere(data)))
      throw new InputError(
        data,
        `is what ${path} was fitted on, and is not there; name a FILE or DIR with such rows`,
      );
    const features =
      model.features.length === 0
        ? []
        : await (await import("./features.ts")).savedFeatures(json, model.features);
    const dataset = await readDataset(file ?? data, {
      ...((options.target ?? target) !== undefined && { target: options.target ?? target }),
      preferred: model.inputs.slice(0, model.inputs.length - features.length).map(({ name }) => name),
      ...(features.length > 0 && { features: features.map(featureOf) }),
      like: model,
    });
    for (const note of dataset.notes) await complain(io, `note: ${note}`);
    const { rows, unseen } =
      file === undefined
        ? unseenRows(dataset, model)
        : { rows: [...dataset.rows, ...dataset.tests], unseen: false };
    const title = `${model.name}: ${model.output.name} from ${model.inputs.map(({ name }) => name).join(", ")}`;
    const geometry = await modelGeometry(title, model, rowsFor(model, dataset, rows), most);
    const which = unseen ? ", which the net never saw" : "";
    return await report(
      geometry,
      `${counted(geometry.labels.of.length, "row")} of ${dataset.name}${which}`,
      options,
      io,
    );
  } finally {
    await model.dispose();
  }
}

/** Nets of several widths on a shape, then the geometry of the best of them. */
export async function shapeGeometry(
  name: string,
  positionals: readonly string[],
  options: GeometryOptions,
  io: Io,
): Promise<number> {
  const shape = SHAPES.get(name);
  if (!shape) {
    const meant = nearest(name, [...SHAPES.keys()]);
    const hint = meant ? `; did you mean ${meant}?` : "";
    throw new InputError(`--example ${shown(name)}`, `there are ${[...SHAPES.keys()].join(", ")}${hint}`);
  }
  if (positionals.length > 0)
    throw new InputError(positionals[0], "--example makes its own data and nets; leave the model out");
  if (options.target !== undefined) throw new InputError("--target", "goes with a FILE, not with --example");
  const activation = options.activation ?? "tanh";
  if (activation !== "tanh" && activation !== "relu")
    throw new InputError(`--activation ${activation}`, "give tanh or relu");
  const widths = sizesOf("widths", options.widths, shape.widths, 256);
  const depths = sizesOf("depths", options.depths, shape.depths, 16);
  const seeds = options.seeds === undefined ? 2 : readCount("seeds", options.seeds, 1, 100);
  const most = pointsFrom(options);
  await refuseLostFiles(options);
  const stop = new AbortController();
  const release = io.onInterrupt(() => stop.abort());
  try {
    const best = await tried(shape, { widths, depths, seeds, activation, signal: stop.signal }, options, io);
    if (!best) return Exit.Interrupted;
    const points = pointsOf(shape, shape.shipped, SHIPPED_SEED);
    const heading = { title: `${shape.name}: ${shape.about}`, net: netText(shape, best) };
    const geometry = await geometryOf(heading, best, samplesOf(shape, points), labelsOf(shape, points), most);
    return await report(geometry, counted(geometry.labels.of.length, "point"), options, io);
  } finally {
    release();
  }
}

const netText = (shape: Shape, { width, depth }: Pick<Attempt, "width" | "depth">): string =>
  `a net of ${[shape.coordinates.length, ...Array.from({ length: depth }, () => width), shape.classes.length].join("-")}`;

interface Trials {
  readonly widths: readonly number[];
  readonly depths: readonly number[];
  readonly seeds: number;
  readonly activation: Effort["activation"];
  readonly signal: AbortSignal;
}

/** The best of all, the narrowest where several are as good; ⊥ where it was stopped. */
async function tried(
  shape: Shape,
  { widths, depths, seeds, activation, signal }: Trials,
  options: GeometryOptions,
  io: Io,
): Promise<Attempt | undefined> {
  const style = styleFor(io.stdout, io.env);
  const say = (text: string): Promise<void> =>
    options.json === "-" ? Promise.resolve() : write(io.stdout, `${text}\n`);
  await say(
    `${style.title(shape.name)}: ${shape.about} · ${counted(shape.shipped, "point")} to learn from, ${amount(freshPoints)} fresh ones to try`,
  );
  const cell = (text: string): string => text.padStart(9);
  await say(
    style.dim(
      `${"hidden layers".padEnd(16)}${Array.from({ length: seeds }, (_, i) => cell(`seed ${i + 1}`)).join("")}`,
    ),
  );
  let best: Attempt | undefined;
  for (const width of widths) {
    for (const depth of depths) {
      const cells: string[] = [];
      for (let seed = 1; seed <= seeds; seed++) {
        const found = await attempt(shape, { width, depth, seed, activation, signal });
        if (signal.aborted) return undefined;
        cells.push(cell(percent(found.right / found.of)));
        if (!best || found.right > best.right) best = found;
      }
      await say(`${`${depth} of width ${width}`.padEnd(16)}${cells.join("")}`);
    }
  }
  for (const line of shape.proved) await say(style.dim(line));
  await say("");
  return best;
}

/** Down, so that only what is wholly right is 100 %. */
const percent = (share: number): string => `${(Math.floor(share * 1e4) / 100).toFixed(2)} %`;

function sizesOf(
  option: string,
  text: string | undefined,
  usual: readonly number[],
  most: number,
): readonly number[] {
  if (text === undefined) return usual;
  const sizes = text.split(",").map((part) => readCount(option, part.trim(), 1, most));
  if (sizes.length > 20) throw new InputError(`--${option} ${text}`, "give 20 of them at most");
  return sizes;
}

/** The table, and the files that were asked for. */
async function report(geometry: Geometry, which: string, options: GeometryOptions, io: Io): Promise<number> {
  const { json, png, svg } = options;
  if (json === "-") await write(io.stdout, `${geometryJson(geometry)}\n`);
  else {
    const style = styleFor(io.stdout, io.env);
    await write(
      io.stdout,
      `${style.title(visible(geometry.title))} · ${visible(which)}, through ${visible(geometry.net)}\n`,
    );
    const [head, ...rows] = tableOf(geometry);
    await write(io.stdout, `${style.dim(head)}\n${rows.join("\n")}\n`);
    for (const line of meanings(geometry.labels.kind)) await write(io.stdout, `${style.dim(line)}\n`);
    if (json !== undefined) await writeFileAtomically(json, `${geometryJson(geometry)}\n`);
  }
  if (png !== undefined) await writeFileAtomically(png, stripPng(geometry));
  if (svg !== undefined) await writeFileAtomically(svg, filmSvg(geometry));
  const files = [json === "-" ? undefined : json, png, svg].filter((file) => file !== undefined);
  if (files.length > 0 && json !== "-") await write(io.stdout, `saved ${files.map(visible).join(", ")}\n`);
  return Exit.Success;
}

/** Lines of equal columns, the head first. */
function tableOf({ layers }: Geometry): string[] {
  const names = [...new Set(layers.flatMap(({ measures }) => measureRows(measures).map(({ name }) => name)))];
  const rows = layers.map((layer) => {
    const measures = new Map(measureRows(layer.measures).map(({ name, text }) => [name, text]));
    return [layer.title, shownText(layer), ...names.map((name) => measures.get(name) ?? "-")];
  });
  const table = [["after", "", ...names], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => width(row[column]))));
  return table.map((row) =>
    row
      .map((text, column) => (column < 2 ? padEnd(text, widths[column]) : text.padStart(widths[column])))
      .join("  ")
      .trimEnd(),
  );
}
