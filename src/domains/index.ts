/** @file The domains that tasks over columns are learned with. */

import type { Domain } from "../language/grammar.ts";
import type { Primitive, PrimitiveSource } from "../language/primitive.ts";
import { bitsDomain } from "./bits/index.ts";
import { datesDomain } from "./dates/index.ts";
import { listsDomain } from "./lists/index.ts";
import { logicDomain } from "./logic/index.ts";
import { numbersDomain } from "./numbers/index.ts";
import { dataPrimitiveNamed, recordsDomain } from "./records/index.ts";
import { recursionDomain } from "./recursion/index.ts";
import { textDomain } from "./text/index.ts";

export const domains: readonly Domain[] = [
  textDomain,
  listsDomain,
  numbersDomain,
  datesDomain,
  bitsDomain,
  logicDomain,
  recursionDomain,
  recordsDomain,
];

/** Primitives by name, and those that types bring along. */
export class Primitives extends Map<string, Primitive> implements PrimitiveSource {
  of = dataPrimitiveNamed;
}
