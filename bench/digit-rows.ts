/**
 * @file Programs that call a net: the sum, the greatest and the order of handwritten digits in a row, each learned from six rows, and how
 * often they are right on longer ones, beside what the net alone leads one to expect: its accuracy to the power of the digits.
 */

import { parseArgs } from "node:util";
import { type Random, randomOf } from "../src/language/random.ts";
import { Picture } from "../src/language/value.ts";
import { learn } from "../src/learn.ts";
import type { Row } from "../src/nets/data/dataset.ts";
import { readDataset } from "../src/nets/data/read.ts";
import { splitOf } from "../src/nets/data/split.ts";
import { fit, modelOf } from "../src/nets/fit.ts";
import type { Model } from "../src/nets/model.ts";
import { NetReader } from "../src/nets/reader.ts";
import { loadModel } from "../src/nets/saved/files.ts";
import { resized } from "../src/tasks/resample.ts";

const LENGTHS = [1, 2, 5, 10, 20];
/** Digits of the rows that are learned from. */
const EXAMPLES = [2, 3, 4, 2, 5, 3];
/** Rows of a length that are tried, at least; every test digit stands in as many of them. */
const ROWS = 1_000;
const CANDIDATES = 30_000;
/** How much larger rows are that were scanned otherwise, and the digits that are tried so. */
const SIZES = [0.8, 1, 2, 3.3];
const SIZED = 500;
const SEED = 1;

const TASKS: readonly { readonly name: string; readonly of: (digits: number[]) => number | number[] }[] = [
  { name: "sum", of: (digits) => digits.reduce((sum, digit) => sum + digit, 0) },
  { name: "greatest", of: (digits) => Math.max(...digits) },
  { name: "in order", of: (digits) => [...digits].sort((a, b) => a - b) },
];

export async function bench(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      mnist: { type: "string" },
      model: { type: "string" },
      effort: { type: "string" },
      rows: { type: "string" },
    },
  });
  if (values.mnist === undefined) throw new Error("name a folder with MNIST's files: --mnist DIR");
  const dataset = await readDataset(values.mnist);
  const { test, training } = splitOf({ ...dataset, tests: [] }, SEED);
  const model = values.model
    ? await loadModel(values.model)
    : await fitted({ ...dataset, tests: [] }, Number(values.effort ?? 5));
  const reader = await NetReader.open(model);
  const right = test.filter(({ inputs, output }) => reader.read(inputs[0] as Picture) === output).length;
  const accuracy = right / test.length;
  console.log(`the net alone: ${percent(accuracy)} of ${test.length} digits`);

  const random = randomOf(SEED);
  const least = Number(values.rows ?? ROWS);
  const tested = LENGTHS.map((length) => ({ length, rows: rowsOf(test, length, least, random) }));
  const results: { task: string; program: string; seconds: number; accuracy: Record<number, number> }[] = [];
  for (const { name, of } of TASKS) {
    const examples = EXAMPLES.map((length) => {
      const digits = pick(training, length, random);
      return [rowOf(digits), of(labels(digits))] as const;
    });
    const learned = await learn(examples, {
      name,
      primitives: reader.primitives,
      budget: { candidates: CANDIDATES },
    });
    const accuracy: Record<number, number> = {};
    for (const { length, rows } of tested) {
      const right = rows.filter(({ picture, digits }) => same(learned(picture), of(digits))).length;
      accuracy[length] = right / rows.length;
    }
    results.push({ task: name, program: learned.program, seconds: learned.seconds, accuracy });
    console.log(`${name}: ${learned.program}, in ${learned.seconds.toFixed(2)} s`);
  }
  console.log(`\ndigits   expected  ${results.map(({ task }) => task.padEnd(9)).join(" ")}`);
  for (const length of LENGTHS) {
    const cells = results.map((result) => percent(result.accuracy[length]).padEnd(9)).join(" ");
    console.log(`${String(length).padEnd(8)} ${percent(accuracy ** length).padEnd(9)} ${cells}`);
  }
  const sizes = SIZES.map((scale) => ({ scale, accuracy: readAt(scale, test.slice(0, SIZED), reader) }));
  const shown = sizes.map(({ scale, accuracy }) => `${scale} times as large ${percent(accuracy)}`);
  console.log(`\ndigits of rows of 5, dark on light: ${shown.join(", ")}`);
  console.log(JSON.stringify({ bench: "digit-rows", accuracy, results, sizes }));
}

/** The share of digits that are read as they are, of rows of five in grey on off-white. */
function readAt(scale: number, digits: readonly Row[], reader: NetReader): number {
  let right = 0;
  for (let at = 0; at < digits.length; at += 5) {
    const row = digits.slice(at, at + 5);
    const { width, height, pixels } = rowOf(row);
    const light = pixels.map((level) => 245 - Math.round(level * 0.8));
    const picture = resized(
      new Picture(width, height, 1, light),
      Math.round(width * scale),
      Math.round(height * scale),
    );
    const read = reader.each(picture) ?? [];
    if (read.length === row.length) right += labels(row).filter((label, i) => read[i] === label).length;
  }
  return right / digits.length;
}

interface Tested {
  readonly picture: Picture;
  readonly digits: number[];
}

/** All digits in a new order, cut into rows, again and again. */
function rowsOf(test: readonly Row[], length: number, least: number, random: Random): Tested[] {
  const all: Tested[] = [];
  while (all.length < least) {
    const order = pick(test, test.length, random);
    for (let at = 0; at + length <= order.length; at += length) {
      const digits = order.slice(at, at + length);
      all.push({ picture: rowOf(digits), digits: labels(digits) });
    }
  }
  return all;
}

/** Some of them, each once. */
function pick(from: readonly Row[], count: number, random: Random): Row[] {
  const order = [...from];
  for (let i = 0; i < count; i++) {
    const j = i + random.below(order.length - i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order.slice(0, count);
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const labels = (rows: readonly Row[]): number[] => rows.map(({ output }) => output as number);

async function fitted(dataset: Parameters<typeof fit>[0], effort: number): Promise<Model> {
  const result = await fit(dataset, { seed: SEED, architecture: "convolution", sizes: [16, 32, 64], effort });
  return modelOf(dataset, result, { name: "digits", seed: SEED });
}

/** The digits side by side, each in its frame. */
function rowOf(digits: readonly Row[]): Picture {
  const pictures = digits.map(({ inputs }) => inputs[0] as Picture);
  const width = pictures.reduce((sum, picture) => sum + picture.width, 0);
  const [{ height }] = pictures;
  const pixels = new Uint8Array(width * height);
  let left = 0;
  for (const picture of pictures) {
    for (let y = 0; y < height; y++)
      pixels.set(picture.pixels.subarray(y * picture.width, (y + 1) * picture.width), y * width + left);
    left += picture.width;
  }
  return new Picture(width, height, 1, pixels);
}
