/** PNG and WAV files made by hand, for tests of what encoders do not write. */

import { zlibSync } from "fflate";

const CRC = Int32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

export function chunk(name: string, data: ArrayLike<number>): number[] {
  const inner = Uint8Array.from([...[...name].map((c) => c.charCodeAt(0)), ...Array.from(data)]);
  return [...word(data.length), ...inner, ...word(crc32(inner))];
}

/** Big-endian. */
const word = (n: number): number[] => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];

export interface PngParts {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA */
  readonly colour: number;
  readonly interlaced?: boolean;
  /** Lines with their filter bytes, before they are packed. */
  readonly lines: ArrayLike<number>;
  /** Chunks between the header and the pixels. */
  readonly extra?: readonly number[];
}

export function pngFile({
  width,
  height,
  depth,
  colour,
  interlaced,
  lines,
  extra = [],
}: PngParts): Uint8Array {
  const header = chunk("IHDR", [...word(width), ...word(height), depth, colour, 0, 0, interlaced ? 1 : 0]);
  const data = chunk("IDAT", zlibSync(Uint8Array.from(Array.from(lines))));
  return Uint8Array.from([
    137,
    80,
    78,
    71,
    13,
    10,
    26,
    10,
    ...header,
    ...extra,
    ...data,
    ...chunk("IEND", []),
  ]);
}

export interface WavParts {
  /** 1 PCM, 3 floating point */
  readonly kind?: number;
  readonly channels?: number;
  readonly rate?: number;
  readonly bits?: number;
  readonly data: Uint8Array;
  /** Chunks before the format. */
  readonly before?: Uint8Array;
  readonly isExtensible?: boolean;
  /** What the header says the data's size is. */
  readonly stated?: number;
}

export function wavFile(parts: WavParts): Uint8Array {
  const {
    kind = 1,
    channels = 1,
    rate = 8000,
    bits = 16,
    data,
    before = new Uint8Array(0),
    isExtensible = false,
  } = parts;
  const formatSize = isExtensible ? 40 : 16;
  const bytes = new Uint8Array(12 + before.length + 8 + formatSize + 8 + data.length);
  const view = new DataView(bytes.buffer);
  const name = (at: number, text: string): void => {
    for (const [i, c] of [...text].entries()) bytes[at + i] = c.charCodeAt(0);
  };
  name(0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  name(8, "WAVE");
  bytes.set(before, 12);
  const at = 12 + before.length;
  name(at, "fmt ");
  view.setUint32(at + 4, formatSize, true);
  view.setUint16(at + 8, isExtensible ? 0xfffe : kind, true);
  view.setUint16(at + 10, channels, true);
  view.setUint32(at + 12, rate, true);
  view.setUint32(at + 16, (rate * channels * bits) / 8, true);
  view.setUint16(at + 20, (channels * bits) / 8, true);
  view.setUint16(at + 22, bits, true);
  if (isExtensible) view.setUint16(at + 32, kind, true);
  const start = at + 8 + formatSize;
  name(start, "data");
  view.setUint32(start + 4, parts.stated ?? data.length, true);
  bytes.set(data, start + 8);
  return bytes;
}

/** 16-bit samples of numbers from -1 to 1. */
export function pcm16(samples: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * samples.length));
  for (const [i, sample] of samples.entries()) view.setInt16(2 * i, Math.round(sample * 32767), true);
  return new Uint8Array(view.buffer);
}
