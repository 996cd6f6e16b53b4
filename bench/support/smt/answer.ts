/** @file Judges an answer to a SyGuS file: a second opinion that shares no code with what learns. */

import { type Definition, definitionOf, evaluate, type Scope, sortText } from "./evaluate.ts";
import { isDerivable, sizeOf, substituted } from "./membership.ts";
import { type Problem, readProblem } from "./problem.ts";
import { isList, isSymbol, itemsOf, type List, type Node, nameOf, readNodes, shown } from "./sexp.ts";
import { UNSPECIFIED, type Value } from "./values.ts";

export interface Verdict {
  /** Constraints that hold. */
  readonly right: number;
  readonly of: number;
  /** True also where the file has no grammar. */
  readonly inGrammar: boolean;
  /** Nodes of the body: an application counts one more than its arguments, lets are put in place. */
  readonly size: number;
  /** Each constraint that does not hold, and why. */
  readonly wrong: readonly string[];
}

/** Throws where the file has a constraint with a variable that nothing pins, or the answer defines another function. */
export function checkAnswer(slFileText: string, defineFunText: string): Verdict {
  const problem = readProblem(slFileText);
  const answer = answerOf(problem, defineFunText);
  const wrong = problem.constraints.flatMap((constraint) => complaint(problem, answer, constraint) ?? []);
  const of = problem.constraints.length;
  return {
    right: of - wrong.length,
    of,
    inGrammar: isInGrammar(problem, answer),
    size: sizeOf(substituted(answer.body, new Map())),
    wrong,
  };
}

export const isConfirmed = ({ right, of, inGrammar }: Verdict): boolean => inGrammar && right === of;

/** The define-fun of the function that the file asks for; a solver's list of define-funs is looked into. */
function answerOf({ name, params, sort }: Problem, text: string): Definition {
  const found = readNodes(text)
    .flatMap((node) => (isList(node) && isList(node.items[0]) ? node.items : [node]))
    .filter((node) => isList(node) && isSymbol(node.items[0], "define-fun"))
    .map(definitionOf);
  if (found.length !== 1 || found[0].name !== name) throw new Error(`one define-fun of ${name} was expected`);
  const sorts = (of: Pick<Definition, "params" | "sort">): string =>
    [...of.params, { sort: of.sort }].map((each) => each.sort).join(" ");
  if (sorts(found[0]) !== sorts({ params, sort })) throw new Error(`${name} has sorts other than the file's`);
  return found[0];
}

function isInGrammar({ rules, params, escapes }: Problem, answer: Definition): boolean {
  if (!rules) return true;
  // The answer's parameters get the file's names.
  const names = new Map<string, Node>(
    answer.params.map((param, i) => [param.name, { kind: "symbol", text: params[i].name, start: 0, end: 0 }]),
  );
  return isDerivable(substituted(answer.body, names), {
    start: [...rules.keys()][0],
    rules,
    params: new Map(params.map((param) => [param.name, param.sort])),
    sortText,
    escapes,
  });
}

/** Why a constraint does not hold; undefined where it does. */
function complaint(problem: Problem, answer: Definition, constraint: List): string | undefined {
  const [, body] = constraint.items;
  const scope: Scope = {
    functions: new Map([...problem.macros, answer].map((each) => [each.name, each])),
    values: new Map(),
    escapes: problem.escapes,
  };
  const values = pinned(problem, body, scope);
  try {
    const holds = evaluate(body, { ...scope, values });
    if (holds === true) return;
    return `${shown(body)}${holds === UNSPECIFIED ? ": depends on what the standard leaves open" : ""}`;
  } catch (error) {
    return `${shown(body)}: ${(error as Error).message}`;
  }
}

/**
 * The values of the variables of a constraint `(=> (and (= x 1) …) …)`. A constraint with other variables is about
 * more inputs than can be tried, and is refused.
 */
function pinned({ variables }: Problem, body: Node, scope: Scope): Map<string, Value> {
  const values = new Map<string, Value>();
  const premise = isList(body) && isSymbol(body.items[0], "=>") ? body.items[1] : undefined;
  const conjuncts =
    isList(premise) && isSymbol(premise.items[0], "and") ? premise.items.slice(1) : premise ? [premise] : [];
  for (const conjunct of conjuncts) {
    const [head, ...sides] = isList(conjunct) ? itemsOf(conjunct) : [];
    if (!isSymbol(head, "=") || sides.length !== 2) continue;
    const at = sides.findIndex((side) => isSymbol(side) && variables.has(side.text));
    if (at < 0 || hasVariable(sides[1 - at], variables)) continue;
    const value = evaluate(sides[1 - at], scope);
    if (value !== UNSPECIFIED) values.set(nameOf(sides[at]), value);
  }
  const free = new Map([...variables].filter(([name]) => !values.has(name)));
  if (hasVariable(body, free)) throw new Error(`not a constraint about given inputs: ${shown(body)}`);
  return values;
}

const hasVariable = (node: Node, variables: ReadonlyMap<string, string>): boolean =>
  isList(node)
    ? node.items.some((item) => hasVariable(item, variables))
    : isSymbol(node) && variables.has(node.text);
