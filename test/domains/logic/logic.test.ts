import { describe, expect, it } from "vitest";
import {
  atLeast,
  both,
  choose,
  either,
  isCount,
  isNull,
  logicDomain,
  not,
  otherwise,
} from "../../../src/domains/logic/index.ts";
import { run } from "../../../src/language/interpret.ts";
import { apply, input, literal, type Program } from "../../../src/language/program.ts";
import { BOOL, INT, option, TEXT } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";

const TRUTHS = [true, false];
const call = { fuel: 1000 };

describe("logic", () => {
  it("and, or, not", () => {
    for (const a of TRUTHS) {
      expect(not.run([a], call)).toBe(!a);
      for (const b of TRUTHS) {
        expect(both.run([a, b], call)).toBe(a && b);
        expect(either.run([a, b], call)).toBe(a || b);
      }
    }
  });

  it("counts", () => {
    expect([0, 1, 2].map((n) => atLeast.run([n, 1], call))).toEqual([false, true, true]);
    expect([0, 1, 2].map((n) => isCount.run([n, 1], call))).toEqual([false, true, false]);
  });

  it("if evaluates the branch that is taken, and only that", () => {
    const program = (test: Value): Program =>
      apply(choose, [literal(test, BOOL), input(0, TEXT), input(1, TEXT)], TEXT);
    expect(run(program(true), ["a", undefined])).toBe("a");
    expect(run(program(false), [undefined, "b"])).toBe("b");
    expect(run(program(true), [undefined, "b"])).toBeUndefined();
    for (const test of [undefined, null]) expect(run(program(test), ["a", "b"])).toBeUndefined();
  });

  it("else steps in where there is no value; null is one for it", () => {
    const program = apply(otherwise, [input(0, TEXT), input(1, TEXT)], TEXT);
    expect(run(program, ["a", "b"])).toBe("a");
    expect(run(program, [undefined, "b"])).toBe("b");
    expect(run(program, [null, "b"])).toBeNull();
    expect(run(program, [undefined, undefined])).toBeUndefined();
  });

  it("null is asked for by is-null alone", () => {
    const program = apply(isNull, [input(0, option(TEXT))]);
    expect([null, "", "a"].map((value) => run(program, [value]))).toEqual([true, false, false]);
    expect(run(apply(not, [input(0, option(BOOL))]), [null])).toBeUndefined();
  });

  it("proposes is-null for optional inputs, and a choice for any result", () => {
    const sample = {
      inputs: [
        { name: "a", type: option(TEXT), values: ["x", null] },
        { name: "b", type: INT, values: [1, 2] },
      ],
      outputs: ["x", "y"],
      result: TEXT,
    };
    const { sorts, productions } = logicDomain.propose(sample);
    const asked = productions.filter(({ head }) => "primitive" in head && head.primitive === isNull);
    expect(asked.map(({ args }) => args)).toEqual([[{ sort: "logic:optional/0" }]]);
    const choice = productions.find(({ head }) => "primitive" in head && head.primitive === choose);
    expect(choice?.sort).toBe("text");
    const known = new Set([...sorts.map(({ name }) => name), "text", "int", "bool"]);
    for (const { sort, args, cost } of productions) {
      expect(known).toContain(sort);
      for (const arg of args) expect(known).toContain(arg.sort);
      expect(cost).toBeGreaterThan(0);
    }
  });
});
