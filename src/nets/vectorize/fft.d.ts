declare module "fft.js" {
  /** Complex numbers stand as pairs, real and imaginary. */
  export default class FFT {
    /** @param size a power of two */
    constructor(size: number);
    /** The first half of the spectrum of real numbers; the other half is left as it is. */
    realTransform(out: Float64Array, data: Float64Array): void;
    /** The second half, which mirrors the first. */
    completeSpectrum(spectrum: Float64Array): void;
    inverseTransform(out: Float64Array, spectrum: Float64Array): void;
  }
}
