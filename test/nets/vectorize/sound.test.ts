import { describe, expect, it } from "vitest";
import { SOUND } from "../../../src/language/type.ts";
import { hasType, Sound } from "../../../src/language/value.ts";
import { chooseVectorizer } from "../../../src/nets/vectorize/choose.ts";
import { vectorizerFrom } from "../../../src/nets/vectorize/saved.ts";
import type { Vectorizer } from "../../../src/nets/vectorize/vectorizer.ts";
import { InputError } from "../../../src/tasks/error.ts";

const RATE = 8000;
const sound = (seconds: number, wave: (t: number) => number, rate = RATE): Sound =>
  new Sound(
    rate,
    Float32Array.from({ length: Math.round(seconds * rate) }, (_, i) => wave(i / rate)),
  );
const tone =
  (hertz: number, loudness = 0.5) =>
  (t: number) =>
    loudness * Math.sin(2 * Math.PI * hertz * t);
const chirp = (t: number): number => 0.5 * Math.sin(2 * Math.PI * (300 * t + 1200 * t * t));
const beats = (t: number): number => (t % 0.1 < 0.05 ? tone(700)(t) : 0);

function written(vectorizer: Vectorizer, value: Sound): Float32Array {
  const to = new Float32Array(vectorizer.size);
  vectorizer.write(value, to, 0);
  return to;
}

/** The part of the first spectrogram that the second does not have. */
function difference(a: Float32Array, b: Float32Array): number {
  let [error, whole] = [0, 0];
  for (const [i, level] of a.entries()) {
    error += (level - b[i]) ** 2;
    whole += level ** 2;
  }
  return Math.sqrt(error / whole);
}

const loudest = (levels: Float32Array, bands: number, frame: number): number => {
  const row = [...levels.subarray(frame * bands, (frame + 1) * bands)];
  return row.indexOf(Math.max(...row));
};

describe("a spectrogram", () => {
  it("is 0 in silence, and at most about 1", () => {
    const vectorizer = chooseVectorizer(SOUND, [sound(0.5, () => 0)]);
    expect(
      written(
        vectorizer,
        sound(0.5, () => 0),
      ).every((level) => level === 0),
    ).toBe(true);
    const loud = written(vectorizer, sound(0.5, tone(1000, 1)));
    expect(Math.max(...loud)).toBeGreaterThan(0.85);
    expect(Math.max(...loud)).toBeLessThan(1.05);
  });

  it("is loudest in the band of a tone, higher tones in higher bands, whatever the rate", () => {
    const vectorizer = chooseVectorizer(SOUND, [sound(0.5, () => 0)]);
    const [frames, bands] = vectorizer.shape;
    const middle = frames >> 1;
    const places = [200, 400, 800, 1600, 3200].map((hertz) =>
      loudest(written(vectorizer, sound(0.5, tone(hertz))), bands, middle),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(places).size).toBe(places.length);
    const fast = written(vectorizer, sound(0.5, tone(800), 44100));
    expect(loudest(fast, bands, middle)).toBe(places[2]);
  });

  it("is refused of a sound that is too long, whatever its rate, before it is brought to the net's", () => {
    const vectorizer = chooseVectorizer(SOUND, [sound(0.5, () => 0)]);
    const endless = new Sound(1, new Float32Array(2 ** 21));
    expect(() => written(vectorizer, endless)).toThrow(InputError);
    expect(() => written(vectorizer, endless)).toThrow(
      "a sound of 2097152.00 seconds; this net takes at most 0.50",
    );
  });

  it.each([
    ["a tone", tone(440)],
    ["a chirp", chirp],
    ["beats", beats],
  ])("is that of the sound that is read from it: %s", (_, wave) => {
    const given = sound(0.5, wave);
    const vectorizer = vectorizerFrom(JSON.parse(JSON.stringify(chooseVectorizer(SOUND, [given]))));
    const levels = written(vectorizer, given);
    const back = vectorizer.read(levels, 0) as Sound;
    expect(back.rate).toBe(RATE);
    expect(Math.abs(back.samples.length - given.samples.length)).toBeLessThan(0.04 * RATE);
    const again = written(vectorizer, back);
    // Not less: a tone's bands are wider than the tone.
    expect(difference(levels, again)).toBeLessThan(0.33);
    // Where it is loud, it is loudest in the same band.
    const [frames, bands] = vectorizer.shape;
    for (let frame = 0; frame < frames; frame++) {
      const band = loudest(levels, bands, frame);
      if (levels[frame * bands + band] > 0.8)
        expect(Math.abs(loudest(again, bands, frame) - band)).toBeLessThan(2);
    }
    // Anything else is far from it.
    expect(
      difference(
        levels,
        written(
          vectorizer,
          sound(0.5, () => 0),
        ),
      ),
    ).toBe(1);
    expect(difference(levels, written(vectorizer, sound(0.5, tone(1500))))).toBeGreaterThan(0.5);
  });

  it("has silence after a sound that is shorter than others, which is not read back", () => {
    const vectorizer = chooseVectorizer(SOUND, [sound(0.5, chirp), sound(0.1, chirp)]);
    const back = vectorizer.read(written(vectorizer, sound(0.1, chirp)), 0) as Sound;
    expect(back.samples.length / RATE).toBeCloseTo(0.1, 1);
  });

  it("is read as some sound, whatever it is", () => {
    const vectorizer = chooseVectorizer(SOUND, [sound(0.05, chirp)]);
    for (const level of [Number.NaN, Number.POSITIVE_INFINITY, -5, 0, 1e30, 0.3]) {
      const back = vectorizer.read(new Float32Array(vectorizer.size).fill(level), 0);
      expect(hasType(back, SOUND)).toBe(true);
      expect((back as Sound).samples.every((sample) => Math.abs(sample) <= 1)).toBe(true);
    }
  });
});

it("refuses sounds that are longer than those of the data", () => {
  const vectorizer = chooseVectorizer(SOUND, [sound(0.1, chirp)]);
  const write = (): unknown => written(vectorizer, sound(0.3, chirp));
  expect(write).toThrow(InputError);
  expect(write).toThrow("a sound of 0.30 seconds; this net takes at most 0.1");
});

it.each([
  ['{"kind": "sound", "rate": 8000, "window": 300, "bands": 4, "frames": 9}', "should be a power of two"],
  [
    '{"kind": "sound", "rate": 8000, "window": 256, "bands": 127, "frames": 9}',
    'field "bands" should be a whole number from 1 to 126',
  ],
  ['{"kind": "sound", "rate": 8000, "window": 256, "bands": 40, "frames": 1e9}', 'field "frames" should be'],
  ['{"kind": "sound", "rate": 0, "window": 256, "bands": 40, "frames": 9}', 'field "rate" should be'],
])("refuses %s", (json, message) => {
  expect(() => vectorizerFrom(JSON.parse(json))).toThrow(message);
});

it("takes any number of bands that there are bins for", () => {
  for (const bands of [1, 40, 126]) {
    const json = { kind: "sound", rate: 8000, window: 256, bands, frames: 20 };
    const levels = written(vectorizerFrom(json), sound(0.1, chirp));
    expect(levels.every(Number.isFinite)).toBe(true);
    expect(Math.max(...levels)).toBeGreaterThan(0.2);
  }
});
