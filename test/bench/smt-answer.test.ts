import { describe, expect, it } from "vitest";
import { checkAnswer, isConfirmed } from "../../bench/support/smt/answer.ts";
import { leastWrong, readProblem, replaced, rowsOf } from "../../bench/support/smt/problem.ts";

const GREET = `
(set-logic SLIA)
(synth-fun f ((who String)) String
  ((Start String) (T String) (N Int))
  ((Start String (T))
   (T String (who "Hi " "!" (str.++ T T) (str.substr who 0 N)))
   (N Int (0 1 (- 1) (+ N N) (str.len T)))))
(declare-var who String)
(constraint (= (f "Ada") "Hi Ada!"))
(constraint (= "Hi Bob!" (f "Bob")))
(constraint (and (= (f "Eve") "Hi Eve!") (= (f "") "Hi !")))
(check-synth)
`;

const answer = (body: string): string => `(define-fun f ((who String)) String ${body})`;

describe("an answer over texts", () => {
  it("is right", () => {
    const verdict = checkAnswer(GREET, answer('(str.++ "Hi " (str.++ who "!"))'));
    expect(verdict).toEqual({ right: 3, of: 3, inGrammar: true, size: 5, wrong: [] });
    expect(isConfirmed(verdict)).toBe(true);
  });

  it("is wrong on the rows that it says", () => {
    const verdict = checkAnswer(GREET, answer('(str.++ "Hi " (str.++ (str.substr who 0 (+ 1 1)) "!"))'));
    expect(verdict).toMatchObject({ right: 0, inGrammar: true, size: 10 });
    expect(verdict.wrong[1]).toBe('(= "Hi Bob!" (f "Bob"))');
  });

  it("is derived through chains, nested productions and negative literals", () => {
    const derived = (body: string): boolean => checkAnswer(GREET, answer(body)).inGrammar;
    expect(derived("who")).toBe(true);
    expect(derived("(str.substr who 0 (+ (- 1) (str.len (str.++ who who))))")).toBe(true);
    expect(derived("(str.substr who 1 1)")).toBe(false);
    expect(derived('(str.substr "Hi " 0 1)')).toBe(false);
    expect(derived("(str.substr who 0 (- 2))")).toBe(false);
  });

  it("is outside the grammar though it is right", () => {
    for (const body of ['(str.++ "Hi " who "!")', '(str.++ "H" (str.++ "i " (str.++ who "!")))']) {
      expect(checkAnswer(GREET, answer(body))).toMatchObject({ right: 3, inGrammar: false });
    }
  });

  it("may bind parts with let and name its parameter otherwise", () => {
    const text = '((define-fun f ((_x0 String)) String (let ((a (str.++ _x0 "!"))) (str.++ "Hi " a))))';
    expect(checkAnswer(GREET, text)).toMatchObject({ right: 3, inGrammar: true, size: 5 });
    const swapped = '(define-fun f ((x String)) String (let ((x "Hi ") (y x)) (str.++ x (str.++ y "!"))))';
    expect(checkAnswer(GREET, swapped)).toMatchObject({ right: 3, inGrammar: true });
  });

  it("has to define the function with its sorts", () => {
    expect(() => checkAnswer(GREET, "(define-fun g ((who String)) String who)")).toThrow("define-fun of f");
    expect(() => checkAnswer(GREET, "(define-fun f ((who Int)) String who)")).toThrow("sorts");
    expect(() => checkAnswer(GREET, "")).toThrow("define-fun of f");
  });
});

describe("an answer over bit-vectors", () => {
  const file = `
(set-logic BV)
(define-fun half ((x (_ BitVec 8))) (_ BitVec 8) (bvlshr x #x01))
(define-fun if1 ((x (_ BitVec 8)) (y (_ BitVec 8)) (z (_ BitVec 8))) (_ BitVec 8) (ite (= x #x01) y z))
(synth-fun f ((x (_ BitVec 8))) (_ BitVec 8)
  ((S (_ BitVec 8)))
  ((S (_ BitVec 8) (#x00 #x01 x (bvnot S) (half S) (bvand S S) (if1 S S S)))))
(constraint (= (f #x01) #xff))
(constraint (= (f #x05) #x02))
`;
  const define = (body: string): string => `(define-fun f ((x (_ BitVec 8))) (_ BitVec 8) ${body})`;

  it("is judged through the file's macros, by their names", () => {
    const verdict = checkAnswer(file, define("(if1 x (bvnot #b00000000) (half x))"));
    expect(verdict).toEqual({ right: 2, of: 2, inGrammar: true, size: 6, wrong: [] });
    expect(checkAnswer(file, define("(if1 x (bvnot #x00) (bvlshr x #x01))"))).toMatchObject({
      right: 2,
      inGrammar: false,
    });
  });

  it("may be ill-sorted, and then holds nowhere", () => {
    const { right, wrong } = checkAnswer(file, define("(bvand x #x0001)"));
    expect(right).toBe(0);
    expect(wrong[0]).toContain("bit-vectors of 8 and 16 bits");
  });
});

