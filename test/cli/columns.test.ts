import { describe, expect, it } from "vitest";
import { cut, padEnd, width } from "../../src/cli/columns.ts";

describe("terminal columns", () => {
  it.each([
    ["", 0],
    ["abc", 3],
    ["é", 1],
    ["e\u0301", 1],
    ["東京", 4],
    ["👩‍👩‍👧", 2],
    ["ｆｕｌｌ", 8],
  ])("%s takes %i", (text, columns) => {
    expect(width(text)).toBe(columns);
  });

  it("cuts to the width, whole characters only", () => {
    expect(cut("abcdef", 6)).toBe("abcdef");
    expect(cut("abcdefg", 6)).toBe("abcde…");
    expect(cut("東京都", 5)).toBe("東京…");
    expect(cut("東京都", 4)).toBe("東…");
    expect(width(cut("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 3))).toBe(3);
  });

  it("pads to the width", () => {
    expect(padEnd("東", 4)).toBe("東  ");
    expect(padEnd("long", 2)).toBe("long");
  });
});
