/** @file List programs read as a person would have written them. */

import { describe, expect, test } from "vitest";
import { domains } from "../../../src/domains/index.ts";
import { run } from "../../../src/language/interpret.ts";
import { parseProgram } from "../../../src/language/parse.ts";
import type { Primitive } from "../../../src/language/primitive.ts";
import { BOOL, INT, list, type Signature, TEXT, type Type } from "../../../src/language/type.ts";
import { printModule } from "../../../src/language/typescript.ts";
import { loadPrinted } from "../../support/printed.ts";

const primitives: ReadonlyMap<string, Primitive> = new Map(
  domains.flatMap((domain) => domain.primitives).map((primitive) => [primitive.name, primitive]),
);

const signatureOf = (result: Type, param: Type = list(INT)): Signature => ({
  params: [
    { name: "xs", type: param },
    { name: "n", type: INT },
  ],
  result,
});

const printed = (text: string, result: Type = list(INT), param: Type = list(INT)): string => {
  const signature = signatureOf(result, param);
  const program = parseProgram(text, { signature, primitives });
  return printModule({ name: "it", signature, program }).source;
};

describe("in one expression", () => {
  test.each<[text: string, code: string, result?: Type, param?: Type]>([
    [
      "(map (filter $1 (lambda (a) (less 0 a))) (lambda (a) (times a 2)))",
      "xs.filter((x) => x > 0).map((x) => x * 2)",
    ],
    ["(fold $1 0 (lambda (a b) (plus a b)))", "xs.reduce((total, x) => total + x, 0)", INT],
    ["(sum $1)", "xs.reduce((total, x) => total + x, 0)", INT],
    ["(take-items $1 3)", "xs.slice(0, 3)"],
    ["(last $1)", "xs.at(-1)", INT],
    ["(append $1 3)", "[...xs, 3]"],
    ["(concat-items (prepend $1 (size $1)) [7])", "[xs.length, ...xs, 7]"],
    ["(reverse-items (sort-items $1))", "xs.toSorted((a, b) => a - b).toReversed()"],
    ["(sort-items $1)", "xs.toSorted()", list(TEXT), list(TEXT)],
    ["(unique $1)", "[...new Set(xs)]"],
    ["(map-indexed $1 (lambda (a b) (plus a b)))", "xs.map((x, i) => x + i)"],
    ["(filter-indexed $1 (lambda (a b) (is-even b)))", "xs.filter((_x, i) => i % 2 === 0)"],
    ["(flat-map $1 (lambda (a) (prepend [] a)))", "xs.flatMap((x) => [x])"],
    ["(map $1 (lambda (a) (size a)))", "xs.map((items) => items.length)", list(INT), list(list(INT))],
    ["(map $1 (lambda (a) (plus a -1)))", "xs.map((x) => x - 1)"],
    [
      "(any $1 (lambda (a) (all $1 (lambda (b) (at-most b a)))))",
      "xs.some((x) => xs.every((x2) => x2 <= x))",
      BOOL,
    ],
    ["(count-where $1 (lambda (a) (is a $2)))", "xs.filter((x) => x === n).length", INT],
    ["(remove-item $1 0)", "xs.filter((item) => item !== 0)"],
    [
      "(fold $1 [] (lambda (a b) (prepend a b)))",
      "xs.reduce<readonly number[]>((result, x) => [x, ...result], [])",
    ],
    ["(insert-at $1 2 $2)", "xs.toSpliced(2, 0, n)"],
    ["(map $1 (lambda (a) (quotient a 10)))", "xs.map((x) => Math.floor(x / 10))"],
    ["(map $1 (lambda (a) (larger a 0)))", "xs.map((x) => Math.max(x, 0))"],
    ["(digits $2)", "[...String(Math.abs(n))].map(Number)"],
    ["(prefixes $1)", "xs.map((_, i, all) => all.slice(0, i + 1))", list(list(INT))],
    ["(contains-item $1 $2)", "xs.includes(n)", BOOL],
  ])("%s", (text, code, result, param) => {
    expect(printed(text, result, param)).toContain(`return ${code};`);
  });
});

