/**
 * @file What the tasks of lambda2-lists are taken to be, from their names and descriptions. All are about naturals, as
 * their examples are.
 */

import { ascending, distinct, lists, naturals, type Reference, reference, sum } from "./reference.ts";

/** Longest inner list of fresh lists of lists. */
const INNER = 8;

/** Fresh Cartesian products are of no more lists, and of no longer ones: there are up to 4⁴ rows. */
const FACTORS = 4;

/** Of a list and a natural that half the time is in it. */
const alsoIn = (xs: readonly number[], random: { below(below: number): number }): number =>
  xs.length > 0 && random.below(2) === 0 ? xs[random.below(xs.length)] : random.below(100);

export const LAMBDA2: Readonly<Record<string, Reference>> = {
  Reverse: reference(
    (xs: number[]) => xs.toReversed(),
    (random, size) => [naturals(random, size)],
  ),
  add: reference(
    (xs: number[], n: number) => xs.map((x) => x + n),
    (random, size) => [naturals(random, size), random.below(20)],
  ),
  Append: reference(
    (xs: number[], x: number) => [...xs, x],
    (random, size) => [naturals(random, size), random.below(100)],
  ),
  concat: reference(
    (xs: number[], ys: number[]) => [...xs, ...ys],
    (random, size) => [naturals(random, size), naturals(random, random.below(size + 1))],
  ),
  cprod: reference(
    (xss: number[][]) =>
      xss.reduce<number[][]>((rows, xs) => rows.flatMap((row) => xs.map((x) => [...row, x])), [[]]),
    (random, size) => [lists(random, size % (FACTORS + 1), FACTORS)],
  ),
  droplast: reference(
    (xs: number[]) => xs.slice(0, -1),
    (random, size) => [naturals(random, size + 1)],
  ),
  // Which of two equal numbers goes makes no difference, but whether one or both do: none is there twice.
  dropmax: reference(
    (xs: number[]) => xs.filter((x) => x !== Math.max(...xs)),
    (random, size) => [distinct(random, size + 1, 100)],
  ),
  dupli: reference(
    (xs: number[]) => xs.flatMap((x) => [x, x]),
    (random, size) => [naturals(random, size)],
  ),
  evens: reference(
    (xs: number[]) => xs.filter((x) => x % 2 === 0),
    (random, size) => [naturals(random, size)],
  ),
  incrs: reference(
    (xss: number[][]) => xss.map((xs) => xs.map((x) => x + 1)),
    (random, size) => [lists(random, size, INNER)],
  ),
  insertn: reference(
    (xs: number[], at: number, x: number) => xs.toSpliced(at, 0, x),
    (random, size) => [naturals(random, size), random.below(size + 1), random.below(100)],
  ),
  // Of sets, in order: as in the last example.
  intersect: reference(
    (xs: number[], ys: number[]) => ascending(xs.filter((x) => ys.includes(x))),
    (random, size) => [distinct(random, size, 2 * size), distinct(random, size, 2 * size)],
  ),
  join: reference(
    (xss: number[][]) => xss.flat(),
    (random, size) => [lists(random, size, INNER)],
  ),
  // Of all numbers. The examples would also fit the largest of the lists' maxima.
  largest_n: reference(
    (n: number, xss: number[][]) => ascending(xss.flat()).toReversed().slice(0, n),
    (random, size) => {
      const xss = Array.from({ length: size + 1 }, () => naturals(random, 1 + random.below(INNER)));
      return [1 + random.below(xss.length), xss];
    },
  ),
  last: reference(
    (xs: number[]) => xs[xs.length - 1],
    (random, size) => [naturals(random, size + 1)],
  ),
  length: reference(
    (xs: number[]) => xs.length,
    (random, size) => [naturals(random, size)],
  ),
  max: reference(
    (xs: number[]) => Math.max(0, ...xs),
    (random, size) => [naturals(random, size)],
  ),
  member: reference(
    (xs: number[], x: number) => xs.includes(x),
    (random, size) => {
      const xs = naturals(random, size);
      return [xs, alsoIn(xs, random)];
    },
  ),
  multfirst: reference(
    (xs: number[]) => xs.map(() => xs[0]),
    (random, size) => [naturals(random, size)],
  ),
  multlast: reference(
    (xs: number[]) => xs.map(() => xs[xs.length - 1]),
    (random, size) => [naturals(random, size)],
  ),
  sum: reference(sum, (random, size) => [naturals(random, size)]),
  sums: reference(
    (xss: number[][]) => xss.map(sum),
    (random, size) => [lists(random, size, INNER)],
  ),
};
