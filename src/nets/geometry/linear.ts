/** @file The linear algebra of point clouds: principal components of few or many coordinates, and the rotation that lays one cloud on another. */

import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from "ml-matrix";

/** `count` points with `width` coordinates each, one after the other. */
export interface Cloud {
  readonly count: number;
  readonly width: number;
  readonly data: Float64Array;
}

export interface Principal {
  /** Coordinates along the components, the most important first. */
  readonly scores: Cloud;
  /** The variance along each of them. */
  readonly variances: readonly number[];
  /** The variance in all. */
  readonly total: number;
}

/** Variance below this share of the largest is rounding: activations have 24 bits. */
const NOISE = 1e-9;

/** The cloud with its mean at the origin. */
export function centred({ count, width, data }: Cloud): Cloud {
  const mean = new Float64Array(width);
  for (let i = 0; i < data.length; i++) mean[i % width] += data[i] / count;
  return { count, width, data: data.map((x, i) => x - mean[i % width]) };
}

/** Products of all points with one another: `count × count`. */
export function gram({ count, width, data }: Cloud): Float64Array {
  const all = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0, a = i * width, b = j * width; k < width; k++, a++, b++) sum += data[a] * data[b];
      all[i * count + j] = sum;
      all[j * count + i] = sum;
    }
  }
  return all;
}

/**
 * Principal components (Pearson 1901), through the covariance of the coordinates, or where there are more coordinates than points through
 * the products of the points, whose eigenvectors are the same scores (the "snapshot method", Sirovich 1987).
 * @param cloud centred
 * @param products of `gram(cloud)`
 * @param most components; fewer where the cloud has fewer
 */
export function principal(cloud: Cloud, products: Float64Array, most: number): Principal {
  const { count, width } = cloud;
  let total = 0;
  for (let i = 0; i < count; i++) total += products[i * count + i] / count;
  const isWide = width > count;
  const square = isWide ? squareOf(products, count) : covariance(cloud);
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(square, {
    assumeSymmetric: true,
  });
  // The library gives them from the smallest to the largest.
  const largest = Math.max(0, ...values);
  const order = values
    .map((value, i) => ({ value, i }))
    .sort((a, b) => b.value - a.value)
    .filter(({ value }) => value > NOISE * largest)
    .slice(0, most);
  const data = new Float64Array(count * order.length);
  for (const [k, { value, i }] of order.entries()) {
    for (let row = 0; row < count; row++) {
      let score = 0;
      if (isWide) score = vectors.get(row, i) * Math.sqrt(value);
      else for (let c = 0; c < width; c++) score += cloud.data[row * width + c] * vectors.get(c, i);
      data[row * order.length + k] = score;
    }
  }
  return {
    scores: { count, width: order.length, data },
    variances: order.map(({ value }) => (isWide ? value / count : value)),
    total,
  };
}

function covariance({ count, width, data }: Cloud): Matrix {
  const sums = new Float64Array(width * width);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < width; i++) {
      const x = data[row * width + i] / count;
      if (x !== 0) for (let j = 0; j <= i; j++) sums[i * width + j] += x * data[row * width + j];
    }
  }
  const all = new Matrix(width, width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      all.set(i, j, sums[i * width + j]);
      all.set(j, i, sums[i * width + j]);
    }
  }
  return all;
}

function squareOf(data: Float64Array, size: number): Matrix {
  const all = new Matrix(size, size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) all.set(i, j, data[i * size + j]);
  return all;
}

/**
 * The cloud turned, and mirrored if need be, so that its points lie as near as they can to those of another (orthogonal Procrustes,
 * Schönemann 1966). Nothing is moved or scaled; both are centred, and have the same width.
 */
export function aligned(cloud: Cloud, to: Cloud): Cloud {
  const { count, width } = cloud;
  const cross = new Matrix(width, width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      let sum = 0;
      for (let row = 0; row < count; row++) sum += cloud.data[row * width + i] * to.data[row * width + j];
      cross.set(i, j, sum);
    }
  }
  const { leftSingularVectors: left, rightSingularVectors: right } = new SingularValueDecomposition(cross);
  const turn = left.mmul(right.transpose());
  const data = new Float64Array(count * width);
  for (let row = 0; row < count; row++) {
    for (let j = 0; j < width; j++) {
      for (let i = 0; i < width; i++) data[row * width + j] += cloud.data[row * width + i] * turn.get(i, j);
    }
  }
  return { count, width, data };
}

/** With so many coordinates: zeros are added. */
export function widened({ count, width, data }: Cloud, to: number): Cloud {
  const wider = new Float64Array(count * to);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < Math.min(width, to); i++) wider[row * to + i] = data[row * width + i];
  }
  return { count, width: to, data: wider };
}
