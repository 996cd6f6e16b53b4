/** @file Losses: what training makes small. Each is a mean over examples or tokens, weighted, so that padding weighs nothing. */

import type { Operations, Tensor } from "./backend.ts";

/** What a net's output stands for. */
export type Head =
  /** A vector in parts, side by side. */
  | { readonly kind: "parts"; readonly parts: readonly Part[] }
  /** The next token at every place. */
  | { readonly kind: "tokens"; readonly vocabulary: number };

export type Part =
  /** Scores of classes, one of which holds. */
  { readonly kind: "classes"; readonly size: number } | { readonly kind: "numbers"; readonly size: number };

export const sizeOf = (head: Head): number =>
  head.kind === "tokens" ? head.vocabulary : head.parts.reduce((sum, { size }) => sum + size, 0);

/**
 * @param given of parts `[batch, size]`; of tokens `[batch, length, vocabulary]`
 * @param wanted of parts `[batch, size]`, one-hot where there are classes; of tokens their numbers, `[batch, length]`
 * @param weight `[batch]`, or `[batch, length]` of tokens
 * @returns one number
 */
export function lossOf(ops: Operations, head: Head, given: Tensor, wanted: Tensor, weight: Tensor): Tensor {
  const all = ops.maximum(ops.sum(weight), 1);
  if (head.kind === "tokens") {
    const [batch, length] = wanted.shape;
    const rows = ops.reshape(given, [batch * length, head.vocabulary]);
    const hot = ops.oneHot(ops.reshape(wanted, [batch * length]), head.vocabulary);
    return ops.div(
      ops.sum(ops.mul(crossEntropy(ops, rows, hot), ops.reshape(weight, [batch * length, 1]))),
      all,
    );
  }
  let sum: Tensor | undefined;
  let from = 0;
  for (const { kind, size } of head.parts) {
    const part = (of: Tensor): Tensor =>
      size === sizeOf(head) ? of : ops.slice(of, [undefined, [from, from + size]]);
    const each =
      kind === "classes"
        ? crossEntropy(ops, part(given), part(wanted))
        : squared(ops, part(given), part(wanted));
    sum = sum ? ops.add(sum, each) : each;
    from += size;
  }
  if (!sum) throw new RangeError("a net without outputs has no loss");
  return ops.div(ops.sum(ops.mul(sum, ops.reshape(weight, [weight.shape[0], 1]))), all);
}

/** −Σ wanted · log softmax(scores), for each row: `[rows, 1]`. */
export function crossEntropy(ops: Operations, scores: Tensor, wanted: Tensor): Tensor {
  const shifted = ops.sub(scores, ops.constant(ops.max(scores, [1])));
  const logs = ops.sub(shifted, ops.log(ops.sum(ops.exp(shifted), [1])));
  return ops.mul(ops.sum(ops.mul(logs, wanted), [1]), -1);
}

/** The mean of the squares, for each row: `[rows, 1]`. */
export function squared(ops: Operations, given: Tensor, wanted: Tensor): Tensor {
  const off = ops.sub(given, wanted);
  return ops.mean(ops.mul(off, off), [1]);
}