describe("files of version 1", () => {
  const file = `
(set-logic SLIA)
(synth-fun f ((a String) (n Int)) String
  ((Start String ((Variable String) (Constant String) (int.to.str I) (str.++ Start Start)))
   (I Int ((Variable Int) (Constant Int) (str.to.int Start)))))
(declare-var x Int)
(constraint (=> (and (= x 3)) (= (f "\\x41" x) "A3")))
(check-synth)
`;
  const define = (body: string): string => `(define-fun f ((a String) (n Int)) String ${body})`;

  it("have their own operators and escapes, constants and variables of a sort, and pinned variables", () => {
    expect(checkAnswer(file, define("(str.++ a (int.to.str n))"))).toMatchObject({
      right: 1,
      inGrammar: true,
    });
    expect(checkAnswer(file, define('(str.++ "A" (int.to.str 3))'))).toMatchObject({
      right: 1,
      inGrammar: true,
    });
    expect(checkAnswer(file, define("(str.++ a (str.from_int n))"))).toMatchObject({
      right: 1,
      inGrammar: false,
    });
    expect(checkAnswer(file, define("(str.++ a n)"))).toMatchObject({ right: 0, inGrammar: false });
  });
});

describe("the judge", () => {
  it("refuses a constraint about every input", () => {
    const file = `
(synth-fun f ((x Int)) Int ((S Int)) ((S Int (x 0 1 (+ S S)))))
(declare-var x Int)
(constraint (>= (f x) x))`;
    expect(() => checkAnswer(file, "(define-fun f ((x Int)) Int x)")).toThrow(
      "about given inputs: (>= (f x) x)",
    );
    expect(rowsOf(readProblem(file))).toBeUndefined();
  });

  it("takes no answer that rests on a division by zero", () => {
    const file = `
(synth-fun f ((x Int)) Int)
(constraint (= (f 0) 0))
(constraint (= (f 4) 2))`;
    const { right, wrong } = checkAnswer(file, "(define-fun f ((x Int)) Int (div (* x 2) x))");
    expect(right).toBe(1);
    expect(wrong).toEqual(["(= (f 0) 0): depends on what the standard leaves open"]);
  });

  it("gives way through chains that go round", () => {
    const file = `
(synth-fun f ((x Int)) Int ((A Int) (B Int)) ((A Int (B (+ A B))) (B Int (A x 1))))
(constraint (= (f 1) 3))`;
    const body = "(+ (+ x 1) 0)";
    expect(checkAnswer(file, `(define-fun f ((x Int)) Int ${body})`)).toMatchObject({
      right: 0,
      inGrammar: false,
    });
    expect(checkAnswer(file, `(define-fun f ((x Int)) Int ${body.replace("0", "x")})`)).toMatchObject({
      right: 1,
      inGrammar: true,
    });
  });
});

describe("rows", () => {
  it("contradict each other where the same inputs have different outputs", () => {
    const head = "(synth-fun f ((s String)) String)";
    const wrong = (text: string): number => leastWrong(rowsOf(readProblem(head + text))!);
    expect(wrong(`(constraint (= (f "a") "b"))(constraint (= "b" (f "a")))`)).toBe(0);
    expect(wrong(`(constraint (= (f "a") "b"))(constraint (= "c" (f "a")))`)).toBe(1);
  });

  it("are found on either side, and replaced where they stand", () => {
    const file =
      '(synth-fun f ((s String)) String)\n(constraint (= (f "a") "b"))\n(constraint (= "d" (f "c"))) ; end';
    const rows = rowsOf(readProblem(file))!;
    expect(rows.map(({ inputs }) => inputs.length)).toEqual([1, 1]);
    const edits = new Map([
      [rows[1].output, '"x"'],
      [rows[0].constraint, ""],
    ]);
    expect(replaced(file, edits)).toBe(
      '(synth-fun f ((s String)) String)\n\n(constraint (= "x" (f "c"))) ; end',
    );
  });
});
