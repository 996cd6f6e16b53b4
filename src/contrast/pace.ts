/** @file How long a step of training takes here. */

import type { Hooks } from "../nets/train.ts";

/**
 * Trains for so many steps, an even number, and reads the clock over the second half of them.
 * @param run trains from the beginning; never further than `until`
 * @returns milliseconds: of all of it, and of each step
 */
export async function paceOf(
  run: (hooks: Pick<Hooks, "until" | "onProgress">) => Promise<unknown>,
  steps: number,
): Promise<{ readonly whole: number; readonly each: number }> {
  const start = performance.now();
  let [warm, clock] = [start, start];
  await run({
    until: steps,
    onProgress({ step }) {
      if (step === steps / 2) warm = performance.now();
      if (step === steps) clock = performance.now();
    },
  });
  return { whole: performance.now() - start, each: Math.max(1e-3, (2 * (clock - warm)) / steps) };
}
