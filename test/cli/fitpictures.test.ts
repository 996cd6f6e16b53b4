/** @file `knack fit` on tables whose cells name pictures: as on a folder of them, and what apply then does. */

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encode } from "fast-png";
import { beforeEach, describe, expect, it } from "vitest";
import { loadModel } from "../../src/nets/saved/files.ts";
import { resized, withChannels } from "../../src/tasks/resample.ts";
import { Canvas, SIDE } from "../support/glyphs.ts";
import { pcm16, pngFile, wavFile } from "../support/pictures.ts";
import { folder, World } from "./terminal.ts";

let at: string;
const path = (name: string): string => join(at, name);

const LABELS = [1, 4, 7];
const SHOWN = 12;

/** A digit somewhere on its paper, some larger, some in colours. */
function drawn(label: number, i: number): Uint8Array {
  const canvas = new Canvas(SIDE, SIDE);
  canvas.glyph(label, 2 + (i % 3), 2 + (i % 2), { level: 255 - 5 * i });
  const large = i % 5 === 3 ? resized(canvas.picture, 2 * SIDE, 2 * SIDE) : canvas.picture;
  const { width, height, channels, pixels: data } = i % 7 === 2 ? withChannels(large, 3) : large;
  return encode({ width, height, channels, depth: 8, data });
}

const name = (label: number, i: number): string => `set/${label}/${String(i).padStart(2, "0")}.png`;
const all = LABELS.flatMap((label) => Array.from({ length: SHOWN }, (_, i) => ({ label, i })));
const tableOf = (header: string, line: (label: number, i: number) => string): string =>
  `${header}\n${all.map(({ label, i }) => line(label, i)).join("\n")}\n`;

beforeEach(async () => {
  at = await folder();
  for (const label of LABELS) await mkdir(path(`set/${label}`), { recursive: true });
  for (const { label, i } of all) await writeFile(path(name(label, i)), drawn(label, i));
});

const QUICK = ["--architecture", "convolution", "--sizes", "4,8", "--steps", "150", "--patience", "30"];

async function knack(...argv: string[]): Promise<World> {
  const world = new World();
  expect(await world.knack(...argv), world.stdout + world.stderr).toBe(0);
  return world;
}

const accuracyOf = ({ stdout }: World): number => Number(/^test +([\d.]+) % right/m.exec(stdout)?.[1]);

/** The weights, without the names of the files. */
const weightsOf = async (stem: string): Promise<number[]> => {
  const { weights } = await loadModel(path(stem));
  return Object.values(weights).flatMap(({ data }) => [...data]);
};

