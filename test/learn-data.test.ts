/** @file Data in and out of the library: plain objects on the caller's side. */

import { describe, expect, it } from "vitest";
import { InputError, learn } from "../src/index.ts";
import { parseType, type Type } from "../src/language/type.ts";
import { loadPrinted } from "./support/printed.ts";

interface Tree {
  readonly value: number;
  readonly left: Tree | null;
  readonly right: Tree | null;
}
const node = (value: number, left: Tree | null = null, right: Tree | null = null): Tree => ({
  value,
  left,
  right,
});
const budget = { candidates: 60_000 };

describe("functions of data", () => {
  it("take and give plain objects, and are printed with the named type", async () => {
    const examples: [Tree | null, Tree | null][] = [
      [node(1, node(2), node(3)), node(1, node(3), node(2))],
      [node(4, node(5)), node(4, null, node(5))],
      [null, null],
    ];
    const mirror = await learn(examples, { name: "mirror", budget });
    const tree = node(7, node(8, null, node(9)));
    const mirrored = {
      value: 7,
      left: null,
      right: { value: 8, left: { value: 9, left: null, right: null }, right: null },
    };
    expect(mirror(tree)).toStrictEqual(mirrored);
    expect(mirror.typescript).toContain(
      "type Tree = { value: number; left: Tree | null; right: Tree | null };",
    );
    expect((await loadPrinted(mirror.typescript))(tree)).toStrictEqual(mirrored);
  });

  it("have no answer for what is no such data: other fields, odd values, cycles, endless depth", async () => {
    const name = await learn(
      [
        [{ name: "Ada", age: 36 }, "Ada"],
        [{ name: "Bob", age: 3 }, "Bob"],
      ],
      { budget },
    );
    const of = name as unknown as (data: unknown) => unknown;
    expect(of({ age: 1, name: "Cy" })).toBe("Cy");
    for (const data of [
      {},
      { name: "Cy" },
      { name: "Cy", age: "1" },
      { name: "Cy", age: 1, x: 1 },
      null,
      [],
      "Cy",
    ])
      expect(of(data)).toBeUndefined();
    const sum = await learn(
      [
        [{ head: 1, tail: null }, 1],
        [{ head: 2, tail: { head: 3, tail: null } }, 5],
        [null, 0],
      ],
      { budget },
    );
    const loop: Record<string, unknown> = { head: 1 };
    loop.tail = loop;
    let deep: unknown = null;
    for (let i = 0; i < 1_000_000; i++) deep = { head: 1, tail: deep };
    for (const data of [loop, deep]) expect((sum as unknown as typeof of)(data)).toBeUndefined();
  });

  it("know keys that mean something to the language", async () => {
    const rows = JSON.parse(
      '[[{"__proto__": "a", "constructor": "b"}, "a"], [{"__proto__": "c", "constructor": "d"}, "c"]]',
    );
    const first = await learn(rows as [object, string][], { budget });
    const data = JSON.parse('{"__proto__": "x", "constructor": "y"}');
    expect(first(data)).toBe("x");
    expect((await loadPrinted(first.typescript))(data)).toBe("x");
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });

  it("ask about plain objects", async () => {
    const examples: [{ a: number; b: number }, number][] = [[{ a: 2, b: 2 }, 2]];
    const one = await learn(examples, { unlabelled: [[{ a: 5, b: 9 }]], budget });
    expect(one.questions).toEqual([{ inputs: [{ a: 5, b: 9 }], answers: expect.arrayContaining([5, 9]) }]);
    const told = await one.tell([{ a: 5, b: 9 }, 9]);
    expect(told({ a: 1, b: 4 })).toBe(4);
    await expect(one.tell([{ a: 5 } as { a: number; b: number }, 9])).rejects.toThrow(InputError);
  });

  it("use primitives of the caller's that take and give plain objects", async () => {
    const point = parseType("{x: int, y: int}") as Type;
    const flip = {
      name: "flip",
      params: [point],
      result: point,
      run: ({ x, y }: { x: number; y: number }) => ({ x: y, y: x }) as never,
      cost: 1,
      print: () => ({ text: "flip", binding: 0 as const }),
    };
    const flipped = await learn(
      [
        [
          { x: 1, y: 2 },
          { x: 2, y: 1 },
        ],
        [
          { x: 5, y: 6 },
          { x: 6, y: 5 },
        ],
      ],
      {
        primitives: [flip],
        budget,
      },
    );
    expect(flipped.program).toBe("(flip $1)");
    expect(flipped({ x: 3, y: 4 })).toStrictEqual({ x: 4, y: 3 });
  });

  it("are refused where examples are not alike, with the place", async () => {
    const rows = [
      [{ a: [{ b: 1 }] }, 1],
      [{ a: [{ b: 1 }, { b: "x" }] }, 2],
    ] as [object, number][];
    await expect(learn(rows, { budget })).rejects.toThrow(
      /^example 1, item 0, at \.a\[1\]\.b: is text where int came before/,
    );
  });
});
