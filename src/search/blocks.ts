/** @file Productions whose candidates the compiled kernels compute, a stretch of a sweep at a time. */

import type { Arena } from "../kernels/arena.ts";
import { encode, kernelOf, microcodeOfPrimitive } from "../kernels/microcode.ts";
import {
  ARG_AT,
  ARG_DIRECTORY,
  ARG_FROM,
  ARG_STRIDE,
  ARG_TO,
  ARG_WORDS,
  ARGS_STRIDE,
  ARGUMENT_WORDS,
  ARGUMENTS,
  ARITY,
  BATCH,
  BLOCK,
  CODE,
  COMMUTES,
  COUNT,
  DIRECTORY,
  DONE,
  HEAD_WORDS,
  HITS,
  MAX_ARGS,
  OUT,
  OUT_ARGS,
  REGISTER_STRIDE,
  REGISTERS,
  RESULT,
  RESULT_WORDS,
  ROOM,
  ROWS,
  SHIFT,
  SOUGHT,
  SPREAD_BITS,
  STATE_WORDS,
  STEPS,
  STRIDE,
  TABLE,
  TEAM_ARGS,
  TEAM_BATCH,
  TEAM_CHUNK_BITS,
  TEAM_CHUNKS,
  TEAM_HEADS,
  TEAM_LATE,
  TEAM_LATE_COUNTS,
  TEAM_LATES,
  TEAM_LIMIT,
  TEAM_SLOTS,
  TEAM_STATE_BYTES,
  TEAM_STATES,
  TEAM_SWEEP,
  TEAM_THREADS,
  TEAM_VALUES,
  WORKSPACE,
} from "../kernels/state.ts";
import type { Kernel, Microcode } from "../language/layout.ts";
import type { Frame, Sought } from "./bank.ts";
import type { Sweep } from "./enumeration.ts";
import type { CompiledGrammar, CompiledProduction, CompiledSort } from "./grammar.ts";
import type { Shelf } from "./shelf.ts";

/** Candidates of one call of the kernels: they cannot be interrupted. */
const STRETCH = 1 << 14;

/** Candidates of a batch for several threads, at most and at least. */
const BATCH_MOST = TEAM_CHUNKS << TEAM_CHUNK_BITS;
const BATCH_LEAST = 1 << 12;

interface Code {
  readonly microcode: Microcode;
  readonly words: Uint32Array;
}

export class Blocks {
  private readonly shelves: readonly Shelf[];
  private readonly arena: Arena;
  private readonly rows: number;
  /** By production. */
  private readonly codes: readonly (Code | undefined)[];
  /** Words: the state of the sweep, then the steps, the workspace and the registers; -1 until they are needed. */
  private state = -1;
  private code = 0;
  private workspace = 0;
  private registers = 0;
  private sought = 0;
  /** The sweep that the state stands for. */
  private sweep: Sweep | undefined;
  /** Batches so far; -1 before there is a workspace for them, NaN when there are to be none any more. */
  private batches = -1;

  constructor(grammar: CompiledGrammar, frames: readonly Frame[], shelves: readonly Shelf[], arena: Arena) {
    this.shelves = shelves;
    this.arena = arena;
    this.rows = frames.length;
    const microcodes = total(grammar, frames);
    this.codes = grammar.productions.map(({ id }) => {
      const microcode = microcodes.get(id);
      return microcode && { microcode, words: encode(microcode) };
    });
  }

  /** The plain twin of a production's microcode. */
  twin({ id, sort, args }: CompiledProduction): Kernel | undefined {
    const code = this.codes[id];
    return (
      code &&
      kernelOf(
        code.microcode,
        [...args, sort].map((one) => this.shelves[one].layout.words),
      )
    );
  }

  /** Whether the kernels compute this production's candidates in the present memory. */
  handles({ id }: CompiledProduction): boolean {
    return this.arena.native !== undefined && this.codes[id] !== undefined && this.begin();
  }

