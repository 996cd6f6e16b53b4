/**
 * @file The bank: all distinct values reached so far in one scope, and a cheapest derivation for each. Struct of arrays:
 * an entry is a production, its argument entries, a cost and a 128-bit key over all rows; the words of its rows lie in
 * one heap.
 */

import { evaluate } from "../language/interpret.ts";
import type { KernelHost } from "../language/layout.ts";
import { type Call, FUEL } from "../language/primitive.ts";
import { literal, type Program } from "../language/program.ts";
import type { Value } from "../language/value.ts";
import type { BankView } from "../language/witness.ts";
import { Enumeration, type Grown, type Shelf } from "./enumeration.ts";
import { type CompiledGrammar, type CompiledProduction, callOf } from "./grammar.ts";

/** Rows whose values are remembered before the cache of contents is dropped. */
const CACHED_ROWS = 2_000_000;

/** Bytes for each character of a cached text: most are slices of other texts and own none. */
const OWN_TEXT = 0.25;

/** Entries remembered between two looks at the memory budget. */
const ASK_EVERY = 64;

const FIRST_ENTRIES = 1 << 10;

/** One row of a scope. */
export interface Frame {
  /** Values of the scope's variables, in the order of the grammar's inputs. */
  readonly variables: readonly Value[];
  /** Inputs of the task, and lambda parameters by level, for evaluating whole programs. */
  readonly inputs: readonly Value[];
  readonly bound: readonly Value[];
}

export class Bank implements BankView, KernelHost {
  readonly rows: number;
  readonly grammar: CompiledGrammar;
  private readonly frames: readonly Frame[];
  private readonly leaves: readonly Program[];
  /** Lambda parameters in scope. */
  readonly depth: number;
  /** Words of the widest entry. */
  private readonly widest: number;
  /** Candidates tried. */
  tried = 0;
  /** Distinct entries kept. */
  count = 0;
  /** True once memory was refused: candidates are still tested, not stored. */
  full = false;
  heap: Uint32Array;
  /** Called for every candidate that could not be stored; its words stand at `out` in the heap. */
  overflow: ((production: CompiledProduction, args: Int32Array, out: number) => void) | undefined;

  private top = 0;
  private productions = new Uint16Array(FIRST_ENTRIES);
  private args: Int32Array;
  private costs = new Int32Array(FIRST_ENTRIES);
  private offsets = new Int32Array(FIRST_ENTRIES);
  private keys = new Uint32Array(FIRST_ENTRIES * 4);
  private table = new Int32Array(FIRST_ENTRIES * 4).fill(-1);
  private readonly key = new Uint32Array(4);
  private readonly shelves: Shelf[];
  /** Cached values by entry. */
  private contents: (readonly Value[] | undefined)[] = [];
  /** Entries that have cached values. */
  private cached: number[] = [];
  private cachedRows = 0;
  /** Characters in cached texts. */
  private cachedLength = 0;
  private remembered = 0;
  private readonly attachments = new Map<number, unknown>();
  private attachedBytes = 0;
  /** Entries in row indexes, and distinct words in them. */
  private indexed = 0;
  private indexedWords = 0;
  private readonly rowIndexes = new Map<number, { upTo: number; byWords: Map<number, number[]> }>();
  private readonly call: Call = { fuel: FUEL };
  private readonly argValues: Value[][];
  private readonly results: Value[];
  /** What the arguments of the present candidate are, and their values on all rows. */
  private readonly seen: Int32Array;
  private readonly columns: (readonly Value[])[];
  /** Values of leaves by production. */
  private readonly leafColumns: (readonly Value[] | undefined)[] = [];
  private readonly current: Int32Array;
  private readonly places: Int32Array;

  private readonly enumeration: Enumeration;
  private readonly mayGrow: (bytes: number) => boolean;

  /**
   * @param leaves the program of each variable of the scope
   * @param mayGrow asked before more memory is taken
   */
  constructor(
    grammar: CompiledGrammar,
    frames: readonly Frame[],
    leaves: readonly Program[],
    mayGrow: (bytes: number) => boolean = () => true,
  ) {
    this.grammar = grammar;
    this.frames = frames;
    this.leaves = leaves;
    this.depth = frames[0]?.bound.length ?? 0;
    this.widest = frames.length * grammar.sorts.reduce((most, { layout }) => Math.max(most, layout.words), 1);
    this.rows = frames.length;
    this.heap = new Uint32Array(Math.max(1 << 12, this.widest * 4));
    this.mayGrow = mayGrow;
    this.args = new Int32Array(FIRST_ENTRIES * grammar.arity);
    this.shelves = grammar.sorts.map(() => ({ ids: [], costs: [], starts: [] }));
    this.argValues = Array.from({ length: grammar.arity + 1 }, (_, arity) => new Array<Value>(arity));
    this.results = new Array<Value>(this.rows);
    this.enumeration = new Enumeration(grammar, this.shelves, (production) => this.candidate(production));
    this.current = this.enumeration.current;
    this.seen = new Int32Array(grammar.arity).fill(-1);
    this.columns = new Array<readonly Value[]>(grammar.arity).fill([]);
    this.places = new Int32Array(grammar.arity);
  }

