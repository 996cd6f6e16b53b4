/**
 * @file A picture into its parts, left to right: what is joined by ink, or stands over one another, is one part. Each part is
 * brought to the frame that a net was fitted on.
 */

import { Picture } from "../language/value.ts";
import { resized, withChannels } from "../tasks/resample.ts";
import { type Box, backgroundOf, type Drawn, greyOf, inkOf, middleOf } from "./ink.ts";

/** The size of the pictures that a net takes, and how they were drawn. */
export interface Frame extends Drawn {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
}

/** Most parts of a picture. */
export const MAX_PARTS = 1_000;
/** Most pieces of ink that are looked at; beyond it a picture is a photograph, not a drawing. */
const MAX_PIECES = 20_000;
/** Share of the narrower of two that is over or under the other in one part, at least. */
const OVER = 0.5;
/** Or they nearly meet, this many heights of the picture apart, and no more than this share of the lower one is beside the other. */
const APART = 0.04;
const BESIDE = 0.7;
/** Ink of a speck, as a share of the middle part's; and how near it is to the part that it belongs to, in heights of the picture. */
const SPECK = 0.12;
const NEAR = 0.15;
/** Pixels around a part in which its ink fades. */
const FADING = 2;

/** What is joined by ink. */
interface Piece extends Box {
  readonly label: number;
  /** How much ink: the sum of differences from the background. */
  readonly mass: number;
}

interface Group extends Box {
  readonly labels: ReadonlySet<number>;
  readonly mass: number;
}

/** ⊥ where nothing is drawn, or too much to be a row of parts. */
export function partsOf(picture: Picture, frame: Frame): readonly Picture[] | undefined {
  const grey = greyOf(picture);
  const background = backgroundOf(grey);
  const labels = new Int32Array(grey.pixels.length);
  const pieces = piecesOf(grey, background, labels);
  if (!pieces || pieces.length === 0) return undefined;
  const groups = withoutSpecks(grouped(pieces, picture.height), picture.height);
  if (groups.length > MAX_PARTS) return undefined;
  const source = frame.channels === 1 ? grey : withChannels(picture, frame.channels);
  return groups.map((group) => framed(cut(source, labels, group, background), group, background, frame));
}

/** Ink joined at sides or corners, numbered from 1; ⊥ where there are too many. */
function piecesOf(grey: Picture, background: number, labels: Int32Array): Piece[] | undefined {
  const ink = inkOf(grey, background);
  const { width, height } = grey;
  const pieces: Piece[] = [];
  const stack: number[] = [];
  for (let start = 0; start < ink.length; start++) {
    if (ink[start] === 0 || labels[start] !== 0) continue;
    const label = pieces.length + 1;
    if (label > MAX_PIECES) return undefined;
    let [left, top, right, bottom, mass] = [width, height, -1, -1, 0];
    labels[start] = label;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      mass += Math.abs(grey.pixels[at] - background);
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (ink[next] === 0 || labels[next] !== 0) continue;
          labels[next] = label;
          stack.push(next);
        }
      }
    }
    pieces.push({ label, mass, left, top, right, bottom });
  }
  return pieces;
}

