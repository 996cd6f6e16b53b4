/** @file WAV recordings: PCM of 8, 16, 24 and 32 bits, and floating point; channels are mixed down to one. */

import { Sound } from "../language/value.ts";
import { InputError } from "./error.ts";

/** What its name says to be a recording. */
export const isSoundName = (name: string): boolean => /\.wave?$/i.test(name);

const PCM = 1;
const FLOAT = 3;
/** The format stands in an extension of the header. */
const EXTENSIBLE = 0xfffe;

/** Most samples a channel: 25 minutes at 44,100 Hz. */
const MAX_SAMPLES = 1 << 26;
const MAX_CHANNELS = 64;
const MAX_RATE = 1_000_000;
/** A size that is not known, written by programs that cannot go back. */
const UNKNOWN = 0xffffffff;

interface Format {
  readonly channels: number;
  readonly rate: number;
  /** Bytes a number. */
  readonly bytes: number;
  readonly isFloat: boolean;
}

const damaged = (place: string, why = "it is damaged"): InputError =>
  new InputError(
    place,
    `this WAV file cannot be read: ${why}; PCM of 8 to 32 bits and floating point are accepted`,
  );

/** Reads a whole file. */
export function readWav(place: string, bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const nameAt = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (nameAt(0) !== "RIFF" || nameAt(8) !== "WAVE")
    throw damaged(place, bytes.length === 0 ? "the file is empty" : "it does not begin like one");
  let format: Format | undefined;
  for (let at = 12; ; ) {
    if (at + 8 > bytes.length) throw damaged(place, "it is cut off");
    const name = nameAt(at);
    const stated = view.getUint32(at + 4, true);
    const start = at + 8;
    const size = name === "data" && stated === UNKNOWN ? bytes.length - start : stated;
    if (start + size > bytes.length) throw damaged(place, "it is cut off");
    if (name === "fmt ") format = formatAt(place, view, start, size);
    if (name === "data") {
      if (!format) throw damaged(place);
      return soundOf(place, new DataView(view.buffer, view.byteOffset + start, size), format);
    }
    // Chunks begin at even bytes.
    at = start + size + (size & 1);
  }
}

function formatAt(place: string, view: DataView, at: number, size: number): Format {
  if (size < 16) throw damaged(place);
  let kind = view.getUint16(at, true);
  if (kind === EXTENSIBLE && size >= 26) kind = view.getUint16(at + 24, true);
  const channels = view.getUint16(at + 2, true);
  const rate = view.getUint32(at + 4, true);
  const bits = view.getUint16(at + 14, true);
  const isFloat = kind === FLOAT;
  if (!(isFloat ? [32, 64] : [8, 16, 24, 32]).includes(bits) || (kind !== PCM && !isFloat))
    throw damaged(place, "it is packed, or of a rare number format");
  if (channels === 0 || channels > MAX_CHANNELS) throw damaged(place, `it has ${channels} channels`);
  if (rate === 0 || rate > MAX_RATE) throw damaged(place, `it has a rate of ${rate} Hz`);
  return { channels, rate, bytes: bits / 8, isFloat };
}

function soundOf(place: string, view: DataView, { channels, rate, bytes, isFloat }: Format): Sound {
  const count = Math.floor(view.byteLength / (bytes * channels));
  if (count === 0) throw damaged(place, "there is no sound in it");
  if (count > MAX_SAMPLES) {
    const minutes = (samples: number): number => Math.floor(samples / rate / 60);
    throw new InputError(
      place,
      `a recording of ${minutes(count)} minutes; at most ${minutes(MAX_SAMPLES)} are accepted at ${rate} Hz`,
    );
  }
  const sampleAt = samplerOf(view, bytes, isFloat);
  const samples = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += sampleAt((i * channels + channel) * bytes);
    if (!Number.isFinite(sum))
      throw new InputError(place, `sample ${i + 1} is no number that a net can learn from`);
    samples[i] = Math.max(-1, Math.min(1, sum / channels));
  }
  return new Sound(rate, samples);
}

/** Reads the number at a byte, -1…1. */
function samplerOf(view: DataView, bytes: number, isFloat: boolean): (at: number) => number {
  if (isFloat) return bytes === 4 ? (at) => view.getFloat32(at, true) : (at) => view.getFloat64(at, true);
  switch (bytes) {
    case 1:
      return (at) => (view.getUint8(at) - 128) / 128;
    case 2:
      return (at) => view.getInt16(at, true) / 2 ** 15;
    case 3:
      return (at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 2 ** 16) / 2 ** 23;
    default:
      return (at) => view.getInt32(at, true) / 2 ** 31;
  }
}
