/** @file Trees over all examples of a file with a grammar of its own: strings with ite, bit-vectors with a macro that selects. */

import { afterEach, describe, expect, it } from "vitest";
import { contains, prefixOf } from "../../src/domains/smt/strings.ts";
import { run } from "../../src/language/interpret.ts";
import { apply, input, literal, type Program } from "../../src/language/program.ts";
import { TEXT } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import { Bank } from "../../src/search/bank.ts";
import type { Leaf } from "../../src/search/branch.ts";
import { Division, type Found } from "../../src/search/divide.ts";
import { CompiledGrammar } from "../../src/search/grammar.ts";
import { Pricing } from "../../src/search/rank.ts";
import { createSearch } from "../../src/search/search.ts";
import { contradiction } from "../../src/tasks/contradiction.ts";
import { readSygus } from "../../src/tasks/sygus/index.ts";
import type { Example } from "../../src/tasks/task.ts";
import { finish } from "./finish.ts";

type Row = readonly [given: string, wanted: string];

const fileOf = (head: string, rows: readonly Row[]): string =>
  `${head}\n${rows.map(([given, wanted]) => `(constraint (= (f ${given}) ${wanted}))`).join("\n")}\n(check-synth)`;

const STRINGS = `(set-logic SLIA)
(synth-fun f ((s String)) String ((S String) (B Bool))
  ((S String (s "-" "+" "!" (str.++ S S) (ite B S S)))
   (B Bool ((str.contains S S) (str.prefixof S S)))))`;

/** Three ways to go on: by a dash anywhere, by a plus at the beginning, and neither. */
const wantedText = (s: string): string =>
  s.includes("-") ? `${s}!` : s.startsWith("+") ? `+${s}` : `${s}${s}`;

const TEXTS = Array.from({ length: 60 }, (_, i) => {
  const word = `w${i.toString(36)}${"xyz".repeat(i % 3)}`;
  return [word, `${word}-${i}`, `+${word}`, `${word}+`, `+${word}-`][i % 5];
});
const textRows: readonly Row[] = TEXTS.map((s) => [`"${s}"`, `"${wantedText(s)}"`]);

const BITS = `(set-logic BV)
(define-fun im ((x (_ BitVec 16)) (y (_ BitVec 16)) (z (_ BitVec 16))) (_ BitVec 16) (ite (= x #x0001) y z))
(synth-fun f ((x (_ BitVec 16))) (_ BitVec 16) ((S (_ BitVec 16)))
  ((S (_ BitVec 16) (x #x0000 #x0001 #x0002 (bvnot S) (bvand S S) (bvadd S S) (bvlshr S #x0001) (im S S S)))))`;

const wantedBits = (x: number): number => (x & 1 ? ~x : x & 2 ? 2 * x : x >> 1) & 0xffff;

const hex = (value: number): string => `#x${value.toString(16).padStart(4, "0")}`;
const WORDS = Array.from({ length: 60 }, (_, i) => (i * 40_503 + 12_345) & 0xffff);
const bitRows: readonly Row[] = WORDS.map((x) => [hex(x), hex(wantedBits(x))]);

const banks: { dispose(): void }[] = [];
afterEach(() => {
  for (const one of banks.splice(0)) one.dispose();
});

/** A division of all examples, over a bank that has every fifth of them or those given. */
function divided(
  text: string,
  {
    candidates = 30_000,
    mayBeWrong = 0,
    core,
  }: { candidates?: number; mayBeWrong?: number; core?: number[] } = {},
) {
  const { task, grammar: given } = readSygus("a.sl", text);
  const { examples, signature } = task;
  const grammar = new CompiledGrammar(given);
  const rows = core ?? [0, 1, 2, 3, 4, 10, 11, 12];
  const frames = rows.map((example) => {
    const { inputs } = examples[example];
    return { variables: inputs, inputs, bound: [] };
  });
  const bank = new Bank(
    grammar,
    frames,
    signature.params.map(({ type }, i) => input(i, type)),
  );
  bank.grow(candidates);
  const pricing = new Pricing(
    grammar,
    examples.map(({ output }) => output),
  );
  const doubtful = new Set(contradiction(task)?.doubtful);
  const division = Division.of(
    bank,
    rows.map((example, row) => ({ row, example })),
    () => true,
    { examples, doubtful, mayBeWrong, wrongCost: (output) => pricing.wrong(output) },
  );
  banks.push(bank, ...(division ? [division] : []));
  return { bank, division: division as Division, examples, doubtful };
}

