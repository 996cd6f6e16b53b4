import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agrees } from "../../src/language/agree.ts";
import { Fingerprint } from "../../src/language/fingerprint.ts";
import { parseProgram } from "../../src/language/parse.ts";
import { literal, literalText } from "../../src/language/program.ts";
import {
  BOOL,
  baseType,
  bitVector,
  constant,
  fn,
  INT,
  list,
  option,
  parseType,
  REAL,
  record,
  recursive,
  sameType,
  self,
  showType,
  TEXT,
  type Type,
  tuple,
  variant,
  writeType,
} from "../../src/language/type.ts";
import { unfolded } from "../../src/language/typeparts.ts";
import { printModule } from "../../src/language/typescript.ts";
import { hasType, RecordValue, sameValue, type Value } from "../../src/language/value.ts";
import { typeErrors } from "../support/typecheck.ts";
import { anyType, valuesOfType } from "../support/types.ts";

const tree = (name: string, of: Type = INT): Type =>
  recursive(
    name,
    record([
      { name: "value", type: of },
      { name: "left", type: option(self(name)) },
      { name: "right", type: option(self(name)) },
    ]),
  );
const node = (value: Value, left: Value = null, right: Value = null): Value =>
  RecordValue.of([
    ["value", value],
    ["left", left],
    ["right", right],
  ]);
const expression = recursive(
  "Expression",
  variant([
    INT,
    record([
      { name: "op", type: constant("+") },
      { name: "a", type: self("Expression") },
      { name: "b", type: self("Expression") },
    ]),
    record([
      { name: "op", type: constant("neg") },
      { name: "a", type: self("Expression") },
    ]),
  ]),
);

test("bit-vectors are of one type, in whatever way they are shown", () => {
  const binary = bitVector(8, true);
  expect(writeType(list(binary))).toBe("list<bits<8, 0b>>");
  expect(parseType("list<bits<8, 0b>>")).toEqual(list(binary));
  expect(showType(binary)).toBe("bits<8>");
  // These are binary anyway.
  expect(bitVector(7, true)).toEqual(bitVector(7));
});

describe("types as text", () => {
  test.each([
    [tuple([INT, TEXT]), "(int, text)"],
    [option(tuple([INT, list(TEXT)])), "(int, list<text>)?"],
    [fn([INT, tuple([INT, INT])], BOOL), "(int, (int, int)) -> bool"],
    [
      record([
        { name: "name", type: TEXT },
        { name: "age", type: INT, optional: true },
      ]),
      "{age?: int, name: text}",
    ],
    [record([{ name: "first name", type: TEXT }]), '{"first name": text}'],
    [record([]), "{}"],
    [tree("Tree"), "rec T0. {left: T0?, right: T0?, value: int}"],
    [list(option(tree("Tree"))), "list<(rec T0. {left: T0?, right: T0?, value: int})?>"],
    [expression, 'rec T0. int | {a: T0, b: T0, op: "+"} | {a: T0, op: "neg"}'],
    [option(variant([INT, record([])])), "(int | {})?"],
  ] as const)("%#", (type, text) => {
    expect(showType(type)).toBe(text);
    expect(showType(parseType(text) as Type)).toBe(text);
    expect(parseType(writeType(type))).toEqual(type);
  });

  test("every type is read back as it was written", () => {
    fc.assert(
      fc.property(anyType, (type) => {
        expect(parseType(writeType(type))).toEqual(type);
        expect(showType(parseType(showType(type)) as Type)).toBe(showType(type));
      }),
      { numRuns: 500 },
    );
  });

  test("names of recursive types and the order of fields do not matter", () => {
    expect(sameType(tree("Tree"), tree("Node"))).toBe(true);
    expect(sameType(tree("Tree"), tree("Tree", TEXT))).toBe(false);
    expect(
      sameType(
        record([
          { name: "a", type: INT },
          { name: "b", type: TEXT },
        ]),
        record([
          { name: "b", type: TEXT },
          { name: "a", type: INT },
        ]),
      ),
    ).toBe(true);
  });

  test("a recursive type written out holds itself", () => {
    const [, left] = (unfolded(tree("Tree")) as Type & { kind: "record" }).fields;
    expect(baseType(left.type)).toEqual(tree("Tree"));
    expect(sameType(baseType(left.type), tree("Other"))).toBe(true);
  });

  test.each([
    "(int",
    "{a int}",
    "{a: int, a: int}",
    "{: int}",
    "int |",
    "rec . int",
    "rec t. int",
    "T0",
    "()",
    '"',
    "{a: int",
  ])("%s is none", (text) => expect(parseType(text)).toBeUndefined());

  test("nesting is limited", () => {
    expect(parseType(`${"(int, ".repeat(100_000)}`)).toBeUndefined();
    expect(parseType(`${"{a: ".repeat(100_000)}`)).toBeUndefined();
    expect(parseType(`${"rec T. ".repeat(100_000)}int`)).toBeUndefined();
  });
});

