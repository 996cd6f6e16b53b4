import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatNumber } from "../../../src/domains/numbers/layout.ts";
import { amountAt, numberAt, READING_LABELS, readNumber } from "../../../src/domains/numbers/reading.ts";

describe("a whole text", () => {
  test.each([
    ["1234.5", "1234.5", 1234.5],
    ["1234.5", " -12 ", -12],
    ["1234.5", "0e+04", 0],
    ["1234.5", "0.74800000000000000001", 0.748],
    ["1234.5", "0.", 0],
    ["1234.5", "-0", 0],
    ["1234.5", "9007199254740991", 9007199254740991],
    ["1,234.5", "1,234.5", 1234.5],
    ["1,234.5", "1234.5", 1234.5],
    ["1,234.5", "12,34,567.8", 1234567.8],
    ["1,234.5", "$2,488.51", 2488.51],
    ["1,234.5", "-$5", -5],
    ["1,234.5", "$-5", -5],
    ["1,234.5", "US$ 5.00", 5],
    ["1,234.5", "USD 5.00", 5],
    ["1,234.5", "5 EUR", 5],
    ["1,234.5", "5€", 5],
    ["1,234.5", "(12.50)", -12.5],
    ["1,234.5", "($1,000)", -1000],
    ["1,234.5", "12.5-", -12.5],
    ["1,234.5", "+7", 7],
    ["1,234.5", "−7", -7],
    ["1,234.5", "3rd", 3],
    ["1,234.5", ".5", 0.5],
    ["1,234.5", "1.5e3", 1500],
    ["1,234.5", "12%", 12],
    ["1,234.5%", "12%", 0.12],
    ["1,234.5%", "12.3 %", 0.123],
    ["1,234.5%", "12", 12],
    ["1.234,5", "1.234,5", 1234.5],
    ["1.234,5", "1234,5 €", 1234.5],
    ["1.234,5%", "7,5%", 0.075],
    ["1 234,5", "1 234,5", 1234.5],
    ["1 234,5", "1\u00a0234\u202f567,5", 1234567.5],
    ["1 234.5", "1 234.5", 1234.5],
    ["1'234.5", "1’234.5", 1234.5],
  ])("as %s: %s is %d", (label, text, value) => {
    expect(readNumber(text, label)).toBe(value);
  });

  test.each([
    [
      "1234.5",
      ["", " ", "1,234", "1 2", "12kg", "NaN", "Infinity", "9007199254740993", "1e400", "--1", "1.2.3"],
    ],
    [
      "1,234.5",
      ["", "$", "1,23", "1234,567", ",5", "1,2,3", "(5", "5)", "-(5)", "-5-", "+5-", "(-5)", "1.2.3"],
    ],
    ["1,234.5", ["9,007,199,254,740,993", "12 34", "5 apples", "3rdd", "abcd 5", "1,234,", "٣"]],
    ["1.234,5", ["1,234.5", "1.23", "1.2345"]],
    ["no such reading", ["1"]],
  ])("as %s, none in %j", (label, texts) => {
    for (const text of texts) expect([text, readNumber(text, label)]).toEqual([text, undefined]);
  });

  test("reads back what the matching layout writes", () => {
    const pairs = [
      ["1,234.5", "#,##0.0*"],
      ["1,234.5", "(#,##0.00##)"],
      ["1,234.5", "#,##,##0.0*"],
      ["1,234.5", "0.0*E+0"],
      ["1,234.5%", "0.0*%"],
      ["1,234.5", "0.00*-"],
      ["1.234,5", "#.##0,0*"],
      ["1 234,5", "# ##0,0*"],
      ["1 234.5", "+# ##0.0*"],
      ["1'234.5", "#'##0.*"],
      ["1234.5", "General"],
      ["1234.5", "00000.*"],
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 0, max: 4 }),
        fc.constantFrom(...pairs),
        (units, places, [reading, layout]) => {
          const value = Number(`${units}e${-places}`);
          expect(readNumber(formatNumber(value, layout)!, reading)).toBe(value + 0);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("any text is read in time, as a safe number or not at all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom(...READING_LABELS), (text, label) => {
        const value = readNumber(text, label);
        expect(value === undefined || Math.abs(value) <= Number.MAX_SAFE_INTEGER).toBe(true);
      }),
    );
  });
});

describe("numerals in a text", () => {
  test.each([
    ["20;55", 0, 20],
    ["20;55", 1, 55],
    ["20;55", -1, 55],
    ["20;55", 2, undefined],
    ["", 0, undefined],
    ["v1.2.3", 0, 1.2],
    ["v1.2.3", 1, 3],
    ["costs 12.", 0, 12],
    ["007", 0, 7],
    ["-5", 0, 5],
    ["n 12345678901234567890", 0, undefined],
    ["a 9007199254740993", 0, undefined],
    ["5", 0.5, 5],
  ])("%j at %d is %s", (text, index, value) => {
    expect(numberAt(text, index)).toBe(value);
  });

  test.each([
    ["total -1,234.50 of 2,000", 0, -1234.5],
    ["total -1,234.50 of 2,000", 1, 2000],
    ["2020-05", 1, 5],
    ["1,2,3", 1, 2],
    ["1,2345", 0, 1],
    ["−7 °C", 0, -7],
  ])("with signs and groups, %j at %d is %s", (text, index, value) => {
    expect(amountAt(text, index)).toBe(value);
  });
});

test("hostile texts take linear time", () => {
  const size = 200_000;
  const units = [" ", "1", "1,", "1,11", ",111", "1.", "(", "-", "$", "A", "1 ", "1e", "1'111", "1.111"];
  const started = performance.now();
  for (const unit of units) {
    const text = unit.repeat(size);
    for (const hostile of [text, `1${text}`, `${text}x`, `(${text})`]) {
      for (const label of READING_LABELS) readNumber(hostile, label);
      numberAt(hostile, 3);
      amountAt(hostile, 3);
    }
  }
  expect(performance.now() - started).toBeLessThan(20_000);
}, 30_000);