  /** Tries up to `limit` candidates of the sweep, or until the sort's room is used up. */
  run(sweep: Sweep, limit: number, cost: number): number {
    const { arena } = this;
    const { production } = sweep;
    const shelf = this.shelves[production.sort];
    this.turnTo(sweep);
    const { words, native } = arena;
    const { state } = this;
    const { count } = shelf;
    words[state + TABLE] = shelf.table * 4;
    words[state + SHIFT] = 32 - shelf.bits;
    words[state + COUNT] = count;
    words[state + ROOM] = shelf.room;
    words[state + OUT] = shelf.out * 4;
    words[state + OUT_ARGS] = shelf.outArgs * 4;
    words[state + DIRECTORY] = shelf.directory * 4;
    const batch = this.batch(sweep, limit, cost);
    if (batch !== 0) return Math.max(batch, 0);
    const tried = native!.sweep(state * 4, Math.min(limit, STRETCH));
    if (words[state + COUNT] > count) shelf.began(count, production.id, cost);
    shelf.count = words[state + COUNT];
    shelf.room = words[state + ROOM];
    shelf.out = words[state + OUT] / 4;
    shelf.outArgs = words[state + OUT_ARGS] / 4;
    this.follow(sweep);
    return tried;
  }

  /** Tries up to `limit` candidates of the sweep and keeps none; fewer after some that are what is sought. */
  seek(sweep: Sweep, { rows, words: wanted, found }: Sought, limit: number): number {
    const { production } = sweep;
    const { size, layout } = this.shelves[production.sort];
    this.turnTo(sweep);
    const { words, native } = this.arena;
    const counts = this.sought + size;
    words.fill(0, this.sought, counts + size);
    for (const [i, row] of rows.entries()) {
      words.set(wanted.subarray(i * layout.words, (i + 1) * layout.words), this.sought + row * layout.words);
      words.fill(-1, counts + row * layout.words, counts + (row + 1) * layout.words);
    }
    words[this.state + SOUGHT] = this.sought * 4;
    const tried = native!.seekSought(this.state * 4, Math.min(limit, STRETCH));
    for (let hits = words[this.state + HITS]; hits !== 0; hits &= hits - 1) {
      const entries = this.workspace + BLOCK + (31 - Math.clz32(hits & -hits));
      found(
        production,
        production.args.map((_, i) => words[entries + i * BLOCK]),
      );
    }
    this.follow(sweep);
    return tried;
  }

  private follow({ production, at, to }: Sweep): void {
    const { words } = this.arena;
    for (let i = 0; i < production.args.length; i++) at[i] = words[this.argument(i) + ARG_AT];
    if (words[this.state + DONE] === 1) at[0] = to[0];
  }

  /**
   * Has several threads try candidates of the sweep that the state stands for; as many as were tried. 0 where there is
   * but one thread, too few candidates, or no memory should all of them be new: one thread finds out where it ends. -1 where it must begin
   * anew with the state.
   */
  private batch(sweep: Sweep, limit: number, cost: number): number {
    const { arena } = this;
    const { team } = arena;
    if (!team || Number.isNaN(this.batches)) return 0;
    const { production } = sweep;
    const shelf = this.shelves[production.sort];
    const count = Math.min(limit, BATCH_MOST, shelf.tableRoom - 1);
    if (count < BATCH_LEAST || candidatesOf(sweep) < BATCH_LEAST) return 0;
    if (this.batches < 0 && !this.beginBatches(team.threads)) this.batches = Number.NaN;
    if (Number.isNaN(this.batches) || !team.call()) return 0;
    const { native, sleeps } = team;
    const limited = Math.min(count, candidatesOf(sweep));
    arena.words[TEAM_BATCH] = ++this.batches;
    arena.words[TEAM_LIMIT] = limited;
    const before = shelf.count;
    // One more, as there is to be room for the next one where one thread would have made it.
    const found = shelf.withRoom(limited + 1, () => native.batch(0, sleeps));
    if (found === undefined) return 0;
    if (found < 0) arena.leave();
    if (found < 0 || !shelf.advance(found)) {
      shelf.forget();
      this.sweep = undefined;
      this.batches = Number.NaN;
      return -1;
    }
    if (shelf.room === 0 && !native.lastIsNew(0)) shelf.makeRoom();
    if (found > 0) shelf.began(before, production.id, cost);
    this.follow(sweep);
    return limited;
  }

