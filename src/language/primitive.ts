/** @file Primitives: the named, typed functions that programs are built from. One declaration each, in its domain's file. */

import type { Kernel, Microcode } from "./layout.ts";
import type { Role } from "./names.ts";
import type { Argument, Print } from "./print.ts";
import type { Program } from "./program.ts";
import type { Signature, Type } from "./type.ts";
import type { Value } from "./value.ts";
import type { Witness } from "./witness.ts";

/** What one evaluation may still use up. Shared by all calls of the evaluation. */
export interface Call {
  /** Steps left. A primitive whose work or output grows beyond its input takes what it uses with `burn`. */
  fuel: number;
  /** Calls of recursive functions that lie on the stack. */
  depth?: number;
  /** In a search: the row of the task's bank that is being computed. */
  row?: number;
}

/** Longest text, in UTF-16 units, and longest list a primitive may return; beyond it the answer is ⊥. */
export const MAX_LENGTH = 1 << 20;

/** Fuel for one evaluation of one program on one row; and more of it for each part of its inputs and each pair of them, at most so much. */
export const FUEL = 1_000_000;
export const FUEL_PER_PART = 2_000;
export const FUEL_PER_PAIR = 20;
export const MOST_FUEL = 4e9;

/** Takes `amount` of fuel; false when there was not enough, and the primitive must then return ⊥. */
export function burn(call: Call, amount: number): boolean {
  call.fuel -= amount;
  return call.fuel >= 0;
}

/** Primitives by name. */
export interface PrimitiveSource extends ReadonlyMap<string, Primitive> {
  /** The one of that name that a type brings along: that of the first argument, that of what is wanted, or one of the signature's. */
  of?(name: string, subject: Type | undefined, wanted: Type, signature: Signature): Primitive | undefined;
  /** These, and those of nets. Throws (rejects with) an InputError where a net is not there, or is another one by now. */
  withNets?(nets: readonly CalledNet[], folder: string): Promise<PrimitiveSource>;
}

/** A net that a program calls. */
export interface CalledNet {
  /** Its JSON file, relative to the folder of the module, with slashes. */
  readonly file: string;
  /** Of that file. */
  readonly sha256: string;
}

export interface Primitive {
  /** Unique among all domains in use; letters, digits and dashes. */
  readonly name: string;
  readonly params: readonly Type[];
  readonly result: Type;
  /**
   * True when it may return ⊥ on arguments of the right types (labels of their vocabulary), the limits of length, of
   * fuel and of whole numbers (2^53) aside: the printer then guards the call.
   */
  readonly partial: boolean;
  /**
   * The meaning, and the oracle for every faster form. Never throws; returns ⊥ (`undefined`) on odd input.
   * A strict parameter (all are, unless `lazy` says otherwise) is never ⊥ here.
   */
  run(args: readonly Value[], call: Call): Value;
  /** Parameters that may be ⊥ when `run` is called (`else`-like primitives). */
  readonly lazy?: readonly boolean[];
  /** This primitive chooses between two of its arguments by a third (positions in `params`). */
  readonly selects?: { readonly test: number; readonly then: number; readonly else: number };
  /** Its first argument wherever that is not ⊥, else its second (positions in `params`). */
  readonly recovers?: { readonly value: number; readonly otherwise: number };
  /** A learned module is a primitive with a body, over `input` nodes. */
  readonly body?: Program;
  /** Of two arguments, true exactly where they are the same value. */
  readonly isEquality?: true;
  /** What the parameters of its lambda are for, so that printed code names them after it; items where it does not say. */
  readonly roles?: readonly Role[];
  /** By argument, what the parameters of the lambda that stands there are called; any text. */
  readonly parameterNames?: readonly (readonly string[] | undefined)[];
  readonly normal?: readonly ("commutative" | "associative")[];
  /** How it is written in TypeScript. */
  readonly print: Print;
  /** Of these arguments, those (positions in `params`) that the printed call evaluates for each item: they get a constant before it. */
  readonly repeats?: (args: readonly Argument[]) => readonly number[];
  /**
   * For primitives that only work on batches (nets, parsers): called before the search with the arguments of
   * every row at hand; `run` must then answer on exactly those, and may answer ⊥ elsewhere.
   */
  prepare?(batch: readonly (readonly Value[])[]): Promise<void>;
  readonly kernel?: Kernel;
  /** The same as `run`, where it is total on bit-vectors and bools. */
  readonly microcode?: Microcode;
  readonly witness?: Witness | readonly Witness[];
}
