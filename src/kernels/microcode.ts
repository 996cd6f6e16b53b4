/** @file Microcode: that of a program, its words for the kernels, and its plain twin. */

import type { Kernel, Microcode, MicroOp, MicroStep } from "../language/layout.ts";
import type { Program } from "../language/program.ts";
import type { Type } from "../language/type.ts";
import {
  OP_ADD,
  OP_AND,
  OP_ASHR,
  OP_ASHR_BY,
  OP_CONST,
  OP_EQ,
  OP_ITE,
  OP_LSHR,
  OP_LSHR_BY,
  OP_MUL,
  OP_NEG,
  OP_NOT,
  OP_OR,
  OP_SEXT,
  OP_SHL,
  OP_SHL_BY,
  OP_SLT,
  OP_SUB,
  OP_UDIV,
  OP_ULT,
  OP_UREM,
  OP_XOR,
  STEP_A,
  STEP_B,
  STEP_C,
  STEP_IMMEDIATE,
  STEP_MASK,
  STEP_OP,
  STEP_TO,
  STEP_WIDTH,
  STEP_WORDS,
} from "./state.ts";

/** The assembly calls by constants `SHL`, `LSHR`, `ASHR`, and by registers `…_BY`. */
const OPS: Readonly<Record<MicroOp, number>> = {
  const: OP_CONST,
  not: OP_NOT,
  neg: OP_NEG,
  and: OP_AND,
  or: OP_OR,
  xor: OP_XOR,
  add: OP_ADD,
  sub: OP_SUB,
  mul: OP_MUL,
  udiv: OP_UDIV,
  urem: OP_UREM,
  shl: OP_SHL_BY,
  lshr: OP_LSHR_BY,
  ashr: OP_ASHR_BY,
  shlBy: OP_SHL,
  lshrBy: OP_LSHR,
  ashrBy: OP_ASHR,
  eq: OP_EQ,
  ult: OP_ULT,
  slt: OP_SLT,
  ite: OP_ITE,
  sextBy: OP_SEXT,
};

/** Most registers: what a block of candidates computes stays in the nearer caches. */
const MAX_REGISTERS = 48;

const WORD = 0xffff_ffffn;

const maskOf = (width: number): bigint => (1n << BigInt(width)) - 1n;

/** Bits of a value of the type; 1 for bools; ⊥ for types that are no such thing. */
const widthOf = (type: Type): number | undefined =>
  type.kind === "bits" ? type.width : type.kind === "bool" ? 1 : undefined;

/** The microcode of a program over inputs, where all that it calls has one. */
export function microcodeOf(program: Program, params: number): Microcode | undefined {
  const steps: MicroStep[] = [];
  const known = new Map<string, number>();
  const add = (step: MicroStep): number => params + steps.push(withConstant(step, steps, params)) - 1;
  const visit = (node: Program): number | undefined => {
    const before = known.get(node.text);
    if (before !== undefined) return before;
    const register = registerOf(node);
    if (register !== undefined) known.set(node.text, register);
    return register;
  };
  const registerOf = (node: Program): number | undefined => {
    if (node.kind === "input") return node.index < params ? node.index : undefined;
    if (node.kind === "literal") {
      const width = widthOf(node.type);
      if (width === undefined || node.value === null || node.value === undefined) return undefined;
      return add({ op: "const", from: [], width, value: BigInt(node.value as bigint) });
    }
    if (node.kind !== "apply") return undefined;
    const code = microcodeOfPrimitive(node.primitive);
    const args = node.args.map(visit);
    if (!code || code.params !== args.length || args.includes(undefined)) return undefined;
    const places = [...(args as number[])];
    for (const step of code.steps) places.push(add({ ...step, from: step.from.map((i) => places[i]) }));
    return places[code.result];
  };
  const result = visit(program);
  return result === undefined ? undefined : pruned({ params, steps, result });
}

const BY: Partial<Record<MicroOp, MicroOp>> = { shl: "shlBy", lshr: "lshrBy", ashr: "ashrBy" };

