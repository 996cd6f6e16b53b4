/** @file How bit-vectors lie in the bank. */

import { bitsOf } from "../../language/bits.ts";
import type { Layout } from "../../language/layout.ts";
import type { Random } from "../../language/random.ts";
import { bitVector } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";

const layouts = new Map<number, Layout>();

/**
 * Two words a row for every width, low first, the unused high bits zero. All 2^64 words are values, so there is
 * none for ⊥ and null: the layout is `total`.
 */
export function bitsLayout(width: number): Layout {
  const known = layouts.get(width);
  if (known) return known;
  const layout: Layout = {
    type: bitVector(width),
    words: 2,
    total: true,
    write(value, to, at) {
      if (typeof value === "bigint") {
        to[at] = Number(value & LOW);
        to[at + 1] = Number(value >> 32n);
      } else {
        to[at] = typeof value === "number" ? value : 0;
        to[at + 1] = 0;
      }
    },
    read: (from, at) => (width <= 32 ? from[at] : (BigInt(from[at + 1]) << 32n) | BigInt(from[at])),
    isBottom: () => false,
    literalCost: (value) => literalCost(value, width),
    vary: (value, random) => vary(value, width, random),
  };
  layouts.set(width, layout);
  return layout;
}

const LOW = 0xffff_ffffn;

/** What a bank asks of a value that a total layout cannot hold. */
export const isBits = (value: Value): value is number | bigint =>
  typeof value === "number" || typeof value === "bigint";

/**
 * In bits: about twice the length of a small value; a power of two or a run of ones by its ends; the same for the
 * complement of one, a bit more; anything else by its width.
 */
function literalCost(value: Value, width: number): number {
  if (!isBits(value)) return 1;
  const all = (1n << BigInt(width)) - 1n;
  const cost = (bits: bigint): number => {
    const length = bits.toString(2).length;
    if (bits < 2n) return 2;
    const plain = 2 * length;
    const run = bits / (bits & -bits);
    const isRun = (run & (run + 1n)) === 0n;
    const place = 32 - Math.clz32(width - 1);
    return Math.min(plain, isRun ? place + (run === 1n ? 2 : 4) : 2 + width);
  };
  const bits = BigInt(value);
  return Math.min(cost(bits), cost(all - bits) + 1);
}

/** Each bit flipped, one more and less, all flipped, shifted by one; 0, 1 and a value by chance. */
function* vary(value: Value, width: number, random: Random): Iterable<Value> {
  if (!isBits(value)) return;
  const bits = BigInt(value);
  const near = [
    bits ^ 1n,
    bits + 1n,
    bits - 1n,
    ~bits,
    bits << 1n,
    bits >> 1n,
    bits ^ (1n << BigInt(width - 1)),
    bits ^ (1n << BigInt(random.below(width))),
    0n,
    1n,
    -1n,
    (BigInt(random.below(2 ** 31)) << 33n) ^ BigInt(random.below(2 ** 31)) ^ (bits * 5n),
  ];
  const seen = new Set<Value>([value]);
  for (const candidate of near) {
    const next = bitsOf(candidate, width);
    if (seen.has(next)) continue;
    seen.add(next);
    yield next;
  }
}
