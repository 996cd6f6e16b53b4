/** @file The domain of data beyond lists: tuples, records, values that may be null, variants, and recursive types. */

import type { Domain } from "../../language/grammar.ts";
import type { Primitive } from "../../language/primitive.ts";
import { baseType, type Signature, type Type } from "../../language/type.ts";
import { isGround, partsOf } from "../../language/typeparts.ts";
import { single, tupleMakers } from "./build.ts";
import { DATA, primitivesOf } from "./family.ts";
import { dataLayout } from "./layout.ts";
import { orDefault } from "./options.ts";
import { enumerate, unzipPairs, zipPairs } from "./pairs.ts";
import { propose } from "./propose.ts";

export const recordsDomain: Domain = {
  name: "records",
  layouts: [],
  layoutOf: (type, inner) => (DATA.has(type.kind) ? dataLayout(type, inner) : undefined),
  primitives: [orDefault, single, zipPairs, unzipPairs, enumerate, ...tupleMakers.values()],
  propose,
};

/**
 * The primitive of that name that a type brings along: the type of the first argument, or one that makes what is wanted or
 * another of the signature's types.
 */
export function dataPrimitiveNamed(
  name: string,
  subject: Type | undefined,
  wanted: Type,
  { params, result }: Signature,
): Primitive | undefined {
  const named = (type: Type): Primitive | undefined =>
    isGround(type) ? primitivesOf(type).find((primitive) => primitive.name === name) : undefined;
  const own = subject && named(subject);
  if (own) return own;
  if (!name.startsWith("make-")) return undefined;
  for (const type of [baseType(wanted), ...[...params.map((param) => param.type), result].flatMap(partsOf)]) {
    const found = DATA.has(type.kind) ? named(type) : undefined;
    if (found) return found;
  }
  return undefined;
}
