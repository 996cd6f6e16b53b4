/**
 * @file Candidates a block at a time, in AssemblyScript: their arguments gathered into registers, their values computed
 * and hashed. Memory is imported; nothing is allocated.
 */

import {
  ARG_AT,
  ARG_DIRECTORY,
  ARG_ENTRY,
  ARG_FROM,
  ARG_LEFT,
  ARG_PLACE,
  ARG_STRIDE,
  ARG_TO,
  ARG_WORDS,
  ARGUMENT_WORDS,
  ARGUMENTS,
  ARITY,
  BLOCK,
  CHUNK_BITS,
  CODE,
  COMMUTES,
  DIRECTORY,
  DONE,
  FIRST_BITS,
  LANE_0,
  LANE_1,
  LANE_2,
  LANE_3,
  LANE_MULTIPLIER,
  MAX_ARGS,
  MIX_0,
  MIX_1,
  OP_ADD,
  OP_AND,
  OP_ASHR,
  OP_ASHR_BY,
  OP_CONST,
  OP_EQ,
  OP_ITE,
  OP_LSHR,
  OP_LSHR_BY,
  OP_MUL,
  OP_NEG,
  OP_NOT,
  OP_OR,
  OP_SEXT,
  OP_SHL,
  OP_SHL_BY,
  OP_SLT,
  OP_SUB,
  OP_UDIV,
  OP_ULT,
  OP_UREM,
  OP_XOR,
  PROVISIONAL,
  REGISTER_STRIDE,
  REGISTERS,
  RESULT,
  RESULT_WORDS,
  ROWS,
  SHIFT,
  SINK,
  STEP_A,
  STEP_B,
  STEP_C,
  STEP_IMMEDIATE,
  STEP_MASK,
  STEP_OP,
  STEP_TO,
  STEP_WIDTH,
  STEP_WORDS,
  STEPS,
  STRIDE,
  TABLE,
  WEIGHT_0,
  WEIGHT_1,
  WEIGHT_2,
  WEIGHT_3,
  WORKSPACE,
} from "../state";

export function get(state: usize, word: i32): u32 {
  return load<u32>(state + ((<usize>word) << 2));
}

export function set(state: usize, word: i32, value: u32): void {
  store<u32>(state + ((<usize>word) << 2), value);
}

export function argument(state: usize, i: i32): usize {
  return state + ((<usize>(ARGUMENTS + i * ARGUMENT_WORDS)) << 2);
}

/** Brings an argument to a position of its sort. */
export function seek(arg: usize, position: u32): void {
  const last: u32 = 1 << CHUNK_BITS;
  const early: u32 = (last << 1) - (1 << FIRST_BITS);
  let chunk: u32;
  let offset: u32;
  let size: u32;
  if (position < early) {
    const from = position + (1 << FIRST_BITS);
    const top = 31 - clz(from);
    chunk = top - FIRST_BITS;
    size = 1 << top;
    offset = from - size;
  } else {
    const from = position - early;
    chunk = CHUNK_BITS - FIRST_BITS + 1 + (from >> CHUNK_BITS);
    offset = from & (last - 1);
    size = last;
  }
  const entry = <usize>get(arg, ARG_DIRECTORY) + ((<usize>chunk) << 3);
  set(arg, ARG_AT, position);
  set(arg, ARG_ENTRY, (load<u32>(entry) << CHUNK_BITS) + offset);
  set(arg, ARG_PLACE, load<u32>(entry, 4) + offset * get(arg, ARG_STRIDE));
  set(arg, ARG_LEFT, size - offset);
}

/** Where an entry's rows are. */
export function placeOf(directory: usize, position: u32, stride: u32): usize {
  const last: u32 = 1 << CHUNK_BITS;
  const early: u32 = (last << 1) - (1 << FIRST_BITS);
  if (position < early) {
    const from = position + (1 << FIRST_BITS);
    const top = 31 - clz(from);
    return load<u32>(directory + ((<usize>(top - FIRST_BITS)) << 3), 4) + (from - (1 << top)) * stride;
  }
  const from = position - early;
  const chunk = CHUNK_BITS - FIRST_BITS + 1 + (from >> CHUNK_BITS);
  return load<u32>(directory + ((<usize>chunk) << 3), 4) + (from & (last - 1)) * stride;
}

