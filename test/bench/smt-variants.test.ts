import { describe, expect, it } from "vitest";
import { checkAnswer } from "../../bench/support/smt/answer.ts";
import { readProblem, rowsOf } from "../../bench/support/smt/problem.ts";
import { corrupted, without } from "../../bench/support/variants.ts";

const WORDS = [..."abcdefghijkl"].map((letter) => `${letter}${letter}x`);
const HEAD = '(synth-fun f ((s String)) String ((S String)) ((S String (s "x" (str.++ S S)))))\n';
const constraint = (word: string): string => `(constraint (= (f "${word}") "${word}x"))`;
const FILE = HEAD + [...WORDS, ...WORDS].map(constraint).join("\n");
const RIGHT = '(define-fun f ((s String)) String (str.++ s "x"))';

describe("a corrupted file", () => {
  it("has one distinct row in ten wrong, in all its copies, and the rest as it was", () => {
    const { text, clean, wrong } = corrupted(FILE)!;
    expect(wrong).toBe(2);
    expect(checkAnswer(text, RIGHT)).toMatchObject({ right: 22, of: 24 });
    expect(checkAnswer(clean, RIGHT)).toMatchObject({ right: 22, of: 22 });
    const broken = checkAnswer(text, RIGHT).wrong;
    expect(broken[0]).toBe(broken[1]);
  });

  it("is the same each time, and has a wrong row at the least", () => {
    expect(corrupted(FILE)).toEqual(corrupted(FILE));
    for (let i = 0; i < 60; i++) {
      const { text, wrong } = corrupted(`${HEAD}; ${i}\n${constraint("q")}\n${constraint("")}`)!;
      expect([wrong, checkAnswer(text, RIGHT).right], text).toEqual([1, 1]);
    }
  });

  it("has to be about texts", () => {
    expect(corrupted("(synth-fun f ((x Int)) Int)(constraint (= (f 1) 2))")).toBeUndefined();
  });
});

describe("a file without some rows", () => {
  it("keeps the others and everything else", () => {
    const rows = rowsOf(readProblem(FILE))!;
    const first = without(FILE, rows.slice(12));
    expect(rowsOf(readProblem(first))).toHaveLength(12);
    expect(first.trimEnd()).toBe(HEAD + WORDS.map(constraint).join("\n"));
  });
});
