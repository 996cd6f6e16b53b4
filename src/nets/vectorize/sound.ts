/** @file Sounds: log-mel spectrograms from 0 (silence) to about 1. The inverse is a sound with that spectrogram, not the same waves. */

import { Sound, type Value } from "../../language/value.ts";
import type { Field } from "../../library/field.ts";
import { InputError } from "../../tasks/error.ts";
import { atRate, samplesAt } from "../../tasks/resample.ts";
import { commonest } from "../data/commonest.ts";
import { type Framing, Spectrum } from "./spectrum.ts";
import { MAX_SIZE, unwritable, type Vectorizer } from "./vectorizer.ts";

/** Bands of a frame. */
const BANDS = 40;
/** How long a frame is, about, in seconds. */
const FRAME = 0.032;
/** Windows, in samples. */
const WINDOWS = { least: 128, most: 1 << 15 };
const MAX_RATE = 1_000_000;
/** Levels well below this, of 1 for full scale, are silence: -80 dB. */
const FLOOR = 1e-4;
const LOUDEST = Math.log1p(1 / FLOOR);

export class SoundVectorizer implements Vectorizer {
  readonly kind = "sound";
  readonly size: number;
  readonly shape: readonly [frames: number, bands: number, channels: 1];
  readonly #spectrum: Spectrum;

  constructor(framing: Framing, frames: number) {
    this.#spectrum = new Spectrum(framing);
    this.shape = [frames, framing.bands, 1];
    this.size = frames * framing.bands;
  }

  /** From the data: the commonest rate, and the length of the longest sound. */
  static of(sounds: readonly Sound[]): SoundVectorizer {
    const rate = sounds.length === 0 ? 8000 : commonest(sounds, (sound) => String(sound.rate)).rate;
    const window = 2 ** Math.round(Math.log2(rate * FRAME));
    const framing = {
      rate,
      window: Math.max(WINDOWS.least, Math.min(WINDOWS.most, window)),
      bands: BANDS,
    };
    const seconds = sounds.reduce((most, sound) => Math.max(most, sound.samples.length / sound.rate), 0);
    const frames = new Spectrum(framing).framesIn(Math.round(seconds * rate));
    if (frames * BANDS > MAX_SIZE)
      throw new InputError("", `a sound of ${Math.round(seconds)} seconds is too long for a net`);
    return new SoundVectorizer(framing, frames);
  }

  static from(json: Field): SoundVectorizer {
    json.only(["kind", "rate", "window", "bands", "frames"]);
    const window = json.at("window").whole(WINDOWS.least, WINDOWS.most);
    if (!Number.isInteger(Math.log2(window))) json.at("window").fail("should be a power of two");
    // A bin each, and one between.
    const bands = json.at("bands").whole(1, window / 2 - 2);
    const frames = json.at("frames").whole(1, Math.floor(MAX_SIZE / bands));
    return new SoundVectorizer({ rate: json.at("rate").whole(1, MAX_RATE), window, bands }, frames);
  }

  write(value: Value, to: Float32Array, at: number): void {
    if (!(value instanceof Sound)) throw unwritable(value, "sounds");
    const { rate } = this.#spectrum.framing;
    const most = this.#spectrum.samplesIn(this.shape[0]);
    const count = samplesAt(value, rate);
    if (count > most) {
      const [given, known] = [count, most].map((samples) => (samples / rate).toFixed(2));
      throw new InputError("", `a sound of ${given} seconds; this net takes at most ${known}`);
    }
    const { samples } = atRate(value, rate);
    to.fill(0, at, at + this.size);
    for (const [i, level] of this.#spectrum.bandsOf(samples).entries())
      to[at + i] = Math.log1p(level / FLOOR) / LOUDEST;
  }

  read(from: Float32Array, at: number): Sound {
    const [frames, bands] = this.shape;
    const levels = new Float64Array(this.size);
    let last = 0;
    for (let i = 0; i < this.size; i++) {
      // Not a number counts as silence.
      const written = Math.max(0, Math.min(1.5, from[at + i])) || 0;
      levels[i] = Math.expm1(written * LOUDEST) * FLOOR;
      if (levels[i] > FLOOR) last = Math.floor(i / bands);
    }
    // Silence at the end is padding.
    const heard = Math.min(frames, last + 1);
    return new Sound(this.#spectrum.framing.rate, this.#spectrum.soundOf(levels.subarray(0, heard * bands)));
  }

  toJSON() {
    return { kind: this.kind, ...this.#spectrum.framing, frames: this.shape[0] };
  }
}