function drain<T>(work: Generator<number, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

function treeOf(division: Division, programs: readonly Leaf[] = []): Found | undefined {
  drain(division.look(programs));
  return drain(division.tree());
}

const wrongOf = (program: Program, examples: readonly Example[]): number[] =>
  examples.flatMap(({ inputs, output }, i) => (run(program, inputs) === output ? [] : [i]));

/** The tree, of which each example takes one branch. */
function expectTree(found: Found | undefined, examples: readonly Example[]): Found {
  if (!found) throw new Error("there is a tree");
  expect(found.branches.flat().sort((a, b) => a - b)).toEqual([...examples.keys()]);
  return found;
}

describe.each([
  ["strings with ite", STRINGS, textRows],
  ["bit-vectors with im", BITS, bitRows],
] as const)("%s", (_, head, rows) => {
  /** With other outputs on some rows. */
  const spoilt = (...places: readonly number[]): Row[] =>
    rows.map(([given, wanted], i): Row => {
      if (!places.includes(i)) return [given, wanted];
      return [given, head === STRINGS ? `"${"qwertz".repeat(2)}${i}"` : hex(0x8421 ^ (i * 977))];
    });

  it("are joined into a tree that is right on all rows", () => {
    const { division, examples } = divided(fileOf(head, rows));
    const found = expectTree(treeOf(division), examples);
    expect(wrongOf(found.program, examples)).toEqual([]);
    expect(found.branches.length).toBeGreaterThanOrEqual(2);
    expect(division.uncovered()).toEqual([]);
  });

  it("are charged and counted by the examples on which parts are computed", () => {
    const spent = (head: string, all: readonly Row[]) => {
      const { division } = divided(fileOf(head, all));
      let charged = 0;
      for (const worth of division.look([])) charged += worth;
      const { bytes, size } = division;
      division.dispose();
      expect(division.bytes).toBe(0);
      return { charged, bytes, parts: size.leaves + size.conditions };
    };
    const few = spent(head, rows);
    const many = spent(head, Array.from({ length: 20 }, () => rows).flat());
    expect(many.parts).toBe(few.parts);
    expect(many.charged).toBeGreaterThan(10 * few.charged);
    // At least a bit for each example that a part was computed on, and a word for each of its values.
    expect(many.bytes - few.bytes).toBeGreaterThan(many.parts * (19 * rows.length) * (4 + 1 / 8));
  });

  it("are joined step by step, as the bank grows", () => {
    const { bank, division, examples } = divided(fileOf(head, rows), { candidates: 5 });
    expect(treeOf(division)).toBeUndefined();
    expect(division.uncovered().length).toBeGreaterThan(0);
    bank.grow(30_000);
    const found = expectTree(treeOf(division), examples);
    expect(wrongOf(found.program, examples)).toEqual([]);
    const { leaves, conditions } = division.size;
    expect(treeOf(division)?.program.text).toBe(found.program.text);
    expect(division.size, "nothing is taken in twice").toEqual({ leaves, conditions });
  });

  it("leave rows alone that contradict each other", () => {
    const again = [7, 21, 33].map((i): Row => [rows[i][0], rows[(i + 1) % 5][1]]);
    const { division, examples, doubtful } = divided(fileOf(head, [...rows, ...again]));
    expect([...doubtful].sort((a, b) => a - b)).toEqual([7, 21, 33, 60, 61, 62]);
    const found = expectTree(treeOf(division), examples);
    expect(wrongOf(found.program, examples).filter((i) => !doubtful.has(i))).toEqual([]);
    expect(wrongOf(found.program, examples).length).toBeGreaterThanOrEqual(3);
  });

  it("believe the many where rows contradict each other", () => {
    const again: Row[] = [rows[21], [rows[21][0], rows[3][1]]];
    const { division, examples, doubtful } = divided(fileOf(head, [...rows, ...again]));
    expect([...doubtful]).toEqual([61]);
    const found = expectTree(treeOf(division), examples);
    expect(wrongOf(found.program, examples)).toEqual([61]);
  });

  it("are wrong where they may be, and nowhere else", () => {
    const places = [23, 41];
    const text = fileOf(head, spoilt(...places));
    const { division, examples } = divided(text, { mayBeWrong: 2 });
    const found = expectTree(treeOf(division), examples);
    expect(wrongOf(found.program, examples)).toEqual(places);
  });

  it("are not there where more is wrong than may be", () => {
    for (const mayBeWrong of [0, 1]) {
      const { division, examples } = divided(fileOf(head, spoilt(23, 41)), { mayBeWrong, candidates: 3_000 });
      expect(treeOf(division)).toBeUndefined();
      expect(division.uncovered()).toEqual([23, 41]);
      expect(examples).toHaveLength(60);
    }
  });

  it("are found by a search, with as many suspects as there are", async () => {
    for (const [file, suspects, wrong] of [
      [fileOf(head, rows), 0, []],
      [fileOf(head, spoilt(23, 41)), 2, [23, 41]],
    ] as const) {
      const { task, grammar } = readSygus("a.sl", file);
      const search = await createSearch(task, [], { grammar, suspects, candidates: 200_000 });
      try {
        finish(search);
        const [best] = search.answers();
        expect(best?.suspects.map(({ example }) => example)).toEqual(wrong);
        expect(best && wrongOf(best.program, task.examples)).toEqual(wrong);
      } finally {
        search.dispose();
      }
    }
  });
});

describe("conditions", () => {
  const leaf = (program: Program, cost: number, values: readonly Value[] = []): Leaf => ({
    cost,
    values,
    program: () => program,
    way: { strategy: "division", foundBy: "hand" },
  });
  const s = input(0, TEXT);
  const rows = TEXTS.map((given): Row => [`"${given}"`, given.includes("-") ? '"!"' : `"${given}"`]);
  /** No condition of this grammar tells whether there is a dash. */
  const bare = () => divided(fileOf(STRINGS.replace("(str.contains S S)", ""), rows), { candidates: 2_000 });

  it("are asked for between programs: true where one alone is right, and the other way round", () => {
    const { division, bank, examples } = bare();
    expect(treeOf(division)).toBeUndefined();
    const core = [0, 1, 2, 3, 4, 10, 11, 12].map((example) => TEXTS[example].includes("-"));
    expect(bank.rows).toBe(core.length);
    const goals = division.goals();
    expect(new Set(goals.map(({ sort }) => sort)).size).toBe(1);
    const asked = goals.map(({ cells }) =>
      cells.map((cell) => (cell !== "any" && "one" in cell ? cell.one : cell)),
    );
    expect(asked).toContainEqual(core);
    expect(asked).toContainEqual(core.map((holds) => !holds));
    drain(division.lookAtConditions([leaf(apply(contains, [s, literal("-", TEXT)]), 100)]));
    const found = expectTree(treeOf(division), examples);
    expect(wrongOf(found.program, examples)).toEqual([]);
    expect(found.branches).toHaveLength(2);
  });

  it("that say the same of all examples are taken once", () => {
    const { division } = bare();
    drain(division.look([]));
    const before = division.size.conditions;
    const dash = leaf(apply(contains, [s, literal("-", TEXT)]), 100);
    const plus = leaf(apply(prefixOf, [literal("+", TEXT), s]), 100);
    drain(division.lookAtConditions([dash, { ...dash, cost: 90 }, plus]));
    expect(division.size.conditions, "the bank has the one by prefix").toBe(before + 1);
  });
});

describe("programs from goals", () => {
  it("are leaves like those of the bank, by what they are on every example", () => {
    const wanted = (s: string): string => (s.includes("-") ? "no word at all" : s);
    const rows = TEXTS.map((s): Row => [`"${s}"`, `"${wanted(s)}"`]);
    const { division, examples } = divided(fileOf(STRINGS, rows), { candidates: 5_000 });
    expect(treeOf(division)).toBeUndefined();
    const constant = literal("no word at all", TEXT);
    const found = treeOf(division, [
      { cost: 400, values: [], program: () => constant, way: { strategy: "division", foundBy: "hand" } },
    ]);
    expect(wrongOf(expectTree(found, examples).program, examples)).toEqual([]);
    expect(found?.program.text).toContain("no word at all");
  });
});

describe("no division", () => {
  it.each([
    ["without a selector", '(S String (s "-" (str.++ S S)))', ""],
    [
      "of a selector of other values",
      "(S String (s (str.at s I))) (I Int (0 1 (ite B I I))) (B Bool ((= I I)))",
      "(I Int) (B Bool)",
    ],
  ])("%s", (_, productions, sorts) => {
    const head = `(set-logic SLIA) (synth-fun f ((s String)) String ((S String) ${sorts}) (${productions}))`;
    expect(divided(fileOf(head, textRows)).division).toBeUndefined();
  });

  it("where a macro tests two of its arguments, or has no test of one value", () => {
    for (const test of ["(= x y)", "(bvult x #x0003)"]) {
      const head = BITS.replace("(= x #x0001) y z", `${test} y z`);
      expect(divided(fileOf(head, bitRows), { candidates: 500 }).division).toBeUndefined();
    }
  });
});
