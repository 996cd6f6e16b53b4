/**
 * @file The entries of one sort, in order of cost: chunks of rows and arguments, and a table that finds an entry by its
 * rows. An entry's number is its chunk's and its place in that; what production it came of and at what cost is kept
 * for runs of entries.
 */

import type { Arena } from "../kernels/arena.ts";
import { CHUNK_BITS } from "../kernels/state.ts";
import type { Layout } from "../language/layout.ts";
import type { EntryList } from "../language/witness.ts";
import { chunkOf, firstOf, sizeOf } from "./chunks.ts";

const CHUNK = 1 << CHUNK_BITS;

const FIRST_TABLE_BITS = 4;

/** Of the slots, in quarters: beyond this the table doubles. */
const LOAD = 3;

const SLOT_BYTES = 8;

/** A directory of no fewer chunks grows that many ahead of need, so that `withRoom` seldom finds it too small. */
const FEW_CHUNKS = 64;
const AHEAD = 16;

/** What is known of chunks by their number, over all sorts of a bank. */
export class Chunks {
  readonly shelf: Shelf[] = [];
  /** Words of the first entry's rows and of its arguments. */
  readonly at: number[] = [];
  readonly args: number[] = [];
  /** The first entry's position in its sort. */
  readonly first: number[] = [];
}

export class Shelf implements EntryList {
  readonly sort: number;
  readonly layout: Layout;
  readonly rows: number;
  /** Words of an entry's rows. */
  readonly size: number;
  /** Words of an entry's arguments. */
  readonly arity: number;
  count = 0;
  /** Bytes that indexes will want of the memory when there are so many entries: they are left to them. */
  debt: (count: number) => number = () => 0;
  /** How many may be added before `makeRoom` must be called. */
  room = 0;
  /** Words of the next entry's rows and arguments. */
  out = 0;
  outArgs = 0;
  /** Distinct costs, rising, and the position of the first entry of each. */
  readonly costs: number[] = [];
  readonly starts: number[] = [];
  /** Slots of (hash, position + 1) by the upper bits of the hash, so that a table that doubles is read in order. */
  table: number;
  bits = FIRST_TABLE_BITS;
  /** For each chunk its number and the byte address of its rows, as the kernels read it. */
  directory: number;
  private directorySize = 16;
  private readonly arena: Arena;
  private readonly chunks: Chunks;
  /** Numbers of the chunks, and the word of each one's rows. */
  private readonly numbers: number[] = [];
  private readonly places: number[] = [];
  /** Entries of one production and one cost: the first one's position, the production, the cost. */
  private readonly runs: number[] = [];
  private readonly runProductions: number[] = [];
  private readonly runCosts: number[] = [];
  /** The slot that the last `find` ended at. */
  private slot = 0;
  /** An entry's words as identity has them. */
  private readonly scratch: Uint32Array;

  /** @param arity most arguments of a production of the sort */
  constructor(sort: number, layout: Layout, rows: number, arity: number, arena: Arena, chunks: Chunks) {
    this.sort = sort;
    this.layout = layout;
    this.rows = rows;
    this.size = rows * layout.words;
    this.arity = arity;
    this.arena = arena;
    this.chunks = chunks;
    this.scratch = new Uint32Array(layout.identity ? this.size : 0);
    this.table = arena.take(SLOT_BYTES << this.bits, true);
    arena.words.fill(0, this.table, this.table + (2 << this.bits));
    this.directory = arena.take(this.directorySize * 8, true);
  }

  /** The number of the entry at a position. */
  entryAt(position: number): number {
    const chunk = chunkOf(position);
    return (this.numbers[chunk] << CHUNK_BITS) + position - firstOf(chunk);
  }

  get length(): number {
    return this.count;
  }

  *[Symbol.iterator](): Iterator<number> {
    for (let position = 0; position < this.count; position++) yield this.entryAt(position);
  }

  slice(from: number, to: number): number[] {
    const entries: number[] = [];
    for (let position = from; position < Math.min(to, this.count); position++)
      entries.push(this.entryAt(position));
    return entries;
  }

