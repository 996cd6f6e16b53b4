/**
 * @file What tasks of list-functions are taken to be, from their examples alone: functions of a list of naturals. Only those
 * whose examples and tests leave one reading are here, and none whose outputs grow beyond the whole numbers or faster
 * than the list.
 */

import { ascending, sum } from "./reference.ts";

export type ListFunction = (xs: readonly number[]) => readonly number[];

const reversed = (xs: readonly number[]): number[] => xs.toReversed();
const unique = (xs: readonly number[]): number[] => [...new Set(xs)];
const countOf = (xs: readonly number[], x: number): number => xs.filter((other) => other === x).length;
const lowest = (xs: readonly number[]): number => Math.min(...xs);
const highest = (xs: readonly number[]): number => Math.max(...xs);
const without = (xs: readonly number[], at: number): number[] => xs.filter((_, i) => i !== at);

/** The list with another item there; as it is where there is none. */
const changed = (xs: readonly number[], at: number, to: number): number[] =>
  xs.map((x, i) => (i === at ? to : x));

/** The list with two items swapped, by position; as it is where there are no such two. */
function swapped(xs: readonly number[], one: number, other: number): number[] {
  const copy = [...xs];
  if (Math.max(one, other) < copy.length) [copy[one], copy[other]] = [copy[other], copy[one]];
  return copy;
}

/** The first, the last, the second, the last but one, and so on. */
const woven = (xs: readonly number[]): number[] =>
  xs.map((_, i) => (i % 2 === 0 ? xs[i / 2] : xs[xs.length - (i + 1) / 2]));

/** Every whole number on the way from each item to the next. */
const filled = (xs: readonly number[]): number[] =>
  xs.flatMap((x, i) => {
    if (i === 0) return [x];
    const before = xs[i - 1];
    const step = Math.sign(x - before);
    return Array.from({ length: Math.abs(x - before) }, (_, k) => before + step * (k + 1));
  });

/** What each item makes of what came before it, beginning with the first. */
function running(xs: readonly number[], join: (before: number, x: number) => number): number[] {
  let before: number | undefined;
  return xs.map((x) => {
    before = before === undefined ? x : join(before, x);
    return before;
  });
}

/** From the position after the first item to the one that the second names, counted behind both. */
const cutByHead: ListFunction = (xs) => xs.slice(xs[0] + 1, xs[1] + 2);

const third: ListFunction = (xs) => [xs[2]];
const seventh: ListFunction = (xs) => [xs[6]];
const atHead: ListFunction = (xs) => [xs[xs[0]]];
const last: ListFunction = (xs) => [xs[xs.length - 1]];
const length: ListFunction = (xs) => [xs.length];
const always =
  (...output: readonly number[]): ListFunction =>
  () =>
    output;
const between =
  (before: readonly number[], after: readonly number[]): ListFunction =>
  (xs) => [...before, ...xs, ...after];

