import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/tasks/error.ts";
import { readWav } from "../../src/tasks/wav.ts";
import { pcm16, wavFile } from "../support/pictures.ts";

const bytesOf = (view: DataView): Uint8Array => new Uint8Array(view.buffer);
const filled = (bytes: number, set: (view: DataView) => void): Uint8Array => {
  const view = new DataView(new ArrayBuffer(bytes));
  set(view);
  return bytesOf(view);
};

describe("numbers of", () => {
  it.each([
    [8, 1, Uint8Array.of(0, 128, 192), [-1, 0, 0.5]],
    [
      16,
      1,
      filled(6, (v) => [-32768, 0, 16384].forEach((n, i) => void v.setInt16(2 * i, n, true))),
      [-1, 0, 0.5],
    ],
    [24, 1, Uint8Array.of(0, 0, 0x80, 0, 0, 0, 0, 0, 0x40), [-1, 0, 0.5]],
    [
      32,
      1,
      filled(12, (v) => [-(2 ** 31), 0, 2 ** 30].forEach((n, i) => void v.setInt32(4 * i, n, true))),
      [-1, 0, 0.5],
    ],
    [32, 3, filled(12, (v) => [-1, 0, 7].forEach((n, i) => void v.setFloat32(4 * i, n, true))), [-1, 0, 1]],
    [
      64,
      3,
      filled(24, (v) => [-1, 0, 0.5].forEach((n, i) => void v.setFloat64(8 * i, n, true))),
      [-1, 0, 0.5],
    ],
  ])("%i bits of kind %i", (bits, kind, data, expected) => {
    for (const isExtensible of [false, true]) {
      const { rate, samples } = readWav("a", wavFile({ kind, bits, data, isExtensible, rate: 11025 }));
      expect(rate).toBe(11025);
      expect([...samples]).toEqual(expected);
    }
  });
});

it("channels are mixed down", () => {
  const data = filled(8, (v) =>
    [16384, 0, -16384, -16384].forEach((n, i) => void v.setInt16(2 * i, n, true)),
  );
  expect([...readWav("a", wavFile({ channels: 2, data })).samples]).toEqual([0.25, -0.5]);
});

it("other chunks are passed over, odd ones with their padding", () => {
  const before = Uint8Array.of(0x4c, 0x49, 0x53, 0x54, 3, 0, 0, 0, 1, 2, 3, 0);
  expect(readWav("a", wavFile({ before, data: pcm16([0, 0.5]) })).samples.length).toBe(2);
});

it("a size that was not known yet goes to the end", () => {
  expect(readWav("a", wavFile({ data: pcm16([0, 0.5]), stated: 0xffffffff })).samples.length).toBe(2);
});

const good = wavFile({ data: pcm16([0.1, 0.2, 0.3]) });

describe("refuses", () => {
  it.each([
    ["nothing", new Uint8Array(0), "the file is empty"],
    ["something else", new TextEncoder().encode("ID3 an mp3 file"), "it does not begin like one"],
    ["a header alone", good.subarray(0, 12), "it is cut off"],
    ["data that are cut off", good.subarray(0, good.length - 1), "it is cut off"],
    ["a size beyond the file", wavFile({ data: pcm16([0]), stated: 0xfffffffe }), "it is cut off"],
    ["no sound", wavFile({ data: new Uint8Array(0) }), "there is no sound in it"],
    ["no channels", wavFile({ channels: 0, data: pcm16([0]) }), "it has 0 channels"],
    ["many channels", wavFile({ channels: 65535, data: pcm16([0]) }), "it has 65535 channels"],
    ["no rate", wavFile({ rate: 0, data: pcm16([0]) }), "it has a rate of 0 Hz"],
    ["ADPCM", wavFile({ kind: 2, bits: 4, data: pcm16([0]) }), "it is packed, or of a rare number format"],
    ["12 bits", wavFile({ bits: 12, data: pcm16([0]) }), "it is packed, or of a rare number format"],
    [
      "floating point of 16 bits",
      wavFile({ kind: 3, bits: 16, data: pcm16([0]) }),
      "it is packed, or of a rare number format",
    ],
    [
      "NaN",
      wavFile({ kind: 3, bits: 32, data: filled(8, (v) => v.setFloat32(4, Number.NaN, true)) }),
      "sample 2 is no number",
    ],
    [
      "infinity",
      wavFile({ kind: 3, bits: 64, data: filled(8, (v) => v.setFloat64(0, 1 / 0, true)) }),
      "sample 1 is no number",
    ],
    [
      "hours",
      wavFile({ bits: 8, rate: 8000, data: new Uint8Array(2 ** 26 + 1) }),
      "139 minutes; at most 139 are accepted at 8000 Hz",
    ],
  ])("%s", (_, bytes, message) => {
    expect(() => readWav("a.wav", bytes)).toThrow(InputError);
    expect(() => readWav("a.wav", bytes)).toThrow(message);
  });

  it("anything else with one line", () => {
    const edit = fc.tuple(fc.integer({ min: 0, max: good.length - 1 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: good.length }),
        (edits, end) => {
          const bytes = good.slice(0, end);
          for (const [at, byte] of edits) if (at < end) bytes[at] = byte;
          try {
            const { samples } = readWav("a", bytes);
            expect(samples.every((sample) => Math.abs(sample) <= 1)).toBe(true);
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
            expect(error.message).toMatch(/^a: [^\n]+$/);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