describe("a function that may lack a value is told apart", () => {
  test.each<[text: string, code: string, result?: Type]>([
    [
      "(filter $1 (lambda (a) (is-even (at $1 a))))",
      `  return filterAll(xs, (x) => {
    const at = xs.at(x);
    if (at === undefined) return undefined;
    return at % 2 === 0;
  });`,
    ],
    [
      "(filter-indexed $1 (lambda (a b) (less a (at $1 (plus b 1)))))",
      "  return filterAll(xs, (x, i) => {\n",
    ],
    ["(map $1 (lambda (a) (at $1 a)))", "  return mapAll(xs, (x) => xs.at(x));"],
    ["(map-indexed $1 (lambda (a b) (at $1 (plus a b))))", "  return mapAll(xs, (x, i) => xs.at(x + i));"],
    [
      "(fold $1 $2 (lambda (a b) (at $1 (plus a b))))",
      "  return foldAll(xs, n, (total, x) => xs.at(total + x));",
      INT,
    ],
    [
      "(fold $1 [] (lambda (a b) (prepend a (at $1 b))))",
      "  return foldAll<number, readonly number[]>(xs, [], (result, x) => {\n",
    ],
    [
      "(any $1 (lambda (a) (is-even (at $1 a))))",
      "  return whereDefined((x: number) => {\n    const at = xs.at(x);\n    if (at === undefined) return undefined;\n    return at % 2 === 0;\n  }, (call) => xs.some(call));",
      BOOL,
    ],
  ])("%s", async (text, code, result = list(INT)) => {
    expect(printed(text, result)).toContain(code);
    const signature = signatureOf(result);
    const program = parseProgram(text, { signature, primitives });
    const f = await loadPrinted(printModule({ name: "it", signature, program }).source);
    // With values throughout, without some, and empty.
    for (const xs of [[1, 2, 0], [0, 1, 2, 1], [5, 2, 1], [0, -1, 0], [2, 9], []])
      expect(f(xs, 0), `${text} of ${xs}`).toStrictEqual(run(program, [xs, 0]));
  });
});

test("lists within lists are told apart by all their parts", () => {
  expect(printed("(contains-item $1 [1])", BOOL, list(list(INT)))).toContain(
    "return xs.some((item) => keyText(item) === keyText([1]));",
  );
});

describe("what each item is held against", () => {
  const xs = [4, 1, 2, 1, 9];

  test.each<[text: string, expected: unknown, result?: Type]>([
    ["(remove-item $1 (if (less $2 3) 1 2))", [4, 2, 9]],
    ["(replace-item $1 (if (less $2 3) 1 2) (if (less $2 3) 7 8))", [4, 7, 2, 7, 9]],
    ["(count-item (map $1 (lambda (a) (is a 1))) (or (is $2 7) (is $2 8)))", 3, INT],
    ["(contains-item [[1]] (if (less $2 3) [1] $1))", true, BOOL],
    ["(else (index-of-item [[2] [1]] (if (less $2 3) [1] $1)) 5)", 1, INT],
  ])("is one operand: %s", async (text, expected, result = list(INT)) => {
    const signature = signatureOf(result);
    const program = parseProgram(text, { signature, primitives });
    expect(run(program, [xs, 2])).toStrictEqual(expected);
    const code = await loadPrinted(printModule({ name: "it", signature, program }).source);
    expect(code(xs, 2)).toStrictEqual(expected);
  });

  test("is computed once", () => {
    expect(printed("(remove-item $1 (sum $1))")).toContain(
      "  const sum = xs.reduce((total, x) => total + x, 0);\n  return xs.filter((item) => item !== sum);",
    );
    expect(printed("(contains-item $1 (sum $1))", BOOL)).not.toContain("const sum");
  });
});

test("parts are alike whatever the order of their keys, and may be wide", async () => {
  const source = printed("(contains-item $1 [1])", BOOL, list(list(INT)));
  const own = source
    .replace("export default it", "export default keyText")
    .replace("export function it", "function it");
  const keyText = await loadPrinted(own.replace("function keyText", "export function keyText"));
  expect(keyText({ "a,": 1, a: 2 })).toBe(keyText({ a: 2, "a,": 1 }));
  expect(keyText([5n])).not.toBe(keyText([6n]));
});
