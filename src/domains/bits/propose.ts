/** @file What the domain proposes: the operators and constants that people use, at the widths of a task's columns. */

import { bitsOf } from "../../language/bits.ts";
import { bits, type Production, type Sample } from "../../language/grammar.ts";
import type { Primitive } from "../../language/primitive.ts";
import { baseType, bitVector, showType, type Type } from "../../language/type.ts";
import { bitsLayout, isBits } from "./layout.ts";
import { bitCount, lowBits, wholeValue } from "./numbers.ts";
import { bitsPrimitive } from "./primitives.ts";

const NONE = { sorts: [], productions: [] };

export function propose(sample: Sample) {
  const types = [sample.result, ...sample.inputs.map(({ type }) => type)].map(baseType);
  const widths = [...new Set(types.flatMap((type) => (type.kind === "bits" ? [type.width] : [])))];
  if (widths.length === 0) return NONE;
  const productions = widths.flatMap((width) => [
    ...operations(width),
    ...shifts(width),
    ...constants(width, sample),
    ...widths.flatMap((other) => conversions(other, width)),
  ]);
  for (const first of widths) {
    for (const second of widths) {
      if (widths.includes(first + second)) productions.push(...call("concat", [first, second], [], 3));
    }
  }
  const [result, ...inputs] = types;
  const whole = (make: (width: number) => Primitive | undefined, cost: number): Production[] =>
    widths.flatMap((width) => {
      const primitive = make(width);
      return primitive ? [production(primitive, cost)] : [];
    });
  if (result.kind === "int") productions.push(...whole(wholeValue, 1), ...whole(bitCount, 4));
  if (inputs.some(({ kind }) => kind === "int")) productions.push(...whole(lowBits, 1));
  const sorts = widths
    .filter((width) => width > 1)
    .map((width) => ({ name: distances(width), type: bitVector(width) }));
  return { sorts, productions };
}

const sortOf = (type: Type): string => showType(type);

/** The sort of how far to shift. */
const distances = (width: number): string => `bits:distance-${width}`;

function call(
  operator: string,
  widths: readonly number[],
  indices: readonly number[],
  cost: number,
  sorts?: readonly string[],
): Production[] {
  const primitive = bitsPrimitive(operator, widths, indices);
  return primitive ? [production(primitive, cost, sorts)] : [];
}

const production = (primitive: Primitive, cost: number, sorts?: readonly string[]): Production => ({
  sort: sortOf(primitive.result),
  head: { primitive },
  args: primitive.params.map((param, i) => ({ sort: sorts?.[i] ?? sortOf(param) })),
  cost: bits(cost),
});

/** What each costs, in bits. */
const OPERATIONS: readonly (readonly [operator: string, cost: number])[] = [
  ["bvand", 2],
  ["bvor", 2],
  ["bvxor", 2],
  ["bvadd", 2.5],
  ["bvsub", 2.5],
  ["bvnot", 3],
  ["bvneg", 3.5],
  ["bvmul", 4.5],
  ["bveq", 3],
  ["bvult", 3],
  ["bvslt", 4.5],
];

const operations = (width: number): Production[] =>
  OPERATIONS.flatMap(([operator, cost]) => call(operator, [width], [], cost));

/** By constants alone; rotations by the distances that are used most. */
function shifts(width: number): Production[] {
  if (width === 1) return [];
  const sort = sortOf(bitVector(width));
  const by = [sort, distances(width)];
  const usual = new Set([1, 4, 8, 16, 24, 32, width / 2, width - 8, width - 4, width - 1]);
  const rotations = [...usual].filter((by) => Number.isInteger(by) && by > 0 && by < width);
  return [
    ...call("bvshl", [width], [], 2.5, by),
    ...call("bvlshr", [width], [], 2.5, by),
    ...call("bvashr", [width], [], 4, by),
    ...rotations.flatMap((by) => call("rotate_left", [width], [by], 5)),
    ...Array.from({ length: width - 1 }, (_, i): Production => {
      const distance = i + 1;
      const cost = distance === 1 ? 1.5 : (distance & (distance - 1)) === 0 ? 3 : distance < 8 ? 4 : 6;
      return {
        sort: distances(width),
        head: { literal: bitsOf(BigInt(distance), width) },
        args: [],
        cost: bits(cost),
      };
    }).filter(({ head }) => "literal" in head && BigInt(head.literal as number) < BigInt(width)),
  ];
}

function conversions(from: number, to: number): Production[] {
  if (from === to) return [];
  if (from < to) {
    return [...call("zero_extend", [from], [to - from], 1.5), ...call("sign_extend", [from], [to - from], 4)];
  }
  const places = new Set([0, from - to]);
  for (let low = 0; low + to <= from; low += to) places.add(low);
  return [...places].flatMap((low) => call("extract", [from], [low + to - 1, low], low === 0 ? 1.5 : 3));
}

/** 0, 1, all ones, single bits, the usual masks, and what the outputs have in common. */
function constants(width: number, sample: Sample): Production[] {
  const all = (1n << BigInt(width)) - 1n;
  const values = new Set([0n, 1n, all]);
  for (let bit = 0; bit < width; bit++) values.add(1n << BigInt(bit));
  for (let run = 4; run < width; run *= 2) {
    // 0x0f0f…, 0xf0f0…, and each half.
    const stripes = all / ((1n << BigInt(run)) + 1n);
    const low = (1n << BigInt(run)) - 1n;
    for (const mask of [low, all ^ low]) values.add(mask);
    if (width % (2 * run) === 0) for (const mask of [stripes, all ^ stripes]) values.add(mask);
  }
  for (const run of [1, 2]) {
    if (width % (2 * run) !== 0) continue;
    const stripes = all / ((1n << BigInt(run)) + 1n);
    for (const mask of [stripes, all ^ stripes]) values.add(mask);
  }
  for (const value of common(width, sample)) values.add(value);
  const layout = bitsLayout(width);
  return [...values].map((value) => {
    const literal = bitsOf(value, width);
    return {
      sort: sortOf(bitVector(width)),
      head: { literal },
      args: [],
      cost: bits(layout.literalCost(literal) + (value > 1n ? 1 : 0)),
    };
  });
}

/** Bits that are set in all outputs or in none; the one difference between an input and the outputs. */
function common(width: number, { result, outputs, inputs }: Sample): bigint[] {
  const type = baseType(result);
  if (type.kind !== "bits" || type.width !== width || !outputs.every(isBits)) return [];
  const given = outputs.map((output) => BigInt(output as number));
  if (given.length < 2) return [];
  const found = [given.reduce((a, b) => a & b), given.reduce((a, b) => a | b)];
  for (const input of inputs) {
    const from = baseType(input.type);
    if (from.kind !== "bits" || from.width !== width) continue;
    const rows = input.values.slice(0, given.length);
    if (!rows.every(isBits)) continue;
    const steps = [(a: bigint, b: bigint) => a ^ b, (a: bigint, b: bigint) => BigInt.asUintN(width, a - b)];
    for (const step of steps) {
      const differences = new Set(rows.map((value, i) => step(given[i], BigInt(value as number))));
      if (differences.size === 1) found.push(...differences);
    }
  }
  return found;
}
