/**
 * @file Entries of a bank on every example: what may be of use is computed again in a second, wide bank. The first one has
 * the core rows alone.
 */

import { compile } from "../language/compile.ts";
import { type Program, walk } from "../language/program.ts";
import type { Value } from "../language/value.ts";
import type { Example } from "../tasks/task.ts";
import type { Bank } from "./bank.ts";
import type { CompiledSort } from "./grammar.ts";
import type { Meter } from "./meter.ts";
import { ENTRY_BYTES } from "./parts.ts";
import { Reading } from "./reading.ts";

export class Wide {
  private readonly bank: Bank;
  private readonly wide: Bank;
  private readonly examples: readonly Example[];
  private readonly meter: Meter;
  /** By entry of the bank, its entry in the wide one, or -1. */
  private readonly entries = new Map<number, number>();
  /** The words of every example's output. */
  private outputs: Uint32Array;
  private readonly start: CompiledSort;

  /** @param meter told of what is computed */
  constructor(
    bank: Bank,
    start: CompiledSort,
    examples: readonly Example[],
    mayGrow: (bytes: number) => boolean,
    meter: Meter,
  ) {
    this.bank = bank;
    this.start = start;
    this.examples = examples;
    this.meter = meter;
    this.wide = bank.wider(
      examples.map(({ inputs }) => ({ variables: inputs, inputs, bound: [] })),
      mayGrow,
    );
    const { words } = start.layout;
    this.outputs = new Uint32Array(examples.length * words);
    examples.forEach(({ output }, i) => {
      start.layout.write(output, this.outputs, i * words);
    });
  }

  get bytes(): number {
    return this.wide.bytes + this.entries.size * ENTRY_BYTES + this.outputs.byteLength;
  }

  /** Entries that were computed on every example. */
  get count(): number {
    return this.entries.size;
  }

  dispose(): void {
    this.wide.dispose();
    this.entries.clear();
    this.outputs = new Uint32Array(0);
  }

  /** The words of an example's output. */
  output(example: number): Uint32Array {
    const { words } = this.start.layout;
    return this.outputs.subarray(example * words, (example + 1) * words);
  }

  /** Marks the examples whose output an entry is; false when memory was refused. */
  markRight(entry: number, set: Uint32Array): boolean {
    return this.mark(entry, this.start, this.outputs, set);
  }

  /** Marks the examples on which an entry of a sort has these words; false when memory was refused. */
  markWith(entry: number, sort: CompiledSort, words: Uint32Array, set: Uint32Array): boolean {
    return this.mark(entry, sort, words, set);
  }

  /** Marks the examples on which a program's value passes; pauses where there is much to read, with the candidates that that is worth. */
  *markProgram(
    program: Program,
    passes: (value: Value, example: Example) => boolean,
    set: Uint32Array,
  ): Generator<number, void> {
    let nodes = 0;
    walk(program, () => nodes++);
    this.meter.add((nodes * this.examples.length) / this.bank.rows);
    const reading = new Reading();
    const compiled = compile(program);
    for (const [i, example] of this.examples.entries()) {
      if (reading.isDue(example.inputs)) yield this.meter.tell();
      if (passes(compiled(example.inputs), example)) set[i >>> 5] |= 1 << (i & 31);
    }
  }

  /** @param wanted words for all examples, or for each */
  private mark(entry: number, { layout }: CompiledSort, wanted: Uint32Array, set: Uint32Array): boolean {
    const own = this.widen(entry);
    if (own < 0) return false;
    const { heap } = this.wide;
    const { words } = layout;
    const step = wanted.length === words ? 0 : words;
    let at = this.wide.at(own);
    for (let row = 0; row < this.examples.length; row++, at += words) {
      let word = 0;
      while (word < words && heap[at + word] === wanted[row * step + word]) word++;
      if (word === words) set[row >>> 5] |= 1 << (row & 31);
    }
    return true;
  }

  /** The entry in the wide bank; -1 when that is full. */
  private widen(entry: number): number {
    const known = this.entries.get(entry);
    if (known !== undefined) return known;
    const production = this.bank.production(entry);
    const args = production.args.map((_, i) => this.widen(this.bank.argument(entry, i)));
    const wide = args.includes(-1) ? -1 : this.wide.derive(production, args);
    this.meter.add(this.examples.length / this.bank.rows);
    this.entries.set(entry, wide);
    return wide;
  }
}
