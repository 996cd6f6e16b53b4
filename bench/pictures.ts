/** @file pictures: how long pictures take to read and to write as floats: one large one, a folder of small ones, IDX as MNIST is. */

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { encode as encodePng } from "fast-png";
import { encode as encodeJpeg } from "jpeg-js";
import type { Picture } from "../src/language/value.ts";
import { readDataset } from "../src/nets/data/read.ts";
import { ImageVectorizer } from "../src/nets/vectorize/image.ts";
import { readPicture } from "../src/tasks/picture.ts";

const SIDE = 4096;
const FILES = 2000;
const DIGITS = 60_000;
const DIGIT = 28;

export async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "knack-bench-"));
  const seconds: Record<string, number> = {};
  const timed = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    seconds[name] = (performance.now() - start) / 1000;
    console.log(`${name.padEnd(44)} ${seconds[name].toFixed(2).padStart(6)} s`);
    return result;
  };
  try {
    const smooth = (x: number, y: number): number =>
      127 + 120 * Math.sin(x / 90) * Math.cos(y / 70) + ((x * y) & 7);
    const rgb = levels(SIDE, 3, smooth);
    const png = encodePng({ width: SIDE, height: SIDE, channels: 3, depth: 8, data: rgb });
    const jpeg = encodeJpeg({ width: SIDE, height: SIDE, data: levels(SIDE, 4, smooth) }, 90).data;
    await timed(`PNG of ${SIDE} × ${SIDE}`, () => readPicture("a.png", png));
    await timed(`JPEG of ${SIDE} × ${SIDE}`, () => readPicture("a.jpg", new Uint8Array(jpeg)));

    for (const label of ["a", "b"]) await mkdir(join(folder, "set", label), { recursive: true });
    const small = encodePng({
      width: DIGIT,
      height: DIGIT,
      channels: 1,
      depth: 8,
      data: levels(DIGIT, 1, smooth),
    });
    for (let i = 0; i < FILES; i++)
      await writeFile(join(folder, "set", i % 2 ? "a" : "b", `${i}.png`), small);
    await timed(`${FILES} PNG files of ${DIGIT} × ${DIGIT}`, () => readDataset(join(folder, "set")));

    const header = (kind: number, ...lengths: number[]): Buffer => {
      const bytes = Buffer.from([0, 0, 8, kind, ...lengths.flatMap(() => [0, 0, 0, 0])]);
      for (const [i, length] of lengths.entries()) bytes.writeUInt32BE(length, 4 + 4 * i);
      return bytes;
    };
    const pixels = Uint8Array.from({ length: DIGITS * DIGIT * DIGIT }, (_, i) =>
      (i * 7919) % 97 < 78 ? 0 : (i * 31) & 255,
    );
    const images = gzipSync(Buffer.concat([header(3, DIGITS, DIGIT, DIGIT), pixels]));
    await writeFile(join(folder, "train-images-idx3-ubyte.gz"), images);
    await writeFile(
      join(folder, "train-labels-idx1-ubyte"),
      Buffer.concat([header(1, DIGITS), Buffer.alloc(DIGITS)]),
    );
    const { rows } = await timed(`${DIGITS} IDX images of ${DIGIT} × ${DIGIT}, packed`, () =>
      readDataset(join(folder, "train-images-idx3-ubyte.gz")),
    );
    const vectorizer = ImageVectorizer.of(rows.map(({ inputs }) => inputs[0] as Picture));
    const to = new Float32Array(vectorizer.size);
    await timed("the same, written as floats", () => {
      for (const { inputs } of rows) vectorizer.write(inputs[0], to, 0);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
  console.log(JSON.stringify({ bench: "pictures", seconds }));
}

/** A square picture, all channels alike. */
function levels(side: number, channels: number, level: (x: number, y: number) => number): Uint8Array {
  const data = new Uint8Array(side * side * channels);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      data.fill(level(x, y), (y * side + x) * channels, (y * side + x + 1) * channels);
  return data;
}
