/**
 * @file PNG pictures (W3C PNG, third edition). Chunks are checked and measured here before fast-png decodes those that make the
 * picture; profiles, texts and animations, which could unpack to anything, never reach it.
 */

import { Unzlib } from "fflate";
import { Picture } from "../language/value.ts";
import { joined } from "./bytes.ts";
import { InputError } from "./error.ts";
import { type PictureHeader, refuseSize } from "./picturesize.ts";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Colour types of the format. */
const Colour = { Grey: 0, Rgb: 2, Palette: 3, GreyAlpha: 4, Rgba: 6 } as const;

/** Of each colour type its numbers a pixel, and how many bits they may have. */
const SAMPLES: ReadonlyMap<number, { readonly count: number; readonly depths: readonly number[] }> = new Map([
  [Colour.Grey, { count: 1, depths: [1, 2, 4, 8, 16] }],
  [Colour.Rgb, { count: 3, depths: [8, 16] }],
  [Colour.Palette, { count: 1, depths: [1, 2, 4, 8] }],
  [Colour.GreyAlpha, { count: 2, depths: [8, 16] }],
  [Colour.Rgba, { count: 4, depths: [8, 16] }],
]);

interface Chunks extends PictureHeader {
  readonly depth: number;
  readonly colour: number;
  readonly isInterlaced: boolean;
  /** Those that make the picture, each with its length, name and checksum. */
  readonly parts: readonly Uint8Array[];
  /** The packed pixels. */
  readonly data: readonly Uint8Array[];
  /** The one colour that is not opaque, where there is no palette. */
  readonly clear?: readonly number[];
}

type Header = Omit<Chunks, "parts" | "data">;

export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, i) => bytes[i] === byte);

/** The size, without decoding anything. */
export const pngHeader = (place: string, bytes: Uint8Array): PictureHeader => chunksOf(place, bytes);

export async function readPng(place: string, bytes: Uint8Array): Promise<Picture> {
  const chunks = chunksOf(place, bytes);
  if (chunks.isInterlaced && chunks.depth < 8)
    throw new InputError(
      place,
      "an interlaced PNG of less than 8 bits a channel; save it without interlacing",
    );
  refuseOtherLength(place, chunks);
  const { decode } = await import("fast-png");
  try {
    return pictureOf(chunks, decode(joined([SIGNATURE, ...chunks.parts]), { checkCrc: true }));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw damaged(place);
  }
}

const damaged = (place: string, why = "it is damaged"): InputError =>
  new InputError(place, `this PNG file cannot be read: ${why}; save it again as PNG or JPEG`);

function chunksOf(place: string, bytes: Uint8Array): Chunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isPng(bytes)) throw damaged(place, "it does not begin like one");
  const parts: Uint8Array[] = [];
  const data: Uint8Array[] = [];
  let header: Header | undefined;
  for (let at = SIGNATURE.length; ; ) {
    if (at + 12 > bytes.length) throw damaged(place, "it is cut off");
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) throw damaged(place, "it is cut off");
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if ((header === undefined) !== (name === "IHDR")) throw damaged(place);
    if (name === "IHDR") header = headerAt(place, view, at + 8, length);
    if (name === "IDAT") data.push(bytes.subarray(at + 8, end - 4));
    if (name === "tRNS" && header)
      header = { ...header, channels: 4, ...clearAt(view, at + 8, length, header) };
    const isPart = name === "tRNS" ? header?.colour === Colour.Palette : PARTS.has(name);
    if (isPart) parts.push(bytes.subarray(at, end));
    at = end;
    if (name === "IEND") break;
  }
  return { ...(header as Header), parts, data };
}

/** Chunks that make the picture, besides what is transparent. */
const PARTS: ReadonlySet<string> = new Set(["IHDR", "PLTE", "IDAT", "IEND"]);

/** The colour that a tRNS chunk says to be transparent, two bytes a number; a palette's are fast-png's to read. */
function clearAt(
  view: DataView,
  at: number,
  length: number,
  { colour }: Header,
): { clear?: readonly number[] } {
  if (colour === Colour.Palette) return {};
  return { clear: Array.from({ length: Math.min(3, length >> 1) }, (_, i) => view.getUint16(at + 2 * i)) };
}

