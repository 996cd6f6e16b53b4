/** @file Every rule: the compiled net and the interpreter agree on all lists up to length 5 of two or three symbols. */

import { describe, expect, it } from "vitest";
import { domains } from "../../../src/domains/index.ts";
import { applyTo } from "../../../src/language/interpret.ts";
import { FUEL, type Primitive } from "../../../src/language/primitive.ts";
import { randomOf } from "../../../src/language/random.ts";
import type { Type } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";
import { compileTransformer } from "../../../src/nets/compile/compiled.ts";
import { natural } from "../../../src/nets/compile/natural.ts";
import { prove } from "../../../src/nets/compile/prove.ts";
import { boundsOf, programOf } from "./programs.ts";

const LENGTH = 5;

describe("a compiled transformer is the program", () => {
  it.each([
    ["(size $1)", "list int"],
    ["(is-empty $1)", "list bool"],
    ["(head $1)", "list int"],
    ["(last $1)", "list int"],
    ["(at $1 -2)", "list int"],
    ["(tail $1)", "list list"],
    ["(init $1)", "list list"],
    ["(take-items $1 -2)", "list list"],
    ["(drop-items $1 2)", "list list"],
    ["(slice-items $1 1 3)", "list list"],
    ["(every-kth $1 2)", "list list"],
    ["(prepend $1 7)", "list list"],
    ["(append $1 (size $1))", "list list"],
    ["(insert-at $1 2 9)", "list list"],
    ["(remove-at $1 1)", "list list"],
    ["(replace-at $1 1 (last $1))", "list list"],
    ["(swap-at $1 0 2)", "list list"],
    ["(reverse-items $1)", "list list"],
    ["(rotate $1 -1)", "list list"],
    ["(concat-items $1 (reverse-items $1))", "list list"],
    ["(interleave $1 $1)", "list list"],
    ["(range 0 (size $1))", "list list"],
    ["(map $1 (lambda (a) (plus a 1)))", "list list"],
    ["(map $1 (lambda (a) (quotient 4 a)))", "list list"],
    ["(map $1 (lambda (a) (count-item $1 a)))", "list list"],
    ["(map $1 (lambda (a) (count-where $1 (lambda (b) (less b a)))))", "list list"],
    ["(map $1 (lambda (a) (at $1 a)))", "list list"],
    ["(map-indexed $1 (lambda (a b) (plus a b)))", "list list"],
    ["(filter $1 (lambda (a) (less 0 a)))", "list list"],
    ["(filter $1 (lambda (a) (less 1 (count-item $1 a))))", "list list"],
    ["(filter-indexed $1 (lambda (a b) (is-even b)))", "list list"],
    ["(map-neighbours $1 (lambda (a b) (minus b a)))", "list list"],
    ["(zip-with $1 (tail $1) (lambda (a b) (plus a b)))", "list list"],
    ["(take-while $1 (lambda (a) (less a 2)))", "list list"],
    ["(drop-while $1 (lambda (a) (less a 2)))", "list list"],
    ["(any $1 (lambda (a) (is a 2)))", "list bool"],
    ["(all $1 (lambda (a) (less a 2)))", "list bool"],
    ["(all $1 (lambda (a) (any $1 (lambda (b) (less a b)))))", "list bool"],
    ["(count-where $1 (lambda (a) (and (less 0 a) (less a 2))))", "list int"],
    ["(find $1 (lambda (a) (less 0 a)))", "list int"],
    ["(index-where (filter $1 (lambda (a) (less 0 a))) (lambda (a) (is a 2)))", "list int"],
    ["(index-of-item $1 2)", "list int"],
    ["(contains-item $1 1)", "list bool"],
    ["(count-item $1 0)", "list int"],
    ["(remove-item $1 0)", "list list"],
    ["(replace-item $1 0 (size $1))", "list list"],
    ["(unique $1)", "list list"],
    ["(intersection (tail $1) (take-items $1 2))", "list list"],
    ["(difference $1 (take-items $1 2))", "list list"],
    ["(sort-items $1)", "list list"],
    ["(reverse-items (sort-items (unique $1)))", "list list"],
    ["(sort-by $1 (lambda (a) (mod a 2)))", "list list"],
    ["(largest $1)", "list int"],
    ["(smallest (filter $1 (lambda (a) (less 0 a))))", "list int"],
    ["(max-by (prepend $1 0) (lambda (a) (count-item $1 a)))", "list int"],
    ["(min-by $1 (lambda (a) (mod a 2)))", "list int"],
    ["(sum $1)", "list int"],
    ["(sum (map $1 (lambda (a) (minus a 1))))", "list int"],
    ["(mod (sum $1) 2)", "list int"],
    ["(fold $1 1 (lambda (a b) (plus a (times b b))))", "list int"],
    ["(fold-right $1 0 (lambda (a b) (plus b a)))", "list int"],
    ["(scan $1 0 (lambda (a b) (plus a b)))", "list list"],
    ["(equal $1 (reverse-items $1))", "list bool"],
    ["(if (contains-item $1 2) (reverse-items $1) (tail $1))", "list list"],
    ["(if (is-empty $1) 0 (minus (largest $1) (smallest $1)))", "list int"],
    ["(take-items [2 1] (size $1))", "list list"],
  ])("%s", async (text, types) => {
    const { program, inputs } = programOf(text, types);
    const bounds = boundsOf(inputs, LENGTH, [0, 1, 2]);
    const {
      counterexample,
      inputs: tried,
      margin,
    } = await prove(program, compileTransformer(program, bounds), bounds, LENGTH);
    expect(counterexample).toBeUndefined();
    expect(tried).toBe(364);
    expect(margin).toBeGreaterThan(0.4);
  });

  it.each([
    ["(contains-item $1 $2)", "list int bool"],
    ["(take-items $1 $2)", "list int list"],
    ["(plus $1 (sum $2))", "int list int"],
    ["(intersection $1 $2)", "list list list"],
    ["(concat-items $1 $2)", "list list list"],
  ])("of several inputs, %s", async (text, types) => {
    const { program, inputs } = programOf(text, types);
    const bounds = boundsOf(inputs, 3, [0, 1, 2]);
    const proof = await prove(program, compileTransformer(program, bounds), bounds, 3);
    expect(proof.counterexample).toBeUndefined();
  });
});

describe("primitives that are said not to look at items", () => {
  const primitives = domains.flatMap((domain) => domain.primitives);

  it.each([...natural])("%s does to the images of items what it does to items", (name) => {
    const primitive = primitives.find((one) => one.name === name) as Primitive;
    const image = (value: Value): Value => (Array.isArray(value) ? value.map(image) : `item ${value}`);
    const isMoved = (type: Type): boolean =>
      type.kind === "variable" || (type.kind === "list" && type.of.kind === "variable");
    const random = randomOf(3);
    for (let i = 0; i < 300; i++) {
      const args = primitive.params.map((type): Value => {
        if (type.kind === "list") return Array.from({ length: random.below(6) }, () => random.below(3));
        return type.kind === "variable" ? random.below(3) : random.below(7) - 2;
      });
      const images = args.map((arg, k) => (isMoved(primitive.params[k]) ? image(arg) : arg));
      const [made, ofImages] = [args, images].map((each) => applyTo(primitive, each, { fuel: FUEL }));
      expect(ofImages).toEqual(isMoved(primitive.result) && made !== undefined ? image(made) : made);
    }
  });
});
