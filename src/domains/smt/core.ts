/** @file The operators of the SMT-LIB Core theory that the logic domain does not have: one of each for every type it is used at. */

import type { Microcode } from "../../language/layout.ts";
import type { Primitive } from "../../language/primitive.ts";
import { Binding, infix } from "../../language/print.ts";
import { BOOL, INT, parseType, showType, TEXT, type Type } from "../../language/type.ts";
import { bitsPrimitive } from "../bits/primitives.ts";
import { choose } from "../logic/index.ts";

/** Made once, so that the same operator at the same type is the same primitive. */
const made = new Map<string, Primitive>();

function once(operator: string, type: Type, make: (name: string) => Primitive): Primitive {
  const name = `smt-${operator}-${showType(type).replace("<", "-").replace(">", "")}`;
  const known = made.get(name) ?? make(name);
  made.set(name, known);
  return known;
}

const EQUAL: Microcode = { params: 2, steps: [{ op: "eq", from: [0, 1], width: 64 }], result: 2 };

const DISTINCT: Microcode = {
  params: 2,
  steps: [...EQUAL.steps, { op: "not", from: [2], width: 1 }],
  result: 3,
};

/** Whether both are the same. */
export const equal = (type: Type): Primitive =>
  (type.kind === "bits" && bitsPrimitive("bveq", [type.width])) ||
  once("equal", type, (name) => ({
    name,
    params: [type, type],
    result: BOOL,
    partial: false,
    normal: ["commutative"],
    isEquality: true,
    run: ([a, b]) => a === b,
    ...(type.kind === "bool" && { microcode: EQUAL }),
    print: infix("===", Binding.Equality),
  }));

/** Whether the two differ. */
export const distinct = (type: Type): Primitive =>
  once("distinct", type, (name) => ({
    name,
    params: [type, type],
    result: BOOL,
    partial: false,
    normal: ["commutative"],
    run: ([a, b]) => a !== b,
    ...((type.kind === "bool" || type.kind === "bits") && { microcode: DISTINCT }),
    print: infix("!==", Binding.Equality),
  }));

export const ite = (type: Type): Primitive =>
  once("ite", type, (name) => ({ ...choose, name, params: [BOOL, type, type], result: type }));

/** Whether exactly one of them holds. */
export const xor: Primitive = {
  name: "smt-xor",
  params: [BOOL, BOOL],
  result: BOOL,
  partial: false,
  normal: ["commutative", "associative"],
  run: ([a, b]) => a !== b,
  microcode: DISTINCT,
  print: infix("!==", Binding.Equality),
};

/** Whether the second holds or the first does not. */
export const implies: Primitive = {
  name: "smt-implies",
  params: [BOOL, BOOL],
  result: BOOL,
  partial: false,
  run: ([a, b]) => a !== true || b === true,
  microcode: {
    params: 2,
    steps: [
      { op: "not", from: [0], width: 1 },
      { op: "or", from: [2, 1], width: 1 },
    ],
    result: 3,
  },
  print: ([a, b], { at }) => ({
    text: `!${at(a, Binding.Unary)} || ${at(b, Binding.And)}`,
    binding: Binding.Or,
  }),
};

const FAMILIES = { equal, distinct, ite };

/** The primitive of that name at a type, such as `smt-ite-text` or `smt-equal-bits-8`. */
export function coreNamed(name: string): Primitive | undefined {
  const match = /^smt-(equal|distinct|ite)-(?:(int|text|bool)|bits-(\d+))$/.exec(name);
  if (!match) return undefined;
  const type = parseType(match[2] ?? `bits<${match[3]}>`);
  return type && FAMILIES[match[1] as keyof typeof FAMILIES](type);
}

export const coreAtGroundTypes: readonly Primitive[] = [INT, TEXT, BOOL].flatMap((type) => [
  equal(type),
  distinct(type),
  ite(type),
]);