  filter(keep: (entry: number) => boolean): number[] {
    return [...this].filter(keep);
  }

  positionOf(entry: number): number {
    return this.chunks.first[entry >> CHUNK_BITS] + (entry & (CHUNK - 1));
  }

  /** Words of the rows of the entry at a position. */
  placeAt(position: number): number {
    const chunk = chunkOf(position);
    return this.places[chunk] + (position - firstOf(chunk)) * this.size;
  }

  costAt(position: number): number {
    return this.runCosts[this.runOf(position)];
  }

  productionAt(position: number): number {
    return this.runProductions[this.runOf(position)];
  }

  /** Room for one more entry at least; false when memory was refused. */
  makeRoom(): boolean {
    this.arena.spared = this.debt(firstOf(chunkOf(this.count) + 1));
    const made = this.makeMore();
    this.arena.spared = 0;
    return made;
  }

  private makeMore(): boolean {
    if (this.count === firstOf(this.numbers.length) && !this.addChunk()) return false;
    if (this.count >= this.most && !this.doubleTable()) return false;
    const chunk = chunkOf(this.count);
    const inChunk = this.count - firstOf(chunk);
    this.room = Math.min(firstOf(chunk + 1), this.most) - this.count;
    this.out = this.places[chunk] + inChunk * this.size;
    this.outArgs = this.places[chunk] + sizeOf(chunk) * this.size + inChunk * this.arity;
    return true;
  }

  /** How many more entries the table may hold as it is. */
  get tableRoom(): number {
    return this.most - this.count;
  }

  /**
   * Has room for so many more entries, where the kernels may write them, while `work` is done: then all is as before.
   * Nothing where there is no such room without a larger table or directory, or memory was refused.
   */
  withRoom<T>(count: number, work: () => T): T | undefined {
    const { arena, chunks } = this;
    const known = this.numbers.length;
    const most = this.count + count;
    if (count > this.most - this.count || chunkOf(most - 1) >= this.directorySize) return undefined;
    const mark = arena.mark();
    let granted = true;
    arena.spared = this.debt(firstOf(chunkOf(most - 1) + 1));
    while (granted && firstOf(this.numbers.length) < most) granted = this.enterChunk();
    arena.spared = 0;
    const done = granted ? work() : undefined;
    chunks.at.length -= this.numbers.length - known;
    for (const list of [chunks.shelf, chunks.args, chunks.first]) list.length = chunks.at.length;
    this.numbers.length = this.places.length = known;
    arena.reset(mark);
    return done;
  }

  /** Moves on over so many entries, which lie there already; false, and nothing is changed, when memory was refused. */
  advance(count: number): boolean {
    const before = this.count;
    for (let left = count; left > 0; ) {
      if (this.room === 0 && !this.makeRoom()) {
        this.count = before;
        return false;
      }
      const some = Math.min(left, this.room);
      left -= some;
      this.count += some;
      this.room -= some;
      this.out += some * this.size;
      this.outArgs += some * this.arity;
    }
    return true;
  }

  /** Takes entries out of the table that were not moved on over. */
  forget(): void {
    const { words } = this.arena;
    const end = this.table + 2 * (1 << this.bits);
    for (let slot = this.table; slot < end; slot += 2)
      if (words[slot + 1] > this.count) words.fill(0, slot, slot + 2);
  }

  /** Entries that the table may hold. */
  private get most(): number {
    return ((1 << this.bits) >> 2) * LOAD;
  }

  private addChunk(): boolean {
    const { arena, directorySize } = this;
    const known = this.numbers.length;
    if (known === directorySize - (directorySize < FEW_CHUNKS ? 0 : AHEAD)) {
      const directory = arena.take(directorySize * 16);
      if (directory < 0) return false;
      arena.words.copyWithin(directory, this.directory, this.directory + known * 2);
      arena.give(this.directory, directorySize * 8);
      this.directory = directory;
      this.directorySize *= 2;
    }
    return this.enterChunk();
  }