  /** Takes what threads work with, beside what the bank may own; false where there is no memory. */
  private beginBatches(threads: number): boolean {
    const { arena, rows } = this;
    const widest = this.shelves.reduce((most, { size }) => Math.max(most, size), 1);
    const arity = this.shelves.reduce((most, one) => Math.max(most, one.arity), 1);
    const parts = 1 << SPREAD_BITS;
    const state = toLine(STATE_WORDS);
    const workspace = toLine(workspaceWords(rows));
    const each = state + workspace + toLine(this.registerCount * this.registerWords);
    const regions: readonly (readonly [place: number, words: number])[] = [
      [TEAM_STATES, threads * each],
      [TEAM_SLOTS, BATCH_MOST],
      [TEAM_VALUES, BATCH_MOST * widest],
      [TEAM_ARGS, BATCH_MOST * arity],
      [TEAM_HEADS, TEAM_CHUNKS * HEAD_WORDS],
      [TEAM_LATES, parts * TEAM_LATE * 2],
      [TEAM_LATE_COUNTS, parts],
    ];
    let at = arena.reserve(regions.reduce((sum, [, length]) => sum + toLine(length), 0) * 4);
    if (at < 0) return false;
    const { words } = arena;
    for (const [place, length] of regions) {
      words[place] = at * 4;
      at += toLine(length);
    }
    words[TEAM_SWEEP] = this.state * 4;
    words[TEAM_THREADS] = threads;
    words[TEAM_STATE_BYTES] = each * 4;
    const states = words[TEAM_STATES] / 4;
    for (let own = states; own < states + threads * each; own += each) {
      words[own + WORKSPACE] = (own + state) * 4;
      words[own + REGISTERS] = (own + state + workspace) * 4;
      words[own + BATCH] = 0;
    }
    this.batches = 0;
    return true;
  }

  private argument(i: number): number {
    return this.state + ARGUMENTS + i * ARGUMENT_WORDS;
  }

  /** Takes what the kernels work with; false when memory was refused. */
  private begin(): boolean {
    if (this.state >= 0) return true;
    const steps = this.codes.reduce((most, code) => Math.max(most, code?.words.length ?? 0), 0);
    const registers = this.registerCount * this.registerWords;
    const widest = this.shelves.reduce((most, { size }) => Math.max(most, size), 1);
    const lengths = [STATE_WORDS, steps, workspaceWords(this.rows), registers, 2 * widest].map(toLine);
    const at = this.arena.take(lengths.reduce((sum, length) => sum + length) * 4);
    if (at < 0) return false;
    this.state = at;
    this.code = at + lengths[0];
    this.workspace = this.code + lengths[1];
    this.registers = this.workspace + lengths[2];
    this.sought = this.registers + lengths[3];
    return true;
  }

  private get registerCount(): number {
    return this.codes.reduce(
      (most, code) => Math.max(most, code ? code.microcode.params + code.microcode.steps.length : 0),
      0,
    );
  }

  private get registerWords(): number {
    return toLine(BLOCK * this.rows * 2);
  }

  /** Has the state stand for the sweep, wherever the arguments' directories lie by now. */
  private turnTo(sweep: Sweep): void {
    if (this.sweep !== sweep) this.load(sweep);
    const { words } = this.arena;
    sweep.production.args.forEach((sort, i) => {
      words[this.argument(i) + ARG_DIRECTORY] = this.shelves[sort].directory * 4;
    });
  }

