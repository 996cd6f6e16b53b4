/** @file How far the classes of a cloud are pulled apart, and how many dimensions it has: all from the products of its points. */

import type { Labels } from "./labels.ts";
import { type Cloud, gram, type Principal, principal } from "./linear.ts";
import { agreement, explained, linearProbe } from "./separability.ts";

export interface Measures {
  /** Held-out accuracy of a linear map, or the share of variance that it explains: 1 where a plane parts the classes. */
  readonly linear: number;
  /** Whether the five nearest points are of the same class (or tell its number): 1 where classes lie in clumps. */
  readonly neighbours: number;
  /** Scatter between the classes' means over scatter within classes; absent of numbers. */
  readonly scatter?: number;
  /** Directions that the variance is spread over. */
  readonly directions: number;
  /** Dimensions of the surface that the points lie on; absent where too few of them differ. */
  readonly surface?: number;
}

/** Components that the linear map sees. */
const COMPONENTS = 50;
const NEAREST = 5;

/** @param cloud centred */
export function measured(
  cloud: Cloud,
  labels: Labels,
): { readonly measures: Measures; readonly parts: Principal } {
  const products = gram(cloud);
  const parts = principal(cloud, products, COMPONENTS);
  const near = nearest(products, cloud.count);
  const scatter = labels.kind === "classes" ? scatterRatio(products, labels) : undefined;
  const surface = surfaceDimension(near.distances);
  return {
    parts,
    measures: {
      linear: linearProbe(parts, labels),
      neighbours: neighbourAgreement(near.points, labels),
      ...(scatter !== undefined && { scatter }),
      directions: participationRatio(products, cloud.count),
      ...(surface !== undefined && { surface }),
    },
  };
}

interface Near {
  /** The nearest others of each point, the nearest first. */
  readonly points: readonly (readonly number[])[];
  readonly distances: readonly (readonly number[])[];
}

function nearest(products: Float64Array, count: number): Near {
  const points: number[][] = [];
  const distances: number[][] = [];
  for (let i = 0; i < count; i++) {
    const own: number[] = [];
    const squares: number[] = [];
    for (let j = 0; j < count; j++) {
      if (j === i) continue;
      const square = products[i * count + i] + products[j * count + j] - 2 * products[i * count + j];
      let at = own.length;
      while (at > 0 && squares[at - 1] > square) at--;
      if (at >= NEAREST) continue;
      own.splice(at, 0, j);
      squares.splice(at, 0, square);
      own.length = squares.length = Math.min(NEAREST, own.length);
    }
    points.push(own);
    distances.push(squares.map((square) => Math.sqrt(Math.max(0, square))));
  }
  return { points, distances };
}

/**
 * Of classes the share of the nearest that are of the same class ("neighbourhood hit", Paulovich et al. 2008); of numbers the R² of the
 * mean of the nearest.
 */
function neighbourAgreement(points: readonly (readonly number[])[], { kind, of }: Labels): number {
  if (kind === "numbers") {
    const told = points.map((near) => near.reduce((sum, j) => sum + of[j], 0) / Math.max(1, near.length));
    return explained(told, of);
  }
  const own = points.flatMap((near, i) => near.map(() => of[i]));
  return agreement(
    points.flatMap((near) => near.map((j) => of[j])),
    own,
  );
}

/** tr S_B / tr S_W (Fisher 1936, in its trace form): Σ over classes of squared sums is all that it takes of the products. */
function scatterRatio(
  products: Float64Array,
  { names, of }: Extract<Labels, { kind: "classes" }>,
): number | undefined {
  const count = of.length;
  const sums = new Float64Array(names.length);
  const sizes = new Float64Array(names.length);
  let total = 0;
  for (let i = 0; i < count; i++) {
    sizes[of[i]]++;
    total += products[i * count + i];
    for (let j = 0; j < count; j++) if (of[i] === of[j]) sums[of[i]] += products[i * count + j];
  }
  let between = 0;
  for (const [c, sum] of sums.entries()) if (sizes[c] > 0) between += sum / sizes[c];
  const within = total - between;
  return within > 1e-12 * total ? between / within : undefined;
}

/** (Σ λ)² / Σ λ² over the variances λ along the principal components (Gao et al. 2017): 1 on a line, d where d directions vary alike. */
function participationRatio(products: Float64Array, count: number): number {
  let [trace, squares] = [0, 0];
  for (let i = 0; i < count; i++) trace += products[i * count + i];
  for (const product of products) squares += product * product;
  return squares === 0 ? 0 : (trace * trace) / squares;
}

/**
 * The intrinsic dimension by two neighbours (Facco et al. 2017, "TwoNN"), its maximum-likelihood form: how fast the second-nearest
 * follows the nearest. It sees a sheet as two-dimensional however it is folded.
 */
function surfaceDimension(distances: readonly (readonly number[])[]): number | undefined {
  let [sum, used] = [0, 0];
  for (const [first, second] of distances) {
    if (!(first > 0)) continue;
    sum += Math.log(second / first);
    used++;
  }
  return used > distances.length / 2 && sum > 0 ? (used - 1) / sum : undefined;
}
