import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatNumber } from "../../../src/domains/numbers/layout.ts";

test.each([
  ["General", 1234.5, "1234.5"],
  ["General", -0, "0"],
  ["General", 1e-7, "1e-7"],
  ["0", 1234.5, "1235"],
  ["0", -0.4, "0"],
  ["0", 1e21, "1e+21"],
  ["0.00", 1.005, "1.01"],
  ["0.00", 2.675, "2.68"],
  ["0.00", -2.675, "-2.68"],
  ["0.00", -0.001, "0.00"],
  ["0.00", 0, "0.00"],
  ["0.00", 1234567890.1, "1234567890.10"],
  ["0.00000000", 1234567890.1, "1234567890.10000000"],
  ["0.0##", 1, "1.0"],
  ["0.0##", 1.23456, "1.235"],
  ["0.##", 1, "1"],
  ["0.##", 1.5, "1.5"],
  ["0.*", 1202.3433, "1202.3433"],
  ["0.*", 1e-7, "0.0000001"],
  ["0.00*", 1.2345678, "1.2345678"],
  ["00000", 243, "00243"],
  ["00000", -243, "-00243"],
  ["00000.*", 12.5, "00012.5"],
  ["#.00", 0.5, ".50"],
  ["#.00", -0.5, "-.50"],
  ["#", 0, "0"],
  ["#,##0", 1652, "1,652"],
  ["#,##0", 999.5, "1,000"],
  ["#,##0.00", -1234567.891, "-1,234,567.89"],
  ["#.##0,*", 2345.23292, "2.345,23292"],
  ["#.##0,00", 1234.5, "1.234,50"],
  ["# ##0,0", 1234567.25, "1 234 567,3"],
  ["#'##0.00", 1234.5, "1'234.50"],
  ["#_##0", 1234567, "1_234_567"],
  ["#,##,##0", 1234567, "12,34,567"],
  ["#,##,##0.0", 12345678, "1,23,45,678.0"],
  ["0,0", 2.5, "2,5"],
  ["0%", 0.125, "13%"],
  ["0.0%", 0.125, "12.5%"],
  ["0%", 0.07, "7%"],
  ["0.00E+00", 12345, "1.23E+04"],
  ["0.0E+0", 0.00099999, "1.0E-3"],
  ["0.0E+0", 99.99, "1.0E+2"],
  ["0.0e0", 250, "2.5e2"],
  ["0e0", 0.005, "5e-3"],
  ["0.##E+0", -1000, "-1E+3"],
  ["0th", 1, "1st"],
  ["0th", 2, "2nd"],
  ["0th", 3, "3rd"],
  ["0th", 4, "4th"],
  ["0th", 11, "11th"],
  ["0th", 112, "112th"],
  ["0th", 1023, "1023rd"],
  ["#,##0th", 1011, "1,011th"],
  ["+0", 5, "+5"],
  ["+0", -5, "-5"],
  ["+0.0%", 0.051, "+5.1%"],
  ["(0.00)", -12.5, "(12.50)"],
  ["(#,##0)", 1250, "1,250"],
  ["(0%)", -0.5, "(50%)"],
  ["0.00-", -12.5, "12.50-"],
  ["??0.???", 1.2, "  1.2  "],
  ["??0.???", 18, " 18.   "],
  ["??0.???", 43.3235, " 43.324"],
  ["??0.???*", 43.3235, " 43.3235"],
  ["??0.0?", -1.5, " -1.5 "],
  ["??0", 7, "  7"],
])("%s of %d is %j", (layout, value, text) => {
  expect(formatNumber(value, layout)).toBe(text);
});

test.each([
  "",
  "x",
  "0.",
  "-0",
  "(0",
  "0)",
  "+0-",
  "(0-",
  "#,##0,0",
  "#.##0.0",
  "0.0th",
  "0E",
  "#,##0E0",
  "?",
  "0.0#?",
  "0".repeat(30),
  "general",
  "0\n",
])("%j is no layout", (label) => {
  expect(formatNumber(1, label)).toBeUndefined();
});

describe("properties", () => {
  const decimal = fc
    .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6 }))
    .map(([units, places]) => Number(`${units}e${-places}`));

  test("fixed decimals agree with decimal strings", () => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: 0, max: 8 }), (value, places) => {
        // Half-up on the digits themselves.
        const [whole, fraction = ""] = Math.abs(value).toFixed(6).split(".");
        const digits = BigInt(whole + fraction.padEnd(9, "0"));
        const unit = 10n ** BigInt(9 - places);
        const rounded = String((digits + unit / 2n) / unit).padStart(places + 1, "0");
        const text = places === 0 ? rounded : `${rounded.slice(0, -places)}.${rounded.slice(-places)}`;
        const sign = value < 0 && /[1-9]/.test(text) ? "-" : "";
        const layout = places === 0 ? "0" : `0.${"0".repeat(places)}`;
        expect(formatNumber(value, layout)).toBe(sign + text);
      }),
      { numRuns: 2000 },
    );
  });

  test("grouping only adds separators, in threes from the right", () => {
    fc.assert(
      fc.property(decimal, (value) => {
        const text = formatNumber(value, "#,##0.00")!;
        expect(text.replaceAll(",", "")).toBe(formatNumber(value, "0.00"));
        expect(text).toMatch(/^-?\d{1,3}(,\d{3})*\.\d\d$/);
      }),
    );
  });

  test("no double and no label upsets it; -0 never shows", () => {
    const part = fc.constantFrom(
      "0",
      "#",
      "?",
      ",",
      ".",
      "E",
      "+",
      "-",
      "(",
      ")",
      "%",
      "th",
      "*",
      " ",
      "##0",
    );
    fc.assert(
      fc.property(
        fc.double(),
        fc.oneof(
          fc.array(part, { maxLength: 8 }).map((parts) => parts.join("")),
          fc.string(),
        ),
        (value, label) => {
          const text = formatNumber(value, label);
          if (text !== undefined) expect(text).not.toMatch(/^-[0.,]*$/);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
