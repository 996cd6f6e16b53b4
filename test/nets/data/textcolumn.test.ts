import { describe, expect, it } from "vitest";
import { showType } from "../../../src/language/type.ts";
import { CivilDate } from "../../../src/language/value.ts";
import { cellFor, cellOf, textColumn } from "../../../src/nets/data/textcolumn.ts";

const read = (texts: readonly (string | null)[], hasCommas = false) => {
  const { type, values, point } = textColumn(texts, hasCommas, (at) => `row ${at + 1}`);
  return { type: showType(type), values, ...(point && { point }) };
};

describe("numbers with commas before their decimals", () => {
  it("are read where commas do not part the cells", () => {
    const texts = ["3,14", "-0,5", "2", "1.234,5", "0,125", "12,345", ",5", "1,5E-03"];
    const values = [3.14, -0.5, 2, 1234.5, 0.125, 12.345, 0.5, 0.0015];
    expect(read(texts, true)).toEqual({ type: "real", values, point: "," });
    expect(read(texts)).toEqual({ type: "text", values: texts });
    expect(read(["3,5", null, " "], true)).toEqual({ type: "real?", values: [3.5, null, null], point: "," });
  });

  it.each<[what: string, texts: string[]]>([
    ["all may be thousands", ["1,234", "12", "-5,678"]],
    ["one is something else", ["3,14", "1,2,3"]],
    ["one has a decimal point", ["3,14", "2.5"]],
    ["one is a code", ["3,14", "007,5"]],
    ["one has a unit", ["3,14", "3,5 €"]],
    ["one has groups and an exponent", ["3,14", "1.234e5"]],
  ])("are texts where %s", (_, texts) => {
    expect(read(texts, true)).toEqual({ type: "text", values: texts });
  });

  it("leave columns without any as they are", () => {
    expect(read(["1.234", "2.5"], true)).toEqual({ type: "real", values: [1.234, 2.5] });
    expect(read(["3", "+4"], true)).toEqual({ type: "int", values: [3, 4] });
  });
});

it.each<[texts: string[], hasCommas?: boolean]>([
  [["1", "+5", "-2", "1e3"]],
  [["0.5", ".25", "-1e-3", " 7 "]],
  [["TRUE", "false", "True"]],
  [["2020-02-29", "2021-01-01 10:30", "2021-01-01T10:30:05"]],
  [["3,14", "1.234,5", "-7"], true],
  [["1,5", ""], true],
  [["1,5E-03", ",5", "-,25", "2e3", "1e+21"], true],
  [["12", "", " "]],
  [["red", "", "007"]],
])("cells of %j are for apply what they were for fit", (texts, hasCommas = false) => {
  const { type, point, values } = textColumn(texts, hasCommas, () => "");
  const field = { type, ...(point && { point }) };
  expect(texts.map((text) => cellOf(text, field, hasCommas))).toEqual(values);
});

describe("cells of a file that a net is applied to", () => {
  const real = { type: { kind: "real" } } as const;
  const date = { type: { kind: "date" } } as const;

  it("are ⊥ where a column with them would not have been of the type, and in other formats what they are", () => {
    for (const text of ["three", "3,14", "nan", "", "007"]) expect(cellOf(text, real, true)).toBeUndefined();
    expect(cellOf("007", { type: { kind: "int" } }, true)).toBeUndefined();
    expect(cellOf(2.5, real, false)).toBe(2.5);
    for (const text of ["2020-02-30x", "2020-13-45"]) expect(cellOf(text, date, false)).toBeUndefined();
    expect(cellOf("2020-02-29", date, false)).toEqual(new CivilDate(2020, 2, 29));
  });

  it("have one point in all of them, whatever a cell would be by itself", () => {
    const field = { ...real, point: "," } as const;
    const cells = ["1.125", "0.125", "2.5", "1,125", "7"];
    expect(cells.map((text) => cellOf(text, field, false))).toEqual([1.125, 0.125, 2.5, undefined, 7]);
    expect(cells.map((text) => cellOf(text, field, true))).toEqual([1125, undefined, undefined, 1.125, 7]);
  });

  it("are written as the net's own were, where the file may have commas", () => {
    expect(cellFor(3.25, { point: "," }, true)).toBe("3,25");
    expect(cellFor(-4, { point: "," }, true)).toBe("-4");
    expect(cellFor(3.25, { point: "," }, false)).toBe(3.25);
    expect(cellFor(3.25, {}, true)).toBe(3.25);
    expect(cellFor(undefined, { point: "," }, true)).toBeUndefined();
  });

  it("are read again as they were written", () => {
    const numbers = [0.5, 1.5e-7, -2.25e-9, 1e21, 1234.5, -3];
    const cells = numbers.map((number) => String(cellFor(number, { point: "," }, true)));
    expect(read(cells, true)).toEqual({ type: "real", values: numbers, point: "," });
  });
});

it.each<[texts: string[], hasCommas: boolean]>([
  [["1.5", "NaN"], false],
  [["3,14", "NaN", "-,5"], true],
])("no numbers beside those of %j are refused", (texts, hasCommas) => {
  expect(() => read(texts, hasCommas)).toThrow(/row 2: NaN is no number/);
});
