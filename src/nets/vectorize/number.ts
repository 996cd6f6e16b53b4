/** @file Numbers: standardised to mean 0 and deviation 1, on a logarithmic scale where they range over magnitudes. */

import type { Value } from "../../language/value.ts";
import type { Field } from "../../library/field.ts";
import { unwritable, type Vectorizer } from "./vectorizer.ts";

export interface NumberScale {
  /** Of the numbers, after `unit`. */
  readonly mean: number;
  readonly deviation: number;
  /** Where given, x stands as asinh(x / unit): straight near 0, logarithmic beyond the unit, on both sides of 0. */
  readonly unit?: number;
  /** Only whole numbers are read back. */
  readonly isWhole: boolean;
}

/** Greatest number over the typical one from which on the scale is logarithmic. */
const SKEW = 100;

export class NumberVectorizer implements Vectorizer {
  readonly kind = "number";
  readonly size = 1;
  readonly shape = [1];
  readonly scale: NumberScale;

  constructor(scale: NumberScale) {
    this.scale = scale;
  }

  /** From the data, all of them finite numbers. */
  static of(values: readonly number[], isWhole: boolean): NumberVectorizer {
    const magnitudes = values.map(Math.abs).filter((n) => n > 0);
    magnitudes.sort((a, b) => a - b);
    const largest = magnitudes.at(-1) ?? 1;
    // Never so small that the ratio is infinite.
    const typical = Math.max(magnitudes[magnitudes.length >> 1] ?? 1, largest * 1e-200);
    const isSkewed = largest / typical > SKEW;
    const straight = isSkewed ? values.map((n) => Math.asinh(n / typical)) : values;
    const count = Math.max(1, straight.length);
    const mean = straight.reduce((sum, n) => sum + n / count, 0);
    const most = straight.reduce((far, n) => Math.max(far, Math.abs(n - mean)), 0);
    const variance = straight.reduce((sum, n) => sum + ((n - mean) / (most || 1)) ** 2 / count, 0);
    const deviation = most * Math.sqrt(variance) || Math.abs(mean) || 1;
    return new NumberVectorizer({ mean, deviation, isWhole, ...(isSkewed && { unit: typical }) });
  }

  static from(json: Field): NumberVectorizer {
    json.only(["kind", "mean", "deviation", "unit", "isWhole"]);
    return new NumberVectorizer({
      mean: json.at("mean").real(),
      deviation: json.at("deviation").real(Number.MIN_VALUE),
      isWhole: json.at("isWhole").flag(),
      ...(json.has("unit") && { unit: json.at("unit").real(Number.MIN_VALUE) }),
    });
  }

  write(value: Value, to: Float32Array, at: number): void {
    const { mean, deviation, unit, isWhole } = this.scale;
    if (typeof value !== "number" || !Number.isFinite(value) || (isWhole && !Number.isInteger(value)))
      throw unwritable(value, isWhole ? "whole numbers" : "finite numbers");
    to[at] = ((unit === undefined ? value : Math.asinh(value / unit)) - mean) / deviation;
  }

  read(from: Float32Array, at: number): number {
    const { mean, deviation, unit, isWhole } = this.scale;
    const straight = (Number.isNaN(from[at]) ? 0 : from[at]) * deviation + mean;
    const value = unit === undefined ? straight : Math.sinh(straight) * unit;
    const most = isWhole ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE;
    const within = Math.max(-most, Math.min(most, value));
    // Never -0.
    return (isWhole ? Math.round(within) : within) + 0;
  }

  toJSON() {
    return { kind: this.kind, ...this.scale };
  }
}
