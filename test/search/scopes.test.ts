import { expect, it } from "vitest";
import { PLAIN_BYTES } from "../../src/kernels/arena.ts";
import { bits, type Domain } from "../../src/language/grammar.ts";
import { evaluate } from "../../src/language/interpret.ts";
import { FUEL } from "../../src/language/primitive.ts";
import { input } from "../../src/language/program.ts";
import { fn, INT } from "../../src/language/type.ts";
import type { FunctionValue, Value } from "../../src/language/value.ts";
import { Bank } from "../../src/search/bank.ts";
import { CompiledGrammar, grammarOf } from "../../src/search/grammar.ts";
import { nesting } from "../../src/search/nest.ts";
import { Probes } from "../../src/search/probes.ts";
import { atOnce } from "../../src/search/reading.ts";
import { sampleOf } from "../../src/search/sample.ts";
import { Scopes } from "../../src/search/scopes.ts";
import { calls, define, INTS, numerals, plus } from "./contract/tiny.ts";
import { taskOf } from "./finish.ts";

const map = define("map", [INTS, fn([INT], INT)], INTS, ([items, f]) =>
  (items as readonly Value[]).map((item) => (f as FunctionValue)(item)),
);
const domain: Domain = {
  name: "loops",
  layouts: [],
  primitives: [plus, map],
  propose: () => ({
    sorts: [],
    productions: [
      ...numerals("int", [0, 1]),
      calls("int", plus, 2, "int", "int"),
      calls("list<int>", map, 3, "list<int>", "(int) -> int"),
    ].map((production) => ({ ...production, cost: Math.max(production.cost, bits(1)) })),
  }),
};

it("what was found for the calls in one bank is not taken for those in another", () => {
  const scopes = new Scopes([domain], () => true);
  scopes.allow(5_000, 10);
  const results = [4, 6].map((n) => {
    const inputs = [[1, 2], n];
    const task = taskOf([INTS, INT], INTS, [[...inputs, [5, 6]]]);
    const grammar = new CompiledGrammar(grammarOf(sampleOf(task, task.examples), [domain]));
    const frames = [{ variables: inputs, inputs, bound: [] }];
    const leaves = [input(0, INTS), input(1, INT)];
    const bank = new Bank(grammar, frames, leaves, () => true, PLAIN_BYTES, 1, {
      nesting: nesting(new Probes([inputs]), () => true),
    });
    bank.grow(500);
    const production = grammar.productions.find(({ primitive }) => primitive === map)!;
    const open = scopes.opener(bank, {
      frames,
      variables: leaves.map((program) => ({ program, type: program.type })),
    });
    const applications = [100, 200, 300].map((x) => ({ row: 0, params: [x], result: { one: x + 4 } }));
    const found = atOnce(open(production, 1, applications));
    return found.map(({ body }) => evaluate(body, inputs, [100], { fuel: FUEL }));
  });
  expect(results[0]).toContain(104);
  for (const value of results.flat()) expect(value).toBe(104);
});
