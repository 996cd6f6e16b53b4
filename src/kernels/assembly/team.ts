/**
 * @file A batch of candidates by several threads, in AssemblyScript with atomics. Threads take pieces of a phase until
 * none is left; who comes late finds none, so nobody is waited for who has not taken one. Phases: chunks of candidates
 * are computed and probed in a table that nobody writes (probe); parts of the table decide, in the order of candidates,
 * which of what it has not is new (decide); numbered by that, chunks go to their places (commit).
 */

import {
  ARG_AT,
  ARG_FROM,
  ARG_TO,
  ARGS_STRIDE,
  ARGUMENT_WORDS,
  ARGUMENTS,
  ARITY,
  AWAITED,
  BATCH,
  BEHIND,
  BLOCK,
  BROKEN,
  COMMUTES,
  COUNT,
  DIRECTORY,
  DONE,
  EPOCH,
  HEAD_COUNT,
  HEAD_LAST,
  HEAD_LISTED,
  HEAD_NEW,
  HEAD_SINK,
  HEAD_WORDS,
  HELPED,
  MAX_THREADS,
  PHASE,
  PHASE_COMMIT,
  PHASE_DECIDE,
  PHASE_PROBE,
  PHASE_SPREAD,
  PIECES,
  PIECES_DONE,
  PRESENT,
  PROVISIONAL,
  REGISTERS,
  SHIFT,
  SPREAD_BITS,
  STATE_WORDS,
  STRIDE,
  TABLE,
  TEAM_ARGS,
  TEAM_BATCH,
  TEAM_BITS,
  TEAM_CHUNK_BITS,
  TEAM_HASHES,
  TEAM_HEADS,
  TEAM_LATE,
  TEAM_LATE_COUNTS,
  TEAM_LATES,
  TEAM_LIMIT,
  TEAM_LISTS,
  TEAM_NEW,
  TEAM_OLD,
  TEAM_PART_BITS,
  TEAM_SLOTS,
  TEAM_STATE_BYTES,
  TEAM_STATES,
  TEAM_SWEEP,
  TEAM_VALUES,
  TICKET,
  WAITERS,
  WORKSPACE,
} from "../state";
import { argsPlaceOf, compute, gather, get, look, placeOf, same, seek, set, write } from "./block";
import { spread } from "./sweep";

export { hash, seek } from "./block";
export { spread, sweep } from "./sweep";

const CHUNK: u32 = 1 << TEAM_CHUNK_BITS;
const PARTS: u32 = 1 << TEAM_PART_BITS;

/** Looks at a word that others write before going to sleep: some 50 µs. */
const SPINS = 20_000;

/** Nanoseconds until the first thread looks whether another one has died, and how often it does. */
const LOOK: i64 = 50_000_000;
const LOOKS = 200;

function word(team: usize, i: i32): usize {
  return team + ((<usize>i) << 2);
}

/** Does what others want done until nothing was wanted for that many nanoseconds. */
export function serve(team: usize, thread: u32, patience: i64): void {
  for (;;) {
    const seen = atomic.load<u32>(word(team, EPOCH));
    let spins = 0;
    while (<u32>atomic.load<u64>(word(team, TICKET)) === 0 && ++spins < SPINS);
    if (spins < SPINS) {
      atomic.add<u32>(word(team, HELPED), work(team, thread));
      continue;
    }
    atomic.add<u32>(word(team, WAITERS), 1);
    const woken = atomic.wait<i32>(word(team, EPOCH), seen, patience);
    atomic.sub<u32>(word(team, WAITERS), 1);
    if (woken === AtomicWaitResult.TIMED_OUT) break;
  }
  atomic.store<u32>(word(team, PRESENT + thread), 0);
}

/** Takes pieces of the phase until none is left; returns how many it took. */
function work(team: usize, thread: u32): u32 {
  let taken: u32 = 0;
  let ticket = atomic.load<u64>(word(team, TICKET));
  while (<u32>ticket !== 0) {
    if (atomic.cmpxchg<u64>(word(team, TICKET), ticket, ticket - 1) === ticket) {
      const pieces = get(team, PIECES);
      perform(team, thread, pieces - <u32>ticket);
      taken++;
      const done = atomic.add<u32>(word(team, PIECES_DONE), 1) + 1;
      if (done === pieces && atomic.load<u32>(word(team, AWAITED)) !== 0)
        atomic.notify(word(team, PIECES_DONE), 1);
    }
    ticket = atomic.load<u64>(word(team, TICKET));
  }
  return taken;
}

