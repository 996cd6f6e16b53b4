/** @file Whether brackets match: what is far away is long, and deep. */

import type { ContrastTask, Draw } from "../../src/contrast/task.ts";

export default {
  name: "brackets",
  description: "whether every bracket that opens (1) is closed (-1), and none is closed before",
  signature: { inputs: [{ name: "brackets", type: "list<int>" }], output: "bool" },
  axis: "length",
  train: { examples: 16 },
  reference(brackets) {
    let depth = 0;
    for (const bracket of brackets) {
      depth += bracket;
      if (depth < 0) return false;
    }
    return depth === 0;
  },
  sample(random, reach) {
    const pairs = random.between(reach === 1 ? 1 : 2 * reach, 4 * reach);
    if (random.chance(0.5)) return [matching(random, pairs)];
    // As many of each, the first opens and the last closes: whether they match is seen in between.
    const inside = random.times(2 * pairs - 2, (i) => (i % 2 === 0 ? 1 : -1));
    const brackets = [1, ...random.shuffled(inside), -1];
    if (random.chance(0.7)) return [brackets];
    brackets[random.below(brackets.length)] *= -1;
    return [brackets];
  },
} satisfies ContrastTask<[brackets: number[]], boolean>;

function matching(random: Draw, pairs: number): number[] {
  const brackets: number[] = [];
  let [open, left] = [0, pairs];
  while (open + left > 0) {
    const opens = left > 0 && (open === 0 || random.chance(0.5));
    brackets.push(opens ? 1 : -1);
    if (opens) left--;
    open += opens ? 1 : -1;
  }
  return brackets;
}
