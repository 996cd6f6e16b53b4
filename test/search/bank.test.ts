import { expect, it } from "vitest";
import type { Domain } from "../../src/language/grammar.ts";
import { INT, list } from "../../src/language/type.ts";
import { Bank } from "../../src/search/bank.ts";
import { CompiledGrammar, grammarOf } from "../../src/search/grammar.ts";
import { sampleOf } from "../../src/search/sample.ts";
import { calls, define, numerals, plus } from "./contract/tiny.ts";
import { taskOf } from "./finish.ts";

/** Bytes of a bank of lists that hold one list of so many items. */
function bytesOf(width: number): number {
  const row = define("row", [INT], list(list(INT)), ([n]) => [new Array<number>(width).fill(n as number)]);
  const domain: Domain = {
    name: "rows",
    layouts: [],
    primitives: [plus, row],
    propose: () => ({
      sorts: [],
      productions: [
        ...numerals("int", [1, 5]),
        calls("int", plus, 2, "int", "int"),
        calls("list<list<int>>", row, 2, "int"),
      ],
    }),
  };
  const task = taskOf([INT], list(list(INT)), [[1, [[1]]]]);
  const grammar = new CompiledGrammar(grammarOf(sampleOf(task, task.examples), [domain]));
  const bank = new Bank(grammar, [{ variables: [1], inputs: [1], bound: [] }], []);
  bank.grow(500);
  expect(bank.entries("list<list<int>>").length).toBeGreaterThan(10);
  return bank.bytes;
}

it("counts what its values hold inside, too", () => {
  expect(bytesOf(10_000)).toBeGreaterThan(bytesOf(1) + 200_000);
});
