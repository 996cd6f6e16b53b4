/**
 * @file A net: a chain of differentiable layers, every intermediate of which can be read. Several inputs each pass a chain of
 * their own first, and are then joined end to end; where sequences are among them, at every place of theirs.
 */

import { randomOf } from "../language/random.ts";
import type { Operations, Tensor, Tensors } from "./backend.ts";
import { layerOf } from "./layers/index.ts";
import { type Context, type Initial, type LayerSpec, product, type Shape } from "./layers/layer.ts";

export interface NetSpec {
  /** The chains that the inputs pass before they are joined; where there are several, each must end in a vector or a sequence. */
  readonly inputs: readonly { readonly shape: Shape; readonly layers: readonly LayerSpec[] }[];
  readonly layers: readonly LayerSpec[];
}

/** A layer in its place. */
export interface Placed {
  /** Begins the names of its parameters: `input0.layer1`, `layer2`. */
  readonly name: string;
  readonly spec: LayerSpec;
  /** What comes in, without the batch. */
  readonly input: Shape;
  readonly output: Shape;
}

interface Plan {
  readonly inputs: readonly (readonly Placed[])[];
  readonly layers: readonly Placed[];
}

/** @throws RangeError where a layer does not fit the one before it */
export function plan({ inputs, layers }: NetSpec): Plan {
  const stems = inputs.map(({ shape, layers }, i) => chain(layers, shape, `input${i}.layer`));
  const ends = stems.map((stem, i) => stem.at(-1)?.output ?? inputs[i].shape);
  return { inputs: stems, layers: chain(layers, joinedShape(ends), "layer") };
}

/** Vectors end to end; with sequences, which are equally long, the vectors stand at every place. */
function joinedShape(ends: readonly Shape[]): Shape {
  if (ends.length === 1) return ends[0];
  const length = ends.find((end) => end.length === 2)?.[0];
  const odd = ends.findIndex((end) => end.length !== 1 && !(end.length === 2 && end[0] === length));
  if (odd >= 0) {
    const what = "only vectors are joined, and sequences of one length";
    throw new RangeError(`input ${odd} ends as [${ends[odd].join(", ")}], and ${what}`);
  }
  const size = ends.reduce((sum, end) => sum + end[end.length - 1], 0);
  return length === undefined ? [size] : [length, size];
}

function join(ops: Operations, ends: readonly Tensor[]): Tensor {
  if (ends.length === 1) return ends[0];
  const length = ends.find(({ shape }) => shape.length === 3)?.shape[1];
  if (length === undefined) return ops.concat(ends, 1);
  const everywhere = ends.map((end) => {
    if (end.shape.length === 3) return end;
    const [batch, size] = end.shape;
    const zeros = ops.literal(new Float32Array(length), [1, length, 1]);
    return ops.add(ops.reshape(end, [batch, 1, size]), zeros);
  });
  return ops.concat(everywhere, 2);
}

function chain(specs: readonly LayerSpec[], input: Shape, prefix: string): Placed[] {
  let shape = input;
  return specs.map((spec, i) => {
    const placed = { name: `${prefix}${i}`, spec, input: shape, output: layerOf(spec).output(spec, shape) };
    shape = placed.output;
    return placed;
  });
}

export const placedLayers = (spec: NetSpec): readonly Placed[] => {
  const { inputs, layers } = plan(spec);
  return [...inputs.flat(), ...layers];
};

/** What the net gives, without the batch. */
export function outputOf(spec: NetSpec): Shape {
  const last = placedLayers(spec).at(-1);
  if (!last) throw new RangeError("a net has one layer at least");
  return last.output;
}

/** The parameters before training: the same for the same seed. */
export function initialise(
  spec: NetSpec,
  seed: number,
): Record<string, { readonly shape: Shape; readonly data: Float32Array }> {
  const all: Record<string, { shape: Shape; data: Float32Array }> = {};
  for (const [name, { shape, value }] of initials(spec, seed)) {
    const data = new Float32Array(product(shape));
    for (let i = 0; i < data.length; i++) data[i] = value();
    all[name] = { shape, data };
  }
  return all;
}

/** The shape of each parameter, by name. */
export const shapesOf = (spec: NetSpec): ReadonlyMap<string, Shape> =>
  new Map(initials(spec, 0).map(([name, { shape }]) => [name, shape]));

function initials(spec: NetSpec, seed: number): (readonly [name: string, Initial])[] {
  const random = randomOf(seed);
  return placedLayers(spec).flatMap(({ name, spec: layer, input }) =>
    Object.entries(layerOf(layer).initial(layer, input, random)).map(
      ([part, initial]) => [`${name}.${part}`, initial] as const,
    ),
  );
}

/** How many numbers are learned. */
export function parametersOf(spec: NetSpec): number {
  let sum = 0;
  for (const shape of shapesOf(spec).values()) sum += product(shape);
  return sum;
}

/** Multiplications for one example, forwards: what training costs grows with it. */
export function workOf(spec: NetSpec): number {
  return placedLayers(spec).reduce(
    (sum, { spec: layer, input }) => sum + layerOf(layer).work(layer, input),
    0,
  );
}

/** Numbers of the largest array on the way through its layers, for one example. */
export function largestBetween(spec: NetSpec): number {
  return Math.max(
    ...placedLayers(spec).map(({ spec: layer, input }) => layerOf(layer).between?.(layer, input) ?? 0),
  );
}

export interface Pass {
  readonly output: Tensor;
  /** After each layer, in the order of `placedLayers`. */
  readonly after: readonly Tensor[];
}

/**
 * One pass of a batch.
 * @param inputs batch first, one for each input of the net
 */
export function forward(
  ops: Operations,
  spec: NetSpec,
  parameters: Tensors,
  inputs: readonly Tensor[],
  context: Context = {},
): Pass {
  const { inputs: stems, layers } = plan(spec);
  const after: Tensor[] = [];
  const through = (placed: readonly Placed[], x: Tensor): Tensor => {
    for (const { name, spec: layer } of placed) {
      x = layerOf(layer).apply(ops, layer, under(parameters, name), x, context);
      after.push(x);
    }
    return x;
  };
  const ends = stems.map((stem, i) => through(stem, inputs[i]));
  return { output: through(layers, join(ops, ends)), after };
}

/** The parameters of one layer, under their own names. */
function under(all: Tensors, name: string): Tensors {
  const prefix = `${name}.`;
  const own: Record<string, Tensor> = {};
  for (const key of Object.keys(all)) if (key.startsWith(prefix)) own[key.slice(prefix.length)] = all[key];
  return own;
}
