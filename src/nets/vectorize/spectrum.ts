/**
 * @file Short-time spectra: what frequencies a sound has from moment to moment, in bands as ears tell them apart; and a sound that
 * has such a spectrum, by Griffin and Lim (1984), since the bands say nothing of phases.
 */

import FFT from "fft.js";

/** How sounds are cut into frames, and frames into bands. */
export interface Framing {
  /** Samples a second. */
  readonly rate: number;
  /** Samples a frame, a power of two. */
  readonly window: number;
  readonly bands: number;
}

/** Frames begin a quarter of a window after each other: close enough that a sound is found again from their magnitudes. */
const OVERLAP = 4;
/** Rounds of finding the frequencies in bands, and of finding phases. */
const UNMIXING = 40;
const GRIFFIN_LIM = 48;
/** How far a round goes beyond where it would (Perraudin, Balazs and Søndergaard 2013). */
const MOMENTUM = 0.99;

/** Weights of the bins in a band. */
interface Band {
  readonly first: number;
  readonly weights: readonly number[];
}

export class Spectrum {
  readonly framing: Framing;
  readonly #hop: number;
  readonly #bins: number;
  readonly #hann: Float64Array;
  readonly #bands: readonly Band[];
  readonly #fft: FFT;

  constructor(framing: Framing) {
    const { window } = framing;
    this.framing = framing;
    this.#hop = window / OVERLAP;
    this.#bins = window / 2 + 1;
    this.#hann = Float64Array.from(
      { length: window },
      (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / window),
    );
    this.#bands = bandsOf(framing);
    this.#fft = new FFT(window);
  }

  /** How many frames so many samples have: the first and the last are centred on its ends. */
  framesIn(samples: number): number {
    return 1 + Math.ceil(samples / this.#hop);
  }

  samplesIn(frames: number): number {
    return (frames - 1) * this.#hop;
  }

  /** `bands` numbers a frame: the mean magnitude in each, 1 for a sine of full scale in the middle of a bin. */
  bandsOf(samples: Float32Array): Float64Array {
    const { bands } = this.framing;
    const frames = this.framesIn(samples.length);
    const levels = new Float64Array(frames * bands);
    const spectrum = new Float64Array(2 * this.framing.window);
    for (let frame = 0; frame < frames; frame++) {
      this.#transform(samples, frame, spectrum);
      for (const [i, { first, weights }] of this.#bands.entries()) {
        let sum = 0;
        for (let j = 0; j < weights.length; j++) {
          const at = 2 * (first + j);
          sum += weights[j] * Math.hypot(spectrum[at], spectrum[at + 1]);
        }
        levels[frame * bands + i] = sum / this.#fullScale;
      }
    }
    return levels;
  }

  /** A sound with about these levels. */
  soundOf(levels: Float64Array): Float32Array {
    const frames = levels.length / this.framing.bands;
    const magnitudes = this.#unmixed(levels, frames);
    // As of steady tones in the middles of the bins, to begin with.
    const phases = new Float64Array(frames * this.#bins);
    for (let i = 0; i < phases.length; i++) {
      const [frame, bin] = [Math.floor(i / this.#bins), i % this.#bins];
      phases[i] = (2 * Math.PI * ((frame * bin) % OVERLAP)) / OVERLAP;
    }
    let samples = this.#resynthesised(magnitudes, phases, frames);
    const spectrum = new Float64Array(2 * this.framing.window);
    const before = new Float64Array(2 * phases.length);
    for (let round = 0; round < GRIFFIN_LIM; round++) {
      for (let frame = 0; frame < frames; frame++) {
        this.#transform(samples, frame, spectrum);
        for (let bin = 0; bin < this.#bins; bin++) {
          const at = frame * this.#bins + bin;
          // On along the way that the last round went.
          const [real, imaginary] = [spectrum[2 * bin], spectrum[2 * bin + 1]];
          const pace = round === 0 ? 0 : MOMENTUM;
          phases[at] = Math.atan2(
            imaginary + pace * (imaginary - before[2 * at + 1]),
            real + pace * (real - before[2 * at]),
          );
          before[2 * at] = real;
          before[2 * at + 1] = imaginary;
        }
      }
      samples = this.#resynthesised(magnitudes, phases, frames);
    }
    return samples.map((sample) => Math.max(-1, Math.min(1, sample)));
  }

  /** Magnitude of a sine of full scale. */
  get #fullScale(): number {
    return this.framing.window / 4;
  }

  /** The spectrum of one frame. */
  #transform(samples: Float32Array, frame: number, spectrum: Float64Array): void {
    const { window } = this.framing;
    const start = frame * this.#hop - window / 2;
    const framed = new Float64Array(window);
    for (let i = Math.max(0, -start); i < window && start + i < samples.length; i++)
      framed[i] = samples[start + i] * this.#hann[i];
    this.#fft.realTransform(spectrum, framed);
  }

  /** Magnitudes of all bins, none negative, whose bands are those (multiplicative updates, Lee and Seung 2001). */
  #unmixed(levels: Float64Array, frames: number): Float64Array {
    const { bands } = this.framing;
    const all = new Float64Array(frames * this.#bins);
    for (let frame = 0; frame < frames; frame++) {
      const wanted = levels.subarray(frame * bands, (frame + 1) * bands);
      const bins = all.subarray(frame * this.#bins, (frame + 1) * this.#bins).fill(1);
      const target = this.#spread(wanted);
      for (let round = 0; round < UNMIXING; round++) {
        const now = this.#spread(
          this.#bands.map(({ first, weights }) =>
            weights.reduce((sum, w, j) => sum + w * bins[first + j], 0),
          ),
        );
        for (let bin = 0; bin < bins.length; bin++) bins[bin] *= target[bin] / (now[bin] + 1e-12);
      }
      for (let bin = 0; bin < bins.length; bin++) bins[bin] *= this.#fullScale;
    }
    return all;
  }

  /** Of each bin the levels of its bands by its weights in them. */
  #spread(levels: ArrayLike<number>): Float64Array {
    const bins = new Float64Array(this.#bins);
    for (const [i, { first, weights }] of this.#bands.entries())
      for (let j = 0; j < weights.length; j++) bins[first + j] += weights[j] * levels[i];
    return bins;
  }

  /** The frames laid over each other, each weighted by its window. */
  #resynthesised(magnitudes: Float64Array, phases: Float64Array, frames: number): Float32Array {
    const { window } = this.framing;
    const length = this.samplesIn(frames);
    const [sums, weights] = [new Float64Array(length), new Float64Array(length)];
    const spectrum = new Float64Array(2 * window);
    const framed = new Float64Array(2 * window);
    for (let frame = 0; frame < frames; frame++) {
      for (let bin = 0; bin < this.#bins; bin++) {
        const at = frame * this.#bins + bin;
        spectrum[2 * bin] = magnitudes[at] * Math.cos(phases[at]);
        // The lowest and the highest bin are real.
        spectrum[2 * bin + 1] =
          bin === 0 || bin === this.#bins - 1 ? 0 : magnitudes[at] * Math.sin(phases[at]);
      }
      this.#fft.completeSpectrum(spectrum);
      this.#fft.inverseTransform(framed, spectrum);
      const start = frame * this.#hop - window / 2;
      for (let i = Math.max(0, -start); i < window && start + i < length; i++) {
        sums[start + i] += framed[2 * i] * this.#hann[i];
        weights[start + i] += this.#hann[i] ** 2;
      }
    }
    return Float32Array.from(sums, (sum, i) => sum / Math.max(1e-8, weights[i]));
  }
}

const melOf = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700);
const hertzOf = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

/** Triangles on the mel scale (O'Shaughnessy 1987), each from the middle of one neighbour to that of the other, a bin apart at least. */
function bandsOf({ rate, window, bands }: Framing): Band[] {
  const edges = [0];
  for (let i = 1; i < bands + 2; i++) {
    const hertz = hertzOf((melOf(rate / 2) * i) / (bands + 1));
    const bin = Math.round((hertz * window) / rate);
    edges.push(Math.max(edges[i - 1] + 1, Math.min(bin, window / 2 - (bands + 1 - i))));
  }
  return Array.from({ length: bands }, (_, i) => {
    const [from, peak, to] = [edges[i], edges[i + 1], edges[i + 2]];
    const raw = Array.from({ length: to - from - 1 }, (_, j) => {
      const bin = from + 1 + j;
      return bin <= peak ? (bin - from) / (peak - from) : (to - bin) / (to - peak);
    });
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { first: from + 1, weights: raw.map((weight) => weight / sum) };
  });
}
