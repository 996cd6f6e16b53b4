/** Modules whose examples are pictures: what is saved of them, and what is refused. */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { IMAGE, option, type Signature, TEXT } from "../../src/language/type.ts";
import { Picture } from "../../src/language/value.ts";
import { loadModule } from "../../src/library/load.ts";
import type { Module } from "../../src/library/module.ts";
import { withinRoom } from "../../src/library/pictures.ts";
import { saveModule } from "../../src/library/save.ts";
import { folder } from "../cli/terminal.ts";
import { pngFile } from "../support/pictures.ts";
import { moduleWith, primitives } from "./modules.ts";

const signature: Signature = { params: [{ name: "scan", type: option(IMAGE) }], result: TEXT };
const seen = (...pictures: (Picture | null)[]): Module =>
  moduleWith(
    "Seen",
    '"a"',
    pictures.map((picture) => [picture, "a"]),
    { signature },
  );
/** Pixels that do not pack well. */
const noise = (width: number, height: number, channels: 1 | 3 | 4 = 1, name?: string): Picture => {
  let state = width * 31 + height;
  const pixels = Uint8Array.from({ length: width * height * channels }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 16;
  });
  return new Picture(width, height, channels, pixels, name);
};

async function saved(module: Module) {
  const at = await folder();
  const { json, typescript, test } = await saveModule(at, module);
  return { at, json, typescript, test };
}

describe("a module that has seen pictures", () => {
  it("has them again, pixel by pixel, and is saved again byte by byte", async () => {
    const pictures = [noise(5, 3, 1, "a.png"), noise(4, 4, 3), noise(2, 6, 4, "ü \u001b.png"), null];
    const { at, json } = await saved(seen(...pictures));
    const { module } = await loadModule(json, primitives);
    expect(module.examples.map(({ inputs }) => inputs[0])).toEqual(pictures);
    const before = await readFile(json, "utf8");
    await saveModule(at, module);
    expect(await readFile(json, "utf8")).toBe(before);
  });

  it("shows their files in its code, and holds them in its test", async () => {
    const { typescript, test } = await saved(seen(noise(5, 3, 1, "a.png")));
    expect(await readFile(typescript, "utf8")).toContain('seen(a.png) // "a"');
    expect(await readFile(test, "utf8")).toMatch(
      /\[\[await pictureFrom\("iVBOR[\w+/=]+", "a\.png"\)\], "a"\]/,
    );
  });

  it("keeps as many as there is room for", async () => {
    const small = noise(20, 20);
    const kept = await withinRoom(seen(small, noise(500, 500), noise(501, 500), small));
    expect(kept.examples).toHaveLength(2);
    await saved(kept);
    await expect(withinRoom(seen(noise(900, 900)))).rejects.toThrow(
      "Seen: the pictures of one example are larger than a module may be",
    );
  });

  it.each<[what: string, change: (text: string) => string, message: RegExp]>([
    ["cut off", (text) => text.replace(/"png":"(.{60})[^"]*"/, '"png":"$1"'), /cannot be read|cut off/],
    ["no picture", (text) => text.replace(/"png":"[^"]*"/, '"png":"aGVsbG8="'), /this is no picture/],
    ["a text", (text) => text.replace(/\{"png":"[^"]*"[^}]*\}/, '"a.png"'), /should be an object/],
    ["of other fields", (text) => text.replace('{"png"', '{"more":1,"png"'), /has an unknown field "more"/],
    [
      "far too large",
      (text) => {
        const huge = pngFile({ width: 20_000, height: 20_000, depth: 8, colour: 0, lines: [0] });
        return text.replace(/"png":"[^"]*"/, `"png":"${Buffer.from(huge).toString("base64")}"`);
      },
      /20000 × 20000 pixels; at most 16 megapixels/,
    ],
    [
      "another one",
      (text) => {
        const other = pngFile({ width: 1, height: 1, depth: 8, colour: 0, lines: [0, 9] });
        return text.replace(/"png":"[^"]*"/, `"png":"${Buffer.from(other).toString("base64")}"`);
      },
      /was edited or damaged/,
    ],
    [
      "seen through a net that nobody has",
      (text) => text.replace('"program"', '"nets": [],\n  "program"'),
      /nets/,
    ],
  ])("is refused where one is %s", async (_, change, message) => {
    const { at, json } = await saved(seen(noise(5, 3, 1, "a.png")));
    await writeFile(json, change(await readFile(json, "utf8")));
    const problem = await loadModule(join(at, "seen"), primitives).catch((error: Error) => error);
    expect(problem).toMatchObject({ name: "InputError" });
    expect((problem as Error).message).toMatch(message);
  });
});
