/** @file A task cut down to the inputs that its program looks at: a column's function need not take the whole row. */

import { input, mapInputs, usedInputs } from "./language/program.ts";
import type { Answer } from "./search/answer.ts";
import type { Task } from "./tasks/task.ts";

/** The same task and answer over the used inputs only. One input stays where none is used. */
export function narrow(task: Task, answer: Answer): { task: Task; answer: Answer } {
  const found = usedInputs([answer.program]);
  const used = found.length > 0 ? found : [0];
  const place = new Map(used.map((from, to) => [from, to]));
  const program = mapInputs(answer.program, ({ index, type }) => input(place.get(index) as number, type));
  return { task: cutTo(task, used), answer: { ...answer, program } };
}

/** The task over some of its inputs, by position. */
export function cutTo(task: Task, used: readonly number[]): Task {
  const cut = <Row extends { readonly inputs: Task["examples"][number]["inputs"] }>(row: Row): Row => ({
    ...row,
    inputs: used.map((i) => row.inputs[i]),
  });
  const { signature } = task;
  return {
    ...task,
    signature: { ...signature, params: used.map((i) => signature.params[i]) },
    examples: task.examples.map(cut),
    tests: task.tests.map(cut),
    unlabelled: task.unlabelled.map(cut),
  };
}
