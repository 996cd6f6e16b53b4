import { describe, expect, it } from "vitest";
import { Picture } from "../../src/language/value.ts";
import { learn } from "../../src/learn.ts";
import { confidently, NetReader, netPrimitives } from "../../src/nets/reader.ts";
import { Canvas, glyphNet, rowOf, single } from "../support/glyphs.ts";

const ROWS = [
  [3, 1],
  [4, 0, 7],
  [9, 2],
  [5, 8, 6],
  [7, 7, 1, 2],
  [2, 3, 5],
];

describe("a net as primitives", () => {
  it("reads a picture, and each of its parts", async () => {
    const reader = await NetReader.open(glyphNet());
    expect([...Array(10).keys()].map((label) => reader.read(single(label)))).toEqual([...Array(10).keys()]);
    expect(reader.each(rowOf([3, 1, 4, 1, 5, 9, 2, 6, 5, 3]).picture)).toEqual([
      3, 1, 4, 1, 5, 9, 2, 6, 5, 3,
    ]);
    const all = [...Array(10).keys()];
    for (const scale of [2, 3, 5]) {
      const row = rowOf(all, { scale, height: 20 * scale, gap: 3 * scale, ink: 10, paper: 240 });
      expect(reader.each(row.picture), `${scale} times as large, dark on light`).toEqual(all);
    }
    expect(reader.each(new Canvas(20, 12).picture)).toBeUndefined();
    expect(reader.primitives.map(({ name }) => name)).toEqual(["readGlyphs", "eachGlyphs"]);
  });

  it("gives the product of the probabilities of what was read, each picture once", async () => {
    const reader = await NetReader.open(glyphNet());
    const row = rowOf([3, 8]).picture;
    const one = confidently([reader], () => reader.each(row)).confidence;
    const parts = [3, 8].map(
      (label) => confidently([reader], () => reader.each(rowOf([label]).picture)).confidence,
    );
    expect(one).toBeCloseTo(parts[0] * parts[1], 6);
    expect(confidently([reader], () => [reader.each(row), reader.each(row)]).confidence).toBe(one);
    expect(confidently([reader], () => 1)).toEqual({ value: 1, confidence: 1 });
    // What looks like two glyphs at once is less sure.
    const blurred = single(8).pixels.map((level, i) => (level + single(0).pixels[i]) >> 1);
    const unsure = confidently([reader], () => reader.read(new Picture(12, 12, 1, blurred)));
    expect(unsure.confidence).toBeLessThan(parts[1]);
  });

  it("is what programs are learned with", async () => {
    const primitives = await netPrimitives(glyphNet());
    const of = (f: (row: readonly number[]) => number | number[]) =>
      learn(
        ROWS.map((row) => [rowOf(row).picture, f(row)] as const),
        { primitives, budget: { candidates: 30_000 } },
      );
    const total = await of((row) => row.reduce((sum, digit) => sum + digit, 0));
    expect(total.program).toBe("(sum (eachGlyphs $1))");
    expect(total(rowOf([9, 9, 9, 9, 9]).picture)).toBe(45);
    expect(total(new Canvas(20, 12).picture)).toBeUndefined();
    const sorted = await of((row) => [...row].sort((a, b) => a - b));
    expect(sorted(rowOf([5, 3, 9, 1]).picture)).toEqual([1, 3, 5, 9]);
    const greatest = await of((row) => Math.max(...row));
    expect(greatest(rowOf([5, 3, 9, 1]).picture)).toBe(9);
    expect(total.typescript).toContain('import { loadNet, type Picture } from "knack-ts/nets";');
  });

  it("is not believed where one reading goes against all others", async () => {
    const primitives = await netPrimitives(glyphNet());
    // As if the 2 of the fourth row had been read, and were a 7.
    const sums = ROWS.map((row, i) => row.reduce((sum, digit) => sum + digit, i === 4 ? 5 : 0));
    const examples = ROWS.map((row, i) => [rowOf(row).picture, sums[i]] as const);
    const learned = await learn(examples, { primitives, budget: { candidates: 30_000 } });
    expect(learned.program).toBe("(sum (eachGlyphs $1))");
    expect(learned.suspects.map(({ given, expected }) => [given, expected])).toEqual([[22, 17]]);
  });

  it("reads labels that are all whole numbers as numbers, and others as they are", async () => {
    const digits = "0123456789".split("");
    expect((await NetReader.open(glyphNet("n", digits))).each(rowOf([4, 2]).picture)).toEqual([4, 2]);
    const words = "zero one two three four five six seven eight nine".split(" ");
    const reader = await NetReader.open(glyphNet("my words", words));
    expect(reader.each(rowOf([4, 2]).picture)).toEqual(["four", "two"]);
    expect(reader.primitives.map(({ name }) => name)).toEqual(["readMyWords", "eachMyWords"]);
  });

  it("is refused where it is no net for one picture", async () => {
    const { inputs, output, spec, encoding, weights, provenance, name } = glyphNet();
    const { Model } = await import("../../src/nets/model.ts");
    const { VectorEncoding } = await import("../../src/nets/encoding.ts");
    const { NumberVectorizer } = await import("../../src/nets/vectorize/number.ts");
    const other = new Model({
      ...{ name, inputs, output, spec, weights, provenance },
      encoding: new VectorEncoding(encoding.inputs, NumberVectorizer.of([1, 2], true)),
    });
    await expect(NetReader.open(other)).rejects.toThrow(
      "glyphs: gives label from image; programs call nets that give a label for one picture",
    );
  });
});
