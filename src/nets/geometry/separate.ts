/** @file Nets of several widths on one shape, from several beginnings: which of them part its classes. */

import type { LayerSpec } from "../layers/layer.ts";
import { initialise, type NetSpec } from "../net.ts";
import { Predictor, score } from "../predictor.ts";
import { type Schedule, train } from "../train.ts";
import type { Weights } from "../weights.ts";
import { pointsOf, SHIPPED_SEED, type Shape, samplesOf } from "./shapes.ts";

export interface Attempt {
  readonly spec: NetSpec;
  readonly weights: Weights;
  readonly seed: number;
  readonly width: number;
  readonly depth: number;
  /** Of fresh points, which had no part in training or in choosing its best step. */
  readonly right: number;
  readonly of: number;
}

export interface Effort {
  readonly width: number;
  readonly depth: number;
  readonly seed: number;
  readonly activation: "tanh" | "relu";
  readonly signal?: AbortSignal;
}

const STEPS = 2000;
const VALIDATION = 1000;
/** Points that nets are judged by. */
export const freshPoints = 4000;
const SEEDS = { validation: 1001, test: 1002 };

/** Hidden layers, all of one width, then a score for each class. */
export const narrowNet = (
  shape: Shape,
  { width, depth, activation }: Pick<Effort, "width" | "depth" | "activation">,
): NetSpec => ({
  inputs: [{ shape: [shape.coordinates.length], layers: [] }],
  layers: [
    ...Array.from({ length: depth }, (): LayerSpec => ({ kind: "dense", units: width, activation })),
    { kind: "dense", units: shape.classes.length, activation: "linear" },
  ],
});

/** One net, trained on the points that are shipped. */
export async function attempt(shape: Shape, effort: Effort): Promise<Attempt> {
  const { width, depth, seed, signal } = effort;
  const spec = narrowNet(shape, effort);
  const training = samplesOf(shape, pointsOf(shape, shape.shipped, SHIPPED_SEED));
  const validation = samplesOf(shape, pointsOf(shape, VALIDATION, SEEDS.validation));
  const head = { kind: "parts", parts: [{ kind: "classes", size: shape.classes.length }] } as const;
  const options = { spec, head, output: [shape.classes.length], decay: 0 };
  const schedule: Schedule = {
    batch: 100,
    steps: STEPS,
    rate: 0.03,
    seed,
    augment: false,
    every: 100,
    patience: 10,
  };
  const { weights } = await train(
    options,
    initialise(spec, seed),
    schedule,
    { training, validation },
    { signal },
  );
  const test = samplesOf(shape, pointsOf(shape, freshPoints, SEEDS.test));
  const predictor = await Predictor.create(spec, weights);
  try {
    const { right, of } = score(head, await predictor.predict(test.inputs, test.count), test);
    return { spec, weights, seed, width, depth, right, of };
  } finally {
    predictor.dispose();
  }
}
