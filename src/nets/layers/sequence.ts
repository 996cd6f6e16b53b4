/** @file Layers over sequences: embeddings, causal attention, recurrence. */

import type { Operations, Tensor, Tensors } from "../backend.ts";
import { filled, type Initial, type Layer, normal, type Positions, type SpecOf, weights } from "./layer.ts";
import { normalised, normalisers } from "./normalise.ts";

export const embedding: Layer<SpecOf<"embedding">> = {
  output({ units, positions, length }, input) {
    if (input.length !== 1) throw new RangeError(`an embedding takes tokens, not [${input.join(", ")}]`);
    if (positions === "learned" && input[0] > length)
      throw new RangeError(`${input[0]} tokens, where positions were learned for ${length}`);
    return [input[0], units];
  },
  initial({ vocabulary, units, positions, length }, _, random) {
    return {
      token: filled([vocabulary, units], () => normal(random)),
      ...(positions === "learned" && { place: filled([length, units], () => normal(random)) }),
    };
  },
  apply(ops, { vocabulary, units, positions }, { token, place }, ids, { codes }) {
    const [batch, tokens] = ids.shape;
    const rows = ops.reshape(ops.oneHot(ids, vocabulary), [batch * tokens, vocabulary]);
    const embedded = ops.reshape(ops.matmul(rows, token), [batch, tokens, units]);
    if (positions === "learned") return ops.add(embedded, ops.slice(place, [[0, tokens], undefined]));
    if (positions === "randomised") {
      if (!codes) throw new RangeError("randomised positions come with the batch, and none came");
      return ops.add(embedded, codes);
    }
    return embedded;
  },
  work: ({ vocabulary, units }, [length]) => length * vocabulary * units,
};

/** Distances that a head tells apart: each up to half of it, then by powers of two (Raffel et al. 2020, "T5", §2.1). */
const BUCKETS = 16;

/** Where a score is no option. */
const NEVER = -1e9;

export const attention: Layer<SpecOf<"attention">> = {
  output({ heads }, input) {
    const width = input[1];
    if (input.length !== 2)
      throw new RangeError(`attention takes a sequence of vectors, not [${input.join(", ")}]`);
    if (width % heads !== 0) throw new RangeError(`${heads} heads do not divide ${width} units`);
    return input;
  },
  initial({ heads, hidden, positions }, [, width], random) {
    const square = (): Initial => weights([width, width], width, "linear", random);
    const first = normalisers(width);
    const second = normalisers(width);
    return {
      scale1: first.scale,
      shift1: first.shift,
      query: square(),
      key: square(),
      value: square(),
      mix: square(),
      scale2: second.scale,
      shift2: second.shift,
      up: weights([width, hidden], width, "relu", random),
      upBias: filled([hidden], () => 0),
      down: weights([hidden, width], hidden, "linear", random),
      downBias: filled([width], () => 0),
      ...(positions === "relative" && { distance: filled([BUCKETS, heads], () => 0) }),
    };
  },
  apply(ops, { heads, positions }, p, x) {
    const [batch, length, width] = x.shape;
    const rows = (all: Tensor): Tensor => ops.reshape(all, [batch * length, all.shape[all.shape.length - 1]]);
    const back = (all: Tensor): Tensor => ops.reshape(all, [batch, length, width]);
    const attended = attend(ops, rows(normalised(ops, x, p.scale1, p.shift1)), p, {
      batch,
      length,
      heads,
      positions,
    });
    const between = ops.add(x, back(ops.matmul(attended, p.mix)));
    const inner = rows(normalised(ops, between, p.scale2, p.shift2));
    const hidden = ops.relu(ops.add(ops.matmul(inner, p.up), p.upBias));
    return ops.add(between, back(ops.add(ops.matmul(hidden, p.down), p.downBias)));
  },
  work: ({ hidden }, [length, width]) => length * width * (4 * width + 2 * hidden + 2 * length),
  between: ({ heads }, [length]) => heads * length ** 2,
};

interface Heads {
  readonly batch: number;
  readonly length: number;
  readonly heads: number;
  readonly positions: Positions;
}

