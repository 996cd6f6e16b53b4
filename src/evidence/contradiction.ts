/** @file Examples that no function can all have made. */

import { agrees } from "../language/agree.ts";
import { literalText } from "../language/program.ts";
import type { Task } from "../tasks/task.ts";

export interface Contradiction {
  /** Positions of the first two examples with equal inputs and different outputs. */
  readonly pair: readonly [number, number];
  /** How many examples any function gets wrong at least. */
  readonly wrong: number;
}

export function contradiction({ examples }: Task): Contradiction | undefined {
  // By inputs: the examples of each output, in order.
  const groups = new Map<string, number[][]>();
  let pair: readonly [number, number] | undefined;
  for (const [i, { inputs, output }] of examples.entries()) {
    const key = inputs.map(literalText).join(" ");
    const known = groups.get(key) ?? [];
    const same = known.find(([first]) => agrees(examples[first].output, output));
    if (same) same.push(i);
    else groups.set(key, [...known, [i]]);
    if (!same && known.length > 0) pair ??= [known[0][0], i];
  }
  if (!pair) return undefined;
  const wrong = [...groups.values()].reduce((sum, group) => {
    const sizes = group.map(({ length }) => length);
    return sum + sizes.reduce((all, size) => all + size, 0) - Math.max(...sizes);
  }, 0);
  return { pair, wrong };
}
