/**
 * @file The bank: all distinct values reached so far in one scope, and a cheapest derivation for each. Entries lie by
 * sort in one memory; what a production computes goes there candidate by candidate, or in blocks where the
 * compiled kernels know how.
 */

import { Arena, PLAIN_BYTES } from "../kernels/arena.ts";
import { hashWords } from "../kernels/hash.ts";
import { CHUNK_BITS } from "../kernels/state.ts";
import { evaluate } from "../language/interpret.ts";
import type { Kernel, KernelHost, Layout } from "../language/layout.ts";
import { type Call, FUEL } from "../language/primitive.ts";
import { literal, type Program } from "../language/program.ts";
import { childrenOf, lengthOf, RecordValue, type Value } from "../language/value.ts";
import type { BankView, EntryList } from "../language/witness.ts";
import { Blocks } from "./blocks.ts";
import { Enumeration, type Grown, type Source, type Sweep, type Visitor } from "./enumeration.ts";
import { type CompiledGrammar, type CompiledProduction, type CompiledSort, callOf } from "./grammar.ts";
import { Indexes } from "./indexes.ts";
import type { Nest } from "./nest.ts";
import type { Probe } from "./probes.ts";
import { Chunks, Shelf } from "./shelf.ts";

/** Rows whose values are remembered before the cache of contents is dropped. */
const CACHED_ROWS = 2_000_000;

/** Bytes for each character of a cached text: most are slices of other texts and own none. */
const OWN_TEXT = 0.25;

/** Bytes that an item of a list takes, and a part of a record. */
const OWN_ITEM = 8;
const OWN_PART = 32;

/** Items of a list that are looked into, the others being like them; of a list in it half as many. */
const LOOKED_INTO = 16;

/** The share of what is in a list that stands nowhere else. */
const OWN_INSIDE = 0.25;

/** What a cached value takes beyond its place, in characters of text. */
function ownLength(value: Value, looked = LOOKED_INTO): number {
  if (typeof value === "string") return value.length;
  if (value instanceof RecordValue) return (value.parts * OWN_PART) / OWN_TEXT;
  if (!Array.isArray(value)) return 0;
  const some = Math.min(looked, value.length);
  let inside = 0;
  for (let i = 0; i < some; i++) inside += ownLength(value[i], looked >> 1);
  const share = some === 0 ? 0 : (OWN_INSIDE * inside) / some;
  return value.length * (OWN_ITEM / OWN_TEXT + share);
}

/** The share of cached values beside what is kept, below which they do not count as garbage to come. */
const HARDLY = 0.01;

/** Entries remembered between two looks at the memory budget. */
const ASK_EVERY = 64;

const IN_CHUNK = (1 << CHUNK_BITS) - 1;

/**
 * Where lambdas may stand: what one candidate may use up on one row, and how long a list it may make, beside four times
 * the longest of the row. What takes more is no value here, however it ends in the program itself.
 */
const LOOP_FUEL = 4_000;
const LIST_LENGTH = 24;

/** One row of a scope. */
export interface Frame {
  /** Values of the scope's variables, in the order of the grammar's inputs. */
  readonly variables: readonly Value[];
  /** Inputs of the task, and lambda parameters by level, for evaluating whole programs. */
  readonly inputs: readonly Value[];
  readonly bound: readonly Value[];
}

/** What a full bank looks for among what it cannot keep, and any bank among what it has already where twins are wanted. */
export interface Sought {
  readonly twins?: boolean;
  readonly sort: number;
  readonly rows: readonly number[];
  /** Of these rows, one after the other. */
  readonly words: Uint32Array;
  /** Told of every candidate that has them. */
  readonly found: (production: CompiledProduction, args: ArrayLike<number>) => void;
}

/** Opens the scope of a function sort's lambdas. */
export interface Nesting {
  /** @param calls that its lambdas are tried with, where they are known */
  open(around: Bank, sort: CompiledSort, calls?: readonly Probe[]): Nest | undefined;
}

/** What a bank stands in. */
export interface Surroundings {
  /** In a lambda's scope: the bank of the scope around it, and the row there of each of this one's. */
  readonly around?: { readonly bank: Bank; readonly up: Int32Array };
  /** Absent where lambdas do not climb. */
  readonly nesting?: Nesting;
  /** Lambda parameters in scope; where there is a row, as many as it binds. */
  readonly depth?: number;
}