  /** Bytes owned: typed arrays exactly, cached contents and row indexes by an average. */
  get bytes(): number {
    const arrays = [this.heap, this.productions, this.args, this.costs, this.offsets, this.keys, this.table];
    const exact = arrays.reduce((sum, array) => sum + array.byteLength, this.attachedBytes);
    return (
      exact +
      this.cachedRows * 32 +
      this.cachedLength * OWN_TEXT +
      this.count * 16 +
      this.indexed * 8 +
      this.indexedWords * 100
    );
  }

  /** The cost, in 1/16 bit, below which everything has been enumerated. */
  get frontier(): number {
    return this.enumeration.cost;
  }

  /** Tries up to `limit` candidates. */
  grow(limit: number): Grown {
    return this.enumeration.run(limit);
  }

  at(entry: number): number {
    return this.offsets[entry];
  }

  costOf(entry: number): number {
    return this.costs[entry];
  }

  production(entry: number): CompiledProduction {
    return this.grammar.productions[this.productions[entry]];
  }

  argument(entry: number, i: number): number {
    return this.args[entry * this.grammar.arity + i];
  }

  entries(sort: string): readonly number[] {
    const found = this.grammar.sortNamed(sort);
    return found ? this.shelves[found.id].ids : [];
  }

  isBottom(entry: number, row: number): boolean {
    const { layout } = this.grammar.sorts[this.production(entry).sort];
    return layout.isBottom(this.heap, this.offsets[entry] + row * layout.words);
  }

  value(entry: number, row: number): Value {
    const production = this.production(entry);
    const { layout } = this.grammar.sorts[production.sort];
    if (layout.read) return layout.read(this.heap, this.offsets[entry] + row * layout.words);
    const cached = this.contents[entry];
    if (cached) return cached[row];
    if (layout.isBottom(this.heap, this.offsets[entry] + row * layout.words)) return undefined;
    if (!production.primitive) return this.leafValue(production, row);
    const values: Value[] = [];
    for (let r = 0; r < this.rows; r++) values.push(this.compute(production, entry, r));
    this.remember(entry, values);
    return values[row];
  }

  /** The derivation of an entry as a program. */
  programOf(entry: number): Program {
    const from = entry * this.grammar.arity;
    return this.programOfCall(this.production(entry), this.args.subarray(from, from + this.grammar.arity));
  }

  /** The program of a production over entries. */
  programOfCall(production: CompiledProduction, entries: Int32Array): Program {
    const sort = this.grammar.sorts[production.sort];
    const { head, primitive } = production;
    if (primitive) {
      const args = production.args.map((_, i) => this.programOf(entries[i]));
      return callOf(primitive, args, sort);
    }
    if ("input" in head) return this.leaves[head.input];
    return literal("literal" in head ? head.literal : undefined, sort.type);
  }

  /** Runs any program of this scope on one of its rows. */
  evaluate(program: Program, row: number): Value {
    const call: Call = { fuel: FUEL };
    const { inputs, bound } = this.frames[row];
    const value = evaluate(program, inputs, bound, call);
    return call.fuel < 0 ? undefined : value;
  }

  attachment(entry: number): unknown {
    return this.attachments.get(entry);
  }

  attach(entry: number, table: unknown, bytes: number): void {
    this.attachments.set(entry, table);
    this.attachedBytes += bytes;
  }

  withRow(sort: string, row: number, words: Uint32Array): readonly number[] {
    const found = this.grammar.sortNamed(sort);
    if (!found) return [];
    const { id, layout } = found;
    const key = id * 64 + row;
    let index = this.rowIndexes.get(key);
    if (!index) {
      index = { upTo: 0, byWords: new Map() };
      this.rowIndexes.set(key, index);
    }
    const { ids } = this.shelves[id];
    for (; index.upTo < ids.length; index.upTo++) {
      const entry = ids[index.upTo];
      const place = this.offsets[entry] + row * layout.words;
      if (layout.isBottom(this.heap, place)) continue;
      const hash = hashWords(this.heap, place, layout.words);
      const list = index.byWords.get(hash);
      this.indexed++;
      if (list) list.push(entry);
      else {
        index.byWords.set(hash, [entry]);
        this.indexedWords++;
      }
    }
    return index.byWords.get(hashWords(words, 0, layout.words)) ?? [];
  }

