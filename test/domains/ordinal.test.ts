import { expect, test } from "vitest";
import { withOrdinal } from "../../src/domains/ordinal.ts";

test("ordinals", () => {
  const numerals = "0 1 2 3 4 11 12 13 21 22 23 30 31 101 111 1002 -1 -13".split(" ");
  expect(numerals.map(withOrdinal)).toEqual(
    "0th 1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 30th 31st 101st 111th 1002nd -1st -13th".split(" "),
  );
});