export class Bank implements BankView, KernelHost, Visitor {
  readonly rows: number;
  readonly grammar: CompiledGrammar;
  readonly frames: readonly Frame[];
  private readonly leaves: readonly Program[];
  /** Lambda parameters in scope. */
  readonly depth: number;
  private ownTried = 0;
  private nestedTried = 0;
  /** True once memory was refused: candidates are not kept any more, but held against what is sought. */
  full = false;
  sought: Sought | undefined;
  /** What was being enumerated when memory was refused. */
  private fullFrom: number | undefined;

  private readonly arena: Arena;
  private readonly chunks = new Chunks();
  private readonly shelves: readonly Shelf[];
  private readonly blocks: Blocks;
  /** By production: its kernel, or the plain twin of its microcode. */
  private readonly kernels: readonly (Kernel | undefined)[];
  /** Room for a candidate when memory was refused. */
  private readonly spare: number;
  /** A candidate's words as identity has them. */
  private readonly scratch: Uint32Array;
  /** Cached values by chunk and place in it. */
  private contents: ((readonly Value[] | undefined)[] | undefined)[] = [];
  private cachedRows = 0;
  /** Characters in cached texts, and what as many take of other values. */
  private cachedLength = 0;
  private remembered = 0;
  private readonly attachments = new Map<number, unknown>();
  private attachedBytes = 0;
  private readonly indexes: Indexes;
  /** What a candidate's evaluation may use up. */
  readonly call: Call = { fuel: FUEL };
  private readonly argValues: Value[][];
  private readonly results: Value[];
  /** What the arguments of the present candidate are, and their values on all rows. */
  private readonly seen: Int32Array;
  private readonly columns: (readonly Value[])[];
  /** Values of leaves by production. */
  private readonly leafColumns: (readonly Value[] | undefined)[] = [];
  private readonly current: Int32Array;
  private readonly places: Int32Array;

  /** What one candidate may use up on one row. */
  readonly fuel: number;
  /** By row: the longest list that counts as a value. */
  private readonly longest: Int32Array | undefined;
  private readonly around: Surroundings["around"];
  private readonly nesting: Nesting | undefined;
  /** By sort: the scope of its lambdas, once it was asked for. */
  private readonly nests = new Map<number, Nest | undefined>();
  private readonly outerSources = new Map<number, Source>();
  /** By production: the scopes of the lambdas among its arguments. */
  private readonly called = new Map<number, readonly Nest[]>();
  private readonly enumeration: Enumeration;
  private readonly mayGrow: (bytes: number) => boolean;

  /**
   * @param leaves the program of each variable of the scope
   * @param mayGrow asked before more memory is taken
   * @param plainBytes the size beyond which the compiled kernels are used
   * @param threads to work with, beyond that size
   * @param surroundings of a bank that has lambdas, or stands in one
   */
  constructor(
    grammar: CompiledGrammar,
    frames: readonly Frame[],
    leaves: readonly Program[],
    mayGrow: (bytes: number) => boolean = () => true,
    plainBytes = PLAIN_BYTES,
    threads = 1,
    { around, nesting, depth }: Surroundings = {},
  ) {
    this.around = around;
    this.nesting = nesting;
    this.grammar = grammar;
    this.frames = frames;
    this.leaves = leaves;
    this.depth = depth ?? frames[0]?.bound.length ?? 0;
    this.rows = frames.length;
    const hasLoops =
      around !== undefined || grammar.productions.some(({ functions }) => functions.length > 0);
    this.fuel = hasLoops ? LOOP_FUEL : FUEL;
    if (hasLoops)
      this.longest = Int32Array.from(
        frames,
        ({ inputs, bound }) => LIST_LENGTH + 4 * longestIn([...inputs, ...bound]),
      );
    this.mayGrow = mayGrow;
    this.arena = new Arena(mayGrow, plainBytes, threads);
    this.indexes = new Indexes(this.arena);
    this.shelves = grammar.sorts.map(({ id, layout, productions }) => {
      const arity = productions.reduce(
        (most, p) => (p.climbs ? Math.max(most, p.borrows ? 1 : p.args.length) : most),
        0,
      );
      return new Shelf(id, layout, this.rows, arity, this.arena, this.chunks);
    });
    for (const shelf of this.shelves) shelf.debt = (count) => this.indexes.debt(shelf, count);
    const widest = this.shelves.reduce((most, { size }) => Math.max(most, size), 1);
    this.spare = this.arena.take(widest * 4, true);
    this.scratch = new Uint32Array(widest);
    this.blocks = new Blocks(grammar, frames, this.shelves, this.arena);
    this.kernels = grammar.productions.map(
      (production) => production.primitive?.kernel ?? this.blocks.twin(production),
    );
    this.argValues = Array.from({ length: grammar.arity + 1 }, (_, arity) => new Array<Value>(arity));
    this.results = new Array<Value>(this.rows);
    this.enumeration = new Enumeration(grammar, this.shelves, this);
    this.current = this.enumeration.current;
    this.seen = new Int32Array(grammar.arity).fill(-1);
    this.columns = new Array<readonly Value[]>(grammar.arity).fill([]);
    this.places = new Int32Array(grammar.arity);
  }

