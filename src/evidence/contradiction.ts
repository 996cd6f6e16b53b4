/** @file Two examples that no function can both have made. */

import { agrees } from "../language/agree.ts";
import { literalText } from "../language/program.ts";
import type { Task } from "../tasks/task.ts";

/** Positions of the first two examples with equal inputs and different outputs. */
export function contradiction({ examples }: Task): readonly [number, number] | undefined {
  const seen = new Map<string, number>();
  for (const [i, { inputs, output }] of examples.entries()) {
    const key = inputs.map(literalText).join(" ");
    const first = seen.get(key);
    if (first === undefined) seen.set(key, i);
    else if (!agrees(examples[first].output, output)) return [first, i];
  }
  return undefined;
}