/** Scaled dot-product attention of several heads (Vaswani et al. 2017, §3.2), each place seeing itself and those before it. */
function attend(
  ops: Operations,
  rows: Tensor,
  p: Tensors,
  { batch, length, heads, positions }: Heads,
): Tensor {
  const width = rows.shape[1];
  const each = width / heads;
  const split = (by: Tensor): Tensor =>
    ops.transpose(ops.reshape(ops.matmul(rows, by), [batch, length, heads, each]), [0, 2, 1, 3]);
  const scores = ops.matmul(split(p.query), ops.transpose(split(p.key), [0, 1, 3, 2]));
  let allowed = ops.add(ops.mul(scores, 1 / Math.sqrt(each)), ops.literal(causal(length), [length, length]));
  if (positions === "relative") {
    const buckets = ops.oneHot(ops.literal(distances(length), [length * length]), BUCKETS);
    const bias = ops.reshape(ops.matmul(buckets, p.distance), [length, length, heads]);
    allowed = ops.add(allowed, ops.transpose(bias, [2, 0, 1]));
  }
  const shares = softmax(ops, allowed);
  const mixed = ops.transpose(ops.matmul(shares, split(p.value)), [0, 2, 1, 3]);
  return ops.reshape(mixed, [batch * length, width]);
}

export function softmax(ops: Operations, scores: Tensor): Tensor {
  const last = [scores.shape.length - 1];
  const powers = ops.exp(ops.sub(scores, ops.constant(ops.max(scores, last))));
  return ops.div(powers, ops.sum(powers, last));
}

function causal(length: number): Float32Array {
  const mask = new Float32Array(length * length);
  for (let i = 0; i < length; i++) mask.fill(NEVER, i * length + i + 1, (i + 1) * length);
  return mask;
}

function distances(length: number): Float32Array {
  const all = new Float32Array(length * length);
  for (let i = 0; i < length; i++) for (let j = 0; j <= i; j++) all[i * length + j] = bucket(i - j);
  return all;
}

function bucket(distance: number): number {
  const exact = BUCKETS / 2;
  if (distance < exact) return distance;
  return Math.min(BUCKETS - 1, exact + 31 - Math.clz32(Math.floor(distance / exact)));
}

export const recurrent: Layer<SpecOf<"recurrent">> = {
  output({ units }, input) {
    if (input.length !== 2)
      throw new RangeError(`recurrence takes a sequence of vectors, not [${input.join(", ")}]`);
    return [input[0], units];
  },
  initial({ units }, [, width], random) {
    return {
      input: weights([width, 3 * units], width, "linear", random),
      state: weights([units, 2 * units], units, "linear", random),
      candidate: weights([units, units], units, "linear", random),
      bias: filled([3 * units], () => 0),
    };
  },
  /** Gated recurrent unit (Cho et al. 2014): update and reset gates, then the candidate. */
  apply(ops, { units }, p, x) {
    const [batch, length, width] = x.shape;
    const given = ops.reshape(ops.add(ops.matmul(ops.reshape(x, [batch * length, width]), p.input), p.bias), [
      batch,
      length,
      3 * units,
    ]);
    const part = (of: Tensor, from: number, to: number): Tensor =>
      ops.slice(of, [undefined, [from * units, to * units]]);
    let state = ops.literal(new Float32Array(batch * units), [batch, units]);
    const states: Tensor[] = [];
    for (let t = 0; t < length; t++) {
      const now = ops.reshape(ops.slice(given, [undefined, [t, t + 1], undefined]), [batch, 3 * units]);
      const gates = sigmoid(ops, ops.add(part(now, 0, 2), ops.matmul(state, p.state)));
      const kept = ops.mul(part(gates, 1, 2), state);
      const candidate = ops.tanh(ops.add(part(now, 2, 3), ops.matmul(kept, p.candidate)));
      state = ops.add(state, ops.mul(part(gates, 0, 1), ops.sub(candidate, state)));
      states.push(ops.reshape(state, [batch, 1, units]));
    }
    return ops.concat(states, 1);
  },
  work: ({ units }, [length, width]) => length * units * 3 * (width + units),
};

/** 1 / (1 + e⁻ˣ), through tanh, which does not overflow. */
export const sigmoid = (ops: Operations, x: Tensor): Tensor =>
  ops.add(ops.mul(ops.tanh(ops.mul(x, 0.5)), 0.5), 0.5);
