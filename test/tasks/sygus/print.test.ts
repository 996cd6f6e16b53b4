/** @file Programs of a file's grammar, written in its own words, mean the same when they are read back. */

import { describe, expect, it } from "vitest";
import type { Grammar } from "../../../src/language/grammar.ts";
import { run } from "../../../src/language/interpret.ts";
import { apply, input, literal, type Program } from "../../../src/language/program.ts";
import { type Random, randomOf } from "../../../src/language/random.ts";
import { printModule } from "../../../src/language/typescript.ts";
import type { Value } from "../../../src/language/value.ts";
import { defineFun, readSygus, type SygusTask } from "../../../src/tasks/sygus/index.ts";
import { unfolded } from "../../../src/tasks/sygus/macro.ts";
import { loadPrinted } from "../../support/printed.ts";

const STRINGS = `(set-logic SLIA)
(define-fun first ((t String)) String (str.at t 0))
(synth-fun f ((|full name| String) (n Int)) String
  ((S String) (I Int) (B Bool))
  ((S String (|full name| "a ""b""\\u{e9}\\u{5c}u" "" (str.++ S S S) (str.replace S S S) (first S) (ite B S S)
      (str.substr |full name| I (+ I 1)) (str.from_int I) (str.from_code I)))
   (I Int (n 0 (- 3) -7 (- I) (- I I) (str.indexof S S I) (str.to_int S) (mod I 3) (abs I)))
   (B Bool (true (str.< S S) (= I I) (= S S) (not B) (=> B B) (distinct I I)))))
(constraint (= (f "ab" 1) "a"))
(check-synth)
`;

const OLD_STRINGS = `(set-logic SLIA)
(synth-fun f ((s String)) String
  ((Start String (s "\\x41\\n\\\\" (str.++ Start Start) (int.to.str I) (str.at s I)))
   (I Int (-1 0 (str.to.int Start) (str.len Start)))))
(constraint (= (f "ab") "a"))
(check-synth)
`;

const BITS = `(set-logic BV)
(define-fun half ((x (_ BitVec 12))) (_ BitVec 12) (bvlshr x #x001))
(define-fun quarter ((x (_ BitVec 12))) (_ BitVec 12) (half (half x)))
(define-fun im ((x (_ BitVec 12)) (y (_ BitVec 12)) (z (_ BitVec 12))) (_ BitVec 12) (ite (= x #x001) y z))
(synth-fun f ((x (_ BitVec 12)) (y (_ BitVec 12))) (_ BitVec 12)
  ((S (_ BitVec 12)) (N (_ BitVec 4)))
  ((S (_ BitVec 12) (x y #x0ff #b000000000011 (quarter S) (im S S S) (bvadd S S S) (bvudiv S S)
      ((_ rotate_left 5) S) (concat N N N) ((_ sign_extend 8) N) (ite (bvslt S y) S S)))
   (N (_ BitVec 4) (#x0 #b1010 ((_ extract 7 4) S)))))
(constraint (= (f #x001 #x002) #x003))
(check-synth)
`;

/** A program that the grammar derives, by chance, of about a size. */
function derived(grammar: Grammar, sort: string, random: Random, size: number): Program {
  const { type } = grammar.sorts.find(({ name }) => name === sort) as Grammar["sorts"][number];
  const all = grammar.productions.filter((production) => production.sort === sort);
  const leaves = all.filter(({ args }) => args.length === 0);
  const choices = size <= 1 && leaves.length > 0 ? leaves : all;
  const { head, args } = choices[random.below(choices.length)];
  if ("input" in head) return input(head.input, type);
  if ("literal" in head) return literal(head.literal, type);
  if (!("primitive" in head)) throw new Error("a file's grammar has no lambdas");
  return apply(
    head.primitive,
    args.map((arg) => derived(grammar, arg.sort, random, Math.floor(size / 2))),
    type,
  );
}

const programs = ({ grammar }: SygusTask, count: number): Program[] => {
  const random = randomOf(5);
  return Array.from({ length: count }, (_, i) => derived(grammar, grammar.start, random, 2 + (i % 12)));
};

const ROWS: Readonly<Record<string, Value[][]>> = {
  strings: [
    ["ab", 1],
    ["12", -3],
    ["", 0],
    ["\u{1d4b3}a ", 65],
    ['"\\u{e9}"', 2],
  ],
  old: [["ab"], ["12"], [""], ["A\n\\n"]],
  bits: [
    [1, 2],
    [0, 0xfff],
    [0x5a5, 1],
    [0x800, 0x7ff],
  ],
};

