import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cuesOf,
  marksOf,
  masksOf,
  paddingsOf,
  replacementsOf,
  separatorsOf,
  type Weighted,
} from "../../../src/domains/text/constants.ts";

const values = <T>(weighted: readonly Weighted<T>[]): T[] => weighted.map(([value]) => value);
const costOf = <T>(weighted: readonly Weighted<T>[], value: T): number | undefined =>
  weighted.find(([other]) => other === value)?.[1];

describe("marks", () => {
  it("are the delimiters that rows hold", () => {
    const marks = marksOf([["a-b, c", "d-e, f", "g-h, i"]]);
    expect(values(marks)).toEqual(expect.arrayContaining(["-", ",", " ", ", "]));
    expect(values(marks)).not.toContain("a");
  });

  it("are words that all rows share, not words that some have", () => {
    const marks = values(marksOf([["Dr Ada", "Dr Grace", "Dr Alan"]]));
    expect(marks).toContain("Dr");
    expect(marks).not.toContain("Ada");
  });

  it("are found in every column, and whole characters", () => {
    expect(values(marksOf([["a|b"], ["c👍d"]]))).toEqual(expect.arrayContaining(["|", "👍"]));
  });

  it("cost more where fewer rows hold them", () => {
    const [usual, rare] = [marksOf([["a-b", "c-d"]]), marksOf([["a-b", "cd", "ef", "gh", "ij-"]])];
    expect(costOf(usual, "-")).toBeLessThan(costOf(rare, "-") ?? 0);
  });
});

describe("cues", () => {
  it("tell labelled rows apart; what all rows have does not", () => {
    const cues = values(cuesOf([["x USD", "x EUR", "x GBP"]], 3));
    expect(cues).toEqual(expect.arrayContaining(["USD", "EUR", "GBP"]));
    expect(cues).not.toContain("x");
  });

  it("come from labelled rows only", () => {
    expect(values(cuesOf([["red", "blue", "green"]], 2))).not.toContain("green");
  });
});

describe("masks", () => {
  it("are digits and glue that most outputs have", () => {
    expect(values(masksOf(["(555) 123-4567", "(555) 987-6543"]))).toEqual(["(###) ###-####"]);
    expect(masksOf(["555-1234", "5551234", "x", "y"])).toEqual([]);
    expect(masksOf(["1234", "5678"]), "digits alone need no mask").toEqual([]);
  });
});

describe("replacements, separators, paddings", () => {
  it("are what the outputs show", () => {
    expect(values(replacementsOf([["a b"]], ["a_b"]))).toEqual(expect.arrayContaining(["", "_"]));
    expect(values(separatorsOf(["a, b", "c, d"]))).toEqual(expect.arrayContaining(["", ", "]));
    expect(values(paddingsOf(["00012", "00345"]).widths)).toContain(5);
    expect(values(paddingsOf(["00012", "00345"]).fills)).toContain("0");
  });
});

describe("whatever the texts are", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "B", "7", " ", "-", ",", "é", "\u0301", "👍", "\ud800", "\n", "$", "("),
    maxLength: 30,
  });
  const column = fc.array(text, { maxLength: 8 });

  it("constants are few, distinct, and have positive prices", () => {
    fc.assert(
      fc.property(column, column, (inputs, outputs) => {
        const all: readonly (readonly Weighted<string | number>[])[] = [
          marksOf([inputs, outputs]),
          cuesOf([inputs], inputs.length),
          masksOf(outputs),
          replacementsOf([inputs], outputs),
          separatorsOf(outputs),
          paddingsOf(outputs).widths,
          paddingsOf(outputs).fills,
        ];
        for (const weighted of all) {
          expect(weighted.length).toBeLessThanOrEqual(60);
          expect(new Set(values(weighted)).size).toBe(weighted.length);
          for (const [, cost] of weighted) expect(cost).toBeGreaterThan(0);
        }
        expect(values(marksOf([inputs]))).not.toContain("");
      }),
    );
  });

  it("long columns of long texts take no time to speak of", () => {
    const start = performance.now();
    const long = Array.from({ length: 5000 }, (_, i) => `${i}-`.repeat(5000));
    marksOf([long]);
    cuesOf([long], 5000);
    masksOf(long);
    separatorsOf(long);
    replacementsOf([long], long);
    paddingsOf(long.map((line) => line.slice(0, 2000)));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
