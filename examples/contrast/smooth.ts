/** @file A smooth function of the plane: what is far away is far from the origin. */

import type { ContrastTask } from "../../src/contrast/task.ts";

const rounded = (x: number): number => Math.round(x * 100) / 100;

export default {
  name: "smooth",
  description: "a saddle: x y + x",
  signature: {
    inputs: [
      { name: "x", type: "real" },
      { name: "y", type: "real" },
    ],
    output: "real",
  },
  axis: "magnitude",
  reference: (x, y) => x * y + x,
  sample(random, reach) {
    const side = (): number => {
      const far = random.real(reach === 1 ? 0 : 5 * reach, 10 * reach);
      return rounded(random.chance(0.5) ? far : -far);
    };
    return [side(), side()];
  },
} satisfies ContrastTask<[x: number, y: number], number>;
