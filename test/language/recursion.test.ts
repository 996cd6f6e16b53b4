import { describe, expect, it } from "vitest";
import { choose } from "../../src/domains/logic/index.ts";
import { compile } from "../../src/language/compile.ts";
import { run } from "../../src/language/interpret.ts";
import type { Primitive } from "../../src/language/primitive.ts";
import { Binding, infix, primary } from "../../src/language/print.ts";
import { apply, input, lambda, literal, type Program, variableOf } from "../../src/language/program.ts";
import { again, recur } from "../../src/language/recursion.ts";
import { BOOL, fn, INT, list, type Type, variable } from "../../src/language/type.ts";
import { printModule } from "../../src/language/typescript.ts";
import type { Value } from "../../src/language/value.ts";
import { loadPrinted } from "../support/printed.ts";

const INTS = list(INT);
const A = variable("a");
const define = (
  name: string,
  params: Type[],
  result: Type,
  run: Primitive["run"],
  print: Primitive["print"],
  partial = false,
): Primitive => ({ name, params, result, partial, run, print });
const items = (value: Value): readonly Value[] => value as readonly Value[];

const isEmpty = define(
  "is-empty",
  [list(A)],
  BOOL,
  ([xs]) => items(xs).length === 0,
  ([xs], context) => ({
    text: `${context.at(xs, Binding.Primary)}.length === 0`,
    binding: Binding.Equality,
  }),
);
const tail = define(
  "tail",
  [list(A)],
  list(A),
  ([xs]) => items(xs).slice(1),
  ([xs], context) => primary(`${context.at(xs, Binding.Primary)}.slice(1)`),
);
const plus = define(
  "plus",
  [INT, INT],
  INT,
  ([a, b]) => (a as number) + (b as number),
  infix("+", Binding.Additive),
);
const minus = define(
  "minus",
  [INT, INT],
  INT,
  ([a, b]) => (a as number) - (b as number),
  infix("-", Binding.Additive),
);
const isZero = define(
  "is-zero",
  [INT],
  BOOL,
  ([a]) => a === 0,
  ([a], context) => ({
    text: `${context.at(a, Binding.Equality)} === 0`,
    binding: Binding.Equality,
  }),
);

const overLists = (body: (self: (arg: Program) => Program, xs: Program) => Program): Program => {
  const own = fn([INTS], INT);
  const self = (arg: Program): Program => apply(again[0], [variableOf(0, own), arg], INT);
  return apply(recur[0], [input(0, INTS), lambda(0, [own, INTS], body(self, variableOf(1, INTS)))], INT);
};

const counting = overLists((self, xs) =>
  apply(
    choose,
    [apply(isEmpty, [xs]), literal(0, INT), apply(plus, [self(apply(tail, [xs], INTS)), literal(1, INT)])],
    INT,
  ),
);

const doubling = ((): Program => {
  const own = fn([INT], INT);
  const self = apply(
    again[0],
    [variableOf(0, own), apply(minus, [variableOf(1, INT), literal(1, INT)])],
    INT,
  );
  const body = apply(
    choose,
    [apply(isZero, [variableOf(1, INT)]), literal(1, INT), apply(plus, [self, self])],
    INT,
  );
  return apply(recur[0], [input(0, INT), lambda(0, [own, INT], body)], INT);
})();

const printed = (program: Program, type: Type) =>
  printModule({ name: "f", signature: { params: [{ name: "xs", type }], result: INT }, program });

describe("recursive functions", () => {
  it("are run, and have no value where they do not end", () => {
    expect(run(counting, [[4, 4, 4]])).toBe(3);
    expect(run(doubling, [5])).toBe(32);
    expect(run(doubling, [-1])).toBeUndefined();
    const endless = overLists((self, xs) => self(xs));
    expect(run(endless, [[1]])).toBeUndefined();
  });

  it("have no value where calls do not get smaller, however often they are made", async () => {
    const f = await loadPrinted(printed(doubling, INT).source);
    expect(run(doubling, [-1])).toBeUndefined();
    expect(f(-1)).toBeUndefined();
    const endless = overLists((self, xs) => apply(plus, [self(xs), self(xs)]));
    expect(run(endless, [[1]])).toBeUndefined();
    expect((await loadPrinted(printed(endless, INTS).source))([1])).toBeUndefined();
  });

  it("keep to the stack inside each other, too", () => {
    const own = fn([INT], INT);
    const [f, n, g, k] = [variableOf(0, own), variableOf(1, INT), variableOf(2, own), variableOf(3, INT)];
    const before = (of: Program): Program => apply(minus, [of, literal(1, INT)]);
    const choice = (of: Program, then: Program, otherwise: Program): Program =>
      apply(choose, [apply(isZero, [of]), then, otherwise], INT);
    const inner = choice(k, apply(again[0], [f, before(n)], INT), apply(again[0], [g, before(k)], INT));
    const counted = apply(recur[0], [literal(100, INT), lambda(2, [own, INT], inner)], INT);
    const body = choice(n, literal(7, INT), counted);
    const nested = apply(recur[0], [input(0, INT), lambda(0, [own, INT], body)], INT);
    expect(run(nested, [1])).toBe(7);
    expect(run(nested, [8])).toBe(7);
    expect(() => run(nested, [150])).not.toThrow();
    expect(() => compile(nested)([150])).not.toThrow();
  });

  it("go as deep when interpreted as when printed", async () => {
    const own = fn([INT], INT);
    const [self, n] = [variableOf(0, own), variableOf(1, INT)];
    const less = apply(again[0], [self, apply(minus, [n, literal(1, INT)])], INT);
    const body = apply(choose, [apply(isZero, [n]), n, apply(plus, [less, n])], INT);
    const sum = apply(recur[0], [input(0, INT), lambda(0, [own, INT], body)], INT);
    const f = await loadPrinted(printed(sum, INT).source);
    for (const n of [199, 200, 201, 400, 401, 1998, 1999, 2000, 2001, 100_000])
      expect(run(sum, [n]), `${n}`).toBe(f(n));
    expect(run(sum, [1999])).toBe(1_999_000);
    expect(run(sum, [2000])).toBeUndefined();
  });

  it("ask again for what lay too deep for the stack, each call in its place", async () => {
    const takes = overLists((self, xs) =>
      apply(
        choose,
        [
          apply(isEmpty, [xs]),
          literal(1, INT),
          apply(minus, [
            self(apply(tail, [xs], INTS)),
            apply(plus, [self(literal([], INTS)), literal(2, INT)]),
          ]),
        ],
        INT,
      ),
    );
    const f = await loadPrinted(printed(takes, INTS).source);
    for (const length of [0, 1, 199, 200, 401, 1500]) {
      const xs = new Array(length).fill(0);
      expect(run(takes, [xs])).toBe(1 - 3 * length);
      expect(f(xs)).toBe(1 - 3 * length);
    }
  });

  it("are printed as functions that call themselves", async () => {
    const { source } = printed(doubling, INT);
    expect(source).toContain("export function f(xs: number): number | undefined {");
    expect(source).toContain(
      "return recur<[number], number>((f, xs) => {\n    if (xs === 0) return 1;\n    const again = f(xs - 1);",
    );
    const f = await loadPrinted(source);
    expect([0, 1, 6].map((x) => f(x))).toEqual([1, 2, 64]);
  });

  it("of lists use no stack when printed", async () => {
    const { source } = printed(counting, INTS);
    const f = await loadPrinted(source);
    expect(f([7, 7])).toBe(2);
    const long = new Array(10_000).fill(0);
    expect(f(long)).toBe(10_000);
    expect(run(counting, [long])).toBe(10_000);
  });
});
