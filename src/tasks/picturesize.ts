/** @file How large a picture is, and may be. */

import { InputError } from "./error.ts";

export interface PictureHeader {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
}

/** Most pixels of a picture: a decoder takes up to 20 bytes for each. */
export const MAX_PIXELS = 1 << 24;

/** Refuses a size before there is memory for it. */
export function refuseSize(place: string, format: string, width: number, height: number): void {
  if (width === 0 || height === 0)
    throw new InputError(place, `a ${format} without any pixel; PNG and JPEG are accepted`);
  if (width * height <= MAX_PIXELS) return;
  const most = `at most ${MAX_PIXELS / 2 ** 20} megapixels, such as 4096 × 4096, are accepted`;
  throw new InputError(place, `a ${format} of ${width} × ${height} pixels; ${most}`);
}
