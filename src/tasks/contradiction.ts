/** @file Examples that no function can all have made. */

import { agrees } from "../language/agree.ts";
import { literalText } from "../language/program.ts";
import type { Task } from "./task.ts";

export interface Contradiction {
  /** Positions of the first two examples with equal inputs and different outputs. */
  readonly pair: readonly [number, number];
  /** How many examples any function gets wrong at least. */
  readonly wrong: number;
  /** Positions of the examples that others with the same inputs outnumber; where they are as many, of all of them. */
  readonly doubtful: readonly number[];
}

export function contradiction({ examples }: Pick<Task, "examples">): Contradiction | undefined {
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
  let wrong = 0;
  const doubtful: number[] = [];
  for (const group of groups.values()) {
    const sizes = group.map(({ length }) => length);
    const most = Math.max(...sizes);
    wrong += sizes.reduce((sum, size) => sum + size, 0) - most;
    const isTie = sizes.filter((size) => size === most).length > 1;
    for (const same of group) if (isTie || same.length < most) doubtful.push(...same);
  }
  return { pair, wrong, doubtful };
}