/** A shift by a register that holds a constant, as one by that. */
function withConstant(step: MicroStep, steps: readonly MicroStep[], params: number): MicroStep {
  const op = BY[step.op];
  const amount = steps[step.from[1] - params];
  return op && amount?.op === "const" ? { ...step, op, from: [step.from[0]], value: amount.value } : step;
}

/** Without the steps that nothing reads; ⊥ where too many are left. */
function pruned({ params, steps, result }: Microcode): Microcode | undefined {
  const read = new Set([result]);
  for (let i = steps.length - 1; i >= 0; i--)
    if (read.has(params + i)) for (const register of steps[i].from) read.add(register);
  const places = new Map(Array.from({ length: params }, (_, i) => [i, i]));
  const kept: MicroStep[] = [];
  steps.forEach((step, i) => {
    if (!read.has(params + i)) return;
    places.set(params + i, params + kept.length);
    kept.push({ ...step, from: step.from.map((register) => places.get(register) as number) });
  });
  if (params + kept.length > MAX_REGISTERS) return undefined;
  return { params, steps: kept, result: places.get(result) as number };
}

/** A primitive's own microcode, or that of its body. */
export const microcodeOfPrimitive = ({
  microcode,
  body,
  params,
}: {
  readonly microcode?: Microcode;
  readonly body?: Program;
  readonly params: readonly Type[];
}): Microcode | undefined => microcode ?? (body && microcodeOf(body, params.length));

/** The steps as the kernels read them. */
export function encode({ params, steps }: Microcode): Uint32Array {
  const words = new Uint32Array(steps.length * STEP_WORDS);
  steps.forEach((given, i) => {
    const { op, from, width, value = 0n } = normal(given);
    const at = i * STEP_WORDS;
    words[at + STEP_OP] = OPS[op];
    words[at + STEP_TO] = params + i;
    words[at + STEP_A] = from[0] ?? 0;
    words[at + STEP_B] = from[1] ?? 0;
    words[at + STEP_C] = from[2] ?? 0;
    words[at + STEP_WIDTH] = width;
    const mask = maskOf(op === "eq" || op === "ult" || op === "slt" ? 1 : width);
    for (const [place, wide] of [
      [STEP_IMMEDIATE, value],
      [STEP_MASK, mask],
    ] as const) {
      words[at + place] = Number(wide & WORD);
      words[at + place + 1] = Number((wide >> 32n) & WORD);
    }
  });
  return words;
}

/** Constants within their width, shifts within 63 bits. */
function normal(step: MicroStep): MicroStep {
  const { op, width, value = 0n } = step;
  if (op === "const") return { ...step, value: BigInt.asUintN(width, value) };
  if ((op === "shlBy" || op === "lshrBy") && value >= BigInt(width)) {
    const from = op === "lshrBy" && value < 64n;
    return from ? step : { op: "const", from: [], width, value: 0n };
  }
  if (op === "ashrBy" && value > 63n) return { ...step, value: 63n };
  return step;
}

/**
 * The plain twin: a kernel that runs the microcode on one candidate. `words` tells how many a row each argument has in
 * the bank, and last the result: 2 for bits, 1 for bools.
 */
export function kernelOf(code: Microcode, words: readonly number[]): Kernel {
  const steps = code.steps.map(normal);
  const { params, result } = code;
  const low = new Uint32Array(params + steps.length);
  const high = new Uint32Array(params + steps.length);
  const resultWords = words[params];
  return (heap, out, _args, at, { rows }) => {
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < params; i++) {
        const place = at[i] + row * words[i];
        low[i] = heap[place];
        high[i] = words[i] === 2 ? heap[place + 1] : 0;
      }
      for (let i = 0; i < steps.length; i++) runStep(steps[i], low, high, params + i);
      const place = out + row * resultWords;
      heap[place] = low[result];
      if (resultWords === 2) heap[place + 1] = high[result];
    }
  };
}

