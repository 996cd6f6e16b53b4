/** @file Programs as people write them, and what a grammar derives: chains, nested terms, any constant, operators of many arguments. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/tasks/error.ts";
import { readSygus } from "../../../src/tasks/sygus/index.ts";

const language = (grammar: string, logic = "LIA") => {
  const { task } = readSygus(
    "f.sl",
    `(set-logic ${logic})
(define-fun nand ((a Bool) (b Bool)) Bool (not (and a b)))
(synth-fun f ((x Int) (|y z| Int)) Int ${grammar})
(constraint (= (f 1 5) 5))
(check-synth)
`,
  );
  if (!task.language) throw new Error("there is a language");
  return task.language;
};

/** What the term is written as once it was read; or the problem. */
function read(grammar: string, term: string): string {
  const own = language(grammar);
  try {
    const program = own.read("here", term);
    own.refuse("here", program);
    return own.writePart(program, "whole");
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message;
  }
}

const CHAINED = `((Start Int) (Sum Int) (Leaf Int) (B Bool))
  ((Start Int (Sum (ite B Start Start))) (Sum Int (Leaf (+ Leaf Sum 1) (- Sum (ite (< x 0) Leaf 0))))
   (Leaf Int (x |y z| 3)) (B Bool ((<= Leaf Sum) (nand B B))))`;

describe("a term of the grammar", () => {
  it.each([
    ["x", "x"],
    ["|y z|", "|y z|"],
    ["(ite (<= x 3) x |y z|)", "(ite (<= x 3) x |y z|)"],
    ["(+ x (+ 3 x 1) 1)", "(+ x (+ 3 x 1) 1)"],
    ["(- x (ite (< x 0) 3 0))", "(- x (ite (< x 0) 3 0))"],
    ["(ite (nand (<= x x) (<= 3 x)) x 3)", "(ite (nand (<= x x) (<= 3 x)) x 3)"],
    ["(let ((a x) (b 3)) (ite (<= a b) a b))", "(ite (<= x 3) x 3)"],
  ])("%s is read", (term, written) => {
    expect(read(CHAINED, term)).toBe(written);
  });

  it.each([
    ["1", "here: is not in the file's grammar: 1 is no term of Start"],
    ["(+ x 3 3)", "3 is no term of 1"],
    ["(+ x (ite (<= x 3) x 3) 1)", "(ite (<= x 3) x 3) is no term of Sum"],
    ["(- x (ite (< x 3) 3 0))", "3 is no term of 0"],
    ["(ite (<= (+ x x 1) x) x x)", "(+ x x 1) is no term of Leaf"],
    ["(+ x 3)", "(+ x 3) is no term of Start"],
  ])("%s is not derived, and the message says where it fails", (term, problem) => {
    expect(read(CHAINED, term)).toContain(problem);
  });

  it("may hold any constant where the grammar says so, and there alone", () => {
    const grammar = `((Start Int) (Any Int)) ((Start Int (x (+ Start Any))) (Any Int ((Constant Int))))`;
    expect(read(grammar, "(+ (+ x 4711) (- 12))")).toBe("(+ (+ x 4711) (- 12))");
    expect(read(grammar, "(+ 4711 x)")).toContain("4711 is no term of Start");
  });

  it("is any term of the theories where the file states no grammar", () => {
    expect(read("", "(ite (> x 7) (* 2 x) (mod x 3))")).toMatch(/^\(ite /);
    expect(language("").isStated).toBe(false);
    expect(language(CHAINED).isStated).toBe(true);
  });

  it("is refused where let makes it too large or too deep", () => {
    let large = "x";
    for (let i = 0; i < 40; i++) large = `(let ((x (+ x x))) ${large})`;
    expect(read("", large)).toContain("too large");
    const deep = (name: string): string => `${"(- ".repeat(150)}${name}${")".repeat(150)}`;
    expect(read("", `(let ((x ${deep("x")})) ${deep("x")})`)).toContain("nested more than 200 deep");
    expect(read("", `${"(- ".repeat(1000)}x${")".repeat(1000)}`)).toContain("nested more than 400 deep");
  });

  it("is an InputError whenever it is none", () => {
    const words = '( ) ( ) x y 3 + ite <= let define-fun f Int Bool Start |y z| "a" #b1 $1 - ; _ nand'.split(
      " ",
    );
    const own = language(CHAINED);
    let read = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 14 }), (chosen) => {
        try {
          own.refuse("here", own.read("here", chosen.join(" ")));
          read++;
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          expect(error.message).not.toContain("\n");
        }
      }),
      { numRuns: 3000, seed: 7 },
    );
    expect(read).toBeGreaterThan(0);
  });
});
