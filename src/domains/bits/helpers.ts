/** @file Functions beside printed code, for what TypeScript does not do by itself as SMT-LIB has it. */

import { helperOf } from "../../language/print.ts";

export const shiftLeft = helperOf(
  `/** Shifts left within \`width\` bits, at most 32; by that many or more, to 0. */
const shiftLeft = (value: number, by: number, width: number): number =>
  by < width ? ((value << by) >>> 0) % 2 ** width : 0;`,
);

export const bigShiftLeft = helperOf(
  `/** Shifts left within \`width\` bits; by that many or more, to 0. */
const bigShiftLeft = (value: bigint, by: bigint, width: number): bigint =>
  by < width ? BigInt.asUintN(width, value << by) : 0n;`,
);

export const shiftRight = helperOf(
  `/** Shifts right; by 32 or more, to 0. */
const shiftRight = (value: number, by: number): number => (by < 32 ? value >>> by : 0);`,
);

export const shiftRightSigned = helperOf(
  `/** Shifts right within \`width\` bits, at most 32, and fills with copies of the highest bit. */
function shiftRightSigned(value: number, by: number, width: number): number {
  const signed = (value << (32 - width)) >> (32 - width);
  return ((signed >> Math.min(by, 31)) >>> 0) % 2 ** width;
}`,
);

export const divide = helperOf(
  `/** The whole quotient; by zero the highest value. */
const divide = (a: number, b: number, highest: number): number => (b === 0 ? highest : Math.floor(a / b));`,
);

export const bigDivide = helperOf(
  `/** The whole quotient; by zero the highest value. */
const bigDivide = (a: bigint, b: bigint, highest: bigint): bigint => (b === 0n ? highest : a / b);`,
);

export const remainder = helperOf(
  `/** What is left by division; by zero all. */
const remainder = (a: number, b: number): number => (b === 0 ? a : a % b);`,
);

export const bigRemainder = helperOf(
  `/** What is left by division; by zero all. */
const bigRemainder = (a: bigint, b: bigint): bigint => (b === 0n ? a : a % b);`,
);

/** Numbers below 2^width, and as two's complement. */
const toSigned = helperOf(
  `/** As two's complement. */
const toSigned = (value: number, width: number): number =>
  value < 2 ** (width - 1) ? value : value - 2 ** width;`,
);

const fromSigned = helperOf(
  `/** From two's complement. */
const fromSigned = (value: number, width: number): number => (value < 0 ? value + 2 ** width : value + 0);`,
);

export const divideSigned = helperOf(
  `/** The quotient as two's complement, toward zero; by zero 1 for negatives, else -1. */
function divideSigned(a: number, b: number, width: number): number {
  const [x, y] = [toSigned(a, width), toSigned(b, width)];
  return fromSigned(y !== 0 ? Math.trunc(x / y) : x < 0 ? 1 : -1, width);
}`,
  toSigned,
  fromSigned,
);

export const remainderSigned = helperOf(
  `/** What is left by signed division, with the sign of the dividend; by zero all. */
const remainderSigned = (a: number, b: number, width: number): number =>
  b === 0 ? a : fromSigned(toSigned(a, width) % toSigned(b, width), width);`,
  toSigned,
  fromSigned,
);

export const moduloSigned = helperOf(
  `/** What is left by signed division, with the sign of the divisor; by zero all. */
function moduloSigned(a: number, b: number, width: number): number {
  const [x, y] = [toSigned(a, width), toSigned(b, width)];
  const rest = y === 0 ? x : x % y;
  return fromSigned(rest !== 0 && y !== 0 && rest < 0 !== y < 0 ? rest + y : rest, width);
}`,
  toSigned,
  fromSigned,
);

export const bigDivideSigned = helperOf(
  `/** The quotient as two's complement, toward zero; by zero 1 for negatives, else -1. */
function bigDivideSigned(a: bigint, b: bigint, width: number): bigint {
  const [x, y] = [BigInt.asIntN(width, a), BigInt.asIntN(width, b)];
  return BigInt.asUintN(width, y !== 0n ? x / y : x < 0n ? 1n : -1n);
}`,
);

export const bigRemainderSigned = helperOf(
  `/** What is left by signed division, with the sign of the dividend; by zero all. */
const bigRemainderSigned = (a: bigint, b: bigint, width: number): bigint =>
  b === 0n ? a : BigInt.asUintN(width, BigInt.asIntN(width, a) % BigInt.asIntN(width, b));`,
);

export const bigModuloSigned = helperOf(
  `/** What is left by signed division, with the sign of the divisor; by zero all. */
function bigModuloSigned(a: bigint, b: bigint, width: number): bigint {
  const [x, y] = [BigInt.asIntN(width, a), BigInt.asIntN(width, b)];
  const rest = y === 0n ? x : x % y;
  return BigInt.asUintN(width, rest !== 0n && y !== 0n && rest < 0n !== y < 0n ? rest + y : rest);
}`,
);

export const rotateLeft = helperOf(
  `/** Rotates left within \`width\` bits, at most 32. */
const rotateLeft = (value: number, by: number, width: number): number =>
  (((value << by) | (value >>> (width - by))) >>> 0) % 2 ** width;`,
);

export const bigRotateLeft = helperOf(
  `/** Rotates left within \`width\` bits. */
const bigRotateLeft = (value: bigint, by: bigint, width: bigint): bigint =>
  BigInt.asUintN(Number(width), (value << by) | (value >> (width - by)));`,
);
