import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Picture, Sound } from "../../src/language/value.ts";
import { atRate, resized, withChannels } from "../../src/tasks/resample.ts";

const side = fc.integer({ min: 1, max: 9 });
const channels = fc.constantFrom<1 | 3 | 4>(1, 3, 4);
const picture = fc
  .tuple(side, side, channels)
  .chain(([width, height, count]) =>
    fc
      .uint8Array({ minLength: width * height * count, maxLength: width * height * count })
      .map((pixels) => new Picture(width, height, count, pixels)),
  );

/** Slow and obvious: every pixel of the result from every pixel of the source, by its distance from the centre. */
function slowly(source: Picture, width: number, height: number): number[] {
  const weight = (at: number, to: number, from: number, count: number): number => {
    const scale = from / count;
    return Math.max(0, 1 - Math.abs(at - ((to + 0.5) * scale - 0.5)) / Math.max(1, scale));
  };
  const out: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < source.channels; channel++) {
        let [sum, total] = [0, 0];
        for (let v = 0; v < source.height; v++) {
          for (let u = 0; u < source.width; u++) {
            const w = weight(u, x, source.width, width) * weight(v, y, source.height, height);
            sum += w * source.pixels[(v * source.width + u) * source.channels + channel];
            total += w;
          }
        }
        out.push(sum / total);
      }
    }
  }
  return out;
}

describe("a picture of another size", () => {
  it("is what the slow twin says", () => {
    fc.assert(
      fc.property(picture, side, side, (source, width, height) => {
        const { pixels, ...rest } = resized(source, width, height);
        expect(rest).toEqual({ width, height, channels: source.channels });
        const expected = slowly(source, width, height);
        expect(pixels.length).toBe(expected.length);
        // Half a level from rounding, and 32-bit sums.
        for (const [i, level] of pixels.entries()) expect(Math.abs(level - expected[i])).toBeLessThan(0.501);
      }),
      { numRuns: 300 },
    );
  });

  it("is itself at its own size", () => {
    fc.assert(
      fc.property(picture, (source) => {
        expect(resized(source, source.width, source.height)).toBe(source);
      }),
    );
  });

  it("is the mean of all pixels at the size of one, about, where they lie alike", () => {
    const checks = new Picture(
      8,
      8,
      1,
      Uint8Array.from({ length: 64 }, (_, i) => ((i ^ (i >> 3)) & 1 ? 200 : 100)),
    );
    expect(resized(checks, 1, 1).pixels[0]).toBe(150);
  });
});

describe("other channels", () => {
  it("grey stays grey, and comes back", () => {
    fc.assert(
      fc.property(picture, channels, (source, count) => {
        const grey = withChannels(source, 1);
        expect(withChannels(withChannels(grey, count), 1)).toEqual(grey);
      }),
    );
  });

  it("grey is by how bright colours look, and what had no alpha is opaque", () => {
    const colours = new Picture(3, 1, 3, Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255));
    expect([...withChannels(colours, 1).pixels]).toEqual([76, 150, 29]);
    expect([...withChannels(new Picture(1, 1, 1, Uint8Array.of(7)), 4).pixels]).toEqual([7, 7, 7, 255]);
  });
});

describe("a sound at another rate", () => {
  it("lasts as long, and keeps what it says", () => {
    const wave = (rate: number): Float32Array =>
      Float32Array.from({ length: rate / 10 }, (_, i) => Math.sin((2 * Math.PI * 200 * i) / rate));
    for (const [from, to] of [
      [8000, 16000],
      [44100, 8000],
      [8000, 11025],
    ]) {
      const { rate, samples } = atRate(new Sound(from, wave(from)), to);
      expect(rate).toBe(to);
      expect(Math.abs(samples.length / to - 0.1)).toBeLessThan(1 / to);
      const expected = wave(to);
      let error = 0;
      for (const [i, sample] of samples.entries()) error += (sample - (expected[i] ?? sample)) ** 2;
      expect(Math.sqrt(error / samples.length)).toBeLessThan(0.1);
    }
  });

  it("is empty where it was, and never of no samples else", () => {
    expect(atRate(new Sound(8000, new Float32Array(0)), 16000).samples.length).toBe(0);
    expect([...atRate(new Sound(8000, Float32Array.of(0.5)), 100).samples]).toEqual([0.5]);
  });
});
