/** @file The parameters of a net as plain arrays: what is trained, kept and saved. */

import type { Backend, Tensor } from "./backend.ts";
import { product, type Shape } from "./layers/layer.ts";
import { type NetSpec, shapesOf } from "./net.ts";

export type Weights = Readonly<Record<string, { readonly shape: Shape; readonly data: Float32Array }>>;

/** All zero, shaped as these. */
export const zerosLike = (weights: Weights): Weights =>
  mapped(weights, ({ shape }) => ({ shape, data: new Float32Array(product(shape)) }));

export const uploaded = (backend: Backend, weights: Weights): Record<string, Tensor> =>
  mapped(weights, ({ shape, data }) => backend.tensor(data, shape));

export async function downloaded(
  backend: Backend,
  tensors: Readonly<Record<string, Tensor>>,
): Promise<Weights> {
  const all: Record<string, { shape: Shape; data: Float32Array }> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    all[name] = { shape: tensor.shape, data: Float32Array.from(await backend.read(tensor)) };
  }
  return all;
}

export const areFinite = (weights: Weights): boolean =>
  Object.values(weights).every(({ data }) => data.every((x) => Number.isFinite(x)));

/** Whether the weights are the ones that a net of this spec has: names and shapes. */
export function fits(weights: Weights, spec: NetSpec): boolean {
  const wanted = shapesOf(spec);
  if (wanted.size !== Object.keys(weights).length) return false;
  for (const [name, shape] of wanted) {
    if (!Object.hasOwn(weights, name) || weights[name].shape.join() !== shape.join()) return false;
  }
  return true;
}

function mapped<A, B>(all: Readonly<Record<string, A>>, of: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, of(value)]));
}