  /** Whether an entry's row holds exactly these words. */
  rowIs(entry: number, row: number, words: Uint32Array): boolean {
    const size = this.grammar.sorts[this.production(entry).sort].layout.words;
    const place = this.offsets[entry] + row * size;
    for (let i = 0; i < size; i++) if (this.heap[place + i] !== words[i]) return false;
    return true;
  }

  dispose(): void {
    this.contents = [];
    this.rowIndexes.clear();
    this.attachments.clear();
    this.heap = new Uint32Array(0);
    this.keys = new Uint32Array(0);
    this.table = new Int32Array(0);
  }

  // Candidates.

  private candidate(production: CompiledProduction): void {
    this.tried++;
    const { layout } = this.grammar.sorts[production.sort];
    const size = this.rows * layout.words;
    this.reserve();
    const out = this.top;
    const kernel = production.primitive?.kernel;
    let computed = false;
    if (kernel) {
      for (let i = 0; i < production.args.length; i++) this.places[i] = this.offsets[this.current[i]];
      kernel(this.heap, out, this.current, this.places, this);
    } else {
      computed = true;
      for (let i = 0; i < production.args.length; i++) {
        if (this.seen[i] === this.current[i]) continue;
        this.seen[i] = this.current[i];
        this.columns[i] = this.column(this.current[i]);
      }
      for (let row = 0; row < this.rows; row++) {
        const value = production.primitive ? this.apply(production, row) : this.leafValue(production, row);
        this.results[row] = value;
        layout.write(value, this.heap, out + row * layout.words);
      }
    }
    let defined = false;
    for (let row = 0; row < this.rows && !defined; row++)
      defined = !layout.isBottom(this.heap, out + row * layout.words);
    if (!defined) return;
    this.hashKey(production, out, size);
    const slot = this.probe();
    if (this.table[slot] >= 0) return;
    if (this.full) {
      this.overflow?.(production, this.current, out);
      return;
    }
    this.commit(production, slot, size);
    if (computed && !layout.read && production.primitive) this.remember(this.count - 1, this.results.slice());
  }

  private apply(production: CompiledProduction, row: number): Value {
    const { primitive, args, acceptsNull } = production;
    if (!primitive) return undefined;
    const values = this.argValues[args.length];
    for (let i = 0; i < args.length; i++) {
      const value = this.columns[i][row];
      if (value === undefined && !production.lazy[i]) return undefined;
      if (value === null && !acceptsNull[i]) return undefined;
      values[i] = value;
    }
    this.call.fuel = FUEL;
    const value = primitive.run(values, this.call);
    return this.call.fuel < 0 ? undefined : value;
  }

  /** The same for an entry that is stored already. */
  private compute(production: CompiledProduction, entry: number, row: number): Value {
    const { primitive, args, acceptsNull } = production;
    if (!primitive) return this.leafValue(production, row);
    const values: Value[] = [];
    for (let i = 0; i < args.length; i++) {
      const value = this.value(this.argument(entry, i), row);
      if (value === undefined && !production.lazy[i]) return undefined;
      if (value === null && !acceptsNull[i]) return undefined;
      values.push(value);
    }
    const call: Call = { fuel: FUEL };
    const value = primitive.run(values, call);
    return call.fuel < 0 ? undefined : value;
  }

  private leafValue({ head }: CompiledProduction, row: number): Value {
    if ("literal" in head) return head.literal;
    return "input" in head ? this.frames[row].variables[head.input] : undefined;
  }

  /** An entry's values on all rows. */
  column(entry: number): readonly Value[] {
    const cached = this.contents[entry];
    if (cached) return cached;
    const production = this.production(entry);
    const known = this.leafColumns[production.id];
    if (known) return known;
    const values: Value[] = [];
    for (let row = 0; row < this.rows; row++) values.push(this.value(entry, row));
    if (!production.primitive) this.leafColumns[production.id] = values;
    return values;
  }

  private remember(entry: number, values: Value[]): void {
    this.cachedRows += this.rows;
    for (const value of values) if (typeof value === "string") this.cachedLength += value.length;
    if (
      this.cachedRows > CACHED_ROWS ||
      (++this.remembered % ASK_EVERY === 0 && !this.mayGrow(this.rows * 32 * ASK_EVERY))
    ) {
      for (const other of this.cached) this.contents[other] = undefined;
      this.cached = [];
      this.cachedRows = this.rows;
      this.cachedLength = 0;
    }
    this.contents[entry] = values;
    this.cached.push(entry);
  }

