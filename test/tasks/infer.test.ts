import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completed, fromPlain } from "../../src/language/plain.ts";
import { showType, type Type, writeType } from "../../src/language/type.ts";
import { hasType, type Value } from "../../src/language/value.ts";
import { columnType, together } from "../../src/tasks/infer.ts";
import { anyType, valuesOfType } from "../support/types.ts";

const typed = (...rows: unknown[]): Type => {
  const type = columnType(rows.map(fromPlain));
  if (!("kind" in type)) throw new Error(`row ${type.at}${type.path}: ${type.why}`);
  return type;
};
const complaint = (...rows: unknown[]): string => {
  const type = columnType(rows.map(fromPlain));
  return "kind" in type ? showType(type) : `row ${type.at}${type.path && ` ${type.path}`}: ${type.why}`;
};

const leaf = (value: unknown) => ({ value, left: null, right: null });
const add = (a: unknown, b: unknown) => ({ op: "+", a, b });

describe("types of nested data", () => {
  it.each<[string, unknown[]]>([
    [
      "(int, text)",
      [
        [1, "a"],
        [2, "b"],
      ],
    ],
    [
      "list<(int, text)>",
      [
        [
          [1, "a"],
          [2, "b"],
        ],
        [],
        [[3, "c"]],
      ],
    ],
    [
      "list<(text, int?)>",
      [
        [
          ["a", 1],
          ["b", null],
        ],
      ],
    ],
    [
      "(list<int>, list<text>)",
      [
        [
          [1, 2],
          ["a", "b"],
        ],
        [[], ["c"]],
      ],
    ],
    [
      "list<int>",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "list<real>",
      [
        [1, 2.5],
        [3, 4],
      ],
    ],
    [
      "{name: text, age: int}",
      [
        { name: "Ada", age: 36 },
        { age: 41, name: "Alan" },
      ],
    ],
    ["{name: text, age?: int}", [{ name: "Ada", age: 36 }, { name: "Alan" }]],
    [
      "{name: text, age: int?}",
      [
        { name: "Ada", age: 36 },
        { name: "Alan", age: null },
      ],
    ],
    ["list<{name: text, tags?: list<text>}>", [[{ name: "Ada" }, { name: "Alan", tags: ["x"] }], []]],
    ["{a: {b: {c: int}}}?", [{ a: { b: { c: 1 } } }, null]],
    [
      '{kind: "circle", r: int} | {kind: "box", w: int, h: int}',
      [
        { kind: "circle", r: 1 },
        { kind: "box", w: 1, h: 2 },
      ],
    ],
    [
      "list<{kind: text, n: int}>",
      [
        [
          { kind: "a", n: 1 },
          { kind: "b", n: 2 },
        ],
      ],
    ],
    [
      '{type: "n", value: int} | {type: "t", value: text}',
      [
        { type: "n", value: 1 },
        { type: "t", value: "x" },
      ],
    ],
    ["{name: text, nick?: text}", [{ name: "Ada" }, { name: "Bob", nick: "b" }]],
    ["{leaf: int} | {x: text, y: text}", [{ leaf: 1 }, { x: "a", y: "b" }]],
    ["list<int | {x: int}>", [[1, { x: 2 }], [3]]],
  ])("%s", (type, rows) => {
    expect(writeType(typed(...rows))).toBe(type);
  });

  it.each<[string, unknown[]]>([
    ["rec Tree. {value: int, left: Tree?, right: Tree?}", [{ ...leaf(1), left: leaf(2) }, leaf(3)]],
    ["(rec Tree. {value: text, left: Tree?, right: Tree?})?", [null, { ...leaf("a"), right: leaf("b") }]],
    [
      "rec Tree. {value: int, left?: Tree, right?: Tree}",
      [{ value: 1 }, { value: 2, left: { value: 3, right: { value: 4 } } }],
    ],
    ["rec Tree. {value: int, children: list<Tree>}", [{ value: 1, children: [{ value: 2, children: [] }] }]],
    ["rec Chain. {head: int, tail: Chain?}", [{ head: 1, tail: { head: 2, tail: null } }]],
    ["(rec Natural. {pred: Natural?})?", [null, { pred: null }, { pred: { pred: null } }]],
    [
      'rec Expression. int | {op: "+", a: Expression, b: Expression} | {op: "neg", a: Expression}',
      [add(1, { op: "neg", a: 2 }), 5, { op: "neg", a: add(1, 2) }],
    ],
    [
      'rec Expression. int | text | {op: "+", a: Expression, b: Expression} | {op: "*", a: Expression, b: Expression}',
      [add(1, { op: "*", a: "x", b: 2 })],
    ],
    ["rec Nested. int | list<Nested>", [[1, [2, [3]]], [4], [[5], 6, 7]]],
    [
      "rec Tree. {leaf: int} | {l: Tree, r: Tree}",
      [{ leaf: 1 }, { l: { leaf: 1 }, r: { l: { leaf: 2 }, r: { leaf: 3 } } }],
    ],
    [
      "rec Tree. {name: text, files: list<text>, dirs: list<Tree>}",
      [{ name: "/", files: ["a"], dirs: [{ name: "x", files: [], dirs: [] }] }],
    ],
    [
      "{id: int, tree: rec Tree. {v: int, kids: list<Tree>}}",
      [{ id: 1, tree: { v: 1, kids: [{ v: 2, kids: [] }] } }],
    ],
    [
      'rec Node. {type: "bold", of: list<Node>} | {type: "text", text: text}',
      [
        {
          type: "bold",
          of: [
            { type: "text", text: "a" },
            { type: "bold", of: [] },
          ],
        },
      ],
    ],
    ["rec Tree. int | {l: Tree, r: Tree}", [3, { l: 1, r: { l: 2, r: 3 } }]],
  ])("%s", (type, rows) => {
    expect(writeType(typed(...rows))).toBe(type);
  });

  it.each<[string, unknown[]]>([
    ["row 1: text where int came before", [1, "a"]],
    ["row 1 [0]: text where int came before", [[1], ["a"]]],
    ["row 0 .a[1].b: text where int came before", [{ a: [{ b: 1 }, { b: "x" }] }]],
    ["row 2: an object where a list came before", [[1], [2, 3], { a: 1 }]],
    ["row 1: a list where int came before", [1, [2]]],
    ["row 1: text where int came before", [{ a: 1 }, "x", 2].reverse().slice(0, 2)],
    [
      "row 1 [2]: text where int came before",
      [
        [1, 2],
        [1, 2, "x"],
      ],
    ],
    ["row 1 .left.value: text where int came before", [leaf(1), { ...leaf(1), left: leaf("x") }]],
  ])("%s", (message, rows) => {
    expect(complaint(...rows)).toBe(message);
  });

  it("is refused where it is too deep, too wide or too irregular", () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100; i++) deep = { [`k${i}`]: deep };
    expect(complaint(deep)).toMatch(/nested more than 12 levels deep that does not repeat itself$/);
    let lists: unknown = 1;
    for (let i = 0; i < 100; i++) lists = [lists];
    expect(complaint({ lists })).toMatch(/nested more than 12 levels/);
    const wide = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, i]));
    expect(complaint(wide)).toMatch(/more than 100 different keys/);
  });

  it("of trees as deep as may be is found", () => {
    let chain: unknown = null;
    for (let i = 0; i < 399; i++) chain = { head: i, tail: chain };
    let tree: unknown = null;
    for (let i = 0; i < 12; i++) tree = { value: i, left: tree, right: tree };
    expect(writeType(typed(chain))).toBe("rec Chain. {head: int, tail: Chain?}");
    expect(writeType(typed(JSON.parse(JSON.stringify(tree))))).toBe(
      "rec Tree. {value: int, left: Tree?, right: Tree?}",
    );
  });

  it("keeps awkward keys", () => {
    const rows = JSON.parse('[{"__proto__": 1, "constructor": "x"}, {"__proto__": 2, "constructor": "y"}]');
    expect(showType(typed(...rows))).toBe("{__proto__: int, constructor: text}");
    expect(complaint(...JSON.parse('[{"a b": 1}, {"a b": "x"}]'))).toBe(
      'row 1 ["a b"]: text where int came before',
    );
  });

  it("holds its own values, whatever they are", () => {
    fc.assert(
      fc.property(
        anyType.chain((type) => fc.array(valuesOfType(type), { minLength: 1, maxLength: 5 })),
        (values) => {
          const type = columnType(values);
          if (!("kind" in type)) return;
          for (const value of values)
            expect(hasType(completed(value, type), type), writeType(type)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("columns together", () => {
  const types = (...columns: unknown[][]): string[] => {
    const read = columns.map((rows) => ({ type: typed(...rows), values: rows.map(fromPlain) as Value[] }));
    return together(read).map(({ type }) => writeType(type));
  };

  it("a leaf is of the type of the trees beside it", () => {
    const tree = { ...leaf(1), left: leaf(2) };
    expect(types([tree, leaf(1)], [leaf(1), leaf(2)])).toEqual([
      "rec Tree. {value: int, left: Tree?, right: Tree?}",
      "rec Tree. {value: int, left: Tree?, right: Tree?}",
    ]);
    expect(types([tree, leaf(1)], [[leaf(1)], []])[1]).toBe(
      "list<rec Tree. {value: int, left: Tree?, right: Tree?}>",
    );
    expect(types([tree], [leaf("a")])[1]).toBe("{value: text, left: text?, right: text?}");
    expect(types([add(1, add(2, 3))], [6])).toEqual([expect.stringContaining("rec Expression"), "int"]);
  });

  it("different types have different names, equal ones the same", () => {
    const tree = (value: unknown) => ({ ...leaf(value), left: leaf(value) });
    const [a, b, c] = types([tree(1)], [tree("a")], [tree(2)]);
    expect([a, b, c].map((type) => /rec (\w+)/.exec(type)?.[1])).toEqual(["Tree", "Tree2", "Tree"]);
    expect(b).toBe("rec Tree2. {value: text, left: Tree2?, right: Tree2?}");
  });

  it("absent fields become null", () => {
    const [column] = together([
      { type: typed({ a: 1 }, { a: 2, b: 3 }), values: [{ a: 1 }, { b: 3, a: 2 }].map(fromPlain) as Value[] },
    ]);
    expect(column.values).toEqual(
      [
        { a: 1, b: null },
        { a: 2, b: 3 },
      ].map(fromPlain),
    );
    expect(column.values.every((value) => hasType(value, column.type))).toBe(true);
  });
});
