/** @file What is drawn on a picture: the level of its background, where ink is, and how much of a frame the ink takes. */

import { Picture } from "../language/value.ts";
import { withChannels } from "../tasks/resample.ts";

/** Where ink is, inclusive. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How pictures of one thing each were drawn; what is read with a net that learned from them is brought to the same. */
export interface Drawn {
  /** The level around the ink, 0…255. */
  readonly background: number;
  /** The longer side of the ink, as a share of the frame's. */
  readonly share: number;
  /** Where the middle of the ink's mass is, as shares of the frame. */
  readonly across: number;
  readonly down: number;
}

/** Least difference from the background, as a share of the greatest on the picture, at which a pixel counts as ink. */
const FAINTEST = 0.2;
/** Levels by which a picture of nothing may differ from its background. */
const NOISE = 24;

/** One channel; what is transparent is white. */
export function greyOf(picture: Picture): Picture {
  if (picture.channels !== 4) return withChannels(picture, 1);
  const grey = withChannels(picture, 1);
  const pixels = grey.pixels.map((level, i) => {
    const alpha = picture.pixels[4 * i + 3] / 255;
    return Math.round(level * alpha + 255 * (1 - alpha));
  });
  return new Picture(picture.width, picture.height, 1, pixels);
}

/** The commonest level. */
export function backgroundOf({ pixels }: Picture): number {
  const counts = new Uint32Array(256);
  for (const level of pixels) counts[level]++;
  let best = 0;
  for (let level = 1; level < 256; level++) if (counts[level] > counts[best]) best = level;
  return best;
}

/** By pixel of a grey picture whether it is ink. All 0 where nothing stands out from the background. */
export function inkOf({ pixels }: Picture, background: number): Uint8Array {
  let most = 0;
  for (const level of pixels) most = Math.max(most, Math.abs(level - background));
  const least = Math.max(NOISE, most * FAINTEST);
  return pixels.map((level) => Number(Math.abs(level - background) >= least));
}

export function boxOf(ink: Uint8Array, width: number): Box | undefined {
  let [left, top, right, bottom] = [width, -1, -1, -1];
  for (let at = 0; at < ink.length; at++) {
    if (ink[at] === 0) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  return top < 0 ? undefined : { left, top, right, bottom };
}

/** The middle of what differs from the background, in pixels; that of the picture where nothing does. */
export function middleOf(
  { width, height, pixels }: Picture,
  background: number,
): readonly [x: number, y: number] {
  let [mass, x, y] = [0, 0, 0];
  for (let at = 0; at < pixels.length; at++) {
    const weight = Math.abs(pixels[at] - background);
    mass += weight;
    x += weight * (at % width);
    y += weight * Math.floor(at / width);
  }
  return mass === 0 ? [(width - 1) / 2, (height - 1) / 2] : [x / mass, y / mass];
}

/** Pictures that are looked at, and pixels of all of them: of photographs a few will do. */
const LOOKED_AT = 400;
const PIXELS = 1 << 22;
const FEWEST = 9;

/** From some of the pictures, the middle one of each measure; ⊥ where most of them show nothing, or ink on no one background. */
export function drawnOf(pictures: readonly Picture[]): Drawn | undefined {
  if (pictures.length === 0) return undefined;
  const affordable = Math.floor(PIXELS / (pictures[0].width * pictures[0].height));
  const count = Math.min(pictures.length, LOOKED_AT, Math.max(FEWEST, affordable));
  const step = pictures.length / count;
  const found: Drawn[] = [];
  for (let i = 0; i < count; i++) {
    const grey = greyOf(pictures[Math.floor(i * step)]);
    const background = backgroundOf(grey);
    const box = boxOf(inkOf(grey, background), grey.width);
    if (!box) continue;
    const [x, y] = middleOf(grey, background);
    found.push({
      background,
      share: Math.max((box.right - box.left + 1) / grey.width, (box.bottom - box.top + 1) / grey.height),
      across: (x + 0.5) / grey.width,
      down: (y + 0.5) / grey.height,
    });
  }
  if (2 * found.length <= count) return undefined;
  const middle = (of: (drawn: Drawn) => number): number =>
    rounded(found.map(of).sort((a, b) => a - b)[found.length >> 1]);
  return {
    background: middle(({ background }) => background),
    share: middle(({ share }) => share),
    across: middle(({ across }) => across),
    down: middle(({ down }) => down),
  };
}

/** Saved in few digits. */
const rounded = (share: number): number => Math.round(share * 1000) / 1000;
