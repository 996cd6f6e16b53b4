/** @file Training: epochs, a rate that rises and falls, validation, early stopping; what diverges or is cancelled keeps its best weights. */

import { judged, Predictor, type Score } from "./predictor.ts";
import { Batch, orderOf, type Samples } from "./samples.ts";
import { type Checkpoint, Trainer, type TrainerOptions } from "./trainer.ts";
import { areFinite, type Weights } from "./weights.ts";

export interface Schedule {
  readonly batch: number;
  readonly steps: number;
  /** The learning rate at its highest. */
  readonly rate: number;
  readonly seed: number;
  /** Pictures are varied a little each time they are seen. */
  readonly augment: boolean;
  /** Steps between two validations. */
  readonly every: number;
  /** Validations in a row without improvement, after which training ends. */
  readonly patience: number;
  /**
   * Time to train in, compiling and all validations but the last too. Where steps fall behind, the rate falls as time passes and training ends with
   * it: the weights are then those of this machine. Not of trainings that pause or go on.
   */
  readonly seconds?: number;
}

export interface Progress {
  readonly step: number;
  /** 0 … 1 of the schedule, by steps or by time. */
  readonly done: number;
  /** A moving mean over steps. */
  readonly loss: number;
  readonly validation: Score | undefined;
  readonly samplesPerSecond: number;
}

/** `paused`: at the step where it was told to. */
export type Stopped = "done" | "early" | "cancelled" | "diverged" | "paused";

/** All that an interrupted training goes on from. */
export interface Resumable {
  readonly checkpoint: Checkpoint;
  readonly best: Best;
}

export interface Best {
  readonly weights: Weights;
  readonly score: Score;
  readonly step: number;
}

export interface Trained extends Best {
  readonly stopped: Stopped;
  /** The last step taken: of what diverged, the one whose loss was no number. */
  readonly last: number;
  /** Time was short: the rate fell, or training ended, before its step. */
  readonly isHurried: boolean;
}

export interface Hooks {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** After each validation: what to go on from. */
  readonly onCheckpoint?: (resumable: Resumable) => Promise<void>;
  readonly from?: Resumable;
  /** Pauses after this step, which is validated. */
  readonly until?: number;
}

const WARM_UP = 0.05;
/** Of the moving mean of the loss. */
const MEMORY = 0.95;
/** Milliseconds after which others get their turn: signals, timers, drawing. */
const TURN = 30;

/** Part of the time by which steps may be behind before time leads: a pause of the machine is to change no weights. */
const SLACK = 0.1;

/** How far the schedule is, in steps: those taken, or more where time is shorter than they are. The first step, which compiles, counts as none. */
class Pace {
  /** Time has led. */
  isHurried = false;
  private readonly steps: number;
  private readonly end: number;
  private begun: number | undefined;

  constructor({ steps, seconds = Number.POSITIVE_INFINITY }: Schedule) {
    this.steps = steps;
    this.end = performance.now() + 1000 * seconds;
  }

  /** @param step how many were taken */
  reached(step: number): number {
    if (this.end === Number.POSITIVE_INFINITY) return step;
    const now = performance.now();
    this.begun ??= now;
    const slack = SLACK * (this.end - this.begun);
    const share = now < this.end ? (now - this.begun - slack) / (this.end - this.begun - slack) : 1;
    if (share * this.steps <= step) return step;
    this.isHurried = true;
    return share * this.steps;
  }
}

/** The rate of a step: up in the first twentieth, then down to nothing along a line. */
export function rateAt(step: number, { steps, rate }: Schedule): number {
  const rise = Math.max(1, Math.floor(steps * WARM_UP));
  return rate * Math.min((step + 1) / rise, (steps - step) / Math.max(1, steps - rise), 1);
}

