/** @file A law of physics: what is far away is fast and heavy. */

import type { ContrastTask } from "../../src/contrast/task.ts";

const rounded = (x: number): number => Math.round(x * 100) / 100;

export default {
  name: "law",
  description: "the kinetic energy of a mass at a speed, in joules",
  signature: {
    inputs: [
      { name: "mass", type: "real" },
      { name: "speed", type: "real" },
    ],
    output: "real",
  },
  axis: "magnitude",
  reference: (mass, speed) => (mass * speed * speed) / 2,
  sample(random, reach) {
    const low = reach === 1 ? 0 : 5 * reach;
    return [rounded(random.real(low, 10 * reach)), rounded(random.real(low, 10 * reach))];
  },
} satisfies ContrastTask<[mass: number, speed: number], number>;
