/** @file JPEG pictures (ITU T.81). The markers are walked here, so that size and effort are known before jpeg-js decodes anything. */

import { Picture } from "../language/value.ts";
import { InputError } from "./error.ts";
import { type PictureHeader, refuseSize } from "./picturesize.ts";

export const isJpeg = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

/** Markers of frames that jpeg-js decodes: baseline, extended and progressive. */
const FRAMES: readonly number[] = [0xc0, 0xc1, 0xc2];
/** Markers of other frames; among them are tables (C4), arithmetic conditioning (CC) and a reserved one (C8). */
const isOtherFrame = (marker: number): boolean =>
  marker >= 0xc3 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const END = 0xd9;
const SCAN = 0xda;

/** Most scans, of which each goes over the whole picture; usual are about 10. */
const MAX_SCANS = 64;
/** Most memory for decoding. */
const MAX_MIB = 640;

/** The size, without decoding anything. */
export function jpegHeader(place: string, bytes: Uint8Array): PictureHeader {
  const { width, height, components } = walk(place, bytes);
  return { width, height, channels: components === 1 ? 1 : 3 };
}

export async function readJpeg(place: string, bytes: Uint8Array): Promise<Picture> {
  const { width, height, components } = walk(place, bytes);
  const { decode } = await import("jpeg-js");
  try {
    const { data, ...size } = decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: Math.ceil((width * height) / 1e6),
      maxMemoryUsageInMB: MAX_MIB,
    });
    if (size.width !== width || size.height !== height) throw damaged(place);
    if (components !== 1) return new Picture(width, height, 3, data);
    return new Picture(
      width,
      height,
      1,
      Uint8Array.from({ length: width * height }, (_, i) => data[3 * i]),
    );
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw damaged(place);
  }
}

const damaged = (place: string, why = "it is damaged"): InputError =>
  new InputError(place, `this JPEG file cannot be read: ${why}; save it again as JPEG or PNG`);

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly components: number;
}

/** From marker to marker to the end of the picture. */
function walk(place: string, bytes: Uint8Array): Frame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: Frame | undefined;
  let scans = 0;
  for (let at = 2; ; ) {
    // A marker may have more than one FF in front.
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    if (at + 2 > bytes.length) throw damaged(place, "it is cut off");
    if (bytes[at] !== 0xff) throw damaged(place);
    const marker = bytes[at + 1];
    if (marker === END) break;
    if (at + 4 > bytes.length) throw damaged(place, "it is cut off");
    const length = view.getUint16(at + 2);
    const end = at + 2 + length;
    if (length < 2) throw damaged(place);
    if (end > bytes.length) throw damaged(place, "it is cut off");
    if (isOtherFrame(marker)) throw damaged(place, "it is lossless or of another rare kind");
    if (FRAMES.includes(marker)) {
      if (frame) throw damaged(place, "it holds several pictures");
      frame = frameAt(place, view, at + 4, end);
    }
    at = end;
    if (marker !== SCAN) continue;
    if (!frame) throw damaged(place);
    if (++scans > MAX_SCANS) throw damaged(place, `it has more than ${MAX_SCANS} scans`);
    at = afterScan(bytes, at);
  }
  if (!frame || scans === 0) throw damaged(place, "there is no picture in it");
  return frame;
}

/** Where the next marker is: in a scan, FF is followed by 0 or by a restart (D0 … D7). */
function afterScan(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const next = bytes[at + 1];
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) break;
    at++;
  }
  return at;
}

function frameAt(place: string, view: DataView, at: number, end: number): Frame {
  if (end - at < 6) throw damaged(place);
  const [height, width] = [view.getUint16(at + 1), view.getUint16(at + 3)];
  const components = view.getUint8(at + 5);
  if (view.getUint8(at) !== 8) throw damaged(place, "it has more than 8 bits a channel");
  if (![1, 3, 4].includes(components) || end - at !== 6 + 3 * components) throw damaged(place);
  refuseSize(place, "JPEG", width, height);
  for (let i = 0; i < components; i++) {
    const sampling = view.getUint8(at + 7 + 3 * i);
    const [across, down] = [sampling >> 4, sampling & 15];
    if (across < 1 || across > 4 || down < 1 || down > 4) throw damaged(place);
  }
  return { width, height, components };
}
