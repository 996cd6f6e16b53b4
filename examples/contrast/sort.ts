/** @file Sorting whole numbers: what is far away is long. */

import type { ContrastTask } from "../../src/contrast/task.ts";

export default {
  name: "sort",
  description: "a list of whole numbers in ascending order",
  signature: { inputs: [{ name: "xs", type: "list<int>" }], output: "list<int>" },
  axis: "length",
  reference: (xs) => xs.toSorted((a, b) => a - b),
  sample: (random, reach) => [
    random.times(random.between(reach === 1 ? 0 : 4 * reach, 8 * reach), () => random.between(0, 9)),
  ],
} satisfies ContrastTask<[xs: number[]], number[]>;
