/**
 * @file The operations of nets in plain TypeScript and double precision: slow and obvious. It is the oracle for the compiled ones and for
 * gradients, and runs nets where loading the library would take longer than the net.
 */

import type { Operations, Ranges, Tensor } from "./backend.ts";
import { product } from "./layers/layer.ts";

export class PlainTensor implements Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;

  constructor(shape: readonly number[], data: Float64Array) {
    if (product(shape) !== data.length)
      throw new RangeError(`[${shape.join(", ")}] does not hold ${data.length} numbers`);
    this.shape = shape;
    this.data = data;
  }
}

export const plainTensor = (data: ArrayLike<number>, shape: readonly number[]): PlainTensor =>
  new PlainTensor(shape, Float64Array.from(data));

const plain = (a: Tensor): PlainTensor => a as PlainTensor;

/** Numbers that a step along each axis moves by. */
function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  for (let axis = shape.length - 1, step = 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis];
  }
  return strides;
}

/** A new array whose item at each place is read from `of`, `start` and a stride along each axis. */
function gather(
  of: Float64Array,
  shape: readonly number[],
  strides: readonly number[],
  start = 0,
): PlainTensor {
  const data = new Float64Array(product(shape));
  const at = new Array<number>(shape.length).fill(0);
  let from = start;
  for (let i = 0; i < data.length; i++) {
    data[i] = of[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++at[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      at[axis] = 0;
    }
  }
  return new PlainTensor(shape, data);
}

function broadcast(a: PlainTensor, shape: readonly number[]): PlainTensor {
  if (a.shape.length === shape.length && a.shape.every((size, i) => size === shape[i])) return a;
  const missing = shape.length - a.shape.length;
  const own = stridesOf(a.shape);
  const strides = shape.map((_, i) => (i < missing || a.shape[i - missing] === 1 ? 0 : own[i - missing]));
  return gather(a.data, shape, strides);
}

function common(a: readonly number[], b: readonly number[]): number[] {
  const length = Math.max(a.length, b.length);
  return Array.from({ length }, (_, i) => {
    const x = a[a.length - length + i] ?? 1;
    const y = b[b.length - length + i] ?? 1;
    if (x !== y && x !== 1 && y !== 1)
      throw new RangeError(`[${a.join(", ")}] and [${b.join(", ")}] do not broadcast`);
    return Math.max(x, y);
  });
}

const pairwise =
  (of: (x: number, y: number) => number) =>
  (a: Tensor, b: Tensor | number): PlainTensor => {
    const right = typeof b === "number" ? plainTensor([b], []) : plain(b);
    const shape = common(a.shape, right.shape);
    const [x, y] = [broadcast(plain(a), shape), broadcast(right, shape)];
    return new PlainTensor(
      shape,
      x.data.map((value, i) => of(value, y.data[i])),
    );
  };

const each =
  (of: (x: number) => number) =>
  (a: Tensor): PlainTensor =>
    new PlainTensor(a.shape, plain(a).data.map(of));

function reduce(
  a: Tensor,
  axes: readonly number[],
  start: number,
  of: (x: number, y: number) => number,
): PlainTensor {
  const shape = a.shape.map((size, i) => (axes.includes(i) ? 1 : size));
  const strides = stridesOf(shape).map((stride, i) => (axes.includes(i) ? 0 : stride));
  const places = gather(
    Float64Array.from({ length: product(shape) }, (_, i) => i),
    a.shape,
    strides,
  ).data;
  const data = new Float64Array(product(shape)).fill(start);
  for (let i = 0; i < places.length; i++) data[places[i]] = of(data[places[i]], plain(a).data[i]);
  return new PlainTensor(shape, data);
}

const sum = (a: Tensor, axes: readonly number[] = a.shape.map((_, i) => i)): PlainTensor =>
  reduce(a, axes, 0, (x, y) => x + y);

const transpose = (a: Tensor, order: readonly number[]): PlainTensor => {
  const strides = stridesOf(a.shape);
  return gather(
    plain(a).data,
    order.map((axis) => a.shape[axis]),
    order.map((axis) => strides[axis]),
  );
};

function slice(a: Tensor, ranges: Ranges): PlainTensor {
  const strides = stridesOf(a.shape);
  const whole = a.shape.map((size, i) => ranges[i] ?? ([0, size] as const));
  return gather(
    plain(a).data,
    whole.map(([from, to]) => to - from),
    strides,
    whole.reduce((start, [from], i) => start + from * strides[i], 0),
  );
}

function pad(a: Tensor, widths: readonly (readonly [number, number])[]): PlainTensor {
  const shape = a.shape.map((size, i) => size + widths[i][0] + widths[i][1]);
  const strides = stridesOf(shape);
  const start = widths.reduce((sum, [before], i) => sum + before * strides[i], 0);
  const places = gather(
    Float64Array.from({ length: product(shape) }, (_, i) => i),
    a.shape,
    strides,
    start,
  ).data;
  const data = new Float64Array(product(shape));
  for (let i = 0; i < places.length; i++) data[places[i]] = plain(a).data[i];
  return new PlainTensor(shape, data);
}

function concat(parts: readonly Tensor[], axis: number): PlainTensor {
  const length = parts.reduce((sum, { shape }) => sum + shape[axis], 0);
  const shape = parts[0].shape.map((size, i) => (i === axis ? length : size));
  const inner = product(shape.slice(axis + 1));
  const data = new Float64Array(product(shape));
  let before = 0;
  for (const part of parts) {
    const run = part.shape[axis] * inner;
    for (let block = 0; block * run < plain(part).data.length; block++) {
      data.set(plain(part).data.subarray(block * run, (block + 1) * run), block * length * inner + before);
    }
    before += run;
  }
  return new PlainTensor(shape, data);
}

function matmul(a: Tensor, b: Tensor): PlainTensor {
  const [rows, inner] = a.shape.slice(-2);
  const columns = b.shape[b.shape.length - 1];
  const before = common(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const left = broadcast(plain(a), [...before, rows, inner]).data;
  const right = broadcast(plain(b), [...before, inner, columns]).data;
  const data = new Float64Array(product(before) * rows * columns);
  for (let block = 0; block < product(before); block++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let total = 0;
        for (let k = 0; k < inner; k++) {
          total += left[(block * rows + i) * inner + k] * right[(block * inner + k) * columns + j];
        }
        data[(block * rows + i) * columns + j] = total;
      }
    }
  }
  return new PlainTensor([...before, rows, columns], data);
}

