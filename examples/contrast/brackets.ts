/** @file Whether brackets match: what is far away is long, and deep. */

import type { ContrastTask } from "../../src/contrast/task.ts";

export default {
  name: "brackets",
  description: "whether every bracket that opens is closed, and none before",
  signature: { inputs: [{ name: "text", type: "text" }], output: "bool" },
  axis: "length",
  reference(text) {
    let depth = 0;
    for (const char of text) {
      depth += char === "(" ? 1 : -1;
      if (depth < 0) return false;
    }
    return depth === 0;
  },
  sample(random, reach) {
    const pairs = random.between(reach === 1 ? 1 : 2 * reach, 4 * reach);
    let [open, left] = [0, pairs];
    let text = "";
    while (open + left > 0) {
      const opens = left > 0 && (open === 0 || random.chance(0.5));
      text += opens ? "(" : ")";
      if (opens) left--;
      open += opens ? 1 : -1;
    }
    if (random.chance(0.5)) return [text];
    // One bracket the wrong way round, or two that have changed places.
    const at = random.below(text.length);
    const wrong = text[at] === "(" ? ")" : "(";
    const turned = text.slice(0, at) + wrong + text.slice(at + 1);
    if (random.chance(0.5)) return [turned];
    const other = turned.indexOf(wrong);
    return [turned.slice(0, other) + text[at] + turned.slice(other + 1)];
  },
} satisfies ContrastTask<[text: string], boolean>;
