/** @file Programs as nets. */

import type { Program } from "../../language/program.ts";
import { type Bounds, type Compiled, compileTransformer, type NetKind } from "./compiled.ts";
import { compileRecurrent } from "./recurrent.ts";
import { Refusal } from "./refusal.ts";

export { type Bounds, type Compiled, compileRecurrent, compileTransformer, type NetKind, Refusal };

const KINDS = [
  ["recurrent net", compileRecurrent],
  ["transformer", compileTransformer],
] as const;

/**
 * A recurrent net where finitely many states are enough, which is the program on lists of any length; else a transformer.
 * @throws Refusal with why there is neither
 */
export function compileNet(program: Program, bounds: Bounds): Compiled {
  const whys: string[] = [];
  for (const [kind, compile] of KINDS) {
    try {
      return compile(program, bounds);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      whys.push(`${kind}: ${error.message}`);
    }
  }
  throw new Refusal(`the program compiles to no net (${whys.join("; ")})`);
}
