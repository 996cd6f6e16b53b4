/** @file Macros are undone as the calls that their bodies are, with constants in any place. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitsLayout } from "../../src/domains/bits/layout.ts";
import { bitsPrimitive } from "../../src/domains/bits/primitives.ts";
import { add, multiply, subtract } from "../../src/domains/smt/ints.ts";
import {
  charAt,
  concat,
  contains,
  fromInt,
  indexOf,
  replace,
  substr,
} from "../../src/domains/smt/strings.ts";
import { textLayout } from "../../src/domains/text/layout.ts";
import { hashedLayout } from "../../src/language/layout.ts";
import type { Primitive } from "../../src/language/primitive.ts";
import { apply, input, literal, literalText, type Program } from "../../src/language/program.ts";
import { BOOL, bitVector, INT, showType, TEXT, type Type } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import type { Cell, Choice, Goal } from "../../src/language/witness.ts";
import { meets } from "../../src/language/witness.ts";
import { Bank } from "../../src/search/bank.ts";
import { CompiledGrammar } from "../../src/search/grammar.ts";
import { createSearch } from "../../src/search/search.ts";
import { witnessesOf } from "../../src/search/unfold.ts";
import { readSygus } from "../../src/tasks/sygus/index.ts";
import { macroOf } from "../../src/tasks/sygus/macro.ts";
import { isAsProposed, proposalsOf } from "../support/proposals.ts";
import { finish } from "./finish.ts";

const ROWS = 3;
const BYTE = bitVector(8);
const WORD = bitVector(64);

const operator = (name: string, width = 8): Primitive => {
  const primitive = bitsPrimitive(name, [width]);
  if (!primitive) throw new Error(name);
  return primitive;
};

/** A macro of arguments by their places, numbered from 0, and constants. */
type Place = { readonly at: number } | { readonly is: Value };

function macro(inner: Primitive, ...places: readonly Place[]): Primitive {
  const params: Type[] = [];
  const args = places.map((place, i): Program => {
    if ("is" in place) return literal(place.is, inner.params[i]);
    params[place.at] = inner.params[i];
    return input(place.at, inner.params[i]);
  });
  return macroOf("m", params, apply(inner, args), []);
}

const [x, y, z] = [0, 1, 2].map((at): Place => ({ at }));
const is = (value: Value): Place => ({ is: value });

interface Columns {
  readonly texts: readonly (readonly string[])[];
  readonly ints: readonly (readonly number[])[];
  readonly bytes: readonly (readonly number[])[];
}

function bankOf({ texts, ints, bytes }: Columns): Bank {
  const columns = [
    ...texts.map((values) => ({ type: TEXT, values })),
    ...ints.map((values) => ({ type: INT, values })),
    ...bytes.map((values) => ({ type: BYTE, values })),
    ...bytes.map((values) => ({ type: WORD, values: values.map((value) => BigInt(value) << 30n) })),
  ];
  const layouts = [textLayout, hashedLayout(INT), bitsLayout(8), bitsLayout(64), hashedLayout(BOOL)];
  const grammar = new CompiledGrammar({
    start: "text",
    sorts: layouts.map((layout) => ({ name: showType(layout.type), type: layout.type, layout })),
    productions: columns.map(({ type }, i) => ({
      sort: showType(type),
      head: { input: i },
      args: [],
      cost: 1 + i,
    })),
  });
  const frames = Array.from({ length: ROWS }, (_, row) => {
    const variables = columns.map(({ values }) => values[row]);
    return { variables, inputs: variables, bound: [] };
  });
  const bank = new Bank(
    grammar,
    frames,
    columns.map(({ type }, i) => literal(i, type)),
  );
  bank.grow(1000);
  return bank;
}

const proposalsFor = (primitive: Primitive, goal: Goal, bank: Bank): Choice[][] =>
  witnessesOf(primitive).flatMap((one) => [...proposalsOf(one, goal, bank, primitive.params.map(showType))]);

