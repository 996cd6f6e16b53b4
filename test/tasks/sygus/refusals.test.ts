/** @file What is wrong with a SyGuS file is said with its line and with what would be accepted. */

import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/tasks/error.ts";
import { readSygus } from "../../../src/tasks/sygus/index.ts";
import { bytesOf, read, refusal } from "../support.ts";

const LOGIC = "(set-logic SLIA)\n";
const GROUPS = '((Start String (x "-" (str.++ Start Start) (str.at Start I))) (I Int (0 1 (str.len Start))))';
const GRAMMAR = `((Start String) (I Int)) ${GROUPS}`;
const FUNCTION = `(synth-fun f ((x String)) String ${GRAMMAR})\n`;
const EXAMPLE = '(constraint (= (f "ab") "a"))\n';
const CHECK = "(check-synth)\n";

function refused(text: string): string {
  try {
    readSygus("a.sl", text);
  } catch (error) {
    if (error instanceof InputError && !/[\n\r]/.test(error.message)) return error.message;
    throw error;
  }
  throw new Error("the file was accepted");
}

const withGrammar = (groups: string, declared = "((Start String) (I Int))"): string =>
  `${LOGIC}(synth-fun f ((x String)) String ${declared} ${groups})\n${EXAMPLE}`;
const withStart = (productions: string): string =>
  withGrammar(`((Start String (${productions})) (I Int (0 1)))`);
const withConstraint = (term: string, logic = LOGIC): string =>
  `${logic}${FUNCTION}(declare-var y String)\n(constraint ${term})\n`;
const bits = (constraint: string): string =>
  `(set-logic BV)\n(synth-fun f ((x (_ BitVec 8))) (_ BitVec 8))\n(constraint ${constraint})\n`;
const ints = (constraint: string): string =>
  `(set-logic LIA)\n(synth-fun f ((x Int)) Int)\n(declare-var n Int)\n(constraint ${constraint})\n`;

