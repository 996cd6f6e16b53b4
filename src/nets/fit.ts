/**
 * @file From a data set to a fitted net: architecture and size by successive halving (Jamieson & Talwalkar 2016), training, a
 * test on rows that were never seen. The same data, seed and effort give the same net.
 */

import { InputError } from "../tasks/error.ts";
import { type Candidate, candidates, type Wishes } from "./architectures.ts";
import type { Dataset, Row } from "./data/dataset.ts";
import { type Split, splitOf } from "./data/split.ts";
import type { Encoding } from "./encoding.ts";
import type { SavedFeature } from "./features.ts";
import { Model } from "./model.ts";
import { initialise, outputOf, parametersOf, workOf } from "./net.ts";
import { codesFor } from "./positions.ts";
import { judged, Predictor, type Score } from "./predictor.ts";
import type { Samples } from "./samples.ts";
import {
  type Hooks,
  isBetter,
  type Progress,
  type Resumable,
  type Schedule,
  type Stopped,
  type Trained,
  train,
} from "./train.ts";
import type { TrainerOptions } from "./trainer.ts";
import { fits, type Weights } from "./weights.ts";

export interface FitOptions extends Wishes {
  readonly seed?: number;
  /** How much is computed, in multiples of what is usual. */
  readonly effort?: number;
  readonly batch?: number;
  readonly steps?: number;
  readonly decay?: number;
  readonly patience?: number;
  readonly augment?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: FitEvent) => void;
  /** A choice made before, and how far its training had come. */
  readonly from?: { readonly title: string; readonly resumable: Resumable };
  readonly onCheckpoint?: (title: string, resumable: Resumable) => Promise<void>;
}

export type FitEvent =
  | { readonly kind: "candidates"; readonly titles: readonly string[] }
  | { readonly kind: "trying"; readonly title: string; readonly progress: Progress; readonly until: number }
  /** A rung is over: how the candidates stood, the best first, and how many go on. */
  | { readonly kind: "rung"; readonly standings: readonly Standing[]; readonly kept: number }
  | { readonly kind: "chosen"; readonly choice: Choice; readonly encoding: Encoding }
  | { readonly kind: "training"; readonly progress: Progress; readonly schedule: Schedule };

export interface Standing {
  readonly title: string;
  readonly score: Score;
  readonly steps: number;
}

/** All that was chosen, by the search or from outside. */
export interface Choice {
  readonly architecture: string;
  readonly title: string;
  readonly parameters: number;
  readonly schedule: Schedule;
  readonly decay: number;
}

export interface Fit {
  readonly candidate: Candidate;
  readonly choice: Choice;
  readonly weights: Weights;
  readonly validation: Score;
  /** On rows that training never saw. */
  readonly test: Score;
  readonly rows: { readonly training: number; readonly validation: number; readonly test: number };
  readonly stopped: Stopped;
  /** The step that the weights are of, and the last that was taken. */
  readonly step: number;
  readonly last: number;
  readonly standings: readonly Standing[];
}

/** Multiplications, forwards and back, that a training may take: about a minute of one core. */
const EFFORT = 1.6e11;
const BATCH = 64;
const MIN_STEPS = 200;
/** Steps that a candidate must be able to take: with fewer, the largest would be compared before they had learned anything. */
const WORTH_TRYING = 500;
const MAX_STEPS = 6_000;
const MAX_EPOCHS = 150;
/** Share of a training after which candidates are first compared; the next rungs are each so much later. */
const FIRST_RUNG = 0.04;
const MIN_RUNG = 50;
const RUNG = 2.5;
const VALIDATIONS = 20;

export async function fit(dataset: Dataset, options: FitOptions = {}): Promise<Fit> {
  const seed = options.seed ?? 1;
  const split = splitOf(dataset, seed);
  const possible = candidates(dataset, options);
  if (possible.length === 0) {
    const remedy = options.architecture ? "; leave the architecture out, or give another" : "";
    const what = `no ${options.architecture ? `${options.architecture} ` : ""}net takes these inputs and gives this output${remedy}`;
    throw new InputError(dataset.name, what);
  }
  const data = new Encoded(split);
  const all = affordable(testable(possible, dataset), options);
  const runs = all.map((candidate) => new Run(candidate, data, options, seed));
  const standings: Standing[] = [];
  const chosen = options.from
    ? begun(runs, options.from, dataset.name)
    : await halved(runs, options, standings);
  options.onEvent?.({ kind: "chosen", choice: chosen.choice, encoding: chosen.candidate.encoding });
  const trained = await chosen.train({
    signal: options.signal,
    onProgress: (progress) => options.onEvent?.({ kind: "training", progress, schedule: chosen.schedule }),
    onCheckpoint: async (resumable) => options.onCheckpoint?.(chosen.candidate.title, resumable),
  });
  return {
    candidate: chosen.candidate,
    choice: chosen.choice,
    weights: trained.weights,
    validation: trained.score,
    test: await scoreOf(chosen.candidate, trained.weights, split.test),
    rows: { training: split.training.length, validation: split.validation.length, test: split.test.length },
    stopped: trained.stopped,
    step: trained.step,
    last: trained.last,
    standings,
  };
}

