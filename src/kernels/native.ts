/** @file The compiled kernels, where the engine runs WebAssembly with SIMD. */

import { KERNELS } from "./generated.ts";

/** A `WebAssembly.Memory`; the language's own types know nothing of it. */
export interface Memory {
  readonly buffer: ArrayBuffer;
  /** By pages of 64 KiB. Detaches the buffer before; throws when there is no more. */
  grow(pages: number): number;
}

/** The kernels over one memory; state and arguments are told by their byte addresses. */
export interface Native {
  /** Tries up to so many candidates, and says how many. */
  sweep(state: number, limit: number): number;
  /** Brings an argument to a position of its sort. */
  seek(argument: number, position: number): void;
  /** Takes entries into an index by rows, until all are in or there are too few slots. */
  takeIn(index: number): void;
  /** Puts the rings of an index's old slots into its new ones. */
  moveHeads(index: number): void;
  /** Of so many bytes: `hashWords`. */
  hash(at: number, bytes: number): number;
}

type Module = object;

interface Engine {
  readonly Memory: new (size: { initial: number; maximum: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => Module;
  readonly Instance: new (module: Module, imports: object) => { readonly exports: Native };
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

let module: Module | undefined | "none";

/** A memory with the kernels over it; nothing where the engine cannot, or has no memory left. */
export function nativeMemory(pages: number): Memory | undefined {
  const engine = (globalThis as { WebAssembly?: Engine }).WebAssembly;
  if (!engine || module === "none") return undefined;
  try {
    module ??= engine.validate(SIMD) ? new engine.Module(decode(KERNELS)) : "none";
    return module === "none" ? undefined : new engine.Memory({ initial: pages, maximum: MAX_PAGES });
  } catch {
    return undefined;
  }
}

/** The kernels over a memory that `nativeMemory` made. */
export function nativeOver(memory: Memory): Native {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: Engine };
  return new WebAssembly.Instance(module as Module, { env: { memory } }).exports;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base 64, without relying on what only some engines have. */
function decode(text: string): Uint8Array {
  const digits = text.replace(/=+$/, "");
  const bytes = new Uint8Array((digits.length * 3) >> 2);
  let [pending, count, at] = [0, 0, 0];
  for (const digit of digits) {
    pending = ((pending << 6) | DIGITS.indexOf(digit)) & 0xfff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[at++] = (pending >> count) & 0xff;
  }
  return bytes;
}
