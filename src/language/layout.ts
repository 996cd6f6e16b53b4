/** @file How values of a ground type lie in the bank: one `Layout` a type, and kernels that compute on it directly. */

import { Fingerprint } from "./fingerprint.ts";
import { literalText } from "./program.ts";
import type { Random } from "./random.ts";
import type { Type } from "./type.ts";
import type { Value } from "./value.ts";

export interface Layout {
  readonly type: Type;
  /** u32 words a row. */
  readonly words: number;
  /** Writes any value of the type, `null` or ⊥. Equal values write equal words; distinct ones distinct words (without `read`: with overwhelming probability). */
  write(value: Value, to: Uint32Array, at: number): void;
  /** The value back. Absent where the words are a fingerprint: the value is then recomputed when asked for. */
  read?(from: Uint32Array, at: number): Value;
  isBottom(words: Uint32Array, at: number): boolean;
  /**
   * Every word is a value and none is left for ⊥ and null: a candidate that is not a value on every row is never
   * stored. `write` of one is undefined, `isBottom` always false.
   */
  readonly total?: boolean;
  /**
   * Rewrites a row's words, in a scratch copy, to what decides identity; where equality is tolerant (reals, to 12
   * significant digits) near values get equal words. Absent where the words themselves decide.
   */
  identity?(words: Uint32Array, at: number): void;
  /** Description length of a constant of this type, in bits. */
  literalCost(value: Value): number;
  /** Nearby values, most alike first: for guard rows, questions and shrinking. Finite. */
  vary(value: Value, random: Random): Iterable<Value>;
}

/** What a kernel may ask the bank for, beyond the words. */
export interface KernelHost {
  readonly rows: number;
  /** The value of an entry on a row. */
  value(entry: number, row: number): Value;
  /** A table of the kernel's own, kept with an entry (prefix hashes of an input, say). */
  attachment(entry: number): unknown;
  /** @param bytes about what the table takes */
  attach(entry: number, table: unknown, bytes: number): void;
}

/**
 * Computes one candidate on all rows, in the bank's heap, without building its values. `args` and `at` have one
 * number per argument: its entry, and where its first row's words begin. Row r of an argument whose layout has w
 * words is at `at[i] + r·w`. Must write exactly what `layout.write(run(…))` would.
 */
export type Kernel = (
  heap: Uint32Array,
  out: number,
  args: Int32Array,
  at: Int32Array,
  host: KernelHost,
) => void;

/** What a step of a microcode does; `By`: with a constant, else both operands are registers. */
export type MicroOp =
  | "const"
  | "not"
  | "neg"
  | "and"
  | "or"
  | "xor"
  | "add"
  | "sub"
  | "mul"
  | "udiv"
  | "urem"
  | "shl"
  | "lshr"
  | "ashr"
  | "shlBy"
  | "lshrBy"
  | "ashrBy"
  | "eq"
  | "ult"
  | "slt"
  | "ite"
  | "sextBy";

/**
 * Computes one register from earlier ones: `op(from[0], from[1], …)` modulo 2^width. Shifts by `width` or more leave
 * zeros (signs, for `ashr`); `udiv` by zero is all ones, `urem` by zero the dividend; `eq`, `ult` and `slt` are 1 or
 * 0; `ite` takes its second where its first is 1 and its third where it is 0; `sextBy` repeats the uppermost of
 * `value` bits.
 */
export interface MicroStep {
  readonly op: MicroOp;
  /** Registers: the parameters' first, then one for each step before. */
  readonly from: readonly number[];
  /** Of the result, 1…64; for `slt` and `ashr`, of the operands. */
  readonly width: number;
  /** The constant, or the number of bits of a `By`. */
  readonly value?: bigint;
}

/**
 * A total function of bit-vectors (and bools, as 0 and 1) as a straight line of steps over registers of 64 bits, which
 * the search computes for many candidates at a time.
 */
export interface Microcode {
  readonly params: number;
  readonly steps: readonly MicroStep[];
  /** The register of the result. */
  readonly result: number;
}

/** The layout of functions: the number of the entry that a lambda's body is, the same on every row. The bank writes it. */
export const functionLayout = (type: Type): Layout => ({
  type,
  words: 1,
  write() {
    throw new Error("internal: a function has no words but its body's number");
  },
  isBottom: () => false,
  literalCost: () => Number.POSITIVE_INFINITY,
  vary: () => [],
});

const fingerprint = new Fingerprint();

/** The layout of types that have none of their own (labels, lists, records): their fingerprint. */
export const hashedLayout = (type: Type): Layout => ({
  type,
  words: 3,
  write(value, to, at) {
    const { a, b, count } = fingerprint.of(value);
    to[at] = a;
    to[at + 1] = b;
    to[at + 2] = value === undefined ? 0xffffffff : count;
  },
  isBottom: (words, at) => words[at + 2] === 0xffffffff,
  literalCost: (value) => 4 + 4 * literalText(value).length,
  vary: () => [],
});
