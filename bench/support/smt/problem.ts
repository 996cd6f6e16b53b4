/** @file A SyGuS file (SyGuS-IF 1 or 2.1) with programming-by-example constraints, as its judge reads it. */

import { type Definition, definitionOf, sortText } from "./evaluate.ts";
import { isList, isSymbol, itemsOf, type List, type Node, nameOf, readNodes, shown } from "./sexp.ts";
import type { Escapes } from "./values.ts";

export interface Problem {
  readonly text: string;
  readonly name: string;
  readonly params: Definition["params"];
  readonly sort: string;
  /** Right-hand sides by non-terminal, the start symbol's first; absent where the file has no grammar. */
  readonly rules?: ReadonlyMap<string, readonly Node[]>;
  readonly macros: readonly Definition[];
  /** Sorts of the universally quantified variables by name. */
  readonly variables: ReadonlyMap<string, string>;
  readonly constraints: readonly List[];
  readonly escapes: Escapes;
}

/** Throws where the text has not exactly one function to synthesise. */
export function readProblem(text: string): Problem {
  const commands = readNodes(text).map((node) => itemsOf(node) && (node as List));
  const named = (name: string): List[] => commands.filter(({ items }) => isSymbol(items[0], name));
  const [synth, ...others] = named("synth-fun");
  if (!synth || others.length > 0) throw new Error("exactly one synth-fun was expected");
  const [, name, params, sort, ...grammar] = synth.items;
  const macros = named("define-fun").map(definitionOf);
  return {
    text,
    name: nameOf(name),
    params: itemsOf(params).map((param) => {
      const [variable, of] = itemsOf(param);
      return { name: nameOf(variable), sort: sortText(of) };
    }),
    sort: sortText(sort),
    rules: rulesOf(grammar),
    macros,
    variables: new Map(
      named("declare-var").map(({ items: [, variable, of] }) => [nameOf(variable), sortText(of)]),
    ),
    constraints: named("constraint"),
    // Version 2 declares the non-terminals ahead of the grammar.
    escapes: grammar.length === 1 ? "sygus1" : "smt",
  };
}

function rulesOf(grammar: readonly Node[]): Problem["rules"] {
  const groups = grammar.at(-1);
  if (!groups) return;
  const rules = itemsOf(groups).map((group): [string, readonly Node[]] => {
    const [nonTerminal, , productions] = itemsOf(group);
    return [nameOf(nonTerminal), itemsOf(productions)];
  });
  return new Map(rules);
}

/** `(= (f inputs…) output)` or the same the other way round, all inputs and the output without variables or calls of f. */
export interface Row {
  readonly constraint: List;
  readonly inputs: readonly Node[];
  readonly output: Node;
}

/** The constraints as rows; undefined where one of them is none. */
export function rowsOf({ name, constraints, variables }: Problem): Row[] | undefined {
  const isGround = (node: Node): boolean =>
    isList(node)
      ? node.items.every(isGround)
      : !(isSymbol(node) && (node.text === name || variables.has(node.text)));
  const rows: Row[] = [];
  for (const constraint of constraints) {
    const [, equation] = constraint.items;
    const [head, left, right] = isList(equation) ? equation.items : [];
    const sides = [
      [left, right],
      [right, left],
    ];
    const found = sides.find(([call]) => isList(call) && isSymbol(call.items[0], name));
    if (!isSymbol(head, "=") || !found) return;
    const [application, output] = found;
    const inputs = itemsOf(application).slice(1);
    if (![...inputs, output].every(isGround)) return;
    rows.push({ constraint, inputs, output });
  }
  return rows;
}

/** On how many rows every function is wrong at least: rows with the same inputs and other outputs. */
export function leastWrong(rows: readonly Row[]): number {
  const groups = new Map<string, Map<string, number>>();
  for (const { inputs, output } of rows) {
    const key = inputs.map(shown).join(" ");
    const counts = groups.get(key) ?? new Map<string, number>();
    groups.set(key, counts.set(shown(output), (counts.get(shown(output)) ?? 0) + 1));
  }
  let right = 0;
  for (const counts of groups.values()) right += Math.max(...counts.values());
  return rows.length - right;
}

/** The file's text with other text in place of some of its expressions. */
export function replaced(text: string, edits: ReadonlyMap<Node, string>): string {
  let [done, result] = [0, ""];
  for (const [{ start, end }, by] of [...edits].sort(([a], [b]) => a.start - b.start)) {
    result += text.slice(done, start) + by;
    done = end;
  }
  return result + text.slice(done);
}
