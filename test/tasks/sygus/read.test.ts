import { describe, expect, it } from "vitest";
import type { Grammar } from "../../../src/language/grammar.ts";
import { run } from "../../../src/language/interpret.ts";
import type { Primitive } from "../../../src/language/primitive.ts";
import { literalText } from "../../../src/language/program.ts";
import { BOOL, bitVector, INT, TEXT } from "../../../src/language/type.ts";
import { selectorOf } from "../../../src/search/selector.ts";
import { readSygus, type SygusTask } from "../../../src/tasks/sygus/index.ts";
import { log2In16ths } from "../../../src/tasks/sygus/productions.ts";

const CHECK = "(check-synth)\n";

const examplesOf = ({ task }: SygusTask) => task.examples.map(({ inputs, output }) => [...inputs, output]);

/** `Sort → head(Sort, …)` for each production, in order. */
const shown = ({ productions }: Grammar): string[] =>
  productions.map(({ sort, head, args }) => {
    const text =
      "primitive" in head
        ? head.primitive.name
        : "input" in head
          ? `$${head.input + 1}`
          : literalText("literal" in head ? head.literal : undefined);
    return `${sort} → ${text}${args.length > 0 ? `(${args.map((arg) => arg.sort).join(", ")})` : ""}`;
  });

describe("constraints as examples", () => {
  const ints = (constraints: string): SygusTask =>
    readSygus(
      "a.sl",
      `(set-logic LIA) (define-fun twice ((x Int)) Int (* 2 x)) (define-fun ten () Int 10)
       (synth-fun f ((x Int) (y Int)) Int) (declare-var a Int) (declare-var b Int) ${constraints} ${CHECK}`,
    );

  it.each([
    [
      "either side",
      "(constraint (= (f 1 2) 3)) (constraint (= 4 (f 5 (- 6))))",
      [
        [1, 2, 3],
        [5, -6, 4],
      ],
    ],
    [
      "and",
      "(constraint (and (= (f 1 2) 3) (and (= (f 2 2) 4))))",
      [
        [1, 2, 3],
        [2, 2, 4],
      ],
    ],
    ["terms", "(constraint (= (f (twice 4) ten) (+ 1 2 (ite (< 1 2) 3 4))))", [[8, 10, 6]]],
    ["values of variables", "(constraint (=> (and (= a 1) (= 2 b)) (= (f a b) (+ a b))))", [[1, 2, 3]]],
    ["one after the other", "(constraint (=> (= a 1) (= b (+ a 1)) (= (f a b) b)))", [[1, 2, 2]]],
    ["let", "(constraint (let ((z 5)) (= (f z z) (* z z))))", [[5, 5, 25]]],
    ["old negative numbers", "(constraint (= (f -1 2) -3))", [[-1, 2, -3]]],
    ["what holds anyway", "(constraint (= ten (twice 5))) (constraint (= (f 1 2) 3))", [[1, 2, 3]]],
  ])("%s", (_, constraints, expected) => {
    expect(examplesOf(ints(constraints))).toEqual(expected);
  });

  it("of a predicate are its calls", () => {
    const read = readSygus(
      "a.sl",
      `(set-logic SLIA) (synth-fun p ((x String)) Bool) (constraint (p "a")) (constraint (not (p "b")))
       (constraint (= (p "c") true)) ${CHECK}`,
    );
    expect(examplesOf(read)).toEqual([
      ["a", true],
      ["b", false],
      ["c", true],
    ]);
  });

  it("have bit-vectors as they are represented", () => {
    const read = readSygus(
      "a.sl",
      `(set-logic BV) (synth-fun f ((x (_ BitVec 64)) (y (_ BitVec 3))) (_ BitVec 8))
       (constraint (= (f #xffffffffffffffff #b101) #x0a)) ${CHECK}`,
    );
    expect(examplesOf(read)).toEqual([[0xffff_ffff_ffff_ffffn, 5, 10]]);
    const decimal = readSygus(
      "a.sl",
      `(set-logic BV) (synth-fun f ((x (_ BitVec 64)) (y (_ BitVec 3))) (_ BitVec 8))
       (constraint (= (f (_ bv18446744073709551615 64) (_ bv5 3)) (_ bv10 8))) ${CHECK}`,
    );
    expect(examplesOf(decimal)).toEqual(examplesOf(read));
    expect(read.task.signature.params.map(({ type }) => type)).toEqual([bitVector(64), bitVector(3)]);
  });

  it("number their rows, know their lines and keep repeated ones", () => {
    const read = ints("\n(constraint (= (f 1 2) 3)) (constraint\n (and (= (f 1 2) 3)\n (= (f 2 2) 4)))");
    expect(read.task.examples.map(({ row }) => row)).toEqual([1, 2, 3]);
    const [first, ...more] = read.task.examples.map(({ line }) => line as number);
    expect(more).toEqual([first + 1, first + 2]);
  });
});

