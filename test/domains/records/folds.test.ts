import { describe, expect, test } from "vitest";
import { domains, Primitives } from "../../../src/domains/index.ts";
import { run } from "../../../src/language/interpret.ts";
import { parseProgram } from "../../../src/language/parse.ts";
import { toPlain } from "../../../src/language/plain.ts";
import { BOOL, INT, list, option, parseType, type Type } from "../../../src/language/type.ts";
import { printModule } from "../../../src/language/typescript.ts";
import { RecordValue, type Value } from "../../../src/language/value.ts";
import { loadPrinted } from "../../support/printed.ts";
import { dataOf, typeNamed } from "./types.ts";

const primitives = new Primitives(domains.flatMap((d) => d.primitives.map((p) => [p.name, p] as const)));

/** The program's value on each value of the column, by the interpreter and as printed. */
async function values(name: string, result: Type, text: string): Promise<unknown[]> {
  const { type, values } = dataOf(name);
  const signature = { params: [{ name, type }], result };
  const program = parseProgram(text, { signature, primitives });
  expect(program.text).toBe(text);
  const printed = await loadPrinted(printModule({ name: "it", signature, program }).source);
  return values.map((value) => {
    const expected = toPlain(run(program, [value]));
    expect(printed(toPlain(value))).toStrictEqual(expected);
    return expected;
  });
}

const sum = (a: string, b: string): string => `(to-int (add (to-real ${a}) (to-real ${b})))`;

describe("folds", () => {
  test("of a binary tree", async () => {
    expect(await values("tree", INT, `(cata $1 0 (lambda (a b c) ${sum("a", sum("b", "c"))}))`)).toEqual([
      0, 1, 14, -1,
    ]);
    expect(await values("tree", INT, `(cata $1 0 (lambda (a b c) ${sum("1", sum("b", "c"))}))`)).toEqual([
      0, 1, 4, 2,
    ]);
  });

  test("that give a tree", async () => {
    const { type } = dataOf("tree");
    const mirrored = await values("tree", type, "(cata $1 null (lambda (a b c) (make-Tree a c b)))");
    expect(mirrored[1]).toEqual({ value: 1, left: null, right: null });
    expect(mirrored[3]).toEqual({ value: -1, left: { value: 0, left: null, right: null }, right: null });
  });

  test("that see the part itself", async () => {
    const { type } = dataOf("tree");
    expect(
      await values("tree", option(typeNamed("tree")), "(para $1 null (lambda (a b c) (get-right a)))"),
    ).toEqual(
      dataOf("tree").values.map((value) =>
        value === null ? null : (toPlain(value) as { right: unknown }).right,
      ),
    );
    expect(type.kind).toBe("option");
  });

  test("of a chain, from its end", async () => {
    expect(await values("chain", INT, `(cata $1 0 (lambda (a b) ${sum("a", "b")}))`)).toEqual([0, 1, 9]);
    expect(await values("natural", INT, `(cata $1 0 (lambda (a) ${sum("a", "1")}))`)).toEqual([0, 1, 3]);
    expect(await values("optional", INT, `(cata $1 0 (lambda (a b) ${sum("a", "b")}))`)).toEqual([1, 9]);
  });

  test("of a tree with lists of children", async () => {
    expect(await values("rose", INT, "(cata $1 (lambda (a b) a))")).toEqual([1, 2]);
    expect(
      await values("rose", list(INT), "(cata (cata $1 (lambda (a b) (make-Tree a b))) (lambda (a b) []))"),
    ).toEqual([[], []]);
  });

  test("of a variant, case by case", async () => {
    const minus = "(to-int (subtract 0 (to-real a)))";
    const product = "(to-int (multiply (to-real a) (to-real b)))";
    const text = `(cata $1 (lambda (a) a) (lambda (a b) ${sum("a", "b")}) (lambda (a b) ${product}) (lambda (a) ${minus}))`;
    expect(await values("expression", INT, text)).toEqual([7, 3, -5, -6]);
    expect(await values("keyed", INT, `(cata $1 (lambda (a) a) (lambda (a b) ${sum("a", "b")}))`)).toEqual([
      1, 9,
    ]);
  });

  test("have no value where a function has none for a part", async () => {
    const text = "(cata $1 0 (lambda (a b c) (to-int (divide (to-real b) (to-real a)))))";
    expect(await values("tree", INT, text)).toEqual([0, 0, 0, undefined]);
  });

  test("go as deep as values do", () => {
    let chain: Value = null;
    for (let i = 0; i < 399; i++)
      chain = RecordValue.of([
        ["head", i],
        ["tail", chain],
      ]);
    const { type } = dataOf("chain");
    const program = parseProgram(`(cata $1 0 (lambda (a b) ${sum("b", "1")}))`, {
      signature: { params: [{ name: "chain", type }], result: INT },
      primitives,
    });
    expect(run(program, [chain])).toBe(399);
  });

  test("of a long chain use no stack in printed code", async () => {
    const { type } = dataOf("chain");
    const signature = { params: [{ name: "chain", type }], result: INT };
    const program = parseProgram(`(cata $1 0 (lambda (a b) ${sum("b", "1")}))`, { signature, primitives });
    const printed = await loadPrinted(printModule({ name: "it", signature, program }).source);
    let chain: unknown = null;
    for (let i = 0; i < 100_000; i++) chain = { head: i, tail: chain };
    expect(printed(chain)).toBe(100_000);
  });
});

