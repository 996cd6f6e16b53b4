/** @file Adam with decoupled weight decay (Kingma & Ba 2015; Loshchilov & Hutter 2019). */

import type { Operations, Tensor, Tensors } from "./backend.ts";

const FIRST = 0.9;
const SECOND = 0.999;
const EPSILON = 1e-8;

/** The moments, and how much of their beginning at zero is left, kept as products: powers differ between engines. */
export class Corrections {
  first = 1;
  second = 1;

  /** Before each step. */
  next(): void {
    this.first *= FIRST;
    this.second *= SECOND;
  }

  /** What a step takes besides arrays: 1 − β₁ᵗ, 1 − β₂ᵗ and the learning rate. */
  scalars(rate: number): Float32Array {
    return Float32Array.of(1 - this.first, 1 - this.second, rate);
  }
}

export interface State {
  readonly parameters: Tensors;
  readonly first: Tensors;
  readonly second: Tensors;
}

/**
 * One step.
 * @param scalars `[3]`, of `Corrections`
 * @param decay share of the learning rate by which weights shrink; biases and scales, which have one axis, do not
 */
export function adam(
  ops: Operations,
  state: State,
  gradients: Tensors,
  scalars: Tensor,
  decay: number,
): State {
  const scalar = (i: number): Tensor => ops.reshape(ops.slice(scalars, [[i, i + 1]]), []);
  const [first, second, rate] = [scalar(0), scalar(1), scalar(2)];
  const next = { parameters: {}, first: {}, second: {} } as Record<keyof State, Record<string, Tensor>>;
  for (const [name, gradient] of Object.entries(gradients)) {
    const m = ops.add(ops.mul(state.first[name], FIRST), ops.mul(gradient, 1 - FIRST));
    const v = ops.add(ops.mul(state.second[name], SECOND), ops.mul(ops.mul(gradient, gradient), 1 - SECOND));
    const step = ops.div(ops.div(m, first), ops.add(ops.sqrt(ops.div(v, second)), EPSILON));
    const old = state.parameters[name];
    const shrunk = decay > 0 && old.shape.length > 1 ? ops.add(step, ops.mul(old, decay)) : step;
    next.first[name] = m;
    next.second[name] = v;
    next.parameters[name] = ops.sub(old, ops.mul(shrunk, rate));
  }
  return next;
}
