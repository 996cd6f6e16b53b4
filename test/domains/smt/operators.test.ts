import { describe, expect, it } from "vitest";
import {
  CallError,
  callOf,
  OPERATORS,
  operatorText,
  theoryPrimitives,
} from "../../../src/domains/smt/index.ts";
import { run } from "../../../src/language/interpret.ts";
import { input, literal, type Program } from "../../../src/language/program.ts";
import { BOOL, bitVector, INT, TEXT, type Type } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";

const ints = (...values: number[]): Program[] => values.map((value) => literal(value, INT));
const bools = (...values: boolean[]): Program[] => values.map((value) => literal(value, BOOL));
const bytes = (...values: number[]): Program[] => values.map((value) => literal(value, bitVector(8)));
const value = (name: string, args: Program[], ...indices: number[]): Value =>
  run(callOf(name, args, indices), []);

describe("more arguments than two", () => {
  it.each<[name: string, args: Program[], expected: Value]>([
    ["-", ints(10, 3, 2), 5],
    ["-", ints(10), -10],
    ["+", ints(1, 2, 3, 4), 10],
    ["div", ints(100, 5, 2), 10],
    ["=>", bools(true, true, false), false],
    ["=>", bools(false, true, false), true],
    ["<", ints(1, 2, 3), true],
    ["<", ints(1, 3, 2), false],
    ["=", ints(2, 2, 2), true],
    ["=", ints(2, 2, 3), false],
    ["distinct", ints(1, 2, 1), false],
    ["distinct", ints(1, 2, 3), true],
    ["and", bools(true, true, false), false],
    ["xor", bools(true, true, true), true],
    ["str.++", ["a", "b", "c"].map((text) => literal(text, TEXT)), "abc"],
    ["bvadd", bytes(200, 50, 10), 4],
    ["concat", bytes(1, 2, 3), 0x010203],
  ])("(%s %j) is folded", (name, args, expected) => {
    expect(value(name, args)).toBe(expected);
  });
});

describe("operators by the types of their arguments", () => {
  it("are those of bit-vectors", () => {
    expect(value("=", bytes(3, 3))).toBe(true);
    expect(value("ite", [...bools(false), ...bytes(3, 4)])).toBe(4);
    expect(value("extract", bytes(0xa5), 7, 4)).toBe(0xa);
    expect(callOf("extract", bytes(0xa5), [7, 4]).type).toEqual(bitVector(4));
    expect(value("bvult", bytes(3, 4))).toBe(true);
  });

  it.each<[name: string, types: Type[], indices: number[], message: string]>([
    ["str.len", [INT], [], "takes (String), not (Int)"],
    ["str.substr", [TEXT, INT], [], "takes (String Int Int), not (String Int)"],
    ["ite", [INT, TEXT, TEXT], [], "takes (Bool S S) for any sort S, not (Int String String)"],
    ["ite", [BOOL, TEXT, INT], [], "takes (Bool S S) for any sort S, not (Bool String Int)"],
    ["=", [TEXT, INT], [], "takes (String String), not (String Int)"],
    ["=", [TEXT], [], "takes two arguments or more of one sort, not (String)"],
    ["bvadd", [bitVector(8), bitVector(16)], [], "not ((_ BitVec 8) (_ BitVec 16))"],
    ["bvadd", [bitVector(8)], [], "takes two bit-vectors"],
    ["bvnot", [INT], [], "takes one bit-vector"],
    ["extract", [bitVector(8)], [], "is written (_ extract N N)"],
    ["extract", [bitVector(8)], [8, 0], "is not possible"],
    ["concat", [bitVector(60), bitVector(8)], [], "is not possible"],
    ["str.len", [TEXT], [1], "takes no indices"],
    ["+", [], [], "takes (Int Int), not ()"],
  ])("(%s …) refuses what it does not take", (name, types, indices, message) => {
    const args = types.map((type, i) => input(i, type));
    const call = () => callOf(name, args, indices);
    expect(call).toThrow(CallError);
    expect(call).toThrow(message);
  });

  it("refuses more arguments than an interpreter nests", () => {
    expect(() => callOf("+", ints(...Array<number>(10_000).fill(1)))).toThrow(CallError);
  });
});

describe("names", () => {
  it("come back from primitives", () => {
    const all = theoryPrimitives([TEXT, INT, BOOL, bitVector(8), bitVector(64)]);
    expect(all.length).toBeGreaterThan(80);
    for (const primitive of all) expect(OPERATORS).toContain(operatorText(primitive));
  });

  it("come with their indices", () => {
    const names: [string, number[], string][] = [
      ["extract", [7, 0], "(_ extract 7 0)"],
      ["zero_extend", [4], "(_ zero_extend 4)"],
      ["rotate_left", [3], "(_ rotate_left 3)"],
      ["bvadd", [], "bvadd"],
    ];
    for (const [name, indices, text] of names) {
      const call = callOf(name, bytes(...(name === "bvadd" ? [1, 2] : [1])), indices);
      expect(call.kind === "apply" && operatorText(call.primitive)).toBe(text);
    }
  });
});
