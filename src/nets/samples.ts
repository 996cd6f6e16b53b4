/** @file Examples as arrays, and the batches that training takes from them. */

import { randomOf } from "../language/random.ts";
import { augmented } from "./augment.ts";
import { product, type Shape } from "./layers/layer.ts";

/** `count` examples, one after the other in each array. */
export interface Samples {
  readonly count: number;
  /** One array for each input of the net. */
  readonly inputs: readonly {
    readonly shape: Shape;
    readonly data: Float32Array;
    /** Varied in training, where pictures are. */
    readonly isPicture?: boolean;
  }[];
  /** What the net should give: vectors in parts, or the next token at every place. */
  readonly wanted: { readonly shape: Shape; readonly data: Float32Array };
  /** Of tokens: 1 where what follows is wanted, else 0. */
  readonly weight?: Float32Array;
}

/** Arrays of one batch, filled again for each. Places beyond the examples weigh nothing. */
export class Batch {
  readonly size: number;
  readonly inputs: readonly Float32Array[];
  readonly wanted: Float32Array;
  readonly weight: Float32Array;
  readonly #samples: Samples;

  constructor(samples: Samples, size: number) {
    this.#samples = samples;
    this.size = size;
    this.inputs = samples.inputs.map(({ shape }) => new Float32Array(size * product(shape)));
    this.wanted = new Float32Array(size * product(samples.wanted.shape));
    this.weight = new Float32Array(size * (samples.weight ? product(samples.wanted.shape) : 1));
  }

  /**
   * @param rows which examples, at most `size`
   * @param seed of how pictures are varied; ⊥: not at all
   */
  fill(rows: ArrayLike<number>, seed?: number): void {
    const { inputs, wanted, weight } = this.#samples;
    this.weight.fill(0);
    const random = seed === undefined ? undefined : randomOf(seed);
    const each = this.weight.length / this.size;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      for (const [k, { shape, data, isPicture }] of inputs.entries()) {
        const length = product(shape);
        const from = data.subarray(row * length, (row + 1) * length);
        if (random && isPicture) augmented(from, shape, this.inputs[k], i * length, random);
        else this.inputs[k].set(from, i * length);
      }
      copy(wanted.data, row, this.wanted, i, product(wanted.shape));
      if (weight) copy(weight, row, this.weight, i, each);
      else this.weight[i] = 1;
    }
  }
}

function copy(from: Float32Array, row: number, to: Float32Array, at: number, length: number): void {
  to.set(from.subarray(row * length, (row + 1) * length), at * length);
}

/** The examples of an epoch in the order in which it takes them: a permutation, the same for the same seed. */
export function orderOf(count: number, seed: number): Uint32Array {
  const random = randomOf(seed);
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** Some of the examples, in that order. */
export function pick(samples: Samples, rows: ArrayLike<number>): Samples {
  const of = (data: Float32Array, length: number): Float32Array => {
    const picked = new Float32Array(rows.length * length);
    for (let i = 0; i < rows.length; i++) copy(data, rows[i], picked, i, length);
    return picked;
  };
  const { inputs, wanted, weight } = samples;
  return {
    count: rows.length,
    inputs: inputs.map((input) => ({ ...input, data: of(input.data, product(input.shape)) })),
    wanted: { shape: wanted.shape, data: of(wanted.data, product(wanted.shape)) },
    ...(weight && { weight: of(weight, product(wanted.shape)) }),
  };
}
