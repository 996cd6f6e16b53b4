/**
 * @file The entries of a sort by the words of one row: open addressing by those words, and the entries that share them
 * in a ring in order of cost. Built when first asked for, and further as the bank grows.
 */

import type { Arena } from "../kernels/arena.ts";
import { hashWords } from "../kernels/hash.ts";
import { chunkOf, firstOf, sizeOf } from "./chunks.ts";
import type { Shelf } from "./shelf.ts";

const FIRST_BITS = 6;

export class RowIndex {
  private readonly shelf: Shelf;
  private readonly row: number;
  private readonly arena: Arena;
  /** Slots of the position + 1 of the last entry of each ring. */
  private heads = -1;
  private bits = FIRST_BITS;
  private used = 0;
  /** By chunk, for each position the next one of the ring; after the last comes the first. */
  private readonly links: number[] = [];
  private upTo = 0;

  constructor(shelf: Shelf, row: number, arena: Arena) {
    this.shelf = shelf;
    this.row = row;
    this.arena = arena;
  }

  /** Whether no entry was added since it was last extended. */
  get isComplete(): boolean {
    return this.heads >= 0 && this.upTo === this.shelf.count;
  }

  /** Takes in the entries added since; false when memory was refused before all were. */
  extend(): boolean {
    const { shelf, arena, row } = this;
    const { words: size } = shelf.layout;
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
      const place = shelf.placeAt(position) + row * size;
      if (shelf.layout.isBottom(words, place)) continue;
      const slot = this.slotOf(words, place);
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

  /** The position of the last entry of the row with these words, or -1; the first comes `next`. */
  last(sought: Uint32Array): number {
    return this.arena.words[this.slotOf(sought, 0)] - 1;
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

  /** The slot of the ring with these words, or the empty one where it belongs. */
  private slotOf(sought: Uint32Array, at: number): number {
    const { shelf, arena, row, heads } = this;
    const { words } = arena;
    const { words: size } = shelf.layout;
    const mask = (1 << this.bits) - 1;
    let slot = hashWords(sought, at, size) >>> (32 - this.bits);
    for (;;) {
      const last = words[heads + slot];
      if (last === 0) return heads + slot;
      const place = shelf.placeAt(last - 1) + row * size;
      let i = 0;
      while (i < size && words[place + i] === sought[at + i]) i++;
      if (i === size) return heads + slot;
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
    const { arena, heads: old, shelf } = this;
    const slots = 1 << this.bits;
    const heads = arena.take(8 * slots);
    if (heads < 0) return false;
    const { words } = arena;
    words.fill(0, heads, heads + 2 * slots);
    const shift = 31 - this.bits;
    const mask = 2 * slots - 1;
    const { words: size } = shelf.layout;
    for (let i = 0; i < slots; i++) {
      const last = words[old + i];
      if (last === 0) continue;
      let slot = hashWords(words, shelf.placeAt(last - 1) + this.row * size, size) >>> shift;
      while (words[heads + slot] !== 0) slot = (slot + 1) & mask;
      words[heads + slot] = last;
    }
    arena.give(old, 4 * slots);
    this.heads = heads;
    this.bits++;
    return true;
  }
}
