/** @file The account of one task as plain JSON: one line of `knack learn --json`. */

import type { Stopped } from "../drive.ts";
import type { Signature } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { spelled } from "../tasks/text.ts";
import type { Evidence, Place, Score } from "./evidence.ts";
import { isSolved } from "./evidence.ts";
import { type Json, jsonOf } from "./json.ts";

export interface Report {
  readonly task: string;
  readonly solved: boolean;
  /** Canonical text; null, like `typescript` and `cost`, when nothing was found. */
  readonly program: string | null;
  readonly typescript: string | null;
  readonly fit: Score;
  readonly tests?: Score;
  readonly cost: number | null;
  readonly seconds: number;
  readonly candidates: number;
  readonly alternatives: number;
  readonly questions: readonly { readonly inputs: readonly Json[]; readonly answers: readonly Json[] }[];
  readonly suspects: readonly (Place & { readonly given: Json; readonly expected: Json })[];
  readonly stopped: Stopped;
}

export function reportOf(found: {
  readonly task: string;
  readonly signature: Signature;
  readonly program?: string;
  readonly typescript?: string;
  readonly cost?: number;
  readonly evidence: Evidence;
  readonly seconds: number;
  readonly candidates: number;
  readonly stopped: Stopped;
}): Report {
  const { evidence, signature } = found;
  const output = (value: Value): Json => jsonOf(spelled(value, signature.result));
  return {
    task: found.task,
    solved: isSolved(evidence),
    program: found.program ?? null,
    typescript: found.typescript ?? null,
    fit: evidence.fit,
    ...(evidence.tests && { tests: evidence.tests }),
    cost: found.cost === undefined ? null : round(found.cost, 100),
    seconds: round(found.seconds, 1000),
    candidates: found.candidates,
    alternatives: evidence.alternatives.length,
    questions: evidence.questions.map(({ inputs, answers }) => ({
      inputs: inputs.map((value, i) => jsonOf(spelled(value, signature.params[i].type))),
      answers: answers.map(output),
    })),
    suspects: evidence.suspects.map(({ row, line, given, expected }) => ({
      row,
      ...(line !== undefined && { line }),
      given: output(given),
      expected: output(expected),
    })),
    stopped: found.stopped,
  };
}

const round = (x: number, parts: number): number => Math.round(x * parts) / parts;
