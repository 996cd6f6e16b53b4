/** @file Programs for the tests of compiled nets, from their text. */

import { domains, Primitives } from "../../../src/domains/index.ts";
import { parseProgram } from "../../../src/language/parse.ts";
import type { Program } from "../../../src/language/program.ts";
import { BOOL, INT, list, type Type } from "../../../src/language/type.ts";
import type { Bounds } from "../../../src/nets/compile/compiled.ts";

const TYPES: Readonly<Record<string, Type>> = { int: INT, bool: BOOL, list: list(INT), bools: list(BOOL) };

/** @param types of the inputs, then of the output */
export function programOf(
  text: string,
  types: string,
): { readonly program: Program; readonly inputs: readonly Type[] } {
  const all = types.split(" ").map((name) => TYPES[name]);
  const inputs = all.slice(0, -1);
  const program = parseProgram(text, {
    signature: { params: inputs.map((type, i) => ({ name: `x${i}`, type })), result: all[all.length - 1] },
    primitives: new Primitives(domains.flatMap(({ primitives }) => primitives).map((one) => [one.name, one])),
  });
  return { program, inputs };
}

export const boundsOf = (inputs: readonly Type[], length: number, alphabet: readonly number[]): Bounds => ({
  inputs,
  alphabets: inputs.map(() => alphabet),
  length,
});
