/** @file What a task draws its samples from: seeded randomness, with the draws that samples are made of. */

import { type Random, randomOf } from "../language/random.ts";

export interface Draw extends Random {
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** A real from `low` to below `high`. */
  real(low: number, high: number): number;
  /** Of the standard normal distribution. */
  normal(): number;
  /** True that often, from 0 to 1. */
  chance(often: number): boolean;
  times<T>(count: number, make: (i: number) => T): T[];
  shuffled<T>(items: readonly T[]): T[];
}

export function drawOf(seed: number): Draw {
  const random = randomOf(seed);
  const real = (low: number, high: number): number => low + (random.word() / 0x1_0000_0000) * (high - low);
  const draw: Draw = {
    ...random,
    real,
    between: (low, high) => low + random.below(high - low + 1),
    // Box and Muller; the logarithm never sees 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - real(0, 1))) * Math.cos(2 * Math.PI * real(0, 1)),
    chance: (often) => real(0, 1) < often,
    times: (count, make) => Array.from({ length: count }, (_, i) => make(i)),
    shuffled(items) {
      const all = [...items];
      for (let i = all.length - 1; i > 0; i--) {
        const j = random.below(i + 1);
        [all[i], all[j]] = [all[j], all[i]];
      }
      return all;
    },
  };
  return draw;
}

/** A seed for each of several things that are drawn from one seed. */
export function seedOf(...parts: readonly number[]): number {
  let seed = 0x811c9dc5;
  for (const part of parts) {
    seed = Math.imul(seed ^ (part | 0), 0x01000193);
    seed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d);
    seed ^= seed >>> 13;
  }
  return seed | 0;
}