describe("files", () => {
  it("have comments, options, quoted symbols and short names for sorts", () => {
    const read = readSygus(
      "dir/initials.sl",
      `; (synth-fun no
       (set-option :verbosity 1) (set-info :source |a (b) ; c|) (set-logic PBE_SLIA)
       (define-sort T () String)
       (synth-fun f ((|full name| T)) T) ; here
       (constraint (= (f "a;b") "a\\u{e9}")) ${CHECK}`,
    );
    expect(read.task).toMatchObject({ name: "f", place: "dir/initials.sl" });
    expect(read.task.signature).toEqual({ params: [{ name: "full name", type: TEXT }], result: TEXT });
    expect(examplesOf(read)).toEqual([["a;b", "aé"]]);
    expect(read.notes).toEqual([]);
  });

  it("are named after their function", () => {
    const text = `(set-logic LIA) (synth-fun next ((x Int)) Int) (constraint (= (next 1) 2)) ${CHECK}`;
    expect(readSygus("a.sl", text).task.name).toBe("next");
    expect(readSygus("a.sl", text.replaceAll("next", "f")).task.name).toBe("f");
  });

  it("note what is missing and what cannot be used", () => {
    const text = `(set-logic SLIA)
(synth-fun f ((x String)) String ((S String) (A String) (B Bool)) (
  (S String (x (str.++ S S) (str.at A 0))) (A String ((str.++ A A))) (B Bool (true))))
(constraint (= (f "a") "aa"))`;
    const { notes, grammar } = readSygus("a.sl", text);
    expect(notes).toEqual([
      "a.sl, line 2: no term can be derived from A",
      "a.sl, line 2: B is not reached from S",
      "a.sl: there is no (check-synth) at its end; learned as if there were",
    ]);
    expect(grammar.sorts.map(({ name }) => name)).not.toContain("B");
  });
});