  /** A bank of the same grammar and variables over other rows; it does not grow by itself. */
  wider(frames: readonly Frame[], mayGrow: (bytes: number) => boolean): Bank {
    return new Bank(this.grammar, frames, this.leaves, mayGrow);
  }

  /** Bytes to which the engine adds no garbage: those of the arena, where hardly a value is made to be cached. */
  get exactBytes(): number {
    if (this.nests.size > 0) return 0;
    return this.cachedBytes < this.arena.bytes * HARDLY ? this.arena.bytes : 0;
  }

  /** Bytes owned: the arena exactly, cached contents by an average. */
  get bytes(): number {
    let bytes = this.arena.bytes + this.attachedBytes + this.cachedBytes;
    for (const nest of this.nests.values()) bytes += nest?.bytes ?? 0;
    return bytes;
  }

  /** Candidates tried, those of lambdas' bodies among them. */
  get tried(): number {
    return this.ownTried + this.nestedTried;
  }

  /** A nest has tried so many candidates. */
  countNested(tried: number): void {
    this.nestedTried += tried;
  }

  /** Whether a candidate can cost that much or more with the entries at hand. */
  mayCost(cost: number): boolean {
    return this.enumeration.mayCost(cost);
  }

  /** The entries of the start sort. */
  get start(): Shelf | undefined {
    return this.grammar.start && this.shelves[this.grammar.start.id];
  }

  private get cachedBytes(): number {
    return this.cachedRows * 32 + this.cachedLength * OWN_TEXT;
  }

  /** Whether the compiled kernels are at work: the bank is large enough, and the engine has what they need. */
  get isCompiled(): boolean {
    return this.arena.native !== undefined;
  }

  /** Pieces of work that other threads than this one did. */
  get helped(): number {
    return this.arena.team?.helped ?? 0;
  }

  /** All entries' words; another view once the bank has grown. */
  get heap(): Uint32Array {
    return this.arena.words;
  }

  /** Distinct entries kept. */
  get count(): number {
    return this.shelves.reduce((sum, { count }) => sum + count, 0);
  }

  /** The cost, in 1/16 bit, below which everything has been enumerated, with all that it is made of. */
  get frontier(): number {
    return this.fullFrom ?? this.enumeration.cost;
  }

  /** Tries up to `limit` candidates; fewer where more than `pieces` came one at a time, or in blocks as large as may be. */
  grow(limit: number, pieces = Number.POSITIVE_INFINITY, until = Number.POSITIVE_INFINITY): Grown {
    return this.enumeration.run(limit, pieces, until);
  }

  /** The scope of the lambdas of a function sort. */
  nest(sort: CompiledSort): Nest | undefined {
    if (!this.nesting || sort.type.kind !== "function") return undefined;
    if (!this.nests.has(sort.id)) this.nests.set(sort.id, this.nesting.open(this, sort));
    return this.nests.get(sort.id);
  }

  /** A scope of such lambdas for these calls alone; the caller grows it and lets go of it. */
  nestFor(sort: CompiledSort, calls?: readonly Probe[]): Nest | undefined {
    return this.nesting?.open(this, sort, calls);
  }

