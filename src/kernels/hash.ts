/** @file The hash of rows of words, as the kernels compute it too: four lanes of 32 bits, then mixed. */

import {
  LANE_0,
  LANE_1,
  LANE_2,
  LANE_3,
  LANE_MULTIPLIER,
  MIX_0,
  MIX_1,
  WEIGHT_0,
  WEIGHT_1,
  WEIGHT_2,
  WEIGHT_3,
} from "./state.ts";

/** Of `count` words, a signed integer of 32 bits. A last group of less than four is filled with zeros. */
export function hashWords(words: Uint32Array, from: number, count: number): number {
  let [a, b, c, d] = [LANE_0 | 0, LANE_1 | 0, LANE_2 | 0, LANE_3 | 0];
  const whole = from + (count & ~3);
  let at = from;
  for (; at < whole; at += 4) {
    a = Math.imul(a ^ words[at], LANE_MULTIPLIER);
    b = Math.imul(b ^ words[at + 1], LANE_MULTIPLIER);
    c = Math.imul(c ^ words[at + 2], LANE_MULTIPLIER);
    d = Math.imul(d ^ words[at + 3], LANE_MULTIPLIER);
    a ^= a >>> 15;
    b ^= b >>> 15;
    c ^= c >>> 15;
    d ^= d >>> 15;
  }
  const rest = count & 3;
  if (rest > 0) {
    a = Math.imul(a ^ words[at], LANE_MULTIPLIER);
    b = Math.imul(rest > 1 ? b ^ words[at + 1] : b, LANE_MULTIPLIER);
    c = Math.imul(rest > 2 ? c ^ words[at + 2] : c, LANE_MULTIPLIER);
    d = Math.imul(d, LANE_MULTIPLIER);
    a ^= a >>> 15;
    b ^= b >>> 15;
    c ^= c >>> 15;
    d ^= d >>> 15;
  }
  let sum =
    (Math.imul(a, WEIGHT_0) + Math.imul(b, WEIGHT_1) + Math.imul(c, WEIGHT_2) + Math.imul(d, WEIGHT_3)) | 0;
  sum = Math.imul(sum ^ (sum >>> 16), MIX_0);
  sum = Math.imul(sum ^ (sum >>> 15), MIX_1);
  return sum ^ (sum >>> 16);
}