function perform(team: usize, thread: u32, piece: u32): void {
  switch (<i32>get(team, PHASE)) {
    case PHASE_PROBE:
      probe(team, thread, piece);
      break;
    case PHASE_DECIDE:
      decide(team, piece);
      break;
    case PHASE_COMMIT:
      commitChunk(team, piece);
      break;
    default:
      spreadPart(team, piece);
  }
}

/** Has a phase done, with the first thread at work too; false where another one died in it. */
function together(team: usize, phase: u32, pieces: u32, sleeps: bool): bool {
  set(team, PHASE, phase);
  set(team, PIECES, pieces);
  atomic.store<u32>(word(team, PIECES_DONE), 0);
  const epoch = get(team, EPOCH) + 1;
  atomic.store<u64>(word(team, TICKET), ((<u64>epoch) << 32) | pieces);
  atomic.store<u32>(word(team, EPOCH), epoch);
  if (atomic.load<u32>(word(team, WAITERS)) !== 0) atomic.notify(word(team, EPOCH), MAX_THREADS);
  work(team, 0);
  let spins = 0;
  let looks = 0;
  while (looks < LOOKS) {
    const done = atomic.load<u32>(word(team, PIECES_DONE));
    if (done === pieces) return true;
    const broken = atomic.load<u32>(word(team, BROKEN));
    if (broken !== 0 && done + broken >= pieces) return false;
    if (!sleeps || ++spins < SPINS) continue;
    looks++;
    atomic.store<u32>(word(team, AWAITED), 1);
    atomic.wait<i32>(word(team, PIECES_DONE), done, LOOK);
    atomic.store<u32>(word(team, AWAITED), 0);
  }
  return false;
}

function head(team: usize, chunk: u32): usize {
  return <usize>get(team, TEAM_HEADS) + ((<usize>chunk * HEAD_WORDS) << 2);
}

function list(team: usize, chunk: u32, part: u32): usize {
  return (
    <usize>get(team, TEAM_LISTS) + ((<usize>(((chunk << TEAM_PART_BITS) + part) << TEAM_CHUNK_BITS)) << 1)
  );
}

function chunksOf(team: usize): u32 {
  return (get(team, TEAM_LIMIT) + CHUNK - 1) >> TEAM_CHUNK_BITS;
}

/** The candidates of a batch, up to where it is known which of them are new. Returns how many are; -1 if it failed. */
export function batch(team: usize, sleeps: bool): i32 {
  const chunks = chunksOf(team);
  if (!together(team, PHASE_PROBE, chunks, sleeps)) return -1;
  if (!together(team, PHASE_DECIDE, PARTS, sleeps) || !decideLate(team)) return -1;
  let found: u32 = 0;
  for (let chunk: u32 = 0; chunk < chunks; chunk++) found += foundIn(team, chunk);
  return found;
}

/** Whether the last candidate of the batch was new. */
export function lastIsNew(team: usize): bool {
  const chunk = chunksOf(team) - 1;
  const at = head(team, chunk);
  if (get(at, HEAD_LAST) === 0) return false;
  const last = (chunk << TEAM_CHUNK_BITS) + get(at, HEAD_COUNT) - 1;
  return load<u32>(<usize>get(team, TEAM_SLOTS) + ((<usize>last) << 2)) !== 0;
}

/** Brings what is new to its places, for which there must be room, and the sweep beyond the batch. */
export function commit(team: usize, sleeps: bool): bool {
  const chunks = chunksOf(team);
  const whole = together(team, PHASE_COMMIT, chunks, sleeps);
  // What was done already comes to lie where it lies.
  if (!whole) for (let chunk: u32 = 0; chunk < chunks; chunk++) commitChunk(team, chunk);
  skip(<usize>get(team, TEAM_SWEEP), get(team, TEAM_LIMIT));
  return whole;
}

/** Takes back what a batch has written into the table. */
export function undo(team: usize): void {
  const state = <usize>get(team, TEAM_SWEEP);
  const table = <usize>get(state, TABLE);
  const end = table + ((<usize>8) << (32 - get(state, SHIFT)));
  for (let at = table; at < end; at += 8) if (load<u32>(at, 4) >= PROVISIONAL) store<u64>(at, 0);
}

