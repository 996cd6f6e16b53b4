/** @file Functions on naturals. */

import { type Classic, classic } from "./classic.ts";

export const NATURALS: readonly Classic[] = [
  classic(
    "nat_add",
    [
      [0, 0, 0],
      [0, 3, 3],
      [1, 3, 4],
      [2, 3, 5],
      [2, 0, 2],
      [4, 1, 5],
    ],
    (a: number, b: number) => a + b,
    (random, size) => [random.below(size + 1), random.below(size + 1)],
  ),
  classic(
    "nat_iseven",
    [
      [0, true],
      [1, false],
      [2, true],
      [3, false],
      [4, true],
      [7, false],
    ],
    (n: number) => n % 2 === 0,
    (_random, size) => [size],
  ),
  classic(
    "nat_max",
    [
      [0, 0, 0],
      [0, 1, 1],
      [1, 0, 1],
      [2, 1, 2],
      [2, 4, 4],
      [3, 3, 3],
      [5, 2, 5],
    ],
    (a: number, b: number) => Math.max(a, b),
    (random, size) => [random.below(size + 1), random.below(size + 1)],
  ),
  classic(
    "nat_mul",
    [
      [0, 3, 0],
      [1, 3, 3],
      [2, 3, 6],
      [3, 3, 9],
      [4, 0, 0],
      [2, 5, 10],
    ],
    (a: number, b: number) => a * b,
    (random, size) => [random.below(size + 1), random.below(size + 1)],
  ),
  classic(
    "nat_pred",
    [
      [0, 0],
      [1, 0],
      [2, 1],
      [5, 4],
    ],
    (n: number) => Math.max(0, n - 1),
    (_random, size) => [size],
  ),
];