/** Values that are as proposed: the ends of ranges, each of several, and any where the row is free. */
function valuesFor(choice: Choice, bank: Bank, row: number, any: readonly Value[]): readonly Value[] {
  if ("entry" in choice) return [bank.value(choice.entry, row)];
  if ("literal" in choice) return [choice.literal];
  if (!("goal" in choice)) throw new Error("no lambdas here");
  const cell = choice.goal.cells[row];
  if (cell === "any") return any;
  if ("one" in cell) return [cell.one];
  if ("oneOf" in cell) return cell.oneOf;
  if ("bits" in cell) return any.filter((value) => meets(value, cell));
  const ends = [cell.low, cell.high].filter(Number.isFinite);
  return [...ends, Math.max(cell.low, -1e6), Math.min(cell.high, 1e6)].filter((value) => meets(value, cell));
}

const combinations = (lists: readonly (readonly Value[])[]): Value[][] =>
  lists.reduce<Value[][]>(
    (all, list) => all.flatMap((start) => list.map((value) => [...start, value])),
    [[]],
  );

const anyOf = (type: Type, width = type.kind === "bits" ? type.width : 0): readonly Value[] => {
  if (type === TEXT) return ["", "a", "q-"];
  if (width === 0) return [-7, 0, 1, 50];
  return width === 8 ? Array.from({ length: 256 }, (_, i) => i) : [0n, 1n, 5n << 30n, 2n ** 64n - 1n];
};

const piece = fc.constantFrom("", "a", "b", "ab", "-", "a-b", "7");
const text = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(""));
const columns: fc.Arbitrary<Columns> = fc.record({
  texts: fc.array(fc.array(text, { minLength: ROWS, maxLength: ROWS }), { minLength: 1, maxLength: 4 }),
  ints: fc.array(fc.array(fc.integer({ min: -2, max: 6 }), { minLength: ROWS, maxLength: ROWS }), {
    minLength: 1,
    maxLength: 4,
  }),
  bytes: fc.array(fc.array(fc.nat(255), { minLength: ROWS, maxLength: ROWS }), {
    minLength: 1,
    maxLength: 4,
  }),
});

/** Each macro, and whether something must be proposed for it. */
const MACROS: readonly (readonly [string, Primitive, boolean])[] = [
  ["y ++ x", macro(concat, y, x), true],
  ['"a" ++ x', macro(concat, is("a"), x), true],
  ['x ++ "b"', macro(concat, x, is("b")), true],
  ['"" ++ x', macro(concat, is(""), x), true],
  ["1 + x", macro(add, is(1), x), true],
  ["x + 1", macro(add, x, is(1)), false],
  ["5 - x", macro(subtract, is(5), x), true],
  ["x - 5", macro(subtract, x, is(5)), true],
  ["y - x", macro(subtract, y, x), true],
  ["substr x 0 y", macro(substr, x, is(0), y), true],
  ["substr x y 2", macro(substr, x, y, is(2)), true],
  ['substr "ab-7" x y', macro(substr, is("ab-7"), x, y), true],
  ['substr "ab-7" 1 x', macro(substr, is("ab-7"), is(1), x), true],
  ["substr x 1 2", macro(substr, x, is(1), is(2)), true],
  ["substr z y x", macro(substr, z, y, x), true],
  ['at "ab-7" x', macro(charAt, is("ab-7"), x), true],
  ["at x 1", macro(charAt, x, is(1)), true],
  ['replace x "-" y', macro(replace, x, is("-"), y), false],
  ['replace x y ""', macro(replace, x, y, is("")), false],
  ['replace "a-b" x y', macro(replace, is("a-b"), x, y), false],
  ['indexof x "-" y', macro(indexOf, x, is("-"), y), false],
  ['indexof "a-b" x y', macro(indexOf, is("a-b"), x, y), false],
  ["indexof x y 0", macro(indexOf, x, y, is(0)), false],
  ["x << 3", macro(operator("bvshl"), x, is(3)), true],
  ["x >> 3", macro(operator("bvlshr"), x, is(3)), true],
  ["x >> 8", macro(operator("bvlshr"), x, is(8)), true],
  ["x << 255", macro(operator("bvshl"), x, is(255)), true],
  ["x & 15", macro(operator("bvand"), x, is(15)), false],
  ["15 & x", macro(operator("bvand"), is(15), x), false],
  ["x | 15", macro(operator("bvor"), x, is(15)), false],
  ["x + 15", macro(operator("bvadd"), x, is(15)), false],
  ["x - 15", macro(operator("bvsub"), x, is(15)), false],
  ["y - x, bytes", macro(operator("bvsub"), y, x), true],
  ["x >> 2^64 - 1", macro(operator("bvlshr", 64), x, is(2n ** 64n - 1n)), true],
  ["x << 2^64 - 1", macro(operator("bvshl", 64), x, is(2n ** 64n - 1n)), true],
];

