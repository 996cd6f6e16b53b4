/** @file What naming each input costs: inputs that share stretches with the outputs are likelier to be used. */

import type { Sample } from "../language/grammar.ts";
import type { Value } from "../language/value.ts";
import { choiceBits } from "./grammar.ts";

/** Labelled rows and characters of a value that are compared. */
const ROWS = 8;
const LENGTH = 80;

/** Shares closer than this are alike. */
const NOTICEABLE = 0.1;

/** Bits per input: 1 for the likeliest, one more for each place down the order, at most two more than blind choice. */
export function inputBitsOf({ inputs, outputs }: Pick<Sample, "inputs" | "outputs">): number[] {
  const count = inputs.length;
  if (count <= 1) return inputs.map(() => 1);
  const rows = outputs.slice(0, ROWS);
  const shares = inputs.map(({ values }) => {
    const sum = rows.reduce<number>((total, output, row) => total + share(values[row], output), 0);
    return rows.length === 0 ? 0 : sum / rows.length;
  });
  return shares.map((own) => {
    const ahead = shares.filter((other) => other > own + NOTICEABLE).length;
    return 1 + Math.min(ahead, choiceBits(count) + 1);
  });
}

/** The longest stretch of the output that the input holds, as a share of the output. */
function share(input: Value, output: Value): number {
  const [a, b] = [textOf(input), textOf(output)];
  if (a === "" || b === "") return 0;
  let longest = 0;
  for (let from = 0; from < b.length; from++) {
    while (from + longest < b.length && a.includes(b.slice(from, from + longest + 1))) longest++;
  }
  return longest / b.length;
}

const textOf = (value: Value): string =>
  typeof value === "string" || typeof value === "number" ? String(value).toLowerCase().slice(0, LENGTH) : "";