const joined = (a: Group, b: Group): Group => ({
  labels: new Set([...a.labels, ...b.labels]),
  mass: a.mass + b.mass,
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

const widthOf = ({ left, right }: Box): number => right - left + 1;

const heightOf = ({ top, bottom }: Box): number => bottom - top + 1;

/** Columns that two have in common; negative for those between them. */
const columns = (a: Box, b: Box): number => Math.min(a.right, b.right) - Math.max(a.left, b.left) + 1;

const rows = (a: Box, b: Box): number => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) + 1;

/** Whether one stands over the other, as a dot or a stroke does; two that lean into each other's columns stand beside each other. */
const areOne = (a: Box, b: Box, height: number): boolean =>
  columns(a, b) >= OVER * Math.min(widthOf(a), widthOf(b)) ||
  (columns(a, b) >= -APART * height && rows(a, b) <= BESIDE * Math.min(heightOf(a), heightOf(b)));

/** Pieces over one another are one. */
function grouped(pieces: readonly Piece[], height: number): Group[] {
  const groups: Group[] = [];
  for (const { label, ...piece } of [...pieces].sort((a, b) => a.left - b.left || a.label - b.label)) {
    let group: Group = { ...piece, labels: new Set([label]) };
    for (let i = groups.length - 1; i >= 0; i--) {
      if (!areOne(groups[i], group, height)) continue;
      group = joined(groups[i], group);
      groups.splice(i, 1);
    }
    groups.push(group);
  }
  return groups.sort((a, b) => a.left + a.right - b.left - b.right);
}

/** Specks belong to the part beside them, and are nothing where there is none. */
function withoutSpecks(groups: readonly Group[], height: number): Group[] {
  const middle = [...groups].sort((a, b) => a.mass - b.mass)[groups.length >> 1].mass;
  const isSpeck = ({ mass }: Group): boolean => mass < SPECK * middle;
  const parts = groups.filter((group) => !isSpeck(group));
  for (const speck of groups.filter(isSpeck)) {
    let nearest = -1;
    for (const [i, part] of parts.entries())
      if (nearest < 0 || columns(part, speck) > columns(parts[nearest], speck)) nearest = i;
    if (-columns(parts[nearest], speck) <= NEAR * height) parts[nearest] = joined(parts[nearest], speck);
  }
  return parts;
}

/** The part alone, with all rows of the picture: what belongs to others is background. */
function cut(source: Picture, labels: Int32Array, group: Group, background: number): Picture {
  const left = Math.max(0, group.left - FADING);
  const right = Math.min(source.width - 1, group.right + FADING);
  const { channels, height } = source;
  const width = right - left + 1;
  const pixels = new Uint8Array(width * height * channels).fill(background);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = y * source.width + left + x;
      if (labels[from] !== 0 && !group.labels.has(labels[from])) continue;
      for (let channel = 0; channel < channels; channel++)
        pixels[(y * width + x) * channels + channel] = source.pixels[from * channels + channel];
    }
  }
  return new Picture(width, height, channels, pixels);
}

/**
 * The part in the frame: as it is where the picture is as high as the frame, otherwise with its longer side as the net is
 * used to; light and dark changed over where the net is used to the other.
 */
function framed(part: Picture, box: Box, background: number, frame: Frame): Picture {
  const isOther = Math.abs(background - frame.background) > 127;
  const pixels = isOther ? part.pixels.map((level) => 255 - level) : part.pixels;
  const upright = new Picture(part.width, part.height, part.channels, pixels);
  const level = isOther ? 255 - background : background;
  const isAsHigh = part.height === frame.height && part.width <= frame.width;
  const drawn = isAsHigh ? upright : scaled(upright, box, frame);
  const [x, y] = middleOf(greyOf(drawn), level);
  const left = Math.round(frame.across * frame.width - 0.5 - x);
  const top = isAsHigh ? 0 : Math.round(frame.down * frame.height - 0.5 - y);
  return placed(drawn, left, top, level, frame);
}

/** @param box of the ink, its columns those of the whole picture, which the part has from `FADING` before them on */
function scaled(part: Picture, box: Box, frame: Frame): Picture {
  const left = Math.min(FADING, box.left);
  const [width, height] = [widthOf(box), heightOf(box)];
  const stride = width * part.channels;
  const pixels = new Uint8Array(height * stride);
  for (let y = 0; y < height; y++) {
    const from = ((box.top + y) * part.width + left) * part.channels;
    pixels.set(part.pixels.subarray(from, from + stride), y * stride);
  }
  const scale = Math.min((frame.share * frame.height) / height, (frame.share * frame.width) / width);
  const length = (given: number): number => Math.max(1, Math.round(given * scale));
  return resized(new Picture(width, height, part.channels, pixels), length(width), length(height));
}

/** What stands out of the frame is cut off. */
function placed(part: Picture, left: number, top: number, level: number, frame: Frame): Picture {
  const { width, height, channels } = frame;
  const pixels = new Uint8Array(width * height * channels).fill(level);
  for (let y = Math.max(0, top); y < Math.min(height, top + part.height); y++) {
    for (let x = Math.max(0, left); x < Math.min(width, left + part.width); x++) {
      const from = ((y - top) * part.width + x - left) * channels;
      pixels.set(part.pixels.subarray(from, from + channels), (y * width + x) * channels);
    }
  }
  return new Picture(width, height, channels, pixels);
}
