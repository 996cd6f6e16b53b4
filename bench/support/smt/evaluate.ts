/** @file The value of an SMT-LIB term over Core, Ints, Strings and FixedSizeBitVectors, straight from its text. */

import { callBits, callIndexedBits } from "./bits.ts";
import { isList, isSymbol, itemsOf, type Node, nameOf, shown } from "./sexp.ts";
import * as strings from "./strings.ts";
import {
  asBool,
  asInt,
  asText,
  type Escapes,
  equal,
  literalValue,
  sortOf,
  UNSPECIFIED,
  type Value,
} from "./values.ts";

/** A define-fun. */
export interface Definition {
  readonly name: string;
  readonly params: readonly { readonly name: string; readonly sort: string }[];
  readonly sort: string;
  readonly body: Node;
}

export interface Scope {
  readonly functions: ReadonlyMap<string, Definition>;
  readonly values: ReadonlyMap<string, Value>;
  readonly escapes: Escapes;
}

type Result = Value | typeof UNSPECIFIED;

/** A sort in one spelling; that of version 1, `(BitVec 64)`, becomes `(_ BitVec 64)`. */
export function sortText(node: Node): string {
  return shown(node).replace(/^\(BitVec (\d+)\)$/, "(_ BitVec $1)");
}

/** Reads `(define-fun name ((x Sort) …) Sort body)`. */
export function definitionOf(node: Node): Definition {
  const [, name, params, sort, body] = itemsOf(node);
  return {
    name: nameOf(name),
    params: itemsOf(params).map((param) => {
      const [variable, of] = itemsOf(param);
      return { name: nameOf(variable), sort: sortText(of) };
    }),
    sort: sortText(sort),
    body,
  };
}

/** Throws for what is no well-sorted term. */
export function evaluate(term: Node, scope: Scope): Result {
  const value = literalValue(term, scope.escapes);
  if (value !== undefined) return value;
  if (!isList(term)) {
    if (!isSymbol(term)) throw new Error(`no term: ${shown(term)}`);
    const bound = scope.values.get(term.text);
    return bound ?? call(term.text, [], scope);
  }
  const [head, ...rest] = term.items;
  if (isSymbol(head, "let")) return inLet(rest, scope);
  if (isSymbol(head, "ite")) {
    if (rest.length !== 3) throw new Error("ite takes 3 arguments");
    const test = evaluate(rest[0], scope);
    return test === UNSPECIFIED ? test : evaluate(rest[asBool(test) ? 1 : 2], scope);
  }
  const args = rest.map((argument) => evaluate(argument, scope));
  if (isSymbol(head, "and")) return junction(args, false);
  if (isSymbol(head, "or")) return junction(args, true);
  if (isSymbol(head, "=>")) return implication(args);
  const known: Value[] = [];
  for (const argument of args) {
    if (argument === UNSPECIFIED) return UNSPECIFIED;
    known.push(argument);
  }
  if (!isList(head)) return call(nameOf(head), known, scope);
  const [underscore, name, ...indices] = head.items;
  if (!isSymbol(underscore, "_") || known.length !== 1) throw new Error(`no call: ${shown(term)}`);
  return callIndexedBits(nameOf(name), indices.map(indexOf), known[0]);
}

const indexOf = (node: Node): number => {
  if (node.kind !== "numeral") throw new Error(`an index was expected, not ${shown(node)}`);
  return Number(node.text);
};

/** The bindings of a let are parallel. */
function inLet([bindings, body]: readonly Node[], scope: Scope): Result {
  const values = new Map(scope.values);
  for (const binding of itemsOf(bindings)) {
    const [name, term] = itemsOf(binding);
    const value = evaluate(term, scope);
    if (value === UNSPECIFIED) return value;
    values.set(nameOf(name), value);
  }
  return evaluate(body, { ...scope, values });
}

/** `or` where `decisive` is true, `and` where it is false: one decisive argument decides, whatever the others are. */
function junction(args: readonly Result[], decisive: boolean): Result {
  const known = args.filter((argument) => argument !== UNSPECIFIED).map(asBool);
  if (known.includes(decisive)) return decisive;
  return known.length < args.length ? UNSPECIFIED : !decisive;
}

/** Right-associative. */
function implication(args: readonly Result[]): Result {
  const premises = args.slice(0, -1).map((each) => (each === UNSPECIFIED ? each : !asBool(each)));
  return junction([...premises, ...args.slice(-1)], true);
}

/** Calls a function of the file or of a theory. */
function call(name: string, args: readonly Value[], scope: Scope): Result {
  const definition = scope.functions.get(name);
  if (definition) return callDefinition(definition, args, scope);
  const theory = THEORY.get(name);
  if (theory) return theory(args);
  const bits = callBits(name, args);
  if (bits === undefined) throw new Error(`no such function: ${name}`);
  return bits;
}

