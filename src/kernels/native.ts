/** @file The compiled kernels, where the engine runs WebAssembly with SIMD. */

import { KERNELS, TEAM_KERNELS } from "./generated.ts";

/** A `WebAssembly.Memory`; the language's own types know nothing of it. */
export interface Memory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
  /** By pages of 64 KiB. Detaches the buffer before unless it is shared; throws when there is no more. */
  grow(pages: number): number;
}

/** The kernels over one memory; state and arguments are told by their byte addresses. */
export interface Native {
  /** Tries up to so many candidates, and says how many. */
  sweep(state: number, limit: number): number;
  /** The same, and keeps none: ends with the block that has what is sought, and marks where. */
  seekSought(state: number, limit: number): number;
  /** Brings an argument to a position of its sort. */
  seek(argument: number, position: number): void;
  /** Takes entries into an index by rows, until all are in or there are too few slots. */
  takeIn(index: number): void;
  /** Puts the rings of an index's old slots into its new ones. */
  moveHeads(index: number): void;
  /** Of so many bytes: `hashWords`. */
  hash(at: number, bytes: number): number;
  /** Brings a part of a table into one twice as large; returns how many slots fell out of it, and lie at `late`. */
  spread(
    old: number,
    table: number,
    bits: number,
    part: number,
    partBits: number,
    late: number,
    most: number,
  ): number;
}

/** The same over a shared memory, and what several threads do; `team` is where their words begin. */
export interface TeamNative extends Native {
  /** Tries the candidates of a batch and keeps those that are new: their number, or -1 where the memory must be left. */
  batch(team: number, sleeps: boolean): number;
  /** Whether the last candidate of the batch was new. */
  lastIsNew(team: number): number;
  /** Brings a table into one twice as large: 1; 0 where it must be done again, -1 where the memory must be left before. */
  double(team: number, old: number, table: number, bits: number, sleeps: boolean): number;
}

type Module = object;

interface Engine {
  readonly Memory: new (size: { initial: number; maximum: number; shared?: boolean }) => Memory;
  readonly Module: new (bytes: Uint8Array) => Module;
  readonly Instance: new (module: Module, imports: object) => { readonly exports: TeamNative };
  validate(bytes: Uint8Array): boolean;
}

export const PAGE = 1 << 16;

/** One page less than 4 GiB, so that addresses have 32 bits. */
export const MAX_PAGES = (1 << 16) - 1;

/** `(func (drop (i8x16.popcnt (v128.const …))))`: valid only where there is SIMD. */
const SIMD = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0],
  ...[65, 0, 253, 15, 253, 98, 11],
);

/** By whether the memory is shared; none where the engine cannot. */
const modules = new Map<boolean, Module | undefined>();

function moduleFor(shared: boolean): Module | undefined {
  const { WebAssembly: engine } = globalThis as { WebAssembly?: Engine };
  if (!modules.has(shared)) {
    const can = engine?.validate(SIMD);
    modules.set(shared, can ? new engine!.Module(decode(shared ? TEAM_KERNELS : KERNELS)) : undefined);
  }
  return modules.get(shared);
}

/** A memory for the kernels; nothing where the engine cannot, or has no memory left. */
export function nativeMemory(pages: number, shared = false): Memory | undefined {
  const { WebAssembly: engine } = globalThis as { WebAssembly?: Engine };
  try {
    if (!engine || !moduleFor(shared)) return undefined;
    return new engine.Memory({ initial: pages, maximum: MAX_PAGES, ...(shared && { shared }) });
  } catch {
    return undefined;
  }
}

function instance(memory: Memory, shared: boolean): TeamNative {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: Engine };
  return new WebAssembly.Instance(moduleFor(shared) as Module, { env: { memory } }).exports;
}

/** The kernels over a memory that `nativeMemory` made, and did not share. */
export const nativeOver = (memory: Memory): Native => instance(memory, false);

/** The kernels over a shared memory, and the module that other threads make theirs of. */
export const teamOver = (memory: Memory): TeamNative => instance(memory, true);
export const teamModule = (): Module | undefined => moduleFor(true);

function decode(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