export const plainOperations: Operations = {
  add: pairwise((x, y) => x + y),
  sub: pairwise((x, y) => x - y),
  mul: pairwise((x, y) => x * y),
  div: pairwise((x, y) => x / y),
  maximum: pairwise(Math.max),
  equal: pairwise((x, y) => Number(x === y)),
  matmul,
  exp: each(Math.exp),
  log: each(Math.log),
  sqrt: each(Math.sqrt),
  tanh: each(Math.tanh),
  relu: each((x) => Math.max(0, x)),
  abs: each(Math.abs),
  sum,
  mean: (a, axes) => {
    const total = sum(a, axes);
    const each = product(a.shape) / product(total.shape);
    return new PlainTensor(
      total.shape,
      total.data.map((x) => x / each),
    );
  },
  max: (a, axes) => reduce(a, axes, Number.NEGATIVE_INFINITY, Math.max),
  reshape: (a, shape) => new PlainTensor(shape, plain(a).data),
  transpose,
  slice,
  pad,
  concat,
  oneHot(ids, size) {
    const data = new Float64Array(product(ids.shape) * size);
    for (const [i, id] of plain(ids).data.entries()) if (id >= 0 && id < size) data[i * size + id] = 1;
    return new PlainTensor([...ids.shape, size], data);
  },
  constant: (a) => a,
  literal: (data, shape) => plainTensor(data, shape),
};
