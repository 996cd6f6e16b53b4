/** @file Functions that printed code calls for lists, where the language has no method of its own. */

import { helperOf } from "../../language/print.ts";

/** Steps within which what goes on until a test passes must end, and times that a step may be asked for. */
export const MAX_STEPS = 1000;
export const MAX_TIMES = 10_000;

/** Most items of a list that is made of a count: beyond it a slip would fill the memory. */
export const MAX_MADE = 50_000;

export const whereDefined = helperOf(
  `/** What is computed with the function; undefined where that has no value for something it is asked for. */
function whereDefined<A extends unknown[], R, T>(
  f: (...args: A) => R | undefined,
  compute: (f: (...args: A) => R) => T,
): T | undefined {
  let isMissing = false;
  const result = compute((...args) => {
    const value = isMissing ? undefined : f(...args);
    isMissing ||= value === undefined;
    return value as R;
  });
  return isMissing ? undefined : result;
}`,
);

export const mapAll = helperOf(
  `/** What is made of each item and its place; undefined where nothing is made of one. */
function mapAll<T, R>(items: readonly T[], change: (item: T, i: number) => R | undefined): R[] | undefined {
  const changed: R[] = [];
  for (const [i, item] of items.entries()) {
    const value = change(item, i);
    if (value === undefined) return undefined;
    changed.push(value);
  }
  return changed;
}`,
);

export const filterAll = helperOf(
  `/** The items that pass; undefined where the test has no answer for one. */
function filterAll<T>(items: readonly T[], passes: (item: T, i: number) => boolean | undefined): T[] | undefined {
  const tests = mapAll(items, passes);
  return tests && items.filter((_, i) => tests[i]);
}`,
  mapAll,
);

export const foldAll = helperOf(
  `/** What a step makes of the start and each item in turn; undefined where one has no value. */
function foldAll<T, R>(items: readonly T[], start: R, step: (soFar: R, item: T) => R | undefined): R | undefined {
  let soFar = start;
  for (const item of items) {
    const next = step(soFar, item);
    if (next === undefined) return undefined;
    soFar = next;
  }
  return soFar;
}`,
);

export const found = helperOf(
  `/** The place, unless nothing was found. */
const found = (place: number): number | undefined => (place < 0 ? undefined : place);`,
);

export const everyKth = helperOf(
  `/** The first of every k items. */
const everyKth = <T>(items: readonly T[], k: number): T[] | undefined =>
  k < 1 ? undefined : items.filter((_, i) => i % k === 0);`,
);

export const chunks = helperOf(
  `/** The list in pieces of a size, the last of what is left. */
function chunks<T>(items: readonly T[], size: number): T[][] | undefined {
  if (size < 1) return undefined;
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}`,
);

export const windows = helperOf(
  `/** All runs of so many neighbours. */
function windows<T>(items: readonly T[], size: number): T[][] | undefined {
  if (size < 1) return undefined;
  return Array.from({ length: Math.max(0, items.length - size + 1) }, (_, i) => items.slice(i, i + size));
}`,
);

export const groupEqual = helperOf(
  `/** Runs of equal neighbours. */
function groupEqual<T>(items: readonly T[], key: (item: T) => unknown = (item) => item): T[][] {
  const groups: T[][] = [];
  items.forEach((item, i) => {
    if (i > 0 && key(item) === key(items[i - 1])) groups[groups.length - 1].push(item);
    else groups.push([item]);
  });
  return groups;
}`,
);

export const insertAt = helperOf(
  `/** The list with an item before the one at a place. */
const insertAt = <T>(items: readonly T[], place: number, item: T): T[] => [
  ...items.slice(0, place),
  item,
  ...items.slice(place),
];`,
);

export const replaceAt = helperOf(
  `/** The list with another item at a place, counted from the end where it is negative. */
function replaceAt<T>(items: readonly T[], place: number, item: T): T[] {
  const at = place < 0 ? place + items.length : place;
  return items.map((old, i) => (i === at ? item : old));
}`,
);

export const swapAt = helperOf(
  `/** The list with two places exchanged, counted from the end where negative; undefined where it lacks one. */
function swapAt<T>(items: readonly T[], first: number, second: number): T[] | undefined {
  const [i, j] = [first, second].map((place) => (place < 0 ? place + items.length : place));
  if (!(i in items && j in items)) return undefined;
  const swapped = [...items];
  [swapped[i], swapped[j]] = [items[j], items[i]];
  return swapped;
}`,
);

