import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { showType } from "../../../src/language/type.ts";
import type { Picture, Sound } from "../../../src/language/value.ts";
import type { Dataset } from "../../../src/nets/data/dataset.ts";
import { type ReadDatasetOptions, readDataset } from "../../../src/nets/data/read.ts";
import { InputError } from "../../../src/tasks/error.ts";
import { jpeg, png, wav } from "../../support/media.ts";
import { pngFile, wavFile } from "../../support/pictures.ts";

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

const read = (name: string, options?: ReadDatasetOptions): Promise<Dataset> =>
  readDataset(join(folder, name), options);

async function refusal(name: string, options?: ReadDatasetOptions): Promise<string> {
  const error = await read(name, options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  const { message } = error as InputError;
  expect(message).not.toMatch(/\n/);
  return message.replaceAll(folder, "set");
}

const typesOf = ({ inputs, output }: Dataset): string =>
  `${inputs.map(({ name, type }) => `${name}: ${showType(type)}`).join(", ")} -> ${output.name}: ${showType(output.type)}`;

const levels = ({ rows }: Dataset, column = 0): (number | undefined)[] =>
  rows.map(({ inputs }) => (inputs[column] as Picture | null)?.pixels[0]);

describe("pictures", () => {
  beforeEach(async () => {
    await put("cat/a.png", png(10));
    await put("cat/b.png", png(20, 8, 8));
    await put("dog/c.PNG", png(30));
    await put("dog/d.jpg", jpeg(4, 3));
  });
  const LINES = "cat/a.png,cat\ncat/b.png,cat\ndog/c.PNG,dog\ndog/d.jpg,dog\n";

  it("are those of the folder that the names lead to, brought together as there", async () => {
    await put("../set.csv", `file,label\n${LINES.replace(/^(?=.)/gm, "set/")}`);
    const [table, labels] = [await readDataset(`${folder}.csv`), await readDataset(folder)];
    expect(table.rows).toEqual(labels.rows);
    expect(table.rows.map(({ inputs }) => (inputs[0] as Picture).channels)).toEqual([3, 3, 3, 3]);
    expect(typesOf(table)).toBe("file: image -> label: text");
    expect(labels.notes).toEqual(["set: 1 of 4 pictures resampled to 4 × 3, the commonest size"]);
    expect(table.notes).toEqual([
      'set.csv, column "file": 1 of 4 pictures resampled to 4 × 3, the commonest size',
    ]);
    const [first] = (await readDataset(`${folder}.csv`, { side: 2 })).rows;
    expect(first.inputs[0]).toMatchObject({ width: 2, height: 2 });
  });

  it("stay at their rows in any order and format, named from the file's folder or by their whole paths", async () => {
    await put("lists/back.csv", `y;file\n1;${join(folder, "dog/c.PNG")}\n2;near.png\n3;near.png\n`);
    await put("lists/near.png", png(7));
    const table = await read("lists/back.csv", { target: "y" });
    expect(typesOf(table)).toBe("file: image -> y: int");
    expect(levels(table)).toEqual([30, 7, 7]);
    await put("a.jsonl", '{"file": "dog/c.PNG", "y": 1.5}\n{"file": "cat/a.png", "y": 2}\n');
    expect(typesOf(await read("a.jsonl"))).toBe("file: image -> y: real");
    expect(levels(await read("a.jsonl"))).toEqual([30, 10]);
    await put("a.tsv", "file\ty\ndog/c.PNG\t1\ncat/a.png\t2\n");
    expect(levels(await read("a.tsv"))).toEqual([30, 10]);
  });

  it("stand beside other columns, where a cell may be blank", async () => {
    await put("a.csv", "n,file,back,y\n5,dog/c.PNG,cat/b.png,1\n6,,cat/b.png,2\n7,cat/a.png,cat/b.png,3\n");
    const table = await read("a.csv");
    expect(typesOf(table)).toBe("n: int, file: image?, back: image -> y: int");
    expect(levels(table, 1)).toEqual([30, undefined, 10]);
    expect(table.rows[1].inputs[1]).toBeNull();
    expect(table.rows[1].inputs[2]).toMatchObject({ width: 8, height: 8 });
  });

  it("that are all there is: rows without a name are left out, and it is said", async () => {
    await put("a.csv", `file,label\n,cat\n${LINES}"",dog\n  ,dog\ndog/none.png,\n`);
    const table = await read("a.csv");
    expect(typesOf(table)).toBe("file: image -> label: text");
    expect(table.rows).toHaveLength(4);
    expect(table.notes.slice(0, 2)).toEqual([
      "a.csv: 1 row without an output left out",
      "a.csv: 3 rows without a name of a file left out",
    ]);
  });

  it("are text where a cell is another name, and where they are the output, which is said", async () => {
    await put("a.csv", "file,y\ncat/a.png,1\nnone,2\n");
    expect(typesOf(await read("a.csv"))).toBe("file: text -> y: int");
    await put("b.csv", "label,file\ncat,cat/a.png\ndog,dog/c.PNG\n");
    const { notes, ...table } = await read("b.csv");
    expect(typesOf({ notes, ...table })).toBe("label: text -> file: text");
    expect(notes).toEqual([
      'b.csv: column "file" names pictures, but is the output, and so text; --target names another',
    ]);
    expect((await read("b.csv", { target: "file" })).notes).toEqual([
      'b.csv: column "file" names pictures, but is the output, and so text',
    ]);
  });

  it.each([
    ["cat/a.pgn", "cat/a.png,cat/b.png", '2 of 3 cells name pictures, but row 2 has "cat/a.pgn"', "pictures"],
    ["a.wav", "cat/a.png,cat/b.png", '2 of 3 cells name pictures, but row 2 has "a.wav"', "pictures"],
    ["cat", "a.wav,b.wav", '2 of 3 cells name recordings, but row 2 has "cat"', "recordings"],
    ["b.wav", "cat/a.png,cat/b.png,a.wav", '2 of 4 cells name pictures, but row 2 has "b.wav"', "pictures"],
  ])("are text for one odd cell, %j, and it is said which", async (odd, names, what, media) => {
    const [first, ...rest] = names.split(",");
    await put("a.csv", `file,y\n${[first, odd, "", ...rest].map((cell, i) => `${cell},${i}`).join("\n")}\n`);
    const table = await read("a.csv");
    expect(typesOf(table)).toBe("file: text? -> y: int");
    const remedy = `correct it, or empty it, for a column of ${media}`;
    expect(table.notes).toEqual([`a.csv: column "file" is read as text: ${what}; ${remedy}`]);
  });

  it.each(["cat/a.png,none", "none,other,cat/a.png", "cat/a.png,cat/b.png,one,two,three"])(
    "are text without a word where few cells name any: %s",
    async (cells) => {
      await put("a.csv", `file,y\n${cells.replaceAll(",", ",1\n")},2\n`);
      expect((await read("a.csv")).notes).toEqual([]);
    },
  );

  it("may have spaces around their names", async () => {
    await put("a.csv", `file,y\n cat/a.png ,1\n"${join(folder, "dog/c.PNG")} ",2\n`);
    expect(levels(await read("a.csv"))).toEqual([10, 30]);
    await put("b.csv", "at,y\n https://example.com/a.png,1\n cat/a.png,2\n");
    expect(typesOf(await read("b.csv"))).toBe("at: text -> y: int");
  });

  it("are text where they are somewhere else", async () => {
    await put("a.csv", "at,y\nhttps://example.com/a.png,1\nHTTP://example.com/b.png,2\n");
    expect(typesOf(await read("a.csv"))).toBe("at: text -> y: int");
  });

  it("that are named again and again are read once, and shared", async () => {
    await put("large.png", png(9, 1000, 1000));
    await symlink("large.png", join(folder, "same.png"));
    const names = ["large.png", "./large.png", "cat/../large.png", join(folder, "large.png"), "same.png"];
    await put("a.csv", `file,y\n${names.map((name) => `${name},1\ncat/a.png,2`).join("\n")}\n`);
    const { rows } = await read("a.csv");
    expect(new Set(rows.map(({ inputs }) => inputs[0])).size).toBe(2);
    expect(rows.map(({ inputs }) => (inputs[0] as Picture).pixels[0])).toEqual(
      Array.from({ length: 5 }, () => [9, 10]).flat(),
    );
  });

  it("of columns that are no input are not looked at", async () => {
    await put("a.csv", "file,n,y\nnone.png,1,2\nnone.png,2,3\n");
    expect(typesOf(await read("a.csv", { inputs: ["n"] }))).toBe("n: int -> y: int");
  });
});

it("recordings, at the commonest rate", async () => {
  await put("a.wav", wav(800));
  await put("b.wav", wav(1600, 16000));
  await put("a.csv", "file,who\na.wav,ada\nb.wav,bob\na.wav,ada\n");
  const table = await read("a.csv");
  expect(typesOf(table)).toBe("file: sound -> who: text");
  expect(table.rows.map(({ inputs: [sound] }) => (sound as Sound).samples.length)).toEqual([800, 800, 800]);
  expect(table.notes).toEqual([
    'a.csv, column "file": 1 of 3 recordings resampled to 8000 Hz, the commonest rate',
  ]);
  await put("cut.wav", wav(800).subarray(0, 100));
  await put("b.csv", "file,who\na.wav,ada\ncut.wav,bob\n");
  expect(await refusal("b.csv")).toMatch(/^set\/b\.csv, row 2, "cut\.wav": .*it is cut off/);
});

it("recordings of a rate of 1 Hz among others are refused before they are brought to the commonest", async () => {
  await put("a.wav", wav(800));
  await put("b.wav", wav(800));
  await put("slow.wav", wavFile({ rate: 1, data: new Uint8Array(2 ** 22) }));
  await put("a.csv", "file,who\na.wav,ada\nb.wav,bob\nslow.wav,ada\n");
  expect(await refusal("a.csv")).toBe(
    'a.csv, column "file": 3 recordings at 8000 Hz, the commonest rate, take more memory than there may be: at most 1 GiB are read; take fewer or smaller ones',
  );
});

describe("refuses, with row and name,", () => {
  const table = "file,y\na.png,1\nb.png,2\n";
  beforeEach(() => put("a.png", png(1)));

  it.each<[what: string, bytes: Uint8Array | undefined, message: RegExp]>([
    ["is not there", undefined, /there is no such file; give paths from the folder of set\/a\.csv$/],
    ["is empty", new Uint8Array(0), /the file is empty; PNG and JPEG are accepted$/],
    ["is cut off", png(1).subarray(0, 60), /this PNG file cannot be read: it is cut off/],
    ["is no picture", Buffer.from("hello"), /this is no picture; PNG and JPEG are accepted$/],
    [
      "is far too large",
      pngFile({ width: 20_000, height: 20_000, depth: 8, colour: 0, lines: [0] }),
      /a PNG of 20000 × 20000 pixels; at most 16 megapixels/,
    ],
  ])("a file that %s", async (_, bytes, message) => {
    await put("a.csv", table);
    if (bytes) await put("b.png", bytes);
    expect(await refusal("a.csv")).toMatch(/^set\/a\.csv, row 2, "b\.png": /);
    expect(await refusal("a.csv")).toMatch(message);
  });

  it("a file that is not there, with what else can be done where there are other columns", async () => {
    await put("a.csv", "file,n,y\na.png,1,1\nb.png,2,2\n");
    const where = 'set/a.csv, row 2, "b.png": there is no such file; give paths from the folder of set/a.csv';
    expect(await refusal("a.csv")).toBe(`${where}, or leave the column out, with --input of the others`);
    expect(await refusal("a.csv", { inputs: ["file"] })).toBe(where);
  });

  it("a pipe, a device, and what cannot be looked at, without waiting for any", async () => {
    execFileSync("mkfifo", [join(folder, "pipe.png")]);
    await put("a.csv", "file,y\npipe.png,1\n");
    expect(await refusal("a.csv")).toBe('set/a.csv, row 1, "pipe.png": is not a file');
    await symlink("/dev/zero", join(folder, "zero.png"));
    await put("b.csv", `file,y\n${join(folder, "zero.png")},1\n`);
    expect(await refusal("b.csv")).toBe('set/b.csv, row 1, "set/zero.png": is not a file');
    await symlink("round.png", join(folder, "round.png"));
    await put("c.csv", "file,y\nround.png,1\n");
    expect(await refusal("c.csv")).toBe(
      'set/c.csv, row 1, "round.png": is a symbolic link that leads nowhere; remove it or choose another path',
    );
    await put("d.csv", `file,y\n${"long".repeat(100)}.png,1\n`);
    expect(await refusal("d.csv")).toMatch(/^set\/d\.csv, row 1, "(?:long){24}lon…": the name is too long; /);
  });

  it("a name that no file can have", async () => {
    await put("a.json", JSON.stringify([{ file: "/a\u0000.png", y: 1 }]));
    expect(await refusal("a.json")).toMatch(/^set\/a\.json, row 1, "\/a\\u0000\.png": there is no such file/);
  });

  it("a folder", async () => {
    await put("a.csv", table);
    await mkdir(join(folder, "b.png"));
    expect(await refusal("a.csv")).toBe('set/a.csv, row 2, "b.png": is not a file');
  });

  it("a name that leads out of the folder, by itself or by a link", async () => {
    await put("in/a.csv", "file,y\n../a.png,1\n");
    const out = "leads out of the folder of the file; name it by its whole path if that is meant";
    expect(await refusal("in/a.csv")).toBe(`set/in/a.csv, row 1, "../a.png": ${out}`);
    await symlink("../a.png", join(folder, "in/b.png"));
    await put("in/b.csv", "file,y\nb.png,1\n");
    expect(await refusal("in/b.csv")).toBe(`set/in/b.csv, row 1, "b.png": ${out}`);
  });

  it("more than there is memory for, in all columns together, before they are decoded", async () => {
    await put("large.png", png(1, 4096, 4096));
    const lines = (cells: string, rows: number): string => Array(rows).fill(cells).join("\n");
    await put("a.csv", `file,y\n${lines("large.png,1", 65)}\n`);
    const most = "take more memory than there may be: at most 1 GiB are read; take fewer or smaller ones";
    expect(await refusal("a.csv", { side: 4096 })).toBe(
      `a.csv, column "file": 65 pictures of 4096 × 4096 ${most}`,
    );
    await put("b.csv", `file,back,y\n${lines("a.png,large.png,1", 64)}\n`);
    expect(await refusal("b.csv", { side: 4096 })).toBe(
      `b.csv, column "back": 64 pictures of 4096 × 4096 ${most}`,
    );
  });
});
