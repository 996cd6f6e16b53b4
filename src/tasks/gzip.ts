/** @file gzip, never unpacked beyond what its content says of itself. */

import { Gunzip } from "fflate";
import { crc32 } from "./crc.ts";
import { InputError } from "./error.ts";

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Packed bytes that are unpacked at a time: of each come at most about a thousand. */
const PIECE = 1 << 11;
/** DEFLATE packs no tighter. */
const MAX_RATIO = 1032;

/** The first `count` bytes of the content; fewer where it is shorter. */
export function gunzipHead(bytes: Uint8Array, count: number, place: string): Uint8Array {
  const head = new Uint8Array(count);
  let at = 0;
  unpack(bytes, place, (chunk) => {
    const part = chunk.subarray(0, count - at);
    head.set(part, at);
    at += part.length;
    return at < count;
  });
  return head.subarray(0, at);
}

/** The content, which has that many bytes. Throws an InputError where it has not. */
export function gunzip(bytes: Uint8Array, size: number, place: string): Uint8Array {
  if (size > bytes.length * MAX_RATIO) throw broken(place, "it is cut off");
  const content = new Uint8Array(size);
  let at = 0;
  unpack(bytes, place, (chunk) => {
    if (at + chunk.length > size) throw broken(place, "it unpacks to more than it says");
    content.set(chunk, at);
    at += chunk.length;
    return true;
  });
  if (at < size) throw broken(place, "it is cut off");
  // Of several members put together, the end tells of the last alone.
  const end = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8, 8);
  const isWhole = end.getUint32(4, true) === size;
  if (isWhole && end.getUint32(0, true) !== crc32(content)) throw broken(place, "it is damaged");
  return content;
}

/** Calls `take` with one piece of the content after another until it returns false. */
function unpack(bytes: Uint8Array, place: string, take: (chunk: Uint8Array) => boolean): void {
  let isWanted = true;
  try {
    const stream = new Gunzip((chunk) => {
      if (isWanted) isWanted = take(chunk);
    });
    for (let from = 0; from < bytes.length && isWanted; from += PIECE)
      stream.push(bytes.subarray(from, from + PIECE), from + PIECE >= bytes.length);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw broken(place, "it is damaged");
  }
}

const broken = (place: string, why: string): InputError =>
  new InputError(place, `this gzip file cannot be unpacked: ${why}; copy it again`);