export const rotate = helperOf(
  `/** The list with its first n items at the end; with its last at the front where n is negative. */
function rotate<T>(items: readonly T[], n: number): T[] {
  const at = items.length === 0 ? 0 : n % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}`,
);

export const zip = helperOf(
  `/** Pairs of items at the same place, as far as the shorter list goes. */
const zip = <T>(items: readonly T[], others: readonly T[]): T[][] =>
  items.slice(0, others.length).map((item, i) => [item, others[i]]);`,
);

export const interleave = helperOf(
  `/** Items of both lists in turn, then what is left of the longer one. */
function interleave<T>(items: readonly T[], others: readonly T[]): T[] {
  const mixed = items.flatMap((item, i) => (i < others.length ? [item, others[i]] : [item]));
  return [...mixed, ...others.slice(items.length)];
}`,
);

export const transpose = helperOf(
  `/** Rows as columns, as far as the shortest row goes. */
function transpose<T>(rows: readonly (readonly T[])[]): T[][] {
  const width = rows.reduce((least, row) => Math.min(least, row.length), Infinity);
  return rows.length === 0 ? [] : Array.from({ length: width }, (_, i) => rows.map((row) => row[i]));
}`,
);

export const intersection = helperOf(
  `/** The items that are in the other list too. */
function intersection<T>(items: readonly T[], others: readonly T[], key: (item: T) => unknown = (item) => item): T[] {
  const known = new Set(others.map(key));
  return items.filter((item) => known.has(key(item)));
}`,
);

export const difference = helperOf(
  `/** The items that are not in the other list. */
function difference<T>(items: readonly T[], others: readonly T[], key: (item: T) => unknown = (item) => item): T[] {
  const known = new Set(others.map(key));
  return items.filter((item) => !known.has(key(item)));
}`,
);

export const range = helperOf(
  `/** The whole numbers from one to another, both included, where those are at most ${MAX_MADE}. */
const range = (from: number, to: number): number[] =>
  to - from < ${MAX_MADE} ? Array.from({ length: to - from + 1 }, (_, i) => from + i) : [];`,
);

export const replicate = helperOf(
  `/** The item so many times, at most ${MAX_MADE}. */
const replicate = <T>(item: T, times: number): T[] =>
  times <= ${MAX_MADE} ? Array.from({ length: times }, () => item) : [];`,
);

export const repeatItems = helperOf(
  `/** The list so many times over, where that makes at most ${MAX_MADE} items. */
const repeatItems = <T>(items: readonly T[], times: number): T[] =>
  items.length * times <= ${MAX_MADE} ? Array.from({ length: items.length && times }, () => items).flat() as T[] : [];`,
);

export const largest = helperOf(
  `/** The item that comes last in order. */
function largest<T extends number | string>(items: readonly T[]): T | undefined {
  let best = items[0];
  for (const item of items) if (item > best) best = item;
  return best;
}`,
);

export const smallest = helperOf(
  `/** The item that comes first in order. */
function smallest<T extends number | string>(items: readonly T[]): T | undefined {
  let best = items[0];
  for (const item of items) if (item < best) best = item;
  return best;
}`,
);

export const scan = helperOf(
  `/** What the items come to so far, after each of them. */
function scan<T, R>(items: readonly T[], start: R, step: (result: R, item: T) => R): R[] {
  let result = start;
  return items.map((item) => {
    result = step(result, item);
    return result;
  });
}`,
);

export const takeWhile = helperOf(
  `/** The items before the first that fails the test. */
function takeWhile<T>(items: readonly T[], test: (item: T) => boolean): T[] {
  const end = items.findIndex((item) => !test(item));
  return end < 0 ? [...items] : items.slice(0, end);
}`,
);

export const dropWhile = helperOf(
  `/** The items from the first on that fails the test. */
function dropWhile<T>(items: readonly T[], test: (item: T) => boolean): T[] {
  const end = items.findIndex((item) => !test(item));
  return end < 0 ? [] : items.slice(end);
}`,
);

