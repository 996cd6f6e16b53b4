/** @file Ordinals in English, for whole numbers and for days of the month. */

import { helperOf } from "../language/print.ts";

const ENDINGS = ["th", "st", "nd", "rd"];

/** The numeral with the ending of an ordinal: 1st, 12th, 23rd. */
export function withOrdinal(numeral: string): string {
  const last = Math.abs(Number(numeral.slice(-2)));
  return numeral + (last > 10 && last < 14 ? "th" : (ENDINGS[last % 10] ?? "th"));
}

export const WITH_ORDINAL = helperOf(
  `/** 1st, 12th, 23rd. */
function withOrdinal(numeral: string): string {
  const last = Math.abs(Number(numeral.slice(-2)));
  return numeral + (last > 10 && last < 14 ? "th" : (["th", "st", "nd", "rd"][last % 10] ?? "th"));
}`,
);
