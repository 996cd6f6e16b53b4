/**
 * @file Look-ups of entries by rows: an index for each set of rows that was asked for; where there is no memory for
 * one, the index of a single row among them and a look at the others, and at worst a look at every entry.
 */

import type { Arena } from "../kernels/arena.ts";
import { RowIndex } from "./rowindex.ts";
import type { Shelf } from "./shelf.ts";

export class Indexes {
  private readonly arena: Arena;
  private readonly known = new Map<number | string, RowIndex>();
  /** Those that were refused memory. */
  private readonly refused = new Set<number | string>();

  constructor(arena: Arena) {
    this.arena = arena;
  }

  /** Bytes that the indexes of a sort take when it has so many entries, beyond what they have. */
  debt(shelf: Shelf, count: number): number {
    let bytes = 0;
    for (const index of this.known.values()) if (index.shelf === shelf) bytes += index.debt(count);
    return bytes;
  }

  /** Positions of the entries whose rows hold these words, one row after the other, in order. */
  *find(shelf: Shelf, rows: readonly number[], words: Uint32Array): Iterable<number> {
    const index = this.indexOf(shelf, rows);
    if (index) yield* index.ring(words);
    else
      for (const position of this.likely(shelf, rows, words))
        if (holds(shelf, position, rows, words, this.arena.words)) yield position;
  }

  has(shelf: Shelf, rows: readonly number[], words: Uint32Array): boolean {
    const index = this.indexOf(shelf, rows);
    if (index) return index.last(words) >= 0;
    for (const _ of this.find(shelf, rows, words)) return true;
    return false;
  }

  clear(): void {
    this.known.clear();
    this.refused.clear();
  }

  private indexOf(shelf: Shelf, rows: readonly number[]): RowIndex | undefined {
    const key = keyOf(shelf, rows);
    let index = this.known.get(key);
    if (index?.isComplete) return index;
    if (this.refused.has(key)) return undefined;
    index ??= new RowIndex(shelf, rows, this.arena);
    if (index.extend()) {
      this.known.set(key, index);
      return index;
    }
    index.dispose();
    this.known.delete(key);
    this.refused.add(key);
    return undefined;
  }

  /** By the index of one of the rows, where there is one; else all. */
  private likely(shelf: Shelf, rows: readonly number[], words: Uint32Array): Iterable<number> {
    const size = shelf.layout.words;
    for (const [i, row] of rows.entries()) {
      const index = this.known.get(keyOf(shelf, [row]));
      if (index?.isComplete) return index.ring(words.slice(i * size, (i + 1) * size));
    }
    return positions(shelf.count);
  }
}

/** Rows below 32 as a mask. */
function keyOf(shelf: Shelf, rows: readonly number[]): number | string {
  let mask = 0;
  for (const row of rows) {
    if (row > 31) return `${shelf.sort} ${rows.join()}`;
    mask |= 1 << row;
  }
  return shelf.sort * 2 ** 32 + (mask >>> 0);
}

function holds(
  shelf: Shelf,
  position: number,
  rows: readonly number[],
  words: Uint32Array,
  heap: Uint32Array,
): boolean {
  const { layout } = shelf;
  const place = shelf.placeAt(position);
  let at = 0;
  for (const row of rows) {
    const own = place + row * layout.words;
    for (let word = 0; word < layout.words; word++) if (heap[own + word] !== words[at++]) return false;
    if (layout.isBottom(heap, own)) return false;
  }
  return true;
}

function* positions(count: number): Iterable<number> {
  for (let position = 0; position < count; position++) yield position;
}
