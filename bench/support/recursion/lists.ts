/** @file Functions on one list. What has no value for the empty list gives 0 or null there, as its examples say. */

import { ascending, naturals, sum } from "../reference.ts";
import { type Classic, classic } from "./classic.ts";

/** Neighbours change places; the last stays where it has none. */
const swapped = (xs: readonly number[]): number[] =>
  xs.map((x, i) => (i % 2 === 1 ? xs[i - 1] : i + 1 < xs.length ? xs[i + 1] : x));

/** Of small numbers, so that neighbours are often equal. */
const FEW = 4;

export const LISTS: readonly Classic[] = [
  classic(
    "list_compress",
    [
      [[], []],
      [[2], [2]],
      [[2, 2], [2]],
      [[2, 2, 2], [2]],
      [
        [1, 2, 2],
        [1, 2],
      ],
      [
        [2, 1, 2],
        [2, 1, 2],
      ],
      [
        [1, 1, 2, 2, 1],
        [1, 2, 1],
      ],
      [
        [3, 1, 1, 2, 2],
        [3, 1, 2],
      ],
    ],
    (xs: number[]) => xs.filter((x, i) => i === 0 || x !== xs[i - 1]),
    (random, size) => [naturals(random, size, FEW)],
  ),
  classic(
    "list_concat",
    [
      [[], []],
      [[[]], []],
      [[[1]], [1]],
      [
        [[2], [1]],
        [2, 1],
      ],
      [
        [[1, 2], [], [3]],
        [1, 2, 3],
      ],
      [
        [[4], [1, 2], [], [3]],
        [4, 1, 2, 3],
      ],
    ],
    (xss: number[][]) => xss.flat(),
    (random, size) => [Array.from({ length: size }, () => naturals(random, random.below(5)))],
  ),
  classic(
    "list_even_parity",
    [
      [[], true],
      [[false], true],
      [[true], false],
      [[true, true], true],
      [[false, true], false],
      [[true, false, true], true],
      [[true, true, true], false],
    ],
    (xs: boolean[]) => xs.filter(Boolean).length % 2 === 0,
    (random, size) => [Array.from({ length: size }, () => random.below(2) === 1)],
  ),
  classic(
    "list_filter",
    [
      [[], []],
      [[1], []],
      [[2], [2]],
      [[1, 2], [2]],
      [
        [0, 1, 2],
        [0, 2],
      ],
      [[3, 1], []],
      [
        [4, 3, 2, 2],
        [4, 2, 2],
      ],
    ],
    (xs: number[]) => xs.filter((x) => x % 2 === 0),
    (random, size) => [naturals(random, size)],
  ),
  classic(
    "list_hd",
    [
      [[], 0],
      [[3], 3],
      [[1, 0], 1],
      [[4, 2, 5], 4],
    ],
    (xs: number[]) => (xs.length === 0 ? 0 : xs[0]),
    (random, size) => [naturals(random, size)],
  ),
  classic(
    "list_inc",
    [
      [[], []],
      [[0], [1]],
      [
        [1, 2],
        [2, 3],
      ],
      [
        [3, 0, 5],
        [4, 1, 6],
      ],
    ],
    (xs: number[]) => xs.map((x) => x + 1),
    (random, size) => [naturals(random, size)],
  ),
  classic(
    "list_last",
    [
      [[], null],
      [[1], 1],
      [[2, 1], 1],
      [[3, 2, 1], 1],
      [[1, 5], 5],
      [[4, 2, 7], 7],
    ],
    (xs: number[]): number | null => xs.at(-1) ?? null,
    (random, size) => [naturals(random, size)],
  ),
  classic(
    "list_length",
    [
      [[], 0],
      [[4], 1],
      [[2, 4], 2],
      [[0, 2, 4], 3],
      [[1, 1], 2],
    ],
    (xs: number[]) => xs.length,
    (random, size) => [naturals(random, size)],
  ),
  classic(
    "list_map",
    [
      [[], []],
      [[1], [2]],
      [
        [3, 1],
        [6, 2],
      ],
      [
        [0, 3, 1],
        [0, 6, 2],
      ],
      [
        [5, 5],
        [10, 10],
      ],
    ],
    (xs: number[]) => xs.map((x) => 2 * x),
    (random, size) => [naturals(random, size)],
  ),
  classic(
    "list_pairwise_swap",
    [
      [[], []],
      [[9], [9]],
      [
        [5, 2],
        [2, 5],
      ],
      [
        [5, 2, 9],
        [2, 5, 9],
      ],
      [
        [8, 1, 5, 2],
        [1, 8, 2, 5],
      ],
      [
        [8, 1, 5, 2, 9],
        [1, 8, 2, 5, 9],
      ],
      [
        [3, 7, 8, 1, 5, 2],
        [7, 3, 1, 8, 2, 5],
      ],
      [
        [4, 4, 3, 7, 8, 1, 5, 2],
        [4, 4, 7, 3, 1, 8, 2, 5],
      ],
    ],
    swapped,
    (random, size) => [naturals(random, size)],
  ),
  classic(
    "list_rev_append",
    [
      [[], []],
      [[1], [1]],
      [
        [2, 1],
        [1, 2],
      ],
      [
        [3, 2, 1],
        [1, 2, 3],
      ],
      [
        [1, 1, 2],
        [2, 1, 1],
      ],
    ],
    (xs: number[]) => xs.toReversed(),
    (random, size) => [naturals(random, size)],
  ),
  classic(
    "list_rev_fold",
    [
      [[], []],
      [[4], [4]],
      [
        [4, 0],
        [0, 4],
      ],
      [
        [4, 0, 7],
        [7, 0, 4],
      ],
      [
        [4, 0, 7, 2],
        [2, 7, 0, 4],
      ],
    ],
    (xs: number[]) => xs.toReversed(),
    (random, size) => [naturals(random, size)],
  ),
  classic(
    "list_rev_snoc",
    [
      [[], []],
      [[0], [0]],
      [
        [1, 0],
        [0, 1],
      ],
      [
        [2, 1, 0],
        [0, 1, 2],
      ],
    ],
    (xs: number[]) => xs.toReversed(),
    (random, size) => [naturals(random, size)],
  ),
  classic(
    "list_sort_sorted_insert",
    [
      [[], []],
      [[1], [1]],
      [
        [1, 0],
        [0, 1],
      ],
      [
        [0, 1],
        [0, 1],
      ],
      [
        [2, 1, 0],
        [0, 1, 2],
      ],
      [
        [2, 3, 1],
        [1, 2, 3],
      ],
      [
        [1, 3, 1, 2],
        [1, 1, 2, 3],
      ],
    ],
    ascending,
    (random, size) => [naturals(random, size)],
  ),
  classic(
    "list_stutter",
    [
      [[], []],
      [[0], [0, 0]],
      [
        [1, 0],
        [1, 1, 0, 0],
      ],
      [
        [2, 1, 0],
        [2, 2, 1, 1, 0, 0],
      ],
    ],
    (xs: number[]) => xs.flatMap((x) => [x, x]),
    (random, size) => [naturals(random, size)],
  ),
  classic(
    "list_sum",
    [
      [[], 0],
      [[1], 1],
      [[2, 1], 3],
      [[3, 2, 1], 6],
      [[0, 5], 5],
    ],
    sum,
    (random, size) => [naturals(random, size)],
  ),
  classic(
    "list_tl",
    [
      [[], []],
      [[1], []],
      [[0, 1], [1]],
      [
        [2, 0, 1],
        [0, 1],
      ],
    ],
    (xs: number[]) => xs.slice(1),
    (random, size) => [naturals(random, size)],
  ),
];
