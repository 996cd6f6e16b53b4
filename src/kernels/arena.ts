/**
 * @file The memory of a bank: one stretch of words in which regions are taken and given back. It begins as a plain
 * buffer, so that small banks are cheap, and moves into a WebAssembly memory when it has outgrown that: there it
 * grows in place, and the kernels work on it.
 */

import { MAX_PAGES, type Memory, type Native, nativeMemory, nativeOver, PAGE } from "./native.ts";
import { TEAM_LATE, TEAM_WORDS } from "./state.ts";
import { Team, threadsAtHand } from "./team.ts";

const FIRST_BYTES = 1 << 15;

/** Beyond this size in WebAssembly. */
export const PLAIN_BYTES = 1 << 20;

/** Asked for and added at a time. */
const PIECE = 1 << 20;

/** A table of fewer slots' bits is doubled by one thread. */
const TEAM_BITS = 16;

/** Regions begin at lines of the caches. */
const LINE = 64;

/** Words in every memory for what threads share, and then for the slots that a table's parts lose when it doubles. */
const LATE_AT = TEAM_WORDS;
const HEAD_BYTES = (TEAM_WORDS + 2 * TEAM_LATE) * 4;

/** Beyond what a bank may own, for the threads' workspace. */
const MOST_RESERVED = 1 << 24;
const MOST_BYTES = MAX_PAGES * PAGE - MOST_RESERVED;

/** What is taken at some time, to go back to. */
export interface Mark {
  readonly top: number;
  readonly limit: number;
  readonly free: readonly Region[];
}

interface Region {
  at: number;
  bytes: number;
}

/**
 * Memories whose banks are gone, by whether they are shared, used again while the collector has not taken them: pages
 * once touched stay taken.
 */
const spares = new Map<boolean, WeakRef<Memory>>();

export class Arena {
  /** All of the memory; another view after any `take`. */
  words: Uint32Array;
  /** The kernels over this memory, once it is in WebAssembly. */
  native: Native | undefined;
  /** The threads at work on this memory, where several are wanted and it is in WebAssembly. */
  team: Team | undefined;
  /** Bytes that must be left to grow when there is a `take`. */
  spared = 0;
  private memory: Memory | undefined;
  private readonly mayGrow: (bytes: number) => boolean;
  /** The size up to which it stays a plain buffer. */
  private plainBytes: number;
  /** In bytes: where nothing was taken yet, and how far it may be taken. */
  private top = HEAD_BYTES;
  private limit = FIRST_BYTES;
  /** Bytes below `limit` that are not counted. */
  private reserved = 0;
  private readonly free: Region[] = [];
  private readonly threads: number;

  /**
   * @param mayGrow asked before more memory is taken, in bytes
   * @param threads to work on it, this one included
   */
  constructor(mayGrow: (bytes: number) => boolean, plainBytes: number, threads = 1) {
    this.mayGrow = mayGrow;
    this.threads = threads;
    this.plainBytes = plainBytes;
    this.words = new Uint32Array(FIRST_BYTES / 4);
    if (plainBytes < FIRST_BYTES && this.move(PIECE)) this.limit = PIECE;
  }

  /** Owned, in bytes. */
  get bytes(): number {
    return this.limit - this.reserved;
  }

  /**
   * The first word of so many bytes that are not counted and not given back, so that all else lies as if they were not
   * there; -1 where there is no memory.
   */
  reserve(wanted: number): number {
    const bytes = Math.ceil(wanted / PIECE) * PIECE;
    if (!this.memory || this.reserved + bytes > MOST_RESERVED || !this.extend(this.limit + bytes)) return -1;
    const found = this.top;
    this.top += bytes;
    this.reserved += bytes;
    return found / 4;
  }

  /** Brings a table of (hash, position + 1), of so many slots' bits, into one twice as large; false where that must be done slot by slot. */
  double(old: number, table: number, bits: number): boolean {
    const { native, team } = this;
    if (!native) return false;
    if (this.reserved > 0 && bits >= TEAM_BITS && team?.call()) {
      const doubled = team.native.double(0, old * 4, table * 4, bits, team.sleeps);
      if (doubled < 0) this.leave();
      return doubled > 0;
    }
    const lost = native.spread(old * 4, table * 4, bits, 0, 0, LATE_AT * 4, TEAM_LATE);
    if (lost > TEAM_LATE) return false;
    const { words } = this;
    for (let late = LATE_AT; late < LATE_AT + 2 * lost; late += 2) {
      let slot = words[late] >>> (31 - bits);
      while (words[table + 2 * slot + 1] !== 0) slot = (slot + 1) & ((2 << bits) - 1);
      words[table + 2 * slot] = words[late];
      words[table + 2 * slot + 1] = words[late + 1];
    }
    return true;
  }