describe("commands", () => {
  it.each([
    ["nothing", "", "a.sl: there is no function to learn; give (synth-fun"],
    ["comments alone", "; nothing", "there is no function to learn"],
    ["no examples", LOGIC + FUNCTION + CHECK, "a.sl: there is no example; give constraints such as"],
    ["an unknown logic", `(set-logic QF_LRA)\n${FUNCTION}`, 'line 1: the logic "QF_LRA" is not known'],
    ["a logic in small letters", "(set-logic slia)", "did you mean SLIA?"],
    ["an invariant", `${LOGIC}(synth-inv f ((x Int)))`, "line 2: (synth-inv f ((x Int))) is no command"],
    ["an oracle", `${LOGIC}${FUNCTION}(oracle-fun g () Int "./g")`, "line 3: (oracle-fun g () Int"],
    ["a slip", `${LOGIC}${FUNCTION}(constraints)`, "did you mean constraint?"],
    ["a number", `${LOGIC}(5)`, "line 2: (5) is no command"],
    [
      "two functions",
      LOGIC + FUNCTION + FUNCTION.replace(" f ", " g ") + EXAMPLE,
      "line 3: a second function, after that of line 2",
    ],
    [
      "no parameters",
      `${LOGIC}(synth-fun f () Int)\n(constraint (= f 1))`,
      "line 2: (synth-fun f () Int) has no parameters",
    ],
    [
      "an example too soon",
      LOGIC + EXAMPLE + FUNCTION,
      'line 2: (constraint (= (f "ab") "a")) stands before its function',
    ],
    [
      "a variable twice",
      `${LOGIC}(declare-var y Int)\n(declare-var y Int)\n${FUNCTION}`,
      'line 3: "y" is declared a second time',
    ],
    [
      "a macro twice",
      `${LOGIC}(define-fun g () Int 1)\n(define-fun g () Int 1)\n${FUNCTION}`,
      'line 3: "g" is defined a second time',
    ],
    [
      "an operator's name",
      `${LOGIC}(define-fun str.len () Int 1)\n${FUNCTION}`,
      '"str.len" is defined a second time',
    ],
    ["the function's name", `${LOGIC}(define-fun f () Int 1)\n${FUNCTION}`, 'line 3: "f" is defined already'],
    [
      "recursion",
      `${LOGIC}(define-fun g ((x Int)) Int (+ 1 (g x)))\n${FUNCTION}`,
      'line 2: "g" calls itself',
    ],
    [
      "a macro of another sort",
      `${LOGIC}(define-fun g ((x Int)) String x)\n${FUNCTION}`,
      "the body of g is not of the sort String",
    ],
    [
      "two parameters of one name",
      `${LOGIC}(define-fun g ((x Int) (x Int)) Int x)\n${FUNCTION}`,
      'two parameters are called "x"',
    ],
    [
      "an unknown sort",
      `${LOGIC}(synth-fun f ((x Real)) String)\n${EXAMPLE}`,
      "line 2: Real is no sort that is known; there are Int, Bool, String and",
    ],
    [
      "a sort that is too wide",
      `${LOGIC}(synth-fun f ((x (_ BitVec 65))) String)`,
      "line 2: (_ BitVec 65): widths are from 1 to 64",
    ],
    [
      "a synth-fun without a sort",
      `${LOGIC}(synth-fun f ((x Int)))`,
      "should be (synth-fun name ((x Sort) …) Sort grammar?)",
    ],
  ])("%s", (_, text, message) => {
    expect(refused(text)).toContain(message);
  });

  it.each(["let", "|let|", "_", "!", "as", "true", "-5", "||", "|a\nb|", "|\u001b[31m|", "|\u2028|"])(
    "a name that could not be written back: %j",
    (name) => {
      const message =
        /line 2: ".*" (means something of its own in SMT-LIB|has a line break or control in it);/;
      for (const command of [
        `(synth-fun ${name} ((x String)) String)`,
        `(synth-fun f ((${name} String)) String)`,
        `(define-fun ${name} ((x Int)) Int x)${FUNCTION}`,
        `(define-const ${name} Int 1)${FUNCTION}`,
        `(define-sort ${name} () Int)${FUNCTION}`,
        `(declare-var ${name} Int)${FUNCTION}`,
      ])
        expect(refused(LOGIC + command)).toMatch(message);
    },
  );

  it("a function called like an operator", () => {
    expect(refused(`${LOGIC}(synth-fun str.len ((x String)) Int)`)).toContain('"str.len" is defined already');
  });

  it("thousands of macros", () => {
    const all = Array.from({ length: 5000 }, (_, i) => `(define-fun |$${i}!| ((x Int)) Int x)\n`);
    expect(refused(LOGIC + all.join("") + FUNCTION)).toContain("line 2002: more than 2000 macros");
  });

  it("macros that unfold without bound", () => {
    const deep = Array.from({ length: 300 }, (_, i) => {
      const before = i === 0 ? "x" : `(g${i - 1} x)`;
      return `(define-fun g${i} ((x Int)) Int (+ 1 ${before}))\n`;
    });
    expect(refused(LOGIC + deep.join("") + FUNCTION)).toMatch(
      /"g\d+" unfolds to terms nested more than 200 deep/,
    );
    const wide = Array.from({ length: 60 }, (_, i) => {
      const before = i === 0 ? "x" : `(g${i - 1} x)`;
      return `(define-fun g${i} ((x Int)) Int (+ ${before} ${before}))\n`;
    });
    expect(refused(LOGIC + wide.join("") + FUNCTION)).toBe(
      'a.sl, line 15: "g13" unfolds to more than 10000 calls',
    );
    const lets = Array.from({ length: 40 }, () => `(let ((x (+ x x)))`);
    expect(
      refused(`${LOGIC}(define-fun g ((x Int)) Int ${lets.join("")}x${")".repeat(40)})\n${FUNCTION}`),
    ).toContain("the term is too large");
  });
});

