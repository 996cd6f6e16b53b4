/** @file Positions in sequences: how many there are, and those that come with each batch, randomised (Ruoss et al. 2023). */

import { randomOf } from "../language/random.ts";
import type { SpecOf } from "./layers/layer.ts";
import { type NetSpec, placedLayers } from "./net.ts";
import type { Codes } from "./trainer.ts";

/** Places that sequences are drawn from: the longest that the net can be asked about. */
export const RANGE = 2048;

/** Most tokens of a sequence that a net has positions for, however long those it was trained on. */
export function roomOf(spec: NetSpec): number {
  let room = Number.POSITIVE_INFINITY;
  for (const { spec: layer } of placedLayers(spec)) {
    if (layer.kind !== "embedding") continue;
    if (layer.positions === "learned") room = Math.min(room, layer.length);
    if (layer.positions === "randomised") room = Math.min(room, RANGE);
  }
  return room;
}

/** Of a net whose positions are randomised, else ⊥. */
export function codesFor(spec: NetSpec): Codes | undefined {
  const placed = placedLayers(spec).find(
    ({ spec: layer }) => layer.kind === "embedding" && layer.positions === "randomised",
  );
  if (!placed) return undefined;
  const { units } = placed.spec as SpecOf<"embedding">;
  const [length] = placed.input;
  if (length > RANGE) throw new RangeError(`${length} tokens, where positions are drawn from ${RANGE}`);
  return {
    shape: [length, units],
    fill(to, seed) {
      for (const [i, place] of drawn(length, seed).entries()) sinusoid(place, to, i * units, units);
    },
  };
}

/** Ascending places, drawn without replacement. */
function drawn(count: number, seed: number): number[] {
  const random = randomOf(seed);
  const places: number[] = [];
  // Each place is taken with the probability that fills the count exactly (Knuth, TAOCP 2, algorithm 3.4.2S).
  for (let place = 0; places.length < count; place++) {
    if (random.below(RANGE - place) < count - places.length) places.push(place);
  }
  return places;
}

/** Sines and cosines of falling frequencies (Vaswani et al. 2017, §3.5). */
function sinusoid(place: number, to: Float32Array, at: number, units: number): void {
  for (let i = 0; i < units; i += 2) {
    const angle = place / 10_000 ** (i / units);
    to[at + i] = Math.sin(angle);
    if (i + 1 < units) to[at + i + 1] = Math.cos(angle);
  }
}