  // Identity.

  private hashKey(production: CompiledProduction, out: number, size: number): void {
    const { layout } = this.grammar.sorts[production.sort];
    let [a, b, c, d] = [production.sort + 1, 0x9e3779b9 | 0, 0x3c6ef372 | 0, 0x2545f491 | 0];
    let { heap } = this;
    let at = out;
    if (layout.identity) {
      heap = heap.slice(out, out + size);
      at = 0;
      for (let row = 0; row < this.rows; row++) layout.identity(heap, row * layout.words);
    }
    for (let i = 0; i < size; i++) {
      const word = heap[at + i];
      a = Math.imul(a ^ word, 0x85ebca6b);
      a ^= a >>> 15;
      b = Math.imul(b + word, 0xc2b2ae35);
      b ^= b >>> 13;
      c = Math.imul(c ^ (a + b), 0x27d4eb2f);
      d = (Math.imul(d, 0x165667b1) + (b ^ (word << 7) ^ (word >>> 25))) | 0;
    }
    this.key[0] = a;
    this.key[1] = b;
    this.key[2] = c;
    this.key[3] = d;
  }

  /** The table slot that holds the key, or the empty one where it belongs. */
  private probe(): number {
    const { table, keys, key } = this;
    const mask = table.length - 1;
    let slot = (key[0] ^ (key[2] >>> 7)) & mask;
    for (;;) {
      const entry = table[slot];
      if (entry < 0) return slot;
      const at = entry * 4;
      if (
        keys[at] === key[0] &&
        keys[at + 1] === key[1] &&
        keys[at + 2] === key[2] &&
        keys[at + 3] === key[3]
      )
        return slot;
      slot = (slot + 1) & mask;
    }
  }

  private commit(production: CompiledProduction, slot: number, size: number): void {
    const entry = this.count++;
    this.productions[entry] = production.id;
    const first = entry * this.grammar.arity;
    for (let i = 0; i < production.args.length; i++) this.args[first + i] = this.current[i];
    const { cost } = this.enumeration;
    this.costs[entry] = cost;
    this.offsets[entry] = this.top;
    this.contents.push(undefined);
    for (let i = 0; i < 4; i++) this.keys[entry * 4 + i] = this.key[i];
    this.table[slot] = entry;
    this.top += size;
    // Rows of 64-bit words stay aligned.
    this.top += this.top & 1;
    const shelf = this.shelves[production.sort];
    if (shelf.costs[shelf.costs.length - 1] !== cost) {
      shelf.costs.push(cost);
      shelf.starts.push(shelf.ids.length);
    }
    shelf.ids.push(entry);
  }

  /** Room for one more entry, and for a candidate after it even when memory is refused from here on. */
  private reserve(): void {
    if (this.full) return;
    if (this.top + 2 * this.widest + 2 > this.heap.length) {
      if (!this.enlarge(this.heap.byteLength)) return;
      const heap = new Uint32Array(Math.max(this.heap.length * 2, this.top + 4 * this.widest));
      heap.set(this.heap);
      this.heap = heap;
    }
    if (this.count + 1 > this.productions.length) {
      if (!this.enlarge(this.productions.length * (30 + this.grammar.arity * 4 + 16))) return;
      this.productions = doubled(this.productions, Uint16Array);
      this.args = doubled(this.args, Int32Array);
      this.costs = doubled(this.costs, Int32Array);
      this.offsets = doubled(this.offsets, Int32Array);
      this.keys = doubled(this.keys, Uint32Array);
      this.rehash();
    }
  }

  private enlarge(bytes: number): boolean {
    if (!this.full && this.mayGrow(bytes)) return true;
    this.full = true;
    return false;
  }

  private rehash(): void {
    this.table = new Int32Array(this.productions.length * 4).fill(-1);
    const mask = this.table.length - 1;
    for (let entry = 0; entry < this.count; entry++) {
      let slot = (this.keys[entry * 4] ^ (this.keys[entry * 4 + 2] >>> 7)) & mask;
      while (this.table[slot] >= 0) slot = (slot + 1) & mask;
      this.table[slot] = entry;
    }
  }
}

function doubled<T extends Uint16Array | Int32Array | Uint32Array>(
  old: T,
  make: new (length: number) => T,
): T {
  const array = new make(old.length * 2);
  array.set(old);
  return array;
}

function hashWords(words: Uint32Array, at: number, count: number): number {
  let hash = 0;
  for (let i = 0; i < count; i++) hash = Math.imul(hash ^ words[at + i], 0x9e3779b1) ^ (hash >>> 13);
  return hash;
}