/** Brings a table of so many slots' bits into one twice as large; false if it failed, and must be done again. */
export function double(team: usize, old: u32, table: u32, bits: u32, sleeps: bool): bool {
  set(team, TEAM_OLD, old);
  set(team, TEAM_NEW, table);
  set(team, TEAM_BITS, bits);
  if (!together(team, PHASE_SPREAD, 1 << SPREAD_BITS, sleeps)) return false;
  const slots: u32 = (1 << (bits + 1)) - 1;
  for (let part: u32 = 0; part < 1 << SPREAD_BITS; part++) {
    const count = load<u32>(<usize>get(team, TEAM_LATE_COUNTS) + ((<usize>part) << 2));
    if (count > <u32>TEAM_LATE) return false;
    const late = <usize>get(team, TEAM_LATES) + ((<usize>(part * TEAM_LATE)) << 3);
    for (let i: u32 = 0; i < count; i++) {
      const slot = load<u64>(late + ((<usize>i) << 3));
      let place = <u32>slot >> (31 - bits);
      while (load<u32>(<usize>table + ((<usize>place) << 3), 4) !== 0) place = (place + 1) & slots;
      store<u64>(<usize>table + ((<usize>place) << 3), slot);
    }
  }
  return true;
}

function spreadPart(team: usize, part: u32): void {
  const late = <usize>get(team, TEAM_LATES) + ((<usize>(part * TEAM_LATE)) << 3);
  const lost = spread(
    <usize>get(team, TEAM_OLD),
    <usize>get(team, TEAM_NEW),
    get(team, TEAM_BITS),
    part,
    SPREAD_BITS,
    late,
    TEAM_LATE,
  );
  store<u32>(<usize>get(team, TEAM_LATE_COUNTS) + ((<usize>part) << 2), lost);
}

/** Moves a sweep on by so many candidates. */
function skip(state: usize, count: u32): void {
  const arity = <i32>get(state, ARITY);
  if (get(state, COMMUTES)) {
    const first = word(state, ARGUMENTS);
    const second = word(state, ARGUMENTS + ARGUMENT_WORDS);
    const to = get(second, ARG_TO);
    let left = count;
    for (;;) {
      const at = get(second, ARG_AT);
      if (left < to - at) {
        seek(second, at + left);
        return;
      }
      left -= to - at;
      for (;;) {
        const next = get(first, ARG_AT) + 1;
        if (next >= get(first, ARG_TO)) {
          set(state, DONE, 1);
          return;
        }
        set(first, ARG_AT, next);
        const from = max(get(second, ARG_FROM), next);
        if (from >= to) continue;
        seek(first, next);
        set(second, ARG_AT, from);
        break;
      }
    }
  }
  let carry = count;
  for (let i = arity - 1; i >= 0; i--) {
    const arg = word(state, ARGUMENTS + i * ARGUMENT_WORDS);
    const from = get(arg, ARG_FROM);
    const size = get(arg, ARG_TO) - from;
    const at = get(arg, ARG_AT) - from + carry;
    if (at < size) {
      seek(arg, from + at);
      return;
    }
    carry = at / size;
    seek(arg, from + (at % size));
  }
  set(state, DONE, 1);
}

/** The thread's state, at the chunk's first candidate. */
function stateAt(team: usize, thread: u32, chunk: u32): usize {
  const state = <usize>get(team, TEAM_STATES) + <usize>thread * <usize>get(team, TEAM_STATE_BYTES);
  const number = get(team, TEAM_BATCH);
  if (get(state, BATCH) !== number) {
    const registers = get(state, REGISTERS);
    const workspace = get(state, WORKSPACE);
    write(state, <usize>get(team, TEAM_SWEEP), STATE_WORDS << 2);
    set(state, REGISTERS, registers);
    set(state, WORKSPACE, workspace);
    set(state, BATCH, number);
    set(state, BEHIND, 0);
  }
  const from = chunk << TEAM_CHUNK_BITS;
  if (from > get(state, BEHIND)) skip(state, from - get(state, BEHIND));
  return state;
}

