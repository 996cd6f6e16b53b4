/** @file Architectures from the signature: what kinds of nets could learn a data set, in a few sizes each. */

import { count, InputError, shown } from "../tasks/error.ts";
import type { Dataset } from "./data/dataset.ts";
import { type Encoding, TokenEncoding, VectorEncoding } from "./encoding.ts";
import type { Activation, LayerSpec, Positions, Shape } from "./layers/layer.ts";
import { product } from "./layers/layer.ts";
import { sizeOf } from "./losses.ts";
import type { NetSpec } from "./net.ts";
import { chooseVectorizer, TEXTS, USES } from "./vectorize/choose.ts";
import { OptionVectorizer } from "./vectorize/option.ts";

export const ARCHITECTURES = ["dense", "convolution", "attention", "recurrent"] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

export interface Candidate {
  readonly architecture: Architecture;
  /** For people: "convolutions of 16 and 32 filters, then 64 units". */
  readonly title: string;
  readonly encoding: Encoding;
  readonly spec: NetSpec;
  readonly rate: number;
}

/** What is set from outside; the rest is chosen. */
export interface Wishes {
  readonly architecture?: Architecture;
  /** Units of the hidden layers, filters of the convolutions, or the width of each block. */
  readonly sizes?: readonly number[];
  readonly positions?: Positions;
  readonly activation?: Activation;
  readonly rate?: number;
}

const DENSE: readonly (readonly number[])[] = [[], [32], [64, 64], [128, 128], [64, 64, 64]];
const FILTERS: readonly (readonly number[])[] = [
  [8, 16],
  [16, 32],
  [24, 48],
];
const BLOCKS: readonly (readonly number[])[] = [
  [32, 32],
  [64, 64],
  [64, 64, 64],
];
const RECURRENT: readonly (readonly number[])[] = [[32], [64]];

/** Numbers of an input beyond which it passes an embedding of its own first. */
const WIDE = 128;
const EMBEDDED = 32;

export function candidates(dataset: Dataset, wishes: Wishes = {}): readonly Candidate[] {
  const wants = (architecture: Architecture): boolean =>
    (wishes.architecture === undefined || wishes.architecture === architecture) &&
    (wishes.sizes?.length !== 0 || architecture === "dense");
  const isWished = wishes.architecture !== undefined;
  const all: Candidate[] = [];
  const tokens = wants("attention") || wants("recurrent") ? TokenEncoding.of(dataset) : undefined;
  const answersInTokens = tokens?.output.tokens !== undefined;
  if (tokens && (isWished || answersInTokens || isSequence(dataset, tokens))) {
    if (wants("attention")) all.push(...attentionNets(tokens, wishes));
    if (wants("recurrent") && (isWished || answersInTokens)) all.push(...recurrentNets(tokens, wishes));
  }
  if (!answersInTokens || wishes.architecture === "dense" || wishes.architecture === "convolution") {
    const encoding = VectorEncoding.of(dataset);
    const hasImage = encoding.shapes.some((shape) => shape.length === 3);
    const { output } = encoding;
    const answer = output instanceof OptionVectorizer ? output.of : output;
    if (hasImage && answer.kind === "text") throw noLabels(dataset);
    if (hasImage && wants("convolution")) all.push(...convolutionNets(encoding, wishes));
    const sizes = hasImage && !isWished ? DENSE.slice(3, 4) : DENSE;
    if (wants("dense")) all.push(...denseNets(encoding, sizes, wishes));
  }
  return all;
}

/** Whether order says something that a net without a sense of it would miss: texts that are no labels, lists of symbols. */
function isSequence({ inputs, output, rows }: Dataset, tokens: TokenEncoding): boolean {
  if (output.type.kind === "real" || tokens.output.kind === "number") return false;
  return inputs.some(({ type }, i) => {
    const values = rows.map((row) => row.inputs[i]);
    return chooseVectorizer(type, values).tokens !== undefined;
  });
}

/** Letters as numbers beside one another are nothing that a net learns from a picture. */
function noLabels({ name, output, rows }: Dataset): InputError {
  const different = new Set(rows.map((row) => row.output).filter((text) => text !== null)).size;
  const what = `${different} different texts in ${count(rows.length, "row")} are no labels, and no net gives other texts for pictures or recordings`;
  return new InputError(
    `${name}, column ${shown(output.name)}`,
    `${what}; at most ${TEXTS} labels are told apart, each seen ${USES} times or more on average`,
  );
}

const chosen = (
  sizes: readonly (readonly number[])[],
  { sizes: wish }: Wishes,
): readonly (readonly number[])[] => (wish ? [wish] : sizes);

const dense = (units: number, activation: Activation): LayerSpec => ({ kind: "dense", units, activation });

