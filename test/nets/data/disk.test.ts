import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBytes } from "../../../src/nets/data/disk.ts";
import { InputError } from "../../../src/tasks/error.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "knack-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("a file's bytes", () => {
  it.each([0, 1, 999, 1000])("are all there: %i of at most 1,000", async (size) => {
    const path = join(folder, "file");
    const content = Uint8Array.from({ length: size }, (_, i) => i % 251);
    await writeFile(path, content);
    expect(Buffer.compare(await readBytes(path, 1000), content)).toBe(0);
  });

  it("are refused where there are more", async () => {
    const path = join(folder, "file");
    await writeFile(path, new Uint8Array(2 ** 20 + 1));
    await expect(readBytes(path, 2 ** 20)).rejects.toThrow(
      new InputError(path, "is larger than the 1 MiB that are accepted"),
    );
  });

  // Such files say to be of no size.
  const maps = "/proc/self/maps";
  it.skipIf(!existsSync(maps))("are counted, whatever size the file says to have", async () => {
    const all = await readBytes(maps);
    expect(all.length).toBeGreaterThan(1000);
    await expect(readBytes(maps, 1000)).rejects.toThrow("is larger than the");
  });
});
