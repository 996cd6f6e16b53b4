/** @file Whether the number of ones is odd: every item counts, however many there are. */

import type { ContrastTask } from "../../src/contrast/task.ts";

export default {
  name: "parity",
  description: "1 where the number of ones in a list of bits is odd, else 0",
  signature: { inputs: [{ name: "bits", type: "list<int>" }], output: "int" },
  axis: "length",
  train: { examples: 12 },
  reference: (bits) => bits.reduce((sum, bit) => sum + bit, 0) % 2,
  sample: (random, reach) => [
    random.times(random.between(reach === 1 ? 1 : 8 * reach, 16 * reach), () => random.between(0, 1)),
  ],
} satisfies ContrastTask<[bits: number[]], number>;
