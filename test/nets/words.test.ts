/** @file Words near one another, among vectors that were set by hand. */

import { expect, it } from "vitest";
import { WordVectors } from "../../src/nets/words.ts";
import { InputError } from "../../src/tasks/error.ts";

/** Along the first axis royalty, along the second gender, along the third fruit. */
const WORDS = new WordVectors(
  ["king", "queen", "man", "woman", "apple", "nothing"],
  [3, 1, 0, 3, -1, 0, 0, 2, 0, 0, -2, 0, 0, 0, 9, 0, 0, 0],
);

it("are nearest where their vectors point the same way, however long they are", () => {
  const [first, second] = WORDS.near("king", 5);
  expect(first).toEqual({ word: "queen", cosine: expect.closeTo(0.8, 9) });
  expect(second.word).toBe("man");
  expect(WORDS.near("king", 9).map(({ word }) => word)).not.toContain("king");
  expect(WORDS.near("apple", 1)[0].cosine).toBeCloseTo(0, 9);
});

it("are to one another as others are", () => {
  expect(WORDS.analogy("man", "woman", "king", 1)[0].word).toBe("queen");
  expect(WORDS.analogy("woman", "man", "queen", 1)[0].word).toBe("king");
});

it("are refused where the net knows none, with what may be meant", () => {
  expect(() => WORDS.near("quen", 3)).toThrow(
    new InputError('"quen"', 'is none of the 6 words that the net learned; did you mean "queen"?'),
  );
  expect(WORDS.near("KING", 1)[0].word).toBe("queen");
});
