/** @file From a path to a data set, whatever is there. */

import { basename } from "node:path";
import type { Value } from "../../language/value.ts";
import { InputError, shown } from "../../tasks/error.ts";
import { gunzipHead, isGzip } from "../../tasks/gzip.ts";
import { isIdx } from "../../tasks/idx.ts";
import { isPictureName } from "../../tasks/picture.ts";
import { readTable } from "../../tasks/sheet.ts";
import { isSoundName } from "../../tasks/wav.ts";
import type { Dataset, Field } from "./dataset.ts";
import { entriesOf, isFolder, readBytes } from "./disk.ts";
import { isIdxName, readIdxFile, readIdxFolder } from "./idxset.ts";
import { readLabelFolder } from "./labelfolder.ts";
import { misfit, type TableOptions, tableDataset } from "./tableset.ts";
import { cellOf } from "./textcolumn.ts";

/** Columns are those of a file of rows. */
export type ReadDatasetOptions = TableOptions;

/** Reads all rows. Throws (rejects with) nothing but `InputError`. */
export async function readDataset(path: string, options: ReadDatasetOptions = {}): Promise<Dataset> {
  if (await isFolder(path)) {
    refuseFeatures(path, options);
    refuseTarget(path, options);
    const entries = await entriesOf(path);
    const isIdxFolder = entries.some(({ name, isFolder }) => !isFolder && isIdxName(name));
    return isIdxFolder ? readIdxFolder(path, entries) : readLabelFolder(path, entries, options);
  }
  if (isPictureName(path) || isSoundName(path))
    throw new InputError(
      path,
      "is one file; name the folder in which each label has a subfolder with such files",
    );
  const bytes = await readBytes(path);
  const head = isGzip(bytes) ? gunzipHead(bytes, 4, path) : bytes;
  if (isIdx(head) || isIdxName(basename(path))) {
    refuseTarget(path, options);
    refuseFeatures(path, options);
    return readIdxFile(path);
  }
  return tableDataset(await readTable({ name: basename(path), bytes }), path, options);
}

/** The data set with the rows at the path as its tests, read as its own rows were. */
export async function withTests(
  dataset: Dataset,
  path: string,
  options: ReadDatasetOptions,
): Promise<Dataset> {
  const tests = await readDataset(path, { ...options, like: dataset });
  const names = ({ inputs, output }: Dataset): string =>
    [...inputs, output].map(({ name }) => name).join(", ");
  if (names(tests) !== names(dataset)) {
    throw new InputError(
      path,
      `has ${names(tests)}, where ${dataset.name} has ${names(dataset)}; they should be the same`,
    );
  }
  // Columns of tables are of their types by now; labels of folders, and what programs give, are not.
  const read = (value: Value, field: Field): Value => {
    const own = cellOf(value, field, false);
    if (own !== undefined) return own;
    throw new InputError(`${path}, ${shown(field.name)}`, misfit(value, field, dataset.name));
  };
  const rows = tests.rows.map(({ inputs, output }) => ({
    inputs: inputs.map((value, i) => read(value, dataset.inputs[i])),
    output: read(output, dataset.output),
  }));
  return { ...dataset, tests: rows, testsFrom: path, notes: [...dataset.notes, ...tests.notes] };
}

function refuseFeatures(path: string, { features = [] }: ReadDatasetOptions): void {
  if (features.length === 0) return;
  throw new InputError(
    path,
    "--features adds a column to a file of rows, but there are none here; leave it out",
  );
}

function refuseTarget(path: string, { target, inputs }: ReadDatasetOptions): void {
  if (target === undefined && inputs === undefined) return;
  const option = target === undefined ? "--input" : "--target";
  throw new InputError(path, `${option} names a column, but there are none here; leave it out`);
}
