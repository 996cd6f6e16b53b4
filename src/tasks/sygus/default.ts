/** @file The grammar that stands for none given: all terms of the theories at hand. */

import { operatorText, sortText, theoryPrimitives } from "../../domains/smt/index.ts";
import type { Grammar } from "../../language/grammar.ts";
import { BOOL, INT, type Signature, sameType, TEXT, type Type } from "../../language/type.ts";
import type { Example } from "../task.ts";
import { constantsOf } from "./constants.ts";
import { type Choice, type Draft, grammarFrom } from "./productions.ts";

/** Operators that others say as shortly, with their arguments swapped or under `not`. */
const SYNONYMS = new Set(
  "> >= distinct xor => bvnand bvnor bvxnor bvcomp bvugt bvuge bvsgt bvsge".split(" "),
);

/** Of Ints, beyond what is linear. */
const PRODUCTS = new Set(["*", "div", "mod"]);

/** All terms of the theories of the function's sorts, as SyGuS-IF says of a synth-fun without a grammar. */
export function defaultGrammar(signature: Signature, examples: readonly Example[], logic: string): Grammar {
  const params = signature.params.map(({ type }) => type);
  const types = theoryTypes([signature.result, ...params], logic);
  const drafts = new Map<string, Draft>();
  for (const type of types) {
    const choices: Choice[] = [];
    signature.params.forEach((param, index) => {
      if (sameType(param.type, type)) choices.push({ head: { input: index }, args: [] });
    });
    for (const literal of constantsOf(type, examples, params, signature.result)) {
      choices.push({ head: { literal }, args: [] });
    }
    drafts.set(sortText(type), { name: sortText(type), type, choices, chains: new Set() });
  }
  const isLinear = !/NIA|ALL|S/.test(logic.replace(/^(PBE|QF)_/, ""));
  for (const primitive of theoryPrimitives(types)) {
    const operator = operatorText(primitive) ?? "";
    if (SYNONYMS.has(operator) || (isLinear && PRODUCTS.has(operator))) continue;
    drafts.get(sortText(primitive.result))?.choices.push({
      head: { primitive },
      args: primitive.params.map(sortText),
    });
  }
  return grammarFrom(drafts, sortText(signature.result), "all");
}

/** The sorts of the function and those that its theories add. */
function theoryTypes(own: readonly Type[], logic: string): Type[] {
  const hasText = own.some(({ kind }) => kind === "text") || /S/.test(logic.replace(/^(PBE|QF)_/, ""));
  const all: Type[] = [...own, ...(hasText ? [TEXT, INT] : []), BOOL];
  return all.filter((type, i) => all.findIndex((other) => sameType(other, type)) === i);
}