/** What was fitted as a model, to be used and saved. */
export function modelOf(
  dataset: Dataset,
  { candidate, choice, weights, rows, test, step }: Fit,
  about: {
    readonly name: string;
    readonly data?: string;
    readonly target?: string;
    readonly seed?: number;
    readonly features?: readonly SavedFeature[];
  },
): Model {
  return new Model({
    name: about.name,
    inputs: dataset.inputs,
    output: dataset.output,
    features: about.features,
    spec: candidate.spec,
    encoding: candidate.encoding,
    weights,
    provenance: {
      data: about.data ?? dataset.name,
      ...(about.target !== undefined && { target: about.target }),
      seed: about.seed ?? 1,
      architecture: choice.architecture,
      title: choice.title,
      rows,
      test,
      steps: step,
    },
  });
}

/**
 * Those that can be given the rows of the test: these were not looked at when vocabularies were made, and it is too late to
 * refuse them after training.
 */
function testable(all: readonly Candidate[], { name, tests, testsFrom }: Dataset): readonly Candidate[] {
  const refused = new Map<Encoding, InputError>();
  for (const encoding of new Set(all.map(({ encoding }) => encoding))) {
    try {
      encoding.encode(tests);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused.set(encoding, error);
    }
  }
  const left = all.filter(({ encoding }) => !refused.has(encoding));
  if (left.length > 0) return left;
  throw new InputError(testsFrom ?? `the test of ${name}`, [...refused.values()][0].message);
}

/** The candidate whose training was interrupted, as far as it had come. */
function begun(
  runs: readonly Run[],
  { title, resumable }: NonNullable<FitOptions["from"]>,
  name: string,
): Run {
  const run = runs.find(({ candidate }) => candidate.title === title);
  const { checkpoint, best } = resumable;
  const parts = [checkpoint.weights, checkpoint.first, checkpoint.second, best.weights];
  if (!run || !parts.every((part) => fits(part, run.candidate.spec)))
    throw new InputError(
      name,
      "what was begun is of a net that is not among those tried now; --fresh begins again",
    );
  run.resumable = resumable;
  return run;
}

/** The rows as arrays, once for each encoding: candidates share them. */
class Encoded {
  readonly #split: Split;
  readonly #made = new Map<Encoding, { readonly training: Samples; readonly validation: Samples }>();

  constructor(split: Split) {
    this.#split = split;
  }

  /** Rows of the training. */
  get count(): number {
    return this.#split.training.length;
  }

  by(encoding: Encoding): { readonly training: Samples; readonly validation: Samples } {
    let made = this.#made.get(encoding);
    if (!made) {
      const { training, validation } = this.#split;
      made = { training: encoding.encode(training), validation: encoding.encode(validation) };
      this.#made.set(encoding, made);
    }
    return made;
  }
}

/** Without those of which the effort does not pay the fewest steps; where that is none, the cheapest of the kind that fits the data best, which stands first. */
function affordable(all: readonly Candidate[], { effort = 1 }: FitOptions): readonly Candidate[] {
  const paid = all.filter(({ spec }) => 3 * workOf(spec) * BATCH * WORTH_TRYING <= effort * EFFORT);
  if (paid.length > 0 || all.length === 0) return paid;
  const best = all.filter(({ architecture }) => architecture === all[0].architecture);
  return [best.reduce((a, b) => (workOf(b.spec) < workOf(a.spec) ? b : a))];
}