  /** Takes a chunk for which there is room in the directory. */
  private enterChunk(): boolean {
    const { arena, chunks } = this;
    const known = this.numbers.length;
    const size = sizeOf(known);
    const at = arena.take(size * (this.size + this.arity) * 4);
    if (at < 0) return false;
    const number = chunks.at.length;
    chunks.shelf.push(this);
    chunks.at.push(at);
    chunks.args.push(at + size * this.size);
    chunks.first.push(firstOf(known));
    this.numbers.push(number);
    this.places.push(at);
    arena.words[this.directory + 2 * known] = number;
    arena.words[this.directory + 2 * known + 1] = at * 4;
    return true;
  }

  private doubleTable(): boolean {
    const { arena } = this;
    const slots = 1 << this.bits;
    const table = arena.take(2 * SLOT_BYTES * slots);
    if (table < 0) return false;
    if (!arena.double(this.table, table, this.bits)) this.copyTable(table);
    arena.give(this.table, SLOT_BYTES * slots);
    this.table = table;
    this.bits++;
    return true;
  }

  /** The slow twin of `Arena.double`. */
  private copyTable(table: number): void {
    const { words } = this.arena;
    const slots = 1 << this.bits;
    words.fill(0, table, table + 4 * slots);
    const shift = 31 - this.bits;
    const mask = 2 * slots - 1;
    const end = this.table + 2 * slots;
    for (let old = this.table; old < end; old += 2) {
      if (words[old + 1] === 0) continue;
      let slot = words[old] >>> shift;
      while (words[table + 2 * slot + 1] !== 0) slot = (slot + 1) & mask;
      words[table + 2 * slot] = words[old];
      words[table + 2 * slot + 1] = words[old + 1];
    }
  }

  /**
   * The position of the entry with these rows, or -1.
   * @param from holds them at `at`, as identity has them
   */
  find(hash: number, from: Uint32Array, at: number): number {
    const { words } = this.arena;
    const mask = (1 << this.bits) - 1;
    let slot = hash >>> (32 - this.bits);
    for (;;) {
      const place = this.table + 2 * slot;
      const found = words[place + 1];
      if (found === 0) {
        this.slot = place;
        return -1;
      }
      if ((words[place] | 0) === hash && this.isSame(this.placeAt(found - 1), from, at)) return found - 1;
      slot = (slot + 1) & mask;
    }
  }

  private isSame(place: number, from: Uint32Array, at: number): boolean {
    const { scratch, size, layout } = this;
    let { words } = this.arena;
    let start = place;
    if (layout.identity) {
      scratch.set(words.subarray(place, place + size));
      for (let row = 0; row < this.rows; row++) layout.identity(scratch, row * layout.words);
      words = scratch;
      start = 0;
    }
    for (let i = 0; i < size; i++) if (words[start + i] !== from[at + i]) return false;
    return true;
  }

  /** Keeps what stands at `out`, where the last `find` did not find it. */
  add(hash: number, args: Int32Array, production: number, cost: number): void {
    const { words } = this.arena;
    words[this.slot] = hash;
    words[this.slot + 1] = this.count + 1;
    for (let i = 0; i < this.arity; i++) words[this.outArgs + i] = args[i];
    this.began(this.count, production, cost);
    this.count++;
    this.room--;
    this.out += this.size;
    this.outArgs += this.arity;
  }

  /** Entries from a position on are of this production and cost. */
  began(position: number, production: number, cost: number): void {
    const last = this.runs.length - 1;
    if (this.runProductions[last] !== production || this.runCosts[last] !== cost) {
      this.runs.push(position);
      this.runProductions.push(production);
      this.runCosts.push(cost);
    }
    if (this.costs[this.costs.length - 1] !== cost) {
      this.costs.push(cost);
      this.starts.push(position);
    }
  }

  private runOf(position: number): number {
    const { runs } = this;
    let [low, high] = [0, runs.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (runs[middle] <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
