/** @file A program as a net: the same function on lists up to a length, in weights that nothing was trained for. */

import type { Program } from "../../language/program.ts";
import type { Type } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import type { Head } from "../losses.ts";
import type { NetSpec } from "../net.ts";
import { Predictor } from "../predictor.ts";
import type { Samples } from "../samples.ts";
import type { Weights } from "../weights.ts";
import { type Lowered, Lowering, type Segment } from "./lower.ts";
import { isSame } from "./rasp.ts";
import { Refusal } from "./refusal.ts";
import { transformer } from "./transformer.ts";

/** What the inputs of a net may be. */
export interface Bounds {
  readonly inputs: readonly Type[];
  /** Of each input: the values that it, or the items of it where it is a list, are drawn from. */
  readonly alphabets: readonly (readonly Value[])[];
  /** Items of a list, at most. */
  readonly length: number;
}

export type NetKind = "transformer" | "recurrent";

export interface Compiled {
  readonly kind: NetKind;
  readonly weights: Weights;
  /** Items up to which it is the program. */
  readonly length: number;
  /** For lists up to a length, which changes nothing but how many places the arrays have. */
  specFor(length: number): NetSpec;
  readonly head: Head;
  /** Class 0 is no value. */
  readonly outputs: readonly Value[];
  /** Writes the tokens of one example. @throws Refusal where a value is not among those that the net was made for */
  encode(inputs: readonly Value[], to: Float32Array): void;
  /** The places, from one to another, at which the answer stands. */
  answersAt(inputs: readonly Value[], places: number): readonly [from: number, to: number];
  /** From the class at each of those places. */
  decode(classes: readonly number[]): Value;
}

/** The program as a transformer. @throws Refusal */
export function compileTransformer(program: Program, { inputs, alphabets, length }: Bounds): Compiled {
  const alphabet: Value[] = [];
  for (const value of alphabets.flat())
    if (!alphabet.some((known) => isSame(known, value))) alphabet.push(value);
  let from = 0;
  const segments: Segment[] = inputs.map(({ kind }) => {
    const isList = kind === "list";
    const segment = { isList, from, length: isList ? length : 1 };
    from += segment.length;
    return segment;
  });
  let places = Math.max(1, from);
  let lowering = new Lowering(alphabet, segments, places);
  let result = lowering.result(program);
  while (lowering.longest > places) {
    places = lowering.longest;
    lowering = new Lowering(alphabet, segments, places);
    result = lowering.result(program);
  }
  const isList = result.kind === "list";
  // Where nothing stands behind the items, places that no item reaches can be left out.
  const isShortened = segments.length === 1 && segments[0].isList && places === length;
  const output = sequenceOf(result);
  const { spec, weights } = transformer(lowering.rasp.tokens, lowering.rasp.places, output);
  return {
    kind: "transformer",
    weights,
    length,
    specFor(wanted) {
      if (wanted > length) throw new Refusal(`${wanted} items, where the net has places for ${length}`);
      return isShortened ? { ...spec, inputs: [{ shape: [Math.max(1, wanted)], layers: [] }] } : spec;
    },
    head: { kind: "tokens", vocabulary: output.values.length + 1 },
    outputs: output.values,
    encode(values, to) {
      to.fill(0);
      segments.forEach(({ isList, from }, i) => {
        const items = isList ? (values[i] as readonly Value[]) : [values[i]];
        items.forEach((item, k) => {
          to[from + k] = tokenOf(alphabet, item);
        });
      });
    },
    answersAt: (_, places) => (isList ? [0, places] : [0, 1]),
    decode: (classes) => {
      const values = classes.map((one) => (one === 0 ? undefined : output.values[one - 1]));
      if (!isList) return values[0];
      const end = classes.indexOf(0);
      const items = end < 0 ? values : values.slice(0, end);
      return items.includes(undefined) || classes.slice(items.length).some((one) => one !== 0)
        ? undefined
        : items;
    },
  };
}

const sequenceOf = (lowered: Lowered) => (lowered.kind === "list" ? lowered.list.items : lowered.value);

export function tokenOf(alphabet: readonly Value[], value: Value): number {
  const at = alphabet.findIndex((known) => isSame(known, value));
  if (at < 0) throw new Refusal("a value that the net was not made for");
  return at + 1;
}

/** Examples as arrays for a net that has places for lists of that length. */
export function samplesOf(
  compiled: Compiled,
  rows: readonly { readonly inputs: readonly Value[]; readonly output: Value }[],
  length: number,
): Samples {
  const [places] = compiled.specFor(length).inputs[0].shape;
  const data = new Float32Array(rows.length * places);
  const wanted = new Float32Array(rows.length * places);
  const weight = new Float32Array(rows.length * places);
  rows.forEach(({ inputs, output }, row) => {
    compiled.encode(inputs, data.subarray(row * places, (row + 1) * places));
    const [from, to] = compiled.answersAt(inputs, places);
    for (let place = from; place < to; place++) {
      weight[row * places + place] = 1;
      wanted[row * places + place] = classOf(compiled.outputs, itemAt(output, place - from, to - from));
    }
  });
  return {
    count: rows.length,
    inputs: [{ shape: [places], data }],
    wanted: { shape: [places], data: wanted },
    weight,
  };
}

/** The item that a place shows; a single value, and ⊥, show at all. */
const itemAt = (output: Value, place: number, places: number): Value | typeof NOTHING => {
  if (!Array.isArray(output)) return place < places ? output : NOTHING;
  return place < output.length ? output[place] : NOTHING;
};
const NOTHING: unique symbol = Symbol("nothing");

const classOf = (outputs: readonly Value[], item: Value | typeof NOTHING): number =>
  item === NOTHING ? 0 : outputs.findIndex((value) => isSame(value, item)) + 1;

export interface Answer {
  readonly value: Value;
  /** By how much the class that was taken leads, where it leads least. */
  readonly margin: number;
}

/** What a net of that kind answers with these weights. */
export async function answersOf(
  compiled: Compiled,
  weights: Weights,
  inputs: readonly (readonly Value[])[],
  length: number,
): Promise<readonly Answer[]> {
  const spec = compiled.specFor(length);
  const [places] = spec.inputs[0].shape;
  const data = new Float32Array(inputs.length * places);
  inputs.forEach((values, row) => {
    compiled.encode(values, data.subarray(row * places, (row + 1) * places));
  });
  const predictor = await Predictor.create(spec, weights);
  try {
    const scores = await predictor.predict([{ shape: [places], data }], inputs.length);
    const width = compiled.outputs.length + 1;
    return inputs.map((values, row) => {
      const [from, to] = compiled.answersAt(values, places);
      const classes: number[] = [];
      let margin = Number.POSITIVE_INFINITY;
      for (let place = from; place < to; place++) {
        const { best, lead } = leaderOf(scores, (row * places + place) * width, width);
        classes.push(best);
        margin = Math.min(margin, lead);
      }
      return { value: compiled.decode(classes), margin };
    });
  } finally {
    predictor.dispose();
  }
}

function leaderOf(
  scores: Float32Array,
  at: number,
  width: number,
): { readonly best: number; readonly lead: number } {
  let best = 0;
  let second = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < width; i++) {
    if (scores[at + i] > scores[at + best]) {
      second = scores[at + best];
      best = i;
    } else second = Math.max(second, scores[at + i]);
  }
  return { best, lead: scores[at + best] - second };
}
