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
  BLOCK,
  CODE,
  COMMUTES,
  COUNT,
  DIRECTORY,
  DONE,
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
  STATE_WORDS,
  STEPS,
  STRIDE,
  TABLE,
  WORKSPACE,
} from "../kernels/state.ts";
import type { Kernel, Microcode } from "../language/layout.ts";
import type { Frame } from "./bank.ts";
import type { Sweep } from "./enumeration.ts";
import type { CompiledGrammar, CompiledProduction, CompiledSort } from "./grammar.ts";
import type { Shelf } from "./shelf.ts";

/** Candidates of one call of the kernels: they cannot be interrupted. */
const STRETCH = 1 << 14;

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
  /** The sweep that the state stands for. */
  private sweep: Sweep | undefined;

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
    if (this.sweep !== sweep) this.load(sweep);
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
    production.args.forEach((sort, i) => {
      words[this.argument(i) + ARG_DIRECTORY] = this.shelves[sort].directory * 4;
    });
    const tried = native!.sweep(state * 4, Math.min(limit, STRETCH));
    if (words[state + COUNT] > count) shelf.began(count, production.id, cost);
    shelf.count = words[state + COUNT];
    shelf.room = words[state + ROOM];
    shelf.out = words[state + OUT] / 4;
    shelf.outArgs = words[state + OUT_ARGS] / 4;
    for (let i = 0; i < production.args.length; i++) sweep.at[i] = words[this.argument(i) + ARG_AT];
    if (words[state + DONE] === 1) sweep.at[0] = sweep.to[0];
    return tried;
  }

  private argument(i: number): number {
    return this.state + ARGUMENTS + i * ARGUMENT_WORDS;
  }

  /** Takes what the kernels work with; false when memory was refused. */
  private begin(): boolean {
    if (this.state >= 0) return true;
    let [steps, registers] = [0, 0];
    for (const code of this.codes) {
      if (!code) continue;
      steps = Math.max(steps, code.words.length);
      registers = Math.max(registers, code.microcode.params + code.microcode.steps.length);
    }
    const workspace = BLOCK * (1 + MAX_ARGS + this.rows);
    const lengths = [STATE_WORDS, steps, workspace, registers * this.registerWords].map(toLine);
    const at = this.arena.take(lengths.reduce((sum, length) => sum + length) * 4);
    if (at < 0) return false;
    this.state = at;
    this.code = at + lengths[0];
    this.workspace = this.code + lengths[1];
    this.registers = this.workspace + lengths[2];
    return true;
  }

  private get registerWords(): number {
    return toLine(BLOCK * this.rows * 2);
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
