/** @file What a net gives for examples, in blocks, and how often it is right. */

import { type Backend, type Compiled, loadBackend, type Tensor, type Tensors } from "./backend.ts";
import { product, type Shape } from "./layers/layer.ts";
import type { Head } from "./losses.ts";
import { forward, largestBetween, type NetSpec, placedLayers } from "./net.ts";
import { type PlainTensor, plainOperations, plainTensor } from "./plain.ts";
import { pick, type Samples } from "./samples.ts";
import type { Codes } from "./trainer.ts";
import { greatest } from "./vectorize/vectorizer.ts";
import { uploaded, type Weights } from "./weights.ts";

/**
 * Tokens beyond which a net that goes from one to the next runs in plain TypeScript: compiled, each step is unrolled. At 48 tokens that takes four
 * seconds, where 200 sequences take half a second in plain TypeScript; at 500 ten.
 */
const UNROLLED = 32;

/** Numbers in one block of outputs, about: long sequences go in smaller blocks. */
const BLOCK = 1 << 20;
/** The same of arrays on the way: attention has one for all pairs of tokens, and is slower where these go through main memory. */
const BETWEEN = 1 << 22;

type Passed = readonly [parameters: Tensors, ...inputs: Tensor[]];

export class Predictor {
  readonly #backend: Backend;
  readonly #spec: NetSpec;
  readonly #codes: Codes | undefined;
  readonly #pass: Compiled<Passed, Tensor>;
  #all: Compiled<Passed, readonly Tensor[]> | undefined;
  #parameters: Tensors;
  /** Of nets that are not compiled. */
  #plain: Tensors | undefined;

