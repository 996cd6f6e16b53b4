/**
 * @file A batch of candidates by several threads, in AssemblyScript with atomics. Threads take pieces of a phase until
 * none is left; who comes late finds none, so nobody is waited for who has not taken one. Chunks of candidates are
 * computed, and what is new takes a slot of the table at once, or takes it from its like with a higher number. Once all
 * chunks up to one are computed, those of its candidates that have a slot still are new: they are numbered and brought
 * to their places, by who computed them, while they are in its caches.
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
  HEAD_CLAIMED,
  HEAD_COMPUTED,
  HEAD_COUNT,
  HEAD_LAST,
  HEAD_NEW,
  HEAD_OWNER,
  HEAD_WORDS,
  HELPED,
  KNOWN,
  KNOWN_POSITION,
  MAX_THREADS,
  PHASE,
  PHASE_COMMIT,
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
  TEAM_HEADS,
  TEAM_LATE,
  TEAM_LATE_COUNTS,
  TEAM_LATES,
  TEAM_LIMIT,
  TEAM_NEW,
  TEAM_OLD,
  TEAM_SLOTS,
  TEAM_STATE_BYTES,
  TEAM_STATES,
  TEAM_SWEEP,
  TEAM_THREADS,
  TEAM_VALUES,
  TICKETS,
  WAITERS,
  WORKSPACE,
} from "../state";
import { argsPlaceOf, compute, gather, get, look, placeOf, same, seek, set, write } from "./block";
import { spread } from "./sweep";

export * from "./index";

const CHUNK: u32 = 1 << TEAM_CHUNK_BITS;

/** Looks at a word that others write before going to sleep: some 50 µs. */
const SPINS = 20_000;

/** Nanoseconds until the first thread looks whether another one has died, and how often it does: a second in all. */
const LOOK: i64 = 50_000_000;
const LOOKS = 20;

/** Where it may not sleep, looks at what the others have done: about as long. */
const AWAKE_SPINS = 1 << 28;

function word(team: usize, i: i32): usize {
  return team + ((<usize>i) << 2);
}

/** Does what others want done until nothing was wanted for that many nanoseconds. */
export function serve(team: usize, thread: u32, patience: i64): void {
  let done = atomic.load<u32>(word(team, EPOCH)) - 1;
  for (;;) {
    let spins = 0;
    let epoch = atomic.load<u32>(word(team, EPOCH));
    while (epoch === done && ++spins < SPINS) epoch = atomic.load<u32>(word(team, EPOCH));
    if (epoch !== done) {
      done = epoch;
      atomic.add<u32>(word(team, HELPED), work(team, thread));
      continue;
    }
    atomic.add<u32>(word(team, WAITERS), 1);
    const woken = atomic.wait<i32>(word(team, EPOCH), done, patience);
    atomic.sub<u32>(word(team, WAITERS), 1);
    if (woken === AtomicWaitResult.TIMED_OUT) break;
  }
  atomic.store<u32>(word(team, PRESENT + thread), 0);
}

/** How many pieces of so many a thread is to do first: every so-manieth from its own number on. */
function share(pieces: u32, thread: u32, threads: u32): u32 {
  return pieces > thread ? (pieces - thread - 1) / threads + 1 : 0;
}

/**
 * Takes pieces of the phase until none is left, first those that fall to the thread: of a batch the same ones each time, so
 * that what lies by piece stays in its caches. Returns how many it took.
 */
function work(team: usize, thread: u32): u32 {
  const threads = get(team, TEAM_THREADS);
  let taken: u32 = 0;
  for (let i: u32 = 0; i < threads; i++) {
    const whose = (thread + i) % threads;
    const at = word(team, TICKETS + 2 * whose);
    let ticket = atomic.load<u64>(at);
    while (<u32>ticket !== 0) {
      // What is left and the number of the phase are one word: who is late takes nothing of the next.
      if (atomic.cmpxchg<u64>(at, ticket, ticket - 1) === ticket) {
        const pieces = get(team, PIECES);
        perform(team, thread, whose + threads * (share(pieces, whose, threads) - <u32>ticket));
        taken++;
        const done = atomic.add<u32>(word(team, PIECES_DONE), 1) + 1;
        if (done === pieces && atomic.load<u32>(word(team, AWAITED)) !== 0)
          atomic.notify(word(team, PIECES_DONE), 1);
      }
      ticket = atomic.load<u64>(at);
    }
  }
  return taken;
}