/** Where an entry's arguments are: after the rows of its chunk. */
export function argsPlaceOf(directory: usize, position: u32, stride: u32, argsStride: u32): usize {
  const last: u32 = 1 << CHUNK_BITS;
  const early: u32 = (last << 1) - (1 << FIRST_BITS);
  if (position < early) {
    const from = position + (1 << FIRST_BITS);
    const top = 31 - clz(from);
    const size: u32 = 1 << top;
    return (
      load<u32>(directory + ((<usize>(top - FIRST_BITS)) << 3), 4) +
      size * stride +
      (from - size) * argsStride
    );
  }
  const from = position - early;
  const chunk = CHUNK_BITS - FIRST_BITS + 1 + (from >> CHUNK_BITS);
  return load<u32>(directory + ((<usize>chunk) << 3), 4) + last * stride + (from & (last - 1)) * argsStride;
}

/** Puts the rows of the next candidates' arguments into the first registers; returns how many there are. */
export function gather(state: usize, limit: i32): i32 {
  const arity = <i32>get(state, ARITY);
  const rows = get(state, ROWS);
  const lanes = (<usize>rows) << 3;
  const registers = <usize>get(state, REGISTERS);
  const registerStride = <usize>get(state, REGISTER_STRIDE);
  const entries = <usize>get(state, WORKSPACE) + (BLOCK << 2);
  const inner = argument(state, arity - 1);
  let count = 0;
  while (count < limit) {
    const stretch = min(
      min(limit - count, <i32>(get(inner, ARG_TO) - get(inner, ARG_AT))),
      <i32>get(inner, ARG_LEFT),
    );
    for (let i = 0; i < arity; i++) {
      const arg = argument(state, i);
      const place = <usize>get(arg, ARG_PLACE);
      const to = registers + <usize>i * registerStride + <usize>count * lanes;
      const step = i === arity - 1 ? 1 : 0;
      if (step) copy(to, place, <usize>stretch * rows, get(arg, ARG_WORDS));
      else for (let k = 0; k < stretch; k++) copy(to + <usize>k * lanes, place, rows, get(arg, ARG_WORDS));
      const numbers = entries + ((<usize>(i * BLOCK + count)) << 2);
      const first = get(arg, ARG_ENTRY);
      for (let k = 0; k < stretch; k++) store<u32>(numbers + ((<usize>k) << 2), first + k * step);
    }
    count += stretch;
    if (!advance(state, arity, stretch)) {
      set(state, DONE, 1);
      break;
    }
  }
  return count;
}

/** Copies rows of one or two words each to rows of 64 bits. */
export function copy(to: usize, from: usize, rows: usize, words: u32): void {
  if (words === 1) {
    for (let row: usize = 0; row < rows; row++)
      store<u64>(to + (row << 3), <u64>load<u32>(from + (row << 2)));
    return;
  }
  const bytes = rows << 3;
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, v128.load(from + at));
  if (at < bytes) store<u64>(to + at, load<u64>(from + at));
}

/** The next combination of arguments, after a stretch of the last one's entries; false when there is none. */
export function advance(state: usize, arity: i32, stretch: i32): bool {
  const inner = argument(state, arity - 1);
  const at = get(inner, ARG_AT) + stretch;
  if (at < get(inner, ARG_TO)) {
    if (stretch < <i32>get(inner, ARG_LEFT)) {
      set(inner, ARG_AT, at);
      set(inner, ARG_ENTRY, get(inner, ARG_ENTRY) + stretch);
      set(inner, ARG_PLACE, get(inner, ARG_PLACE) + stretch * get(inner, ARG_STRIDE));
      set(inner, ARG_LEFT, get(inner, ARG_LEFT) - stretch);
    } else seek(inner, at);
    return true;
  }
  for (;;) {
    let i = arity - 2;
    for (; i >= 0; i--) {
      const arg = argument(state, i);
      const next = get(arg, ARG_AT) + 1;
      if (next < get(arg, ARG_TO)) {
        seek(arg, next);
        break;
      }
      seek(arg, get(arg, ARG_FROM));
    }
    if (i < 0) break;
    let from = get(inner, ARG_FROM);
    if (get(state, COMMUTES)) from = max(from, get(argument(state, 0), ARG_AT));
    if (from < get(inner, ARG_TO)) {
      seek(inner, from);
      return true;
    }
  }
  return false;
}

export function register(state: usize, i: u32): usize {
  return <usize>get(state, REGISTERS) + <usize>i * <usize>get(state, REGISTER_STRIDE);
}

