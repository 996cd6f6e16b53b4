/** @file Whether an answer is right: equality, but tolerant for reals, whose last digits depend on the order of the steps. */

import { RecordValue, sameValue, type Value } from "./value.ts";

/** How far apart two reals may be that are the same answer, relative to the larger one. Printed tests have it too. */
const TOLERANCE = 1e-12;

/** The same value, or reals (in lists too) that agree to 12 significant digits. Whole numbers, of any length, are exact. */
export function agrees(a: Value, b: Value): boolean {
  if (typeof a === "number" && typeof b === "number") {
    if (a === b) return true;
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) return false;
    return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => agrees(item, b[i]));
  }
  if (a instanceof RecordValue && b instanceof RecordValue) {
    if (a.fields.size !== b.fields.size) return false;
    for (const [name, value] of a.fields) if (!agrees(value, b.fields.get(name))) return false;
    return true;
  }
  return sameValue(a, b);
}