  private constructor(backend: Backend, spec: NetSpec, weights: Weights, codes?: Codes) {
    this.#backend = backend;
    this.#spec = spec;
    this.#codes = codes;
    this.#parameters = uploaded(backend, weights);
    this.#plain = isLongRecurrence(spec) ? plainTensors(weights) : undefined;
    this.#pass = backend.compile((ops, parameters, ...inputs) => {
      const context = codes ? { codes: inputs[spec.inputs.length] } : {};
      return forward(ops, spec, parameters, inputs.slice(0, spec.inputs.length), context).output;
    });
  }

  static async create(spec: NetSpec, weights: Weights, codes?: Codes): Promise<Predictor> {
    return new Predictor(await loadBackend(), spec, weights, codes);
  }

  /** The same net with other weights from now on. */
  use(weights: Weights): void {
    this.#backend.dispose(this.#parameters);
    this.#parameters = uploaded(this.#backend, weights);
    if (this.#plain) this.#plain = plainTensors(weights);
  }

  /** The net's output for each example, one after the other. */
  async predict(inputs: Samples["inputs"], count: number): Promise<Float32Array> {
    if (this.#plain) return this.#plainly(this.#plain, inputs, count);
    let all: Float32Array | undefined;
    for (const { from, size, tensors } of this.#blocks(inputs, count)) {
      const output = this.#pass(this.#parameters, ...tensors);
      const data = await this.#backend.read(output);
      const each = data.length / output.shape[0];
      all ??= new Float32Array(count * each);
      all.set(data.subarray(0, size * each), from * each);
      this.#backend.dispose([...tensors, output]);
    }
    return all ?? new Float32Array(0);
  }

  /** The same at once. */
  predictNow(inputs: Samples["inputs"], count: number): Float32Array {
    if (this.#plain) return this.#plainly(this.#plain, inputs, count);
    const outputs: Float32Array[] = [];
    for (const { size, tensors } of this.#blocks(inputs, count)) {
      const output = this.#pass(this.#parameters, ...tensors);
      const data = this.#backend.readNow(output);
      outputs.push(data.slice(0, (size * data.length) / output.shape[0]));
      this.#backend.dispose([...tensors, output]);
    }
    const all = new Float32Array(outputs.reduce((sum, { length }) => sum + length, 0));
    outputs.reduce((at, part) => {
      all.set(part, at);
      return at + part.length;
    }, 0);
    return all;
  }

  /** The image of each example after every layer, in the order of `placedLayers`: `[count, …]` each. */
  async activations(
    inputs: Samples["inputs"],
    count: number,
  ): Promise<readonly { readonly name: string; readonly shape: Shape; readonly data: Float32Array }[]> {
    const backend = this.#backend;
    this.#all ??= backend.compile((ops, parameters: Tensors, ...given: Tensor[]) => {
      const context = this.#codes ? { codes: given[this.#spec.inputs.length] } : {};
      return forward(ops, this.#spec, parameters, given.slice(0, this.#spec.inputs.length), context).after;
    });
    const layers = placedLayers(this.#spec).map(({ name, output }) => ({
      name,
      shape: output,
      data: new Float32Array(count * product(output)),
    }));
    for (const { from, size, tensors } of this.#blocks(inputs, count)) {
      const after = this.#all(this.#parameters, ...tensors);
      for (const [i, tensor] of after.entries()) {
        const each = product(tensor.shape) / tensor.shape[0];
        layers[i].data.set((await backend.read(tensor)).subarray(0, size * each), from * each);
      }
      backend.dispose([...tensors, ...after]);
    }
    return layers;
  }

  #plainly(parameters: Tensors, inputs: Samples["inputs"], count: number): Float32Array {
    const given = inputs.map(({ shape, data }) =>
      plainTensor(data.subarray(0, count * product(shape)), [count, ...shape]),
    );
    return Float32Array.from(
      (forward(plainOperations, this.#spec, parameters, given).output as PlainTensor).data,
    );
  }

  dispose(): void {
    this.#backend.dispose(this.#parameters);
    this.#pass.dispose();
    this.#all?.dispose();
  }

  *#blocks(
    inputs: Samples["inputs"],
    count: number,
  ): Generator<{ readonly from: number; readonly size: number; readonly tensors: Tensor[] }> {
    const largest = Math.max(...placedLayers(this.#spec).map(({ output }) => product(output)));
    const most = Math.floor(Math.min(BLOCK / largest, BETWEEN / largestBetween(this.#spec)));
    // Few counts are compiled for: those that are a power of two, or the most that fit.
    const wanted = 2 ** (32 - Math.clz32(Math.max(0, count - 1)));
    const block = Math.max(1, Math.min(256, wanted, most));
    for (let from = 0; from < count; from += block) {
      const size = Math.min(block, count - from);
      const tensors = inputs.map(({ shape, data }) => {
        const each = product(shape);
        // The last block keeps the shape of the others, so that nothing is compiled for it alone.
        const padded = new Float32Array(block * each);
        padded.set(data.subarray(from * each, (from + size) * each));
        return this.#backend.tensor(padded, [block, ...shape]);
      });
      if (this.#codes) {
        const codes = new Float32Array(product(this.#codes.shape));
        this.#codes.fill(codes, 0);
        tensors.push(this.#backend.tensor(codes, this.#codes.shape));
      }
      yield { from, size, tensors };
    }
  }
}

const isLongRecurrence = (spec: NetSpec): boolean =>
  placedLayers(spec).some(
    ({ spec: { kind }, input }) => (kind === "recurrent" || kind === "elman") && input[0] > UNROLLED,
  );

const plainTensors = (weights: Weights): Tensors =>
  Object.fromEntries(
    Object.entries(weights).map(([name, { shape, data }]) => [name, plainTensor(data, shape)]),
  );

export interface Score {
  /** Mean loss an example, or a token. */
  readonly loss: number;
  /** Of classes and tokens: the share of examples that are wholly right. Of numbers: R², at least 0. */
  readonly accuracy: number;
  readonly right: number;
  readonly of: number;
}

/** How a net does. Outputs of sequences are looked at block by block: all of long ones would not fit in memory. */
export async function judged(predictor: Predictor, head: Head, samples: Samples): Promise<Score> {
  const { inputs, count } = samples;
  if (head.kind === "parts") return score(head, await predictor.predict(inputs, count), samples);
  const rows = Math.max(1, Math.floor(BLOCK / (product(samples.wanted.shape) * head.vocabulary)));
  const sums: TokenSums[] = [];
  for (let from = 0; from < count; from += rows) {
    const size = Math.min(rows, count - from);
    const part = pick(
      samples,
      Array.from({ length: size }, (_, i) => from + i),
    );
    sums.push(tokenSums(head.vocabulary, await predictor.predict(part.inputs, size), part));
  }
  return tokenScore(sums, count);
}

/** How the outputs of a net compare with what was wanted. */
export function score(head: Head, outputs: Float32Array, samples: Samples): Score {
  return head.kind === "tokens"
    ? tokenScore([tokenSums(head.vocabulary, outputs, samples)], samples.count)
    : partScore(head, outputs, samples);
}

interface TokenSums {
  readonly loss: number;
  readonly tokens: number;
  /** Sequences that are wholly right. */
  readonly right: number;
}

function tokenScore(sums: readonly TokenSums[], count: number): Score {
  const total = (of: (part: TokenSums) => number): number => sums.reduce((all, part) => all + of(part), 0);
  const right = total((part) => part.right);
  const loss =
    total((part) => part.loss) /
    Math.max(
      1,
      total(({ tokens }) => tokens),
    );
  return { loss, accuracy: right / Math.max(1, count), right, of: count };
}

function tokenSums(vocabulary: number, outputs: Float32Array, { count, wanted, weight }: Samples): TokenSums {
  const length = product(wanted.shape);
  let [loss, tokens, right] = [0, 0, 0];
  for (let row = 0; row < count; row++) {
    let isRight = true;
    for (let t = 0; t < length; t++) {
      const at = row * length + t;
      if (weight && weight[at] === 0) continue;
      tokens++;
      const { best, loss: own } = classOf(outputs, at * vocabulary, vocabulary, (i) =>
        Number(i === wanted.data[at]),
      );
      loss += own;
      if (best !== wanted.data[at]) isRight = false;
    }
    if (isRight) right++;
  }
  return { loss, tokens, right };
}

function partScore(
  head: Extract<Head, { kind: "parts" }>,
  outputs: Float32Array,
  { count, wanted }: Samples,
): Score {
  const size = product(wanted.shape);
  const wrong = new Uint8Array(count);
  let loss = 0;
  let from = 0;
  const explained: number[] = [];
  for (const part of head.parts) {
    if (part.kind === "classes") {
      for (let row = 0; row < count; row++) {
        const at = row * size + from;
        const { best, loss: own } = classOf(outputs, at, part.size, (i) => wanted.data[at + i]);
        loss += own;
        if (wanted.data[at + best] < 0.5) wrong[row] = 1;
      }
    } else {
      const { squares, share } = explainedBy(outputs, wanted.data, { count, size, from, width: part.size });
      loss += squares;
      explained.push(share);
    }
    from += part.size;
  }
  const right = wrong.reduce((sum, bad) => sum + 1 - bad, 0);
  const hasClasses = head.parts.some(({ kind }) => kind === "classes");
  const shares = [...(hasClasses ? [right / Math.max(1, count)] : []), ...explained];
  return {
    loss: loss / Math.max(1, count),
    accuracy: shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length),
    right,
    of: count,
  };
}

function classOf(
  outputs: Float32Array,
  at: number,
  size: number,
  wanted: (i: number) => number,
): { readonly best: number; readonly loss: number } {
  const best = greatest(outputs, at, size);
  let sum = 0;
  let hit = 0;
  for (let i = 0; i < size; i++) {
    const off = outputs[at + i] - outputs[at + best];
    sum += Math.exp(off);
    hit += wanted(i) * off;
  }
  return { best, loss: Math.log(sum) - hit };
}

/** Σ mean squares, and R²: the share of the variance that is explained. */
function explainedBy(
  outputs: Float32Array,
  wanted: Float32Array,
  { count, size, from, width }: { count: number; size: number; from: number; width: number },
): { readonly squares: number; readonly share: number } {
  let [squares, total] = [0, 0];
  for (let i = from; i < from + width; i++) {
    let mean = 0;
    for (let row = 0; row < count; row++) mean += wanted[row * size + i] / count;
    for (let row = 0; row < count; row++) {
      squares += (outputs[row * size + i] - wanted[row * size + i]) ** 2;
      total += (wanted[row * size + i] - mean) ** 2;
    }
  }
  return {
    squares: squares / width,
    share: total === 0 ? Number(squares === 0) : Math.max(0, 1 - squares / total),
  };
}
