/** @file Examples that no function can all have made. */

import { agrees } from "../language/agree.ts";
import { inputsText } from "../language/program.ts";
import type { Value } from "../language/value.ts";
import type { Task } from "./task.ts";

export interface Contradiction {
  /** Positions of the first two examples with equal inputs and different outputs. */
  readonly pair: readonly [number, number];
  /** How many examples any function gets wrong at least. */
  readonly wrong: number;
  /** Positions of the examples that others with the same inputs outnumber; where they are as many, of all of them. */
  readonly doubtful: readonly number[];
}

/** Equal exactly for equal inputs of one task. A single plain value is its own: of very many or very long ones no text is made. */
const keyOf = (inputs: readonly Value[]): Value =>
  inputs.length === 1 && (inputs[0] === null || typeof inputs[0] !== "object")
    ? inputs[0]
    : inputsText(inputs);

export function contradiction({ examples }: Pick<Task, "examples">): Contradiction | undefined {
  const firsts = new Map<Value, number>();
  // Of inputs that occur more than once: the examples of each output, in order.
  const groups = new Map<Value, number[][]>();
  let pair: readonly [number, number] | undefined;
  for (const [i, { inputs, output }] of examples.entries()) {
    const key = keyOf(inputs);
    const first = firsts.get(key);
    if (first === undefined) {
      firsts.set(key, i);
      continue;
    }
    const group = groups.get(key) ?? [[first]];
    groups.set(key, group);
    const same = group.find(([one]) => agrees(examples[one].output, output));
    if (same) same.push(i);
    else {
      group.push([i]);
      pair ??= [first, i];
    }
  }
  if (!pair) return undefined;
  let wrong = 0;
  const doubtful: number[] = [];
  for (const group of groups.values()) {
    const sizes = group.map(({ length }) => length);
    const most = sizes.reduce((a, b) => Math.max(a, b));
    wrong += sizes.reduce((sum, size) => sum + size, 0) - most;
    const isTie = sizes.filter((size) => size === most).length > 1;
    for (const same of group)
      if (isTie || same.length < most) for (const example of same) doubtful.push(example);
  }
  return { pair, wrong, doubtful };
}
