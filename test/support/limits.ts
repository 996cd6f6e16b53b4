/** @file Whether a program goes beyond the limits that printed code does not have: of length, of fuel, of whole numbers. */

import { evaluate } from "../../src/language/interpret.ts";
import { type Call, FUEL } from "../../src/language/primitive.ts";
import { apply, lambda, type Program } from "../../src/language/program.ts";
import type { Value } from "../../src/language/value.ts";

/** True where a primitive that always has a value had none, or the fuel ran out. */
export function isBeyondLimits(program: Program, row: readonly Value[]): boolean {
  let isBeyond = false;
  const watched = (node: Program): Program => {
    if (node.kind === "lambda") return lambda(node.level, node.params, watched(node.body));
    if (node.kind !== "apply") return node;
    const { primitive } = node;
    const run: typeof primitive.run = (args, call) => {
      const value = primitive.run(args, call);
      if (value === undefined && !primitive.partial && !primitive.recovers) isBeyond = true;
      return value;
    };
    return apply({ ...primitive, run }, node.args.map(watched), node.type);
  };
  const call: Call = { fuel: FUEL };
  evaluate(watched(program), row, [], call);
  return isBeyond || call.fuel < 0;
}