function headerAt(place: string, view: DataView, at: number, length: number): Header {
  if (length !== 13) throw damaged(place);
  const [width, height] = [view.getUint32(at), view.getUint32(at + 4)];
  const [depth, colour] = [view.getUint8(at + 8), view.getUint8(at + 9)];
  const interlacing = view.getUint8(at + 12);
  if (!SAMPLES.get(colour)?.depths.includes(depth) || interlacing > 1) throw damaged(place);
  refuseSize(place, "PNG", width, height);
  const channels = colour === Colour.Grey ? 1 : colour === Colour.GreyAlpha || colour === Colour.Rgba ? 4 : 3;
  return { width, height, channels, depth, colour, isInterlaced: interlacing === 1 };
}

/** Packed bytes that are unpacked at a time: of each come at most about a thousand. */
const PIECE = 1 << 11;

/** Unpacks the pixels once, keeping none, to see that they are as many as the header says. */
function refuseOtherLength(place: string, chunks: Chunks): void {
  const expected = bytesIn(chunks);
  let count = 0;
  try {
    const stream = new Unzlib((chunk) => {
      count += chunk.length;
      if (count > expected) throw damaged(place, "it unpacks to more than its size");
    });
    for (const part of chunks.data)
      for (let from = 0; from < part.length; from += PIECE)
        stream.push(part.subarray(from, from + PIECE), false);
    stream.push(new Uint8Array(0), true);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw damaged(place);
  }
  if (count < expected) throw damaged(place, "it is cut off");
}

/** First column and row of Adam7's passes, and their steps. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The unpacked pixels, with a byte in front of each line. */
function bytesIn({ width, height, depth, colour, isInterlaced }: Chunks): number {
  const bits = depth * (SAMPLES.get(colour)?.count ?? 1);
  return (isInterlaced ? PASSES : [[0, 0, 1, 1] as const]).reduce((sum, [x, y, columns, rows]) => {
    const [wide, high] = [Math.ceil((width - x) / columns), Math.ceil((height - y) / rows)];
    return sum + (wide > 0 && high > 0 ? high * (1 + Math.ceil((wide * bits) / 8)) : 0);
  }, 0);
}

interface Decoded {
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array;
  readonly palette?: readonly (readonly number[])[];
}

/** With 8 bits a channel, colours in place of a palette, and alpha where something is transparent. */
function pictureOf(chunks: Chunks, { data, palette }: Decoded): Picture {
  const { width, height, channels, depth, colour, clear } = chunks;
  const given = SAMPLES.get(colour)?.count ?? 1;
  if (depth === 8 && given === channels && colour !== Colour.Palette)
    return new Picture(width, height, channels, Uint8Array.from(data));
  const sample = sampler(data, depth, width * given);
  const scale = depth === 16 ? 1 / 257 : 255 / (2 ** depth - 1);
  const pixels = new Uint8Array(width * height * channels);
  const colours = colour === Colour.Palette ? (palette ?? []) : undefined;
  for (let i = 0; i < width * height; i++) {
    const levels: number[] = [];
    for (let channel = 0; channel < given; channel++) levels.push(sample(i * given + channel));
    const isClear = clear !== undefined && levels.every((level, channel) => level === clear[channel]);
    const known = colours ? colours[levels[0]] : levels.map((level) => Math.round(level * scale));
    if (known === undefined) throw new RangeError("no such colour in the palette");
    const [first, second = 255, third = 255, fourth = 255] = known;
    if (channels === 1) pixels[i] = first;
    else if (known.length < 3) pixels.set([first, first, first, isClear ? 0 : second], i * 4);
    else
      pixels.set(
        channels === 3 ? [first, second, third] : [first, second, third, isClear ? 0 : fourth],
        i * channels,
      );
  }
  return new Picture(width, height, channels, pixels);
}

/** Reads number i of the picture, of `count` a line, where lines of fewer than 8 bits a number begin at a byte. */
function sampler(data: ArrayLike<number>, depth: number, count: number): (i: number) => number {
  if (depth >= 8) return (i) => data[i];
  const stride = Math.ceil((count * depth) / 8);
  const mask = 2 ** depth - 1;
  return (i) => {
    const [line, bit] = [Math.floor(i / count), (i % count) * depth];
    return (data[line * stride + (bit >> 3)] >> (8 - depth - (bit & 7))) & mask;
  };
}