describe("a grammar of the file's own", () => {
  const grammarOf = (groups: string, head = "(x String)", sort = "String", before = ""): Grammar =>
    readSygus(
      "a.sl",
      `(set-logic ALL) ${before} (synth-fun f (${head}) ${sort} ${groups})
       (constraint (= (f ${sort === "String" ? '"a") "a"' : "#x01) #x01"})) ${CHECK}`,
    ).grammar;

  it("has sorts for non-terminals and productions for terms", () => {
    const grammar = grammarOf(
      '((S String) (I Int)) ((S String (x "a b" (str.++ S S) (str.at S I))) (I Int (0 (- 1) (str.len S) (+ I I))))',
    );
    expect(grammar.start).toBe("S");
    expect(grammar.closed).toBe(true);
    expect(grammar.sorts.map(({ name, type, layout }) => [name, type, layout.type])).toEqual([
      ["S", TEXT, TEXT],
      ["I", INT, INT],
    ]);
    expect(shown(grammar)).toEqual([
      "S → $1",
      'S → "a b"',
      "S → smt-concat(S, S)",
      "S → smt-at(S, I)",
      "I → 0",
      "I → -1",
      "I → smt-length(S)",
      "I → smt-add(I, I)",
    ]);
    expect(new Set(grammar.productions.map(({ cost }) => cost))).toEqual(new Set([2 * 16]));
  });

  it("may have no declarations, as of old", () => {
    const grammar = grammarOf("((I Int (0 1)) (Start String (x (str.at x I))))");
    expect(grammar.start).toBe("Start");
    expect(shown(grammar)).toEqual(["I → 0", "I → 1", "Start → $1", "Start → smt-at(x, I)", "x → $1"]);
  });

  it("has sorts of their own for terms within terms, one for equal ones", () => {
    const grammar = grammarOf(
      "((S String) (I Int)) ((S String ((str.substr x 0 I) (str.at x (+ I 1)))) (I Int (0 (+ 1 I))))",
    );
    expect(shown(grammar)).toEqual([
      "S → smt-substr(x, 0, I)",
      "S → smt-at(x, (+ I 1))",
      "I → 0",
      "I → smt-add(1, I)",
      "x → $1",
      "0 → 0",
      "1 → 1",
      "(+ I 1) → smt-add(I, 1)",
    ]);
    const cost = (sort: string) => grammar.productions.find((production) => production.sort === sort)?.cost;
    expect(cost("x")).toBeLessThan(cost("I") as number);
  });

  it.each([
    [
      "alone",
      '(S String (T)) (T String (x "b" (str.++ T T)))',
      ["S → $1", 'S → "b"', "S → smt-concat(S, S)"],
    ],
    [
      "beside others",
      '(S String ("a" T)) (T String (x (str.++ S T)))',
      ['S → "a"', "S → $1", "S → smt-concat(S, T)", "T → $1", "T → smt-concat(S, T)"],
    ],
    [
      "in a circle",
      '(S String ("a" T)) (T String (x (str.++ S T) S))',
      ['S → "a"', "S → $1", "S → smt-concat(S, S)"],
    ],
    ["to itself", "(S String (S x T)) (T String (x))", ["S → $1"]],
  ])("has no chains, %s: a sort that leads to another has its productions", (_, groups, expected) => {
    expect(shown(grammarOf(`((S String) (T String)) (${groups})`))).toEqual(expected);
  });

  it("has one sort for those that are alike", () => {
    expect(
      shown(grammarOf("((S String) (T String)) ((S String (x (str.++ T S))) (T String (x (str.++ S T))))")),
    ).toEqual(["S → $1", "S → smt-concat(S, S)"]);
  });

  it("has inputs for (Variable S), and constants for (Constant S)", () => {
    const read = readSygus(
      "a.sl",
      `(set-logic SLIA) (synth-fun f ((x String) (n Int) (y String)) String ((S String) (I Int))
         ((S String ((Variable String) (Constant String) (str.at S I))) (I Int (n (Constant Int)))))
       (constraint (= (f "a-b" 7 "c") "Mr. b")) (constraint (= (f "d-e" 7 "f") "Mr. e")) ${CHECK}`,
    );
    const all = shown(read.grammar);
    for (const expected of [
      "S → $1",
      "S → $3",
      'S → ""',
      'S → "-"',
      'S → "Mr. "',
      "I → $2",
      "I → 0",
      "I → -1",
      "I → 7",
    ])
      expect(all).toContain(expected);
    expect(read.grammar.sorts.every(({ open }) => open)).toBe(true);
  });

  it("has indexed operators, and ones of many arguments as one primitive", () => {
    const grammar = grammarOf(
      "((S (_ BitVec 8))) ((S (_ BitVec 8) (x ((_ rotate_left 3) S) (bvadd S S S) (ite (= S #x01) S S))))",
      "(x (_ BitVec 8))",
      "(_ BitVec 8)",
    );
    expect(shown(grammar)).toEqual([
      "S → $1",
      "S → rotate-left-3-8(S)",
      "S → own-bvadd-3(S, S, S)",
      "S → smt-ite-bits-8((= S #x01), S, S)",
      "#x01 → 1",
      "(= S #x01) → bveq-8(S, #x01)",
    ]);
    const { head } = grammar.productions[2];
    expect("primitive" in head && head.primitive.run([100, 200, 7], { fuel: 10 })).toBe(51);
  });

  it("has macros as primitives, and selectors among them", () => {
    const grammar = grammarOf(
      "((S (_ BitVec 8))) ((S (_ BitVec 8) (x (half S) (im S S S))))",
      "(x (_ BitVec 8))",
      "(_ BitVec 8)",
      `(define-fun half ((x (_ BitVec 8))) (_ BitVec 8) (bvlshr x #x01))
       (define-fun isOne ((x (_ BitVec 8))) Bool (= x #x01))
       (define-fun im ((x (_ BitVec 8)) (y (_ BitVec 8)) (z (_ BitVec 8))) (_ BitVec 8) (ite (isOne x) y z))`,
    );
    const [half, im] = grammar.productions
      .slice(1)
      .map(({ head }) => (head as { primitive: Primitive }).primitive);
    expect(half.run([0x81], { fuel: 10 })).toBe(0x40);
    expect(im.run([1, 2, 3], { fuel: 10 })).toBe(2);
    const selector = selectorOf(im);
    expect(selector).toMatchObject({ tested: [0], then: 1, else: 2 });
    expect(selector && run(selector.test, [1])).toBe(true);
  });
});

