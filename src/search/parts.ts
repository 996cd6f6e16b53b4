/** @file What trees are made of, each with the examples that it holds on: programs right on them, or conditions true on them. */

import type { Program } from "../language/program.ts";
import { RowSets } from "./rowsets.ts";

export interface Part {
  readonly cost: number;
  readonly program: () => Program;
}

/** What a part takes beside its set, and an entry of a map beside its key, in bytes, on average. */
const PART_BYTES = 200;
export const ENTRY_BYTES = 40;

export class Parts {
  private readonly list: Part[] = [];
  readonly sets: RowSets;
  /** By their sets, where each is kept once; bytes of these. */
  private readonly known = new Map<string, number>();
  private knownBytes = 0;

  constructor(rows: number) {
    this.sets = new RowSets(rows);
  }

  get count(): number {
    return this.list.length;
  }

  get bytes(): number {
    return this.sets.bytes + this.list.length * PART_BYTES + this.knownBytes;
  }

  at(number: number): Part {
    return this.list[number];
  }

  /** Words of a set, to be filled. */
  empty(): Uint32Array {
    return new Uint32Array(this.sets.size);
  }

  /** Keeps a part unless it holds on no example, or one that costs no more holds on all of its examples. */
  addUncovered(set: Uint32Array, part: Part): void {
    if (set.every((word) => word === 0)) return;
    if (this.sets.covers(set, (number) => this.list[number].cost <= part.cost)) return;
    this.add(set, part);
  }

  /** Keeps a part unless one is there that holds on the same examples for no more; whether it is new. */
  addDistinct(set: Uint32Array, part: Part): boolean {
    const key = set.join();
    const known = this.known.get(key);
    if (known !== undefined) {
      if (part.cost < this.list[known].cost) this.list[known] = part;
      return false;
    }
    this.known.set(key, this.list.length);
    this.knownBytes += key.length + ENTRY_BYTES;
    this.add(set, part);
    return true;
  }

  /** Their numbers in order of cost, and their sets in that order. */
  inOrder(): {
    readonly order: readonly number[];
    readonly costs: readonly number[];
    readonly sets: RowSets;
  } {
    const order = [...this.list.keys()].sort((a, b) => this.list[a].cost - this.list[b].cost);
    return { order, costs: order.map((number) => this.list[number].cost), sets: this.sets.picked(order) };
  }

  clear(): void {
    this.list.length = 0;
    this.known.clear();
    this.knownBytes = 0;
    this.sets.clear();
  }

  private add(set: Uint32Array, part: Part): void {
    this.sets.add(set);
    this.list.push(part);
  }
}
