/** @file A module: a learned function with all that is known about it. On disk it is what format.ts writes. */

import type { CalledNet } from "../language/primitive.ts";
import type { Program } from "../language/program.ts";
import type { Signature } from "../language/type.ts";
import { sameValue, type Value } from "../language/value.ts";
import type { Answer } from "../search/answer.ts";
import { diverse, outlineOf } from "../search/rows.ts";
import type { Example, Task } from "../tasks/task.ts";

/** An example set aside: the program says something else, and is believed. */
export interface SetAside {
  readonly inputs: readonly Value[];
  readonly given: Value;
  readonly expected: Value;
}

/** How the program was found; enough to find it again. No clock: saving the same module twice writes the same bytes. */
export interface Provenance {
  /** Version of Knack. */
  readonly knack: string;
  readonly seed?: number;
  /** As given on the command line, `10s` or `2e6c`. */
  readonly budget?: string;
  /** The file whose grammar the program keeps to, where its file stated one. */
  readonly grammar?: string;
}

export interface Module {
  readonly name: string;
  readonly description: string;
  /** Those that the program calls. */
  readonly nets?: readonly CalledNet[];
  readonly program: Program;
  /** The names of the parameters are those of the input columns. */
  readonly signature: Signature;
  /** The column that the module fills. */
  readonly target: string;
  /** Given examples that the program gets right. */
  readonly examples: readonly Example[];
  /** Answers to questions, right as well. */
  readonly answers: readonly Example[];
  readonly suspects: readonly SetAside[];
  readonly provenance: Provenance;
}

/** Kept with a module; more would make its files unreadable and teach no more. */
const MAX_EXAMPLES = 200;

/**
 * The module that a learned answer makes. Examples are divided into kept ones and suspects by the answer; of very many,
 * those are kept that differ most in outline.
 */
export function moduleOf(
  task: Task,
  answer: Answer,
  more: {
    readonly provenance: Provenance;
    readonly answers?: readonly Example[];
    readonly nets?: readonly CalledNet[];
  },
): Module {
  const aside = new Map(answer.suspects.map((suspect) => [suspect.example, suspect]));
  return {
    name: task.name,
    description: task.description ?? "",
    ...(more.nets && more.nets.length > 0 && { nets: more.nets }),
    program: answer.program,
    signature: task.signature,
    target: task.name,
    examples: keptExamples(task.examples.filter((_, i) => !aside.has(i))),
    answers: more.answers ?? [],
    suspects: answer.suspects.map(({ example, given, expected }) => ({
      inputs: task.examples[example].inputs,
      given,
      expected,
    })),
    provenance: more.provenance,
  };
}

/** Those that differ most, in their order. */
function keptExamples(examples: readonly Example[]): readonly Example[] {
  const kept = new Set(diverse(examples, ({ inputs }) => outlineOf(inputs), MAX_EXAMPLES));
  return examples.filter((example) => kept.has(example));
}

/**
 * The task to learn a module again from, with new or corrected examples. The module's own examples come first
 * and in their order, names stay, and a new example replaces an old one with the same inputs: what is printed
 * then differs from the present module only where the new examples force it. Suspects are examples again: a
 * correction may be what explains them.
 */
export function relearnTask(
  module: Module,
  newExamples: readonly Example[],
  unlabelled: Task["unlabelled"] = [],
): Task {
  const old: Example[] = [
    ...module.examples,
    ...module.answers,
    ...module.suspects.map(({ inputs, given }) => ({ inputs, output: given })),
  ];
  const kept = old.filter(({ inputs }) => !newExamples.some((added) => sameValue(added.inputs, inputs)));
  return {
    name: module.name,
    description: module.description,
    signature: module.signature,
    examples: [...kept, ...newExamples],
    tests: [],
    unlabelled,
  };
}