describe("knack fit on a table of pictures", () => {
  it("gives the net that the folder of these pictures gives, and apply uses it on pictures of any size", async () => {
    await writeFile(
      path("set.csv"),
      tableOf("image,label", (label, i) => `${name(label, i)},${label}`),
    );
    const table = await knack("fit", path("set.csv"), "-o", path("a"), ...QUICK);
    const labels = await knack("fit", path("set"), "-o", path("b"), ...QUICK);
    expect(table.stdout).toContain(`sees     image: a picture, ${SIDE} × ${SIDE}`);
    expect(table.stderr).toContain(`6 of 36 pictures resampled to ${SIDE} × ${SIDE}`);
    expect(accuracyOf(table)).toBeGreaterThan(80);
    expect(accuracyOf(table)).toBe(accuracyOf(labels));
    expect(await weightsOf("a")).toEqual(await weightsOf("b"));

    const small = resized(new Canvas(SIDE, SIDE).picture, 30, 17);
    await writeFile(path("set/odd.png"), encode({ ...small, data: small.pixels, depth: 8 }));
    await writeFile(path("more.csv"), `image\n${name(4, 3)}\n${name(7, 2)}\nset/odd.png\nset/none.png\n\n`);
    const filled = await knack("apply", path("a.net.json"), path("more.csv"), "--no-confidence");
    const lines = filled.stdout.split("\n");
    expect(lines.slice(0, 3)).toEqual(["image,label", `${name(4, 3)},4`, `${name(7, 2)},7`]);
    expect(lines[3]).toMatch(/^set\/odd\.png,[147]$/);
    expect(lines[4]).toBe("set/none.png,");
    expect(filled.stderr).toMatch(/left empty: .*more\.csv, row 4, "set\/none\.png": there is no such file/);
    await writeFile(path("bare.csv"), "image,n\n,1\n");
    const bare = await knack("apply", path("a.net.json"), path("bare.csv"), "--no-confidence");
    expect(bare.stdout).toBe("image,n,label\n,1,\n");
    expect(bare.stderr).toContain('row 1: "image" is empty, which the net was not fitted on');
    const same = await knack("apply", path("a.net.json"), path("set/4"), "--no-confidence");
    expect(same.stdout).toMatch(/^file,label\n00\.png,4\n/);
  });

  it("is tested on the pictures of another table", async () => {
    await writeFile(
      path("set.csv"),
      tableOf("image,label", (label, i) => `${name(label, i)},${label}`),
    );
    await writeFile(path("test.csv"), `image,label\n${name(1, 0)},1\n${name(4, 3)},4\n${name(7, 2)},1\n`);
    const world = await knack("fit", path("set.csv"), "-o", path("a"), "--test", path("test.csv"), ...QUICK);
    expect(world.stdout).toMatch(/36 rows, 3 more for the test/);
    expect(world.stdout).toMatch(/^test +66\.67 % right, 2 of 3/m);
    const ofFolder = ["--test", path("set"), "-o", path("b"), ...QUICK];
    expect((await knack("fit", path("set.csv"), ...ofFolder)).stdout).toMatch(/^test .* right, 3\d of 36/m);
  });

  it.each([
    ["image,label\nset/none.png,1\n", /test\.csv, row 1, .*none\.png.*: there is no such file/],
    ['[{"image": 5, "label": 1}]', /test\.\w+, row 1, column "image": has 5, where set\.csv has pictures/],
    ["image,label\n,1\n", /test\.csv, row 1, column "image": is empty, where set\.csv has a value/],
  ])("is not tested on %j", async (content, message) => {
    await writeFile(
      path("set.csv"),
      tableOf("image,label", (label, i) => `${name(label, i)},${label}`),
    );
    const test = path(content.startsWith("[") ? "test.json" : "test.csv");
    await writeFile(test, content);
    const world = new World();
    expect(await world.knack("fit", path("set.csv"), "-o", path("a"), "--test", test)).toBe(2);
    expect(world.stderr).toMatch(message);
    expect(world.stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("learns numbers, from pictures beside other columns, and where some are missing", async () => {
    const line = (label: number, i: number): string =>
      i % 4 === 1 ? `,${i},${i - 80}.5` : `${name(label, i)},${i},${10 * label + i}.5`;
    await writeFile(path("sums.csv"), tableOf("image,more,sum", line));
    const options = ["--architecture", "convolution", "--sizes", "8,8", "--steps", "400", "--patience", "30"];
    const world = await knack("fit", path("sums.csv"), "-o", path("a"), ...options, "--no-augment");
    expect(world.stdout).toContain("sum from image, more · 36 rows");
    expect(world.stdout).toContain("image: a picture, 12 × 12, or nothing · more: a number");
    expect(world.stdout).toMatch(/^test .* % of the variance explained/m);
    await writeFile(path("more.csv"), `image,more\n${name(1, 4)},4\n${name(7, 4)},4\n,5\n`);
    const filled = await knack("apply", path("a.net.json"), path("more.csv"));
    const [, one, seven, none] = filled.stdout.split("\n").map((cells) => Number(cells.split(",")[2]));
    expect(Math.abs(one - 14.5)).toBeLessThan(15);
    expect(Math.abs(seven - 74.5)).toBeLessThan(15);
    expect(Math.abs(none + 75.5)).toBeLessThan(15);
  });

  it("goes on where Ctrl-C stopped it, unless a picture has changed", async () => {
    await writeFile(
      path("set.csv"),
      tableOf("image,label", (label, i) => `${name(label, i)},${label}`),
    );
    const argv = ["fit", path("set.csv"), "-o", path("cut"), "--sizes", "4,8", "--steps", "3000"];
    const long = [...argv, "--architecture", "convolution", "--patience", "100"];
    const cut = async (): Promise<void> => {
      const world = new World();
      const running = world.knack(...long);
      for (let i = 0; i < 2_000 && !(await readFile(path("cut.net.partial")).catch(() => undefined)); i++)
        await new Promise((resolve) => setTimeout(resolve, 5));
      expect(world.interrupt()).toBe(true);
      expect(await running).toBe(130);
    };
    await cut();
    const again = new World();
    const running = again.knack(...long);
    await again.until(/sees/);
    expect(again.stderr).toMatch(/going on from step [1-9]\d*/);
    again.interrupt();
    await running;
    await writeFile(path(name(1, 0)), drawn(1, 1));
    const other = new World();
    const fresh = other.knack(...long);
    await other.until(/sees/);
    expect(other.stderr).toContain("is of other data or options; beginning again");
    other.interrupt();
    await fresh;
  });

  it("and of recordings", async () => {
    const wave = (pitch: number, i: number): Uint8Array =>
      wavFile({
        data: pcm16(Array.from({ length: 2_000 }, (_, t) => 0.5 * Math.sin((t + 9 * i) * pitch))),
      });
    const lines: string[] = [];
    for (let i = 0; i < 12; i++) {
      for (const [who, pitch] of [
        ["low", 0.1],
        ["high", 0.9],
      ] as const) {
        await writeFile(path(`${who}${i}.wav`), wave(pitch, i));
        lines.push(`${who}${i}.wav,${who}`);
      }
    }
    await writeFile(path("heard.csv"), `file,who\n${lines.join("\n")}\n`);
    const options = ["--architecture", "dense", "--sizes", "8", "--steps", "60"];
    const world = await knack("fit", path("heard.csv"), "-o", path("a"), ...options);
    expect(world.stdout).toMatch(/sees +file: a spectrogram/);
    expect(accuracyOf(world)).toBe(100);
    await writeFile(path("more.csv"), "file\nhigh3.wav\nlow7.wav\nnone.wav\n");
    const filled = await knack("apply", path("a.net.json"), path("more.csv"), "--no-confidence");
    expect(filled.stdout).toBe("file,who\nhigh3.wav,high\nlow7.wav,low\nnone.wav,\n");
    expect(filled.stderr).toContain('row 3, "none.wav": there is no such file');
  });
});

it.each<[what: string, file: string, bytes: Uint8Array | undefined, message: RegExp]>([
  ["missing", "b.png", undefined, /row 2, "b\.png": there is no such file/],
  ["cut off", "b.png", drawn(1, 0).subarray(0, 50), /row 2, "b\.png": .*cut off/],
  [
    "of 20,000 × 20,000",
    "b.png",
    pngFile({ width: 20_000, height: 20_000, depth: 8, colour: 0, lines: [0] }),
    /row 2, "b\.png": a PNG of 20000 × 20000 pixels/,
  ],
  ["out of the folder", "../1/00.png", undefined, /row 2, "\.\.\/1\/00\.png": leads out of the folder/],
])("a picture that is %s is refused in one line, and nothing is saved", async (_, file, bytes, message) => {
  await mkdir(path("set/in"));
  await writeFile(path("set/in/a.png"), drawn(1, 0));
  if (bytes) await writeFile(path(`set/in/${file}`), bytes);
  await writeFile(path("set/in/rows.csv"), `image,label\na.png,1\n${file},2\n`);
  const world = new World();
  expect(await world.knack("fit", path("set/in/rows.csv"), "-o", path("out"))).toBe(2);
  expect(world.stderr).toMatch(/^knack: [^\n]*set\/in\/rows\.csv, [^\n]+\n$/);
  expect(world.stderr).toMatch(message);
  expect(await readdir(at)).toEqual(["set"]);
});
