import fc from "fast-check";
import { encode as encodePng } from "fast-png";
import { encode as encodeJpeg } from "jpeg-js";
import { describe, expect, it } from "vitest";
import { Picture } from "../../src/language/value.ts";
import { InputError } from "../../src/tasks/error.ts";
import { pictureHeader, readPicture } from "../../src/tasks/picture.ts";
import { chunk, pngFile } from "../support/pictures.ts";

const read = async (bytes: Uint8Array): Promise<Picture> => {
  const picture = await readPicture("a", bytes);
  const { width, height, channels } = picture;
  expect(pictureHeader("a", bytes)).toMatchObject({ width, height, channels });
  expect(picture.pixels.length).toBe(width * height * channels);
  return picture;
};

describe("PNG", () => {
  it("what another encoder wrote", async () => {
    const arbitrary = fc
      .tuple(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(1, 3, 4),
        fc.boolean(),
      )
      .chain(([width, height, channels, isInterlaced]) =>
        fc
          .uint8Array({ minLength: width * height * channels, maxLength: width * height * channels })
          .map((data) => ({ width, height, channels: channels as 1 | 3 | 4, data, isInterlaced })),
      );
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ width, height, channels, data, isInterlaced }) => {
        const bytes = encodePng(
          { width, height, channels, data, depth: 8 },
          { interlace: isInterlaced ? "Adam7" : "null" },
        );
        expect(await read(bytes)).toEqual(new Picture(width, height, channels, data));
      }),
      { numRuns: 200 },
    );
  });

  it("few bits a pixel, as levels up to 255", async () => {
    const bytes = pngFile({
      width: 3,
      height: 2,
      depth: 2,
      colour: 0,
      lines: [0, 0b00011011, 0, 0b11000000],
    });
    expect(await read(bytes)).toEqual(new Picture(3, 2, 1, Uint8Array.of(0, 85, 170, 255, 0, 0)));
    const bits = pngFile({ width: 9, height: 1, depth: 1, colour: 0, lines: [0, 0b10000001, 0b10000000] });
    expect([...(await read(bits)).pixels]).toEqual([255, 0, 0, 0, 0, 0, 0, 255, 255]);
  });

  it("a palette, opaque or not", async () => {
    const palette = chunk("PLTE", [255, 0, 0, 0, 0, 255]);
    const lines = [0, 0b01000000];
    const opaque = pngFile({ width: 2, height: 1, depth: 1, colour: 3, lines, extra: palette });
    expect(await read(opaque)).toEqual(new Picture(2, 1, 3, Uint8Array.of(255, 0, 0, 0, 0, 255)));
    const clear = pngFile({
      width: 2,
      height: 1,
      depth: 1,
      colour: 3,
      lines,
      extra: [...palette, ...chunk("tRNS", [7])],
    });
    expect(await read(clear)).toEqual(new Picture(2, 1, 4, Uint8Array.of(255, 0, 0, 7, 0, 0, 255, 255)));
  });

  it("16 bits, grey with alpha, and a transparent colour", async () => {
    const deep = pngFile({ width: 2, height: 1, depth: 16, colour: 0, lines: [0, 255, 255, 128, 0] });
    expect([...(await read(deep)).pixels]).toEqual([255, 128]);
    const grey = pngFile({ width: 1, height: 1, depth: 8, colour: 4, lines: [0, 9, 100] });
    expect([...(await read(grey)).pixels]).toEqual([9, 9, 9, 100]);
    const extra = chunk("tRNS", [0, 1, 0, 2, 0, 3]);
    const clear = pngFile({ width: 2, height: 1, depth: 8, colour: 2, lines: [0, 1, 2, 3, 4, 5, 6], extra });
    expect([...(await read(clear)).pixels]).toEqual([1, 2, 3, 0, 4, 5, 6, 255]);
  });
});

