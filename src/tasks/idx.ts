/** @file IDX files: arrays of numbers, as of MNIST; packed by gzip or not. The format is described at the end of the MNIST page. */

import { MAX_BYTES } from "./encoding.ts";
import { InputError } from "./error.ts";
import { gunzip, gunzipHead, isGzip } from "./gzip.ts";

export interface IdxArray {
  /** Lengths of the dimensions, the outermost first; none is 0. */
  readonly shape: readonly number[];
  /** All numbers, the last dimension running fastest. */
  readonly numbers: Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;
}

interface NumberKind {
  readonly bytes: number;
  readonly of: (view: DataView, count: number) => Exclude<IdxArray["numbers"], Uint8Array>;
}

const BYTE = 0x08;
const KINDS: ReadonlyMap<number, NumberKind> = new Map([
  [0x09, { bytes: 1, of: (view, n) => Int8Array.from({ length: n }, (_, i) => view.getInt8(i)) }],
  [0x0b, { bytes: 2, of: (view, n) => Int16Array.from({ length: n }, (_, i) => view.getInt16(2 * i)) }],
  [0x0c, { bytes: 4, of: (view, n) => Int32Array.from({ length: n }, (_, i) => view.getInt32(4 * i)) }],
  [0x0d, { bytes: 4, of: (view, n) => Float32Array.from({ length: n }, (_, i) => view.getFloat32(4 * i)) }],
  [0x0e, { bytes: 8, of: (view, n) => Float64Array.from({ length: n }, (_, i) => view.getFloat64(8 * i)) }],
]);

const MAX_DIMENSIONS = 4;

/** Whether the first bytes of a file, unpacked, are those of an IDX file. */
export const isIdx = (head: Uint8Array): boolean =>
  head.length >= 4 && head[0] === 0 && head[1] === 0 && (head[2] === BYTE || KINDS.has(head[2]));

/** Reads a whole file. */
export function readIdx(place: string, bytes: Uint8Array): IdxArray {
  const isPacked = isGzip(bytes);
  const head = isPacked ? gunzipHead(bytes, 4 + 4 * MAX_DIMENSIONS, place) : bytes;
  if (!isIdx(head))
    throw new InputError(
      place,
      "this is not an IDX file, which begins with two zero bytes and the kind of its numbers",
    );
  const dimensions = head[3];
  if (dimensions < 1 || dimensions > MAX_DIMENSIONS)
    throw new InputError(place, `an array of ${dimensions} dimensions; 1 to ${MAX_DIMENSIONS} are accepted`);
  const start = 4 + 4 * dimensions;
  if (head.length < start) throw cutOff(place);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const kind = KINDS.get(head[2]);
  const size = start + shape.reduce((product, length) => product * length, kind?.bytes ?? 1);
  if (shape.includes(0)) throw new InputError(place, `the array is empty (${shape.join(" × ")})`);
  if (size > MAX_BYTES) {
    const most = `more than the ${MAX_BYTES / 2 ** 20} MiB that are accepted`;
    throw new InputError(place, `an array of ${shape.join(" × ")} takes ${most}`);
  }
  const content = isPacked ? gunzip(bytes, size, place) : bytes;
  if (content.length < size) throw cutOff(place);
  if (content.length > size)
    throw new InputError(
      place,
      `${content.length - size} bytes follow the array of ${shape.join(" × ")}; copy it again`,
    );
  const numbers = content.subarray(start);
  if (!kind) return { shape, numbers };
  const count = numbers.length / kind.bytes;
  return {
    shape,
    numbers: kind.of(new DataView(numbers.buffer, numbers.byteOffset, numbers.byteLength), count),
  };
}

const cutOff = (place: string): InputError => new InputError(place, "the IDX file is cut off; copy it again");
