/** @file The functions of the SMT-LIB 2.6 theory of Strings without its regular expressions, word for word. */

type Text = readonly number[];

/** The largest code point of a character, 2FFFF hexadecimal. */
const LAST = 196607n;

/** ⟦str.substr⟧(w, m, n): nothing where m is no position of w or n is not positive. */
export function substr(w: Text, m: bigint, n: bigint): Text {
  const length = BigInt(w.length);
  if (m < 0n || m >= length || n <= 0n) return [];
  const end = m + n < length ? m + n : length;
  return w.slice(Number(m), Number(end));
}

export const at = (w: Text, n: bigint): Text => substr(w, n, 1n);

const standsAt = (w: Text, part: Text, position: number): boolean =>
  position + part.length <= w.length && part.every((point, i) => w[position + i] === point);

/** ⟦str.indexof⟧(w, part, i): the first position from i on where part stands; -1 where there is none or i is negative. */
export function indexOf(w: Text, part: Text, i: bigint): bigint {
  if (i < 0n || i > BigInt(w.length)) return -1n;
  for (let position = Number(i); position <= w.length; position++) {
    if (standsAt(w, part, position)) return BigInt(position);
  }
  return -1n;
}

/** Does w contain part? */
export const contains = (w: Text, part: Text): boolean => indexOf(w, part, 0n) >= 0n;

export const isPrefix = (part: Text, w: Text): boolean => standsAt(w, part, 0);

export const isSuffix = (part: Text, w: Text): boolean =>
  part.length <= w.length && standsAt(w, part, w.length - part.length);

/** Replaces the first occurrence; the empty text occurs in front of everything. */
export function replace(w: Text, part: Text, by: Text): Text {
  const position = Number(indexOf(w, part, 0n));
  if (position < 0) return w;
  return [...w.slice(0, position), ...by, ...w.slice(position + part.length)];
}

/** Replaces from left to right, not in what was put in; nothing where part is empty. */
export function replaceAll(w: Text, part: Text, by: Text): Text {
  if (part.length === 0) return w;
  const position = Number(indexOf(w, part, 0n));
  if (position < 0) return w;
  const rest = replaceAll(w.slice(position + part.length), part, by);
  return [...w.slice(0, position), ...by, ...rest];
}

/** Lexicographic, by code point. */
export function isLess(a: Text, b: Text): boolean {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i] < b[i];
  return a.length < b.length;
}

export const isDigit = (w: Text): boolean => w.length === 1 && w[0] >= 0x30 && w[0] <= 0x39;

/** -1 for anything but one or more of the digits 0 to 9. */
export function toInt(w: Text): bigint {
  if (w.length === 0 || !w.every((point) => isDigit([point]))) return -1n;
  return w.reduce((value, point) => value * 10n + BigInt(point - 0x30), 0n);
}

/** Empty for negative numbers. */
export const fromInt = (n: bigint): Text =>
  n < 0n ? [] : [...String(n)].map((digit) => digit.charCodeAt(0));

export const toCode = (w: Text): bigint => (w.length === 1 ? BigInt(w[0]) : -1n);

export const fromCode = (n: bigint): Text => (n < 0n || n > LAST ? [] : [Number(n)]);
