/** @file The primitives that a type brings along, made once for each type. */

import type { Primitive } from "../../language/primitive.ts";
import { baseType, type Type, writeType } from "../../language/type.ts";
import { caseTests, fieldAccess, itemsOf } from "./access.ts";
import { makersOf } from "./build.ts";
import { cataOf, paraOf } from "./fold.ts";
import { foldedOf } from "./folded.ts";

/** What programs may do with data of a type. */
export interface Family {
  /** Of the type to what it holds. */
  readonly access: readonly Primitive[];
  readonly tests: readonly Primitive[];
  readonly makers: readonly Primitive[];
  readonly cata?: Primitive;
  readonly para?: Primitive;
}

/** Kinds of types that bring primitives along. */
export const DATA: ReadonlySet<Type["kind"]> = new Set(["tuple", "record", "variant", "recursive"]);

/** Types whose primitives are at hand. */
const MAX_KNOWN = 1000;
const known = new Map<string, Family>();

/** The primitives of a record, a variant, a tuple or a recursive type; none of any other. */
export function familyOf(given: Type): Family {
  const type = baseType(given);
  const key = writeType(type);
  let family = known.get(key);
  if (!family) {
    if (known.size >= MAX_KNOWN) known.clear();
    family = familyFor(type);
    known.set(key, family);
  }
  return family;
}

function familyFor(type: Type): Family {
  if (type.kind === "tuple") return { access: itemsOf(type), tests: [], makers: [] };
  const folded = foldedOf(type);
  return {
    access: fieldAccess(type),
    tests: caseTests(type),
    makers: makersOf(type),
    ...(folded && { cata: cataOf(folded) }),
    ...(folded?.cases.length === 1 && { para: paraOf(folded) }),
  };
}

/** All primitives of the type. */
export function primitivesOf(type: Type): readonly Primitive[] {
  const { access, tests, makers, cata, para } = familyOf(type);
  return [...access, ...tests, ...makers, ...(cata ? [cata] : []), ...(para ? [para] : [])];
}
