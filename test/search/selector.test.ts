/** @file Which primitives are selectors, and what their tests say. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitsPrimitive } from "../../src/domains/bits/primitives.ts";
import { choose } from "../../src/domains/logic/index.ts";
import { distinct, equal, ite } from "../../src/domains/smt/core.ts";
import { add, less } from "../../src/domains/smt/ints.ts";
import { concat, length } from "../../src/domains/smt/strings.ts";
import type { Primitive } from "../../src/language/primitive.ts";
import { apply, input, literal, type Program } from "../../src/language/program.ts";
import { BOOL, bitVector, INT, TEXT, type Type } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import { type Selector, selectorOf, testOf } from "../../src/search/selector.ts";
import { macroOf } from "../../src/tasks/sygus/macro.ts";

const WORD = bitVector(64);
const macro = (params: readonly Type[], body: Program): Primitive => macroOf("m", params, body, []);
const at = input;
const bvand = bitsPrimitive("bvand", [64]) as Primitive;
const isOne = apply(equal(WORD), [at(0, WORD), literal(1n, WORD)]);

/** `im(x, y, z) = ite(x = 1, y, z)`. */
const im = macro([WORD, WORD, WORD], apply(ite(WORD), [isOne, at(1, WORD), at(2, WORD)]));

interface Case {
  readonly primitive: Primitive;
  /** Positions: tested, then, else. */
  readonly places: readonly [readonly number[], number, number];
}

const SELECTORS: readonly (readonly [string, Case])[] = [
  ["ite", { primitive: ite(TEXT), places: [[0], 1, 2] }],
  ["a choice between values of any type", { primitive: choose, places: [[0], 1, 2] }],
  ["im(x, y, z) = ite(x = 1, y, z)", { primitive: im, places: [[0], 1, 2] }],
  [
    "arguments in another order",
    {
      primitive: macro([TEXT, TEXT, BOOL], apply(ite(TEXT), [at(2, BOOL), at(1, TEXT), at(0, TEXT)])),
      places: [[2], 1, 0],
    },
  ],
  [
    "a test of two arguments",
    {
      primitive: macro(
        [INT, TEXT, INT, TEXT],
        apply(ite(TEXT), [apply(less, [at(2, INT), at(0, INT)]), at(1, TEXT), at(3, TEXT)]),
      ),
      places: [[0, 2], 1, 3],
    },
  ],
  [
    "a test with calls in it",
    {
      primitive: macro(
        [TEXT, TEXT, TEXT],
        apply(ite(TEXT), [
          apply(less, [apply(length, [at(0, TEXT)]), apply(add, [literal(1, INT), literal(2, INT)])]),
          at(2, TEXT),
          at(1, TEXT),
        ]),
      ),
      places: [[0], 2, 1],
    },
  ],
];

const NONE: readonly (readonly [string, Primitive])[] = [
  ["no choice at all", concat],
  ["a macro of another call", macro([TEXT, TEXT], apply(concat, [at(0, TEXT), at(1, TEXT)]))],
  ["a macro that is an argument", macro([TEXT], at(0, TEXT))],
  ["a macro that is a constant", macro([], literal("a", TEXT))],
  ["one branch twice", macro([BOOL, TEXT], apply(ite(TEXT), [at(0, BOOL), at(1, TEXT), at(1, TEXT)]))],
  [
    "a branch that is a constant",
    macro([BOOL, TEXT], apply(ite(TEXT), [at(0, BOOL), at(1, TEXT), literal("", TEXT)])),
  ],
  [
    "a branch that is a call",
    macro(
      [WORD, WORD, WORD],
      apply(ite(WORD), [isOne, apply(bvand, [at(1, WORD), at(2, WORD)]), at(2, WORD)]),
    ),
  ],
  ["a branch that is tested", macro([WORD, WORD], apply(ite(WORD), [isOne, at(0, WORD), at(1, WORD)]))],
  [
    "a test of constants",
    macro(
      [TEXT, TEXT],
      apply(ite(TEXT), [apply(less, [literal(1, INT), literal(2, INT)]), at(0, TEXT), at(1, TEXT)]),
    ),
  ],
  [
    "a test of the other branch",
    macro(
      [TEXT, TEXT],
      apply(ite(TEXT), [apply(distinct(TEXT), [at(1, TEXT), literal("", TEXT)]), at(0, TEXT), at(1, TEXT)]),
    ),
  ],
];

/** Whether a call is the branch that the selector says, for all arguments of these types. */
function expectChoice(primitive: Primitive, selector: Selector, types: readonly Type[]): void {
  const values = (type: Type): fc.Arbitrary<Value> =>
    type === BOOL
      ? fc.boolean()
      : type === INT
        ? fc.integer({ min: -2, max: 2 })
        : type === TEXT
          ? fc.string({ maxLength: 4 })
          : fc.bigInt({ min: 0n, max: 3n });
  const answers = new Set<Value>();
  fc.assert(
    fc.property(fc.tuple(...types.map(values)), (args) => {
      const said = testOf(selector, args);
      answers.add(said);
      expect(primitive.run(args, { fuel: 1e6 })).toBe(args[said === true ? selector.then : selector.else]);
      // The branches do not matter to the test.
      const bare = args.map((value, i) => (selector.tested.includes(i) ? value : undefined));
      expect(testOf(selector, bare)).toBe(said);
    }),
  );
  expect(answers).toEqual(new Set([true, false]));
}

describe("selectors", () => {
  it.each(SELECTORS)("%s", (_, { primitive, places: [tested, yes, no] }) => {
    const selector = selectorOf(primitive);
    expect([...(selector?.tested ?? [])].sort()).toEqual(tested);
    expect([selector?.then, selector?.else]).toEqual([yes, no]);
    if (selector)
      expectChoice(primitive, selector, primitive === choose ? [BOOL, TEXT, TEXT] : primitive.params);
  });

  it("a test has no answer where its argument has no value", () => {
    const selector = selectorOf(im) as Selector;
    expect(testOf(selector, [undefined, 1n, 2n])).toBeUndefined();
    expect(testOf(selectorOf(ite(TEXT)) as Selector, [undefined, "a", "b"])).toBeUndefined();
  });
});

describe("no selectors", () => {
  it.each(NONE)("%s", (_, primitive) => {
    expect(selectorOf(primitive)).toBeUndefined();
  });

  it("a macro that calls another whose test is a call", () => {
    expect(
      selectorOf(macro([WORD, WORD, WORD], apply(im, [at(0, WORD), at(1, WORD), at(2, WORD)]))),
    ).toBeUndefined();
  });
});

describe("macros of macros", () => {
  it("are selectors where the inner one tests an argument as it is", () => {
    const turned = macro([TEXT, BOOL, TEXT], apply(ite(TEXT), [at(1, BOOL), at(2, TEXT), at(0, TEXT)]));
    const outer = macro(
      [TEXT, TEXT, INT],
      apply(turned, [at(0, TEXT), apply(less, [at(2, INT), literal(1, INT)]), at(1, TEXT)]),
    );
    const selector = selectorOf(outer);
    expect(selector).toMatchObject({ tested: [2], then: 1, else: 0 });
    if (selector) expectChoice(outer, selector, outer.params);
  });
});
