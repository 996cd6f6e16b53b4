/** @file The relations of SMT-LIB's theory FixedSizeBitVectors and logic QF_BV, of vectors of any width. */

import * as narrow from "./narrow.ts";
import * as wide from "./wide.ts";

/** Numbers up to 32 bits, bigints beyond; both of one kind. */
type Bits = number | bigint;

type Relation = (a: Bits, b: Bits, width: number) => boolean;

const signed = (value: Bits, width: number): Bits =>
  typeof value === "bigint" ? wide.signed(value, width) : narrow.signed(value, width);

/** As two's complement. */
const ofSigned =
  (relation: Relation): Relation =>
  (a, b, width) =>
    relation(signed(a, width), signed(b, width), width);

const less: Relation = (a, b) => a < b;
const atMost: Relation = (a, b) => a <= b;
const more: Relation = (a, b) => a > b;
const atLeast: Relation = (a, b) => a >= b;

export const relations: Readonly<Record<string, Relation>> = {
  bveq: (a, b) => a === b,
  bvult: less,
  bvule: atMost,
  bvugt: more,
  bvuge: atLeast,
  bvslt: ofSigned(less),
  bvsle: ofSigned(atMost),
  bvsgt: ofSigned(more),
  bvsge: ofSigned(atLeast),
};
