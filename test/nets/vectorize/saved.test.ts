/** Saved vectorizers, changed at random: refused with one line, or vectorizers that hold together. */

import fc from "fast-check";
import { expect, it } from "vitest";
import { vectorizerFrom } from "../../../src/nets/vectorize/saved.ts";
import { MAX_SIZE } from "../../../src/nets/vectorize/vectorizer.ts";
import { InputError } from "../../../src/tasks/error.ts";

type Node = { [key: string]: Node } | Node[] | string | number | boolean | null;

const SAVED: Node[] = [
  { kind: "number", mean: 1, deviation: 2, unit: 3, isWhole: true },
  { kind: "label", vocabulary: ["a", "b"] },
  { kind: "bool" },
  { kind: "bits", width: 9 },
  { kind: "text", characters: ["a", "b"], length: 4 },
  { kind: "bag", words: ["a", "b"] },
  { kind: "date", fields: ["year", "month", "day"], optional: ["day"], mean: 2000, deviation: 10 },
  { kind: "grid", height: 2, width: 3, colours: [0, 5] },
  { kind: "image", height: 2, width: 3, channels: 3 },
  { kind: "sound", rate: 8000, window: 128, bands: 8, frames: 3 },
  { kind: "list", of: { kind: "label", vocabulary: [1, 2] }, length: 3 },
  { kind: "option", of: { kind: "bool" } },
  { kind: "tuple", parts: [{ kind: "bool" }, { kind: "bits", width: 3 }] },
  { kind: "record", names: ["a", "b"], parts: [{ kind: "bool" }, { kind: "bool" }] },
  {
    kind: "variant",
    cases: ["int", '{kind: "b"}'],
    parts: [
      { kind: "number", mean: 0, deviation: 1, isWhole: true },
      { kind: "record", names: ["kind"], parts: [{ kind: "constant", value: "b" }] },
    ],
  },
];

/** The paths to all parts. */
const pathsIn = (node: Node): string[][] =>
  typeof node === "object" && node !== null
    ? [[], ...Object.entries(node).flatMap(([key, part]) => pathsIn(part).map((path) => [key, ...path]))]
    : [[]];

function replaced(node: Node, [key, ...rest]: readonly string[], by: Node | undefined): Node | undefined {
  if (key === undefined) return by;
  const copy = structuredClone(node) as { [key: string]: Node };
  const inner = replaced(copy[key], rest, by);
  if (inner === undefined && Array.isArray(copy)) copy.splice(Number(key), 1);
  else if (inner === undefined) delete copy[key];
  else copy[key] = inner;
  return copy;
}

const odd = fc.constantFrom<(Node | undefined)[]>(
  undefined,
  null,
  -1,
  0,
  1,
  0.5,
  3,
  64,
  1e9,
  1e308,
  -1e308,
  5e-324,
  Number.POSITIVE_INFINITY,
  "",
  "a",
  "\ud800",
  "__proto__",
  "constructor",
  true,
  [],
  [0],
  ["a", "a"],
  {},
  ...SAVED,
);

it("hold together, or are refused", () => {
  const change = fc.tuple(fc.nat(), odd);
  let held = 0;
  fc.assert(
    fc.property(fc.constantFrom(...SAVED), fc.array(change, { maxLength: 3 }), (saved, changes) => {
      let json: Node | undefined = saved;
      for (const [where, by] of changes) {
        const paths: string[][] = json === undefined ? [[]] : pathsIn(json);
        json = json === undefined ? by : replaced(json, paths[where % paths.length], by);
      }
      try {
        const vectorizer = vectorizerFrom(json, "a.json");
        held++;
        expect(vectorizer.size).toBeLessThanOrEqual(MAX_SIZE);
        expect(vectorizer.shape.reduce((product, length) => product * length, 1)).toBe(vectorizer.size);
        if (vectorizer.size > 1 << 16) return;
        for (const level of [0, 1, -1e30, Number.NaN]) {
          const value = vectorizer.read(new Float32Array(vectorizer.size).fill(level), 0);
          expect(value).toBeDefined();
          const numbers = new Float32Array(vectorizer.size);
          vectorizer.write(value, numbers, 0);
          expect(numbers.every((n) => !Number.isNaN(n))).toBe(true);
        }
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        expect(error.message).toMatch(/^(?:a\.json: )?[^\n]+$/);
      }
    }),
    { numRuns: 3000 },
  );
  expect(held).toBeGreaterThan(300);
});
