/**
 * @file The entries of a sort by the words of some rows, one index for each mask of rows: open addressing by those
 * words, and the entries that share them in a ring in order of cost. Built when first asked for, and further as the
 * bank grows: by the kernels where no row can be ⊥, else one entry at a time.
 */

import type { Arena } from "../kernels/arena.ts";
import { hashWords } from "../kernels/hash.ts";
import {
  BLOCK,
  INDEX_DIRECTORY,
  INDEX_FROM,
  INDEX_HEADS,
  INDEX_LINKS,
  INDEX_MOST,
  INDEX_OFFSETS,
  INDEX_OLD,
  INDEX_OLD_END,
  INDEX_ROW_BYTES,
  INDEX_ROWS,
  INDEX_SHIFT,
  INDEX_STRIDE,
  INDEX_TO,
  INDEX_USED,
  INDEX_WORDS,
  INDEX_WORKSPACE,
  MAX_INDEX_ROWS,
} from "../kernels/state.ts";
import { chunkOf, firstOf, sizeOf } from "./chunks.ts";
import type { Shelf } from "./shelf.ts";

const FIRST_BITS = 6;

export class RowIndex {
  readonly shelf: Shelf;
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
  /** For the kernels: their state with a workspace, and the addresses of the links; -1 where not taken. */
  private state = -1;
  private directory = -1;
  private directorySize = 0;

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
    if (this.heads < 0 && !this.begin()) return false;
    if (shelf.count - this.upTo >= BLOCK && this.isForKernels()) return this.extendByKernels();
    const sought = own.slice();
    for (; this.upTo < shelf.count; this.upTo++) {
      const position = this.upTo;
      if (position === firstOf(this.links.length) && !this.addLinks()) return false;
      if (this.used >= this.most && !this.double()) return false;
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

  private extendByKernels(): boolean {
    const { shelf, arena } = this;
    while (firstOf(this.links.length) < shelf.count) if (!this.addLinks()) return false;
    while (this.upTo < shelf.count) {
      if (this.used >= this.most && !this.double()) return false;
      const state = this.load();
      if (state < 0) return false;
      arena.native!.takeIn(state * 4);
      this.upTo = arena.words[state + INDEX_FROM];
      this.used = arena.words[state + INDEX_USED];
    }
    return true;
  }

  private isForKernels(): boolean {
    return (
      this.arena.native !== undefined &&
      this.shelf.layout.total === true &&
      this.rows.length <= MAX_INDEX_ROWS
    );
  }

  /** The word of the kernels' state, made ready; -1 when memory was refused. */
  private load(): number {
    const { arena, shelf, links, own } = this;
    if (this.state < 0) this.state = arena.take(this.stateBytes);
    if (this.directorySize < links.length) {
      const size = Math.max(16, 2 * links.length);
      const directory = arena.take(size * 4);
      if (directory < 0) return -1;
      if (this.directory >= 0) arena.give(this.directory, this.directorySize * 4);
      this.directory = directory;
      this.directorySize = size;
    }
    const { state, directory } = this;
    if (state < 0) return -1;
    const { words } = arena;
    for (const [chunk, at] of links.entries()) words[directory + chunk] = at * 4;
    const rowBytes = shelf.layout.words * 4;
    words[state + INDEX_STRIDE] = shelf.size * 4;
    words[state + INDEX_DIRECTORY] = shelf.directory * 4;
    words[state + INDEX_HEADS] = this.heads * 4;
    words[state + INDEX_SHIFT] = 32 - this.bits;
    words[state + INDEX_USED] = this.used;
    words[state + INDEX_MOST] = this.most;
    words[state + INDEX_FROM] = this.upTo;
    words[state + INDEX_TO] = shelf.count;
    words[state + INDEX_LINKS] = directory * 4;
    words[state + INDEX_ROWS] = own.length / shelf.layout.words;
    words[state + INDEX_ROW_BYTES] = rowBytes;
    words[state + INDEX_WORKSPACE] = (state + INDEX_WORDS) * 4;
    for (const [i, row] of this.rows.entries()) words[state + INDEX_OFFSETS + i] = row * rowBytes;
    return state;
  }

  private get stateBytes(): number {
    return (INDEX_WORDS + BLOCK + this.own.length * (BLOCK + 1)) * 4;
  }

  private get most(): number {
    return slotsUsed(this.bits);
  }

  private addLinks(): boolean {
    const links = this.arena.take(sizeOf(this.links.length) * 4);
    if (links >= 0) this.links.push(links);
    return links >= 0;
  }

  /** The position of the last entry with these words in the rows, or -1; the first comes `next`. */
  last(sought: Uint32Array): number {
    return this.arena.words[this.slotOf(sought)] - 1;
  }

  /** The positions of all entries with these words in the rows, in order. */
  *ring(sought: Uint32Array): Iterable<number> {
    const last = this.last(sought);
    if (last < 0) return;
    let position = last;
    do {
      position = this.next(position);
      yield position;
    } while (position !== last);
  }

  /** Bytes to be taken before it holds so many entries, if they go on as they have. */
  debt(count: number): number {
    let bytes = 0;
    for (let chunk = this.links.length; firstOf(chunk) < count; chunk++) bytes += sizeOf(chunk) * 4;
    const used = this.upTo === 0 ? count : (this.used / this.upTo) * count;
    let { bits } = this;
    while (used > slotsUsed(bits)) bits++;
    return bits > this.bits ? bytes + (4 << bits) : bytes;
  }

  private next(position: number): number {
    return this.arena.words[this.linkAt(position)];
  }

  /** Gives its memory back. */
  dispose(): void {
    if (this.heads >= 0) this.arena.give(this.heads, 4 << this.bits);
    if (this.state >= 0) this.arena.give(this.state, this.stateBytes);
    if (this.directory >= 0) this.arena.give(this.directory, this.directorySize * 4);
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
    const { arena, heads: old } = this;
    const slots = 1 << this.bits;
    const heads = arena.take(8 * slots);
    if (heads < 0) return false;
    const { words } = arena;
    words.fill(0, heads, heads + 2 * slots);
    this.heads = heads;
    this.bits++;
    const state = this.isForKernels() ? this.load() : -1;
    if (state >= 0) {
      arena.words[state + INDEX_OLD] = old * 4;
      arena.words[state + INDEX_OLD_END] = (old + slots) * 4;
      arena.native!.moveHeads(state * 4);
    } else this.moveHeads(old, slots);
    arena.give(old, 4 * slots);
    return true;
  }

  private moveHeads(old: number, slots: number): void {
    const { own, heads } = this;
    const { words } = this.arena;
    const shift = 32 - this.bits;
    const mask = 2 * slots - 1;
    for (let i = 0; i < slots; i++) {
      const last = words[old + i];
      if (last === 0) continue;
      this.gather(last - 1);
      let slot = hashWords(own, 0, own.length) >>> shift;
      while (words[heads + slot] !== 0) slot = (slot + 1) & mask;
      words[heads + slot] = last;
    }
  }
}

/** Slots that may be used of 2^bits. */
const slotsUsed = (bits: number): number => ((1 << bits) >> 2) * 3;
