/**
 * @file Zip archives, as far as xlsx needs them. Parts are unpacked one at a time, never beyond the size that the
 * directory states; parts that are not replaced are copied as they are packed.
 */

import { deflateSync, Inflate } from "fflate";
import { joined } from "./bytes.ts";
import { crc32 } from "./crc.ts";
import { InputError, shown } from "./error.ts";

interface Part {
  readonly name: string;
  /** The part's record in the central directory. */
  readonly record: Uint8Array;
  /** 0 stored, 8 deflated */
  readonly method: number;
  readonly packed: Uint8Array;
  readonly size: number;
}

/** Largest part that is unpacked. */
const MAX_PART = 256 * 2 ** 20;
const MAX_PARTS = 10_000;

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;

export class Zip {
  readonly #place: string;
  readonly #parts = new Map<string, Part>();

  constructor(bytes: Uint8Array, place: string) {
    this.#place = place;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let end = bytes.length - 22;
    while (end >= 0 && bytes.length - end < 65_558 && view.getUint32(end, true) !== END) end--;
    if (end < 0 || view.getUint32(end, true) !== END) throw this.#broken("it is cut off");
    const parts = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    if (parts > MAX_PARTS) throw this.#broken(`it has ${parts} parts`);
    for (let i = 0; i < parts; i++) {
      if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY)
        throw this.#broken("its directory is damaged");
      const flags = view.getUint16(at + 8, true);
      const method = view.getUint16(at + 10, true);
      const packedSize = view.getUint32(at + 20, true);
      const size = view.getUint32(at + 24, true);
      const nameLength = view.getUint16(at + 28, true);
      const length = 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
      const local = view.getUint32(at + 42, true);
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
      if ((flags & 1) !== 0) throw this.#broken("it is encrypted");
      if (at + length > end || local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) {
        throw this.#broken("its directory is damaged");
      }
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      if (start + packedSize > bytes.length) throw this.#broken(`its part ${shown(name)} is cut off`);
      const packed = bytes.subarray(start, start + packedSize);
      this.#parts.set(name, { name, record: bytes.subarray(at, at + length), method, packed, size });
      at += length;
    }
  }

  /** The text of a part; `undefined` when there is no such part. */
  text(name: string): string | undefined {
    const part = this.#parts.get(name);
    if (part === undefined) return undefined;
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(this.#unpack(part));
    } catch (error) {
      if (error instanceof InputError) throw error;
      throw this.#broken(`its part ${shown(name)} is damaged`);
    }
  }

  /** The archive with one part replaced. */
  with(name: string, text: string): Uint8Array {
    const content = new TextEncoder().encode(text);
    const chunks: Uint8Array[] = [];
    const directory: Uint8Array[] = [];
    let offset = 0;
    for (const part of this.#parts.values()) {
      // A copy also of a Buffer, whose own slice shares its memory.
      const record = new Uint8Array(part.record);
      const view = new DataView(record.buffer);
      const packed = part.name === name ? deflateSync(content) : part.packed;
      if (part.name === name) {
        view.setUint16(10, 8, true);
        view.setUint32(16, crc32(content), true);
        view.setUint32(24, content.length, true);
      }
      // Sizes stand in the header, not after the data.
      view.setUint16(8, view.getUint16(8, true) & ~8, true);
      view.setUint32(20, packed.length, true);
      view.setUint32(42, offset, true);
      const nameBytes = record.subarray(46, 46 + view.getUint16(28, true));
      const local = new Uint8Array(30 + nameBytes.length);
      new DataView(local.buffer).setUint32(0, LOCAL, true);
      local.set(record.subarray(6, 28), 4); // version, flags, method, time, checksum, sizes
      new DataView(local.buffer).setUint16(26, nameBytes.length, true);
      local.set(nameBytes, 30);
      chunks.push(local, packed);
      directory.push(record);
      offset += local.length + packed.length;
    }
    const length = directory.reduce((sum, record) => sum + record.length, 0);
    const end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, END, true);
    end.setUint16(8, directory.length, true);
    end.setUint16(10, directory.length, true);
    end.setUint32(12, length, true);
    end.setUint32(16, offset, true);
    return joined([...chunks, ...directory, new Uint8Array(end.buffer)]);
  }

  #unpack(part: Part): Uint8Array {
    if (part.size > MAX_PART) {
      throw this.#broken(`its part ${shown(part.name)} unpacks to more than ${MAX_PART / 2 ** 20} MiB`);
    }
    if (part.method === 0) return part.packed;
    if (part.method !== 8) throw this.#broken(`its part ${shown(part.name)} is packed in an unknown way`);
    const out = new Uint8Array(part.size);
    let at = 0;
    const inflate = new Inflate((chunk) => {
      if (at + chunk.length > out.length) {
        throw this.#broken(`its part ${shown(part.name)} unpacks to more than the archive states`);
      }
      out.set(chunk, at);
      at += chunk.length;
    });
    // Small pieces: a piece unpacks to at most about a thousand times its size before the check above.
    for (let from = 0; from < part.packed.length; from += PIECE) {
      inflate.push(part.packed.subarray(from, from + PIECE), from + PIECE >= part.packed.length);
    }
    if (at < out.length) throw this.#broken(`its part ${shown(part.name)} is cut off`);
    return out;
  }

  #broken(why: string): InputError {
    return new InputError(
      this.#place,
      `this xlsx file cannot be opened: ${why}; save it again as xlsx or csv`,
    );
  }
}

const PIECE = 1 << 14;
