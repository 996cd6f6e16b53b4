/** @file Seeded randomness: the same seed gives the same sequence on any machine. */

export interface Random {
  /** Uniform in 0 … 2³²−1. */
  word(): number;
  /** Uniform in 0 … below−1; `below` from 1 to 2³². */
  below(below: number): number;
  /** One of the items. */
  pick<T>(items: readonly T[]): T;
}

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded from one integer and warmed up. */
export function randomOf(seed: number): Random {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
  const word = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) word();
  const below = (limit: number): number => Math.floor((word() / 0x1_0000_0000) * limit);
  return { word, below, pick: (items) => items[below(items.length)] };
}
