import { describe, expect, it } from "vitest";
import { bits, type Domain } from "../../src/language/grammar.ts";
import { runCounting } from "../../src/language/interpret.ts";
import { burn, type Primitive } from "../../src/language/primitive.ts";
import { apply, input, literal, type Program } from "../../src/language/program.ts";
import {
  constant,
  INT,
  list,
  option,
  record,
  recursive,
  self,
  TEXT,
  type Type,
  variant,
} from "../../src/language/type.ts";
import { RecordValue, sameValue, sizeOf, type Value } from "../../src/language/value.ts";
import type { Witness } from "../../src/language/witness.ts";
import { enlarged, extentOf } from "../../src/search/enlarge.ts";
import { Growth } from "../../src/search/growth.ts";
import { calls, define, INTS, numerals, plus } from "./contract/tiny.ts";
import { learned, taskOf } from "./finish.ts";

const items = (value: Value): readonly number[] => value as readonly number[];
const total = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0);

/** The sum of a list, at so much for a list of that length. */
const sumAt = (name: string, price: (length: number) => number): Primitive =>
  define(name, [INTS], INT, ([xs], call) =>
    burn(call, Math.round(price(items(xs).length))) ? total(items(xs)) : undefined,
  );
const atOnce = sumAt("at-once", () => 1);
const linear = sumAt("linear", (n) => n);
const costlyLinear = sumAt("costly-linear", (n) => 40 * n + 500);
const byHalves = sumAt("by-halves", (n) => n * Math.log2(n + 1));
const square = sumAt("square", (n) => (n * n) / 16);
const cube = sumAt("cube", (n) => n ** 3 / 10);
const endless = sumAt("endless", (n) => 2 ** n);
const short = define("short", [INTS], INT, ([xs]) => (items(xs).length > 60 ? undefined : total(items(xs))), {
  partial: true,
});

const of = (primitive: Primitive): Program => apply(primitive, [input(0, INTS)], INT);

describe("steps", () => {
  it("are the calls and what primitives burn; without a value where they are too many", () => {
    const twice = apply(plus, [of(linear), of(linear)], INT);
    expect(runCounting(twice, [[1, 2, 3]], 1000)).toEqual({ value: 12, steps: 3 + 2 * 3 });
    expect(runCounting(literal(1, INT), [[]], 1000)).toEqual({ value: 1, steps: 0 });
    expect(runCounting(twice, [[1, 2, 3]], 8).value).toBeUndefined();
  });
});

describe("growth", () => {
  const examples = [
    { inputs: [[3, 1, 2]], output: 6 },
    { inputs: [[]], output: 0 },
    { inputs: [[4, 1, 1, 9, 5]], output: 20 },
  ];
  const growth = new Growth({ params: [{ name: "xs", type: INTS }], result: INT }, examples);

  it("orders programs by how their steps grow, whatever they take at first", () => {
    const orders = [atOnce, linear, byHalves, square, cube, short, endless].map((one) => growth.of(of(one)));
    expect(orders).toEqual([...orders].sort((a, b) => a - b));
    expect(new Set(orders).size, "one finishes on some inputs, one on none").toBe(orders.length);
    expect(growth.of(of(costlyLinear))).toBe(growth.of(of(linear)));
    expect([atOnce, costlyLinear].every((one) => growth.isLeast(of(one)))).toBe(true);
    expect([byHalves, square, short].some((one) => growth.isLeast(of(one)))).toBe(false);
  });

  it("says nothing where no example has anything in it", () => {
    const none = new Growth({ params: [{ name: "xs", type: INTS }], result: INT }, [examples[1]]);
    expect([linear, square].map((one) => none.of(of(one)))).toEqual([0, 0]);
  });
});