  source({ id, head, sort }: CompiledProduction): Source | undefined {
    if ("lambda" in head) return this.nest(this.grammar.sorts[sort]);
    if (!("outer" in head) || !this.around) return undefined;
    let source = this.outerSources.get(id);
    const { grammar, shelves } = this.around.bank;
    const outer = grammar.sortNamed(head.outer);
    if (!source && outer) {
      const shelf = shelves[outer.id];
      source = {
        shelf,
        tried: 0,
        mayCost: (cost) => cost <= (shelf.costs.at(-1) ?? 0),
        reach: () => true,
      };
      this.outerSources.set(id, source);
    }
    return source;
  }

  at(entry: number): number {
    const chunk = entry >> CHUNK_BITS;
    return this.chunks.at[chunk] + (entry & IN_CHUNK) * this.chunks.shelf[chunk].size;
  }

  costOf(entry: number): number {
    const shelf = this.shelfOf(entry);
    return shelf.costAt(shelf.positionOf(entry));
  }

  production(entry: number): CompiledProduction {
    const shelf = this.shelfOf(entry);
    return this.grammar.productions[shelf.productionAt(shelf.positionOf(entry))];
  }

  argument(entry: number, i: number): number {
    const chunk = entry >> CHUNK_BITS;
    return this.arena.words[
      this.chunks.args[chunk] + (entry & IN_CHUNK) * this.chunks.shelf[chunk].arity + i
    ];
  }

  private shelfOf(entry: number): Shelf {
    return this.chunks.shelf[entry >> CHUNK_BITS];
  }

  entries(sort: string): EntryList {
    const found = this.grammar.sortNamed(sort);
    return found ? this.shelves[found.id] : [];
  }

  isBottom(entry: number, row: number): boolean {
    const { layout } = this.shelfOf(entry);
    return layout.isBottom(this.heap, this.at(entry) + row * layout.words);
  }

  value(entry: number, row: number): Value {
    const { layout } = this.shelfOf(entry);
    if (layout.read) return layout.read(this.heap, this.at(entry) + row * layout.words);
    if (layout.type.kind === "function") return this.functionOf(entry, row);
    const cached = this.cachedOf(entry);
    if (cached) return cached[row];
    if (layout.isBottom(this.heap, this.at(entry) + row * layout.words)) return undefined;
    const production = this.production(entry);
    if (this.around && "outer" in production.head)
      return this.around.bank.value(this.argument(entry, 0), this.around.up[row]);
    if (!production.primitive) return this.leafValue(production, row);
    const values: Value[] = [];
    for (let r = 0; r < this.rows; r++) values.push(this.recompute(production, entry, r));
    this.remember(entry, values);
    return values[row];
  }

  /** A lambda as it is called on one row. */
  private functionOf(entry: number, row: number): Value {
    const nest = this.nest(this.grammar.sorts[this.production(entry).sort]);
    const shared = nest?.functionOf(this.argument(entry, 0));
    if (!nest || !shared) return undefined;
    return (...params) => {
      nest.row = row;
      return shared(...params);
    };
  }

  /** The derivation of an entry as a program. */
  programOf(entry: number): Program {
    const production = this.production(entry);
    if (production.borrows) return this.borrowed(production, this.argument(entry, 0));
    return this.programOfCall(
      production,
      production.args.map((_, i) => this.argument(entry, i)),
    );
  }

  /** The program of a production over entries. */
  programOfCall(production: CompiledProduction, entries: ArrayLike<number>): Program {
    const sort = this.grammar.sorts[production.sort];
    const { head, primitive } = production;
    if (production.borrows) return this.borrowed(production, entries[0]);
    if (primitive) {
      const args = production.args.map((_, i) => this.programOf(entries[i]));
      return callOf(primitive, args, sort);
    }
    if ("input" in head) return this.leaves[head.input];
    return literal("literal" in head ? head.literal : undefined, sort.type);
  }

  private borrowed({ head, sort }: CompiledProduction, entry: number): Program {
    if ("outer" in head && this.around) return this.around.bank.programOf(entry);
    const nest = this.nest(this.grammar.sorts[sort]);
    if (!nest) throw new Error("internal: an entry stands for one of a scope that is not there");
    return nest.programOf(entry);
  }