function callDefinition(definition: Definition, args: readonly Value[], scope: Scope): Result {
  const { name, params, sort, body } = definition;
  if (args.length !== params.length) throw new Error(`${name} takes ${params.length} arguments`);
  args.forEach((value, i) => {
    const wanted = params[i].sort;
    if (sortOf(value) !== wanted) throw new Error(`${name}: argument ${i + 1} is of sort ${sortOf(value)}`);
  });
  const values = new Map(args.map((value, i) => [params[i].name, value]));
  const result = evaluate(body, { ...scope, values });
  if (result !== UNSPECIFIED && sortOf(result) !== sort) throw new Error(`${name} gives a ${sortOf(result)}`);
  return result;
}

type Theory = (args: readonly Value[]) => Result;

/** A function of so many arguments, each read by its sort. */
function plain<T extends readonly unknown[]>(
  readers: { readonly [K in keyof T]: (value: Value) => T[K] },
  f: (...args: T) => Result,
): Theory {
  return (args) => {
    if (args.length !== readers.length) throw new Error(`${readers.length} arguments expected`);
    return f(...(readers.map((read, i) => read(args[i])) as unknown as T));
  };
}

/** `:left-assoc`. */
const folded =
  <T extends Value>(read: (value: Value) => T, f: (a: T, b: T) => T): Theory =>
  (args) => {
    if (args.length < 2) throw new Error("2 arguments or more expected");
    return args.map(read).reduce(f);
  };

/** `:chainable`: holds between each argument and the next. */
const chained =
  <T extends Value>(read: (value: Value) => T, f: (a: T, b: T) => boolean): Theory =>
  (args) => {
    if (args.length < 2) throw new Error("2 arguments or more expected");
    const all = args.map(read);
    return all.slice(1).every((each, i) => f(all[i], each));
  };

const asIs = (value: Value): Value => value;

/** Euclidean: the remainder is never negative, whatever the signs (theory of Ints). */
function modulo(a: bigint, b: bigint): bigint {
  const rest = a % b;
  if (rest >= 0n) return rest;
  return b < 0n ? rest - b : rest + b;
}

const minus: Theory = (args) => (args.length === 1 ? -asInt(args[0]) : folded(asInt, (a, b) => a - b)(args));

/** `:pairwise`. */
const distinct: Theory = (args) => {
  if (args.length < 2) throw new Error("2 arguments or more expected");
  return args.every((a, i) => args.slice(i + 1).every((b) => !equal(a, b)));
};

const division: Theory = (args) => {
  if (args.slice(1).some((b) => asInt(b) === 0n)) return UNSPECIFIED;
  return folded(asInt, (a, b) => (a - modulo(a, b)) / b)(args);
};

const THEORY: ReadonlyMap<string, Theory> = new Map<string, Theory>([
  ["not", plain([asBool], (a) => !a)],
  ["xor", folded(asBool, (a, b) => a !== b)],
  ["=", chained(asIs, equal)],
  ["distinct", distinct],
  ["+", folded(asInt, (a, b) => a + b)],
  ["-", minus],
  ["*", folded(asInt, (a, b) => a * b)],
  ["div", division],
  ["mod", plain([asInt, asInt], (a, b) => (b === 0n ? UNSPECIFIED : modulo(a, b)))],
  ["abs", plain([asInt], (a) => (a < 0n ? -a : a))],
  ["<=", chained(asInt, (a, b) => a <= b)],
  ["<", chained(asInt, (a, b) => a < b)],
  [">=", chained(asInt, (a, b) => a >= b)],
  [">", chained(asInt, (a, b) => a > b)],
  ["str.++", folded(asText, (a, b) => [...a, ...b])],
  ["str.len", plain([asText], (w) => BigInt(w.length))],
  ["str.substr", plain([asText, asInt, asInt], strings.substr)],
  ["str.at", plain([asText, asInt], strings.at)],
  ["str.indexof", plain([asText, asText, asInt], strings.indexOf)],
  ["str.contains", plain([asText, asText], strings.contains)],
  ["str.prefixof", plain([asText, asText], strings.isPrefix)],
  ["str.suffixof", plain([asText, asText], strings.isSuffix)],
  ["str.replace", plain([asText, asText, asText], strings.replace)],
  ["str.replace_all", plain([asText, asText, asText], strings.replaceAll)],
  ["str.<", chained(asText, strings.isLess)],
  ["str.<=", chained(asText, (a, b) => !strings.isLess(b, a))],
  ["str.is_digit", plain([asText], strings.isDigit)],
  ["str.to_int", plain([asText], strings.toInt)],
  ["str.to.int", plain([asText], strings.toInt)],
  ["str.from_int", plain([asInt], strings.fromInt)],
  ["int.to.str", plain([asInt], strings.fromInt)],
  ["str.to_code", plain([asText], strings.toCode)],
  ["str.from_code", plain([asInt], strings.fromCode)],
]);
