/**
 * @file The memory of a bank: one stretch of words in which regions are taken and given back. It begins as a plain
 * buffer, so that small banks are cheap, and moves into a WebAssembly memory when it has outgrown that: there it
 * grows in place, and the kernels work on it.
 */

import { MAX_PAGES, type Memory, type Native, nativeMemory, nativeOver, PAGE } from "./native.ts";

const FIRST_BYTES = 1 << 15;

/** Beyond this size in WebAssembly. */
export const PLAIN_BYTES = 1 << 20;

/** Asked for and added at a time. */
const PIECE = 1 << 20;

/** Regions begin at lines of the caches. */
const LINE = 64;

interface Region {
  at: number;
  bytes: number;
}

/** A memory whose bank is gone, used again while the collector has not taken it: pages once touched stay taken. */
let spare: WeakRef<Memory> | undefined;

export class Arena {
  /** All of the memory; another view after any `take`. */
  words: Uint32Array;
  /** The kernels over this memory, once it is in WebAssembly. */
  native: Native | undefined;
  private memory: Memory | undefined;
  private readonly mayGrow: (bytes: number) => boolean;
  /** The size up to which it stays a plain buffer. */
  private plainBytes: number;
  /** In bytes: where nothing was taken yet, and how far it may be taken. */
  private top = 0;
  private limit = FIRST_BYTES;
  private readonly free: Region[] = [];

  /** @param mayGrow asked before more memory is taken, in bytes */
  constructor(mayGrow: (bytes: number) => boolean, plainBytes: number) {
    this.mayGrow = mayGrow;
    this.plainBytes = plainBytes;
    this.words = new Uint32Array(FIRST_BYTES / 4);
    if (plainBytes < FIRST_BYTES && this.move(PIECE)) this.limit = PIECE;
  }

  /** Owned, in bytes. */
  get bytes(): number {
    return this.limit;
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

  dispose(): void {
    if (this.memory) spare = new WeakRef(this.memory);
    this.memory = undefined;
    this.native = undefined;
    this.plainBytes = Number.POSITIVE_INFINITY;
    this.words = new Uint32Array(0);
    this.top = this.limit = 0;
    this.free.length = 0;
  }

  private grow(wanted: number, must: boolean): boolean {
    const moves = !this.memory && wanted > this.plainBytes;
    if (this.memory || moves) {
      const limit = Math.ceil(wanted / PIECE) * PIECE;
      if (limit > MAX_PAGES * PAGE || !(must || this.mayGrow(limit - this.limit))) return false;
      if (this.memory || this.move(limit)) return this.extend(limit);
    }
    let limit = this.limit;
    while (limit < wanted) limit *= 2;
    // The old buffer is still there while it is copied.
    if (limit > MAX_PAGES * PAGE || !(must || this.mayGrow(limit))) return false;
    const words = new Uint32Array(limit / 4);
    words.set(this.words);
    this.words = words;
    this.limit = limit;
    return true;
  }

  /** Moves into WebAssembly; false, for good, where there is none. */
  private move(limit: number): boolean {
    this.plainBytes = Number.POSITIVE_INFINITY;
    const memory = spare?.deref() ?? nativeMemory(limit / PAGE);
    spare = undefined;
    if (!memory) return false;
    const words = new Uint32Array(memory.buffer);
    words.set(this.words.subarray(0, this.top / 4));
    this.words = words;
    this.memory = memory;
    this.native = nativeOver(memory);
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
