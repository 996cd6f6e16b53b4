/** @file Each item where it first stands: what is far away is long. */

import type { ContrastTask } from "../../src/contrast/task.ts";

export default {
  name: "dedupe",
  description: "the items of a list without those that stood there before",
  signature: { inputs: [{ name: "xs", type: "list<int>" }], output: "list<int>" },
  axis: "length",
  reference: (xs) => [...new Set(xs)],
  sample: (random, reach) => [
    random.times(random.between(reach === 1 ? 0 : 4 * reach, 8 * reach), () => random.between(0, 9)),
  ],
} satisfies ContrastTask<[xs: number[]], number[]>;