/** A way from each input to a vector. */
const toVector = (shape: Shape): LayerSpec[] => [
  ...(shape.length > 1 ? [{ kind: "flatten" } as const] : []),
  ...(shape.length === 1 && product(shape) > WIDE ? [dense(EMBEDDED, "linear")] : []),
];

function denseNets(
  encoding: VectorEncoding,
  sizes: readonly (readonly number[])[],
  wishes: Wishes,
): Candidate[] {
  const activation = wishes.activation ?? "relu";
  return chosen(sizes, wishes).map((units) => ({
    architecture: "dense",
    title: units.length === 0 ? "a linear map" : `dense layers of ${units.join(", ")} units`,
    encoding,
    // A linear map has no valleys to fall into, and far to go.
    rate: wishes.rate ?? (units.length === 0 ? 3e-2 : 3e-3),
    spec: {
      inputs: encoding.shapes.map((shape) => ({ shape, layers: toVector(shape) })),
      layers: [...units.map((width) => dense(width, activation)), dense(sizeOf(encoding.head), "linear")],
    },
  }));
}

function convolutionNets(encoding: VectorEncoding, wishes: Wishes): Candidate[] {
  const activation = wishes.activation ?? "relu";
  return chosen(FILTERS, wishes).map((filters) => {
    const units = 2 * filters[filters.length - 1];
    const stages = encoding.shapes.map((shape) => stagesFor(shape, filters, wishes.sizes !== undefined));
    const deepest = stages.reduce((a, b) => (a.length > b.length ? a : b));
    return {
      architecture: "convolution",
      title: `convolutions of ${deepest.join(", ")} filters, then ${units} units`,
      encoding,
      rate: wishes.rate ?? 3e-3,
      spec: {
        inputs: encoding.shapes.map((shape, i) => ({
          shape,
          layers:
            shape.length === 3
              ? [...stages[i].flatMap((count) => stage(count, activation)), { kind: "flatten" } as const]
              : toVector(shape),
        })),
        layers: [dense(units, activation), dense(sizeOf(encoding.head), "linear")],
      },
    };
  });
}

const stage = (filters: number, activation: Activation): LayerSpec[] => [
  { kind: "convolution", filters, size: 3, activation },
  { kind: "pool" },
];

/** Large pictures are halved more often: filters double up to 64, until 8 × 8 or less is left. */
function stagesFor(shape: Shape, filters: readonly number[], isExact: boolean): number[] {
  if (shape.length !== 3) return [];
  const all: number[] = [];
  let side = Math.min(shape[0], shape[1]);
  const last = filters[filters.length - 1];
  for (let i = 0; side >= 2 && (i < filters.length || (!isExact && side > 8)); i++) {
    all.push(filters[i] ?? Math.min(64, last * 2 ** (i - filters.length + 1)));
    side >>= 1;
  }
  return all;
}

function attentionNets(encoding: TokenEncoding, wishes: Wishes): Candidate[] {
  const positions = wishes.positions ?? "relative";
  return chosen(BLOCKS, wishes).map((widths) => ({
    architecture: "attention",
    title: `${widths.length} blocks of attention, ${widths[0]} units wide, positions ${positions}`,
    encoding,
    rate: wishes.rate ?? ATTENTION_RATE / widths[0],
    spec: {
      inputs: [{ shape: [encoding.length], layers: [] }],
      layers: [
        embedding(encoding, widths[0], positions),
        ...widths.map(
          (width) =>
            ({ kind: "attention", heads: headsOf(width), hidden: 2 * width, positions }) satisfies LayerSpec,
        ),
        { kind: "normalise" },
        dense(sizeOf(encoding.head), "linear"),
      ],
    },
  }));
}

/** Over the width. Of 0.002, 0.006 at 32 units, the larger came to 98 % of short lists sorted after 1,500 steps, the smaller to 95. */
const ATTENTION_RATE = 0.16;

/** Sixteen units a head, where that divides. */
const headsOf = (width: number): number => (width % 16 === 0 ? width / 16 : 1);

function recurrentNets(encoding: TokenEncoding, wishes: Wishes): Candidate[] {
  return chosen(RECURRENT, wishes).map((widths) => ({
    architecture: "recurrent",
    title: `recurrence, ${widths.join(", ")} units`,
    encoding,
    rate: wishes.rate ?? 5e-3,
    spec: {
      inputs: [{ shape: [encoding.length], layers: [] }],
      layers: [
        embedding(encoding, widths[0], "none"),
        ...widths.map((units) => ({ kind: "recurrent", units }) satisfies LayerSpec),
        dense(sizeOf(encoding.head), "linear"),
      ],
    },
  }));
}

const embedding = (encoding: TokenEncoding, units: number, positions: Positions): LayerSpec => ({
  kind: "embedding",
  vocabulary: encoding.vocabulary.length,
  units,
  positions,
  length: encoding.length,
});