  /** Runs any program of this scope on one of its rows. */
  evaluate(program: Program, row: number, fuel = FUEL): Value {
    const call: Call = { fuel, row: this.taskRow(row) };
    const { inputs, bound } = this.frames[row];
    const value = evaluate(program, inputs, bound, call);
    return call.fuel < 0 ? undefined : value;
  }

  /** The row of the outermost bank that a row of this one belongs to. */
  taskRow(row: number): number {
    return this.around ? this.around.bank.taskRow(this.around.up[row]) : row;
  }

  attachment(entry: number): unknown {
    return this.attachments.get(entry);
  }

  attach(entry: number, table: unknown, bytes: number): void {
    this.attachments.set(entry, table);
    this.attachedBytes += bytes;
  }

  withRow(sort: string, row: number, words: Uint32Array): readonly number[] {
    return this.withRows(sort, [row], words);
  }

  withRows(sort: string, rows: readonly number[], words: Uint32Array): readonly number[] {
    const sortOf = this.grammar.sortNamed(sort);
    if (!sortOf) return [];
    const shelf = this.shelves[sortOf.id];
    const found: number[] = [];
    for (const position of this.indexes.find(shelf, rows, words)) found.push(shelf.entryAt(position));
    return found;
  }

  withValue(sort: string, row: number, value: Value): readonly number[] {
    const layout = this.grammar.sortNamed(sort)?.layout;
    if (!layout || (layout.total && (value === undefined || value === null))) return [];
    const words = new Uint32Array(layout.words);
    layout.write(value, words, 0);
    return this.withRow(sort, row, words);
  }

  hasRows(sort: string, rows: readonly number[], words: Uint32Array): boolean {
    const sortOf = this.grammar.sortNamed(sort);
    if (!sortOf) return false;
    return this.indexes.has(this.shelves[sortOf.id], rows, words);
  }

  layoutOf(sort: string): Layout | undefined {
    return this.grammar.sortNamed(sort)?.layout;
  }

  /** Whether an entry's row holds exactly these words. */
  rowIs(entry: number, row: number, words: Uint32Array): boolean {
    const { words: size } = this.shelfOf(entry).layout;
    const place = this.at(entry) + row * size;
    for (let i = 0; i < size; i++) if (this.heap[place + i] !== words[i]) return false;
    return true;
  }

  dispose(): void {
    this.contents = [];
    this.cachedRows = this.cachedLength = this.attachedBytes = 0;
    this.indexes.clear();
    this.attachments.clear();
    for (const nest of this.nests.values()) nest?.bank.dispose();
    this.nests.clear();
    this.called.clear();
    this.outerSources.clear();
    this.seen.fill(-1);
    this.columns.fill([]);
    this.leafColumns.length = 0;
    this.arena.dispose();
  }

  // Candidates.

  stretch(sweep: Sweep, limit: number): number {
    const tried = this.tryStretch(sweep, limit);
    this.ownTried += Math.max(tried, 0);
    return tried;
  }

  private tryStretch(sweep: Sweep, limit: number): number {
    const { production } = sweep;
    const { full, sought } = this;
    if (full && production.sort !== sought?.sort) {
      // Of no use where nothing is kept: passed over, which is about as much work as one candidate.
      sweep.at[0] = sweep.to[0];
      return 1;
    }
    if (!this.blocks.handles(production)) return -1;
    if (full && sought) return this.blocks.seek(sweep, sought, limit);
    if (!this.makeRoom(this.shelves[production.sort])) return -1;
    return this.blocks.run(sweep, limit, this.enumeration.cost);
  }

  candidate(production: CompiledProduction): void {
    this.ownTried++;
    if (!this.full) this.keep(production);
    if (this.full) this.test(production);
  }

  /** Holds the present candidate against what is sought. */
  private test(production: CompiledProduction): void {
    const { sought, spare } = this;
    if (production.sort !== sought?.sort || !this.write(production, spare)) return;
    if (this.isSought(sought, production, spare)) sought.found(production, this.current);
  }

  /** Whether the words there are those sought. */
  private isSought({ rows, words: wanted }: Sought, { sort }: CompiledProduction, at: number): boolean {
    const { words } = this.shelves[sort].layout;
    for (const [i, row] of rows.entries())
      for (let word = 0; word < words; word++)
        if (this.heap[at + row * words + word] !== wanted[i * words + word]) return false;
    return true;
  }

