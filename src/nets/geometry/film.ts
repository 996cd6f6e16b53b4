/** @file A geometry as an animated SVG: the points move from layer to layer, in a loop. It holds no scripts. */

import type { Geometry, LayerImage } from "./geometry.ts";
import type { Colour } from "./raster.ts";
import {
  type Eye,
  keyOf,
  meanings,
  measureRows,
  type Point,
  scaled,
  seenFrom,
  shortened,
  shownText,
} from "./view.ts";

const MOST_POINTS = 300;
/** Of one layer: at rest in the middle, on the way at both ends. */
const FRAMES = 16;
const SECONDS_PER_LAYER = 4;
/** The share of a layer's time in which its points stand, and only the eye moves. */
const REST = 0.55;
/** It begins with the first layer at rest. */
const BEGIN = `${-SECONDS_PER_LAYER * (0.5 - REST / 2)}s`;
const SWING: Eye = { yaw: 0.6, pitch: 0.35 };

const WIDTH = 960;
/** Where the stage ends. */
const FLOOR = 610;
const STAGE = { x: 310, y: 350, reach: 235 };
const COLUMN = 640;

/** The whole file. */
export function filmSvg(geometry: Geometry): string {
  const { title, net, labels, layers } = geometry;
  const count = Math.min(labels.of.length, MOST_POINTS);
  const places = layers.map((layer) => scaled(layer).slice(0, count));
  const key = keyOf(labels);
  const duration = `${SECONDS_PER_LAYER * layers.length}s`;
  const paths = pathsOf(layers, places);
  const byColour = new Map<string, string[]>();
  for (let i = 0; i < count; i++) {
    const circle =
      `<circle r="5" transform="translate(${paths[i][FRAMES / 2]})"><animateTransform attributeName="transform" type="translate" ` +
      `begin="${BEGIN}" dur="${duration}" repeatCount="indefinite" values="${paths[i].join(";")}"/></circle>`;
    const colour = hex(key.colours[i]);
    byColour.set(colour, [...(byColour.get(colour) ?? []), circle]);
  }
  const legendAt = 104 + 26 * layers.length + 24 + 50 + 24 * 5 + 40;
  const floor = Math.max(FLOOR, legendAt + 22 * Math.ceil(key.legend.length / columnsFor(key.legend.length)));
  const notes = meanings(labels.kind);
  const height = floor + 24 + 20 * notes.length;
  const groups = [...byColour].map(
    ([colour, circles]) => `<g fill="${colour}" fill-opacity="0.8">\n${circles.join("\n")}\n</g>`,
  );
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" fill="#20242a">`,
    `<title>${escaped(shortened(title, 100))}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    text(30, 44, shortened(title, 80), 'font-size="22" font-weight="600"'),
    text(
      30,
      68,
      `${count} points move through the layers of ${shortened(net, 80)}`,
      'font-size="14" fill="#68707a"',
    ),
    `<rect x="30" y="84" width="560" height="526" rx="8" fill="#f7f8fa"/>`,
    ...groups,
    ...layers.map((layer, i) => captionOf(layer, i, layers.length, duration)),
    ...legendOf(key.legend, legendAt),
    ...notes.map((line, i) => text(30, floor + 28 + 20 * i, line, 'font-size="13" fill="#68707a"')),
    "</svg>",
  ].join("\n")}\n`;
}

/** Where each point is in each frame. */
function pathsOf(layers: readonly LayerImage[], places: readonly (readonly Point[])[]): string[][] {
  const frames = FRAMES * layers.length;
  const turns = Math.ceil(layers.length / 2);
  const depth = layers.map(({ dimensions }) => (dimensions === 3 ? 1 : 0));
  return places[0].map((_, i) =>
    // The last frame is the first again.
    Array.from({ length: frames + 1 }, (_, frame) => {
      // Layer k stands in the middle of its time.
      const time = frame / FRAMES - 0.5 + layers.length;
      const from = Math.floor(time) % layers.length;
      const to = (from + 1) % layers.length;
      const part = eased((time - Math.floor(time) - REST / 2) / (1 - REST));
      const mix = (a: number, b: number): number => a + part * (b - a);
      const [a, b] = [places[from][i], places[to][i]];
      const solid = mix(depth[from], depth[to]);
      const eye = {
        yaw: solid * SWING.yaw * Math.sin((2 * Math.PI * turns * frame) / frames),
        pitch: solid * SWING.pitch,
      };
      const seen = seenFrom([mix(a[0], b[0]), mix(a[1], b[1]), mix(a[2], b[2])], eye);
      return `${Math.round(STAGE.x + STAGE.reach * seen.x)},${Math.round(STAGE.y + STAGE.reach * seen.y)}`;
    }),
  );
}

const eased = (x: number): number => {
  const t = Math.min(1, Math.max(0, x));
  return t * t * (3 - 2 * t);
};

/** A layer's name in the list, and what is written while it is shown. */
function captionOf(layer: LayerImage, i: number, of: number, duration: string): string {
  const y = 104 + 26 * i;
  const below = 104 + 26 * of + 24;
  const during = (on: string, off: string, name: string): string =>
    `<animate attributeName="${name}" calcMode="discrete" begin="${BEGIN}" dur="${duration}" repeatCount="indefinite" values="${Array.from({ length: of }, (_, k) => (k === i ? on : off)).join(";")}"/>`;
  const title = escaped(layer.title);
  const rows = measureRows(layer.measures).map(
    ({ name, text: value }, k) =>
      `${text(COLUMN, below + 50 + 24 * k, name, 'font-size="14" fill="#68707a"')}${text(930, below + 50 + 24 * k, value, 'font-size="14" text-anchor="end"')}`,
  );
  return [
    `<rect x="${COLUMN - 12}" y="${y - 17}" width="312" height="25" rx="5" fill="#dfe7f2" opacity="${i === 0 ? 1 : 0}">${during("1", "0", "opacity")}</rect>`,
    `<text x="${COLUMN}" y="${y}" font-size="15">${i === 0 ? "" : escaped("→ ")}${title}</text>`,
    `<g opacity="${i === 0 ? 1 : 0}">${during("1", "0", "opacity")}`,
    text(COLUMN, below, layer.title, 'font-size="17" font-weight="600"'),
    text(COLUMN, below + 22, shownText(layer), 'font-size="13" fill="#68707a"'),
    ...rows,
    "</g>",
  ].join("\n");
}

const columnsFor = (names: number): number => (names > 5 ? 2 : 1);

function legendOf(
  legend: readonly { readonly name: string; readonly colour: Colour }[],
  y: number,
): readonly string[] {
  const columns = columnsFor(legend.length);
  return legend.map(({ name, colour }, i) => {
    const x = COLUMN + (i % columns) * 150;
    const at = y + 22 * Math.floor(i / columns);
    return `<circle cx="${x + 6}" cy="${at - 5}" r="6" fill="${hex(colour)}"/>${text(x + 20, at, shortened(name, columns === 1 ? 36 : 16), 'font-size="14"')}`;
  });
}

const text = (x: number, y: number, content: string, attributes: string): string =>
  `<text x="${x}" y="${y}" ${attributes}>${escaped(content)}</text>`;

const hex = (colour: Colour): string =>
  `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&apos;"],
]);

/** In ASCII, so that it is read right wherever it is put; what XML cannot hold at all becomes the replacement character. */
export const escaped = (content: string): string =>
  content
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "\ufffd")
    .replace(/[&<>"']/g, (character) => ENTITIES.get(character) as string)
    .replace(/[^ -~]/gu, (character) => `&#${character.codePointAt(0)};`);
