import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FileCells } from "../../../src/nets/data/filecells.ts";
import { InputError } from "../../../src/tasks/error.ts";
import { pcm16, wavFile } from "../../support/pictures.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "knack-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("nothing is opened whose name does not end like what is wanted", async () => {
  const cells = new FileCells(join(folder, "rows.csv"));
  const picture = "is no name of a PNG or JPEG file";
  for (const cell of ["/etc/passwd", "rows.csv", "a.wav", "https://example.com/a.png"]) {
    const error = await cells.picture(cell, 3).catch((thrown: unknown) => thrown);
    expect(error).toEqual(new InputError(`${folder}/rows.csv, row 3, "${cell}"`, picture));
  }
  await expect(cells.sound("a.png", 1)).rejects.toThrow("is no name of a WAV file");
  await writeFile(join(folder, "a.WAVE"), wavFile({ data: pcm16([0.5, 0]) }));
  expect((await cells.sound("a.WAVE", 1)).samples).toHaveLength(2);
  expect((await cells.sound(join(folder, "a.WAVE"), 1)).samples).toHaveLength(2);
});
