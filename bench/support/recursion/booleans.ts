/** @file Functions on truth values, from their tables. */

import type { Random } from "../../../src/language/random.ts";
import { type Classic, classic } from "./classic.ts";

const truth = (random: Random): boolean => random.below(2) === 1;

/** A function of two, from its whole table. */
const table = (name: string, of: (a: boolean, b: boolean) => boolean): Classic =>
  classic(
    name,
    [true, false].flatMap((a) => [true, false].map((b): [boolean, boolean, boolean] => [a, b, of(a, b)])),
    of,
    (random) => [truth(random), truth(random)],
  );

export const BOOLEANS: readonly Classic[] = [
  table("bool_band", (a, b) => a && b),
  table("bool_bor", (a, b) => a || b),
  table("bool_impl", (a, b) => !a || b),
  classic(
    "bool_neg",
    [
      [true, false],
      [false, true],
    ],
    (a: boolean) => !a,
    (random) => [truth(random)],
  ),
  table("bool_xor", (a, b) => a !== b),
];
