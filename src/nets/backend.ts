/**
 * @file The one door to the array library (`@jax-js/jax`): arrays, the operations that layers are written in, gradients and
 * compilation. Nothing else imports it, and it is loaded when the first net is.
 *
 * Operations exist only inside `compile`: there a function is traced once for each shape of its arguments, so that no
 * operation owns its operands and nothing has to be released but what `compile` gives back.
 */

import type { Array as JaxArray } from "@jax-js/jax";
import { InputError } from "../tasks/error.ts";
import { withKeptInstances } from "./instances.ts";

/** An array of 32-bit floats, row-major. What is behind it is the backend's. */
export interface Tensor {
  readonly shape: readonly number[];
}

/** Named arrays: the parameters of a net, its gradients, the moments of an optimiser. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** What goes into a compiled function, or comes out of one. */
export type Tree = Tensor | Tensors | readonly (Tensor | Tensors)[];

/** The half-open part of each axis that is wanted; all of it where an axis is ⊥. */
export type Ranges = readonly (readonly [from: number, to: number] | undefined)[];

/** What layers and losses are written in. Shapes broadcast as in NumPy; `axes` count from the front. */
export interface Operations {
  add(a: Tensor, b: Tensor | number): Tensor;
  sub(a: Tensor, b: Tensor | number): Tensor;
  mul(a: Tensor, b: Tensor | number): Tensor;
  div(a: Tensor, b: Tensor | number): Tensor;
  /** The larger of each two. */
  maximum(a: Tensor, b: Tensor | number): Tensor;
  /** 1 where equal, else 0. */
  equal(a: Tensor, b: Tensor | number): Tensor;
  matmul(a: Tensor, b: Tensor): Tensor;
  exp(a: Tensor): Tensor;
  log(a: Tensor): Tensor;
  sqrt(a: Tensor): Tensor;
  tanh(a: Tensor): Tensor;
  relu(a: Tensor): Tensor;
  abs(a: Tensor): Tensor;
  /** Axes are kept, with length one. */
  sum(a: Tensor, axes?: readonly number[]): Tensor;
  mean(a: Tensor, axes: readonly number[]): Tensor;
  max(a: Tensor, axes: readonly number[]): Tensor;
  reshape(a: Tensor, shape: readonly number[]): Tensor;
  transpose(a: Tensor, order: readonly number[]): Tensor;
  slice(a: Tensor, ranges: Ranges): Tensor;
  /** Zeros before and after along each axis. */
  pad(a: Tensor, widths: readonly (readonly [before: number, after: number])[]): Tensor;
  concat(parts: readonly Tensor[], axis: number): Tensor;
  /** One-hot rows: `ids` of any shape, whole numbers, get a last axis of `size`. */
  oneHot(ids: Tensor, size: number): Tensor;
  /** A value that gradients do not pass. */
  constant(a: Tensor): Tensor;
  literal(data: Float32Array, shape: readonly number[]): Tensor;
}

/** A function that is compiled for each combination of shapes that it meets. */
export type Compiled<A extends readonly unknown[], R> = ((...args: A) => R) & {
  /** Releases the literals of what was compiled; it is not called afterwards. */
  dispose(): void;
};

export interface Backend {
  /** An array with a copy of the data. */
  tensor(data: Float32Array, shape: readonly number[]): Tensor;
  /** The contents, row-major; the array stays. */
  read(a: Tensor): Promise<Float32Array>;
  /** The same at once, for callers that cannot wait; where arrays lie on another device, it blocks. */
  readNow(a: Tensor): Float32Array;
  dispose(all: Tree): void;
  /**
   * A function over trees of arrays, compiled once for each combination of shapes. Its arguments stay its caller's; its
   * results are the caller's to dispose of.
   */
  compile<A extends readonly (Tensor | Tensors)[], R extends Tree>(
    body: (ops: Operations, ...args: A) => R,
  ): Compiled<A, R>;
  /** The same uncompiled, operation by operation, without releasing what is in between: to hold compiled functions against. */
  evaluate<A extends readonly (Tensor | Tensors)[], R extends Tree>(
    body: (ops: Operations, ...args: A) => R,
    ...args: A
  ): R;
  /**
   * Inside `compile`: the value of a scalar loss, and its gradient by the named arrays.
   * @returns the loss, then the gradients under the same names
   */
  gradient(
    loss: (parameters: Tensors) => Tensor,
    parameters: Tensors,
  ): { readonly value: Tensor; readonly gradients: Tensors };
}