export function compute(state: usize, count: i32): void {
  const lanes = <usize>count * <usize>get(state, ROWS);
  const bytes = lanes << 3;
  let step = <usize>get(state, CODE);
  const end = step + <usize>get(state, STEPS) * (STEP_WORDS << 2);
  for (; step < end; step += STEP_WORDS << 2) {
    const to = register(state, get(step, STEP_TO));
    const a = register(state, get(step, STEP_A));
    const b = register(state, get(step, STEP_B));
    const c = register(state, get(step, STEP_C));
    const width = <i64>get(step, STEP_WIDTH);
    const immediate = load<u64>(step + (STEP_IMMEDIATE << 2));
    const mask = load<u64>(step + (STEP_MASK << 2));
    const op = <i32>get(step, STEP_OP);
    switch (op) {
      case OP_CONST: {
        const value = i64x2.splat(immediate);
        for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, value);
        break;
      }
      case OP_NOT:
        for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, v128.not(v128.load(a + i)));
        break;
      case OP_NEG:
        for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, i64x2.neg(v128.load(a + i)));
        break;
      case OP_AND:
        for (let i: usize = 0; i < bytes; i += 16)
          v128.store(to + i, v128.and(v128.load(a + i), v128.load(b + i)));
        break;
      case OP_OR:
        for (let i: usize = 0; i < bytes; i += 16)
          v128.store(to + i, v128.or(v128.load(a + i), v128.load(b + i)));
        break;
      case OP_XOR:
        for (let i: usize = 0; i < bytes; i += 16)
          v128.store(to + i, v128.xor(v128.load(a + i), v128.load(b + i)));
        break;
      case OP_ADD:
        for (let i: usize = 0; i < bytes; i += 16)
          v128.store(to + i, i64x2.add(v128.load(a + i), v128.load(b + i)));
        break;
      case OP_SUB:
        for (let i: usize = 0; i < bytes; i += 16)
          v128.store(to + i, i64x2.sub(v128.load(a + i), v128.load(b + i)));
        break;
      case OP_MUL:
        for (let i: usize = 0; i < bytes; i += 16)
          v128.store(to + i, i64x2.mul(v128.load(a + i), v128.load(b + i)));
        break;
      case OP_UDIV:
        for (let i: usize = 0; i < bytes; i += 8) {
          const by = load<u64>(b + i);
          store<u64>(to + i, by === 0 ? mask : load<u64>(a + i) / by);
        }
        break;
      case OP_UREM:
        for (let i: usize = 0; i < bytes; i += 8) {
          const by = load<u64>(b + i);
          const value = load<u64>(a + i);
          store<u64>(to + i, by === 0 ? value : value % by);
        }
        break;
      case OP_SHL:
        for (let i: usize = 0; i < bytes; i += 16)
          v128.store(to + i, i64x2.shl(v128.load(a + i), <i32>immediate));
        break;
      case OP_LSHR:
        for (let i: usize = 0; i < bytes; i += 16)
          v128.store(to + i, i64x2.shr_u(v128.load(a + i), <i32>immediate));
        break;
      case OP_ASHR: {
        const unused = 64 - <i32>width;
        const by = min(<i32>immediate + unused, 63);
        for (let i: usize = 0; i < bytes; i += 16)
          v128.store(to + i, i64x2.shr_s(i64x2.shl(v128.load(a + i), unused), by));
        break;
      }
      case OP_SHL_BY:
        for (let i: usize = 0; i < bytes; i += 8) {
          const by = load<u64>(b + i);
          store<u64>(to + i, by >= 64 ? 0 : load<u64>(a + i) << by);
        }
        break;
      case OP_LSHR_BY:
        for (let i: usize = 0; i < bytes; i += 8) {
          const by = load<u64>(b + i);
          store<u64>(to + i, by >= 64 ? 0 : load<u64>(a + i) >> by);
        }
        break;
      case OP_ASHR_BY: {
        const unused = 64 - width;
        for (let i: usize = 0; i < bytes; i += 8) {
          const by = load<u64>(b + i);
          const signed = (load<i64>(a + i) << unused) >> unused;
          store<i64>(to + i, signed >> <i64>min<u64>(by, 63));
        }
        break;
      }
      case OP_EQ:
        for (let i: usize = 0; i < bytes; i += 16)
          v128.store(to + i, i64x2.shr_u(i64x2.eq(v128.load(a + i), v128.load(b + i)), 63));
        break;
      case OP_ULT: {
        const sign = i64x2.splat(0x8000_0000_0000_0000);
        for (let i: usize = 0; i < bytes; i += 16) {
          const left = v128.xor(v128.load(a + i), sign);
          v128.store(to + i, i64x2.shr_u(i64x2.lt_s(left, v128.xor(v128.load(b + i), sign)), 63));
        }
        break;
      }
      case OP_SLT: {
        const unused = 64 - <i32>width;
        for (let i: usize = 0; i < bytes; i += 16) {
          const left = i64x2.shl(v128.load(a + i), unused);
          v128.store(to + i, i64x2.shr_u(i64x2.lt_s(left, i64x2.shl(v128.load(b + i), unused)), 63));
        }
        break;
      }
      case OP_ITE:
        for (let i: usize = 0; i < bytes; i += 16) {
          const chosen = i64x2.neg(v128.load(a + i));
          v128.store(to + i, v128.bitselect(v128.load(b + i), v128.load(c + i), chosen));
        }
        break;
      case OP_SEXT: {
        const unused = 64 - <i32>immediate;
        for (let i: usize = 0; i < bytes; i += 16)
          v128.store(to + i, i64x2.shr_s(i64x2.shl(v128.load(a + i), unused), unused));
        break;
      }
      default:
        unreachable();
    }
    if (mask !== u64.MAX_VALUE) {
      const all = i64x2.splat(mask);
      for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, v128.and(v128.load(to + i), all));
    }
  }
}

