/** @file Every rule of machines: the compiled recurrent net and the interpreter agree on all short lists, and on long ones. */

import { describe, expect, it } from "vitest";
import { compile } from "../../../src/language/compile.ts";
import { randomOf } from "../../../src/language/random.ts";
import { automatonOf } from "../../../src/nets/compile/automaton.ts";
import { answersOf } from "../../../src/nets/compile/compiled.ts";
import { prove } from "../../../src/nets/compile/prove.ts";
import { compileRecurrent } from "../../../src/nets/compile/recurrent.ts";
import { boundsOf, programOf } from "./programs.ts";

const LENGTH = 5;
/** Beyond, a sum of doubles leaves the whole numbers that are exact, and the program has no value where the net has one. */
const LONG = 50;

describe("a compiled recurrent net is the program", () => {
  it.each([
    ["(mod (sum $1) 2)", "list int"],
    ["(mod (fold $1 0 (lambda (a b) (minus b (times 2 a)))) 3)", "list int"],
    ["(is-even (plus (size $1) (count-item $1 2)))", "list bool"],
    ["(fold $1 false (lambda (a b) (if (is b 1) (not a) a)))", "list bool"],
    ["(fold $1 1 (lambda (a b) (quotient 2 (plus a (minus b 1)))))", "list int"],
    ["(if (is-empty $1) 0 (minus (largest $1) (smallest $1)))", "list int"],
    ["(is (head $1) (last $1))", "list bool"],
    ["(contains-item (filter $1 (lambda (a) (less 0 a))) 2)", "list bool"],
    ["(any (map-neighbours $1 (lambda (a b) (minus b a))) (lambda (a) (is a 2)))", "list bool"],
    ["(all (tail $1) (lambda (a) (less 0 a)))", "list bool"],
    ["(find $1 (lambda (a) (less 0 a)))", "list int"],
    ["(sum (unique $1))", "list int"],
    ["(mod (product (map (remove-item $1 0) (lambda (a) (minus 1 a)))) 3)", "list int"],
    ["(mod (count-where $1 (lambda (a) (is a 0))) 4)", "list int"],
    ["(scan $1 0 (lambda (a b) (if (is a b) 0 1)))", "list list"],
    ["(map (scan $1 0 larger-of) (lambda (a) (plus a 1)))", "list list"],
  ])("%s", async (text, types) => {
    const { program, inputs } = programOf(text.replace("larger-of", "(lambda (a b) (larger a b))"), types);
    const bounds = boundsOf(inputs, LENGTH, [0, 1, 2]);
    const compiled = compileRecurrent(program, bounds);
    const proof = await prove(program, compiled, bounds, LENGTH);
    expect(proof.counterexample).toBeUndefined();
    expect(proof.inputs).toBe(364);
    expect(proof.margin).toBeGreaterThan(0.4);
    const random = randomOf(5);
    const long = Array.from({ length: 20 }, () => [Array.from({ length: LONG }, () => random.below(3))]);
    const answers = await answersOf(compiled, compiled.weights, long, LONG);
    expect(answers.map(({ value }) => value)).toEqual(long.map((row) => compile(program)(row)));
  });
});

it("has as few states as the program needs", () => {
  const { program } = programOf("(mod (plus (sum $1) (size $1)) 2)", "list int");
  expect(automatonOf(program, [0, 1, 2]).states).toBe(2);
});

it("is found out where a weight is wrong", async () => {
  const { program, inputs } = programOf("(mod (sum $1) 2)", "list int");
  const bounds = boundsOf(inputs, LENGTH, [0, 1]);
  const compiled = compileRecurrent(program, bounds);
  const { shape, data } = compiled.weights["layer1.state"];
  const changed = data.map((x, i) => (i === data.indexOf(1) ? 0 : x));
  const weights = { ...compiled.weights, "layer1.state": { shape, data: changed } };
  const { wrong, counterexample } = await prove(program, { ...compiled, weights }, bounds, LENGTH);
  expect(wrong).toBeGreaterThan(0);
  expect(counterexample?.net).not.toEqual(counterexample?.program);
});
