/** @file The geometry of a fitted model, on rows. */

import type { Value } from "../../language/value.ts";
import { InputError, shown } from "../../tasks/error.ts";
import { cellText } from "../../tasks/text.ts";
import type { Dataset, Row } from "../data/dataset.ts";
import { splitOf } from "../data/split.ts";
import type { Model } from "../model.ts";
import { codesFor } from "../positions.ts";
import { orderOf, type Samples } from "../samples.ts";
import { type Geometry, geometryOf, MOST_POINTS } from "./geometry.ts";
import { classLabels, type Labels } from "./labels.ts";

/** Fewer held-out rows say little: all are shown then. */
const FEW = 100;

/**
 * Of the data that the model was fitted on, the rows that it never saw, where they are enough. Where rows were added or taken out
 * since, or others were kept for the test, nothing tells which these are.
 */
export function unseenRows(
  dataset: Dataset,
  model: Model,
): { readonly rows: readonly Row[]; readonly unseen: boolean } {
  const { seed, rows } = model.provenance;
  const { training, validation, test } = splitOf(dataset, seed);
  const isSame =
    training.length === rows.training && validation.length === rows.validation && test.length === rows.test;
  if (isSame && test.length >= FEW) return { rows: test, unseen: true };
  return { rows: [...dataset.rows, ...dataset.tests], unseen: false };
}

/** The rows with what the model takes, found by the names of its inputs, or else by their order. */
export function rowsFor(model: Model, dataset: Dataset, rows: readonly Row[]): readonly Row[] {
  const places = model.inputs.map(({ name }) => dataset.inputs.findIndex((input) => input.name === name));
  if (!places.includes(-1)) {
    return rows.map(({ inputs, output }) => ({ inputs: places.map((place) => inputs[place]), output }));
  }
  if (dataset.inputs.length === model.inputs.length) return rows;
  const missing = model.inputs[places.indexOf(-1)].name;
  throw new InputError(dataset.name, `has no ${shown(missing)}, which ${model.name} takes`);
}

export async function modelGeometry(
  title: string,
  model: Model,
  rows: readonly Row[],
  most: number,
): Promise<Geometry> {
  const chosen = Array.from(orderOf(rows.length, 1).subarray(0, Math.min(most, MOST_POINTS)), (i) => rows[i]);
  if (chosen.length < 3) throw new InputError(model.name, "a geometry takes three rows at least");
  const { encoding, spec, weights } = model;
  const net = { spec, weights, codes: codesFor(spec) };
  const heading = { title, net: model.provenance.title };
  const labels = labelsFor(
    model,
    chosen.map(({ output }) => output),
  );
  const samples: Samples = encoding.encode(chosen);
  if (encoding.kind === "vectors") return geometryOf(heading, net, samples, labels, most);
  const tokens = chosen.map(({ inputs }) => encoding.begin(inputs).length);
  return geometryOf(heading, { ...net, tokens }, samples, labels, most);
}

/** Numbers where the net gives numbers; all else are classes. */
function labelsFor({ encoding, output }: Model, values: readonly Value[]): Labels {
  const isNumber =
    encoding.head.kind === "parts" &&
    encoding.head.parts.every(({ kind }) => kind === "numbers") &&
    values.every((value) => typeof value === "number");
  return isNumber
    ? { kind: "numbers", name: output.name, of: values as readonly number[] }
    : classLabels(values.map(cellText));
}