function perform(team: usize, thread: u32, piece: u32): void {
  switch (<i32>get(team, PHASE)) {
    case PHASE_PROBE:
      commitKnown(team, thread, probe(team, thread, piece));
      break;
    case PHASE_COMMIT:
      commitLeft(team, thread);
      break;
    default:
      spreadPart(team, piece);
  }
}

/**
 * Has a phase done, with the first thread at work too; false where another one has died in it, or is stopped: that one may
 * go on at any time, so this memory is not to be used any more.
 */
function together(team: usize, phase: u32, pieces: u32, sleeps: bool): bool {
  set(team, PHASE, phase);
  set(team, PIECES, pieces);
  atomic.store<u32>(word(team, PIECES_DONE), 0);
  const epoch = get(team, EPOCH) + 1;
  const threads = get(team, TEAM_THREADS);
  for (let thread: u32 = 0; thread < threads; thread++)
    atomic.store<u64>(
      word(team, TICKETS + 2 * thread),
      ((<u64>epoch) << 32) | share(pieces, thread, threads),
    );
  atomic.store<u32>(word(team, EPOCH), epoch);
  if (atomic.load<u32>(word(team, WAITERS)) !== 0) atomic.notify(word(team, EPOCH), MAX_THREADS);
  work(team, 0);
  let spins = 0;
  let looks = 0;
  while (looks < LOOKS && spins < AWAKE_SPINS) {
    const done = atomic.load<u32>(word(team, PIECES_DONE));
    if (done === pieces) return true;
    const broken = atomic.load<u32>(word(team, BROKEN));
    if (broken !== 0 && done + broken >= pieces) return false;
    if (++spins < SPINS || !sleeps) continue;
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

function chunksOf(team: usize): u32 {
  return (get(team, TEAM_LIMIT) + CHUNK - 1) >> TEAM_CHUNK_BITS;
}

/**
 * Tries the candidates of a batch, keeps those that are new, for which there must be room, and moves the sweep on.
 * Returns how many are new, or -1 where that failed: the memory is to be left, and what was written of the batch undone.
 */
export function batch(team: usize, sleeps: bool): i32 {
  const chunks = chunksOf(team);
  for (let chunk: u32 = 0; chunk < chunks; chunk++) {
    const top = head(team, chunk);
    set(top, HEAD_NEW, 0);
    set(top, HEAD_COMPUTED, 0);
    set(top, HEAD_CLAIMED, 0);
  }
  if (!together(team, PHASE_PROBE, chunks, sleeps)) return -1;
  let left = chunks;
  let found: u32 = 0;
  for (let chunk: u32 = 0; chunk < chunks; chunk++) {
    left -= get(head(team, chunk), HEAD_CLAIMED);
    found += get(head(team, chunk), HEAD_NEW);
  }
  if (left > 0 && !together(team, PHASE_COMMIT, left, sleeps)) return -1;
  skip(<usize>get(team, TEAM_SWEEP), get(team, TEAM_LIMIT));
  return found;
}

/** Whether the last candidate of the batch was new. */
export function lastIsNew(team: usize): bool {
  return get(head(team, chunksOf(team) - 1), HEAD_LAST) !== 0;
}

/**
 * Brings a table of so many slots' bits into one twice as large. Returns 1; 0 where it must be done again, and -1 where the
 * memory must be left before.
 */
export function double(team: usize, old: u32, table: u32, bits: u32, sleeps: bool): i32 {
  set(team, TEAM_OLD, old);
  set(team, TEAM_NEW, table);
  set(team, TEAM_BITS, bits);
  if (!together(team, PHASE_SPREAD, 1 << SPREAD_BITS, sleeps)) return -1;
  const slots: u32 = (1 << (bits + 1)) - 1;
  for (let part: u32 = 0; part < 1 << SPREAD_BITS; part++) {
    const count = load<u32>(<usize>get(team, TEAM_LATE_COUNTS) + ((<usize>part) << 2));
    if (count > <u32>TEAM_LATE) return 0;
    const late = <usize>get(team, TEAM_LATES) + ((<usize>(part * TEAM_LATE)) << 3);
    for (let i: u32 = 0; i < count; i++) {
      const slot = load<u64>(late + ((<usize>i) << 3));
      let place = <u32>slot >> (31 - bits);
      while (load<u32>(<usize>table + ((<usize>place) << 3), 4) !== 0) place = (place + 1) & slots;
      store<u64>(<usize>table + ((<usize>place) << 3), slot);
    }
  }
  return 1;
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
  const from = chunk << TEAM_CHUNK_BITS;
  const isFirst = get(state, BATCH) !== number;
  if (isFirst || from < get(state, BEHIND)) {
    const registers = get(state, REGISTERS);
    const workspace = get(state, WORKSPACE);
    const known = get(state, KNOWN);
    const position = get(state, KNOWN_POSITION);
    write(state, <usize>get(team, TEAM_SWEEP), STATE_WORDS << 2);
    set(state, REGISTERS, registers);
    set(state, WORKSPACE, workspace);
    set(state, BATCH, number);
    set(state, BEHIND, 0);
    set(state, KNOWN, isFirst ? 0 : known);
    set(state, KNOWN_POSITION, isFirst ? get(state, COUNT) : position);
  }
  if (from > get(state, BEHIND)) skip(state, from - get(state, BEHIND));
  return state;
}

/** Computes a chunk; returns the state of the thread. */
function probe(team: usize, thread: u32, chunk: u32): usize {
  const state = stateAt(team, thread, chunk);
  const top = head(team, chunk);
  set(top, HEAD_OWNER, thread);
  const first = chunk << TEAM_CHUNK_BITS;
  const limit = <i32>min(get(team, TEAM_LIMIT) - first, CHUNK);
  const stride = <usize>get(state, STRIDE);
  const arity = <i32>get(state, ARITY);
  const argsStride = <usize>get(state, ARGS_STRIDE);
  const workspace = <usize>get(state, WORKSPACE);
  const entries = workspace + (BLOCK << 2);
  const places = <usize>get(team, TEAM_SLOTS) + ((<usize>first) << 2);
  const args = <usize>get(team, TEAM_ARGS) + <usize>first * argsStride;
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
      const slot = slotFor(team, state, key, first + found, results + <usize>i * stride);
      last = slot !== 0 ? 1 : 0;
      if (slot === 0) continue;
      store<u32>(places + ((<usize>found) << 2), <u32>slot);
      const to = args + <usize>found * argsStride;
      for (let a = 0; a < arity; a++)
        store<u32>(to + ((<usize>a) << 2), load<u32>(entries + ((<usize>(a * BLOCK + i)) << 2)));
      found++;
    }
    tried += count;
  }
  set(top, HEAD_COUNT, found);
  set(top, HEAD_LAST, last);
  atomic.add<u32>(word(top, HEAD_NEW), found);
  set(state, BEHIND, first + tried);
  atomic.store<u32>(word(top, HEAD_COMPUTED), 1);
  return state;
}

