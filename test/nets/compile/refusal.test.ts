/** @file What no rule covers is refused in one line that names it. */

import { describe, expect, it } from "vitest";
import { compileNet, compileTransformer, Refusal } from "../../../src/nets/compile/index.ts";
import { boundsOf, programOf } from "./programs.ts";

describe("refused:", () => {
  it.each([
    ["(product $1)", "list int", /product/],
    [
      "(map $1 (lambda (a) (sum (filter $1 (lambda (b) (less b a))))))",
      "list list",
      /filter: a list that is another for each item/,
    ],
    ["(sum (map $1 (lambda (a) (quotient 6 a))))", "list int", /map: a list that may have no value/],
    ["(any $1 (lambda (a) (less 1 (quotient 6 a))))", "list bool", /a test without a value for some items/],
    ["(fold $1 1 (lambda (a b) (times a (plus b 1))))", "list int", /fold/],
    ["(iterate 1 (size $1) (lambda (a) (plus a a)))", "list int", /iterate/],
  ])("%s", (text, types, why) => {
    const { program, inputs } = programOf(text, types);
    const compile = () => compileTransformer(program, boundsOf(inputs, 4, [0, 1, 2]));
    expect(compile).toThrow(Refusal);
    expect(compile).toThrow(why);
  });

  it("tables that are too large, and sums that floats cannot tell apart", () => {
    const { program, inputs } = programOf("(sum $1)", "list int");
    expect(() => compileTransformer(program, boundsOf(inputs, 20, [0, 9]))).toThrow(
      /a sum that may be 180; 128 at most/,
    );
    const reverse = programOf("(reverse-items $1)", "list list");
    expect(() => compileTransformer(reverse.program, boundsOf(reverse.inputs, 64, [0, 1]))).toThrow(
      /^reverse-items: a table of 65 × 64 values is too large/,
    );
  });

  it("says why of both kinds of nets", () => {
    const { program, inputs } = programOf("(iterate 1 (size $1) (lambda (a) (plus a a)))", "list int");
    expect(() => compileNet(program, boundsOf(inputs, 4, [0, 1]))).toThrow(
      "the program compiles to no net (recurrent net: no rule for iterate; transformer: no rule for iterate)",
    );
  });

  it("takes a recurrent net where finitely many states are enough, else a transformer", () => {
    const kindOf = (text: string, types: string): string => {
      const { program, inputs } = programOf(text, types);
      return compileNet(program, boundsOf(inputs, 4, [0, 1])).kind;
    };
    expect(kindOf("(mod (sum $1) 2)", "list int")).toBe("recurrent");
    expect(kindOf("(sum $1)", "list int")).toBe("transformer");
    expect(kindOf("(sort-items $1)", "list list")).toBe("transformer");
  });
});
