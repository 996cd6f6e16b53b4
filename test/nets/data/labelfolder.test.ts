import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Picture, Sound } from "../../../src/language/value.ts";
import { candidates } from "../../../src/nets/architectures.ts";
import type { Dataset } from "../../../src/nets/data/dataset.ts";
import { type ReadDatasetOptions, readDataset } from "../../../src/nets/data/read.ts";
import { InputError } from "../../../src/tasks/error.ts";
import { jpeg, png, wav } from "../../support/media.ts";
import { pngFile } from "../../support/pictures.ts";

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "knack-")), "set");
  await mkdir(folder);
});
afterEach(() => rm(dirname(folder), { recursive: true }));

async function put(name: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), content);
}

const read = (options?: ReadDatasetOptions): Promise<Dataset> => readDataset(folder, options);

async function refusal(): Promise<string> {
  const error = await read().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message.replace(folder, "set");
}

const pictures = ({ rows }: Dataset): Picture[] => rows.map(({ inputs }) => inputs[0] as Picture);

it("folders without files are left out, with a note", async () => {
  await put("cat/a.png", png(10));
  await put("dog/b.png", png(20));
  await mkdir(join(folder, "yak"));
  expect((await read()).notes).toEqual(['set: "yak" is an empty folder, and left out']);
});

describe("pictures", () => {
  it("have their folder for a label", async () => {
    await put("cat/b.png", png(20));
    await put("cat/a.png", png(10));
    await put("dog/c.png", png(30));
    const dataset = await read();
    expect(dataset).toMatchObject({
      name: "set",
      inputs: [{ name: "image", type: { kind: "image" } }],
      output: { name: "label", type: { kind: "text" } },
      tests: [],
      notes: [],
    });
    expect(dataset.rows.map(({ output }) => output)).toEqual(["cat", "cat", "dog"]);
    expect(pictures(dataset).map(({ pixels }) => pixels[0])).toEqual([10, 20, 30]);
  });

  it("are brought to the commonest size and to the channels of all, and it is said", async () => {
    await put("cat/a.png", png(10));
    await put("cat/b.png", png(10, 8, 8));
    await put("dog/c.png", png(30));
    await put("dog/d.jpg", jpeg(4, 3));
    const dataset = await read();
    expect(pictures(dataset).map(({ width, height, channels }) => [width, height, channels])).toEqual(
      Array(4).fill([4, 3, 3]),
    );
    expect(dataset.notes).toEqual(["set: 1 of 4 pictures resampled to 4 × 3, the commonest size"]);
    expect(pictures(dataset)[1].pixels.every((level) => level === 10)).toBe(true);
  });

  it("are made smaller where they are large, and it is said", async () => {
    await put("cat/a.png", png(10, 1024, 100));
    await put("dog/c.png", png(30, 1024, 100));
    const dataset = await read();
    expect(pictures(dataset)[1]).toMatchObject({ width: 64, height: 6 });
    expect(dataset.notes).toEqual([
      "set: pictures of 1024 × 100 made smaller, 64 × 6 (--side allows larger ones)",
    ]);
    expect(pictures(await read({ side: 512 }))[0]).toMatchObject({ width: 512, height: 50 });
  });

  it("in train and test stay apart", async () => {
    for (const set of ["train", "test"])
      for (const label of ["cat", "dog"]) await put(`${set}/${label}/a.png`, png(set.length));
    const { rows, tests } = await read();
    expect(rows.map(({ inputs, output }) => [(inputs[0] as Picture).pixels[0], output])).toEqual([
      [5, "cat"],
      [5, "dog"],
    ]);
    expect(tests.map(({ inputs, output }) => [(inputs[0] as Picture).pixels[0], output])).toEqual([
      [4, "cat"],
      [4, "dog"],
    ]);
  });

  it.each([
    [3, 2],
    [300, 1],
  ])("of %i labels, %i of each, are told apart: a folder's name is a label", async (labels, times) => {
    for (let label = 0; label < labels; label++)
      for (let i = 0; i < times; i++) await put(`${label}/${i}.png`, png(label % 256));
    const all = candidates(await read());
    expect(all.length).toBeGreaterThan(0);
    for (const { encoding } of all)
      expect(encoding.head).toEqual({ kind: "parts", parts: [{ kind: "classes", size: labels }] });
  });

  it("may be links within the folder", async () => {
    await put("cat/a.png", png(10));
    await put("dog/b.png", png(10));
    await symlink("../dog/b.png", join(folder, "cat/link.png"));
    expect((await read()).rows.length).toBe(3);
  });

  it("what else there is is left out, and it is said", async () => {
    await put("cat/a.png", png(10));
    await put("cat/notes.txt", "a cat");
    await put("dog/b.png", png(10));
    await put("README", "animals");
    await put("c.png", png(10));
    await put("dog/.DS_Store", "hidden");
    const { rows, notes } = await read();
    expect(rows.length).toBe(2);
    expect(notes).toEqual([
      'set: "README", "cat/notes.txt" are no PNG, JPEG or WAV files, and left out',
      'set: "c.png" stands in no subfolder, and so has no label: left out',
    ]);
  });
});

