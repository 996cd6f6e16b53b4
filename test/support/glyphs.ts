/** Glyphs of 5 × 7, pictures of rows of them, and a net that tells them apart by its weights alone: nothing is trained. */

import { encode } from "fast-png";
import { Picture } from "../../src/language/value.ts";
import { VectorEncoding } from "../../src/nets/encoding.ts";
import { Model } from "../../src/nets/model.ts";
import { partsOf } from "../../src/nets/parts.ts";
import { ImageVectorizer } from "../../src/nets/vectorize/image.ts";
import { LabelVectorizer } from "../../src/nets/vectorize/label.ts";

const GLYPHS: Readonly<Record<string, string>> = {
  0: ".###. #...# #...# #...# #...# #...# .###.",
  1: "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
  2: "####. ....# ....# .###. #.... #.... #####",
  3: "####. ....# ....# .###. ....# ....# ####.",
  4: "#...# #...# #...# ##### ....# ....# ....#",
  5: "##### #.... #.... ####. ....# ....# ####.",
  6: ".###. #.... #.... ####. #...# #...# .###.",
  7: "##### ....# ....# ...#. ..#.. ..#.. ..#..",
  8: ".###. #...# #...# .###. #...# #...# .###.",
  9: ".###. #...# #...# .#### ....# ....# .###.",
};

export const SIDE = 12;
const DRAWN = { background: 0, share: 7 / SIDE, across: 0.5, down: 0.5 };

/** Canvas of one channel. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;

  constructor(width: number, height: number, level = 0) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(width * height).fill(level);
  }

  dot(x: number, y: number, level = 255): void {
    if (x >= 0 && y >= 0 && x < this.width && y < this.height) this.pixels[y * this.width + x] = level;
  }

  glyph(label: number, left: number, top: number, { scale = 1, level = 255 } = {}): void {
    for (const [y, line] of GLYPHS[label].split(" ").entries())
      for (const [x, mark] of [...line].entries())
        for (let dy = 0; mark === "#" && dy < scale; dy++)
          for (let dx = 0; dx < scale; dx++) this.dot(left + x * scale + dx, top + y * scale + dy, level);
  }

  get picture(): Picture {
    return new Picture(this.width, this.height, 1, this.pixels);
  }

  get png(): Uint8Array {
    return encode({ width: this.width, height: this.height, data: this.pixels, channels: 1, depth: 8 });
  }
}

/** The middle of its mass in the middle of the frame. */
export function single(label: number): Picture {
  const canvas = new Canvas(SIDE, SIDE + 1);
  canvas.glyph(label, 3, 2);
  const [only] = partsOf(canvas.picture, { ...DRAWN, width: SIDE, height: SIDE, channels: 1 }) ?? [];
  return only;
}

export function rowOf(
  labels: readonly number[],
  { height = SIDE + 2, scale = 1, gap = 3, ink = 255, paper = 0 } = {},
): Canvas {
  const step = 5 * scale + gap;
  const canvas = new Canvas(Math.max(1, labels.length * step + gap), height, paper);
  const top = Math.floor((height - 7 * scale) / 2);
  for (const [i, label] of labels.entries()) canvas.glyph(label, gap + i * step, top, { scale, level: ink });
  return canvas;
}

/** Each class scores how far a picture agrees with its glyph: the nearest in squares wins. */
export function glyphNet(
  name = "glyphs",
  vocabulary: readonly (number | string)[] = [...Array(10).keys()],
): Model {
  const size = SIDE * SIDE;
  const pictures = [...Array(10).keys()].map(single);
  const weight = new Float32Array(size * 10);
  const bias = new Float32Array(10);
  for (const [label, { pixels }] of pictures.entries()) {
    for (let i = 0; i < size; i++) {
      weight[i * 10 + label] = (2 * pixels[i]) / 255;
      bias[label] -= (pixels[i] / 255) ** 2;
    }
  }
  const output = new LabelVectorizer(vocabulary);
  return new Model({
    name,
    inputs: [{ name: "image", type: { kind: "image" } }],
    output: { name: "label", type: { kind: typeof vocabulary[0] === "number" ? "int" : "text" } },
    spec: {
      inputs: [{ shape: [SIDE, SIDE, 1], layers: [{ kind: "flatten" }] }],
      layers: [{ kind: "dense", units: 10, activation: "linear" }],
    },
    encoding: new VectorEncoding([new ImageVectorizer(SIDE, SIDE, 1, DRAWN)], output),
    weights: {
      "layer0.weight": { shape: [size, 10], data: weight },
      "layer0.bias": { shape: [10], data: bias },
    },
    provenance: {
      data: "glyphs",
      seed: 1,
      architecture: "dense",
      title: "a linear map",
      rows: { training: 10, validation: 0, test: 0 },
      test: { loss: 0, accuracy: 1, right: 0, of: 0 },
      steps: 0,
    },
  });
}
