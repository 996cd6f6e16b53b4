/** @file Data that no net can learn from: one line on standard error that names the file, and exit status 2; nothing is saved. */

import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { encode as encodePng } from "fast-png";
import { gzipSync } from "fflate";
import { expect, it } from "vitest";
import { idxFile } from "../support/idx.ts";
import { pcm16, pngFile, wavFile } from "../support/pictures.ts";
import { folder, World } from "./terminal.ts";

const png = encodePng({ width: 4, height: 4, channels: 1, depth: 8, data: new Uint8Array(16) });
const wav = wavFile({ data: pcm16([0, 0.5]) });
const huge = pngFile({ width: 20000, height: 20000, depth: 8, colour: 0, lines: [0] });
const bomb = pngFile({ width: 2, height: 2, depth: 8, colour: 0, lines: new Uint8Array(5_000_000) });
const labels = idxFile([4], [0, 1, 0, 1]);
const named = (images: Uint8Array, extension = ".gz") => ({
  [`images-idx3-ubyte${extension}`]: images,
  "labels-idx1-ubyte": labels,
});

const BAD: readonly (readonly [string, Readonly<Record<string, Uint8Array | string>>, RegExp])[] = [
  ["an empty folder", {}, /is empty; one subfolder for each label is needed/],
  ["one label", { "cat/a.png": png }, /only one label, "cat"/],
  [
    "a PNG of 20,000 × 20,000",
    { "cat/a.png": png, "dog/b.png": huge },
    /dog\/b\.png: a PNG of 20000 × 20000 pixels; at most 16 megapixels/,
  ],
  ["a PNG that is cut off", { "cat/a.png": png, "dog/b.png": png.subarray(0, 50) }, /dog\/b\.png: .*cut off/],
  [
    "a PNG that is a bomb",
    { "cat/a.png": png, "dog/b.png": bomb },
    /dog\/b\.png: .*unpacks to more than its size/,
  ],
  ["a WAV that is cut off", { "cat/a.wav": wav, "dog/b.wav": wav.subarray(0, 45) }, /dog\/b\.wav: .*cut off/],
  [
    "IDX that is cut off",
    named(idxFile([4, 2, 2], [1, 2, 3]), ""),
    /images-idx3-ubyte: the IDX file is cut off/,
  ],
  [
    "IDX that is a bomb",
    named(gzipSync(idxFile([4, 1, 1], new Uint8Array(5_000_000)))),
    /unpacks to more than it says/,
  ],
  ["labels for fewer images", named(gzipSync(idxFile([5, 1, 1], [1, 2, 3, 4, 5]))), /4 labels for 5 images/],
  [
    "a name that a terminal would act on",
    { "cat/a.png": png, "dog/\u001b[2Jb.png": "" },
    /dog\/\\u001b\[2Jb\.png: the file is empty/,
  ],
];

it.each(BAD)("%s", async (_, files, message) => {
  const at = await folder();
  const set = join(at, "set");
  await mkdir(set);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(set, name)), { recursive: true });
    await writeFile(join(set, name), content);
  }
  const world = new World();
  expect(await world.knack("fit", set, "-o", join(at, "out"))).toBe(2);
  expect(world.stderr).toMatch(/^knack: [^\n]+\n$/);
  expect(world.stderr).toMatch(message);
  expect(await readdir(at)).toEqual(["set"]);
});

it("a link out of the folder", async () => {
  const at = await folder({ "secret.png": png });
  await mkdir(join(at, "set", "cat"), { recursive: true });
  await symlink("../../secret.png", join(at, "set", "cat", "a.png"));
  const world = new World();
  expect(await world.knack("fit", join(at, "set"))).toBe(2);
  expect(world.stderr).toMatch(/^knack: [^\n]+cat\/a\.png: is a link out of set[^\n]+\n$/);
});

it("numbers that are none, with row and column", async () => {
  const at = await folder({ "a.csv": "x,y\n1,2\n3,4\nNaN,5\n" });
  const world = new World();
  expect(await world.knack("fit", join(at, "a.csv"))).toBe(2);
  expect(world.stderr).toMatch(/^knack: a\.csv, row 3, column "x": NaN is no number[^\n]+\n$/);
});