describe.each(MACROS)("%s", (_, primitive, isHeard) => {
  it("has only what leads to the goal proposed", () => {
    let count = 0;
    const sort = showType(primitive.result);
    fc.assert(
      fc.property(columns, fc.array(fc.nat(9), { minLength: 8, maxLength: 8 }), (given, picks) => {
        const bank = bankOf(given);
        // What the macro makes of columns at hand, or another column; a row may be free.
        const argsOf = primitive.params.map((param, i) => {
          const own = [...bank.entries(showType(param))];
          return own[picks[i] % own.length];
        });
        const [other] = bank.entries(sort);
        const cells = Array.from({ length: ROWS }, (_, row): Cell => {
          if (picks[4 + row] === 0) return "any";
          const args = argsOf.map((entry) => bank.value(entry, row));
          return { one: picks[3] < 8 ? primitive.run(args, { fuel: 1e6 }) : bank.value(other, row) };
        });
        const goal = { sort, cells };
        for (const proposal of proposalsFor(primitive, goal, bank)) {
          cells.forEach((cell, row) => {
            if (cell === "any") return;
            const lists = proposal.map((choice, i) =>
              valuesFor(choice, bank, row, anyOf(primitive.params[i])),
            );
            for (const args of combinations(lists)) {
              count++;
              const value = primitive.run(args, { fuel: 1e6 });
              expect(
                meets(value, cell),
                `(${args.map(literalText)}) gives ${literalText(value)} for ${JSON.stringify(cell, shown)}`,
              ).toBe(true);
            }
          });
        }
      }),
      { numRuns: 150 },
    );
    if (isHeard) expect(count).toBeGreaterThan(0);
  });
});

const shown = (_: string, value: unknown): unknown => (typeof value === "bigint" ? `${value}n` : value);

describe("what a macro is undone to", () => {
  const bank = bankOf({
    texts: [["ab-7", "ab", "7-ab"]],
    ints: [
      [1, 2, 3],
      [5, 5, 5],
    ],
    bytes: [[1, 2, 3]],
  });
  const undone = (primitive: Primitive, ...values: readonly (Value | "any")[]): Choice[][] =>
    proposalsFor(
      primitive,
      {
        sort: showType(primitive.result),
        cells: values.map((value): Cell => (value === "any" ? "any" : { one: value })),
      },
      bank,
    );
  const one = (value: Value): Cell => ({ one: value });

  it("the rest, where a constant comes first", () => {
    expect(undone(macro(concat, is("ab"), x), "abc", "ab", "any")).toEqual([
      [{ goal: { sort: "text", cells: [one("c"), one(""), "any"] } }],
    ]);
    expect(undone(macro(concat, is("ab"), x), "abc", "ba", "any")).toEqual([]);
    expect(undone(macro(add, is(10), x), 30, 31, 32)).toContainEqual([
      { goal: { sort: "int", cells: [one(20), one(21), one(22)] } },
    ]);
    expect(undone(macro(charAt, is("ab-a"), x), "a", "-", "b")).toEqual([
      [{ goal: { sort: "int", cells: [{ oneOf: [0, 3] }, one(2), one(1)] } }],
    ]);
  });

  it("what a shift by a constant leaves, and nothing where it cannot be", () => {
    expect(undone(macro(operator("bvshl"), x, is(4)), 0x30, "any", 0xf0)).toEqual([
      [
        {
          goal: {
            sort: "bits<8>",
            cells: [{ bits: 3, care: 15 }, "any", { bits: 15, care: 15 }],
          },
        },
      ],
    ]);
    expect(undone(macro(operator("bvshl"), x, is(4)), 0x31, "any", 0xf0)).toEqual([]);
  });

  it("entries that go with a constant behind them, and no others", () => {
    const found = undone(macro(subtract, x, is(5)), -4, -3, -2);
    expect(found.length).toBeGreaterThan(0);
    for (const [choice] of found)
      [1, 2, 3].forEach((value, row) => {
        expect(isAsProposed(choice, bank, row, value)).toBe(true);
      });
    expect(undone(macro(charAt, x, is(2)), "-", "", "a")).toHaveLength(1);
    expect(undone(macro(charAt, x, is(1)), "-", "", "a")).toHaveLength(0);
  });

  it("arguments in the order of the macro's own", () => {
    const flipped = undone(macro(concat, y, x), "ab-7!", "ab!", "7-ab!");
    const plain = undone(concat, "ab-7!", "ab!", "7-ab!");
    expect(plain.length).toBeGreaterThan(0);
    expect(flipped).toEqual(plain.map(([first, second]) => [second, first]));
  });

  it("macros of macros, and primitives, by their own witnesses", () => {
    const inner = macro(concat, y, x);
    const outer = macro(inner, x, is("ab"));
    expect(outer.run(["c"], { fuel: 100 })).toBe("abc");
    expect(undone(outer, "abc", "ab", "any")).toEqual([
      [{ goal: { sort: "text", cells: [one("c"), one(""), "any"] } }],
    ]);
    expect(witnessesOf(concat)).toEqual([concat.witness].flat());
    expect(witnessesOf(subtract)).toHaveLength(2);
  });
});

