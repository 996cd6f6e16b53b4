/**
 * @file SMT-LIB's names for primitives: what an operator is at the types of its arguments, and how one that takes any
 * number of arguments is folded into calls of two.
 */

import type { Primitive } from "../../language/primitive.ts";
import { apply, type Program } from "../../language/program.ts";
import { INT, sameType, type Type } from "../../language/type.ts";
import { bitsPrimitive } from "../bits/primitives.ts";
import { both, either, not } from "../logic/index.ts";
import { distinct, equal, implies, ite, xor } from "./core.ts";
import * as ints from "./ints.ts";
import * as strings from "./strings.ts";

/** How more arguments than two are taken: `(- a b c)`, `(=> a b c)`, `(< a b c)`, `(distinct a b c)`. */
type Fold = "left" | "right" | "chain" | "pairs";

interface Operator {
  readonly primitive: Primitive;
  readonly fold?: Fold;
}

const FIXED: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["str.++", { primitive: strings.concat, fold: "left" }],
  ["str.len", { primitive: strings.length }],
  ["str.substr", { primitive: strings.substr }],
  ["str.at", { primitive: strings.charAt }],
  ["str.replace", { primitive: strings.replace }],
  ["str.replace_all", { primitive: strings.replaceAll }],
  ["str.indexof", { primitive: strings.indexOf }],
  ["str.contains", { primitive: strings.contains }],
  ["str.prefixof", { primitive: strings.prefixOf }],
  ["str.suffixof", { primitive: strings.suffixOf }],
  ["str.<", { primitive: strings.before, fold: "chain" }],
  ["str.<=", { primitive: strings.notAfter, fold: "chain" }],
  ["str.to_int", { primitive: strings.toInt }],
  ["str.from_int", { primitive: strings.fromInt }],
  ["str.is_digit", { primitive: strings.isDigit }],
  ["str.to_code", { primitive: strings.toCode }],
  ["str.from_code", { primitive: strings.fromCode }],
  ["+", { primitive: ints.add, fold: "left" }],
  ["-", { primitive: ints.subtract, fold: "left" }],
  ["*", { primitive: ints.multiply, fold: "left" }],
  ["div", { primitive: ints.div, fold: "left" }],
  ["mod", { primitive: ints.mod }],
  ["abs", { primitive: ints.absolute }],
  ["<", { primitive: ints.less, fold: "chain" }],
  ["<=", { primitive: ints.atMost, fold: "chain" }],
  [">", { primitive: ints.greater, fold: "chain" }],
  [">=", { primitive: ints.atLeast, fold: "chain" }],
  ["not", { primitive: not }],
  ["and", { primitive: both, fold: "left" }],
  ["or", { primitive: either, fold: "left" }],
  ["xor", { primitive: xor, fold: "left" }],
  ["=>", { primitive: implies, fold: "right" }],
]);

/** SyGuS-IF 1 spellings of operators that have another name since. */
export const OLD_NAMES: ReadonlyMap<string, string> = new Map([
  ["str.to.int", "str.to_int"],
  ["int.to.str", "str.from_int"],
]);

/** Operators at any type. */
const GENERIC = ["=", "distinct", "ite"];

type Arity = readonly [args: number, indices: number];

function named(names: string, arity: Arity): [string, Arity][] {
  return names.split(" ").map((name) => [name, arity]);
}

/** Bit-vector operators by how many arguments and indices they take; those of `FOLDED` take two or more. */
const BITS: ReadonlyMap<string, Arity> = new Map<string, Arity>([
  ...named("bvnot bvneg", [1, 0]),
  ...named(
    "bvand bvor bvxor bvnand bvnor bvxnor bvadd bvsub bvmul bvudiv bvurem bvsdiv bvsrem bvsmod",
    [2, 0],
  ),
  ...named("bvshl bvlshr bvashr bvult bvule bvugt bvuge bvslt bvsle bvsgt bvsge bvcomp concat", [2, 0]),
  ...named("zero_extend sign_extend rotate_left rotate_right repeat", [1, 1]),
  ...named("extract", [1, 2]),
]);
const FOLDED = new Set(["bvand", "bvor", "bvxor", "bvadd", "bvmul", "concat"]);

/** All names that `callOf` knows. */
export const OPERATORS: readonly string[] = [
  ...FIXED.keys(),
  ...OLD_NAMES.keys(),
  ...GENERIC,
  ...BITS.keys(),
];

/** The sort as SMT-LIB writes it. */
export function sortText(type: Type): string {
  switch (type.kind) {
    case "int":
      return "Int";
    case "bool":
      return "Bool";
    case "text":
      return "String";
    case "bits":
      return `(_ BitVec ${type.width})`;
    default:
      throw new Error(`internal: ${type.kind} is no SMT-LIB sort`);
  }
}

/** Of one call: folded, they nest; of `pairs` so few that their comparisons nest no deeper. */
const MAX_ARGUMENTS = 100;
const MAX_PAIRED = 14;

/** A call that was asked for with arguments that the operator does not take; says what it takes. */
export class CallError extends Error {}

/** The operator applied to the arguments. Throws `CallError`; the name must be one of `OPERATORS`. */
export function callOf(name: string, args: readonly Program[], indices: readonly number[] = []): Program {
  const types = args.map(({ type }) => type);
  const most = name === "distinct" ? MAX_PAIRED : MAX_ARGUMENTS;
  if (args.length > most) throw new CallError(`takes at most ${most} arguments`);
  if (!BITS.has(name) && indices.length > 0) throw new CallError("takes no indices");
  if (name === "ite") return iteOf(args, types);
  if (BITS.has(name)) return bitsCall(name, args, types, indices);
  const { primitive, fold } = operatorAt(name, types);
  return folded(args, primitive, args.length > 2 ? fold : undefined);
}