export const partition = helperOf(
  `/** The items that pass the test, and the others. */
function partition<T>(items: readonly T[], test: (item: T) => boolean): T[][] {
  const [passed, failed]: T[][] = [[], []];
  for (const item of items) (test(item) ? passed : failed).push(item);
  return [passed, failed];
}`,
);

export const groupBy = helperOf(
  `/** Items with the same key together, in the order in which the keys first come. */
function groupBy<T, K>(
  items: readonly T[],
  keyOf: (item: T) => K,
  keyText: (key: K) => unknown = (key) => key,
): T[][] {
  const groups = new Map<unknown, T[]>();
  for (const item of items) {
    const key = keyText(keyOf(item));
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}`,
);

export const sortBy = helperOf(
  `/** The items in the order of their keys; alike ones stay as they are. */
function sortBy<T, K extends number | string>(items: readonly T[], keyOf: (item: T) => K): T[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ item }) => item);
}`,
);

export const maxBy = helperOf(
  `/** The first item with the largest key. */
function maxBy<T, K extends number | string>(items: readonly T[], keyOf: (item: T) => K): T | undefined {
  let best: { item: T; key: K } | undefined;
  for (const item of items) {
    const key = keyOf(item);
    if (!best || key > best.key) best = { item, key };
  }
  return best?.item;
}`,
);

export const minBy = helperOf(
  `/** The first item with the smallest key. */
function minBy<T, K extends number | string>(items: readonly T[], keyOf: (item: T) => K): T | undefined {
  let best: { item: T; key: K } | undefined;
  for (const item of items) {
    const key = keyOf(item);
    if (!best || key < best.key) best = { item, key };
  }
  return best?.item;
}`,
);

export const zipWith = helperOf(
  `/** What is made of the items at the same place, as far as the shorter list goes. */
const zipWith = <T, S, R>(items: readonly T[], others: readonly S[], join: (item: T, other: S) => R): R[] =>
  items.slice(0, others.length).map((item, i) => join(item, others[i]));`,
);

export const mapProduct = helperOf(
  `/** What is made of each item of the one list with each of the other. */
const mapProduct = <T, S, R>(items: readonly T[], others: readonly S[], join: (item: T, other: S) => R): R[] =>
  items.flatMap((item) => others.map((other) => join(item, other)));`,
);

export const mapNeighbours = helperOf(
  `/** What is made of each item and the one after it. */
const mapNeighbours = <T, R>(items: readonly T[], join: (item: T, next: T) => R): R[] =>
  items.slice(1).map((next, i) => join(items[i], next));`,
);

export const iterate = helperOf(
  `/** The value after so many steps; undefined where they are more than ${MAX_TIMES}. */
function iterate<T>(start: T, count: number, step: (value: T) => T): T | undefined {
  if (count > ${MAX_TIMES}) return undefined;
  let value = start;
  for (let i = 0; i < count; i++) value = step(value);
  return value;
}`,
);

export const repeatedly = helperOf(
  `/** The value after so many steps. */
function repeatedly<T>(start: T, count: number, step: (value: T) => T): T {
  let value = start;
  for (let i = 0; i < count; i++) value = step(value);
  return value;
}`,
);

export const iterateUntil = helperOf(
  `/** The first value that passes the test, a step at a time; undefined where there is none within ${MAX_STEPS} steps. */
function iterateUntil<T>(
  start: T,
  test: (value: T) => boolean | undefined,
  step: (value: T) => T | undefined,
): T | undefined {
  let value: T | undefined = start;
  for (let i = 0; i < ${MAX_STEPS} && value !== undefined; i++) {
    const isDone = test(value);
    if (isDone !== false) return isDone ? value : undefined;
    value = step(value);
  }
  return undefined;
}`,
);

export const unfold = helperOf(
  `/** The states that pass the test, a step at a time; undefined where there are more than ${MAX_STEPS}. */
function unfold<T>(
  start: T,
  test: (state: T) => boolean | undefined,
  step: (state: T) => T | undefined,
): T[] | undefined {
  const states: T[] = [];
  for (let state: T | undefined = start; state !== undefined && states.length <= ${MAX_STEPS}; state = step(state)) {
    const goesOn = test(state);
    if (!goesOn) return goesOn === false ? states : undefined;
    states.push(state);
  }
  return undefined;
}`,
);