it("recordings have their folder for a label, at the commonest rate", async () => {
  await put("yes/a.wav", wav(800));
  await put("yes/b.wav", wav(1600, 16000));
  await put("no/c.wav", wav(400));
  const { inputs, rows, notes } = await read();
  expect(inputs).toEqual([{ name: "sound", type: { kind: "sound" } }]);
  expect(rows.map(({ output }) => output)).toEqual(["no", "yes", "yes"]);
  expect(rows.map(({ inputs: [sound] }) => [(sound as Sound).rate, (sound as Sound).samples.length])).toEqual(
    [
      [8000, 400],
      [8000, 800],
      [8000, 800],
    ],
  );
  expect(notes).toEqual(["set: 1 of 3 recordings resampled to 8000 Hz, the commonest rate"]);
});

describe("refuses", () => {
  it("an empty folder", async () => {
    expect(await refusal()).toBe(
      "set: is empty; one subfolder for each label is needed, with PNG, JPEG or WAV files in it",
    );
  });

  it("a folder without pictures", async () => {
    await put("cat/a.txt", "cat");
    expect(await refusal()).toMatch(/^set: holds no pictures or recordings; one subfolder for each label/);
  });

  it("pictures that stand in no subfolder", async () => {
    await put("a.png", png(1));
    await put("b.png", png(2));
    await put("rows.csv", "file,label\na.png,1\nb.png,2\n");
    expect(await refusal()).toBe(
      "set: holds 2 pictures, but in no subfolder; one subfolder for each label is needed, with PNG, JPEG or WAV files in it, or a table that names them",
    );
  });

  it("recordings that stand in no subfolder", async () => {
    await put("a.wav", wav(10));
    expect(await refusal()).toMatch(/^set: holds 1 recording, but in no subfolder; /);
  });

  it("one label", async () => {
    await put("cat/a.png", png(1));
    expect(await refusal()).toMatch(
      /^set: only one label, "cat": there is nothing to tell apart; one subfolder/,
    );
  });

  it("pictures among recordings", async () => {
    await put("cat/a.png", png(1));
    await put("dog/a.wav", wav(10));
    expect(await refusal()).toMatch(/^set\/dog\/a\.wav: pictures and recordings are mixed/);
  });

  it.each([
    ["dog/b.png", png(1).subarray(0, 60), "this PNG file cannot be read: it is cut off"],
    ["dog/b.png", new Uint8Array(0), "the file is empty; PNG and JPEG are accepted"],
    ["dog/b.jpeg", jpeg(8, 8).subarray(0, 300), "this JPEG file cannot be read: it is cut off"],
    [
      "dog/b.png",
      pngFile({ width: 20000, height: 20000, depth: 8, colour: 0, lines: [0] }),
      "20000 × 20000 pixels; at most 16",
    ],
  ])("a file that cannot be read, by its path: %s", async (name, bytes, message) => {
    await put("cat/a.png", png(1));
    await put(name, bytes);
    expect(await refusal()).toContain(`set/${name}: `);
    expect(await refusal()).toContain(message);
  });

  it("links out of the folder, and links that lead nowhere", async () => {
    await put("cat/a.png", png(1));
    await put("dog/b.png", png(1));
    await put("../outside.png", png(1));
    await symlink("../../outside.png", join(folder, "cat/link.png"));
    expect(await refusal()).toMatch(/^set\/cat\/link\.png: is a link out of set; put the file itself there/);
    await rm(join(folder, "cat/link.png"));
    await symlink("nowhere", join(folder, "cat/link.png"));
    expect(await refusal()).toMatch(/^set\/cat\/link\.png: /);
    await rm(join(folder, "cat/link.png"));
    await symlink("/etc", join(folder, "etc"));
    expect(await refusal()).toMatch(/^set\/etc: is a link out of set/);
  });

  it("more pictures than there is memory for, before they are decoded", async () => {
    await put("cat/a.png", png(1, 4096, 4096));
    for (let i = 0; i < 70; i++) await symlink("a.png", join(folder, `cat/l${i}.png`));
    await put("dog/b.png", png(1, 4096, 4096));
    const error = await read({ side: 4096 }).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(
      "72 pictures of 4096 × 4096 take more memory than there may be: at most 1 GiB are read",
    );
  });

  it("one picture", async () => {
    await put("a.png", png(1));
    await expect(readDataset(join(folder, "a.png"))).rejects.toThrow(
      "is one file; name the folder in which each label",
    );
  });
});
