/** @file Steps of gradient descent on one thread: a net, its moments, and the compiled step. */

import { adam, Corrections, type State } from "./adam.ts";
import {
  type Backend,
  type Compiled,
  loadBackend,
  type Operations,
  type Tensor,
  type Tensors,
} from "./backend.ts";
import { product, type Shape } from "./layers/layer.ts";
import { type Head, lossOf } from "./losses.ts";
import { forward, type NetSpec } from "./net.ts";
import type { Batch } from "./samples.ts";
import { downloaded, uploaded, type Weights, zerosLike } from "./weights.ts";

/** All that training goes on from. */
export interface Checkpoint {
  readonly weights: Weights;
  readonly first: Weights;
  readonly second: Weights;
  /** Steps taken. */
  readonly step: number;
}

export interface TrainerOptions {
  readonly spec: NetSpec;
  readonly head: Head;
  /** What the net gives for one example. */
  readonly output: Shape;
  /** Weight decay of Adam. */
  readonly decay: number;
  readonly codes?: Codes;
}

/** Positions that come with each batch: `[length, units]`. */
export interface Codes {
  readonly shape: Shape;
  fill(to: Float32Array, seed: number): void;
}

type Step = Compiled<
  readonly [
    parameters: Tensors,
    first: Tensors,
    second: Tensors,
    scalars: Tensor,
    wanted: Tensor,
    weight: Tensor,
    ...inputs: Tensor[],
  ],
  readonly (Tensor | Tensors)[]
>;

export class Trainer {
  readonly #backend: Backend;
  readonly #options: TrainerOptions;
  readonly #step: Step;
  readonly #corrections = new Corrections();
  #state: State;
  #steps = 0;

  private constructor(backend: Backend, options: TrainerOptions, from: Checkpoint) {
    this.#backend = backend;
    this.#options = options;
    this.#state = {
      parameters: uploaded(backend, from.weights),
      first: uploaded(backend, from.first),
      second: uploaded(backend, from.second),
    };
    for (; this.#steps < from.step; this.#steps++) this.#corrections.next();
    this.#step = backend.compile(stepOf(backend, options));
  }

  static async create(options: TrainerOptions, from: Weights | Checkpoint): Promise<Trainer> {
    const start = isCheckpoint(from)
      ? from
      : { weights: from, first: zerosLike(from), second: zerosLike(from), step: 0 };
    return new Trainer(await loadBackend(), options, start);
  }

  /**
   * One step.
   * @param codesSeed of the positions that come with the batch
   * @returns the loss before it
   */
  async step(batch: Batch, rate: number, codesSeed = 0): Promise<number> {
    const backend = this.#backend;
    const { spec, head, output, codes } = this.#options;
    this.#corrections.next();
    const wantedShape = head.kind === "tokens" ? [batch.size, output[0]] : [batch.size, product(output)];
    const arrays = [
      backend.tensor(this.#corrections.scalars(rate), [3]),
      backend.tensor(batch.wanted, wantedShape),
      backend.tensor(batch.weight, head.kind === "tokens" ? wantedShape : [batch.size]),
      ...batch.inputs.map((data, i) => backend.tensor(data, [batch.size, ...spec.inputs[i].shape])),
    ];
    if (codes) {
      const data = new Float32Array(product(codes.shape));
      codes.fill(data, codesSeed);
      arrays.push(backend.tensor(data, codes.shape));
    }
    const { parameters, first, second } = this.#state;
    const [scalars, wanted, weight, ...inputs] = arrays;
    const [loss, ...next] = this.#step(parameters, first, second, scalars, wanted, weight, ...inputs);
    backend.dispose([...arrays, parameters, first, second]);
    this.#state = { parameters: next[0] as Tensors, first: next[1] as Tensors, second: next[2] as Tensors };
    this.#steps++;
    const value = (await backend.read(loss as Tensor))[0];
    backend.dispose(loss as Tensor);
    return value;
  }

  weights(): Promise<Weights> {
    return downloaded(this.#backend, this.#state.parameters);
  }

  async checkpoint(): Promise<Checkpoint> {
    return {
      weights: await this.weights(),
      first: await downloaded(this.#backend, this.#state.first),
      second: await downloaded(this.#backend, this.#state.second),
      step: this.#steps,
    };
  }

  dispose(): void {
    const { parameters, first, second } = this.#state;
    this.#backend.dispose([parameters, first, second]);
    this.#step.dispose();
  }
}

const isCheckpoint = (from: Weights | Checkpoint): from is Checkpoint =>
  typeof (from as Checkpoint).step === "number";

const stepOf =
  (backend: Backend, { spec, head, decay, codes }: TrainerOptions) =>
  (ops: Operations, ...args: Parameters<Step>): ReturnType<Step> => {
    const [parameters, first, second, scalars, wanted, weight, ...rest] = args;
    const inputs = rest.slice(0, spec.inputs.length);
    const context = codes ? { codes: rest[spec.inputs.length] } : {};
    const { value, gradients } = backend.gradient(
      (given) => lossOf(ops, head, forward(ops, spec, given, inputs, context).output, wanted, weight),
      parameters,
    );
    const next = adam(ops, { parameters, first, second }, gradients, scalars, decay);
    return [value, next.parameters, next.first, next.second];
  };