describe("fields and cases", () => {
  test("of records", async () => {
    expect(await values("person", option(INT), "(get-age $1)")).toEqual([36, null, 1]);
    expect(await values("person", INT, "(or-default (get-age $1) 0)")).toEqual([36, 0, 1]);
    expect(await values("awkward", INT, "(get-__proto__ $1)")).toEqual([1, 2]);
    expect(await values("awkward", BOOL, "(is-null (get-constructor $1))")).toEqual([false, true]);
    expect(await values("awkward", BOOL, "(get-a%0020b $1)")).toEqual([true, false]);
  });

  test("of lists of pairs", async () => {
    const { type } = dataOf("pairs");
    const apart = parseType("(list<int>, list<text>)") as Type;
    const [first] = dataOf("pairs").values;
    expect(await values("pairs", apart, "(unzip-pairs $1)")).toEqual([
      [
        [1, 2],
        ["a", "b"],
      ],
      [[], []],
    ]);
    expect(
      (await values("pairs", type, "(zip-pairs (get-1 (unzip-pairs $1)) (get-2 (unzip-pairs $1)))"))[0],
    ).toEqual(first);
    expect(await values("pairs", parseType("list<(int, (int, text))>") as Type, "(enumerate $1)")).toEqual([
      [
        [0, [1, "a"]],
        [1, [2, "b"]],
      ],
      [],
    ]);
  });

  test("of tuples", async () => {
    const { type } = dataOf("pair");
    expect(await values("pair", INT, "(get-1 $1)")).toEqual([1, 2, 3]);
    expect(await values("pair", type, "(tuple-2 (get-1 $1) (get-2 $1))")).toEqual([
      [1, "a"],
      [2, "b"],
      [3, ""],
    ]);
  });

  test("of variants: where there is no such field there is no value", async () => {
    expect(await values("shape", INT, "(get-r $1)")).toEqual([2, undefined, undefined]);
    expect(await values("shape", BOOL, "(is-box $1)")).toEqual([false, true, false]);
    expect(await values("shape", INT, "(if (is-circle $1) (get-r $1) 0)")).toEqual([2, 0, 0]);
    expect(await values("expression", BOOL, "(is-number $1)")).toEqual([true, false, false, false]);
    expect(await values("expression", BOOL, "(is-%002b $1)")).toEqual([false, true, false, false]);
  });
});
