/** @file Sets of rows, 32 to a word. */

/** Words of the first few sets. */
const FIRST_SETS = 64;

export class RowSets {
  /** Words a set. */
  readonly size: number;
  count = 0;
  words = new Uint32Array(0);

  constructor(rows: number) {
    this.size = Math.max(1, Math.ceil(rows / 32));
  }

  get bytes(): number {
    return this.words.byteLength;
  }

  /** Adds a set; its number. */
  add(set: Uint32Array): number {
    const at = this.count * this.size;
    if (at + this.size > this.words.length) {
      const words = new Uint32Array(this.size * Math.max(FIRST_SETS, 2 * this.count));
      words.set(this.words);
      this.words = words;
    }
    this.words.set(set, at);
    return this.count++;
  }

  /** Whether a set holds the row. */
  has(number: number, row: number): boolean {
    return (this.words[number * this.size + (row >>> 5)] & (1 << (row & 31))) !== 0;
  }

  /** Whether some set that counts holds all of this one. */
  covers(set: Uint32Array, counts: (number: number) => boolean): boolean {
    const { size, words, count } = this;
    next: for (let number = 0, at = 0; number < count; number++, at += size) {
      for (let i = 0; i < size; i++) if (set[i] & ~words[at + i]) continue next;
      if (counts(number)) return true;
    }
    return false;
  }

  clear(): void {
    this.count = 0;
    this.words = new Uint32Array(0);
  }

  /** The sets with these numbers, in this order. */
  picked(numbers: readonly number[]): RowSets {
    const picked = new RowSets(this.size * 32);
    const { size } = this;
    for (const number of numbers) picked.add(this.words.subarray(number * size, (number + 1) * size));
    return picked;
  }
}

/** Bits that are set in a word. */
export function popcount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
