/** @file A fitted net as its users see it: values in, values out, and how far it was found to hold. */

import type { Value } from "../language/value.ts";
import { InputError } from "../tasks/error.ts";
import type { Field } from "./data/dataset.ts";
import type { Encoding, Prediction, TokenEncoding } from "./encoding.ts";
import { largestShare } from "./encoding.ts";
import type { SavedFeature } from "./features.ts";
import type { NetSpec } from "./net.ts";
import { codesFor, roomOf } from "./positions.ts";
import { Predictor, type Score } from "./predictor.ts";
import { END, greatest, PADDING } from "./vectorize/vectorizer.ts";
import type { Weights } from "./weights.ts";

/** How the net came to be, and how it did on rows it never saw. */
export interface Provenance {
  readonly data: string;
  readonly target?: string;
  readonly seed: number;
  readonly architecture: string;
  readonly title: string;
  readonly rows: { readonly training: number; readonly validation: number; readonly test: number };
  readonly test: Score;
  readonly steps: number;
}

export interface ModelParts {
  readonly name: string;
  readonly inputs: readonly Field[];
  readonly output: Field;
  /** Programs that give the last of the inputs. */
  readonly features?: readonly SavedFeature[];
  readonly spec: NetSpec;
  readonly encoding: Encoding;
  readonly weights: Weights;
  readonly provenance: Provenance;
}

/**
 * Most tokens that an answer is continued to: so many, and so many times the longest row that the net was fitted on or is
 * given. One that learned little never ends an answer, and each further length is compiled for.
 */
const MAX_ANSWER = 512;
const MAX_GROWTH = 2;

/** Most tokens that a row may have, unless the net was fitted on longer ones: each place is a step of recurrence, and attention looks at all pairs. */
const MAX_TOKENS = 4_096;

export class Model implements ModelParts {
  readonly name: string;
  readonly inputs: readonly Field[];
  readonly output: Field;
  readonly features: readonly SavedFeature[];
  readonly spec: NetSpec;
  readonly encoding: Encoding;
  readonly weights: Weights;
  readonly provenance: Provenance;
  readonly #predictors = new Map<number, Promise<Predictor>>();

  constructor(parts: ModelParts) {
    this.name = parts.name;
    this.inputs = parts.inputs;
    this.output = parts.output;
    this.features = parts.features ?? [];
    this.spec = parts.spec;
    this.encoding = parts.encoding;
    this.weights = parts.weights;
    this.provenance = parts.provenance;
  }

  /** Whether it says how sure it is: of labels and texts, not of numbers. */
  get givesConfidence(): boolean {
    const { head } = this.encoding;
    return head.kind === "tokens" || head.parts.some(({ kind }) => kind === "classes");
  }

  /** Whether the net can be given the row. */
  takes(inputs: readonly Value[]): boolean {
    const { encoding } = this;
    if (!encoding.takes(inputs)) return false;
    return encoding.kind === "vectors" || encoding.begin(inputs).length <= this.#room(encoding);
  }

  #room({ length }: TokenEncoding): number {
    return Math.min(roomOf(this.spec), Math.max(MAX_TOKENS, length));
  }

  /** The net's answer to each row. Throws an InputError for what it cannot be given. */
  predict(rows: readonly (readonly Value[])[]): Promise<readonly Prediction[]> {
    return this.encoding.kind === "vectors" ? this.#vectors(rows) : this.#continued(rows, this.encoding);
  }

  async #vectors(rows: readonly (readonly Value[])[]): Promise<Prediction[]> {
    const { encoding } = this;
    if (encoding.kind !== "vectors") throw new TypeError("these are tokens");
    const predictor = await this.predictor();
    const outputs = await predictor.predict(encoding.encodeInputs(rows), rows.length);
    return rows.map((_, i) => encoding.decode(outputs, i));
  }

  /** The likeliest next token again and again, until all have ended, or there is no place for another. */
  async #continued(rows: readonly (readonly Value[])[], encoding: TokenEncoding): Promise<Prediction[]> {
    const room = this.#room(encoding);
    const states = rows.map((inputs, i) => {
      const ids = encoding.begin(inputs);
      if (ids.length > room)
        throw new InputError(`row ${i + 1}`, `${ids.length} tokens, where the net has positions for ${room}`);
      const most = Math.min(MAX_ANSWER, MAX_GROWTH * Math.max(encoding.length, ids.length));
      return { ids, most, answer: [] as number[], confidence: 1, done: false };
    });
    const size = encoding.vocabulary.length;
    for (let step = 0; step < MAX_ANSWER; step++) {
      const byLength = new Map<number, (typeof states)[number][]>();
      for (const state of states) {
        if (state.done || state.ids.length > room || state.answer.length >= state.most) continue;
        // In steps of sixteen, so that few lengths are compiled for; by its own, so that no answer hangs on the other rows.
        const length = Math.min(room, Math.ceil(state.ids.length / 16) * 16);
        byLength.set(length, [...(byLength.get(length) ?? []), state]);
      }
      if (byLength.size === 0) break;
      for (const [length, open] of byLength) {
        const data = new Float32Array(open.length * length).fill(PADDING);
        for (const [i, { ids }] of open.entries()) data.set(ids, i * length);
        const predictor = await this.predictor(length);
        const outputs = await predictor.predict([{ shape: [length], data }], open.length);
        for (const [i, state] of open.entries()) {
          const at = (i * length + state.ids.length - 1) * size;
          const scores = outputs.subarray(at, at + size);
          const best = greatest(scores, 0, size);
          state.confidence *= largestShare(scores);
          if (best === END) state.done = true;
          else {
            state.answer.push(best);
            state.ids.push(best);
          }
        }
      }
    }
    return states.map(({ answer, confidence, done }) => ({
      value: done ? encoding.decode(answer) : undefined,
      confidence,
    }));
  }

  /** @param length of sequences, where they are longer or shorter than those it was fitted on */
  predictor(length?: number): Promise<Predictor> {
    const key = length ?? 0;
    let made = this.#predictors.get(key);
    if (!made) {
      const spec = length === undefined ? this.spec : withLength(this.spec, length);
      made = Predictor.create(spec, this.weights, codesFor(spec));
      this.#predictors.set(key, made);
    }
    return made;
  }

  async dispose(): Promise<void> {
    for (const predictor of this.#predictors.values()) (await predictor).dispose();
    this.#predictors.clear();
  }
}

/** The same net over sequences of another length; the weights are the same. */
export const withLength = (spec: NetSpec, length: number): NetSpec => ({
  ...spec,
  inputs: spec.inputs.map((input) => ({ ...input, shape: [length] })),
});