/** The best half goes on, twice as long or so, until one is left. */
async function halved(runs: readonly Run[], options: FitOptions, standings: Standing[]): Promise<Run> {
  if (runs.length === 1) return runs[0];
  options.onEvent?.({ kind: "candidates", titles: runs.map(({ candidate }) => candidate.title) });
  let left = [...runs];
  // The same share of each one's steps, so that each has computed as much.
  const fewest = Math.min(...runs.map(({ schedule }) => schedule.steps));
  for (let share = Math.max(FIRST_RUNG, MIN_RUNG / fewest); left.length > 1; share *= RUNG) {
    for (const run of left) {
      const until = Math.max(1, Math.round(run.schedule.steps * share));
      await run.train({
        signal: options.signal,
        until,
        onProgress: (progress) =>
          options.onEvent?.({ kind: "trying", title: run.candidate.title, progress, until }),
      });
      if (options.signal?.aborted) return best(left);
    }
    const sorted = [...left].sort((a, b) =>
      isBetter(a.score, b.score) ? -1 : isBetter(b.score, a.score) ? 1 : 0,
    );
    const kept = Math.ceil(left.length / 2);
    const rung = sorted.map((run) => ({ title: run.candidate.title, score: run.score, steps: run.step }));
    standings.splice(0, rung.length, ...rung);
    options.onEvent?.({ kind: "rung", standings: rung, kept });
    for (const run of sorted.slice(kept)) run.resumable = undefined;
    left = sorted.slice(0, kept);
  }
  return left[0];
}

const best = (runs: readonly Run[]): Run => runs.reduce((a, b) => (isBetter(b.score, a.score) ? b : a));

const NO_SCORE: Score = { loss: Number.POSITIVE_INFINITY, accuracy: -1, right: 0, of: 0 };

/** One candidate, and how far its training is. */
class Run {
  readonly candidate: Candidate;
  readonly schedule: Schedule;
  readonly decay: number;
  score: Score = NO_SCORE;
  resumable: Resumable | undefined;
  readonly #data: Encoded;
  readonly #seed: number;

  constructor(candidate: Candidate, data: Encoded, options: FitOptions, seed: number) {
    this.candidate = candidate;
    this.#data = data;
    this.#seed = seed;
    this.decay = options.decay ?? 0.01;
    this.schedule = scheduleOf(candidate, data.count, options, seed);
  }

  get step(): number {
    return this.resumable?.checkpoint.step ?? 0;
  }

  get choice(): Choice {
    const { architecture, title, spec } = this.candidate;
    return {
      architecture,
      title,
      parameters: parametersOf(spec),
      schedule: this.schedule,
      decay: this.decay,
    };
  }

  async train(hooks: Hooks): Promise<Trained> {
    const { spec, encoding } = this.candidate;
    const trained = await train(
      trainerOptions(this.candidate, this.decay),
      initialise(spec, this.#seed),
      this.schedule,
      this.#data.by(encoding),
      {
        ...hooks,
        from: this.resumable,
        onCheckpoint: async (resumable) => {
          this.resumable = resumable;
          await hooks.onCheckpoint?.(resumable);
        },
      },
    );
    this.score = trained.score;
    return trained;
  }
}

export const trainerOptions = ({ spec, encoding }: Candidate, decay: number): TrainerOptions => ({
  spec,
  head: encoding.head,
  output: outputOf(spec),
  decay,
  codes: codesFor(spec),
});

const seesPictures = (encoding: Encoding): boolean =>
  encoding.kind === "vectors" && encoding.given.some(({ vectorizer }) => vectorizer?.kind === "image");

function scheduleOf(
  { spec, rate, encoding }: Candidate,
  rows: number,
  options: FitOptions,
  seed: number,
): Schedule {
  const batch = Math.min(rows, options.batch ?? (rows < 256 ? 16 : BATCH));
  const affordable = ((options.effort ?? 1) * EFFORT) / (3 * workOf(spec) * batch);
  const epochs = Math.ceil((MAX_EPOCHS * rows) / batch);
  const most = Math.max(MIN_STEPS, Math.min(MAX_STEPS, Math.max(epochs, 10 * MIN_STEPS)));
  const steps = options.steps ?? Math.round(Math.max(MIN_STEPS, Math.min(most, affordable)));
  return {
    batch,
    steps,
    rate,
    seed,
    augment: options.augment ?? seesPictures(encoding),
    every: Math.max(1, Math.round(steps / VALIDATIONS)),
    patience: options.patience ?? 8,
  };
}

export async function scoreOf(
  { spec, encoding }: Candidate,
  weights: Weights,
  rows: readonly Row[],
): Promise<Score> {
  const samples = encoding.encode(rows);
  const predictor = await Predictor.create(spec, weights, codesFor(spec));
  try {
    return await judged(predictor, encoding.head, samples);
  } finally {
    predictor.dispose();
  }
}
