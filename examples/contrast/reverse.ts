/** @file The items in the opposite order: what is far away is long. */

import type { ContrastTask } from "../../src/contrast/task.ts";

export default {
  name: "reverse",
  description: "the items of a list from the last to the first",
  signature: { inputs: [{ name: "xs", type: "list<int>" }], output: "list<int>" },
  axis: "length",
  reference: (xs) => xs.toReversed(),
  sample: (random, reach) => [
    random.times(random.between(reach === 1 ? 0 : 4 * reach, 8 * reach), () => random.between(0, 9)),
  ],
} satisfies ContrastTask<[xs: number[]], number[]>;