  /**
   * The entry of a production over entries of this bank, made now unless it is there; -1 where it has no value on any row,
   * or no memory is left. For banks that do not grow by themselves.
   */
  derive(production: CompiledProduction, args: ArrayLike<number>): number {
    for (let i = 0; i < args.length; i++) this.current[i] = args[i];
    const position = this.keep(production);
    return position < 0 ? -1 : this.shelves[production.sort].entryAt(position);
  }

  /** Computes the present candidate and keeps it if it is new; the position where it lies, or -1. */
  private keep(production: CompiledProduction): number {
    const shelf = this.shelves[production.sort];
    const { layout, size } = shelf;
    const out = this.makeRoom(shelf) ? shelf.out : this.spare;
    if (!this.write(production, out)) return -1;
    const { heap } = this;
    let [words, at] = [heap, out];
    if (layout.identity) {
      words = this.scratch;
      at = 0;
      for (let i = 0; i < size; i++) words[i] = heap[out + i];
      for (let row = 0; row < this.rows; row++) layout.identity(words, row * layout.words);
    }
    const hash = hashWords(words, at, size);
    const known = shelf.find(hash, words, at);
    if (known >= 0) {
      const { sought } = this;
      if (sought?.twins && production.sort === sought.sort && this.isSought(sought, production, out))
        sought.found(production, this.current);
      return known;
    }
    if (this.full) return -1;
    shelf.add(hash, this.current, production.id, this.enumeration.costOf(production));
    if (!this.kernels[production.id] && !layout.read && production.primitive)
      this.remember(shelf.entryAt(shelf.count - 1), this.results.slice());
    return shelf.count - 1;
  }

  /** Writes the present candidate's values; false where it has none. */
  private write(production: CompiledProduction, out: number): boolean {
    const { layout } = this.shelves[production.sort];
    const kernel = this.kernels[production.id];
    if (kernel) {
      for (let i = 0; i < production.args.length; i++) this.places[i] = this.at(this.current[i]);
      kernel(this.heap, out, this.current, this.places, this);
    } else if (production.borrows) this.gather(production, layout, out);
    else if (!this.compute(production, layout, out)) return false;
    if (layout.total) return true;
    for (let row = 0; row < this.rows; row++)
      if (!layout.isBottom(this.heap, out + row * layout.words)) return true;
    return false;
  }

  /** Room for one more entry; false once memory was refused. */
  private makeRoom(shelf: Shelf): boolean {
    if (this.full || shelf.room > 0) return !this.full;
    this.full = !shelf.makeRoom();
    if (this.full) this.fullFrom = this.enumeration.cost;
    return !this.full;
  }

  /** Writes a candidate's values; false where the layout cannot hold one of them. */
  private compute(production: CompiledProduction, layout: Layout, out: number): boolean {
    for (let i = 0; i < production.args.length; i++) {
      if (this.seen[i] === this.current[i]) continue;
      this.seen[i] = this.current[i];
      this.columns[i] = this.column(this.current[i]);
    }
    for (let row = 0; row < this.rows; row++) {
      const value = production.primitive ? this.apply(production, row) : this.leafValue(production, row);
      if (layout.total && (value === undefined || value === null)) return false;
      this.results[row] = value;
      layout.write(value, this.heap, out + row * layout.words);
    }
    return true;
  }

  /** Writes what an entry of another bank is on each row. */
  private gather({ head }: CompiledProduction, { words }: Layout, out: number): void {
    const { heap, around } = this;
    const [entry] = this.current;
    if ("outer" in head && around) {
      const { bank, up } = around;
      const from = bank.at(entry);
      for (let row = 0; row < this.rows; row++)
        for (let i = 0; i < words; i++) heap[out + row * words + i] = bank.heap[from + up[row] * words + i];
    } else heap.fill(entry, out, out + this.rows);
  }

  /** The scopes of the lambdas among a production's arguments. */
  private nestsOf({ id, functions, args }: CompiledProduction): readonly Nest[] {
    let nests = this.called.get(id);
    if (!nests) {
      nests = functions.flatMap((i) => this.nest(this.grammar.sorts[args[i]]) ?? []);
      this.called.set(id, nests);
    }
    return nests;
  }