/**
 * Takes a slot for a candidate, from its like with a higher number if need be; 0 where it is not new. Its rows are among
 * the batch's before it has a slot: others may compare them from then on.
 */
function slotFor(team: usize, state: usize, key: u32, number: u32, result: usize): usize {
  const stride = <usize>get(state, STRIDE);
  const table = <usize>get(state, TABLE);
  const shift = get(state, SHIFT);
  const slots: u32 = (1 << (32 - shift)) - 1;
  const own = ((<u64>(PROVISIONAL | number)) << 32) | key;
  const values = <usize>get(team, TEAM_VALUES);
  const none: usize = 1;
  let found = none;
  let slot = key >> shift;
  while (found === none) {
    const at = table + ((<usize>slot) << 3);
    let next = (slot + 1) & slots;
    let there = atomic.load<u64>(at);
    if (there === 0) {
      write(values + <usize>number * stride, result, stride);
      there = atomic.cmpxchg<u64>(at, 0, own);
      if (there === 0) found = at;
    }
    if (<u32>there === key && there !== 0) {
      const position = <u32>(there >> 32);
      if (position < PROVISIONAL) {
        if (same(placeOf(<usize>get(state, DIRECTORY), position - 1, <u32>stride), result, stride)) found = 0;
      } else {
        const other = position & ~PROVISIONAL;
        if (same(values + <usize>other * stride, result, stride)) {
          if (other < number) found = 0;
          else {
            write(values + <usize>number * stride, result, stride);
            if (atomic.cmpxchg<u64>(at, there, own) === there) {
              atomic.sub<u32>(word(head(team, other >> TEAM_CHUNK_BITS), HEAD_NEW), 1);
              found = at;
            } else next = slot; // a third one took it meanwhile
          }
        }
      }
    }
    slot = next;
  }
  return found;
}

