import { describe, expect, it } from "vitest";
import { typedOf } from "../src/examples.ts";
import { showType } from "../src/language/type.ts";
import { CivilDate } from "../src/language/value.ts";
import { InputError } from "../src/tasks/error.ts";

const typeOf = (values: readonly unknown[]): string => showType(typedOf(values, (i) => `item ${i}`).type);

function nested(levels: number): unknown[] {
  let value: unknown[] = [];
  for (let i = 1; i < levels; i++) value = [value];
  return value;
}

describe("types of examples", () => {
  it.each([
    [["a", ""], "text"],
    [[1, -2, 0], "int"],
    [[1, 2.5], "real"],
    [[2.5, 1], "real"],
    [[true, false], "bool"],
    [[null, "a"], "text?"],
    [[null, null], "text?"],
    [[], "text"],
    [[new CivilDate(2020, 1, 2)], "date"],
    [[[1, 2], []], "list<int>"],
    [[[], [1.5]], "list<real>"],
    [[[[1], []], [[2.5]]], "list<list<real>>"],
    [[["a", null], ["b"]], "list<text?>"],
    [[[1, "a"]], "(int, text)"],
    [[{ a: 1, b: ["x"] }], "{a: int, b: list<text>}"],
  ])("%j is %s", (values, type) => {
    expect(typeOf(values)).toBe(type);
  });

  it.each([
    [["a", 1], /item 1: is int where text came before/],
    [[undefined], /item 0: is undefined/],
    [[new Date()], /item 0: is a Date; .*CivilDate/],
    [[new Map()], /item 0: is a Map; .*plain objects/],
    [[{ a: { b: () => 1 } }], /item 0, "a", "b": is function/],
    [[Number.NaN], /item 0: is NaN/],
    [[2 ** 53], /2\^53/],
    [[[1, "a"], []], /item 0, at \[1\]: is text where int came before/],
  ])("refuses %j", (values, complaint) => {
    expect(() => typeOf(values)).toThrow(InputError);
    expect(() => typeOf(values)).toThrow(complaint);
  });

  it("refuses a list that holds itself, or is nested without measure", () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() => typeOf([nested(50_000)])).toThrow(/^item 0.*: is nested more than 400 levels deep/);
    expect(() => typeOf([loop])).toThrow(/^item 0, at \[0\]: holds itself/);
  });
});