  private load(sweep: Sweep): void {
    const { words, native } = this.arena;
    const { state, shelves } = this;
    const { production } = sweep;
    const shelf = shelves[production.sort];
    const { microcode, words: steps } = this.codes[production.id] as Code;
    words.set(steps, this.code);
    words[state + STRIDE] = shelf.size * 4;
    words[state + ARGS_STRIDE] = shelf.arity * 4;
    words[state + ARITY] = production.args.length;
    words[state + COMMUTES] = production.commutes ? 1 : 0;
    words[state + CODE] = this.code * 4;
    words[state + STEPS] = microcode.steps.length;
    words[state + ROWS] = this.rows;
    words[state + RESULT] = microcode.result;
    words[state + RESULT_WORDS] = shelf.layout.words;
    words[state + REGISTERS] = this.registers * 4;
    words[state + REGISTER_STRIDE] = this.registerWords * 4;
    words[state + WORKSPACE] = this.workspace * 4;
    words[state + DONE] = 0;
    production.args.forEach((sort, i) => {
      const at = this.argument(i);
      words[at + ARG_DIRECTORY] = shelves[sort].directory * 4;
      words[at + ARG_STRIDE] = shelves[sort].size * 4;
      words[at + ARG_WORDS] = shelves[sort].layout.words;
      words[at + ARG_FROM] = sweep.from[i];
      words[at + ARG_TO] = sweep.to[i];
      native!.seek(at * 4, sweep.at[i]);
    });
    this.sweep = sweep;
  }
}

/** Hashes, argument numbers and packed results of a block. */
const workspaceWords = (rows: number): number => BLOCK * (1 + MAX_ARGS + rows);

/** How many are left of a sweep. */
function candidatesOf({ production, from, to, at }: Sweep): number {
  if (production.commutes) {
    let left = to[1] - at[1];
    // The second argument begins where the first stands, or at its own first.
    const next = at[0] + 1;
    const level = Math.min(Math.max(from[1] - next, 0), to[0] - next);
    left += level * (to[1] - from[1]);
    const rows = Math.max(Math.min(to[0], to[1]) - (next + level), 0);
    left += rows * (to[1] - (next + level)) - (rows * (rows - 1)) / 2;
    return left;
  }
  let [left, each] = [0, 1];
  for (let i = at.length - 1; i >= 0; i--) {
    left += (to[i] - at[i] - (i === at.length - 1 ? 0 : 1)) * each;
    each *= to[i] - from[i];
  }
  return left;
}

const toLine = (words: number): number => Math.ceil(words / 16) * 16;

/** Microcode by production, of those whose arguments and results are never ⊥ or null. */
function total(grammar: CompiledGrammar, frames: readonly Frame[]): ReadonlyMap<number, Microcode> {
  const codes = new Map<number, Microcode>();
  for (const { id, args, climbs, primitive } of grammar.productions) {
    if (!primitive || !climbs || args.length === 0 || args.length > MAX_ARGS) continue;
    const code = microcodeOfPrimitive(primitive);
    if (code) codes.set(id, code);
  }
  const hasValue = ({ head }: CompiledProduction): boolean => {
    if ("literal" in head) return typeof head.literal === "boolean";
    return "input" in head && frames.every(({ variables }) => typeof variables[head.input] === "boolean");
  };
  const isTotal = (sort: CompiledSort): boolean =>
    sort.layout.total === true ||
    (sort.type.kind === "bool" &&
      sort.layout.words === 1 &&
      sort.productions.every((one) => !one.climbs || codes.has(one.id) || hasValue(one)));
  for (;;) {
    const sorts = grammar.sorts.map(isTotal);
    const not = [...codes.keys()].filter((id) => {
      const { sort, args } = grammar.productions[id];
      return !sorts[sort] || args.some((arg) => !sorts[arg]);
    });
    for (const id of not) codes.delete(id);
    if (not.length === 0) return codes;
  }
}
