/** @file The SMT-LIB theories of strings, integers and Booleans as primitives, for files that state a grammar of their own. */

import type { Primitive } from "../../language/primitive.ts";
import { coreAtGroundTypes, coreNamed, implies, xor } from "./core.ts";
import * as ints from "./ints.ts";
import * as strings from "./strings.ts";

export {
  CallError,
  callOf,
  OLD_NAMES,
  OPERATORS,
  operatorText,
  sortText,
  theoryPrimitives,
} from "./operators.ts";

/** All that do not depend on a width. */
export const smtPrimitives: readonly Primitive[] = [
  ...Object.values(strings),
  ...Object.values(ints),
  xor,
  implies,
  ...coreAtGroundTypes,
];

const byName = new Map(smtPrimitives.map((primitive) => [primitive.name, primitive]));

/** The primitive of this folder that a saved program means. */
export const smtPrimitiveNamed = (name: string): Primitive | undefined => byName.get(name) ?? coreNamed(name);
