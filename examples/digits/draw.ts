/**
 * @file Draws what this folder holds: rows of digits beside what they add up to, and the digits, one each, that the net was fitted on.
 *
 *   node examples/digits/draw.ts DIR          (from Node 22.18 on)
 *   knack fit DIR/single -o examples/digits/digits --architecture convolution --sizes 8,16 --effort 0.3
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "fast-png";
import { type Draw, drawOf } from "../../src/contrast/draw.ts";
import digits from "../contrast/digits.ts";

const SINGLE = 3_000;
const SIDE = 28;
/** Pixels from one digit of a row to the next. */
const STEP = 23;
/** Digits of each row: the first six come with their sum. */
const ROWS = [3, 4, 2, 5, 3, 4, 2, 6, 12, 20, 3, 9];
const FILLED = 6;

const sampleOf = (random: Draw): { readonly digit: number; readonly pixels: Uint8Array } => {
  const [drawing] = digits.sample(random, 1);
  return { digit: drawing.digit, pixels: Uint8Array.from(digits.show(drawing)[0].pixels) };
};

const [folder] = process.argv.slice(2);
const random = drawOf(1);

// IDX, as MNIST has it: how many there are along each dimension, then bytes.
const images = new Uint8Array(16 + SINGLE * SIDE * SIDE);
const labels = new Uint8Array(8 + SINGLE);
const header = (bytes: Uint8Array, magic: number, sizes: readonly number[]): void =>
  [magic, ...sizes].forEach((n, i) => {
    new DataView(bytes.buffer).setUint32(4 * i, n);
  });
header(images, 0x803, [SINGLE, SIDE, SIDE]);
header(labels, 0x801, [SINGLE]);
for (let i = 0; i < SINGLE; i++) {
  const { digit, pixels } = sampleOf(random);
  images.set(pixels, 16 + i * SIDE * SIDE);
  labels[8 + i] = digit;
}
mkdirSync(join(folder, "single"), { recursive: true });
writeFileSync(join(folder, "single", "train-images-idx3-ubyte"), images);
writeFileSync(join(folder, "single", "train-labels-idx1-ubyte"), labels);

mkdirSync(join(folder, "rows"), { recursive: true });
const lines = ["row,sum,in order"];
for (const [i, count] of ROWS.entries()) {
  const row = Array.from({ length: count }, () => sampleOf(random));
  const width = SIDE + (count - 1) * STEP;
  const data = new Uint8Array(width * SIDE);
  for (const [k, { pixels }] of row.entries()) {
    for (let at = 0; at < pixels.length; at++) {
      const to = Math.floor(at / SIDE) * width + k * STEP + (at % SIDE);
      data[to] = Math.max(data[to], pixels[at]);
    }
  }
  const file = `rows/${String(i + 1).padStart(2, "0")}.png`;
  writeFileSync(join(folder, file), encode({ width, height: SIDE, channels: 1, depth: 8, data }));
  const known = row.map(({ digit }) => digit);
  const sum = known.reduce((total, digit) => total + digit, 0);
  const sorted = known.sort((a, b) => a - b).join(" ");
  lines.push(i < FILLED ? `${file},${sum},${sorted}` : `${file},,`);
  console.log(`${file} ${sum} ${sorted}`);
}
writeFileSync(join(folder, "rows.csv"), `${lines.join("\n")}\n`);
