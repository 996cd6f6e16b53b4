/** @file What is proposed where there are lists, and that nothing is where there are none. */

import { describe, expect, it, test } from "vitest";
import { domains } from "../../../src/domains/index.ts";
import { listsDomain } from "../../../src/domains/lists/index.ts";
import type { Grammar, Sample } from "../../../src/language/grammar.ts";
import { BOOL, fn, INT, list, REAL, showType, TEXT, type Type } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";
import { grammarOf } from "../../../src/search/grammar.ts";

const sampleOf = (params: readonly Type[], result: Type, rows: readonly (readonly Value[])[]): Sample => ({
  inputs: params.map((type, i) => ({ name: `x${i}`, type, values: rows.map((row) => row[i]) })),
  outputs: rows.map((row) => row.at(-1)),
  result,
});

const ints = sampleOf([list(INT)], list(INT), [
  [
    [1, 2],
    [77, 2],
  ],
  [[5], [77]],
  [
    [3, 4, 2],
    [77, 4, 2],
  ],
]);

/** Names of the primitives that stand for a sort; of all without one. */
const heads = ({ productions }: Grammar, sort?: string): Set<string> =>
  new Set(
    productions.flatMap((production) =>
      "primitive" in production.head && (sort === undefined || production.sort === sort)
        ? [production.head.primitive.name]
        : [],
    ),
  );

describe("of columns", () => {
  test.each([
    [
      "text",
      sampleOf([TEXT], TEXT, [
        ["a b", "a"],
        ["c d", "c"],
      ]),
    ],
    [
      "numbers",
      sampleOf([INT, REAL], REAL, [
        [1, 2.5, 3.5],
        [2, 1, 3],
      ]),
    ],
    [
      "whole numbers",
      sampleOf([INT], INT, [
        [1, 2],
        [2, 4],
      ]),
    ],
  ])("nothing is proposed: %s", (_, sample) => {
    expect(listsDomain.propose(sample)).toEqual({ sorts: [], productions: [] });
    const names = heads(grammarOf(sample, domains));
    for (const name of ["size", "filter", "fold"]) expect(names).not.toContain(name);
    expect(names.has("plus"), "where all is whole").toBe(showType(sample.result) === "int");
  });
});

describe("of lists of whole numbers", () => {
  const grammar = grammarOf(ints, domains);

  it("what other domains know of columns is left out", () => {
    const own = new Set(["lists", "logic", "numbers", "recursion"]);
    const others = domains.filter(({ name }) => !own.has(name)).flatMap((domain) => domain.primitives);
    const names = heads(grammar);
    expect(others.filter(({ name }) => names.has(name)).map(({ name }) => name)).toEqual([]);
    for (const name of ["to-real", "add", "round", "less"]) expect(names.has(name)).toBe(name === "less");
  });

  it("small numbers are constants, and cheap ones those that only outputs have", () => {
    const costs = new Map(
      grammar.productions.flatMap(({ sort, head, cost }) =>
        sort === "int" && "literal" in head ? [[head.literal, cost]] : [],
      ),
    );
    expect(costs.get(77)).toBeLessThan(costs.get(0) as number);
    expect(costs.get(0)).toBeLessThan(costs.get(9) as number);
    expect(costs.has(50)).toBe(false);
  });

  it("functions in functions are few, and none are deeper", () => {
    const inner = grammar.scope?.(fn([INT], BOOL)) as Grammar;
    const innermost = inner.scope?.(fn([INT], BOOL)) as Grammar;
    const higher = (names: Set<string>): string[] =>
      listsDomain.primitives
        .filter(({ name, params }) => names.has(name) && params.some(({ kind }) => kind === "function"))
        .map(({ name }) => name)
        .sort();
    expect(higher(heads(inner))).toEqual(["all", "any", "count-where", "filter", "map"]);
    expect(higher(heads(innermost))).toEqual([]);
    expect(heads(grammar).size).toBeGreaterThan(heads(inner).size);
  });

  it("bodies of tests combine conditions", () => {
    const inner = grammar.scope?.(fn([INT], BOOL)) as Grammar;
    const climbs = inner.productions.filter(
      ({ sort, head, climbs }) => sort === "bool" && "primitive" in head && climbs !== false,
    );
    const names = climbs.map(({ head }) => ("primitive" in head ? head.primitive.name : ""));
    for (const name of ["not", "and", "or", "less", "is", "is-even"]) expect(names).toContain(name);
  });
});

describe("of other lists", () => {
  it("texts are joined, measured and compared", () => {
    const sample = sampleOf([list(TEXT)], TEXT, [
      [["a", "b"], "a, b"],
      [["c"], "c"],
    ]);
    const grammar = grammarOf(sample, domains);
    expect([...heads(grammar, "text")]).toEqual(expect.arrayContaining(["join", "concat", "head", "fold"]));
    const separators = grammar.productions.filter(({ sort }) => sort === "text:between");
    expect(separators.map(({ head }) => "literal" in head && head.literal)).toContain(", ");
  });

  it("lists of lists are opened as far as they go", () => {
    const sample = sampleOf([list(list(INT))], list(INT), [
      [
        [[1, 2], [3]],
        [3, 3],
      ],
    ]);
    const grammar = grammarOf(sample, domains);
    expect([...heads(grammar, "list<int>")]).toEqual(expect.arrayContaining(["flatten", "map", "head"]));
    expect([...heads(grammar, "list<list<int>>")]).toEqual(expect.arrayContaining(["transpose", "filter"]));
    expect(grammar.sorts.map(({ name }) => name)).toContain("(list<int>) -> int");
  });

  it("reals are counted as on paper", () => {
    const sample = sampleOf([list(REAL)], REAL, [[[1.5, 2], 3.5]]);
    expect([...heads(grammarOf(sample, domains), "real")]).toEqual(
      expect.arrayContaining(["sum-reals", "divide", "to-real"]),
    );
  });
});
