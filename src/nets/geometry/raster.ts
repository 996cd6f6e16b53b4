/** @file A picture that is drawn into without a canvas: rectangles, lines, discs, polygons and text, with smooth edges. */

import type { Picture } from "../../language/value.ts";
import { BASELINE, CAPITAL, glyphOf, writable } from "./hershey.ts";

export type Colour = readonly [red: number, green: number, blue: number];

export interface TextStyle {
  readonly colour: Colour;
  /** Of capitals, in pixels. */
  readonly height: number;
  readonly bold?: boolean;
  readonly align?: "left" | "middle" | "right";
}

export class Raster {
  readonly width: number;
  readonly height: number;
  /** RGB, row-major. */
  readonly pixels: Uint8Array;

  constructor(width: number, height: number, ground: Colour) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(width * height * 3);
    for (let i = 0; i < this.pixels.length; i++) this.pixels[i] = ground[i % 3];
  }

  rectangle(x: number, y: number, width: number, height: number, colour: Colour): void {
    for (let row = y; row < y + height; row++) {
      for (let column = x; column < x + width; column++) this.#blend(column, row, colour, 1);
    }
  }

  /** Each pixel of a picture of three channels as a square. */
  picture({ width, height, pixels }: Picture, x: number, y: number, zoom: number): void {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const at = (row * width + column) * 3;
        const colour: Colour = [pixels[at], pixels[at + 1], pixels[at + 2]];
        this.rectangle(x + column * zoom, y + row * zoom, zoom, zoom, colour);
      }
    }
  }

  disc(x: number, y: number, radius: number, colour: Colour, opacity = 1): void {
    this.#near(x, y, x, y, radius, (distance) => radius + 0.5 - distance, colour, opacity);
  }

  line(from: readonly [number, number], to: readonly [number, number], thick: number, colour: Colour): void {
    this.#near(...from, ...to, thick / 2, (distance) => thick / 2 + 0.5 - distance, colour, 1);
  }

  /** Filled, by the even-odd rule: exact along each of four lines through a row of pixels. */
  polygon(corners: readonly (readonly [x: number, y: number])[], colour: Colour): void {
    const xs = corners.map(([x]) => x);
    const ys = corners.map(([, y]) => y);
    const from = Math.floor(Math.min(...xs));
    const shares = new Float64Array(Math.ceil(Math.max(...xs)) - from + 1);
    for (let row = Math.floor(Math.min(...ys)); row < Math.max(...ys); row++) {
      shares.fill(0);
      for (const part of SAMPLES) {
        const crossings = crossingsAt(corners, row + part);
        for (let i = 0; i + 1 < crossings.length; i += 2) {
          for (let x = Math.floor(crossings[i]); x < crossings[i + 1]; x++) {
            const covered = Math.min(x + 1, crossings[i + 1]) - Math.max(x, crossings[i]);
            shares[x - from] += covered / SAMPLES.length;
          }
        }
      }
      for (const [i, share] of shares.entries()) if (share > 0) this.#blend(from + i, row, colour, share);
    }
  }

  /** @param y of the baseline */
  text(text: string, x: number, y: number, { colour, height, bold, align = "left" }: TextStyle): void {
    const scale = height / CAPITAL;
    let at = x - { left: 0, middle: 0.5, right: 1 }[align] * textWidth(text, height);
    const thick = (bold ? 0.17 : 0.1) * height + 0.25;
    for (const character of writable(text)) {
      const { advance, strokes } = glyphOf(character);
      const place = ([px, py]: readonly [number, number]): [number, number] => [
        at + px * scale,
        y + (py - BASELINE) * scale,
      ];
      for (const stroke of strokes) {
        for (let i = 1; i < stroke.length; i++)
          this.line(place(stroke[i - 1]), place(stroke[i]), thick, colour);
      }
      at += advance * scale;
    }
  }

  /** Blends by the distance of each pixel's middle from a segment. */
  #near(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    reach: number,
    cover: (distance: number) => number,
    colour: Colour,
    opacity: number,
  ): void {
    const [dx, dy] = [x1 - x0, y1 - y0];
    const square = dx * dx + dy * dy;
    for (let y = Math.floor(Math.min(y0, y1) - reach - 1); y <= Math.max(y0, y1) + reach + 1; y++) {
      for (let x = Math.floor(Math.min(x0, x1) - reach - 1); x <= Math.max(x0, x1) + reach + 1; x++) {
        const along = square === 0 ? 0 : ((x + 0.5 - x0) * dx + (y + 0.5 - y0) * dy) / square;
        const part = Math.min(1, Math.max(0, along));
        const distance = Math.sqrt((x + 0.5 - x0 - part * dx) ** 2 + (y + 0.5 - y0 - part * dy) ** 2);
        const share = Math.min(1, cover(distance));
        if (share > 0) this.#blend(x, y, colour, share * opacity);
      }
    }
  }

  #blend(x: number, y: number, colour: Colour, share: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = (y * this.width + x) * 3;
    for (let c = 0; c < 3; c++) {
      this.pixels[at + c] = Math.round(this.pixels[at + c] * (1 - share) + colour[c] * share);
    }
  }
}

/** Where a row of pixels is looked at. */
const SAMPLES = [1 / 8, 3 / 8, 5 / 8, 7 / 8];

/** Where a polygon's edges cross a horizontal line, from left to right. */
function crossingsAt(corners: readonly (readonly [x: number, y: number])[], y: number): number[] {
  const crossings: number[] = [];
  for (const [i, [x0, y0]] of corners.entries()) {
    const [x1, y1] = corners[(i + 1) % corners.length];
    if (y0 > y !== y1 > y) crossings.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
  }
  return crossings.sort((a, b) => a - b);
}

/** @param height of capitals */
export const textWidth = (text: string, height: number): number =>
  (writable(text).reduce((sum, character) => sum + glyphOf(character).advance, 0) * height) / CAPITAL;