describe.each([
  ["strings", STRINGS],
  ["old", OLD_STRINGS],
  ["bits", BITS],
])("%s", (what, text) => {
  const read = readSygus("a.sl", text);
  const all = programs(read, 300);

  it("is derived in many ways", () => {
    expect(new Set(all.map((program) => program.text)).size).toBeGreaterThan(50);
    const used = new Set(all.flatMap((program) => program.text.match(/\((?:smt|own|bv)[^ )]+/g) ?? []));
    expect(used.size).toBeGreaterThan(3);
  });

  it("reads back to the same function", () => {
    for (const program of all) {
      const written = defineFun(read, program);
      expect(written).toMatch(/^\(define-fun f [ -~]*\)$/);
      const macro = `(define-fun answer${written.slice("(define-fun f".length)}`;
      const at = text.indexOf("(synth-fun");
      const again = readSygus("b.sl", text.slice(0, at) + macro + text.slice(at));
      const answer = again.task.language?.macros.find(({ name }) => name === "own-answer");
      if (!answer) throw new Error("the answer is no macro");
      for (const row of ROWS[what]) {
        expect(answer.run(row, { fuel: 10_000 }), `${written} of ${JSON.stringify(row)}`).toStrictEqual(
          run(program, row),
        );
      }
    }
  });

  it("means the same without macros, and in TypeScript", async () => {
    for (const program of all.slice(0, 40)) {
      const plain = unfolded(program) as Program;
      expect(plain.text).not.toContain("own-");
      const { source } = printModule({ name: "it", signature: read.task.signature, program: plain });
      const printed = await loadPrinted(source);
      for (const row of ROWS[what]) {
        const expected = run(program, row);
        expect(run(plain, row)).toStrictEqual(expected);
        expect(printed(...row), `${source}\n${JSON.stringify(row)}`).toStrictEqual(expected);
      }
    }
  });
});

describe("the file's own words", () => {
  const [strings, old, bits] = [STRINGS, OLD_STRINGS, BITS].map((text) => readSygus("a.sl", text));
  const call = (read: SygusTask, head: string, ...args: Program[]): Program => {
    const found = read.grammar.productions.find(
      (production) => "primitive" in production.head && production.head.primitive.name === head,
    );
    if (!found || !("primitive" in found.head)) throw new Error(`no ${head}`);
    return apply(found.head.primitive, args);
  };

  it("are those of its version", () => {
    const [s] = [input(0, { kind: "text" })];
    const program = call(old, "smt-from-int", call(old, "smt-to-int", s));
    expect(defineFun(old, program)).toBe("(define-fun f ((s String)) String (int.to.str (str.to.int s)))");
    expect(defineFun(old, literal("é\u{1d4b3}", { kind: "text" }))).toContain('"\\xe9\\u{1d4b3}"');
    expect(defineFun(strings, literal("é", { kind: "text" }))).toContain('"\\u{e9}"');
  });

  it("are its constants, names and macros", () => {
    const name = input(0, { kind: "text" });
    const program = call(
      strings,
      "own-first",
      call(strings, "own-str-3", name, name, literal("", { kind: "text" })),
    );
    expect(defineFun(strings, program)).toBe(
      '(define-fun f ((|full name| String) (n Int)) String (first (str.++ |full name| |full name| "")))',
    );
    for (const [value, text] of [
      [-3, "(- 3)"],
      [-7, "-7"],
      [-8, "(- 8)"],
      [0, "0"],
    ] as const) {
      expect(defineFun(strings, call(strings, "smt-from-int", literal(value, { kind: "int" })))).toContain(
        `(str.from_int ${text})`,
      );
    }
    const bits12 = { kind: "bits", width: 12 } as const;
    const three = call(bits, "own-im", input(0, bits12), literal(3, bits12), literal(1, bits12));
    expect(defineFun(bits, three)).toContain("(im x #b000000000011 #x001)");
    expect(defineFun(bits, call(bits, "rotate-left-5-12", three))).toContain("((_ rotate_left 5) (im ");
  });
});

describe("without macros", () => {
  it("a program that would be very long is none", () => {
    const lines = Array.from({ length: 13 }, (_, i) => {
      const before = i === 0 ? "x" : `(g${i - 1} x)`;
      return `(define-fun g${i} ((x Int)) Int (+ ${before} ${before}))`;
    });
    const text = `(set-logic LIA) ${lines.join(" ")}
      (synth-fun f ((x Int)) Int ((S Int)) ((S Int (x (g12 S))))) (constraint (= (f 1) 2)) (check-synth)`;
    const { grammar, task } = readSygus("a.sl", text);
    const head = grammar.productions[1].head as { primitive: Parameters<typeof apply>[0] };
    const once = apply(head.primitive, [input(0, { kind: "int" })]);
    const twice = apply(head.primitive, [once]);
    expect(task.language?.plain(once)).toBeDefined();
    expect(task.language?.plain(twice)).toBeUndefined();
    expect(run(twice, [1])).toBe(2 ** 26);
  });
});
