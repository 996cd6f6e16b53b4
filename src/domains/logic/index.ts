/** @file Choosing and combining: conditionals, fallbacks, and, or, not; whole numbers compared with constants. */

import { bits, type Domain, isStructured, type Production, type Sample } from "../../language/grammar.ts";
import type { Primitive } from "../../language/primitive.ts";
import { Binding, infix } from "../../language/print.ts";
import { BOOL, baseType, INT, option, showType, variable } from "../../language/type.ts";

const A = variable("a");

/** The second where the first is true, the third where it is false. */
export const choose: Primitive = {
  name: "if",
  params: [BOOL, A, A],
  result: A,
  partial: false,
  selects: { test: 0, then: 1, else: 2 },
  run: ([test, yes, no]) => (test === true ? yes : test === false ? no : undefined),
  microcode: { params: 3, steps: [{ op: "ite", from: [0, 1, 2], width: 64 }], result: 3 },
  print: ([test, yes, no], context) => ({
    text: `${context.at(test, Binding.Nullish)} ? ${context.at(yes, Binding.Conditional)} : ${context.at(no, Binding.Conditional)}`,
    binding: Binding.Conditional,
  }),
};

/** The first, or the second where the first has no value. */
export const otherwise: Primitive = {
  name: "else",
  params: [A, A],
  result: A,
  partial: false,
  lazy: [true, true],
  recovers: { value: 0, otherwise: 1 },
  run: ([value, other]) => (value === undefined ? other : value),
  print: infix("??", Binding.Nullish),
};

/** True for false, and the other way round. */
export const not: Primitive = {
  name: "not",
  params: [BOOL],
  result: BOOL,
  partial: false,
  run: ([a]) => !a,
  microcode: { params: 1, steps: [{ op: "not", from: [0], width: 1 }], result: 1 },
  print: ([a], context) => ({ text: `!${context.at(a, Binding.Unary)}`, binding: Binding.Unary }),
};

/** Whether both hold. */
export const both: Primitive = {
  name: "and",
  params: [BOOL, BOOL],
  result: BOOL,
  partial: false,
  normal: ["commutative", "associative"],
  run: ([a, b]) => a === true && b === true,
  microcode: { params: 2, steps: [{ op: "and", from: [0, 1], width: 1 }], result: 2 },
  print: infix("&&", Binding.And),
};

/** Whether one of them holds. */
export const either: Primitive = {
  name: "or",
  params: [BOOL, BOOL],
  result: BOOL,
  partial: false,
  normal: ["commutative", "associative"],
  run: ([a, b]) => a === true || b === true,
  microcode: { params: 2, steps: [{ op: "or", from: [0, 1], width: 1 }], result: 2 },
  print: infix("||", Binding.Or),
};

/** Whether it is null. */
export const isNull: Primitive = {
  name: "is-null",
  params: [option(A)],
  result: BOOL,
  partial: false,
  run: ([a]) => a === null,
  print: ([a], context) => ({
    text: `${context.at(a, Binding.Equality)} === null`,
    binding: Binding.Equality,
  }),
};

/** Whether two whole numbers are equal. */
export const isCount: Primitive = {
  name: "is",
  params: [INT, INT],
  result: BOOL,
  partial: false,
  normal: ["commutative"],
  run: ([a, b]) => a === b,
  print: infix("===", Binding.Equality),
};

/** Whether the first whole number is not smaller than the second. */
export const atLeast: Primitive = {
  name: "at-least",
  params: [INT, INT],
  result: BOOL,
  partial: false,
  run: ([a, b]) => (a as number) >= (b as number),
  print: infix(">=", Binding.Relational),
};

const COUNTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 18, 20, 50, 100];

function propose(sample: Sample) {
  const result = showType(baseType(sample.result));
  const structured = isStructured(sample);
  // The body of a lambda is mostly looked for bottom-up.
  const inLambda = structured && sample.outer !== undefined;
  const productions: Production[] = [
    {
      sort: result,
      head: { primitive: choose },
      args: [{ sort: "bool" }, { sort: result }, { sort: result }],
      cost: bits(3),
      climbs: inLambda && result !== "bool",
    },
    {
      sort: result,
      head: { primitive: otherwise },
      args: [{ sort: result }, { sort: result }],
      cost: bits(2.5),
      climbs: false,
    },
    {
      sort: "bool",
      head: { primitive: not },
      args: [{ sort: "bool" }],
      cost: bits(1),
      climbs: inLambda && result === "bool",
    },
    {
      sort: "bool",
      head: { primitive: both },
      args: [{ sort: "bool" }, { sort: "bool" }],
      cost: bits(3),
      climbs: structured || result === "bool",
    },
    {
      sort: "bool",
      head: { primitive: either },
      args: [{ sort: "bool" }, { sort: "bool" }],
      cost: bits(3),
      climbs: structured || result === "bool",
    },
  ];
  // Data structures come with comparisons of whole numbers of any kind.
  if (!structured) {
    for (const primitive of [isCount, atLeast]) {
      const args = [{ sort: "int" }, { sort: "logic:count" }];
      productions.push({ sort: "bool", head: { primitive }, args, cost: bits(3) });
    }
    for (const count of COUNTS) {
      const cost = bits(Math.min(6, 1.5 + count / 4));
      productions.push({ sort: "logic:count", head: { literal: count }, args: [], cost });
    }
  }
  sample.inputs.forEach(({ type }, input) => {
    if (type.kind !== "option") return;
    const sort = `logic:optional/${input}`;
    productions.push({ sort, head: { input }, args: [], cost: bits(1) });
    productions.push({ sort: "bool", head: { primitive: isNull }, args: [{ sort }], cost: bits(2) });
  });
  const sorts = [
    ...(structured ? [] : [{ name: "logic:count", type: INT }]),
    ...sample.inputs.flatMap(({ type }, input) =>
      type.kind === "option" ? [{ name: `logic:optional/${input}`, type: baseType(type) }] : [],
    ),
  ];
  return { sorts, productions };
}

export const logicDomain: Domain = {
  name: "logic",
  layouts: [],
  primitives: [choose, otherwise, not, both, either, isNull, isCount, atLeast],
  propose,
};