describe("grammars", () => {
  it.each([
    ["an unknown operator", withStart("(str.rev x)"), 'line 2: "str.rev" is no operator that is known'],
    ["a slip in an operator", withStart("(str.substring x 0 1)"), "did you mean str.substr?"],
    [
      "an unknown name",
      withStart("x Strt"),
      "Strt is no non-terminal, input or constant; did you mean Start?",
    ],
    ["too few arguments", withStart("(str.at x)"), "(str.at x): str.at takes (String Int), not (String)"],
    ["arguments of other sorts", withStart("(str.at x x)"), "str.at takes (String Int), not (String String)"],
    ["a production of another sort", withStart("x 1"), "1 is of sort Int, but Start is of sort String"],
    ["a chain to another sort", withStart("x I"), "I is of sort Int, but Start is of sort String"],
    ["let", withStart("(let ((y x)) y)"), "let in a grammar is not understood"],
    [
      "another output sort",
      withGrammar("((I Int (0 1)))", "((I Int))"),
      "line 2: the grammar begins with I of sort Int, but the function is of sort String",
    ],
    [
      "no term at all",
      withStart("(str.++ Start Start)"),
      "line 2: the grammar derives no term: every production of Start needs a further one",
    ],
    [
      "a non-terminal twice",
      withGrammar("((Start String (x)) (Start String (x)))"),
      "Start is declared twice",
    ],
    [
      "one that is declared only",
      withGrammar("((Start String (x)))"),
      "I is declared but has no productions",
    ],
    [
      "one that is not declared",
      withGrammar(GROUPS, "((Start String))"),
      "I is not declared before its productions",
    ],
    [
      "declared otherwise",
      withGrammar(GROUPS, "((Start String) (I String))"),
      "(I String), but its productions say Int",
    ],
    [
      "a group that is none",
      withGrammar("((Start String x))"),
      "(Start String x) should be (Name Sort (term …))",
    ],
    ["no groups", withGrammar("()", "()"), "the grammar has no non-terminals"],
    [
      "comparisons of all pairs of many",
      withGrammar(`((Start String ((ite (distinct ${"I ".repeat(100)}) x x))) (I Int (0)))`),
      "distinct takes at most 14 arguments",
    ],
    [
      "a hundred thousand productions",
      withStart(Array.from({ length: 100_000 }, (_, i) => `"${i}"`).join(" ")),
      "more than 10000 productions",
    ],
    [
      "tens of thousands of nested terms",
      withStart(Array.from({ length: 50_000 }, (_, i) => `(str.++ "${i}" Start)`).join(" ")),
      "more than 1000 non-terminals and nested terms",
    ],
  ])("%s", (_, text, message) => {
    expect(refused(text)).toContain(message);
  });

  it("a thousand productions, and one of fifty arguments, are read", () => {
    const texts = Array.from({ length: 999 }, (_, i) => `"${i}"`).join(" ");
    const { grammar } = readSygus("a.sl", withStart(`x ${texts} (str.++ ${"Start ".repeat(50)})`));
    expect(grammar.productions.filter(({ sort }) => sort === "Start")).toHaveLength(1001);
  });
});

describe("constraints", () => {
  it.each([
    [
      "of too many arguments",
      withConstraint('(= (f "a" "b") "c")'),
      'line 4: (f "a" "b"): f takes (String), not (String String)',
    ],
    ["of other sorts", withConstraint('(= (f 1) "c")'), "f takes (String), not (Int)"],
    ["with an output of another sort", withConstraint('(= (f "1") 1)'), "f is of sort String, not Int"],
    [
      "that compare",
      ints("(>= (f 1) 2)"),
      "line 4: (constraint (>= (f 1) 2)) is no example; constraints must be examples",
    ],
    ["over a variable", ints("(= (f n) n)"), "n may be anything there; constraints must be examples"],
    ["of calls in calls", ints("(= (f (f 1)) 2)"), "is no example"],
    ["under a comparison", ints("(=> (> n 1) (= (f n) 2))"), "is no example"],
    ["that never hold", ints("(= 1 2)"), "(constraint (= 1 2)) never holds, whatever f is"],
    ["without a value", ints("(= (f 1) (div 1 0))"), "(div 1 0) has no value"],
    ["with a name that is not declared", ints("(= (f m) 1)"), "m is not known here"],
    ["with a number beyond 2^53", ints("(= (f 9007199254740993) 1)"), '"9007199254740993" is beyond 2^53'],
    ["with a real", ints("(= (f 1.5) 1)"), "1.5: there are no reals here"],
    ["with a bit-vector too short", bits("(= (f #x1) #x01)"), "f takes ((_ BitVec 8)), not ((_ BitVec 4))"],
    ["with a bit-vector too long", bits("(= (f #b000000001) #x01)"), "not ((_ BitVec 9))"],
    [
      "with more than 64 bits",
      bits("(= (f #x00112233445566778899) #x01)"),
      "has 80 bits; widths are from 1 to 64",
    ],
    ["with a number too large for its bits", bits("(= (f (_ bv300 8)) #x01)"), "does not fit 8 bits"],
    ["with bits of no width", bits("(= (f (_ bv0 0)) #x01)"), "widths are from 1 to 64"],
    [
      "with half a surrogate pair",
      withConstraint('(= (f "\\u{d800}") "c")'),
      "\\u{d800} is half a surrogate pair",
    ],
    ["with half of one unescaped", withConstraint('(= (f "\ud800") "c")'), "half a surrogate pair"],
    ["of two terms", `${LOGIC}${FUNCTION}(constraint true true)`, "should be (constraint term)"],
  ])("%s", (_, text, message) => {
    expect(refused(text)).toContain(message);
  });

  it("that contradict each other: both lines are named", () => {
    const text = `${LOGIC}${FUNCTION}${EXAMPLE}; between\n(constraint (= "b" (f "ab")))\n`;
    expect(refused(text)).toBe(
      'a.sl: lines 3 and 5 give the same inputs different outputs, "a" and "b"; no function does both, so correct one of them',
    );
  });

  it("of which few contradict others: a note, as one of them may be a slip", () => {
    const more = Array.from({ length: 9 }, (_, i) => `(constraint (= (f "${i}b") "${i}"))\n`).join("");
    const { notes, task } = readSygus(
      "a.sl",
      `${LOGIC}${FUNCTION}${EXAMPLE}${more}(constraint (= (f "ab") "b"))\n${CHECK}`,
    );
    expect(notes).toEqual([
      'a.sl: lines 3 and 13 give the same inputs different outputs, "a" and "b"; 1 example cannot be right',
    ]);
    expect(task.examples).toHaveLength(11);
  });
});

