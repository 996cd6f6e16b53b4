/** @file Run-length encoding: what is far away is long. */

import type { ContrastTask } from "../../src/contrast/task.ts";

export default {
  name: "runs",
  description: "for every run of equal items the item and how often it stands there",
  signature: { inputs: [{ name: "xs", type: "list<int>" }], output: "list<list<int>>" },
  axis: "length",
  reference(xs) {
    const runs: number[][] = [];
    for (const x of xs) {
      const last = runs.at(-1);
      if (last?.[0] === x) last[1]++;
      else runs.push([x, 1]);
    }
    return runs;
  },
  sample(random, reach) {
    const length = random.between(reach === 1 ? 0 : 4 * reach, 8 * reach);
    let x = random.between(0, 9);
    return [
      random.times(length, () => {
        if (random.chance(0.5)) x = random.between(0, 9);
        return x;
      }),
    ];
  },
} satisfies ContrastTask<[xs: number[]], number[][]>;
