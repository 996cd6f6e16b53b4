/** @file Scenes with a picture and a caption each, and nets that are trained on ever new ones. */

import { type Random, randomOf } from "../language/random.ts";
import type { Picture } from "../language/value.ts";
import type { LayerSpec, Shape } from "../nets/layers/layer.ts";
import type { Head } from "../nets/losses.ts";
import { initialise, type NetSpec, outputOf, parametersOf } from "../nets/net.ts";
import type { Samples } from "../nets/samples.ts";
import { type Resumable, type Schedule, type Trained, train } from "../nets/train.ts";
import type { Weights } from "../nets/weights.ts";
import { described } from "./caption.ts";
import { drawn } from "./drawing.ts";
import { type Scene, seenScenes } from "./scene.ts";

export interface Pictured {
  readonly scene: Scene;
  readonly picture: Picture;
  readonly caption: string;
}

export const pictured = (scene: Scene, random: Random): Pictured => ({
  scene,
  picture: drawn(scene, random),
  caption: described(scene),
});

export interface Training {
  readonly seed: number;
  readonly steps: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, loss: number) => void;
}

/** What a training took. */
export interface Account {
  readonly parameters: number;
  /** Pictures that the net was trained on. */
  readonly pictures: number;
  readonly seconds: number;
}

export interface Net extends Account {
  readonly spec: NetSpec;
  readonly weights: Weights;
}

const BATCH = 32;
const RATE = 3e-3;
/** How often each picture is seen before others are drawn. */
const EPOCHS = 3;
/** Pictures held at once. */
const HELD = 8_000;
const VALIDATION = 300;
const VALIDATIONS = 8;

/** The layers that see: patches first, as convolutions at full resolution take longer for fewer multiplications. */
export const eye = (units: number): LayerSpec[] => [
  { kind: "patches", size: 4 },
  { kind: "dense", units: 32, activation: "relu" },
  { kind: "convolution", filters: 40, size: 3, activation: "relu" },
  { kind: "pool" },
  { kind: "convolution", filters: 48, size: 3, activation: "relu" },
  { kind: "pool" },
  { kind: "flatten" },
  { kind: "dense", units, activation: "relu" },
];

/** Trains on pictures of combinations that may be seen, drawn anew each few epochs: what is learned is not their accidents. */
export async function trained(
  spec: NetSpec,
  encoding: { readonly head: Head; encode(rows: readonly Pictured[]): Samples },
  { seed, steps, signal, onProgress }: Training,
): Promise<Net> {
  const began = performance.now();
  const random = randomOf(seed);
  const draw = (count: number): Samples =>
    encoding.encode(seenScenes(count, random).map((scene) => pictured(scene, random)));
  const validation = draw(VALIDATION);
  const held = Math.min(HELD, Math.ceil((steps * BATCH) / EPOCHS));
  // Steps with the same pictures.
  const each = Math.ceil((held * EPOCHS) / BATCH);
  const schedule: Schedule = {
    batch: BATCH,
    steps,
    rate: RATE,
    seed,
    augment: false,
    every: Math.ceil(steps / VALIDATIONS),
    patience: VALIDATIONS,
  };
  const output: Shape = outputOf(spec);
  let pictures = 0;
  let from: Resumable | undefined;
  let best: Trained | undefined;
  for (let step = 0; step < steps && !signal?.aborted; step += each) {
    pictures += held;
    best = await train(
      { spec, head: encoding.head, output, decay: 0.01 },
      initialise(spec, seed),
      schedule,
      { training: draw(held), validation },
      {
        until: step + each,
        ...(signal && { signal }),
        ...(from && { from }),
        onCheckpoint: async (resumable) => {
          from = resumable;
        },
        onProgress: ({ step: at, loss }) => onProgress?.(at / steps, loss),
      },
    );
  }
  return {
    spec,
    weights: best?.weights ?? initialise(spec, seed),
    parameters: parametersOf(spec),
    pictures,
    seconds: (performance.now() - began) / 1000,
  };
}