const OF_NUMBER: Readonly<Record<string, ListFunction>> = {
  "000": third,
  "002": seventh,
  "004": atHead,
  "006": (xs) => xs.slice(0, 2),
  "008": (xs) => xs.slice(0, 6),
  "010": (xs) => xs.slice(1, 4),
  "012": (xs) => xs.slice(2, 7),
  "014": cutByHead,
  "016": (xs) => changed(xs, 1, 8),
  "018": (xs) => changed(xs, 5, 3),
  "020": (xs) => xs.toSpliced(1, 0, 8),
  "022": (xs) => xs.toSpliced(1, 0, xs.length > 4 ? 5 : 8),
  "024": (xs) => without(xs, 1),
  "026": (xs) => without(xs, xs[0] === xs[1] ? 1 : 2),
  "028": (xs) => xs.slice(2),
  "032": (xs) => swapped(xs, 0, 3),
  "034": (xs) => (xs[0] === xs[3] ? swapped(xs, 1, 2) : swapped(xs, 0, 3)),
  "036": between([], [3]),
  "040": always(9),
  "042": always(8, 2, 7, 0, 3),
  "044": (xs) => xs,
  "046": between([9, 6, 3, 8, 5], []),
  "048": (xs) => xs.slice(1),
  "050": (xs) => [...Array<number>(5).fill(xs[0]), ...xs],
  "052": (xs) => [xs[0], xs[0], ...xs.slice(2)],
  "054": (xs) => [...xs.slice(2, 4), ...xs.slice(0, 2), ...xs.slice(4)],
  "056": (xs) => xs.toSpliced(6, 0, 4),
  "058": (xs) => swapped(xs, 3, 7),
  "060": last,
  "062": (xs) => xs.slice(xs[0] + 1),
  "064": between([9], [7]),
  "066": (xs) => swapped(xs, 0, xs.length - 1),
  "068": between([9, 3, 4, 0], [7, 2, 9, 1]),
  "070": (xs) => xs.map((x) => x + 2),
  "072": (xs) => xs.map((x, i) => x + i + 1),
  "074": (xs) => xs.filter((_, i) => i % 2 === 0),
  "076": length,
  "078": (xs) => [sum(xs)],
  "080": third,
  "082": seventh,
  "084": atHead,
  "086": (xs) => swapped(xs, 1, 2),
  "088": (xs) => (xs[1] > xs[2] ? swapped(xs, 1, 2) : swapped(xs, 0, 3)),
  "090": always(81, 99, 41, 23, 22, 75, 68, 30, 24, 69),
  "092": (xs) => Array<number>(10).fill(xs[0]),
  "094": (xs) => xs.slice(1, -1),
  "096": between([11, 21, 43, 19], [7, 89, 0, 57]),
  "098": (xs) => xs.filter((x) => x > 49),
  "100": always(11, 19, 24, 33, 42, 5, 82, 0, 64, 9),
  "102": length,
  "104": (xs) => [...xs.slice(0, -1), ...xs.slice(1)],
  "106": unique,
  "110": (xs) => Array<number>(lowest(xs)).fill(highest(xs)),
  "114": (xs) => [sum(unique(xs)), ...unique(xs), sum(unique(xs))],
  "116": (xs) => [...xs.slice(3), ...xs.slice(0, 3)],
  "118": (xs) => [...(xs[0] === 8 ? [] : [8]), ...xs, ...(xs[xs.length - 1] === 8 ? [] : [8])],
  "120": last,
  "126": (xs) => xs.slice(0, -1),
  "128": cutByHead,
  "132": (xs) => [...xs.slice(0, 1), ...xs.slice(5)],
  "134": (xs) => without(xs, xs.indexOf(7)),
  "136": (xs) => xs.filter((x) => x !== 3),
  "138": (xs) => xs.filter((x) => x !== lowest(xs) && x !== highest(xs)),
  "142": (xs) => xs.map((x) => (x === highest(xs) ? lowest(xs) : x)),
  "144": (xs) => xs.map(() => xs[0]),
  "146": (xs) => xs.flatMap((x, i) => [x, i + 1]),
  "148": (xs) => xs.slice(1).map((x) => xs[0] * x),
  "150": (xs) => xs.flatMap((x) => Array<number>(x).fill(x)),
  "152": (xs) => unique(xs).flatMap((x) => [x, countOf(xs, x)]),
  "154": (xs) => xs.map((x, i) => x * (i + 1)),
  "156": (xs) => xs.flatMap((x) => [x, x % 2]),
  "158": (xs) => Array.from({ length: highest(xs) }, (_, i) => countOf(xs, i + 1)),
  "160": (xs) => xs.map((x, i) => x + xs.length - 1 - i),
  "162": (xs) => xs.map((x) => 2 * x - 10),
  "164": (xs) => reversed(xs.filter((x) => x % 2 === 0)),
  "166": (xs) => xs.filter((x) => x % 3 === 0),
  "170": (xs) => running(xs, (a, b) => a + b),
  "172": (xs) => running(xs, Math.max),
  "174": (xs) => xs.filter((x, i) => xs.slice(0, i).every((before) => before < x)),
  "176": (xs) => [...woven(xs), ...reversed(woven(xs))],
  "178": (xs) => {
    const sorted = ascending(xs);
    return [...sorted.filter((_, i) => i % 2 === 1), ...reversed(sorted.filter((_, i) => i % 2 === 0))];
  },
  "182": (xs) => xs.flatMap((x, i) => (i > 0 && x === xs[0] ? [i] : [])),
  "184": (xs) => [xs[0], sum(xs.slice(1, -1)), xs[xs.length - 1]],
  "186": (xs) => [...xs, 0, ...xs],
  "188": (xs) => Array.from({ length: highest(xs) - lowest(xs) + 1 }, (_, i) => lowest(xs) + i),
  "190": (xs) => xs.flatMap((x) => Array<number>(Math.floor(x / 10)).fill(x)),
  "192": (xs) => ascending(xs).slice(1, -1),
  "194": (xs) => [xs[0], 23, 68, 42, 99, 71, xs[xs.length - 1]],
  "196": (xs) => xs.map((x) => countOf(xs, x)),
  "198": (xs) => ascending(xs).flatMap((x, i) => [i + 1, x]),
  "202": (xs) => xs.map((_, i) => lowest(xs) * (i + 1)),
  "206": (xs) => xs.map((x, i) => x + xs[xs.length - 1 - i]),
  "208": (xs) => ascending(xs).toSpliced(2, 0, lowest(xs) + highest(xs)),
  "212": (xs) => ascending(xs).slice(0, 3),
  "218": (xs) => xs.filter((_, i) => (xs.length - 1 - i) % 2 === 0),
  "222": (xs) => xs.map((x) => (x % 10) * 10 + Math.floor(x / 10)),
  "224": (xs) => xs.slice(2, -2),
  "226": (xs) => unique(woven(xs)),
  "228": (xs) => reversed(xs).slice(0, xs[0]),
  "230": (xs) => ascending(unique(xs).map((x) => countOf(xs, x))),
  "232": (xs) => unique(xs).map((x) => countOf(xs, x)),
  "234": filled,
  "236": (xs) => running(unique(xs), (a, b) => a + b),
  "238": (xs) => [xs.length - unique(xs).length],
  "244": (xs) => [countOf(xs, xs[0]) - 1],
  "246": (xs) => (xs.includes(0) ? xs.slice(0, xs.indexOf(0)) : xs),
};

/** By the names of the tasks. */
export const LIST_FUNCTIONS: ReadonlyMap<string, ListFunction> = new Map(
  Object.entries(OF_NUMBER).map(([number, of]) => [`list-function-${number}`, of]),
);