describe("values", () => {
  test("belong to their types, and are read back from their text", () => {
    fc.assert(
      fc.property(
        anyType.chain((type) => valuesOfType(type).map((value) => ({ type, value }))),
        ({ type, value }) => {
          expect(hasType(value, type), `${literalText(value)}: ${showType(type)}`).toBe(true);
          const { text } = literal(value, type);
          const parsed = parseProgram(text, {
            signature: { params: [], result: type },
            primitives: new Map(),
          });
          expect(parsed.kind === "literal" && sameValue(parsed.value, value)).toBe(true);
          expect(parsed.text).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("a record's fields are what was given, whatever they are called", () => {
    const names = ["__proto__", "constructor", "toString", "a b", ""];
    const value = RecordValue.of(names.map((name, i) => [name, i])) as RecordValue;
    expect(names.map((name) => value.get(name))).toEqual([0, 1, 2, 3, 4]);
    expect(value.get("valueOf")).toBeUndefined();
    expect(hasType(value, record(names.map((name) => ({ name, type: INT }))))).toBe(true);
    expect(hasType(value, record([...names, "x"].map((name) => ({ name, type: INT }))))).toBe(false);
  });

  test("are the same whatever the order of their fields", () => {
    const a = RecordValue.of([
      ["a", 1],
      ["b", [node(2)]],
    ]);
    const b = RecordValue.of([
      ["b", [node(2)]],
      ["a", 1],
    ]);
    expect(sameValue(a, b)).toBe(true);
    expect(agrees(a, b)).toBe(true);
    expect(literalText(a)).toBe(literalText(b));
    expect(sameValue(a, node(1))).toBe(false);
    expect(agrees(node(0.1 + 0.2), node(0.3))).toBe(true);
    expect(agrees(node(1), node(2))).toBe(false);
  });

  test("absent fields are null where they may be absent", () => {
    const type = record([{ name: "a", type: INT, optional: true }]);
    expect(hasType(RecordValue.of([["a", null]]), type)).toBe(true);
    expect(hasType(RecordValue.of([["a", "x"]]), type)).toBe(false);
    expect(hasType(RecordValue.of([]), type)).toBe(false);
  });

  test("nesting is limited where records are made", () => {
    let value: Value = null;
    let depth = 0;
    for (; value !== undefined && depth < 1e6; depth++) value = node(0, value);
    expect(depth).toBeLessThan(1000);
  });

  test("fingerprints tell values apart, and only those", () => {
    const words = (value: Value): string => {
      const { a, b, count } = new Fingerprint().of(value);
      return `${a} ${b} ${count}`;
    };
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(anyType.chain(valuesOfType), (value) => {
        const text = literalText(value);
        expect(words(value)).toBe(words(value));
        expect(seen.get(words(value)) ?? text).toBe(text);
        seen.set(words(value), text);
      }),
      { numRuns: 2000 },
    );
    expect(words(-0)).toBe(words(0));
    expect(
      new Set([[], [[]], "", null, 0, false, node(1), node(2), [1, "1"], ["1", 1]].map(words)).size,
    ).toBe(10);
  });
});

describe("in TypeScript", () => {
  test("a recursive type is declared once, under its name", () => {
    const { source } = printModule({
      name: "same",
      signature: { params: [{ name: "tree", type: option(tree("Tree")) }], result: option(tree("Tree")) },
      program: literal(node(1, node(2)), tree("Tree")),
    });
    expect(source).toContain("type Tree = { value: number; left: Tree | null; right: Tree | null };");
    expect(source.match(/type Tree/g)).toHaveLength(1);
    expect(source).toContain("(_tree: Tree | null): Tree | null {");
    expect(source).toContain(
      "return { value: 1, left: { value: 2, left: null, right: null }, right: null };",
    );
  });

  test("constants of every type pass the type-checker", () => {
    const types = fc.sample(
      anyType.chain((type) => valuesOfType(type).map((value) => ({ type, value }))),
      { numRuns: 150, seed: 5 },
    );
    const sources = types.map(
      ({ type, value }) =>
        printModule({
          name: "it",
          signature: { params: [{ name: "input", type }], result: type },
          program: literal(value, type),
          examples: [{ inputs: [value], output: value }],
        }).source,
    );
    expect(typeErrors(sources)).toBe("");
  });

  test("types that are called like something else have another name", () => {
    const { source } = printModule({
      name: "it",
      signature: { params: [{ name: "x", type: tree("Map", REAL) }], result: INT },
      program: literal(1, INT),
    });
    expect(source).toContain(
      "type MapType = { value: number; left: MapType | null; right: MapType | null };",
    );
  });
});
