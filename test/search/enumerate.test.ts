import { describe, expect, it } from "vitest";
import { datesDomain } from "../../src/domains/dates/index.ts";
import { logicDomain } from "../../src/domains/logic/index.ts";
import { numbersDomain } from "../../src/domains/numbers/index.ts";
import { textDomain } from "../../src/domains/text/index.ts";
import { bits, type Domain, type Grammar, type Sample } from "../../src/language/grammar.ts";
import { hashedLayout } from "../../src/language/layout.ts";
import { input } from "../../src/language/program.ts";
import { BOOL, baseType, INT, option, REAL, TEXT, type Type } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import { Bank } from "../../src/search/bank.ts";
import { CompiledGrammar, grammarOf } from "../../src/search/grammar.ts";
import { enumerate, valuesKey } from "../support/enumerate.ts";

type Rows = readonly (readonly Value[])[];

/** Costs of classes by sort and values, as the oracle has them. */
function enumerated(grammar: Grammar, rows: Rows, maxCost: number): Map<string, number> {
  const classes = new Map<string, number>();
  for (const { sort, key, cost } of enumerate(grammar, rows, maxCost)) classes.set(`${sort}: ${key}`, cost);
  return classes;
}

/** The same, as the bank has them when it grows by `slice` candidates at a time. */
function banked(
  compiled: CompiledGrammar,
  types: readonly Type[],
  rows: Rows,
  maxCost: number,
  slice: number,
): Map<string, number> {
  const frames = rows.map((inputs) => ({ variables: inputs, inputs, bound: [] }));
  const leaves = types.map((type, i) => input(i, baseType(type)));
  const bank = new Bank(compiled, frames, leaves);
  while (bank.frontier <= maxCost && bank.grow(slice) === "more");
  const classes = new Map<string, number>();
  for (const { name, layout } of compiled.sorts) {
    for (const entry of bank.entries(name)) {
      if (bank.costOf(entry) > maxCost) break;
      const values = rows.map((_, row) => bank.value(entry, row));
      const key = `${name}: ${valuesKey(values, layout)}`;
      expect(classes.has(key), `one entry for ${key}`).toBe(false);
      classes.set(key, bank.costOf(entry));
      rows.forEach((_, row) => {
        expect(bank.isBottom(entry, row)).toBe(values[row] === undefined);
        expect(valuesKey([bank.evaluate(bank.programOf(entry), row)], layout)).toBe(
          valuesKey([values[row]], layout),
        );
      });
    }
  }
  return classes;
}

/** The grammar that is left after compiling, at the costs that the search uses. */
const plain = ({ sorts, productions, start }: CompiledGrammar): Grammar => ({
  start: start?.name ?? "",
  sorts,
  productions: productions.map(({ sort, head, args, binds, cost, climbs }) => ({
    sort: sorts[sort].name,
    head,
    args: args.map((arg, i) => ({ sort: sorts[arg].name, binds: binds[i] })),
    cost,
    climbs,
  })),
});

const sorted = (classes: ReadonlyMap<string, number>): [string, number][] =>
  [...classes].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

interface Case {
  readonly name: string;
  readonly domains: readonly Domain[];
  readonly types: readonly Type[];
  readonly result: Type;
  readonly rows: Rows;
  readonly outputs: readonly Value[];
  readonly maxBits: number;
}

const cases: readonly Case[] = [
  {
    name: "text",
    domains: [textDomain, numbersDomain],
    types: [TEXT],
    result: TEXT,
    rows: [["Ada Lovelace"], ["de la Cruz-Ñ 7"], ["👩‍💻 x"], [""]],
    outputs: ["Ada", "de"],
    maxBits: 10,
  },
  {
    name: "two texts, one of them absent",
    domains: [textDomain, logicDomain, numbersDomain],
    types: [TEXT, option(TEXT)],
    result: TEXT,
    rows: [
      ["a-b", "x"],
      ["c", null],
      ["-", "-y-"],
    ],
    outputs: ["a", "c", ""],
    maxBits: 9,
  },
  {
    name: "numbers",
    domains: [numbersDomain],
    types: [REAL, REAL],
    result: REAL,
    rows: [
      [0.1, 3],
      [2.5, -7],
      [1e15, 0],
    ],
    outputs: [0.3, -17.5, 0],
    maxBits: 14,
  },
  {
    name: "numbers in text",
    domains: [numbersDomain, textDomain],
    types: [TEXT],
    result: REAL,
    rows: [["1,234.50 EUR"], ["-7"], ["10-20"]],
    outputs: [1234.5, -7],
    maxBits: 10,
  },
  {
    name: "dates",
    domains: [datesDomain, numbersDomain],
    types: [TEXT],
    result: TEXT,
    rows: [["29/2/2020"], ["31/12/1999"], ["1/5/2021"], ["soon"]],
    outputs: ["2020-02-29", "1999-12-31"],
    maxBits: 18,
  },
  {
    name: "logic",
    domains: [logicDomain, numbersDomain],
    types: [INT, BOOL, option(INT)],
    result: BOOL,
    rows: [
      [0, true, 4],
      [7, false, null],
      [18, true, 18],
      [2 ** 53 - 1, false, -1],
    ],
    outputs: [true, false, true, true],
    maxBits: 11,
  },
];

const sampleOf = ({ types, result, rows, outputs }: Case): Sample => ({
  inputs: types.map((type, i) => ({ name: `c${i}`, type, values: rows.map((row) => row[i]) })),
  outputs,
  result,
});

describe("the bank reaches what the plain enumerator reaches, at the same cost", () => {
  it.each(cases)("$name", (one) => {
    const grammar = new CompiledGrammar(grammarOf(sampleOf(one), one.domains));
    const wanted = enumerated(plain(grammar), one.rows, bits(one.maxBits));
    expect(wanted.size).toBeGreaterThan(40);
    for (const slice of [7, 5000]) {
      const found = banked(grammar, one.types, one.rows, bits(one.maxBits), slice);
      expect(sorted(found)).toEqual(sorted(wanted));
    }
  });

  it("in a finite space, both finish", () => {
    const layout = hashedLayout(TEXT);
    const grammar: Grammar = {
      start: "text",
      sorts: [{ name: "text", type: TEXT, layout }],
      productions: [
        { sort: "text", head: { input: 0 }, args: [], cost: 3 },
        { sort: "text", head: { literal: "a" }, args: [], cost: 1 },
        { sort: "text", head: { literal: "ab" }, args: [], cost: 2 },
      ],
    };
    const rows = [["a"], ["b"]];
    const compiled = new CompiledGrammar(grammar);
    const bank = new Bank(
      compiled,
      rows.map((inputs) => ({ variables: inputs, inputs, bound: [] })),
      [input(0, TEXT)],
    );
    expect(bank.grow(1000)).toBe("exhausted");
    expect(bank.count).toBe(3);
    expect(enumerated(plain(compiled), rows, 1000).size).toBe(3);
  });
});
