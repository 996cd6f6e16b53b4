/** @file How a learned program was tried, and how far it held. */

import { agrees } from "../language/agree.ts";
import { run } from "../language/interpret.ts";
import type { Program } from "../language/program.ts";
import type { Value } from "../language/value.ts";
import type { Answer, Question, Search } from "../search/answer.ts";
import type { Example, Task } from "../tasks/task.ts";

/** Right answers, of how many. */
export interface Score {
  readonly right: number;
  readonly of: number;
}

/** Where an example stands. */
export interface Place {
  /** The data row in its file, from 1, and 0 for what is not in the file; without a file, the position among the examples. */
  readonly row: number;
  /** Where the file is not one of rows, the line. */
  readonly line?: number;
}

/** A given output that the program contradicts, because calling it a mistake is shorter than explaining it. */
export interface SuspectRow extends Place {
  readonly inputs: readonly Value[];
  readonly given: Value;
  readonly expected: Value;
}

export interface Evidence {
  /** The examples explained; what is not is a suspect, or the task is not solved. */
  readonly fit: Score;
  readonly suspects: readonly SuspectRow[];
  /** Held-out examples, never seen by the search; absent when the task has none. */
  readonly tests?: Score;
  /** Programs that fit as well, do something else, and cost little more. */
  readonly alternatives: readonly Answer[];
  /** Inputs on which the cheapest programs differ: what would settle it. */
  readonly questions: readonly Question[];
}

export function evidenceOf(task: Task, search: Search): Evidence {
  const [best, ...alternatives] = search.answers();
  const { examples, tests } = task;
  return {
    fit: { right: best ? best.right : 0, of: examples.length },
    suspects: (best?.suspects ?? []).map(({ example, given, expected }) => ({
      ...placeOf(task, example),
      inputs: examples[example].inputs,
      given,
      expected,
    })),
    ...(tests.length > 0 && {
      tests: { right: best ? countRight(best.program, tests) : 0, of: tests.length },
    }),
    alternatives,
    questions: search.questions(),
  };
}

export function placeOf({ examples }: Task, index: number): Place {
  const isFromFile = examples.some(({ row }) => row !== undefined);
  const { row = isFromFile ? 0 : index + 1, line } = examples[index];
  return line === undefined ? { row } : { row, line };
}

const countRight = (program: Program, examples: readonly Example[]): number =>
  examples.filter(({ inputs, output }) => agrees(run(program, inputs), output)).length;

/** Every example that is not a listed suspect is right. */
export const isSolved = ({ fit, suspects }: Evidence): boolean =>
  fit.of > 0 && fit.right > 0 && fit.right + suspects.length === fit.of;
