/**
 * @file The entries of a sort by the words of some rows, one index for each mask of rows: open addressing by those words, and the entries that share them
 * in a ring in order of cost. Built when first asked for, and further as the bank grows.
 */

import type { Arena } from "../kernels/arena.ts";
import { hashWords } from "../kernels/hash.ts";
import { chunkOf, firstOf, sizeOf } from "./chunks.ts";
import type { Shelf } from "./shelf.ts";

const FIRST_BITS = 6;

export class RowIndex {
  private readonly shelf: Shelf;
  private readonly rows: readonly number[];
  /** The words of an entry's rows, one row after the other. */
  private readonly own: Uint32Array;
  private readonly arena: Arena;
  /** Slots of the position + 1 of the last entry of each ring. */
  private heads = -1;
  private bits = FIRST_BITS;
  private used = 0;
  /** By chunk, for each position the next one of the ring; after the last comes the first. */
  private readonly links: number[] = [];
  private upTo = 0;

  constructor(shelf: Shelf, rows: readonly number[], arena: Arena) {
    this.shelf = shelf;
    this.rows = rows;
    this.own = new Uint32Array(rows.length * shelf.layout.words);
    this.arena = arena;
  }

  /** Whether no entry was added since it was last extended. */
  get isComplete(): boolean {
    return this.heads >= 0 && this.upTo === this.shelf.count;
  }

  /** Takes in the entries added since; false when memory was refused before all were. */
  extend(): boolean {
    const { shelf, arena, own } = this;
    const sought = own.slice();
    if (this.heads < 0 && !this.begin()) return false;
    for (; this.upTo < shelf.count; this.upTo++) {
      const position = this.upTo;
      if (position === firstOf(this.links.length)) {
        const links = arena.take(sizeOf(this.links.length) * 4);
        if (links < 0) return false;
        this.links.push(links);
      }
      if (this.used >= (1 << this.bits) * 0.75 && !this.double()) return false;
      const { words } = arena;
      if (!this.gather(position)) continue;
      sought.set(own);
      const slot = this.slotOf(sought);
      const last = words[slot];
      if (last === 0) {
        this.used++;
        this.link(position, position);
      } else {
        this.link(position, this.next(last - 1));
        this.link(last - 1, position);
      }
      words[slot] = position + 1;
    }
    return true;
  }

  /** The position of the last entry with these words in the rows, or -1; the first comes `next`. */
  last(sought: Uint32Array): number {
    return this.arena.words[this.slotOf(sought)] - 1;
  }

  next(position: number): number {
    return this.arena.words[this.linkAt(position)];
  }

  /** Gives its memory back. */
  dispose(): void {
    if (this.heads >= 0) this.arena.give(this.heads, 4 << this.bits);
    for (const [chunk, links] of this.links.entries()) this.arena.give(links, sizeOf(chunk) * 4);
  }

  private link(position: number, to: number): void {
    this.arena.words[this.linkAt(position)] = to;
  }

  private linkAt(position: number): number {
    const chunk = chunkOf(position);
    return this.links[chunk] + position - firstOf(chunk);
  }

  /** Copies the words of an entry's rows; false where one of them is ⊥. */
  private gather(position: number): boolean {
    const { shelf, own, rows } = this;
    const { words } = this.arena;
    const { words: size } = shelf.layout;
    const place = shelf.placeAt(position);
    let to = 0;
    for (let i = 0; i < rows.length; i++) {
      const from = place + rows[i] * size;
      if (shelf.layout.isBottom(words, from)) return false;
      for (let word = 0; word < size; word++) own[to++] = words[from + word];
    }
    return true;
  }

  /** The slot of the ring with these words, or the empty one where it belongs. */
  private slotOf(sought: Uint32Array): number {
    const { own, heads } = this;
    const { words } = this.arena;
    const mask = (1 << this.bits) - 1;
    let slot = hashWords(sought, 0, own.length) >>> (32 - this.bits);
    for (;;) {
      const last = words[heads + slot];
      if (last === 0) return heads + slot;
      this.gather(last - 1);
      let i = 0;
      while (i < own.length && own[i] === sought[i]) i++;
      if (i === own.length) return heads + slot;
      slot = (slot + 1) & mask;
    }
  }

  private begin(): boolean {
    this.heads = this.arena.take(4 << this.bits);
    if (this.heads < 0) return false;
    this.arena.words.fill(0, this.heads, this.heads + (1 << this.bits));
    return true;
  }

  private double(): boolean {
    const { arena, heads: old, own } = this;
    const slots = 1 << this.bits;
    const heads = arena.take(8 * slots);
    if (heads < 0) return false;
    const { words } = arena;
    words.fill(0, heads, heads + 2 * slots);
    const shift = 31 - this.bits;
    const mask = 2 * slots - 1;
    for (let i = 0; i < slots; i++) {
      const last = words[old + i];
      if (last === 0) continue;
      this.gather(last - 1);
      let slot = hashWords(own, 0, own.length) >>> shift;
      while (words[heads + slot] !== 0) slot = (slot + 1) & mask;
      words[heads + slot] = last;
    }
    arena.give(old, 4 * slots);
    this.heads = heads;
    this.bits++;
    return true;
  }
}
