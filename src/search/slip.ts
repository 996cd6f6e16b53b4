/**
 * @file Slips: how a given cell comes to be wrong. People strike a wrong key, lose or double one, swap two neighbours
 * (four of five misspellings: Damerau 1964), leave a shift key down, or fill a cell with the value of another row. A
 * cell that no slip leads to from what the program expects is more likely a case that the program does not know.
 */

import { literalText } from "../language/program.ts";
import { sameValue, type Value } from "../language/value.ts";

/** Keys struck wrong, at most; two swapped neighbours are two. */
const MAX_EDITS = 2;

/** A number has as many digits for each that is struck wrong: any of one digit is a slip away from any other. */
const DIGITS_OF_A_SLIP = 2;

/** Longer values are compared whole. */
const MAX_LENGTH = 2_000;

export class Slips {
  /** How often each value stands in the column. */
  private readonly counts = new Map<string, number>();

  constructor(outputs: readonly Value[]) {
    for (const output of outputs) {
      const text = literalText(output);
      this.counts.set(text, (this.counts.get(text) ?? 0) + 1);
    }
  }

  /** Whether a slip of hand could have made `given` where `expected` was meant. */
  explain(given: Value, expected: Value): boolean {
    // Of two values that a cell can have the other one is what a case not known yet would have.
    if (typeof given === "boolean") return false;
    if ((this.counts.get(literalText(given)) ?? 0) > 1) return true;
    if (expected === undefined || expected === null || typeof given !== typeof expected) return false;
    if (Array.isArray(given) && Array.isArray(expected)) return within(1, given, expected);
    const [wrong, right] = [spelled(given), spelled(expected)];
    if (typeof given === "number") return within(Math.floor(right.length / DIGITS_OF_A_SLIP), wrong, right);
    return wrong.toLowerCase() === right.toLowerCase() || within(MAX_EDITS, wrong, right);
  }
}

const spelled = (value: Value): string => (typeof value === "string" ? value : literalText(value));

/** Whether at most `limit` insertions, deletions and replacements lead from one text or list to the other. */
function within(limit: number, a: ArrayLike<Value>, b: ArrayLike<Value>): boolean {
  if (Math.abs(a.length - b.length) > limit || a.length > MAX_LENGTH) return false;
  const reach = (i: number, j: number, left: number): boolean => {
    while (i < a.length && j < b.length && sameValue(a[i], b[j])) {
      i++;
      j++;
    }
    if (i === a.length && j === b.length) return true;
    if (left === 0) return false;
    return (
      (i < a.length && reach(i + 1, j, left - 1)) ||
      (j < b.length && reach(i, j + 1, left - 1)) ||
      (i < a.length && j < b.length && reach(i + 1, j + 1, left - 1))
    );
  };
  return reach(0, 0, limit);
}