/** There is no other thread that the library would hand kernels to: they run when a result is read. */
const isAlone = (globalThis as { Worker?: unknown }).Worker === undefined;

/** What the library says where its memory is full, in words for whoever chose the net. */
function withinMemory<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof RangeError && error.message.includes("memory32"))) throw error;
    const what =
      "the net and the rows that go through it together take more than the 4 GiB that there may be";
    throw new InputError("", `${what}; smaller layers, batches or pictures would do`);
  }
}

let loading: Promise<Backend> | undefined;

/** Loads the library, once. */
export function loadBackend(): Promise<Backend> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Backend> {
  const { numpy: np, nn, lax, jit, valueAndGrad, tree } = await import("@jax-js/jax");
  /** A reference to give away: the library's functions take what they are given. */
  const lend = (a: Tensor): JaxArray => (a as JaxArray).ref;
  const operand = (a: Tensor | number): JaxArray | number => (typeof a === "number" ? a : lend(a));
  const kept = { keepdims: true };
  const all = (a: Tensor): number[] => a.shape.map((_, i) => i);

  const ops: Operations = {
    add: (a, b) => np.add(lend(a), operand(b)),
    sub: (a, b) => np.subtract(lend(a), operand(b)),
    mul: (a, b) => np.multiply(lend(a), operand(b)),
    div: (a, b) => np.trueDivide(lend(a), operand(b)),
    maximum: (a, b) => np.maximum(lend(a), operand(b)),
    equal: (a, b) => np.where(np.equal(lend(a), operand(b)), 1, 0).astype(np.float32),
    matmul: (a, b) => np.matmul(lend(a), lend(b)),
    exp: (a) => np.exp(lend(a)),
    log: (a) => np.log(lend(a)),
    sqrt: (a) => np.sqrt(lend(a)),
    tanh: (a) => np.tanh(lend(a)),
    relu: (a) => nn.relu(lend(a)),
    abs: (a) => np.absolute(lend(a)),
    sum: (a, axes) => np.sum(lend(a), [...(axes ?? all(a))], kept),
    mean: (a, axes) => np.mean(lend(a), [...axes], kept),
    max: (a, axes) => np.max(lend(a), [...axes], kept),
    reshape: (a, shape) => np.reshape(lend(a), [...shape]),
    transpose: (a, order) => np.transpose(lend(a), [...order]),
    slice: (a, ranges) =>
      lend(a).slice(...ranges.map((range) => (range ? ([...range] as [number, number]) : ([] as [])))),
    pad: (a, widths) =>
      np.pad(
        lend(a),
        widths.map(([before, after]) => [before, after] as [number, number]),
      ),
    concat: (parts, axis) => np.concatenate(parts.map(lend), axis),
    oneHot: (ids, size) =>
      np
        .where(np.equal(np.expandDims(lend(ids), -1), np.arange(size).astype(np.float32)), 1, 0)
        .astype(np.float32),
    constant: (a) => lax.stopGradient(lend(a)),
    literal: (data, shape) => np.array(data).reshape([...shape]),
  };

  const now = (a: Tensor): Float32Array =>
    withinMemory(() => withKeptInstances(() => lend(a).dataSync())) as Float32Array;
  const leaves = (value: Tree): JaxArray[] => tree.leaves(value as never) as JaxArray[];
  return {
    tensor: (data, shape) => withinMemory(() => np.array(Float32Array.from(data)).reshape([...shape])),
    read: async (a) => (isAlone ? now(a) : ((await lend(a).data()) as Float32Array)),
    readNow: now,
    dispose(value) {
      for (const array of leaves(value)) array.dispose();
    },
    compile<A extends readonly (Tensor | Tensors)[], R extends Tree>(
      body: (ops: Operations, ...args: A) => R,
    ) {
      const compiled = jit(((...args: never[]) =>
        body(ops, ...(args as unknown as A))) as never) as unknown as Compiled<A, R>;
      const run = (...args: A): R => {
        for (const array of leaves(args)) void array.ref;
        return withinMemory(() => compiled(...args));
      };
      return Object.assign(run, { dispose: () => compiled.dispose() });
    },
    evaluate: (body, ...args) => body(ops, ...args),
    gradient(loss, parameters) {
      const differentiate = valueAndGrad(((given: Tensors) =>
        ops.reshape(loss(given), [])) as never) as unknown as (given: Tensors) => [Tensor, Tensors];
      const [value, gradients] = differentiate(tree.ref(parameters as never) as unknown as Tensors);
      return { value, gradients };
    },
  };
}