  /**
   * The first word of so many bytes, of any content; -1 when memory was refused.
   * @param must true where it is the least that a bank is made of, and not asked for
   */
  take(wanted: number, must = false): number {
    const bytes = Math.ceil(wanted / LINE) * LINE;
    const at = this.free.findIndex((region) => region.bytes >= bytes);
    if (at >= 0) {
      const region = this.free[at];
      const found = region.at;
      region.at += bytes;
      region.bytes -= bytes;
      if (region.bytes === 0) this.free.splice(at, 1);
      return found / 4;
    }
    if (this.top + bytes > this.limit && !this.grow(this.top + bytes, must)) return -1;
    const found = this.top;
    this.top += bytes;
    return found / 4;
  }

  /** Gives a region back that was taken with this size. */
  give(at: number, size: number): void {
    this.free.push({ at: at * 4, bytes: Math.ceil(size / LINE) * LINE });
  }

  mark(): Mark {
    const { top, limit, free } = this;
    return { top, limit, free: free.map((region) => ({ ...region })) };
  }

  /** Forgets what was taken since. What is taken then lies where it would have lain at that time. */
  reset({ top, limit, free }: Mark): void {
    this.top = top;
    this.limit = limit;
    this.free.splice(0, this.free.length, ...free);
  }

  /**
   * Moves into a memory of its own, where one thread goes on alone. The present one stays as long as another thread has it,
   * that is stopped and may yet write there; nobody is given it again.
   */
  leave(): void {
    this.team?.giveUp();
    const memory = nativeMemory(Math.ceil(this.limit / PAGE));
    if (!memory)
      throw new Error("a thread has stopped, and there is no memory to go on without it; use one thread");
    const words = new Uint32Array(memory.buffer);
    words.set(this.words.subarray(0, this.limit / 4));
    this.words = words;
    this.memory = memory;
    this.team = undefined;
    this.native = nativeOver(memory);
  }

  dispose(): void {
    if (this.memory) spares.set(this.team !== undefined, new WeakRef(this.memory));
    this.memory = undefined;
    this.native = undefined;
    this.team = undefined;
    this.plainBytes = Number.POSITIVE_INFINITY;
    this.words = new Uint32Array(0);
    this.top = this.limit = this.reserved = 0;
    this.free.length = 0;
  }

  private grow(wanted: number, must: boolean): boolean {
    const moves = !this.memory && wanted > this.plainBytes;
    if (this.memory || moves) {
      const limit = Math.ceil((wanted - this.reserved) / PIECE) * PIECE + this.reserved;
      if (limit - this.reserved > MOST_BYTES || !(must || this.mayGrow(limit - this.limit + this.spared)))
        return false;
      if (this.memory || this.move(limit)) return this.extend(limit);
    }
    let limit = this.limit;
    while (limit < wanted) limit *= 2;
    // The old buffer is still there while it is copied.
    if (limit > MOST_BYTES || !(must || this.mayGrow(limit + this.spared))) return false;
    const words = new Uint32Array(limit / 4);
    words.set(this.words);
    this.words = words;
    this.limit = limit;
    return true;
  }

  /** Moves into WebAssembly; false, for good, where there is none. */
  private move(limit: number): boolean {
    this.plainBytes = Number.POSITIVE_INFINITY;
    const threads = threadsAtHand(this.threads);
    const shared = threads > 1;
    const memory = spares.get(shared)?.deref() ?? nativeMemory(limit / PAGE, shared);
    spares.delete(shared);
    if (!memory) return false;
    const words = new Uint32Array(memory.buffer);
    // What threads share stands in the memory's own beginning.
    words.set(this.words.subarray(TEAM_WORDS, this.top / 4), TEAM_WORDS);
    this.words = words;
    this.memory = memory;
    this.team = shared ? new Team(memory, threads) : undefined;
    this.native = this.team?.native ?? nativeOver(memory);
    return true;
  }

  private extend(limit: number): boolean {
    const memory = this.memory as Memory;
    const missing = limit - memory.buffer.byteLength;
    if (missing > 0) {
      // Twice as far as needed: pages not touched are not taken, and each growth sets the collector to work.
      const ahead = Math.min(2 * limit, MAX_PAGES * PAGE) - memory.buffer.byteLength;
      if (!grown(memory, ahead) && !grown(memory, missing)) return false;
      this.words = new Uint32Array(memory.buffer);
    }
    this.limit = limit;
    return true;
  }
}

function grown(memory: Memory, bytes: number): boolean {
  try {
    memory.grow(bytes / PAGE);
    return true;
  } catch {
    return false;
  }
}
