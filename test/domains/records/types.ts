/** @file Types of data for tests, and values of them. */

import { fromPlain } from "../../../src/language/plain.ts";
import { baseType, type Type } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";
import { columnType, together } from "../../../src/tasks/infer.ts";

const leaf = (value: unknown, left: unknown = null, right: unknown = null) => ({ value, left, right });
const op = (sign: string, a: unknown, b: unknown) => ({ op: sign, a, b });

/** What is read from plain data, by name: a column of values. */
const DATA: Readonly<Record<string, readonly unknown[]>> = {
  tree: [null, leaf(1), leaf(2, leaf(3), leaf(4, null, leaf(5))), leaf(-1, null, leaf(0))],
  words: [leaf("a"), leaf("b", leaf("c")), leaf("", null, leaf("d", leaf("e")))],
  chain: [null, { head: 1, tail: null }, { head: 2, tail: { head: 3, tail: { head: 4, tail: null } } }],
  natural: [null, { pred: null }, { pred: { pred: { pred: null } } }],
  rose: [
    { value: 1, children: [] },
    {
      value: 2,
      children: [
        { value: 3, children: [] },
        { value: 4, children: [{ value: 5, children: [] }] },
      ],
    },
  ],
  expression: [7, op("+", 1, 2), op("*", op("+", 3, { op: "neg", a: 4 }), 5), { op: "neg", a: 6 }],
  nested: [[1, [2, [3]], []], [], [[4], 5]],
  keyed: [{ leaf: 1 }, { l: { leaf: 2 }, r: { l: { leaf: 3 }, r: { leaf: 4 } } }],
  optional: [{ value: 1 }, { value: 2, next: { value: 3, next: { value: 4 } } }],
  pruned: [{ id: 1, "sub items": [{ id: 2, "sub items": null }] }, { id: 3 }],
  person: [
    { name: "Ada", age: 36 },
    { name: "Bob", age: null },
    { name: "Cy", age: 1 },
  ],
  awkward: JSON.parse('[{"__proto__": 1, "constructor": "x", "a b": true}, {"__proto__": 2, "a b": false}]'),
  shape: [{ kind: "circle", r: 2 }, { kind: "box", w: 3, h: 4 }, { kind: "dot" }],
  pair: [
    [1, "a"],
    [2, "b"],
    [3, ""],
  ],
  pairs: [
    [
      [1, "a"],
      [2, "b"],
    ],
    [],
  ],
  triple: [
    [1, [true, "x"], null],
    [2, [false, "y"], 0.5],
  ],
  mixed: [[1, { x: 2 }], [{ x: 3 }], [4]],
};

export interface Typed {
  readonly type: Type;
  readonly values: readonly Value[];
}

/** A column by its name. */
export function dataOf(name: string): Typed {
  const values = DATA[name].map(fromPlain);
  const type = columnType(values);
  if (!("kind" in type)) throw new Error(`${name}: ${type.why}`);
  return together([{ type, values }])[0];
}

export const DATA_NAMES: readonly string[] = Object.keys(DATA);

/** The type without its null. */
export const typeNamed = (name: string): Type => baseType(dataOf(name).type);
