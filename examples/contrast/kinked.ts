/** @file A function of the plane with a kink: what is far away is far from the origin. */

import type { ContrastTask } from "../../src/contrast/task.ts";

const rounded = (x: number): number => Math.round(x * 100) / 100;

export default {
  name: "kinked",
  description: "the larger of the distances from the axes",
  signature: {
    inputs: [
      { name: "x", type: "real" },
      { name: "y", type: "real" },
    ],
    output: "real",
  },
  axis: "magnitude",
  reference: (x, y) => Math.max(Math.abs(x), Math.abs(y)),
  sample(random, reach) {
    const side = (): number => {
      const far = random.real(reach === 1 ? 0 : 5 * reach, 10 * reach);
      return rounded(random.chance(0.5) ? far : -far);
    };
    return [side(), side()];
  },
} satisfies ContrastTask<[x: number, y: number], number>;