describe("JPEG", () => {
  const data = Uint8Array.from({ length: 16 * 12 * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : (i * 3) & 255 ? 40 + ((i >> 2) % 16) * 10 : 0,
  );
  const bytes = new Uint8Array(encodeJpeg({ width: 16, height: 12, data }, 95).data);

  it("about what was encoded", async () => {
    const { width, height, channels, pixels } = await read(bytes);
    expect([width, height, channels]).toEqual([16, 12, 3]);
    let error = 0;
    for (let i = 0; i < width * height; i++) error += Math.abs(pixels[3 * i] - data[4 * i]);
    expect(error / (width * height)).toBeLessThan(8);
  });

  it("with a comment, with fill bytes, and followed by something", async () => {
    const comment = [0xff, 0xfe, 0, 5, 65, 66, 67];
    const changed = Uint8Array.of(0xff, 0xd8, ...comment, ...bytes.subarray(2), 1, 2, 3);
    expect(await read(changed)).toEqual(await read(bytes));
  });
});

const JPEG = new Uint8Array(encodeJpeg({ width: 8, height: 8, data: new Uint8Array(256).fill(99) }, 90).data);
const PNG = encodePng({
  width: 4,
  height: 4,
  channels: 3,
  data: Uint8Array.from({ length: 48 }, (_, i) => i * 5),
  depth: 8,
});
const patched = (bytes: Uint8Array, at: number, ...to: number[]): Uint8Array => {
  const copy = bytes.slice();
  copy.set(to, at);
  return copy;
};
const FRAME = JPEG.findIndex((byte, i) => byte === 0xff && JPEG[i + 1] === 0xc0);
const SCAN = JPEG.findIndex((byte, i) => byte === 0xff && JPEG[i + 1] === 0xda);
const square = (side: number, lines: ArrayLike<number>): Uint8Array =>
  pngFile({ width: side, height: side, depth: 8, colour: 0, lines });

describe("refuses", () => {
  it.each([
    ["nothing", new Uint8Array(0), "the file is empty; PNG and JPEG are accepted"],
    ["text", new TextEncoder().encode("<svg/>"), "this is no picture; PNG and JPEG are accepted"],
    ["GIF", new TextEncoder().encode("GIF89a"), "this is no picture; PNG and JPEG are accepted"],
    [
      "a PNG that is too large",
      square(20000, [0]),
      "a PNG of 20000 × 20000 pixels; at most 16 megapixels, such as 4096 × 4096",
    ],
    ["a PNG of no size", square(0, [0]), "a PNG without any pixel"],
    ["a PNG of a strange size", square(0xffffffff, [0]), "a PNG of 4294967295 × 4294967295 pixels"],
    [
      "a PNG of strange colours",
      pngFile({ width: 1, height: 1, depth: 8, colour: 5, lines: [0, 1] }),
      "it is damaged",
    ],
    [
      "a PNG of strange depth",
      pngFile({ width: 1, height: 1, depth: 4, colour: 2, lines: [0, 1] }),
      "it is damaged",
    ],
    ["a PNG that is cut off in its header", PNG.subarray(0, 20), "it is cut off"],
    ["a PNG that is cut off in its pixels", PNG.subarray(0, PNG.length - 20), "it is cut off"],
    ["a PNG with too few pixels", square(4, [0, 1, 2, 3, 4]), "it is cut off"],
    ["a PNG with too many pixels", square(1, Array(100).fill(0)), "it unpacks to more than its size"],
    ["a PNG that is a bomb", square(2, new Uint8Array(30_000_000)), "it unpacks to more than its size"],
    ["a PNG with an unknown filter", square(1, [9, 1]), "it is damaged"],
    ["a PNG with a wrong checksum", patched(PNG, 45, 1), "this PNG file cannot be read"],
    [
      "a PNG without a palette",
      pngFile({ width: 1, height: 1, depth: 8, colour: 3, lines: [0, 1] }),
      "it is damaged",
    ],
    [
      "an interlaced PNG of 1 bit",
      pngFile({ width: 1, height: 1, depth: 1, colour: 0, interlaced: true, lines: [0, 0] }),
      "save it without interlacing",
    ],
    [
      "a JPEG that is too large",
      patched(JPEG, FRAME + 5, 0x4e, 0x20, 0x4e, 0x20),
      "a JPEG of 20000 × 20000 pixels; at most 16 megapixels",
    ],
    ["a JPEG of no size", patched(JPEG, FRAME + 5, 0, 0), "a JPEG without any pixel"],
    ["a JPEG larger than its data", patched(JPEG, FRAME + 5, 4, 0, 4, 0), "it is damaged"],
    ["a JPEG of 12 bits", patched(JPEG, FRAME + 4, 12), "more than 8 bits a channel"],
    ["a JPEG of strange sampling", patched(JPEG, FRAME + 11, 0xf1), "it is damaged"],
    ["a lossless JPEG", patched(JPEG, FRAME + 1, 0xc3), "it is lossless or of another rare kind"],
    [
      "two pictures",
      Uint8Array.of(...JPEG.subarray(0, SCAN), ...JPEG.subarray(FRAME, SCAN), ...JPEG.subarray(SCAN)),
      "it holds several pictures",
    ],
    ["a JPEG without picture", Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), "there is no picture in it"],
    ["a JPEG without its end", JPEG.subarray(0, JPEG.length - 2), "it is cut off"],
    ["a JPEG that is cut off in its header", JPEG.subarray(0, 100), "it is cut off"],
    [
      "a JPEG with scans without end",
      Uint8Array.of(
        ...JPEG.subarray(0, SCAN),
        ...Array(100)
          .fill([...JPEG.subarray(SCAN, -2)])
          .flat(),
        0xff,
        0xd9,
      ),
      "it has more than 64 scans",
    ],
  ] as [string, Uint8Array, string][])("%s", async (_, bytes, message) => {
    await expect(readPicture("a.png", bytes)).rejects.toThrow(InputError);
    await expect(readPicture("a.png", bytes)).rejects.toThrow(message);
    await expect(readPicture("a.png", bytes)).rejects.toThrow(/^a\.png: [^\n]+$/);
  });

  it("anything else with one line, in a second", async () => {
    const edit = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 3 }), fc.uint8Array({ maxLength: 3 }));
    const files = fc.tuple(fc.constantFrom(PNG, JPEG), fc.array(edit, { minLength: 1, maxLength: 4 }));
    await fc.assert(
      fc.asyncProperty(files, async ([file, edits]) => {
        let bytes = file;
        for (const [where, remove, insert] of edits) {
          const at = where % bytes.length;
          bytes = Uint8Array.of(...bytes.subarray(0, at), ...insert, ...bytes.subarray(at + remove));
        }
        const start = process.cpuUsage();
        try {
          await read(bytes);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          expect(error.message).toMatch(/^a: [^\n]+$/);
        }
        const { user, system } = process.cpuUsage(start);
        // Up to 16 megapixels may be decoded.
        expect(user + system).toBeLessThan(10_000_000);
      }),
      { numRuns: 600 },
    );
  });
});
