import { describe, expect, it } from "vitest";
import { readBudget, readBytes, readCount } from "../../src/cli/options.ts";
import { amount, bytes, seconds } from "../../src/cli/quantity.ts";
import { InputError } from "../../src/tasks/error.ts";

describe("quantities on the command line", () => {
  it.each([
    [["10s"], { seconds: 10 }],
    [["500ms"], { seconds: 0.5 }],
    [["2m"], { seconds: 120 }],
    [["2e6c"], { candidates: 2_000_000 }],
    [["1.5e3c", "0.5s"], { candidates: 1500, seconds: 0.5 }],
    [["10s,3000c"], { candidates: 3000, seconds: 10 }],
    [[], {}],
  ])("budget %j", (texts, budget) => {
    expect(readBudget(texts)).toEqual(budget);
  });

  it.each(["", "0c", "-1s", "1d", "s", "1e400s", "1e300c", "NaNs", "1 s", "__proto__"])(
    "no budget: %j",
    (text) => {
      expect(() => readBudget([text])).toThrow(InputError);
    },
  );

  it("reads sizes and counts", () => {
    expect(readBytes("memory", "2GB")).toBe(2e9);
    expect(readBytes("memory", "1.5GiB")).toBe(1.5 * 2 ** 30);
    expect(() => readBytes("memory", "2")).toThrow(/--memory 2: give a size/);
    expect(() => readBytes("memory", "9999999GB")).toThrow(InputError);
    expect(readCount("top", "3", 1)).toBe(3);
    expect(readCount("threads", "64", 1, 64)).toBe(64);
    expect(() => readCount("threads", "65", 1, 64)).toThrow("give a whole number from 1 to 64");
    expect(() => readCount("top", "1.5", 1)).toThrow(InputError);
  });
});

describe("quantities for people", () => {
  it("shows amounts, sizes and times", () => {
    expect([0, 999, 1234, 12_345, 999_499, 999_500, 1.25e6, 12.5e6, 2e9].map(amount)).toEqual([
      ...["0", "999", "1,234", "12 k", "999 k", "1.0 M", "1.3 M", "13 M", "2.0 G"],
    ]);
    expect([0, 120e6, 2.5e9].map(bytes)).toEqual(["1 MB", "120 MB", "2.5 GB"]);
    expect([0.004, 0.12, 1.25, 9.96, 75.4, 600].map(seconds)).toEqual([
      ...["0.00 s", "0.12 s", "1.3 s", "10 s", "75 s", "10 min 0 s"],
    ]);
  });
});
