/**
 * @file Text in the bank: a row is two polynomial hashes and the length. The hashes follow concatenation and
 * slicing, so the commonest operators never build a string; contents are recomputed when asked for.
 */

import type { Kernel, Layout } from "../../language/layout.ts";
import { MAX_LENGTH } from "../../language/primitive.ts";
import { TEXT } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { characters } from "./characters.ts";

/** Odd multipliers of the two hash lanes, modulo 2³². */
export const LANE = [0x2c9277b5, 0x6a09e667 | 1] as const;

const BOTTOM = 0xffffffff;
const NULL = 0xfffffffe;

/** Powers of a lane's multiplier, extended as longer texts appear. */
const powers = [new Uint32Array([1]), new Uint32Array([1])];

function powersTo(length: number): void {
  for (let lane = 0; lane < 2; lane++) {
    const known = powers[lane];
    if (known.length > length) continue;
    const more = new Uint32Array(Math.max(length + 1, known.length * 2));
    more.set(known);
    for (let i = known.length; i < more.length; i++) more[i] = Math.imul(more[i - 1], LANE[lane]);
    powers[lane] = more;
  }
}

/** Of a character in a literal, in bits. */
const characterCost = (char: string): number =>
  /[\s\p{P}\p{S}]/u.test(char) ? 3 : /[\da-z]/.test(char) ? 4.5 : 5.5;

const ASCII_COSTS = Array.from({ length: 128 }, (_, code) => characterCost(String.fromCharCode(code)));

/** Characters of a text that are varied. */
const MAX_VARIED = 4096;

export const textLayout: Layout = {
  type: TEXT,
  words: 3,
  write(value: Value, to: Uint32Array, at: number): void {
    let [a, b] = [0, 0];
    let length = value === null ? NULL : BOTTOM;
    if (typeof value === "string") {
      length = value.length;
      for (let i = 0; i < length; i++) {
        const code = value.charCodeAt(i) + 1;
        a = (Math.imul(a, LANE[0]) + code) | 0;
        b = (Math.imul(b, LANE[1]) + code) | 0;
      }
    }
    to[at] = a;
    to[at + 1] = b;
    to[at + 2] = length;
  },
  isBottom: (words, at) => words[at + 2] === BOTTOM,
  /** For naming a constant, less where it is bare glue; then per character: punctuation and blanks are the usual glue, letters are not. */
  literalCost(value: Value): number {
    if (typeof value !== "string") return 4;
    let cost = value.length <= 4 && /^[\s\p{P}]{1,2}$/u.test(value) ? 2.5 : 4;
    let before = -1;
    for (let i = 0; i < value.length; i++) {
      const code = value.codePointAt(i) as number;
      if (code === before) cost += 1;
      else cost += ASCII_COSTS[code] ?? characterCost(String.fromCodePoint(code));
      before = code;
      if (code > 0xffff) i++;
    }
    return cost;
  },
  *vary(given: Value): Iterable<Value> {
    if (typeof given !== "string") return;
    const value = given.slice(0, MAX_VARIED);
    const words = value.split(/(\s+)/);
    if (words.length > 2) {
      yield words.slice(2).join("");
      yield words.slice(0, -2).join("");
      yield [...words.slice(0, 2), ...words].join("");
      yield [...words.slice(0, -2), "Xavier", words[1], words.at(-1)].join("");
    }
    const all = characters(value);
    yield value.toLowerCase() === value ? value.toUpperCase() : value.toLowerCase();
    yield all.slice(1).join("");
    yield all.slice(0, -1).join("");
    yield value.replace(/\d+/g, (digits) => digits + digits[0]);
    yield value.replace(/\p{L}+/u, (word) => word + word[0].toLowerCase());
    yield "";
  },
};

/** Hashes of all prefixes of an entry's values, one pair of tables a row. */
interface Prefixes {
  readonly first: readonly Uint32Array[];
  readonly second: readonly Uint32Array[];
}

function prefixHashes(text: string): [Uint32Array, Uint32Array] {
  const [first, second] = [new Uint32Array(text.length + 1), new Uint32Array(text.length + 1)];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) + 1;
    first[i + 1] = Math.imul(first[i], LANE[0]) + code;
    second[i + 1] = Math.imul(second[i], LANE[1]) + code;
  }
  return [first, second];
}

/** Words of a prefix of `text` of each length, for witnesses: `table(l)` gives what `textLayout.write` would. */
export class PrefixTable {
  private readonly first: Uint32Array;
  private readonly second: Uint32Array;

  constructor(text: string) {
    [this.first, this.second] = prefixHashes(text);
  }

  write(length: number, to: Uint32Array, at: number): void {
    to[at] = this.first[length];
    to[at + 1] = this.second[length];
    to[at + 2] = length;
  }

  /** Whether a row of the bank holds exactly this prefix. */
  holds(words: Uint32Array, at: number): boolean {
    const length = words[at + 2];
    return (
      length < this.first.length && words[at] === this.first[length] && words[at + 1] === this.second[length]
    );
  }
}

export const concatKernel: Kernel = (heap, out, _args, at, host) => {
  let [x, y] = [at[0], at[1]];
  for (let row = 0; row < host.rows; row++, x += 3, y += 3, out += 3) {
    const [left, right] = [heap[x + 2], heap[y + 2]];
    if (left >= NULL || right >= NULL || left + right > MAX_LENGTH) {
      heap[out] = 0;
      heap[out + 1] = 0;
      heap[out + 2] = BOTTOM;
      continue;
    }
    if (powers[0].length <= right) powersTo(right);
    heap[out] = Math.imul(heap[x], powers[0][right]) + heap[y];
    heap[out + 1] = Math.imul(heap[x + 1], powers[1][right]) + heap[y + 1];
    heap[out + 2] = left + right;
  }
};

/** `slice(text, from, to)` where positions are small non-negative ints (low word, high word 0). */
export const sliceKernel: Kernel = (heap, out, args, at, host) => {
  let prefixes = host.attachment(args[0]) as Prefixes | undefined;
  if (!prefixes) {
    const first: Uint32Array[] = [];
    const second: Uint32Array[] = [];
    for (let row = 0; row < host.rows; row++) {
      const value = host.value(args[0], row);
      const text = typeof value === "string" ? value : "";
      const tables = prefixHashes(text);
      first.push(tables[0]);
      second.push(tables[1]);
      powersTo(text.length);
    }
    prefixes = { first, second };
    host.attach(
      args[0],
      prefixes,
      first.reduce((sum, { byteLength }) => sum + 2 * byteLength, 0),
    );
  }
  let [x, from, to] = [at[0], at[1], at[2]];
  for (let row = 0; row < host.rows; row++, x += 3, from += 2, to += 2, out += 3) {
    const [start, end] = [heap[from], heap[to]];
    const length = heap[x + 2];
    if (heap[from + 1] !== 0 || heap[to + 1] !== 0 || start > end || length >= NULL || end > length) {
      heap[out] = 0;
      heap[out + 1] = 0;
      heap[out + 2] = BOTTOM;
      continue;
    }
    const [first, second] = [prefixes.first[row], prefixes.second[row]];
    const size = end - start;
    heap[out] = first[end] - Math.imul(first[start], powers[0][size]);
    heap[out + 1] = second[end] - Math.imul(second[start], powers[1][size]);
    heap[out + 2] = size;
  }
};