function probe(team: usize, thread: u32, chunk: u32): void {
  const state = stateAt(team, thread, chunk);
  const first = chunk << TEAM_CHUNK_BITS;
  const limit = <i32>min(get(team, TEAM_LIMIT) - first, CHUNK);
  const stride = <usize>get(state, STRIDE);
  const arity = <i32>get(state, ARITY);
  const argsStride = <usize>get(state, ARGS_STRIDE);
  const workspace = <usize>get(state, WORKSPACE);
  const entries = workspace + (BLOCK << 2);
  const table = <usize>get(state, TABLE);
  const shift = get(state, SHIFT);
  const slots: u32 = (1 << (32 - shift)) - 1;
  const directory = <usize>get(state, DIRECTORY);
  const hashes = <usize>get(team, TEAM_HASHES) + ((<usize>first) << 2);
  const values = <usize>get(team, TEAM_VALUES) + <usize>first * stride;
  const args = <usize>get(team, TEAM_ARGS) + <usize>first * argsStride;
  const lists = list(team, chunk, 0);
  const top = head(team, chunk);
  for (let part: u32 = 0; part < PARTS; part++) set(top, HEAD_LISTED + part, 0);
  let found: u32 = 0;
  let last: u32 = 0;
  let tried = 0;
  while (tried < limit) {
    const count = gather(state, min(limit - tried, BLOCK));
    if (count === 0) break;
    compute(state, count);
    const results = look(state, count);
    for (let i = 0; i < count; i++) {
      const key = load<u32>(workspace + ((<usize>i) << 2));
      const result = results + <usize>i * stride;
      let slot = key >> shift;
      last = 0;
      for (;;) {
        const at = table + ((<usize>slot) << 3);
        const position = load<u32>(at, 4);
        if (position === 0) {
          last = 1;
          break;
        }
        if (load<u32>(at) === key && same(placeOf(directory, position - 1, <u32>stride), result, stride))
          break;
        slot = (slot + 1) & slots;
      }
      if (last === 0) continue;
      store<u32>(hashes + ((<usize>found) << 2), key);
      write(values + <usize>found * stride, result, stride);
      const to = args + <usize>found * argsStride;
      for (let a = 0; a < arity; a++)
        store<u32>(to + ((<usize>a) << 2), load<u32>(entries + ((<usize>(a * BLOCK + i)) << 2)));
      const part = key >> (32 - TEAM_PART_BITS);
      const listed = get(top, HEAD_LISTED + part);
      store<u16>(lists + ((<usize>((part << TEAM_CHUNK_BITS) + listed)) << 1), found);
      set(top, HEAD_LISTED + part, listed + 1);
      found++;
    }
    tried += count;
  }
  set(top, HEAD_COUNT, found);
  set(top, HEAD_LAST, last);
  set(state, BEHIND, first + tried);
}

/** The slot that the candidate may take, from one on and before the end; 0 where it is not new, 1 where there is none. */
function slotFor(team: usize, stride: usize, key: u32, result: usize, from: usize, end: usize): usize {
  const values = <usize>get(team, TEAM_VALUES);
  for (let at = from; at < end; at += 8) {
    const position = load<u32>(at, 4);
    if (position === 0) return at;
    // What stood there before the batch was compared before.
    if (position >= PROVISIONAL && load<u32>(at) === key) {
      if (same(values + <usize>(position & ~PROVISIONAL) * stride, result, stride)) return 0;
    }
  }
  return 1;
}

