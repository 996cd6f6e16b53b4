import { expect, it } from "vitest";
import { agrees } from "../../src/language/agree.ts";

it("is tolerant for reals, in lists too, and strict for everything else", () => {
  expect(agrees(0.1 + 0.2, 0.3)).toBe(true);
  expect(agrees(0.3001, 0.3)).toBe(false);
  expect(agrees(0, 1e-300)).toBe(false);
  expect(agrees(1e13, 1e13 + 1), "whole numbers are exact, however long").toBe(false);
  expect(agrees(1e13, 1e13 + 2 ** -8)).toBe(true);
  expect(agrees([0.1 + 0.2, "a"], [0.3, "a"])).toBe(true);
  expect(agrees([0.3], [0.3, 0.3])).toBe(false);
  expect(agrees("0.30", "0.3")).toBe(false);
  expect(agrees(null, undefined)).toBe(false);
  expect(agrees("1", 1)).toBe(false);
});
