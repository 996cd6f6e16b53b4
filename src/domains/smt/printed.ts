/** @file Helpers of printed code where SMT-LIB counts and rounds otherwise than JavaScript does. */

import { helperOf } from "../../language/print.ts";

export const substr = helperOf(
  `/** At most \`count\` characters (code points) from a position on; "" where the text has none there. */
const substr = (text: string, start: number, count: number): string =>
  start < 0 || count <= 0 ? "" : [...text].slice(start, start + count).join("");`,
);

export const indexOf = helperOf(
  `/** Where the part first occurs at or after a position, in code points; -1 for nowhere, and from outside the text. */
function indexOf(text: string, part: string, from: number): number {
  const before = [...text].slice(0, Math.max(0, from));
  if (before.length !== from) return -1;
  const at = text.indexOf(part, before.join("").length);
  return at < 0 ? -1 : [...text.slice(0, at)].length;
}`,
);

export const replaceAll = helperOf(
  `/** Every occurrence of a part replaced; an empty part occurs nowhere. */
const replaceAll = (text: string, part: string, by: string): string =>
  part === "" ? text : text.split(part).join(by);`,
);

export const comesBefore = helperOf(
  `/** Whether the first text comes before the second, by code points. */
function comesBefore(first: string, second: string): boolean {
  const [a, b] = [first, second].map((text) => Array.from(text, (char) => char.codePointAt(0) ?? 0));
  const at = a.findIndex((code, i) => code !== b[i]);
  return at < 0 ? a.length < b.length : a[at] < b[at];
}`,
);

export const toInt = helperOf(
  `/** The whole number that the digits say, -1 where there is anything else; none beyond 2^53. */
function toInt(digits: string): number | undefined {
  const value = /^[0-9]+$/.test(digits) ? Number(digits) : -1;
  return Number.isSafeInteger(value) ? value : undefined;
}`,
);

export const fromInt = helperOf(
  `/** The digits of a whole number; "" for a negative one. */
const fromInt = (value: number): string => (value < 0 ? "" : String(value));`,
);

export const codeOf = helperOf(
  `/** The code point of a single character; -1 for any other text. */
const codeOf = (text: string): number => ([...text].length === 1 ? (text.codePointAt(0) ?? -1) : -1);`,
);

export const fromCode = helperOf(
  `/** The character of a code point from 0 to 0x2ffff, "" beyond; none for half a surrogate pair. */
function fromCode(code: number): string | undefined {
  if (code < 0 || code > 0x2ffff) return "";
  return code >= 0xd800 && code <= 0xdfff ? undefined : String.fromCodePoint(code);
}`,
);

export const times = helperOf(
  `/** The product of whole numbers; none beyond 2^53. */
function times(a: number, b: number): number | undefined {
  const product = a * b;
  return Number.isSafeInteger(product) ? product : undefined;
}`,
);

export const euclideanDiv = helperOf(
  `/** The whole quotient that leaves a remainder from 0 on; none by 0. */
function euclideanDiv(a: number, b: number): number | undefined {
  if (b === 0) return undefined;
  const rest = a % b;
  return (a - rest) / b - (rest < 0 ? Math.sign(b) : 0);
}`,
);

export const euclideanMod = helperOf(
  `/** The remainder of a whole division, from 0 on; none by 0. */
function euclideanMod(a: number, b: number): number | undefined {
  if (b === 0) return undefined;
  const rest = a % b;
  return rest < 0 ? rest + Math.abs(b) : rest;
}`,
);
