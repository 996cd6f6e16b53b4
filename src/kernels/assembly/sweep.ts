/**
 * @file A stretch of candidates of one production, in AssemblyScript: a block at a time computed, looked up and kept. What
 * it does, and in which order, is what the bank does one candidate at a time.
 */

import {
  ARGS_STRIDE,
  ARITY,
  BLOCK,
  COUNT,
  DIRECTORY,
  DONE,
  HITS,
  OUT,
  OUT_ARGS,
  ROOM,
  SHIFT,
  SOUGHT,
  STRIDE,
  TABLE,
  WORKSPACE,
} from "../state";
import { compute, gather, get, look, placeOf, resultsOf, same, set, write } from "./block";

/** Tries up to `limit` candidates; fewer when all were tried or there is no room left for entries. */
export function sweep(state: usize, limit: i32): i32 {
  let tried = 0;
  while (tried < limit && get(state, DONE) === 0) {
    const room = <i32>get(state, ROOM);
    if (room === 0) break;
    const count = gather(state, min(min(limit - tried, room), BLOCK));
    if (count === 0) break;
    compute(state, count);
    keep(state, count);
    tried += count;
  }
  return tried;
}

/** Tries up to `limit` candidates and keeps none; ends with the block that has what is sought, and marks where. */
export function seekSought(state: usize, limit: i32): i32 {
  const stride = <usize>get(state, STRIDE);
  const sought = <usize>get(state, SOUGHT);
  let hits: u32 = 0;
  let tried = 0;
  while (tried < limit && hits === 0 && get(state, DONE) === 0) {
    const count = gather(state, min(limit - tried, BLOCK));
    if (count === 0) break;
    compute(state, count);
    const results = resultsOf(state, count);
    for (let i = 0; i < count; i++)
      if (isSought(results + <usize>i * stride, sought, stride)) hits |= (<u32>1) << i;
    tried += count;
  }
  set(state, HITS, hits);
  return tried;
}

function isSought(result: usize, sought: usize, bytes: usize): bool {
  const counts = sought + bytes;
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    const differs = v128.xor(v128.load(result + at), v128.load(sought + at));
    if (v128.any_true(v128.and(differs, v128.load(counts + at)))) return false;
  }
  for (; at < bytes; at += 4)
    if ((load<u32>(result + at) ^ load<u32>(sought + at)) & load<u32>(counts + at)) return false;
  return true;
}

/** Looks the results of a block up and keeps those that are new. */
function keep(state: usize, count: i32): void {
  const results = look(state, count);
  const stride = <usize>get(state, STRIDE);
  const workspace = <usize>get(state, WORKSPACE);
  const table = <usize>get(state, TABLE);
  const shift = get(state, SHIFT);
  const slots: u32 = (1 << (32 - shift)) - 1;
  const directory = <usize>get(state, DIRECTORY);
  const entries = workspace + (BLOCK << 2);
  const arity = <i32>get(state, ARITY);
  const argsStride = <usize>get(state, ARGS_STRIDE);
  let out = <usize>get(state, OUT);
  let outArgs = <usize>get(state, OUT_ARGS);
  let size = get(state, COUNT);
  const before = size;
  for (let i = 0; i < count; i++) {
    const key = load<u32>(workspace + ((<usize>i) << 2));
    const result = results + <usize>i * stride;
    let slot = key >> shift;
    for (;;) {
      const at = table + ((<usize>slot) << 3);
      const position = load<u32>(at, 4);
      if (position === 0) {
        store<u32>(at, key);
        store<u32>(at, ++size, 4);
        write(out, result, stride);
        for (let a = 0; a < arity; a++)
          store<u32>(outArgs + ((<usize>a) << 2), load<u32>(entries + ((<usize>(a * BLOCK + i)) << 2)));
        out += stride;
        outArgs += argsStride;
        break;
      }
      if (load<u32>(at) === key && same(placeOf(directory, position - 1, <u32>stride), result, stride)) break;
      slot = (slot + 1) & slots;
    }
  }
  set(state, OUT, <u32>out);
  set(state, OUT_ARGS, <u32>outArgs);
  set(state, COUNT, size);
  set(state, ROOM, get(state, ROOM) - (size - before));
}

/**
 * Brings a part of a table's slots into one twice as large, whose part it zeroes first.
 * @param bits of a slot's number in the old table
 * @param partBits of a part's number
 * @param late room for `most` slots that do not lie, or would not come to lie, in the part that their hash names
 * @returns how many of those there were
 */
export function spread(
  old: usize,
  table: usize,
  bits: u32,
  part: u32,
  partBits: u32,
  late: usize,
  most: u32,
): u32 {
  const length: usize = (<usize>8) << (bits - partBits);
  const from = old + <usize>part * length;
  const to = table + <usize>part * length * 2;
  const end = to + length * 2;
  for (let at = to; at < end; at += 16) v128.store(at, i64x2.splat(0));
  const shift = 31 - bits;
  let lost: u32 = 0;
  for (let at = from; at < from + length; at += 8) {
    const slot = load<u64>(at);
    if (slot >> 32 === 0) continue;
    const key = <u32>slot;
    let place = table + ((<usize>(key >> shift)) << 3);
    if (place >= to) while (place < end && load<u32>(place, 4) !== 0) place += 8;
    if (place >= to && place < end) store<u64>(place, slot);
    else {
      if (lost < most) store<u64>(late + ((<usize>lost) << 3), slot);
      lost++;
    }
  }
  return lost;
}
