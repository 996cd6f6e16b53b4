/** @file What kinds of nets are tried, by the signature. */

import { describe, expect, it } from "vitest";
import { IMAGE, INT, option, REAL, TEXT, type Type } from "../../src/language/type.ts";
import { Picture, type Value } from "../../src/language/value.ts";
import { candidates } from "../../src/nets/architectures.ts";
import type { Dataset } from "../../src/nets/data/dataset.ts";

const picture = new Picture(16, 16, 1, new Uint8Array(256));

const dataset = (types: readonly Type[], inputs: readonly Value[], outputs: readonly Value[]): Dataset => ({
  name: "rows.csv",
  inputs: types.slice(0, -1).map((type, i) => ({ name: `in${i}`, type })),
  output: { name: "out", type: types[types.length - 1] },
  rows: outputs.map((output) => ({ inputs, output })),
  tests: [],
  notes: [],
});

const kindsOf = (data: Dataset): string[] => [
  ...new Set(candidates(data).map(({ architecture }) => architecture)),
];

describe("for pictures", () => {
  it.each<[what: string, type: Type, outputs: readonly Value[]]>([
    ["labels", TEXT, ["cat", "dog", "cat", "dog"]],
    ["numbers", REAL, [0.5, 1.25, 3]],
  ])("and %s: convolutions, and a dense net", (_, type, outputs) => {
    expect(kindsOf(dataset([IMAGE, type], [picture], outputs))).toEqual(["convolution", "dense"]);
  });

  it("beside other columns: each its own way in, then joined", () => {
    const [{ spec }] = candidates(dataset([INT, IMAGE, TEXT], [3, picture], ["cat", "dog", "cat", "dog"]));
    expect(spec.inputs.map(({ shape }) => shape)).toEqual([[1], [16, 16, 1]]);
    const kinds = spec.inputs.map(({ layers }) => layers.map(({ kind }) => kind));
    expect(kinds[0]).toEqual([]);
    expect(kinds[1]).toEqual(["convolution", "pool", "convolution", "pool", "flatten"]);
    expect(spec.layers.map(({ kind }) => kind)).toEqual(["dense", "dense"]);
  });

  it.each<[what: string, type: Type, more: readonly Value[]]>([
    ["none", TEXT, ["two yaks"]],
    ["none, with one missing", option(TEXT), ["two yaks", null]],
  ])("and texts that are no labels: %s, and it is said why", (_, type, more) => {
    const texts = ["a cat", "a dog", "a yak", ...more];
    expect(() => candidates(dataset([IMAGE, type], [picture], texts))).toThrow(
      `rows.csv, column "out": 4 different texts in ${texts.length} rows are no labels, and no net gives other texts for pictures or recordings; at most 256 labels are told apart, each seen 3 times or more on average`,
    );
  });

  it.each([
    [3, 2],
    [300, 2],
    [300, 1],
  ])("and what are labels by where they come from: %i of them, %i times each", (labels, times) => {
    const outputs = Array.from({ length: labels * times }, (_, i) => `label ${i % labels}`);
    const { output, ...rest } = dataset([IMAGE, TEXT], [picture], outputs);
    for (const { encoding } of candidates({ ...rest, output: { ...output, isLabel: true } }))
      expect(encoding.head).toEqual({ kind: "parts", parts: [{ kind: "classes", size: labels }] });
  });
});