/** The hash of that many bytes, in words of 4. */
export function hash(at: usize, bytes: usize): u32 {
  const by = i32x4.splat(LANE_MULTIPLIER);
  let lanes = i32x4(LANE_0, LANE_1, LANE_2, LANE_3);
  const whole = at + (bytes & ~15);
  for (; at < whole; at += 16) {
    lanes = i32x4.mul(v128.xor(lanes, v128.load(at)), by);
    lanes = v128.xor(lanes, i32x4.shr_u(lanes, 15));
  }
  const rest = bytes & 15;
  if (rest) {
    let last = v128.load32_zero(at);
    if (rest >= 8) last = v128.load64_zero(at);
    if (rest === 12) last = i32x4.replace_lane(last, 2, load<i32>(at, 8));
    lanes = i32x4.mul(v128.xor(lanes, last), by);
    lanes = v128.xor(lanes, i32x4.shr_u(lanes, 15));
  }
  lanes = i32x4.mul(lanes, i32x4(WEIGHT_0, WEIGHT_1, WEIGHT_2, WEIGHT_3));
  let sum: u32 =
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3);
  sum = (sum ^ (sum >> 16)) * MIX_0;
  sum = (sum ^ (sum >> 15)) * MIX_1;
  return sum ^ (sum >> 16);
}

export function same(a: usize, b: usize, bytes: usize): bool {
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16)
    if (v128.any_true(v128.xor(v128.load(a + at), v128.load(b + at)))) return false;
  for (; at < bytes; at += 4) if (load<u32>(a + at) !== load<u32>(b + at)) return false;
  return true;
}

/** Copies words. */
export function write(to: usize, from: usize, bytes: usize): void {
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, v128.load(from + at));
  for (; at < bytes; at += 4) store<u32>(to + at, load<u32>(from + at));
}

/** A block's results, an entry's rows after the other's. */
export function resultsOf(state: usize, count: i32): usize {
  const results = register(state, get(state, RESULT));
  if (get(state, RESULT_WORDS) !== 1) return results;
  const packed = <usize>get(state, WORKSPACE) + ((BLOCK * (1 + MAX_ARGS)) << 2);
  const lanes = <usize>count * <usize>get(state, ROWS);
  for (let i: usize = 0; i < lanes; i++) store<u32>(packed + (i << 2), load<u32>(results + (i << 3)));
  return packed;
}

/** A block's results; their hashes begin the workspace, and their slots are touched. */
export function look(state: usize, count: i32): usize {
  const stride = <usize>get(state, STRIDE);
  const workspace = <usize>get(state, WORKSPACE);
  const table = <usize>get(state, TABLE);
  const shift = get(state, SHIFT);
  const slots: u32 = (1 << (32 - shift)) - 1;
  const directory = <usize>get(state, DIRECTORY);
  const results = resultsOf(state, count);

  for (let i = 0; i < count; i++)
    store<u32>(workspace + ((<usize>i) << 2), hash(results + <usize>i * stride, stride));

  let sink: u32 = 0;
  for (let i = 0; i < count; i++) {
    const slot = load<u32>(workspace + ((<usize>i) << 2)) >> shift;
    sink += load<u32>(table + ((<usize>slot) << 3));
  }
  for (let i = 0; i < count; i++) {
    const key = load<u32>(workspace + ((<usize>i) << 2));
    let slot = key >> shift;
    for (;;) {
      const at = table + ((<usize>slot) << 3);
      const position = load<u32>(at, 4);
      if (position === 0) break;
      if (load<u32>(at) === key && position < PROVISIONAL) {
        sink += load<u32>(placeOf(directory, position - 1, <u32>stride));
        break;
      }
      slot = (slot + 1) & slots;
    }
  }
  set(state, SINK, sink);
  return results;
}
