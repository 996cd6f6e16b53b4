/** @file `--explain` for SyGuS files: terms and definitions, what beat them, and what is refused. */

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder, World } from "./terminal.ts";

const FILE = `(set-logic LIA)
(define-fun twice ((a Int)) Int (+ a a))
(synth-fun larger ((x Int) (y Int)) Int ((Start Int) (B Bool))
  ((Start Int (x y 0 1 (+ Start Start Start) (twice Start) (ite B Start Start)))
   (B Bool ((<= Start Start) (= Start Start)))))
(constraint (= (larger 1 5) 5))
(constraint (= (larger 7 2) 7))
(constraint (= (larger (- 4) 0) 0))
(constraint (= (larger 12 11) 12))
(check-synth)
`;

const BEST = "(define-fun larger ((x Int) (y Int)) Int (ite (<= ";

async function explain(program: string, ...argv: string[]) {
  const at = await folder({ "larger.sl": FILE });
  const world = new World();
  const status = await world.knack("learn", join(at, "larger.sl"), "--explain", program, ...argv);
  return { status, stdout: world.stdout, stderr: world.stderr };
}

async function explained(program: string, ...argv: string[]) {
  const { stdout } = await explain(program, "--json", ...argv);
  return JSON.parse(stdout).explain;
}

describe("--explain for a SyGuS file", () => {
  it("says what a term costs in the file's words, where it is wrong and what beat it", async () => {
    const { status, stdout } = await explain("(twice x)");
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /explain +\(define-fun larger \(\(x Int\) \(y Int\)\) Int \(twice x\)\) +\d+\.\d bits/,
    );
    expect(stdout).toMatch(/^ +\d\.\d {2}twice\n +\d\.\d {2}x\n +\d+\.\d {2}line 6$/m);
    expect(stdout).toContain("wrong     line 6: the output should be 5, it says 2");
    expect(stdout).toContain("it is in the file's grammar");
    expect(stdout).toContain("wrong on 4 of 4 examples");
    expect(stdout).toContain(`beaten by ${BEST}`);
  });

  it.each([
    ["a term", "(ite (<= x y) y x)"],
    ["a definition with names of its own", "(define-fun g ((a Int) (b Int)) Int (ite (<= a b) b a))"],
    ["a definition in parentheses", "(\n(define-fun larger ((x Int) (y Int)) Int (ite (<= x y) y x))\n)"],
    ["let", "(let ((c (<= x y))) (ite c y x))"],
    ["a comment before it", "; mine\n(ite (<= x y) y x)"],
    ["canonical text", "(smt-ite-int (smt-at-most $1 $2) $2 $1)"],
  ])("reads %s", async (_, text) => {
    const { program, standing, wrong } = await explained(text, "--format", "sygus");
    expect(program).toBe(`${BEST}x y) y x))`);
    expect(wrong).toEqual([]);
    expect(["answer", "tied"]).toContain(standing);
  });

  it("keeps an operator of three arguments one, as the grammar has it", async () => {
    const { program, parts } = await explained("(+ x y 1)");
    expect(program).toMatch(/ \(\+ x y 1\)\)$/);
    expect(parts.map(({ part }: { part: string }) => part).slice(0, 4)).toEqual(["+", "x", "y", "1"]);
  });

  it("shows canonical text as it was written", async () => {
    expect((await explained("(own-twice $1)")).program).toBe("(own-twice $1)");
  });

  it("says what was tried when it stopped, of a program that fits and nothing beat", async () => {
    const { status, stdout } = await explain("(ite (<= x y) y x)", "--budget", "60c");
    expect(status).toBe(1);
    expect(stdout).toContain("it fits, and the search found nothing that does");
    expect(stdout).toMatch(
      /the search had tried 60 candidates, every program below \d+\.\d bits among them, when it stopped: the budget of 60 candidates is spent/,
    );
    const json = await explained("(ite (<= x y) y x)", "--budget", "60c");
    expect(json).toMatchObject({ standing: "unbeaten", beatenBy: null });
  });

  it("says of a file without a grammar that any term will do", async () => {
    const text = FILE.replace(/ \(\(Start[\s\S]*?\)\)\)\)\n/, ")\n");
    const at = await folder({ "larger.sl": text });
    const world = new World();
    const file = join(at, "larger.sl");
    expect(await world.knack("learn", file, "--explain", "(ite (>= x y) x y)", "--budget", "2e4c")).not.toBe(
      2,
    );
    expect(world.stderr).toBe("");
    expect(world.stdout).toContain("the file states none, so any term will do");
  });

  it.each([
    ["x + y", "3 terms where one is wanted"],
    ["", "a value is missing"],
    ["; nothing", "0 terms where one is wanted"],
    ["(ite (<= x y) y x", '"(" is never closed'],
    ["(twice x))", '")" without its "("'],
    ["(thrice x)", '"thrice" is no operator that is known; did you mean twice?'],
    ["(twice z)", "z is not known here"],
    ["(twice x y)", "twice takes (Int), not (Int Int)"],
    ["(<= x y)", "(<= x y) is of sort Bool, but the function is of sort Int"],
    ["(* x y)", "is not in the file's grammar: (* x y) is no term of Start"],
    ["(twice (+ x y))", "is not in the file's grammar: (+ x y) is no term of Start"],
    ["(ite (not (<= x y)) x y)", "(not (<= x y)) is no term of B"],
    ["2", "2 is no term of Start"],
    ["(own-twice 2)", "2 is no term of Start"],
    ["(own-thrice $1)", "own-thrice"],
    ["(define-fun f ((x Int)) Int x)", "1 parameter where the function has 2: (x y)"],
    ["(define-fun f ((x Int) (y Bool)) Int x)", "(y Bool): the function's parameter 2 is of sort Int"],
    ["(define-fun f ((x Int) (y Int)) Bool (<= x y))", "Bool is not the function's sort, which is Int"],
    ["(define-fun f ((x Int) (y Int)) Int)", "should be (define-fun name ((x Sort) …) Sort term)"],
    ["(define-fun larger ((x Int) (y Int)) Int (larger y x))", '"larger" is no operator that is known'],
  ])("refuses %s in one line", async (program, message) => {
    const { status, stdout, stderr } = await explain(program);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^knack: --explain[^\n]*\n$/);
    expect(stderr).toContain(message);
  });
});

it("names rows of a table as the file counts them", async () => {
  const at = await folder({ "a.csv": "Name,Shout\nada,\nbo,BO\ncy,\n" });
  const world = new World();
  expect(await world.knack("learn", join(at, "a.csv"), "--explain", "$1")).toBe(0);
  expect(world.stdout).toMatch(/^ +\d+\.\d {2}row 2$/m);
  expect(world.stdout).toContain('wrong     row 2: the output should be "BO", it says "bo"');
});
