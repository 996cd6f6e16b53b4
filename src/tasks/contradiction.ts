/** @file Examples that no function can all have made. */

import { agrees } from "../language/agree.ts";
import { literalText } from "../language/program.ts";
import type { Task } from "./task.ts";

export interface Contradiction {
  /** Positions of the first two examples with equal inputs and different outputs. */
  readonly pair: readonly [number, number];
  /** Positions of as few examples as any function gets wrong: those that others with the same inputs outnumber, or precede. */
  readonly overruled: readonly number[];
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
  const overruled = [...groups.values()].flatMap((group) => {
    const most = group.reduce((best, other) => (other.length > best.length ? other : best));
    return group.filter((other) => other !== most).flat();
  });
  return { pair, overruled };
}
