/** @file Domains with some of their primitives left out. */

import { bitsPrimitiveNamed } from "./domains/bits/primitives.ts";
import type { Domain } from "./language/grammar.ts";
import type { Primitive } from "./language/primitive.ts";
import type { Program } from "./language/program.ts";
import { InputError, nearest, shown } from "./tasks/error.ts";

/**
 * The domains, proposing none of the named primitives and none that are made of them. Throws an InputError for a name
 * that no primitive has, with `place` before it.
 */
export function withoutPrimitives(
  domains: readonly Domain[],
  names: readonly string[],
  place = "without",
): readonly Domain[] {
  if (names.length === 0) return domains;
  const known = new Set(domains.flatMap(({ primitives }) => primitives.map(({ name }) => name)));
  for (const name of names) {
    if (known.has(name) || bitsPrimitiveNamed(name)) continue;
    const meant = nearest(name, [...known]);
    throw new InputError(
      `${place} ${shown(name)}`,
      `there is no such primitive; ${meant ? `did you mean ${meant}? ` : ""}knack primitives lists them`,
    );
  }
  const out = new Set(names);
  const stays = (primitive: Primitive): boolean =>
    !out.has(primitive.name) && (primitive.body === undefined || isFree(primitive.body, stays));
  return domains.map((domain) => ({
    ...domain,
    primitives: domain.primitives.filter(stays),
    propose(sample) {
      const { sorts, productions } = domain.propose(sample);
      return {
        sorts,
        productions: productions.filter(({ head }) => !("primitive" in head) || stays(head.primitive)),
      };
    },
  }));
}

/** Whether all primitives of the program stay. */
function isFree(program: Program, stays: (primitive: Primitive) => boolean): boolean {
  if (program.kind === "lambda") return isFree(program.body, stays);
  if (program.kind !== "apply") return true;
  return stays(program.primitive) && program.args.every((arg) => isFree(arg, stays));
}
