import fc from "fast-check";
import { gzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/tasks/error.ts";
import { gunzip } from "../../src/tasks/gzip.ts";
import { readIdx } from "../../src/tasks/idx.ts";
import { idxFile } from "../support/idx.ts";

const KINDS = [
  [0x08, [0, 1, 255]],
  [0x09, [-128, 0, 127]],
  [0x0b, [-32768, 5, 32767]],
  [0x0c, [-(2 ** 31), 5, 2 ** 31 - 1]],
  [0x0d, [0.5, -2, 1024]],
  [0x0e, [0.1, -1e300, 7]],
] as const;

it.each(KINDS)("numbers of kind %i, packed and not", (kind, numbers) => {
  const bytes = idxFile([3], numbers, kind);
  for (const file of [bytes, gzipSync(bytes)]) {
    const { shape, numbers: read } = readIdx("a", file);
    expect(shape).toEqual([3]);
    expect([...read]).toEqual(numbers);
  }
});

it("keeps the order of its dimensions", () => {
  const numbers = Array.from({ length: 24 }, (_, i) => i);
  const { shape, numbers: read } = readIdx("a", idxFile([2, 3, 4], numbers));
  expect(shape).toEqual([2, 3, 4]);
  expect([...read]).toEqual(numbers);
});

const small = idxFile([2, 2], [1, 2, 3, 4]);
const claims = (...lengths: number[]): Uint8Array => idxFile(lengths, []);

describe("refuses", () => {
  it.each([
    ["nothing", new Uint8Array(0), "is not an IDX file"],
    ["another file", new TextEncoder().encode("name,age\nAda,36\n"), "is not an IDX file"],
    ["a kind that there is not", Uint8Array.of(0, 0, 7, 1, 0, 0, 0, 1, 5), "is not an IDX file"],
    ["no dimension", Uint8Array.of(0, 0, 8, 0), "0 dimensions; 1 to 4 are accepted"],
    ["many dimensions", Uint8Array.of(0, 0, 8, 200), "200 dimensions; 1 to 4 are accepted"],
    ["a header that is cut off", small.subarray(0, 9), "is cut off"],
    ["numbers that are cut off", small.subarray(0, small.length - 1), "is cut off"],
    ["more than there should be", Uint8Array.of(...small, 0), "1 bytes follow the array of 2 × 2"],
    ["an empty array", claims(3, 0), "the array is empty (3 × 0)"],
    [
      "more than there is memory for",
      claims(2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1),
      "takes more than the 512 MiB that are accepted",
    ],
    [
      "packed, more than memory",
      gzipSync(claims(60000, 28000)),
      "takes more than the 512 MiB that are accepted",
    ],
    ["packed, more than there can be", gzipSync(claims(60000, 5000)), "it is cut off"],
    ["a packed file that is cut off", gzipSync(small).subarray(0, 20), "cannot be unpacked"],
    [
      "a packed file that is damaged",
      Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 255, 255, 255),
      "cannot be unpacked",
    ],
    [
      "a packed file with a wrong checksum",
      gzipSync(small).map((byte, i, all) => (i === all.length - 8 ? byte ^ 1 : byte)),
      "it is damaged",
    ],
    ["a bomb", gzipSync(idxFile([4], new Uint8Array(50_000_000))), "it unpacks to more than it says"],
  ])("%s", (_, bytes, message) => {
    expect(() => readIdx("a.idx", bytes)).toThrow(InputError);
    expect(() => readIdx("a.idx", bytes)).toThrow(message);
  });

  it("anything else with one line", () => {
    const header = fc.tuple(fc.constantFrom(8, 9, 11, 12, 13, 14), fc.integer({ min: 0, max: 5 }));
    const bytes = fc.tuple(header, fc.uint8Array({ maxLength: 40 }), fc.boolean());
    fc.assert(
      fc.property(bytes, ([[kind, dimensions], rest, isPacked]) => {
        const file = Uint8Array.of(0, 0, kind, dimensions, ...rest);
        try {
          readIdx("a", isPacked ? gzipSync(file) : file);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          expect(error.message).toMatch(/^a: [^\n]+$/);
        }
      }),
      { numRuns: 500 },
    );
  });
});

it("unpacks no further than it has to", () => {
  const bomb = gzipSync(new Uint8Array(50_000_000));
  const before = process.memoryUsage().arrayBuffers;
  expect(() => gunzip(bomb, 1000, "a")).toThrow("it unpacks to more than it says");
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000);
});