export async function train(
  options: TrainerOptions,
  start: Weights,
  schedule: Schedule,
  data: { readonly training: Samples; readonly validation: Samples },
  hooks: Hooks = {},
): Promise<Trained> {
  const { training, validation } = data;
  const { signal, from, until = schedule.steps } = hooks;
  if (schedule.seconds !== undefined && (from || hooks.until !== undefined))
    throw new Error("a training with a limit of time neither pauses nor goes on");
  const pace = new Pace(schedule);
  const trainer = await Trainer.create(options, from?.checkpoint ?? start);
  const predictor = await Predictor.create(options.spec, start, options.codes);
  const judge = (weights: Weights): Promise<Score> => {
    predictor.use(weights);
    return judged(predictor, options.head, validation);
  };
  try {
    const batch = new Batch(training, schedule.batch);
    const perEpoch = Math.max(1, Math.ceil(training.count / schedule.batch));
    let best: Best = from?.best ?? { weights: start, score: await judge(start), step: 0 };
    let step = from?.checkpoint.step ?? 0;
    let epoch = -1;
    let order: Uint32Array = new Uint32Array(0);
    let loss = Number.NaN;
    let validated: Score | undefined = from?.best.score;
    const began = performance.now();
    const firstStep = step;
    let turn = began;
    const end = Math.min(until, schedule.steps);
    let [reached, validatedAt, bestAt] = [step, step, best.step];
    const ended = (stopped: Stopped, last: number): Trained => ({
      ...best,
      ...{ stopped, last, isHurried: pace.isHurried },
    });
    const isStuck = (): boolean => reached - bestAt >= schedule.patience * schedule.every;
    if (from && isStuck()) return ended("early", step);
    for (; reached < end; step++) {
      if (signal?.aborted) return ended("cancelled", step);
      if (Math.floor(step / perEpoch) !== epoch) {
        epoch = Math.floor(step / perEpoch);
        order = orderOf(training.count, schedule.seed + epoch);
      }
      const firstRow = (step % perEpoch) * schedule.batch;
      const varied = schedule.augment ? schedule.seed + step : undefined;
      batch.fill(order.subarray(firstRow, firstRow + schedule.batch), varied);
      const value = await trainer.step(batch, rateAt(reached, schedule), schedule.seed + step);
      if (!Number.isFinite(value)) return ended("diverged", step + 1);
      loss = Number.isNaN(loss) ? value : MEMORY * loss + (1 - MEMORY) * value;

      reached = pace.reached(step + 1);
      const isDue = Math.floor(reached / schedule.every) > Math.floor(validatedAt / schedule.every);
      if (reached >= end || isDue) {
        const weights = await trainer.weights();
        if (!areFinite(weights)) return ended("diverged", step + 1);
        validated = await judge(weights);
        const isBest = validated.loss < best.score.loss;
        if (isBest) best = { weights, score: validated, step: step + 1 };
        await hooks.onCheckpoint?.({ checkpoint: await trainer.checkpoint(), best });
        // What validating took is not to bring the next one sooner.
        reached = pace.reached(step + 1);
        validatedAt = reached;
        if (isBest) bestAt = reached;
        if (reached < end && isStuck()) return ended("early", step + 1);
      }
      const now = performance.now();
      hooks.onProgress?.({
        step: step + 1,
        done: Math.min(1, reached / schedule.steps),
        loss,
        validation: validated,
        samplesPerSecond: ((step + 1 - firstStep) * schedule.batch) / Math.max(1e-3, (now - began) / 1000),
      });
      if (now - turn > TURN) {
        await new Promise<void>((resolve) => setTimeout(resolve, 0));
        turn = performance.now();
      }
    }
    return ended(end < schedule.steps ? "paused" : "done", step);
  } finally {
    trainer.dispose();
    predictor.dispose();
  }
}

/** How nets compare with one another: more right, or as much with a smaller loss. */
export const isBetter = (a: Score, b: Score): boolean =>
  a.accuracy > b.accuracy || (a.accuracy === b.accuracy && a.loss < b.loss);
