import { describe, expect, it } from "vitest";
import { isTolerant, scoreOf, shareOf, spreadOf } from "../../src/contrast/score.ts";
import { INT, list, REAL, TEXT } from "../../src/language/type.ts";

describe("a score", () => {
  it("counts what is the same, where there are no reals", () => {
    expect(isTolerant(list(INT))).toBe(false);
    expect(scoreOf([[1, 2], [1], undefined], [[1, 2], [2], [3]], list(INT))).toEqual({ right: 1, of: 3 });
    expect(scoreOf(["a", "A"], ["a", "a"], TEXT)).toEqual({ right: 1, of: 2 });
  });

  it("counts reals within a twentieth of their outputs' spread", () => {
    const wanted = [0, 10, 20, 30];
    const near = 0.05 * spreadOf(wanted);
    expect(spreadOf(wanted)).toBeCloseTo(Math.sqrt(125), 12);
    const answers = [near * 0.99, 10 - near * 0.99, 20 + near * 1.01, undefined];
    expect(scoreOf(answers, wanted, REAL)).toEqual({ right: 2, of: 4 });
    expect(scoreOf([[1.001, 5]], [[1, 5]], list(REAL))).toEqual({ right: 1, of: 1 });
    expect(scoreOf([[1.001]], [[1, 5]], list(REAL))).toEqual({ right: 0, of: 1 });
  });

  it("wants reals that are all the same exactly", () => {
    expect(scoreOf([3, 3.001], [3, 3], REAL)).toEqual({ right: 1, of: 2 });
  });

  it("has a share, of nothing none", () => {
    expect(shareOf({ right: 1, of: 4 })).toBe(0.25);
    expect(shareOf({ right: 0, of: 0 })).toBe(0);
  });
});