  private apply(production: CompiledProduction, row: number): Value {
    const { primitive, args, acceptsNull, functions } = production;
    if (!primitive) return undefined;
    if (functions.length > 0) for (const nest of this.nestsOf(production)) nest.row = row;
    const values = this.argValues[args.length];
    for (let i = 0; i < args.length; i++) {
      const value = this.columns[i][row];
      if (value === undefined && !production.lazy[i]) return undefined;
      if (value === null && !acceptsNull[i]) return undefined;
      values[i] = value;
    }
    this.call.fuel = this.fuel;
    this.call.row = this.taskRow(row);
    return this.within(primitive.run(values, this.call), this.call, row);
  }

  /** The value, unless it took too much or is too long a list. */
  private within(value: Value, { fuel }: Call, row: number): Value {
    if (fuel < 0) return undefined;
    return this.longest && Array.isArray(value) && value.length > this.longest[row] ? undefined : value;
  }

  /** The same for an entry that is stored already. */
  private recompute(production: CompiledProduction, entry: number, row: number): Value {
    if (!production.primitive) return this.leafValue(production, row);
    const values = production.args.map((_, i) => this.value(this.argument(entry, i), row));
    return this.applied(production, values, row);
  }

  /** What a production makes of these arguments on a row. */
  applied(
    { primitive, lazy, acceptsNull }: CompiledProduction,
    values: readonly Value[],
    row: number,
  ): Value {
    for (let i = 0; i < values.length; i++) {
      if (values[i] === undefined && !lazy[i]) return undefined;
      if (values[i] === null && !acceptsNull[i]) return undefined;
    }
    if (!primitive) return undefined;
    // The one that lambdas burn.
    this.call.fuel = this.fuel;
    this.call.row = this.taskRow(row);
    return this.within(primitive.run(values, this.call), this.call, row);
  }

  private leafValue({ head }: CompiledProduction, row: number): Value {
    if ("literal" in head) return head.literal;
    return "input" in head ? this.frames[row].variables[head.input] : undefined;
  }

  /** An entry's values on all rows. */
  column(entry: number): readonly Value[] {
    const cached = this.cachedOf(entry);
    if (cached) return cached;
    const production = this.production(entry);
    if ("lambda" in production.head) {
      // Called on one row at a time, which its scope is told: one function serves them all.
      const nest = this.nest(this.grammar.sorts[production.sort]);
      const shared = new Array<Value>(this.rows).fill(nest?.functionOf(this.argument(entry, 0)));
      this.remember(entry, shared);
      return shared;
    }
    const known = this.leafColumns[production.id];
    if (known) return known;
    const values: Value[] = [];
    for (let row = 0; row < this.rows; row++) values.push(this.value(entry, row));
    if (production.borrows) this.remember(entry, values);
    else if (!production.primitive) this.leafColumns[production.id] = values;
    return values;
  }

  private remember(entry: number, values: Value[]): void {
    this.cachedRows += this.rows;
    for (const value of values) this.cachedLength += ownLength(value);
    if (
      this.cachedRows > CACHED_ROWS ||
      (++this.remembered % ASK_EVERY === 0 && !this.mayGrow(this.rows * 32 * ASK_EVERY))
    ) {
      this.contents = [];
      this.cachedRows = this.rows;
      this.cachedLength = 0;
    }
    const chunk = entry >> CHUNK_BITS;
    this.contents[chunk] ??= [];
    this.contents[chunk][entry & IN_CHUNK] = values;
  }

  private cachedOf(entry: number): readonly Value[] | undefined {
    return this.contents[entry >> CHUNK_BITS]?.[entry & IN_CHUNK];
  }
}

/** By list or record: each stands in many frames. */
const longest = new WeakMap<object, number>();

/** Items of the longest list among the values and inside them. */
function longestIn(values: readonly Value[]): number {
  let most = 0;
  for (const value of values) {
    if (typeof value !== "object" || value === null) continue;
    let known = longest.get(value);
    if (known === undefined) {
      known = Math.max(lengthOf(value), longestIn(childrenOf(value)));
      longest.set(value, known);
    }
    most = Math.max(most, known);
  }
  return most;
}