describe("macros that are not undone", () => {
  const nested = apply(concat, [apply(concat, [input(0, TEXT), input(1, TEXT)]), literal("!", TEXT)]);
  it.each<[string, Primitive]>([
    ["an argument twice", macro(concat, x, x)],
    [
      "an argument that is not used",
      macroOf("m", [TEXT, TEXT, INT], apply(concat, [input(0, TEXT), input(1, TEXT)]), []),
    ],
    ["a call in the call", macroOf("m", [TEXT, TEXT], nested, [])],
    ["an argument alone", macroOf("m", [TEXT], input(0, TEXT), [])],
    ["a constant", macroOf("m", [], literal("a", TEXT), [])],
    ["a call of constants", macro(concat, is("a"), is("b"))],
    ["a call that nothing undoes", macro(multiply, x, is(2))],
  ])("%s", (_, primitive) => {
    expect(witnessesOf(primitive)).toEqual([]);
  });

  it("those of other operators have witnesses of their own", () => {
    for (const primitive of [contains, fromInt, indexOf]) expect(witnessesOf(primitive)).not.toEqual([]);
  });
});

describe("a search through macros with constants", () => {
  it.each<[string, string, string]>([
    [
      "a sum",
      `(define-fun inc ((a Int)) Int (+ 1 a)) (synth-fun f ((x Int)) Int ((S Int)) ((S Int (x (inc S) (+ S S)))))
       (constraint (= (f 1) 6)) (constraint (= (f 5) 14)) (constraint (= (f 10) 24))`,
      "(own-inc (own-inc (own-inc (own-inc (smt-add $1 $1)))))",
    ],
    [
      "a character of a constant",
      `(define-fun ch ((a Int)) String (str.at "abcdef" a))
       (synth-fun f ((x Int)) String ((S String) (I Int)) ((S String ((ch I) (str.++ S S))) (I Int (x 1 (+ I I)))))
       (constraint (= (f 1) "bc")) (constraint (= (f 2) "cd")) (constraint (= (f 4) "ef"))`,
      "(smt-concat (own-ch $1) (own-ch (smt-add $1 1)))",
    ],
    [
      "a shift by more than there are bits",
      `(define-fun gone ((a (_ BitVec 64))) (_ BitVec 64) (bvlshr a #xffffffffffffffff))
       (synth-fun f ((x (_ BitVec 64))) (_ BitVec 64) ((S (_ BitVec 64))) ((S (_ BitVec 64) (x (gone S) (bvnot S) (bvadd S S)))))
       (constraint (= (f #x0000000000000001) #xfffffffffffffffd)) (constraint (= (f #x0000000000000007) #xfffffffffffffff1))`,
      "(bvnot-64 (bvadd-64 $1 $1))",
    ],
  ])("%s", async (_, commands, expected) => {
    const { task, grammar } = readSygus("a.sl", `(set-logic ALL) ${commands} (check-synth)`);
    const search = await createSearch(task, [], { grammar, candidates: 100_000, suspects: 0 });
    try {
      finish(search);
      expect(search.answers()[0]?.program.text).toBe(expected);
    } finally {
      search.dispose();
    }
  });
});
