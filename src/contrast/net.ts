/** @file The net's side as a learner: dense over numbers, convolutional over pictures, attention or recurrence over sequences. */

import type { Type } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { type Architecture, type Candidate, candidates } from "../nets/architectures.ts";
import type { Dataset, Row } from "../nets/data/dataset.ts";
import type { TokenEncoding } from "../nets/encoding.ts";
import { trainerOptions } from "../nets/fit.ts";
import type { Positions } from "../nets/layers/layer.ts";
import { Model, withLength } from "../nets/model.ts";
import { initialise, parametersOf } from "../nets/net.ts";
import { codesFor, roomOf } from "../nets/positions.ts";
import { judged, Predictor } from "../nets/predictor.ts";
import { orderOf, pick } from "../nets/samples.ts";
import { type Schedule, train } from "../nets/train.ts";
import type { Weights } from "../nets/weights.ts";
import { InputError } from "../tasks/error.ts";
import {
  type FitOptions,
  type FitProgress,
  type Fitted,
  type Learner,
  RECURRENCE,
  type Samples,
  type Shape,
} from "./learner.ts";
import { isTolerant } from "./score.ts";

/** Steps after which a net has learned what it will, if time allows them. */
const STEPS = 6_000;
const BATCH = 64;
const VALIDATION = 500;

const SIZES: Readonly<Record<Architecture, readonly string[]>> = {
  dense: ["32,32", "64,64,64", "128,128,128"],
  convolution: ["8,16", "16,32"],
  attention: ["32,32", "64,64"],
  recurrent: ["32"],
};

/** What a signature calls for. */
function architectureOf({ inputs, output }: Shape): Architecture {
  const isSequence = ({ kind }: Type): boolean => kind === "list" || kind === "text";
  if (inputs.some(({ type }) => type.kind === "image")) return "convolution";
  return [...inputs.map(({ type }) => type), output.type].some(isSequence) ? "attention" : "dense";
}

/** One token answers. */
const isOneOf = ({ output: { type } }: Shape): boolean => type.kind === "bool" || type.kind === "int";

export const net: Learner = {
  sizes: (shape) => SIZES[architectureOf(shape)],
  schemes(shape) {
    if (architectureOf(shape) !== "attention") return ["none"];
    // A recurrent net keeps a state of fixed size: where one is enough, it is known to go on beyond the lengths it was trained on.
    return ["none", "randomised", "relative", ...(isOneOf(shape) ? [RECURRENCE] : [])];
  },
  async *fit(samples, options) {
    const began = performance.now();
    const candidate = candidateFor(samples, options);
    const { encoding, spec, title } = candidate;
    const all = encoding.encode(samples.rows);
    const order = orderOf(all.count, options.seed);
    const kept = Math.min(VALIDATION, Math.floor(all.count / 10));
    const data = {
      training: pick(all, order.subarray(kept)),
      validation: pick(all, order.subarray(0, Math.max(1, kept))),
    };
    const trainer = trainerOptions(candidate, DECAY);
    const start = initialise(spec, options.seed);
    const spent = (performance.now() - began) / 1000;
    const schedule = {
      ...scheduleOf(candidate, data.training.count, options.seed),
      seconds: Math.max(0, options.seconds - spent),
    };
    let latest: FitProgress | undefined;
    const training = train(trainer, start, schedule, data, {
      onProgress({ done, loss }) {
        latest = { done, loss };
      },
    });
    const ended = training.then(() => true);
    while (!(await Promise.race([ended, later(REPORT_EVERY)]))) if (latest) yield latest;
    const { weights, isHurried } = await training;
    return fitted(samples, candidate, weights, title, isHurried);
  },
};

/** Milliseconds. */
const REPORT_EVERY = 250;

const later = (milliseconds: number): Promise<false> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds, false);
  });

const DECAY = 0.01;

function candidateFor(samples: Samples, { size, scheme }: FitOptions): Candidate {
  const dataset: Dataset = { ...samples, tests: [], notes: [] };
  const isRecurrent = scheme === RECURRENCE;
  const architecture = isRecurrent ? "recurrent" : architectureOf(samples);
  const sizes = (isRecurrent ? SIZES.recurrent[0] : size).split(",").map(Number);
  const positions = architecture === "attention" ? (scheme as Positions) : undefined;
  const [candidate] = candidates(dataset, { architecture, sizes, positions });
  if (candidate) return candidate;
  // Lists of quantities have no tokens: their places are numbers side by side.
  const [dense] = candidates(dataset, { architecture: "dense", sizes: [64, 64] });
  if (!dense) throw new InputError(samples.name, "no net takes these inputs and gives this output");
  return dense;
}

function scheduleOf({ rate, spec }: Candidate, rows: number, seed: number): Schedule {
  return {
    batch: Math.min(BATCH, rows),
    steps: STEPS,
    rate,
    seed,
    augment: spec.inputs.some(({ shape }) => shape.length === 3),
    every: STEPS / 10,
    patience: 5,
  };
}

function fitted(
  samples: Samples,
  candidate: Candidate,
  weights: Weights,
  title: string,
  isHurried: boolean,
): Fitted {
  const { spec, encoding } = candidate;
  const model = new Model({
    name: samples.name,
    inputs: samples.inputs,
    output: samples.output,
    spec,
    encoding,
    weights,
    provenance: NO_PROVENANCE,
  });
  return {
    parameters: parametersOf(spec),
    architecture: title,
    isHurried,
    answers: (inputs) => answersOf(model, inputs),
    dispose: () => model.dispose(),
    // Reals are right within a tolerance, which no single token tells.
    ...(encoding.kind === "tokens" &&
      !isTolerant(samples.output.type) && { right: (rows) => rightOf(spec, encoding, weights, rows) }),
  };
}

const NO_PROVENANCE = {
  data: "",
  seed: 0,
  architecture: "",
  title: "",
  rows: { training: 0, validation: 0, test: 0 },
  test: { loss: 0, accuracy: 0, right: 0, of: 0 },
  steps: 0,
};

/** ⊥ for what the net cannot be given: symbols that it never saw, more items than it has places for. */
async function answersOf(model: Model, inputs: readonly (readonly Value[])[]): Promise<readonly Value[]> {
  const readable = inputs.map((row) => model.takes(row));
  const predictions = await model.predict(inputs.filter((_, i) => readable[i]));
  let next = 0;
  return readable.map((can) => (can ? predictions[next++].value : undefined));
}

/**
 * How many sequences the net would continue rightly to their ends. Taking the likeliest token each time gives the right sequence if and only
 * if at each place, after the right ones before, the likeliest is the right one: so one pass over the whole tells. Of randomised
 * positions it is one draw that tells.
 */
async function rightOf(
  spec: Candidate["spec"],
  encoding: TokenEncoding,
  weights: Weights,
  rows: readonly Row[],
): Promise<number> {
  const room = roomOf(spec);
  const readable = rows.filter(
    (row) => encoding.takes(row.inputs, row.output) && encoding.longest([row]) <= room,
  );
  if (readable.length === 0) return 0;
  const length = Math.min(room, Math.ceil(encoding.longest(readable) / 32) * 32);
  const longer = withLength(spec, length);
  const samples = encoding.encode(readable, length);
  const predictor = await Predictor.create(longer, weights, codesFor(longer));
  try {
    return (await judged(predictor, encoding.head, samples)).right;
  } finally {
    predictor.dispose();
  }
}
