import { describe, expect, it } from "vitest";
import { Slips } from "../../src/search/slip.ts";

describe("slips of hand", () => {
  const slips = new Slips(["Ada", "Grace", "Grace", "Edsger", "12.50", "N/A"]);

  it.each([
    ["a letter lost", "Edger", "Edsger"],
    ["a letter doubled", "Edsgger", "Edsger"],
    ["neighbours swapped", "Esdger", "Edsger"],
    ["another key", "Edsget", "Edsger"],
    ["the shift key", "EDSGER", "Edsger"],
    ["a digit", 12.5, 12.6],
    ["an item lost", [3, 1, 2], [3, 1, 4, 2]],
    ["another row's value", "Grace", "Edsger"],
  ])("%s", (_, given, expected) => {
    expect(slips.explain(given, expected)).toBe(true);
  });

  it.each([
    ["a word of its own", "N/A", "562gm"],
    ["three edits", "Edsabc", "Edsger"],
    ["a value where the program has none", "Ada", undefined],
    ["a value where there should be none", "Ada", null],
    ["another type", "12", 12],
    ["the other of two", true, false],
    ["any number of one digit", 4, 8],
    ["the same items in another order", [1, 4, 6, 9], [9, 4, 6, 1]],
  ])("not %s", (_, given, expected) => {
    expect(slips.explain(given, expected)).toBe(false);
  });
});