/** Runs a step on registers of two words each, into one of them. */
function runStep(
  { op, from, width, value = 0n }: MicroStep,
  low: Uint32Array,
  high: Uint32Array,
  to: number,
) {
  const [a, b, c] = from;
  switch (op) {
    case "const":
      low[to] = Number(value & WORD);
      high[to] = Number(value >> 32n);
      break;
    case "not":
      low[to] = ~low[a];
      high[to] = ~high[a];
      break;
    case "neg":
      low[to] = -low[a];
      high[to] = ~high[a] + (low[a] === 0 ? 1 : 0);
      break;
    case "and":
      low[to] = low[a] & low[b];
      high[to] = high[a] & high[b];
      break;
    case "or":
      low[to] = low[a] | low[b];
      high[to] = high[a] | high[b];
      break;
    case "xor":
      low[to] = low[a] ^ low[b];
      high[to] = high[a] ^ high[b];
      break;
    case "add": {
      const sum = low[a] + low[b];
      low[to] = sum;
      high[to] = high[a] + high[b] + (sum > 0xffff_ffff ? 1 : 0);
      break;
    }
    case "sub": {
      const borrow = low[a] < low[b] ? 1 : 0;
      low[to] = low[a] - low[b];
      high[to] = high[a] - high[b] - borrow;
      break;
    }
    case "shlBy":
      shiftLeft(low, high, a, Number(value), to);
      break;
    case "lshrBy":
      shiftRight(low, high, a, Number(value), to);
      break;
    case "shl":
    case "lshr": {
      const by = high[b] !== 0 || low[b] > 63 ? 64 : low[b];
      if (op === "shl") shiftLeft(low, high, a, by, to);
      else shiftRight(low, high, a, by, to);
      break;
    }
    case "eq":
      low[to] = low[a] === low[b] && high[a] === high[b] ? 1 : 0;
      high[to] = 0;
      return;
    case "ult":
      low[to] = high[a] < high[b] || (high[a] === high[b] && low[a] < low[b]) ? 1 : 0;
      high[to] = 0;
      return;
    case "ite": {
      const chosen = low[a] === 1 ? b : c;
      low[to] = low[chosen];
      high[to] = high[chosen];
      break;
    }
    default: {
      const wide = wideStep(op, at(low, high, a), from.length > 1 ? at(low, high, b) : value, width);
      low[to] = Number(wide & WORD);
      high[to] = Number(wide >> 32n);
    }
  }
  if (width < 32) low[to] &= 2 ** width - 1;
  if (width <= 32) high[to] = 0;
  else if (width < 64) high[to] &= 2 ** (width - 32) - 1;
}

const at = (low: Uint32Array, high: Uint32Array, register: number): bigint =>
  (BigInt(high[register]) << 32n) | BigInt(low[register]);

/** What needs whole numbers of 64 bits. */
function wideStep(op: MicroOp, a: bigint, b: bigint, width: number): bigint {
  const signed = (value: bigint): bigint => BigInt.asIntN(width, value);
  const made = (): bigint => {
    if (op === "mul") return a * b;
    if (op === "udiv") return b === 0n ? -1n : a / b;
    if (op === "urem") return b === 0n ? a : a % b;
    if (op === "slt") return signed(a) < signed(b) ? 1n : 0n;
    if (op === "sextBy") return BigInt.asIntN(Number(b), a);
    return signed(a) >> (b > 63n ? 63n : b);
  };
  return BigInt.asUintN(width, made());
}

function shiftLeft(low: Uint32Array, high: Uint32Array, a: number, by: number, to: number): void {
  const [l, h] = [low[a], high[a]];
  if (by >= 64) low[to] = high[to] = 0;
  else if (by >= 32) {
    high[to] = l << (by - 32);
    low[to] = 0;
  } else {
    high[to] = by === 0 ? h : (h << by) | (l >>> (32 - by));
    low[to] = l << by;
  }
}

function shiftRight(low: Uint32Array, high: Uint32Array, a: number, by: number, to: number): void {
  const [l, h] = [low[a], high[a]];
  if (by >= 64) low[to] = high[to] = 0;
  else if (by >= 32) {
    low[to] = h >>> (by - 32);
    high[to] = 0;
  } else {
    low[to] = by === 0 ? l : (l >>> by) | (h << (32 - by));
    high[to] = h >>> by;
  }
}