describe("syntax", () => {
  it.each([
    [
      "a parenthesis that is never closed",
      `${LOGIC}${FUNCTION}(constraint (= (f "ab") "a")\n${CHECK}`,
      'line 3: "(" is never closed: (constraint',
    ],
    ["one too many", `${LOGIC})`, 'line 2: ")" without its "("'],
    ["a string that is never closed", `${LOGIC}(constraint "a`, 'line 2: a string without its closing "'],
    [
      "a symbol that is never closed",
      `${LOGIC}(constraint |a`,
      "line 2: a quoted symbol without its closing |",
    ],
    ["a word outside", `${LOGIC}check-synth`, "line 2: check-synth outside of every command"],
    ["a sign of no meaning", `${LOGIC}(constraint 'a)`, "line 2: 'a is no symbol"],
    ["a digit that is none of a bit-vector", bits("(= (f #x0G) #x01)"), "line 3: #x0G is no symbol"],
    ["a bit that is none", bits("(= (f #b00000012) #x01)"), "line 3: #b00000012 is no symbol"],
    ["a number in a name", `${LOGIC}(constraint 1a)`, "line 2: 1a is no symbol"],
  ])("%s", (_, text, message) => {
    expect(refused(text)).toContain(message);
  });

  it("100,000 parentheses within each other", () => {
    for (const open of ["(", "(constraint ", "(and (= "]) {
      expect(refused(LOGIC + FUNCTION + open.repeat(100_000))).toMatch(/nested more than \d+ deep/);
    }
    expect(refused(`${LOGIC}${")".repeat(100_000)}`)).toContain('")" without its "("');
  });

  it("very long tokens and blanks are read in linear time", () => {
    const long = "x".repeat(1 << 20);
    const text = `${LOGIC}${" ".repeat(1 << 20)};${long}\n${FUNCTION}(constraint (= (f "${long}") "${long}"))\n`;
    expect(readSygus("a.sl", text).task.examples).toHaveLength(1);
    expect(refused(`(set-logic ${long})`).length).toBeLessThan(300);
  });

  it("strings of millions of quotes and characters, and millions of words", () => {
    const quotes = `"${'""'.repeat(8_000_000)}"`;
    expect(refused(`${LOGIC}${FUNCTION}(constraint (= (f ${quotes}) "a"))`)).toBe(
      "a.sl, line 3: a string of 8000000 characters; up to 1048576 are read",
    );
    expect(refused(`${LOGIC}${FUNCTION}(constraint ${"() ".repeat(5_000_000)})`)).toContain(
      "line 3: one command of more than 4000000 words",
    );
  });

  it("a file of 100 MB", async () => {
    const bytes = new Uint8Array(100 * 2 ** 20).fill(32);
    bytes.set(bytesOf(LOGIC + FUNCTION));
    expect(await refusal("a.sl", bytes)).toMatch(
      /a\.sl: the file is longer than a SyGuS file may be \(32 MiB\)/,
    );
  });
});

describe("as a sheet", () => {
  it("is known by its beginning", async () => {
    const text = `; a comment\n\n${LOGIC}${FUNCTION}${EXAMPLE}${CHECK}`;
    for (const name of ["standard input", "a.sl", "a.txt"]) {
      const sheet = await read(name, text);
      expect(sheet.format).toBe("sygus");
      expect(sheet.tasks).toHaveLength(1);
    }
  });

  it("has no columns and no cells", async () => {
    const text = LOGIC + FUNCTION + EXAMPLE + CHECK;
    expect(await refusal("a.sl", text, { target: ["x"] })).toContain("--target names a column");
    const sheet = await read("a.sl", text);
    expect(() => sheet.fill([])).toThrow("a SyGuS file has no cells to fill");
  });
});
