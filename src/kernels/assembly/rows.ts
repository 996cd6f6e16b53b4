/** @file Entries by the words of some of their rows, in AssemblyScript: what `RowIndex` does, a block at a time. */

import {
  BLOCK,
  CHUNK_BITS,
  FIRST_BITS,
  INDEX_DIRECTORY,
  INDEX_FROM,
  INDEX_HEADS,
  INDEX_LINKS,
  INDEX_MOST,
  INDEX_OFFSETS,
  INDEX_OLD,
  INDEX_OLD_END,
  INDEX_ROW_BYTES,
  INDEX_ROWS,
  INDEX_SHIFT,
  INDEX_SINK,
  INDEX_STRIDE,
  INDEX_TO,
  INDEX_USED,
  INDEX_WORKSPACE,
} from "../state";
import { get, hash, placeOf, same, set } from "./block";

/** Copies the words of an entry's rows, one row after the other. */
function gather(state: usize, position: u32, to: usize): void {
  const place = placeOf(<usize>get(state, INDEX_DIRECTORY), position, get(state, INDEX_STRIDE));
  const rows = <i32>get(state, INDEX_ROWS);
  const bytes = <usize>get(state, INDEX_ROW_BYTES);
  for (let row = 0; row < rows; row++) {
    const from = place + <usize>get(state, INDEX_OFFSETS + row);
    for (let byte: usize = 0; byte < bytes; byte += 4) store<u32>(to + byte, load<u32>(from + byte));
    to += bytes;
  }
}

function linkOf(links: usize, position: u32): usize {
  const last: u32 = 1 << CHUNK_BITS;
  const early: u32 = (last << 1) - (1 << FIRST_BITS);
  if (position < early) {
    const from = position + (1 << FIRST_BITS);
    const top = 31 - clz(from);
    return <usize>load<u32>(links + ((<usize>(top - FIRST_BITS)) << 2)) + ((<usize>(from - (1 << top))) << 2);
  }
  const from = position - early;
  const chunk = CHUNK_BITS - FIRST_BITS + 1 + (from >> CHUNK_BITS);
  return <usize>load<u32>(links + ((<usize>chunk) << 2)) + ((<usize>(from & (last - 1))) << 2);
}

/** Takes entries in until all are or there are too few slots. */
export function takeIn(state: usize): void {
  const bytes = <usize>(get(state, INDEX_ROWS) * get(state, INDEX_ROW_BYTES));
  const heads = <usize>get(state, INDEX_HEADS);
  const shift = get(state, INDEX_SHIFT);
  const mask: u32 = (1 << (32 - shift)) - 1;
  const links = <usize>get(state, INDEX_LINKS);
  const hashes = <usize>get(state, INDEX_WORKSPACE);
  const known = hashes + (BLOCK << 2);
  const own = known + bytes;
  const directory = <usize>get(state, INDEX_DIRECTORY);
  const stride = get(state, INDEX_STRIDE);
  const first = <usize>get(state, INDEX_OFFSETS);
  const to = get(state, INDEX_TO);
  const most = get(state, INDEX_MOST);
  let position = get(state, INDEX_FROM);
  let used = get(state, INDEX_USED);
  let sink: u32 = 0;
  while (position < to && used < most) {
    const count = min<u32>(min<u32>(to - position, most - used), BLOCK);
    for (let i: u32 = 0; i < count; i++) {
      gather(state, position + i, own + <usize>i * bytes);
      store<u32>(hashes + ((<usize>i) << 2), hash(own + <usize>i * bytes, bytes));
    }
    for (let i: u32 = 0; i < count; i++) {
      const slot = load<u32>(hashes + ((<usize>i) << 2)) >> shift;
      const last = load<u32>(heads + ((<usize>slot) << 2));
      sink += load<u32>(placeOf(directory, max<u32>(last, 1) - 1, stride) + first);
    }
    for (let i: u32 = 0; i < count; i++) {
      const words = own + <usize>i * bytes;
      const link = linkOf(links, position + i);
      let slot = load<u32>(hashes + ((<usize>i) << 2)) >> shift;
      for (;;) {
        const head = heads + ((<usize>slot) << 2);
        const last = load<u32>(head);
        if (last === 0) {
          used++;
          store<u32>(link, position + i);
          store<u32>(head, position + i + 1);
          break;
        }
        gather(state, last - 1, known);
        if (same(known, words, bytes)) {
          const before = linkOf(links, last - 1);
          store<u32>(link, load<u32>(before));
          store<u32>(before, position + i);
          store<u32>(head, position + i + 1);
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
    position += count;
  }
  set(state, INDEX_FROM, position);
  set(state, INDEX_USED, used);
  set(state, INDEX_SINK, sink);
}

/** Puts the rings of the old slots into the new ones. */
export function moveHeads(state: usize): void {
  const bytes = <usize>(get(state, INDEX_ROWS) * get(state, INDEX_ROW_BYTES));
  const heads = <usize>get(state, INDEX_HEADS);
  const shift = get(state, INDEX_SHIFT);
  const mask: u32 = (1 << (32 - shift)) - 1;
  const known = <usize>get(state, INDEX_WORKSPACE) + (BLOCK << 2);
  const end = <usize>get(state, INDEX_OLD_END);
  for (let old = <usize>get(state, INDEX_OLD); old < end; old += 4) {
    const last = load<u32>(old);
    if (last === 0) continue;
    gather(state, last - 1, known);
    let slot = hash(known, bytes) >> shift;
    while (load<u32>(heads + ((<usize>slot) << 2)) !== 0) slot = (slot + 1) & mask;
    store<u32>(heads + ((<usize>slot) << 2), last);
  }
}
