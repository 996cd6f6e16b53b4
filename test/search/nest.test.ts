import { describe, expect, it } from "vitest";
import { PLAIN_BYTES } from "../../src/kernels/arena.ts";
import { bits, type Domain } from "../../src/language/grammar.ts";
import { run } from "../../src/language/interpret.ts";
import { burn } from "../../src/language/primitive.ts";
import { input } from "../../src/language/program.ts";
import { BOOL, fn, INT, list, type Type, variable } from "../../src/language/type.ts";
import type { FunctionValue, Value } from "../../src/language/value.ts";
import { Bank } from "../../src/search/bank.ts";
import { CompiledGrammar, grammarOf } from "../../src/search/grammar.ts";
import { nesting } from "../../src/search/nest.ts";
import { Probes } from "../../src/search/probes.ts";
import { sampleOf } from "../../src/search/sample.ts";
import { createSearch } from "../../src/search/search.ts";
import { calls, define, INTS, numerals, plus, times } from "./contract/tiny.ts";
import { finish, learned, taskOf } from "./finish.ts";

const A = variable("a");
const B = variable("b");

const map = define("map", [list(A), fn([A], B)], list(B), ([items, f], call) => {
  const out: Value[] = [];
  for (const item of items as readonly Value[]) {
    const value = burn(call, 1) ? (f as FunctionValue)(item) : undefined;
    if (value === undefined) return undefined;
    out.push(value);
  }
  return out;
});
const filter = define("filter", [list(A), fn([A], BOOL)], list(A), ([items, f], call) => {
  const out: Value[] = [];
  for (const item of items as readonly Value[]) {
    const value = burn(call, 1) ? (f as FunctionValue)(item) : undefined;
    if (value === undefined) return undefined;
    if (value === true) out.push(item);
  }
  return out;
});
const fold = define("fold", [list(A), B, fn([B, A], B)], B, ([items, start, f], call) => {
  let sum = start;
  for (const item of items as readonly Value[]) {
    sum = burn(call, 1) ? (f as FunctionValue)(sum, item) : undefined;
    if (sum === undefined) return undefined;
  }
  return sum;
});
const less = define("less", [INT, INT], BOOL, ([a, b]) => (a as number) < (b as number));
const same = define("same", [INT, INT], BOOL, ([a, b]) => a === b, { normal: ["commutative"] });
const length = define("length", [list(A)], INT, ([items]) => (items as readonly Value[]).length);

const domain: Domain = {
  name: "loops",
  layouts: [],
  primitives: [plus, times, map, filter, fold, less, same, length],
  propose: () => ({
    sorts: [],
    productions: [
      ...numerals("int", [0, 1, 2, 5]),
      calls("int", plus, 2, "int", "int"),
      calls("int", times, 2, "int", "int"),
      calls("int", length, 2, "list<int>"),
      calls("bool", less, 2, "int", "int"),
      calls("bool", same, 2, "int", "int"),
      calls("list<int>", map, 3, "list<int>", "(int) -> int"),
      calls("list<int>", filter, 3, "list<int>", "(int) -> bool"),
      calls("int", fold, 3, "list<int>", "int", "(int, int) -> int"),
    ].map((production) => ({ ...production, cost: Math.max(production.cost, bits(1)) })),
  }),
};

const examples = (
  given: readonly (readonly Value[])[],
  of: (...inputs: Value[]) => Value,
): (readonly Value[])[] => given.map((inputs) => [...inputs, of(...inputs)]);

const LISTS: readonly (readonly Value[])[] = [
  [[3, 8, 1, 9]],
  [[]],
  [[7]],
  [[6, 2, 6, 11, 4]],
  [[1, 1, 12]],
  [[20, 5, 5, 5]],
];

/** @returns the program, once it was found from the examples to do the same on an input of its own. */
async function found(
  types: readonly Type[],
  result: Type,
  given: readonly (readonly Value[])[],
  fresh: readonly Value[],
  of: (...inputs: Value[]) => Value,
): Promise<string> {
  const task = taskOf(types, result, examples(given, of));
  const { best } = await learned(task, [domain], { candidates: 400_000, suspects: 0 });
  expect(best && run(best.program, fresh)).toEqual(of(...fresh));
  return best?.program.text ?? "";
}

const ints = (value: Value): readonly number[] => value as readonly number[];

describe("lambdas that climb", () => {
  it("are called on each item", async () => {
    const text = await found([INTS], INTS, LISTS, [[40, 50]], (xs) => ints(xs).map((x) => x * x + 1));
    expect(text).toContain("(lambda (a) ");
  });

  it("see the inputs around them", async () => {
    const given = LISTS.map(([xs], i) => [xs, i * 2]);
    await found([INTS, INT], INTS, given, [[3, 4, 5], 4], (xs, n) =>
      ints(xs).filter((x) => x < (n as number)),
    );
  });

  it("take whatever the scope around them can make", async () => {
    const given = [
      [[3, 8, 1, 9]],
      [[]],
      [[7]],
      [[6, 2, 6, 11, 4]],
      [[3, 2, 1]],
      [[2, 4, 6, 8, 1, 3, 5, 7]],
      [[1, 0]],
    ];
    const text = await found([INTS], INTS, given, [[2, 2, 9]], (xs) =>
      ints(xs).filter((x) => x < ints(xs).length),
    );
    expect(text).toBe("(filter $1 (lambda (a) (less a (length $1))))");
  });

  it("have several parameters", async () => {
    await found([INTS], INT, LISTS, [[4, 5]], (xs) => ints(xs).reduce((sum, x) => sum + x * x, 0));
  });

  it("stand in lambdas", async () => {
    const text = await found([INTS], INTS, LISTS, [[3, 3, 3, 1]], (xs) =>
      ints(xs).map((x) => ints(xs).filter((y) => y === x).length),
    );
    expect(text).toMatch(/lambda \(a\).*lambda \(b\)/);
  });

  it("are found the same however the work is cut", async () => {
    const task = taskOf(
      [INTS],
      INTS,
      examples(LISTS, (xs) => ints(xs).map((x) => x + 7)),
    );
    const texts = await Promise.all(
      [7, 1_000].map(async (slice) => {
        const search = await createSearch(task, [domain], { candidates: 60_000 });
        finish(search, slice);
        return search.answers()[0]?.program.text;
      }),
    );
    expect(texts[0]).toBeDefined();
    expect(texts[1]).toBe(texts[0]);
  });

  it("have the same values once these must be computed again", () => {
    const task = taskOf(
      [INTS],
      INTS,
      LISTS.map(([xs]) => [xs, xs]),
    );
    const rows = task.examples.map(({ inputs }) => inputs);
    const bankOf = (mayGrow: (bytes: number) => boolean): Bank => {
      const bank = new Bank(
        new CompiledGrammar(grammarOf(sampleOf(task, task.examples), [domain])),
        rows.map((inputs) => ({ variables: inputs, inputs, bound: [] })),
        [input(0, INTS)],
        mayGrow,
        PLAIN_BYTES,
        1,
        { nesting: nesting(new Probes(rows), () => true) },
      );
      bank.grow(20_000);
      // Whatever the last candidate left.
      bank.call.fuel = -1;
      return bank;
    };
    const kept = bankOf(() => true);
    const dropped = bankOf((bytes) => bytes !== rows.length * 32 * 64);
    const valuesOf = (bank: Bank): Value[][] =>
      [...bank.entries("list<int>")].map((entry) => rows.map((_, row) => bank.value(entry, row)));
    expect(valuesOf(dropped)).toEqual(valuesOf(kept));
  });
});
