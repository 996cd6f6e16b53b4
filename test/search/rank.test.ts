import { expect, it } from "vitest";
import { bits, type Domain } from "../../src/language/grammar.ts";
import { literal } from "../../src/language/program.ts";
import { CompiledGrammar, grammarOf } from "../../src/search/grammar.ts";
import { Pricing } from "../../src/search/rank.ts";
import { sampleOf } from "../../src/search/sample.ts";
import { INTS } from "./contract/tiny.ts";
import { taskOf } from "./finish.ts";

it("prices a constant by its value, whichever object holds it", () => {
  const [offered, same] = [
    [1, 2, 3],
    [1, 2, 3],
  ];
  const domain: Domain = {
    name: "constants",
    layouts: [],
    primitives: [],
    propose: () => ({
      sorts: [],
      productions: [{ sort: "list<int>", head: { literal: offered }, args: [], cost: bits(1) }],
    }),
  };
  const task = taskOf([INTS], INTS, [[[1], [1]]]);
  const grammar = new CompiledGrammar(grammarOf(sampleOf(task, task.examples), [domain]));
  const priceOf = (value: number[]): number => new Pricing(grammar, []).program(literal(value, INTS));
  expect(priceOf(same)).toBe(priceOf(offered));
});
