/** @file Corners of the list primitives; what holds of all primitives is in test/domains/primitives.test.ts. */

import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { listsDomain } from "../../../src/domains/lists/index.ts";
import { MAX_MADE, MAX_STEPS } from "../../../src/domains/lists/printed.ts";
import { numbersDomain } from "../../../src/domains/numbers/index.ts";
import { run as interpret } from "../../../src/language/interpret.ts";
import { parseProgram } from "../../../src/language/parse.ts";
import { FUEL, MAX_LENGTH, type Primitive } from "../../../src/language/primitive.ts";
import { INT, list } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";

const primitives: ReadonlyMap<string, Primitive> = new Map(
  [listsDomain, numbersDomain].flatMap((domain) => domain.primitives).map((one) => [one.name, one]),
);

const call = (name: string, ...args: Value[]): Value =>
  (primitives.get(name) as Primitive).run(args, { fuel: FUEL });

const isOdd = (x: Value): Value => (x as number) % 2 !== 0;
/** ⊥ of 2. */
const half = (x: Value): Value => (x === 2 ? undefined : x === 4);

describe("the values of", () => {
  test.each<[name: string, args: Value[], value: Value]>([
    ["head", [[]], undefined],
    ["last", [[1, 2]], 2],
    ["at", [[1, 2, 3], -3], 1],
    ["at", [[1, 2, 3], -4], undefined],
    ["at", [[1, 2, 3], 3], undefined],
    ["index-of-item", [[[1], [2]], [2]], 1],
    ["index-of-item", [[1], 2], undefined],
    ["count-item", [["a", "b", "a"], "a"], 2],
    ["contains-item", [[[1, 2]], [1, 2]], true],
    ["largest", [["b", "a", "ab"]], "b"],
    ["smallest", [[]], undefined],
    [
      "equal",
      [
        [1, [2]],
        [1, [2]],
      ],
      true,
    ],
    ["tail", [[]], []],
    ["init", [[1]], []],
    ["take-items", [[1, 2, 3], 5], [1, 2, 3]],
    ["take-items", [[1, 2, 3], -1], [1, 2]],
    ["drop-items", [[1, 2, 3], -2], [2, 3]],
    ["slice-items", [[1, 2, 3, 4], 1, -1], [2, 3]],
    ["slice-items", [[1, 2, 3], 2, 1], []],
    ["every-kth", [[1, 2, 3, 4, 5], 2], [1, 3, 5]],
    ["every-kth", [[1], 0], undefined],
    ["prefixes", [[1, 2]], [[1], [1, 2]]],
    ["suffixes", [[1, 2]], [[1, 2], [2]]],
    ["chunks", [[1, 2, 3], 2], [[1, 2], [3]]],
    ["chunks", [[1], 0], undefined],
    [
      "windows",
      [[1, 2, 3], 2],
      [
        [1, 2],
        [2, 3],
      ],
    ],
    ["windows", [[1], 2], []],
    ["group-equal", [[1, 1, 2, 1]], [[1, 1], [2], [1]]],
    ["group-equal", [[[1], [1], []]], [[[1], [1]], [[]]]],
    ["insert-at", [[1, 2], 1, 9], [1, 9, 2]],
    ["insert-at", [[1, 2], 7, 9], [1, 2, 9]],
    ["remove-at", [[1, 2, 3], -1], [1, 2]],
    ["remove-at", [[1, 2, 3], 3], [1, 2, 3]],
    ["replace-at", [[1, 2, 3], -1, 0], [1, 2, 0]],
    ["replace-at", [[1], 1, 0], [1]],
    ["swap-at", [[1, 2, 3], 0, -1], [3, 2, 1]],
    ["swap-at", [[1], 0, 1], undefined],
    ["remove-item", [[1, 2, 1], 1], [2]],
    ["replace-item", [[1, 2, 1], 1, 5], [5, 2, 5]],
    ["rotate", [[1, 2, 3], 1], [2, 3, 1]],
    ["rotate", [[1, 2, 3], -1], [3, 1, 2]],
    ["rotate", [[1, 2, 3], 7], [2, 3, 1]],
    ["rotate", [[], 2], []],
    ["sort-items", [[10, 9, 1]], [1, 9, 10]],
    ["sort-items", [["b", "B", "a"]], ["B", "a", "b"]],
    ["sort-items", [[[1], [0]]], undefined],
    ["unique", [[[1], [2], [1]]], [[1], [2]]],
    ["flatten", [[[1], [], [2, 3]]], [1, 2, 3]],
    [
      "zip",
      [
        [1, 2, 3],
        [4, 5],
      ],
      [
        [1, 4],
        [2, 5],
      ],
    ],
    ["present", [[1, null, 3, null]], [1, 3]],
    ["present", [[]], []],
    ["interleave", [[1, 2, 3], [9]], [1, 9, 2, 3]],
    ["interleave", [[1], [8, 9]], [1, 8, 9]],
    [
      "transpose",
      [
        [
          [1, 2, 3],
          [4, 5],
        ],
      ],
      [
        [1, 4],
        [2, 5],
      ],
    ],
    ["transpose", [[]], []],
    ["transpose", [[[], [1]]], []],
    [
      "intersection",
      [
        [1, 2, 2, 3],
        [2, 3],
      ],
      [2, 2, 3],
    ],
    ["difference", [[1, 2, 2, 3], [2]], [1, 3]],
    ["repeat-items", [[1, 2], 2], [1, 2, 1, 2]],
    ["repeat-items", [[1, 2], -1], []],
    ["replicate", ["a", 0], []],
    ["range", [3, 5], [3, 4, 5]],
    ["range", [5, 3], []],
    ["sum", [[]], 0],
    ["sum", [[Number.MAX_SAFE_INTEGER, 1]], undefined],
    ["product", [[]], 1],
    ["digits", [-120], [1, 2, 0]],
    ["from-digits", [[1, 2, 0]], 120],
    ["filter", [[1, 2, 3], isOdd], [1, 3]],
    ["filter", [[1, 2, 3], half], undefined],
    ["filter-indexed", [[5, 6, 7], (_: Value, i: Value) => i !== 1], [5, 7]],
    ["flat-map", [[1, 2], (x: Value) => [x, x]], [1, 1, 2, 2]],
    ["map-neighbours", [[1, 4, 9], (a: Value, b: Value) => (b as number) - (a as number)], [3, 5]],
    ["map-neighbours", [[], () => 1], []],
    ["map-product", [[1, 2], ["a", "b"], (a: Value, b: Value) => `${a}${b}`], ["1a", "1b", "2a", "2b"]],
    ["map-product", [[], ["a"], (a: Value, b: Value) => `${a}${b}`], []],
    ["zip-with", [[1, 2, 3], ["a", "b"], (a: Value, b: Value) => `${a}${b}`], ["1a", "2b"]],
    ["find", [[2, 3, 5], isOdd], 3],
    ["find", [[2], isOdd], undefined],
    ["find", [[4, 2], half], 4],
    ["index-where", [[2, 4], isOdd], -1],
    ["any", [[4, 2], half], true],
    ["any", [[2, 4], half], undefined],
    ["all", [[1, 2], half], false],
    ["all", [[], isOdd], true],
    ["count-where", [[1, 2, 3], isOdd], 2],
    ["take-while", [[1, 3, 4, 5], isOdd], [1, 3]],
    ["take-while", [[1, 3], isOdd], [1, 3]],
    ["drop-while", [[1, 3, 4, 5], isOdd], [4, 5]],
    ["partition", [[1, 2, 3], isOdd], [[1, 3], [2]]],
    [
      "group-by",
      [[1, 2, 3, 4], isOdd],
      [
        [1, 3],
        [2, 4],
      ],
    ],
    ["sort-by", [["bb", "a", "cc"], (x: Value) => (x as string).length], ["a", "bb", "cc"]],
    ["sort-by", [[1], () => true], undefined],
    ["max-by", [[1, 2, 3], isOdd], undefined],
    ["max-by", [["a", "bb", "cc"], (x: Value) => (x as string).length], "bb"],
    ["min-by", [[], isOdd], undefined],
    ["fold", [[1, 2], 10, (total: Value, x: Value) => (total as number) - (x as number)], 7],
    ["fold-right", [["a", "b"], "", (text: Value, x: Value) => `${text}${x}`], "ba"],
    ["scan", [[1, 2, 3], 0, (total: Value, x: Value) => (total as number) + (x as number)], [1, 3, 6]],
    ["iterate", [1, 3, (x: Value) => 2 * (x as number)], 8],
    ["iterate", [1, -3, (x: Value) => x], 1],
    ["iterate-until", [1, (x: Value) => (x as number) > 5, (x: Value) => 2 * (x as number)], 8],
    ["iterate-until", [1, () => false, (x: Value) => x], undefined],
    ["unfold", [8, (x: Value) => (x as number) > 1, (x: Value) => (x as number) / 2], [8, 4, 2]],
    ["unfold", [8, () => true, (x: Value) => x], undefined],
    ["plus", [Number.MAX_SAFE_INTEGER, 1], undefined],
    ["quotient", [-7, 2], -4],
    ["quotient", [7, 0], undefined],
    ["mod", [-7, 3], 2],
    ["mod", [7, -3], -2],
    ["mod", [7, 0], undefined],
    ["opposite", [0], 0],
  ])("%s", (name, args, value) => {
    expect(call(name, ...args)).toStrictEqual(value);
  });
});

