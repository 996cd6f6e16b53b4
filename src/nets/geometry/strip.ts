/** @file A geometry as one picture: a panel for each layer, side by side. */

import { encode } from "fast-png";
import type { Geometry, LayerImage } from "./geometry.ts";
import { type Colour, Raster, type TextStyle, textWidth } from "./raster.ts";
import {
  eyeFor,
  type Key,
  keyOf,
  meanings,
  measureRows,
  type Point,
  scaled,
  seenFrom,
  shortened,
  shownText,
} from "./view.ts";

const WHITE: Colour = [255, 255, 255];
const PANEL: Colour = [247, 248, 250];
const FRAME: Colour = [214, 218, 224];
const INK: Colour = [32, 36, 42];
const FAINT: Colour = [104, 112, 122];

const SIDE = 236;
const GAP = 20;
const MARGIN = 28;
const HEAD = 76;
/** Under a panel. */
const TEXT = 166;
const LINE = 20;
const MOST_IN_ROW = 6;

const TITLE: TextStyle = { colour: INK, height: 16, bold: true };
const STRONG: TextStyle = { colour: INK, height: 11, bold: true };
const PLAIN: TextStyle = { colour: INK, height: 10 };
const NOTE: TextStyle = { colour: FAINT, height: 9.5 };

/** The picture as a PNG file. */
export const stripPng = (geometry: Geometry): Uint8Array => {
  const { width, height, pixels } = strip(geometry);
  return encode({ width, height, data: pixels, depth: 8, channels: 3 });
};

export function strip({ title, net, labels, layers }: Geometry): Raster {
  const rows = Math.ceil(layers.length / MOST_IN_ROW);
  const perRow = Math.ceil(layers.length / rows);
  const notes = meanings(labels.kind);
  const subtitle = `The same ${labels.of.length} points as they come in, and after each layer of ${shortened(net, 80)}`;
  const inner = Math.max(
    perRow * SIDE + (perRow - 1) * GAP,
    textWidth(shortened(title, 100), TITLE.height),
    textWidth(subtitle, NOTE.height),
    ...notes.map((note) => textWidth(note, NOTE.height)),
  );
  const foot = 44 + notes.length * LINE;
  const raster = new Raster(Math.ceil(inner) + 2 * MARGIN, HEAD + rows * (SIDE + TEXT) + foot, WHITE);
  raster.text(shortened(title, 100), MARGIN, 38, TITLE);
  raster.text(subtitle, MARGIN, 60, NOTE);
  const key = keyOf(labels);
  for (const [i, layer] of layers.entries()) {
    const x = MARGIN + (i % perRow) * (SIDE + GAP);
    const y = HEAD + Math.floor(i / perRow) * (SIDE + TEXT);
    drawPanel(raster, layer, key, x, y);
    drawText(raster, layer, x, y + SIDE);
    if (i % perRow > 0) drawArrow(raster, x - GAP / 2, y + SIDE / 2);
  }
  let y = HEAD + rows * (SIDE + TEXT) + 6;
  drawLegend(raster, key, MARGIN, y);
  y += 30;
  for (const note of notes) {
    raster.text(note, MARGIN, y, NOTE);
    y += LINE;
  }
  return raster;
}

function drawPanel(raster: Raster, layer: LayerImage, { colours }: Key, x: number, y: number): void {
  raster.rectangle(x, y, SIDE, SIDE, PANEL);
  const eye = eyeFor(layer);
  const reach = SIDE * 0.41;
  const on = (point: Point) => {
    const seen = seenFrom(point, eye);
    return { x: x + SIDE / 2 + seen.x * reach, y: y + SIDE / 2 + seen.y * reach, near: seen.near };
  };
  for (const [from, to] of layer.dimensions === 3 ? CUBE : []) {
    const [a, b] = [on(from), on(to)];
    raster.line([a.x, a.y], [b.x, b.y], 1, FRAME);
  }
  const points = scaled(layer)
    .map((point, i) => ({ ...on(clipped(point)), colour: colours[i] }))
    .sort((a, b) => a.near - b.near);
  for (const { x, y, near, colour } of points) {
    const faded = Math.min(1, Math.max(0.35, 0.75 + 1.4 * (near - 1)));
    raster.disc(x, y, 2.6 * near ** 2, colour, faded);
  }
}

const corner = (i: number): Point => [i & 1 ? 0.62 : -0.62, i & 2 ? 0.62 : -0.62, i & 4 ? 0.62 : -0.62];
const CUBE = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((i) =>
  [1, 2, 4].filter((bit) => (i & bit) === 0).map((bit) => [corner(i), corner(i | bit)] as const),
);
/** Points far off stand at the edge of what is shown. */
function clipped(point: Point): Point {
  const far = Math.hypot(...point) / 1.15;
  return far > 1 ? [point[0] / far, point[1] / far, point[2] / far] : point;
}

function drawText(raster: Raster, layer: LayerImage, x: number, y: number): void {
  raster.text(layer.title, x, y + 22, STRONG);
  raster.text(shownText(layer), x, y + 41, NOTE);
  for (const [i, { name, text, share }] of measureRows(layer.measures).entries()) {
    const base = y + 64 + i * LINE;
    raster.text(name, x, base, { ...PLAIN, colour: FAINT });
    raster.text(text, x + SIDE, base, { ...PLAIN, align: "right" });
    if (share !== undefined) {
      const from = x + SIDE - 118;
      raster.rectangle(from, base - 7, 60, 5, FRAME);
      raster.rectangle(from, base - 7, Math.round(60 * share), 5, FAINT);
    }
  }
}

function drawArrow(raster: Raster, x: number, y: number): void {
  raster.line([x - 6, y], [x + 6, y], 1.6, FAINT);
  raster.line([x + 2, y - 4], [x + 6, y], 1.6, FAINT);
  raster.line([x + 2, y + 4], [x + 6, y], 1.6, FAINT);
}

function drawLegend(raster: Raster, { legend }: Key, x: number, y: number): void {
  for (const { name, colour } of legend) {
    if (x + textWidth(name, PLAIN.height) > raster.width - MARGIN) return;
    raster.disc(x + 5, y - 5, 5, colour);
    raster.text(name, x + 16, y, PLAIN);
    x += 16 + textWidth(name, PLAIN.height) + 22;
  }
}
