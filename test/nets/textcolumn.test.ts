import { describe, expect, it } from "vitest";
import { showType } from "../../src/language/type.ts";
import { CivilDate } from "../../src/language/value.ts";
import { cellFor, cellOf, textColumn } from "../../src/nets/textcolumn.ts";

const read = (texts: readonly (string | null)[], hasCommas = false) => {
  const { type, values, point } = textColumn(texts, hasCommas, (at) => `row ${at + 1}`);
  return { type: showType(type), values, ...(point && { point }) };
};

describe("numbers with commas before their decimals", () => {
  it("are read where commas do not part the cells", () => {
    const texts = ["3,14", "-0,5", "2", "1.234,5", "0,125", "12,345"];
    const values = [3.14, -0.5, 2, 1234.5, 0.125, 12.345];
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
  [["12", "", " "]],
  [["red", "", "007"]],
])("cells of %j are for apply what they were for fit", (texts, hasCommas = false) => {
  const { type, point, values } = textColumn(texts, hasCommas, () => "");
  expect(texts.map((text) => cellOf(text, { type, ...(point && { point }) }))).toEqual(values);
});

it("cells that are none of the type are ⊥, and values of other formats are what they are", () => {
  const real = { type: { kind: "real" } } as const;
  expect(["three", "3,14", "nan", ""].map((text) => cellOf(text, real))).toEqual(Array(4).fill(undefined));
  expect(cellOf(2.5, real)).toBe(2.5);
  expect(cellOf("1,234", { ...real, point: "," })).toBe(1.234);
  expect(cellOf("2.5", { ...real, point: "," })).toBe(2.5);
  const date = new CivilDate(2020, 2, 29);
  expect(cellOf("2020-02-30x", { type: { kind: "date" } })).toBeUndefined();
  expect(cellOf("2020-02-29", { type: { kind: "date" } })).toEqual(date);
});

it("are written as they were read", () => {
  expect(cellFor(3.25, { point: "," })).toBe("3,25");
  expect(cellFor(-4, { point: "," })).toBe("-4");
  expect(cellFor(3.25, {})).toBe(3.25);
  expect(cellFor(undefined, { point: "," })).toBeUndefined();
});
