/** @file Modules for tests. */

import { domains, Primitives } from "../../src/domains/index.ts";
import { parseProgram } from "../../src/language/parse.ts";
import { type Signature, TEXT } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import type { Module } from "../../src/library/module.ts";

export const primitives = new Primitives(
  domains.flatMap((domain) => domain.primitives.map((primitive) => [primitive.name, primitive] as const)),
);

export const text = (...names: string[]): Signature => ({
  params: names.map((name) => ({ name, type: TEXT })),
  result: TEXT,
});

/** A module over text columns; each example is its inputs and then its output. */
export function moduleWith(
  name: string,
  program: string,
  examples: readonly (readonly Value[])[],
  more: Partial<Module> = {},
): Module {
  const signature = more.signature ?? text("Email");
  return {
    name,
    description: "",
    program: parseProgram(program, { signature, primitives }),
    signature,
    target: name,
    examples: examples.map((values) => ({ inputs: values.slice(0, -1), output: values.at(-1) as Value })),
    answers: [],
    suspects: [],
    provenance: { knack: "0.1.0", seed: 1, budget: "10s" },
    ...more,
  };
}

export const DOMAIN = '(part $1 "@" 1)';

export const domainModule = (more: Partial<Module> = {}): Module =>
  moduleWith(
    "Domain",
    DOMAIN,
    [
      ["ada@example.org", "example.org"],
      ["alan@mail.example.com", "mail.example.com"],
    ],
    more,
  );
