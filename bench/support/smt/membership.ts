/** @file Whether a term is derivable from a SyGuS grammar (SyGuS-IF 2.1, section 2.8), by matching it against productions. */

import { isList, isSymbol, itemsOf, type Node, nameOf, shown } from "./sexp.ts";
import { type Escapes, literal, literalValue, sortOf, type Value } from "./values.ts";

export interface TermGrammar {
  readonly start: string;
  /** Right-hand sides by non-terminal. */
  readonly rules: ReadonlyMap<string, readonly Node[]>;
  /** Sorts of the function's parameters by name. */
  readonly params: ReadonlyMap<string, string>;
  /** Sorts of the non-terminals and parameters in one spelling. */
  readonly sortText: (node: Node) => string;
  readonly escapes: Escapes;
}

/** The term has no let. */
export function isDerivable(term: Node, grammar: TermGrammar): boolean {
  const { rules, escapes } = grammar;
  const known = new Map<string, Map<Node, boolean>>();
  const reach = new Map([...rules.keys()].map((name) => [name, chained(name, rules)]));

  const derives = (name: string, node: Node): boolean => {
    const before = known.get(name) ?? new Map<Node, boolean>();
    known.set(name, before);
    let found = before.get(node);
    if (found === undefined) {
      found = reach.get(name)!.some((each) => rules.get(each)!.some((pattern) => stands(pattern, node)));
      before.set(node, found);
    }
    return found;
  };
  /** A production that is no bare non-terminal, against a term; what is nested in it may be anything. */
  const stands = (pattern: Node, node: Node): boolean =>
    !(isSymbol(pattern) && rules.has(pattern.text)) && matches(pattern, node);
  const matches = (pattern: Node, node: Node): boolean => {
    if (isSymbol(pattern) && rules.has(pattern.text)) return derives(pattern.text, node);
    const value = literalValue(node, escapes);
    const wanted = literalValue(pattern, escapes);
    if (wanted !== undefined) return value !== undefined && same(value, wanted);
    if (!isList(pattern)) return !isList(node) && node.kind === pattern.kind && node.text === pattern.text;
    const { items } = pattern;
    if (items.length === 2 && isSymbol(items[0], "Constant"))
      return value !== undefined && sortOf(value) === grammar.sortText(items[1]);
    if (items.length === 2 && isSymbol(items[0], "Variable"))
      return isSymbol(node) && grammar.params.get(node.text) === grammar.sortText(items[1]);
    if (!isList(node) || node.items.length !== items.length) return false;
    return items.every((item, i) =>
      i === 0 ? shown(item) === shown(node.items[0]) : matches(item, node.items[i]),
    );
  };
  return derives(grammar.start, term);
}

const same = (a: Value, b: Value): boolean => sortOf(a) === sortOf(b) && literal(a) === literal(b);

/** The non-terminal itself and those that it reaches through productions that are bare non-terminals. */
function chained(name: string, rules: ReadonlyMap<string, readonly Node[]>): string[] {
  const found = [name];
  for (const each of found) {
    for (const pattern of rules.get(each)!) {
      if (isSymbol(pattern) && rules.has(pattern.text) && !found.includes(pattern.text))
        found.push(pattern.text);
    }
  }
  return found;
}

/** The term with the names replaced, and what its lets bind put in place; shared parts are shared nodes. */
export function substituted(node: Node, names: ReadonlyMap<string, Node>): Node {
  if (!isList(node)) return isSymbol(node) ? (names.get(node.text) ?? node) : node;
  const [head, bindings, body] = node.items;
  if (isSymbol(head, "let")) {
    const inner = new Map(names);
    for (const binding of itemsOf(bindings)) {
      const [name, term] = itemsOf(binding);
      inner.set(nameOf(name), substituted(term, names));
    }
    return substituted(body, inner);
  }
  if (isSymbol(head, "_")) return node;
  const [first, ...rest] = node.items;
  return { ...node, items: [first, ...rest.map((item) => substituted(item, names))] };
}

/** Nodes of a term: an application is one more than its arguments have. */
export function sizeOf(term: Node, known = new Map<Node, number>()): number {
  if (!isList(term) || isSymbol(term.items[0], "_")) return 1;
  let size = known.get(term);
  if (size === undefined) {
    size = term.items.slice(1).reduce((sum, item) => sum + sizeOf(item, known), 1);
    known.set(term, size);
  }
  return size;
}