describe("no grammar", () => {
  const heads = (text: string): Set<string> =>
    new Set(
      readSygus("a.sl", `${text} ${CHECK}`).grammar.productions.map(({ head }) =>
        "primitive" in head
          ? head.primitive.name
          : "input" in head
            ? `$${head.input + 1}`
            : literalText("literal" in head ? head.literal : undefined),
      ),
    );

  it("is all of the logic", () => {
    const lia = heads("(set-logic LIA) (synth-fun f ((x Int)) Int) (constraint (= (f 1) 2))");
    for (const name of ["$1", "0", "1", "smt-add", "smt-ite-int", "smt-at-most", "and", "smt-equal-int"])
      expect(lia).toContain(name);
    expect(lia).not.toContain("smt-multiply");
    expect(lia, "said as shortly with <").not.toContain("smt-greater");
    expect(lia).not.toContain("smt-concat");
    const slia = heads('(set-logic SLIA) (synth-fun f ((x String)) String) (constraint (= (f "a") "b"))');
    for (const name of ["smt-concat", "smt-index-of", "smt-to-int", "smt-add", '""', "smt-ite-text"])
      expect(slia).toContain(name);
    const bv = heads(
      "(set-logic BV) (synth-fun f ((x (_ BitVec 16))) (_ BitVec 16)) (constraint (= (f #x0001) #x0002))",
    );
    for (const name of ["bvadd-16", "bvult-16", "bvudiv-16", "smt-ite-bits-16", "bveq-16", "0", "65535"])
      expect(bv).toContain(name);
    expect(bv).not.toContain("bvcomp-16");
  });

  it("takes any constant", () => {
    const text = `(set-logic LIA) (synth-fun p ((x Int)) Bool) (constraint (p 1)) ${CHECK}`;
    const { grammar } = readSygus("a.sl", text);
    expect(grammar.closed).toBeUndefined();
    expect(grammar.start).toBe("Bool");
    expect(grammar.sorts.map(({ type }) => type)).toEqual([BOOL, INT]);
  });
});

describe("log₂ in 1/16 bit", () => {
  it("is rounded down", () => {
    for (let n = 1; n < 3000; n++) expect(log2In16ths(n)).toBe(Math.floor(16 * Math.log2(n) + 1e-9));
  });
});
