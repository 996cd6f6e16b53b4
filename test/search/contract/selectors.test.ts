/** @file The contract between domains and the search, by a tiny domain: a selector that the search has never heard of. */

import { describe, expect, it } from "vitest";
import { bits, type Domain, type Sample } from "../../../src/language/grammar.ts";
import { run } from "../../../src/language/interpret.ts";
import { input, literalText } from "../../../src/language/program.ts";
import { BOOL, INT } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";
import { Bank } from "../../../src/search/bank.ts";
import { CompiledGrammar, grammarOf } from "../../../src/search/grammar.ts";
import { enumerate } from "../../support/enumerate.ts";
import { learned, taskOf } from "../finish.ts";
import { calls, define, numerals, plus, times } from "./tiny.ts";

describe("a selector", () => {
  const half = define(
    "half",
    [INT],
    INT,
    ([a]) => ((a as number) % 2 === 0 ? (a as number) / 2 : undefined),
    {
      partial: true,
    },
  );
  const even = define("even", [INT], BOOL, ([a]) => (a as number) % 2 === 0);
  /** Its arguments in an order of its own. */
  const pick = define("pick", [INT, BOOL, INT], INT, ([no, test, yes]) => (test ? yes : no), {
    selects: { test: 1, then: 2, else: 0 },
  });
  const domainOf = (climbs: boolean): Domain => ({
    name: "parity",
    layouts: [],
    primitives: [plus, times, half, even, pick],
    propose: () => ({
      sorts: [],
      productions: [
        ...numerals("int", [1, 3]),
        calls("int", plus, 2, "int", "int"),
        calls("int", times, 2, "int", "int"),
        calls("int", half, 2, "int"),
        calls("bool", even, 2, "int"),
        { ...calls("int", pick, 2, "int", "bool", "int"), climbs },
      ],
    }),
  });
  const collatz = [1, 2, 3, 4, 5, 6, 7, 10].map((n) => [n, n % 2 === 0 ? n / 2 : 3 * n + 1]);

  it("is found by what it says of itself, whatever the order of its arguments", async () => {
    const { best } = await learned(taskOf([INT], INT, collatz), [domainOf(false)], { candidates: 40_000 });
    expect(best?.suspects).toEqual([]);
    expect(best && [27, 40].map((n) => run(best.program, [n]))).toEqual([82, 20]);
    expect(best?.program.text).toMatch(/^\(pick .* \(even \$1\) \(half \$1\)\)$/);
  });

  it("may have no value in the branch that is not taken, when it climbs too", () => {
    const sample: Sample = {
      inputs: [{ name: "n", type: INT, values: collatz.map(([n]) => n) }],
      outputs: [],
      result: INT,
    };
    const grammar = grammarOf(sample, [domainOf(true)]);
    const rows = collatz.map(([n]) => [n]);
    const bank = new Bank(
      new CompiledGrammar(grammar),
      rows.map((inputs) => ({ variables: inputs, inputs, bound: [] })),
      [input(0, INT)],
    );
    while (bank.frontier <= bits(10) && bank.grow(1000) === "more");
    const found = bank
      .entries("int")
      .filter((entry) => bank.costOf(entry) <= bits(10))
      .map((entry) => rows.map((_, row) => bank.value(entry, row)));
    const wanted = [...enumerate(grammar, rows, bits(10))].filter(({ sort }) => sort === "int");
    const show = (all: readonly (readonly Value[])[]): string[] =>
      all.map((v) => v.map(literalText).join()).sort();
    expect(show(found)).toEqual(show(wanted.map(({ values }) => values)));
  });
});
