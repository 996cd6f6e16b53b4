import { describe, expect, it } from "vitest";
import { RecordValue, type Value } from "../../src/language/value.ts";
import { hasTraces } from "../../src/search/traces.ts";

const examples = (...values: Value[]) => values.map((value) => ({ inputs: [value], output: 0 }));
const node = (left: Value, right: Value): Value =>
  RecordValue.of([
    ["left", left],
    ["right", right],
  ]);

describe("traces", () => {
  it("are smaller whole numbers", () => {
    expect(hasTraces(examples(1, 2, 3))).toBe(true);
    expect(hasTraces(examples(0, 3))).toBe(false);
    expect(hasTraces(examples(1.5, 2.5, 3.5))).toBe(false);
  });

  it("are lists with some of the items, as often at most", () => {
    expect(hasTraces(examples([1], [2, 1], [1, 1, 2]))).toBe(true);
    expect(hasTraces(examples([1, 1], [1, 2, 3], [2, 2]))).toBe(false);
    expect(hasTraces(examples([], [1], []))).toBe(false);
  });

  it("are parts of a tree, whatever the order of its fields", () => {
    const leaf = node(null, null);
    expect(hasTraces(examples(leaf, node(leaf, null), node(null, node(leaf, null))))).toBe(true);
    expect(hasTraces(examples(node(1, null), node(2, node(3, null)), node(4, null)))).toBe(false);
    const turned = RecordValue.of([
      ["right", 2],
      ["left", 1],
    ]);
    expect(hasTraces(examples(node(1, 2), node(turned, null), node(null, turned)))).toBe(true);
  });

  it("are not texts", () => {
    expect(hasTraces(examples("a", "ab", "abc"))).toBe(false);
  });

  it("are looked for in so much alone, however long the lists", () => {
    const long = Array.from({ length: 200 }, (_, i) => Array.from({ length: 20_000 }, (_, k) => `${i} ${k}`));
    expect(hasTraces(examples(...long))).toBe(false);
  }, 2_000);
});
