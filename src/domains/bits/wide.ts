/** @file The operators of narrow.ts on bit-vectors of 33 to 64 bits, as bigints from 0. */

export type Wide = (a: bigint, b: bigint, width: number) => bigint;

export const low = (value: bigint, width: number): bigint => BigInt.asUintN(width, value);
export const signed = (value: bigint, width: number): bigint => BigInt.asIntN(width, value);

const sdiv: Wide = (a, b, width) => {
  const [x, y] = [signed(a, width), signed(b, width)];
  return y === 0n ? (x < 0n ? 1n : low(-1n, width)) : low(x / y, width);
};

const srem: Wide = (a, b, width) => (b === 0n ? a : low(signed(a, width) % signed(b, width), width));

const smod: Wide = (a, b, width) => {
  const [x, y] = [signed(a, width), signed(b, width)];
  if (y === 0n) return a;
  const rest = x % y;
  return low(rest !== 0n && rest < 0n !== y < 0n ? rest + y : rest, width);
};

export const operations: Readonly<Record<string, Wide>> = {
  bvnot: (a, _, width) => low(~a, width),
  bvneg: (a, _, width) => low(-a, width),
  bvand: (a, b) => a & b,
  bvor: (a, b) => a | b,
  bvxor: (a, b) => a ^ b,
  bvnand: (a, b, width) => low(~(a & b), width),
  bvnor: (a, b, width) => low(~(a | b), width),
  bvxnor: (a, b, width) => low(~(a ^ b), width),
  bvadd: (a, b, width) => low(a + b, width),
  bvsub: (a, b, width) => low(a - b, width),
  bvmul: (a, b, width) => low(a * b, width),
  bvudiv: (a, b, width) => (b === 0n ? low(-1n, width) : a / b),
  bvurem: (a, b) => (b === 0n ? a : a % b),
  bvsdiv: sdiv,
  bvsrem: srem,
  bvsmod: smod,
  bvshl: (a, b, width) => (b < BigInt(width) ? low(a << b, width) : 0n),
  bvlshr: (a, b) => a >> b,
  bvashr: (a, b, width) => low(signed(a, width) >> b, width),
};
