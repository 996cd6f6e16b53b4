import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeString, encodeString } from "../../../src/tasks/sygus/literals.ts";

describe("strings of SMT-LIB 2.6", () => {
  it.each([
    ['""', ""],
    ['"a""b"', 'a"b'],
    ['""""', '"'],
    [String.raw`"\u{e9}\u{1D4B3}"`, "é\u{1d4b3}"],
    [String.raw`"\u{0}\u00e9"`, "\0é"],
    [String.raw`"\u00E9x"`, "éx"],
    [String.raw`"\u{2ffff}"`, "\u{2ffff}"],
    // No escapes: too large, too long, too short, no digits, and C's.
    [String.raw`"\u{30000}"`, String.raw`\u{30000}`],
    [String.raw`"\u{0000e9}"`, String.raw`\u{0000e9}`],
    [String.raw`"\u{}"`, String.raw`\u{}`],
    [String.raw`"\u00e"`, String.raw`\u00e`],
    [String.raw`"\n\x41\\"`, String.raw`\n\x41\\`],
    ['"\n\t"', "\n\t"],
  ])("%s", (quoted, text) => {
    expect(decodeString(quoted, 2)).toBe(text);
  });

  it("have no half surrogate pairs, nor pairs of escapes", () => {
    expect(decodeString(String.raw`"\u{d83d}"`, 2)).toBe(0xd83d);
    expect(decodeString(String.raw`"\ud83d\udc4d"`, 2)).toBe(0xd83d);
    expect(decodeString('"a\udc4d"', 2)).toBe(0xdc4d);
    expect(decodeString('"\ud83d\udc4d"', 2)).toBe("\u{1f44d}");
  });
});

describe("strings of SyGuS-IF 1", () => {
  it.each([
    [String.raw`"\n\t\r\\\x41\x7e"`, "\n\t\r\\A~"],
    [String.raw`"\a\b\e\f\v\"\'"`, "\x07\b\x1b\f\v\"'"],
    [String.raw`"\101\0z"`, "A\0z"],
    [String.raw`"\u{e9}\u00e9"`, "éé"],
    [String.raw`"\q\x4"`, String.raw`\q\x4`],
    ['"a""b"', 'a"b'],
  ])("%s", (quoted, text) => {
    expect(decodeString(quoted, 1)).toBe(text);
  });
});

describe.each([1, 2] as const)("strings of version %d that are written", (version) => {
  it("read back, in printable ASCII", () => {
    const piece = fc.constantFrom(
      "\\",
      "u",
      "{e9}",
      '"',
      "x41",
      "n",
      "00e9",
      "\n",
      "é",
      "\u{1f44d}",
      "\u{2ffff}",
    );
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.array(piece).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(text, (value) => {
        const quoted = encodeString(value, version);
        expect(decodeString(quoted, version)).toBe(value);
        expect(quoted).toMatch(/^"(?:[ !#-~\u{30000}-\u{10ffff}]|"")*"$/u);
      }),
      { numRuns: 2000 },
    );
  });

  it("keep what no escape can name", () => {
    expect(decodeString(encodeString("\u{10ffff}", version), version)).toBe("\u{10ffff}");
  });
});
