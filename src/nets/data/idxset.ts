/** @file Data sets in IDX files: `train-images-idx3-ubyte.gz` and the labels beside it are rows, `t10k-…` or `test-…` are tests. */

import { basename, dirname } from "node:path";
import { IMAGE, INT, list, REAL, type Type } from "../../language/type.ts";
import { Picture, type Value } from "../../language/value.ts";
import { InputError } from "../../tasks/error.ts";
import { type IdxArray, readIdx } from "../../tasks/idx.ts";
import type { Dataset, Row } from "./dataset.ts";
import { type Entry, entriesOf, readBytes } from "./disk.ts";

/** A name of images or labels, in parts. */
const NAME = /^(.*)(images|labels)(.*)$/i;
const IDX_NAME = /[.-]idx\d|\.idx|-ubyte/i;

export const isIdxName = (name: string): boolean => IDX_NAME.test(name);

interface Pair {
  /** What stands before "images". */
  readonly stem: string;
  readonly images: string;
  readonly labels: string;
}

/** All pairs in a folder. */
export async function readIdxFolder(path: string, entries: readonly Entry[]): Promise<Dataset> {
  const pairs = pairsOf(entries);
  if (pairs.length === 0) {
    const what = "holds IDX files, but no images with labels beside them";
    throw new InputError(
      path,
      `${what}; they are named like train-images-idx3-ubyte and train-labels-idx1-ubyte`,
    );
  }
  return datasetOf(path, pairs);
}

/** The pair that a file of images or labels belongs to, and the tests beside it. */
export async function readIdxFile(path: string): Promise<Dataset> {
  const folder = dirname(path);
  const pairs = pairsOf(await entriesOf(folder, folder, isIdxName));
  const stem = NAME.exec(basename(path))?.[1];
  const own = pairs.find((pair) => pair.stem === stem);
  if (stem === undefined || own === undefined) {
    const what = "an IDX file of images needs one of labels beside it";
    throw new InputError(path, `${what}, named like train-images-idx3-ubyte and train-labels-idx1-ubyte`);
  }
  // One that is named alone is all the data, whatever it is called.
  if (isTest(stem)) return datasetOf(path, [{ ...own, stem: "" }]);
  const front = stem.replace(/train.*$/i, "");
  const tests = pairs.filter((pair) => isTest(pair.stem) && pair.stem.startsWith(front));
  return datasetOf(path, [own, ...(stem === front ? [] : tests)]);
}

const isTest = (stem: string): boolean => /t10k|test/i.test(stem);

function pairsOf(entries: readonly Entry[]): Pair[] {
  const files = entries.filter(({ name, isFolder }) => !isFolder && isIdxName(name));
  const [images, labels] = ["images", "labels"].map((wanted) => {
    const named = new Map<string, string>();
    for (const { name, path } of files) {
      const [, stem, what] = NAME.exec(name) ?? [];
      // The same file packed and unpacked is one.
      if (what?.toLowerCase() === wanted && !named.has(stem)) named.set(stem, path);
    }
    return named;
  });
  return [...images].flatMap(([stem, path]) => {
    const beside = labels.get(stem);
    return beside === undefined ? [] : [{ stem, images: path, labels: beside }];
  });
}

async function datasetOf(path: string, pairs: readonly Pair[]): Promise<Dataset> {
  const [rows, tests]: [Row[], Row[]] = [[], []];
  let types: { readonly input: Type; readonly output: Type } | undefined;
  for (const { stem, images, labels } of pairs) {
    const inputs = itemsOf(images, readIdx(images, await readBytes(images)));
    const outputs = itemsOf(labels, readIdx(labels, await readBytes(labels)));
    if (inputs.values.length !== outputs.values.length) {
      const what = `${outputs.values.length} labels for ${inputs.values.length} images in ${basename(images)}`;
      throw new InputError(labels, `${what}; each needs one`);
    }
    if (outputs.type.kind !== "int" && outputs.type.kind !== "real")
      throw new InputError(labels, "holds lists or images; labels are one number each");
    if (types && (types.input.kind !== inputs.type.kind || types.output.kind !== outputs.type.kind))
      throw new InputError(images, `does not hold the same kind of values as ${basename(pairs[0].images)}`);
    types ??= { input: inputs.type, output: outputs.type };
    const into = isTest(stem) ? tests : rows;
    for (const [i, value] of inputs.values.entries())
      into.push({ inputs: [value], output: outputs.values[i] });
  }
  const { input, output } = types as { input: Type; output: Type };
  const name = input.kind === "image" ? "image" : "input";
  return {
    name: basename(path),
    inputs: [{ name, type: input }],
    output: { name: "label", type: output, ...(output.kind === "int" && { isLabel: true }) },
    // Tests alone are as good as rows.
    rows: rows.length > 0 ? rows : tests,
    tests: rows.length > 0 ? tests : [],
    notes: [],
  };
}

/** The array's items along its first dimension: numbers, lists of numbers, or pictures. */
function itemsOf(path: string, { shape, numbers }: IdxArray): { type: Type; values: Value[] } {
  const [count, height, width, channels = 1] = shape;
  const isReal = numbers instanceof Float32Array || numbers instanceof Float64Array;
  if (isReal) refuseOdd(path, numbers);
  const number = isReal ? REAL : INT;
  if (shape.length === 1) return { type: number, values: [...numbers] };
  if (shape.length === 2) {
    const item = (i: number): number[] => [...numbers.subarray(i * height, (i + 1) * height)];
    return { type: list(number), values: Array.from({ length: count }, (_, i) => item(i)) };
  }
  if (!(numbers instanceof Uint8Array) || (channels !== 1 && channels !== 3 && channels !== 4)) {
    const accepted = "images are bytes, of 1, 3 or 4 channels";
    throw new InputError(path, `an array of ${shape.join(" × ")} that holds no images; ${accepted}`);
  }
  const size = height * width * channels;
  const picture = (i: number): Picture =>
    new Picture(width, height, channels, numbers.subarray(i * size, (i + 1) * size));
  return { type: IMAGE, values: Array.from({ length: count }, (_, i) => picture(i)) };
}

function refuseOdd(path: string, numbers: Float32Array | Float64Array): void {
  const at = numbers.findIndex((n: number) => !Number.isFinite(n));
  if (at >= 0) throw new InputError(path, `number ${at + 1} is ${numbers[at]}; finite numbers are needed`);
}