describe("enlarged values", () => {
  const tree = recursive(
    "T",
    record([
      { name: "value", type: INT },
      { name: "left", type: option(self("T")) },
      { name: "right", type: option(self("T")) },
    ]),
  );
  const node = (value: number, left: Value = null, right: Value = null): Value =>
    RecordValue.of([
      ["value", value],
      ["left", left],
      ["right", right],
    ]);
  const expression = recursive(
    "E",
    variant([
      record([
        { name: "op", type: constant("num") },
        { name: "value", type: INT },
      ]),
      record([
        { name: "op", type: constant("add") },
        { name: "left", type: self("E") },
        { name: "right", type: self("E") },
      ]),
    ]),
  );
  const num = (value: number): Value =>
    RecordValue.of([
      ["op", "num"],
      ["value", value],
    ]);
  const add = (left: Value, right: Value): Value =>
    RecordValue.of([
      ["op", "add"],
      ["left", left],
      ["right", right],
    ]);
  const nodes = (value: Value): number =>
    value instanceof RecordValue
      ? [...value.fields.values()].reduce<number>((sum, part) => sum + nodes(part), 1)
      : 0;

  it("are longer lists, with no more equal items than before, and the same each time", () => {
    const larger = enlarged([5, 3, 4], INTS, 8) as number[];
    expect(larger).toHaveLength(24);
    expect(new Set(larger).size).toBe(24);
    expect(larger).not.toEqual([...larger].sort((a, b) => a - b));
    expect(enlarged([5, 3, 4], INTS, 8)).toEqual(larger);
    expect(enlarged(["b", "a"], list(TEXT), 2)).toHaveLength(4);
    expect(enlarged([], INTS, 8)).toEqual([]);
    expect(enlarged(new Array(150_000).fill(1), INTS, 2)).toHaveLength(300_000);
  });

  it("stay in order where they were", () => {
    const larger = enlarged([3, 3, 7], INTS, 4) as number[];
    expect(larger).toEqual([...larger].sort((a, b) => a - b));
  });

  it("are longer texts and greater numbers", () => {
    expect(enlarged("ab", TEXT, 3)).toBe("ababab");
    expect(enlarged(7, INT, 3)).toBe(21);
    expect(enlarged(2 ** 52, INT, 3)).toBe(2 ** 52);
    expect(enlarged(null, option(INT), 3)).toBeNull();
    expect(extentOf([[1, 2], [3]])).toBe(2);
  });

  it.each<[string, Type, Value]>([
    ["a tree", tree, node(1, node(2), node(3, node(4)))],
    ["a chain", tree, node(1, node(2, node(3)))],
  ])("are %s with more nodes, and hardly deeper", (_name, type, value) => {
    const larger = enlarged(value, type, 10);
    expect(nodes(larger)).toBe(10 * nodes(value));
    expect((larger as RecordValue).depth).toBeLessThan(6 * (value as RecordValue).depth);
  });

  it("are larger expressions", () => {
    const sum = add(num(1), add(num(2), num(3)));
    expect(nodes(enlarged(sum, expression, 4))).toBe(4 * 5 - 3);
    expect(enlarged(num(1), expression, 4)).toEqual(num(1));
    expect(sizeOf(sum)).toBeGreaterThan(4);
  });
});

describe("preferring fast programs", () => {
  const rows: readonly (readonly Value[])[] = [
    [[3, 1, 2], 6],
    [[7], 7],
    [[4, 1, 1, 9, 5], 20],
    [[], 0],
  ];
  /** A sum that is short and slow, and one that is longer and fast. */
  const domain = (production: (primitive: Primitive, cost: number) => ReturnType<typeof calls>): Domain => ({
    name: "sums",
    layouts: [],
    primitives: [square, linear, cube],
    propose: () => ({
      sorts: [],
      productions: [
        ...numerals("int", [0, 1]),
        production(cube, 3),
        production(square, 2),
        production(linear, 8),
        calls("int", plus, 3, "int", "int"),
      ],
    }),
  });
  const climbing = domain((primitive, cost) => calls("int", primitive, cost, "list<int>"));
  const input: Witness = {
    order: [0],
    *next(_goal, _argument, _chosen, bank) {
      for (const entry of bank.entries("list<int>")) yield { entry };
    },
  };
  const deduced = domain((primitive, cost) => ({
    ...calls("int", { ...primitive, witness: input }, cost, "list<int>"),
    climbs: false,
  }));

  it.each([
    ["climb", climbing],
    ["are deduced", deduced],
  ])("finds the one that grows slowest, where they %s", async (_how, sums) => {
    const task = taskOf([INTS], INT, rows);
    const budget = { candidates: 20_000, suspects: 0 };
    expect((await learned(task, [sums], budget)).best?.program.text).toBe("(square $1)");
    const { best, search } = await learned(task, [sums], { ...budget, prefer: "fast" });
    expect(best?.program.text).toBe("(linear $1)");
    expect(best?.cost).toBe(search.explain(best?.program as Program).cost);
  });

  it("keeps the one that says the same of larger inputs", async () => {
    const table = define(
      "table",
      [INTS],
      INT,
      ([xs]) => rows.find(([known]) => sameValue(known, xs))?.[1] ?? 0,
    );
    const tabled: Domain = {
      ...climbing,
      primitives: [square, table],
      propose: () => ({
        sorts: [],
        productions: [calls("int", square, 2, "list<int>"), calls("int", table, 5, "list<int>")],
      }),
    };
    const { best } = await learned(taskOf([INTS], INT, rows), [tabled], { suspects: 0, prefer: "fast" });
    expect(best?.program.text).toBe("(square $1)");
  });

  it("finds the shortest of those that grow alike", async () => {
    const alike: Domain = {
      ...climbing,
      primitives: [costlyLinear, linear],
      propose: () => ({
        sorts: [],
        productions: [
          { ...calls("int", costlyLinear, 2, "list<int>"), cost: bits(2) },
          calls("int", linear, 5, "list<int>"),
        ],
      }),
    };
    const task = taskOf([INTS], INT, rows);
    const { best } = await learned(task, [alike], { candidates: 20_000, suspects: 0, prefer: "fast" });
    expect(best?.program.text).toBe("(costly-linear $1)");
  });
});