function decide(team: usize, part: u32): void {
  const state = <usize>get(team, TEAM_SWEEP);
  const stride = <usize>get(state, STRIDE);
  const table = <usize>get(state, TABLE);
  const shift = get(state, SHIFT);
  const end = table + ((<usize>(part + 1)) << (32 - shift - TEAM_PART_BITS + 3));
  const late = <usize>get(team, TEAM_LATES) + ((<usize>(part * TEAM_LATE)) << 3);
  let lost: u32 = 0;
  const chunks = chunksOf(team);
  for (let chunk: u32 = 0; chunk < chunks; chunk++) {
    const top = head(team, chunk);
    const numbers = list(team, chunk, part);
    const listed = get(top, HEAD_LISTED + part);
    const first = chunk << TEAM_CHUNK_BITS;
    const hashes = <usize>get(team, TEAM_HASHES) + ((<usize>first) << 2);
    const values = <usize>get(team, TEAM_VALUES) + <usize>first * stride;
    const places = <usize>get(team, TEAM_SLOTS) + ((<usize>first) << 2);
    let found: u32 = 0;
    let sink: u32 = 0;
    for (let from: u32 = 0; from < listed; from += BLOCK) {
      const to = min(listed, from + BLOCK);
      for (let i = from; i < to; i++) {
        const key = load<u32>(hashes + ((<usize>load<u16>(numbers + ((<usize>i) << 1))) << 2));
        sink += load<u32>(table + ((<usize>(key >> shift)) << 3));
      }
      for (let i = from; i < to; i++) {
        const number = <usize>load<u16>(numbers + ((<usize>i) << 1));
        const key = load<u32>(hashes + (number << 2));
        const at = slotFor(
          team,
          stride,
          key,
          values + number * stride,
          table + ((<usize>(key >> shift)) << 3),
          end,
        );
        store<u32>(places + (number << 2), at > 1 ? <u32>at : 0);
        if (at > 1) {
          store<u32>(at, key);
          store<u32>(at, PROVISIONAL | (first + <u32>number), 4);
          found++;
        } else if (at === 1) {
          if (lost < <u32>TEAM_LATE) store<u32>(late + ((<usize>lost) << 2), first + <u32>number);
          lost++;
        }
      }
    }
    set(top, HEAD_NEW + part, found);
    set(top, HEAD_SINK + part, sink);
  }
  store<u32>(<usize>get(team, TEAM_LATE_COUNTS) + ((<usize>part) << 2), lost);
}

/** Those whose slots lie beyond their part's end, which others of the same hash were found to do too. */
function decideLate(team: usize): bool {
  const state = <usize>get(team, TEAM_SWEEP);
  const stride = <usize>get(state, STRIDE);
  const table = <usize>get(state, TABLE);
  const shift = get(state, SHIFT);
  const end = table + ((<usize>8) << (32 - shift));
  for (let part: u32 = 0; part < PARTS; part++) {
    const lost = load<u32>(<usize>get(team, TEAM_LATE_COUNTS) + ((<usize>part) << 2));
    if (lost > <u32>TEAM_LATE) return false;
    const late = <usize>get(team, TEAM_LATES) + ((<usize>(part * TEAM_LATE)) << 3);
    for (let i: u32 = 0; i < lost; i++) {
      const number = load<u32>(late + ((<usize>i) << 2));
      const key = load<u32>(<usize>get(team, TEAM_HASHES) + ((<usize>number) << 2));
      const result = <usize>get(team, TEAM_VALUES) + <usize>number * stride;
      let at = slotFor(team, stride, key, result, table + ((<usize>(key >> shift)) << 3), end);
      if (at === 1) at = slotFor(team, stride, key, result, table, end);
      if (at === 0) continue;
      store<u32>(at, key);
      store<u32>(at, PROVISIONAL | number, 4);
      store<u32>(<usize>get(team, TEAM_SLOTS) + ((<usize>number) << 2), <u32>at);
      const top = head(team, number >> TEAM_CHUNK_BITS);
      set(top, HEAD_NEW + part, get(top, HEAD_NEW + part) + 1);
    }
  }
  return true;
}

function foundIn(team: usize, chunk: u32): u32 {
  const top = head(team, chunk);
  let found: u32 = 0;
  for (let part: u32 = 0; part < PARTS; part++) found += get(top, HEAD_NEW + part);
  return found;
}

function commitChunk(team: usize, chunk: u32): void {
  const state = <usize>get(team, TEAM_SWEEP);
  const stride = <usize>get(state, STRIDE);
  const argsStride = <usize>get(state, ARGS_STRIDE);
  const directory = <usize>get(state, DIRECTORY);
  const first = chunk << TEAM_CHUNK_BITS;
  const places = <usize>get(team, TEAM_SLOTS) + ((<usize>first) << 2);
  const values = <usize>get(team, TEAM_VALUES) + <usize>first * stride;
  const args = <usize>get(team, TEAM_ARGS) + <usize>first * argsStride;
  const count = get(head(team, chunk), HEAD_COUNT);
  let position = get(state, COUNT);
  for (let before: u32 = 0; before < chunk; before++) position += foundIn(team, before);
  for (let i: usize = 0; i < count; i++) {
    const slot = <usize>load<u32>(places + (i << 2));
    if (slot === 0) continue;
    write(placeOf(directory, position, <u32>stride), values + i * stride, stride);
    write(argsPlaceOf(directory, position, <u32>stride, <u32>argsStride), args + i * argsStride, argsStride);
    store<u32>(slot, ++position, 4);
  }
}