function operatorAt(name: string, types: readonly Type[]): Operator {
  if (name === "=" || name === "distinct") {
    if (types.length < 2) throw mismatch(types, "two arguments or more of one sort");
    return name === "="
      ? { primitive: equal(types[0]), fold: "chain" }
      : { primitive: distinct(types[0]), fold: "pairs" };
  }
  if (name === "-" && types.length === 1) return { primitive: ints.negate };
  return FIXED.get(OLD_NAMES.get(name) ?? name) as Operator;
}

function iteOf(args: readonly Program[], types: readonly Type[]): Program {
  const [test, then, otherwise] = types;
  if (types.length !== 3 || test.kind !== "bool" || !sameType(then, otherwise)) {
    throw mismatch(types, "(Bool S S) for any sort S");
  }
  return apply(ite(then), args);
}

function bitsCall(
  name: string,
  args: readonly Program[],
  types: readonly Type[],
  indices: readonly number[],
): Program {
  const [arity, indexed] = BITS.get(name) as Arity;
  if (indices.length !== indexed) {
    throw new CallError(indexed === 0 ? "takes no indices" : `is written (_ ${name}${" N".repeat(indexed)})`);
  }
  const widths = types.map((type) => (type.kind === "bits" ? type.width : 0));
  const more = FOLDED.has(name) && args.length > arity;
  const alike = name === "concat" || widths.every((width) => width === widths[0]);
  if (widths.includes(0) || (args.length !== arity && !more) || !alike) {
    throw mismatch(
      types,
      `${arity === 1 ? "one bit-vector" : "two bit-vectors"}${alike ? "" : " of one width"}`,
    );
  }
  const binary = (parts: readonly Program[]): Program => {
    const own = parts.map(({ type }) => (type.kind === "bits" ? type.width : 0));
    const primitive = bitsPrimitive(name, name === "concat" ? own : own.slice(0, 1), indices);
    if (!primitive) throw new CallError("is not possible at these widths and indices (widths are 1 to 64)");
    return apply(primitive, parts);
  };
  return more ? args.slice(1).reduce<Program>((sum, arg) => binary([sum, arg]), args[0]) : binary(args);
}

function folded(args: readonly Program[], primitive: Primitive, fold: Fold | undefined): Program {
  const call = (...parts: Program[]): Program => {
    const { params } = primitive;
    if (parts.length === params.length && parts.every(({ type }, i) => sameType(type, params[i])))
      return apply(primitive, parts);
    throw mismatch(
      parts.map(({ type }) => type),
      `(${params.map(sortText).join(" ")})`,
    );
  };
  const all = (tests: Program[]): Program => tests.reduce((sum, test) => apply(both, [sum, test]));
  switch (fold) {
    case undefined:
      return call(...args);
    case "left":
      return args.slice(1).reduce((sum, arg) => call(sum, arg), args[0]);
    case "right":
      return args.slice(0, -1).reduceRight((sum, arg) => call(arg, sum), args[args.length - 1]);
    case "chain":
      return all(args.slice(1).map((arg, i) => call(args[i], arg)));
    case "pairs":
      return all(args.flatMap((a, i) => args.slice(i + 1).map((b) => call(a, b))));
  }
}

const mismatch = (types: readonly Type[], wanted: string): CallError =>
  new CallError(`takes ${wanted}, not (${types.map(sortText).join(" ")})`);

/** The names of the primitives that calls without indices are made of, where they do not depend on a type. */
export const nameOf: ReadonlyMap<Primitive, string> = new Map<Primitive, string>([
  ...[...FIXED].map(([name, { primitive }]) => [primitive, name] as const),
  [ints.negate, "-"],
]);

/** The SMT-LIB name of a primitive of this folder or of the bit-vectors, with its indices: `str.++`, `(_ extract 7 0)`. */
export function operatorText(primitive: Primitive): string | undefined {
  const fixed = nameOf.get(primitive);
  if (fixed !== undefined) return fixed;
  const generic = /^smt-(equal|distinct|ite)-/.exec(primitive.name)?.[1];
  if (generic !== undefined) return generic === "equal" ? "=" : generic;
  const [, stem = "", digits = ""] = /^([a-z-]+?)-([\d-]+)$/.exec(primitive.name) ?? [];
  const word = stem.replace("-", "_");
  if (word === "bveq") return "=";
  if (!BITS.has(word)) return undefined;
  const numbers = digits.split("-");
  const [, indexed] = BITS.get(word) as Arity;
  return indexed === 0 ? word : `(_ ${word} ${numbers.slice(0, indexed).join(" ")})`;
}

/** Every operator, indexed ones aside, all of whose sorts are among these. */
export function theoryPrimitives(types: readonly Type[]): Primitive[] {
  const isHere = (type: Type): boolean => types.some((other) => sameType(other, type));
  const primitives = [...FIXED.values()].map(({ primitive }) => primitive);
  if (isHere(INT)) primitives.push(ints.negate);
  for (const type of types) {
    primitives.push(equal(type), ite(type));
    if (type.kind !== "bits") continue;
    for (const [name, [, indices]] of BITS) {
      if (indices > 0 || name === "concat") continue;
      const primitive = bitsPrimitive(name, [type.width]);
      if (primitive) primitives.push(primitive);
    }
  }
  return primitives.filter(({ params, result }) => [...params, result].every(isHere));
}
