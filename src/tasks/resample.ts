/** @file Pictures of another size and other channels, and sounds of another rate: a triangle filter, as wide as the result is coarse. */

import { Picture, Sound } from "../language/value.ts";

/** Weights of the sources of one result: those from `first` on. */
interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
}

/** Where each of `to` results comes from among `from` sources, centres aligned: linear between two, averaging where there are fewer. */
function tapsOf(from: number, to: number): Taps[] {
  const scale = from / to;
  const reach = Math.max(1, scale);
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale - 0.5;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(from - 1, Math.floor(centre + reach));
    const weights: number[] = [];
    for (let at = first; at <= last; at++) weights.push(Math.max(0, 1 - Math.abs(at - centre) / reach));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

/** The picture at that size. */
export function resized(picture: Picture, width: number, height: number): Picture {
  const { channels } = picture;
  if (picture.width === width && picture.height === height) return picture;
  // Columns first: one row of the source at a time.
  const columns = tapsOf(picture.width, width);
  const narrow = new Float32Array(picture.height * width * channels);
  let at = 0;
  for (let y = 0; y < picture.height; y++) {
    const row = y * picture.width * channels;
    for (const { first, weights } of columns) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let i = 0; i < weights.length; i++)
          sum += weights[i] * picture.pixels[row + (first + i) * channels + channel];
        narrow[at++] = sum;
      }
    }
  }
  const pixels = new Uint8Array(width * height * channels);
  const stride = width * channels;
  for (const [y, { first, weights }] of tapsOf(picture.height, height).entries()) {
    for (let x = 0; x < stride; x++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i] * narrow[(first + i) * stride + x];
      pixels[y * stride + x] = Math.round(sum);
    }
  }
  return new Picture(width, height, channels, pixels);
}

/** The picture with these channels: grey by luma (BT.601), opaque where it had no alpha. */
export function withChannels(picture: Picture, channels: 1 | 3 | 4): Picture {
  if (picture.channels === channels) return picture;
  const count = picture.width * picture.height;
  const pixels = new Uint8Array(count * channels);
  const given = picture.channels;
  for (let i = 0; i < count; i++) {
    const red = picture.pixels[i * given];
    const green = given === 1 ? red : picture.pixels[i * given + 1];
    const blue = given === 1 ? red : picture.pixels[i * given + 2];
    if (channels === 1) pixels[i] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    else {
      pixels[i * channels] = red;
      pixels[i * channels + 1] = green;
      pixels[i * channels + 2] = blue;
      if (channels === 4) pixels[i * 4 + 3] = 255;
    }
  }
  return new Picture(picture.width, picture.height, channels, pixels);
}

/** How many samples the sound has at that rate: of a rate of 1 Hz, thousands for each. */
export const samplesAt = ({ samples, rate: own }: Sound, rate: number): number =>
  samples.length === 0 ? 0 : Math.max(1, Math.round((samples.length * rate) / own));

/** The sound at that rate; whoever asks has seen to it that `samplesAt` is not too many. */
export function atRate(sound: Sound, rate: number): Sound {
  if (sound.rate === rate) return sound;
  const samples = new Float32Array(samplesAt(sound, rate));
  const scale = sound.rate / rate;
  const reach = Math.max(1, scale);
  for (let i = 0; i < samples.length; i++) {
    const centre = (i + 0.5) * scale - 0.5;
    const last = Math.min(sound.samples.length - 1, Math.floor(centre + reach));
    let [sum, total] = [0, 0];
    for (let at = Math.max(0, Math.ceil(centre - reach)); at <= last; at++) {
      const weight = Math.max(0, 1 - Math.abs(at - centre) / reach);
      sum += weight * sound.samples[at];
      total += weight;
    }
    samples[i] = total > 0 ? sum / total : 0;
  }
  return new Sound(rate, samples);
}
