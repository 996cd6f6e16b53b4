/**
 * @file Positions in chunks: the entries of a sort, and what is kept for each, lie in chunks of rising size, the first of
 * 2^FIRST_BITS entries and none of more than 2^CHUNK_BITS.
 */

import { CHUNK_BITS, FIRST_BITS } from "../kernels/state.ts";

/** Entries in all chunks up to the first of full size. */
const EARLY = 2 ** (CHUNK_BITS + 1) - 2 ** FIRST_BITS;

const EARLY_CHUNKS = CHUNK_BITS - FIRST_BITS + 1;

export const chunkOf = (position: number): number =>
  position < EARLY
    ? 31 - Math.clz32(position + (1 << FIRST_BITS)) - FIRST_BITS
    : EARLY_CHUNKS + ((position - EARLY) >> CHUNK_BITS);

/** The first position of a chunk. */
export const firstOf = (chunk: number): number =>
  chunk < EARLY_CHUNKS
    ? (1 << (chunk + FIRST_BITS)) - (1 << FIRST_BITS)
    : EARLY + ((chunk - EARLY_CHUNKS) << CHUNK_BITS);

export const sizeOf = (chunk: number): number => 1 << Math.min(FIRST_BITS + chunk, CHUNK_BITS);