describe("limits", () => {
  const context = { signature: { params: [{ name: "xs", type: list(INT) }], result: list(INT) }, primitives };
  const long = Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 1000);

  test.each([
    "(map $1 (lambda (a) (plus a 1)))",
    "(filter $1 (lambda (a) (less a 500)))",
    "(scan $1 0 (lambda (a b) (larger a b)))",
    "(sort-items $1)",
    "(unique $1)",
    "(reverse-items (concat-items $1 $1))",
    "(flatten (chunks $1 3))",
    "(difference $1 (take-items $1 500))",
    "(prepend (rotate $1 3) (fold $1 0 (lambda (a b) (plus a b))))",
    "(take-items (sort-by $1 (lambda (a) (opposite a))) 3)",
  ])("%s has a value for 100,000 items", (text) => {
    const value = interpret(parseProgram(text, context), [long]);
    expect(Array.isArray(value)).toBe(true);
  });

  it("are kept by what makes lists of counts", () => {
    expect(call("range", 1, MAX_MADE)).toHaveLength(MAX_MADE);
    expect(call("range", 0, MAX_MADE)).toBeUndefined();
    expect(call("replicate", 1, MAX_MADE + 1)).toBeUndefined();
    expect(call("repeat-items", [1, 2], MAX_MADE)).toBeUndefined();
    expect(call("repeat-items", [], Number.MAX_SAFE_INTEGER)).toEqual([]);
  });

  it("are kept by lists that grow", () => {
    const longest = new Array<Value>(MAX_LENGTH).fill(0);
    for (const grown of [
      call("append", longest, 1),
      call("prepend", longest, 1),
      call("concat-items", longest, [1]),
    ])
      expect(grown).toBeUndefined();
    expect(call("iterate", [1], 40, (xs: Value) => [...(xs as Value[]), ...(xs as Value[])])).toBeUndefined();
  });

  it("are kept by lists in a list, in all", () => {
    const long = new Array<Value>(20_000).fill(0);
    const plenty = { fuel: 4e9 };
    const kept = (name: string, ...args: Value[]): boolean =>
      (primitives.get(name) as Primitive).run(args, plenty) === undefined;
    expect(kept("prefixes", long)).toBe(true);
    expect(kept("suffixes", long)).toBe(true);
    expect(kept("map", long, () => [...long])).toBe(true);
    expect(kept("scan", long, [], () => [...long])).toBe(true);
    expect(kept("map", long, (x) => [x])).toBe(false);
    expect(kept("prefixes", long.slice(0, 5_000))).toBe(false);
  });

  it("are kept by what goes on until a test passes", () => {
    const up = (x: Value): Value => (x as number) + 1;
    expect(call("iterate-until", 0, (x: Value) => x === MAX_STEPS - 1, up)).toBe(MAX_STEPS - 1);
    expect(call("iterate-until", 0, (x: Value) => x === MAX_STEPS, up)).toBeUndefined();
  });

  it("burn fuel for each item", () => {
    const spent = { fuel: 10 };
    const { run } = primitives.get("map") as Primitive;
    expect(run([[1, 2, 3], (x: Value) => x], spent)).toEqual([1, 2, 3]);
    expect(spent.fuel).toBe(7);
    expect(run([[1, 2, 3], (x: Value) => x], { fuel: 2 })).toBeUndefined();
  });

  const burnt = (name: string, ...args: Value[]): number => {
    const spent = { fuel: FUEL };
    (primitives.get(name) as Primitive).run(args, spent);
    return FUEL - spent.fuel;
  };

  test.each([["size"], ["is-empty"], ["head"], ["last"], ["at", -2]] as [string, ...Value[]][])(
    "burn nothing for the length of the list in %s, which looks at one place",
    (name, ...args) => {
      expect(burnt(name, long, ...args)).toBe(0);
    },
  );

  test.each([["tail"], ["take-items", 2], ["append", 1], ["contains-item", -1], ["reverse-items"]] as [
    string,
    ...Value[],
  ][])("burn a step for 16 items in %s", (name, ...args) => {
    expect(burnt(name, long, ...args)).toBe(long.length / 16);
  });

  it("burn more than in step with the list where it is put in order", () => {
    const half = long.slice(0, long.length / 2);
    expect(burnt("sort-items", long)).toBeGreaterThan(2 * burnt("sort-items", half) + half.length / 20);
    expect(burnt("sort-by", long, (x: Value) => x)).toBe(
      long.length + burnt("sort-items", long) - burnt("reverse-items", long),
    );
  });
});

describe("whole numbers", () => {
  const number = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -20, max: 20 }));

  it("divide with a rest that has the sign of the divisor", () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        fc.pre(b !== 0);
        const [quotient, rest] = [call("quotient", a, b), call("mod", a, b)];
        if (quotient === undefined) return;
        expect(BigInt(quotient as number) * BigInt(b) + BigInt(rest as number)).toBe(BigInt(a));
        expect((rest as number) === 0 || Math.sign(rest as number) === Math.sign(b)).toBe(true);
        expect(Math.abs(rest as number)).toBeLessThan(Math.abs(b));
      }),
    );
  });
});
