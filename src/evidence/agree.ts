/** @file Whether an answer is right: equality, but tolerant for reals, as the search's own is. */

import { sameValue, type Value } from "../language/value.ts";

/** Reals that agree to 12 significant digits are the same answer. */
export function agrees(a: Value, b: Value): boolean {
  if (typeof a === "number" && typeof b === "number") {
    return a === b || Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => agrees(item, b[i]));
  }
  return sameValue(a, b);
}