/** Brings own chunks to their places before which all are computed. */
function commitKnown(team: usize, thread: u32, state: usize): void {
  const chunks = chunksOf(team);
  let chunk = get(state, KNOWN);
  let position = get(state, KNOWN_POSITION);
  for (; chunk < chunks; chunk++) {
    const top = head(team, chunk);
    if (atomic.load<u32>(word(top, HEAD_COMPUTED)) === 0) break;
    if (get(top, HEAD_OWNER) === thread) {
      set(top, HEAD_CLAIMED, 1);
      commit(team, chunk, position);
    }
    position += get(top, HEAD_NEW);
  }
  set(state, KNOWN, chunk);
  set(state, KNOWN_POSITION, position);
}

/** Brings a chunk to its place: one's own, or whoever's else is left. There is one for each piece of the phase. */
function commitLeft(team: usize, thread: u32): void {
  const chunks = chunksOf(team);
  let chunk: u32 = 0;
  while (chunk < chunks && (get(head(team, chunk), HEAD_OWNER) !== thread || !claim(team, chunk))) chunk++;
  if (chunk === chunks) {
    chunk = 0;
    while (!claim(team, chunk)) chunk = (chunk + 1) % chunks;
  }
  let position = get(<usize>get(team, TEAM_SWEEP), COUNT);
  for (let before: u32 = 0; before < chunk; before++) position += get(head(team, before), HEAD_NEW);
  commit(team, chunk, position);
}

/** Whether nobody had claimed the chunk before. */
function claim(team: usize, chunk: u32): bool {
  const at = word(head(team, chunk), HEAD_CLAIMED);
  return atomic.load<u32>(at) === 0 && atomic.xchg<u32>(at, 1) === 0;
}

/** Brings what is new in a chunk to its places, from a position on. */
function commit(team: usize, chunk: u32, from: u32): void {
  const state = <usize>get(team, TEAM_SWEEP);
  const stride = <usize>get(state, STRIDE);
  const argsStride = <usize>get(state, ARGS_STRIDE);
  const directory = <usize>get(state, DIRECTORY);
  const first = chunk << TEAM_CHUNK_BITS;
  const slots = <usize>get(team, TEAM_SLOTS) + ((<usize>first) << 2);
  const values = <usize>get(team, TEAM_VALUES) + <usize>first * stride;
  const args = <usize>get(team, TEAM_ARGS) + <usize>first * argsStride;
  const top = head(team, chunk);
  const count = get(top, HEAD_COUNT);
  let found: u32 = 0;
  let isNew = false;
  for (let i: u32 = 0; i < count; i++) {
    const slot = load<u32>(slots + ((<usize>i) << 2));
    isNew = load<u32>(<usize>slot, 4) === (PROVISIONAL | (first + i));
    if (!isNew) continue;
    const position = from + found;
    write(placeOf(directory, position, <u32>stride), values + <usize>i * stride, stride);
    write(
      argsPlaceOf(directory, position, <u32>stride, <u32>argsStride),
      args + <usize>i * argsStride,
      argsStride,
    );
    store<u32>(slots + ((<usize>found) << 2), slot);
    found++;
  }
  if (!isNew) set(top, HEAD_LAST, 0);
  // Others may follow a slot to its entry as soon as it has the position: what stands above must have happened then.
  atomic.add<u32>(word(top, HEAD_NEW), 0);
  for (let i: u32 = 0; i < found; i++)
    store<u32>(<usize>load<u32>(slots + ((<usize>i) << 2)), from + i + 1, 4);
}
