/**
 * @file The nearest neighbour: answers with the output of the sample whose inputs are most alike. It fits nothing, and is what
 * a net has to be better than.
 */

import type { Type } from "../language/type.ts";
import { Picture, RecordValue, type Value } from "../language/value.ts";
import type { FitProgress, Fitted, Learner, Samples } from "./learner.ts";

/** Inputs as what they are compared by. */
interface Point {
  /** Quantities, each over the standard deviation that it has among the samples. */
  readonly numbers: Float32Array;
  readonly pictures: readonly Uint8Array[];
  /** Parts that are the same or not, each sequence on its own. */
  readonly sequences: readonly Float64Array[];
}

export const neighbour: Learner = {
  sizes: () => ["all samples"],
  schemes: () => ["none"],
  async *fit(samples: Samples): AsyncGenerator<FitProgress, Fitted> {
    const types = samples.inputs.map(({ type }) => type);
    const raw = samples.rows.map(({ inputs }) => pointOf(inputs, types));
    const scales = scalesOf(raw);
    for (const point of raw) scale(point, scales);
    return {
      parameters: 0,
      architecture: `nearest of ${samples.rows.length}`,
      isHurried: false,
      answers: async (asked) =>
        asked.map((inputs) => {
          const point = pointOf(inputs, types);
          scale(point, scales);
          return samples.rows[nearest(point, raw)]?.output;
        }),
    };
  },
};

function pointOf(inputs: readonly Value[], types: readonly Type[]): Point {
  const numbers: number[] = [];
  const pictures: Uint8Array[] = [];
  const sequences: Float64Array[] = [];
  for (const [i, value] of inputs.entries()) {
    if (types[i].kind === "int" || types[i].kind === "real") numbers.push(value as number);
    else if (value instanceof Picture) pictures.push(value.pixels);
    else sequences.push(Float64Array.from(partsOf(value)));
  }
  return { numbers: Float32Array.from(numbers), pictures, sequences };
}

/** A text's units, a list's items, and what those are made of; a mark before each part of a part. */
function partsOf(value: Value): number[] {
  if (typeof value === "string") return Array.from({ length: value.length }, (_, i) => value.charCodeAt(i));
  if (Array.isArray(value))
    return value.flatMap((item) => (typeof item === "number" ? item : [MARK, ...partsOf(item)]));
  if (value instanceof RecordValue)
    return [...value.fields.values()].flatMap((item) => [MARK, ...partsOf(item)]);
  return [Number(value)];
}

const MARK = -0x8000_0000;

function scalesOf(points: readonly Point[]): Float32Array {
  const width = points[0]?.numbers.length ?? 0;
  return Float32Array.from({ length: width }, (_, i) => {
    const mean = points.reduce((sum, { numbers }) => sum + numbers[i], 0) / points.length;
    const variance = points.reduce((sum, { numbers }) => sum + (numbers[i] - mean) ** 2, 0) / points.length;
    return variance > 0 ? 1 / Math.sqrt(variance) : 1;
  });
}

function scale({ numbers }: Point, scales: Float32Array): void {
  for (let i = 0; i < numbers.length; i++) numbers[i] *= scales[i];
}

/** The first of those nearest. */
function nearest(point: Point, samples: readonly Point[]): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < samples.length; i++) {
    const distance = between(point, samples[i], least);
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}

/** Squared differences of quantities and pixels, and one for each place at which sequences differ; no further than `limit`. */
function between(a: Point, b: Point, limit: number): number {
  let distance = 0;
  for (let i = 0; i < a.numbers.length; i++) {
    distance += (a.numbers[i] - b.numbers[i]) ** 2;
    if (distance >= limit) return distance;
  }
  for (let p = 0; p < a.pictures.length; p++) {
    const [xs, ys] = [a.pictures[p], b.pictures[p]];
    distance += Math.abs(xs.length - ys.length);
    distance += squaresBetween(xs, ys, (limit - distance) * GREYS) / GREYS;
  }
  for (let s = 0; s < a.sequences.length; s++) {
    const [xs, ys] = [a.sequences[s], b.sequences[s]];
    const shared = Math.min(xs.length, ys.length);
    distance += Math.max(xs.length, ys.length) - shared;
    for (let i = 0; i < shared && distance < limit; i++) if (xs[i] !== ys[i]) distance++;
  }
  return distance;
}

const GREYS = 255 ** 2;

/** Pixels between looks at the limit: the loop over them is what takes the time. */
const STRIDE = 64;

function squaresBetween(xs: Uint8Array, ys: Uint8Array, limit: number): number {
  const length = Math.min(xs.length, ys.length);
  let sum = 0;
  for (let from = 0; from < length && sum < limit; from += STRIDE) {
    const to = Math.min(length, from + STRIDE);
    for (let i = from; i < to; i++) {
      const off = xs[i] - ys[i];
      sum += off * off;
    }
  }
  return sum;
}
