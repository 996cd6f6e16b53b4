/**
 * @file Selectors: calls that choose between two of their arguments by a test. A conditional is one, and so is a macro or
 * module whose body is one, as `im(x, y, z) = ite(x = 1, y, z)`.
 */

import { evaluate } from "../language/interpret.ts";
import { FUEL, type Primitive } from "../language/primitive.ts";
import { input, type Program, usedInputs } from "../language/program.ts";
import { BOOL } from "../language/type.ts";
import type { Value } from "../language/value.ts";

export interface Selector {
  /** Over the call's arguments as inputs. */
  readonly test: Program;
  /** Positions of the arguments that the test looks at. */
  readonly tested: readonly number[];
  /** Positions of the branches. */
  readonly then: number;
  readonly else: number;
}

/** The primitive as a selector; `undefined` where it is none. */
export function selectorOf({ selects, body }: Primitive): Selector | undefined {
  if (selects)
    return {
      test: input(selects.test, BOOL),
      tested: [selects.test],
      then: selects.then,
      else: selects.else,
    };
  if (body?.kind !== "apply") return undefined;
  const inner = selectorOf(body.primitive);
  if (inner?.tested.length !== 1 || inner.test.kind !== "input") return undefined;
  const [test, yes, no] = [inner.tested[0], inner.then, inner.else].map((i) => body.args[i]);
  if (yes.kind !== "input" || no.kind !== "input" || yes.index === no.index) return undefined;
  const tested = usedInputs([test]);
  if (tested.length === 0 || tested.includes(yes.index) || tested.includes(no.index)) return undefined;
  return { test, tested, then: yes.index, else: no.index };
}

/** What a selector's test says of the arguments it looks at, which stand at their positions; ⊥ where it has no answer. */
export function testOf({ test, tested }: Selector, args: readonly Value[]): Value {
  if (test.kind === "input") return args[tested[0]];
  return evaluate(test, args, [], { fuel: FUEL });
}
