/** @file The sum of two numerals that are texts: what is far away is large. */

import type { ContrastTask } from "../../src/contrast/task.ts";

export default {
  name: "addition",
  description: "the sum of two numerals, all three written in digits",
  signature: {
    inputs: [
      { name: "a", type: "text" },
      { name: "b", type: "text" },
    ],
    output: "text",
  },
  axis: "magnitude",
  reference: (a, b) => String(Number(a) + Number(b)),
  sample(random, reach) {
    const [low, high] = reach === 1 ? [0, 999] : [500 * reach, 1000 * reach];
    return [String(random.between(low, high)), String(random.between(low, high))];
  },
} satisfies ContrastTask<[a: string, b: string], string>;
