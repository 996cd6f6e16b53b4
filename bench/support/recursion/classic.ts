/** @file A classic of recursion as a task: examples given by hand, and the reference that says what they mean. */

import type { Random } from "../../../src/language/random.ts";
import type { Json, StatedExample } from "../attempts.ts";
import { type Reference, reference } from "../reference.ts";

export interface Classic extends Reference {
  readonly name: string;
  readonly examples: readonly StatedExample[];
}

/** @param rows inputs and then the output */
export function classic<I extends readonly Json[], O extends Json>(
  name: string,
  rows: readonly (readonly [...I, O])[],
  of: (...inputs: I) => O,
  fresh: (random: Random, size: number) => readonly [...I],
): Classic {
  const examples = rows.map((row: readonly Json[]) => ({
    inputs: row.slice(0, -1),
    output: row[row.length - 1],
  }));
  return { name, examples, ...reference(of, fresh) };
}
