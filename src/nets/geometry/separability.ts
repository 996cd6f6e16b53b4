/**
 * @file Linear probes (Alain & Bengio 2016, "Understanding intermediate layers using linear classifier probes"): how well a linear
 * map tells the labels from the points of one layer, on points that it was not fitted on.
 */

import { Matrix, solve } from "ml-matrix";
import { orderOf } from "../samples.ts";
import type { Labels } from "./labels.ts";
import type { Principal } from "./linear.ts";

const FOLDS = 3;
const STEPS = 400;
/** Half the square of the weights, the constant's aside, is added to the sum of the losses: few points should not be told apart by chance. */
const SHRINK = 1;
/**
 * Components are brought to variance 1, but those with less than about this share of the largest stay smaller: else a few points
 * would be told apart by what is chance in them.
 */
const FAINT = 0.01;
const SEED = 1;

/**
 * Held-out accuracy of multinomial logistic regression, or of numbers the share of their variance that ridge regression explains; each
 * point is held out once. The map sees the leading principal components, which are found without labels.
 */
export function linearProbe({ scores, variances }: Principal, labels: Labels): number {
  const { count } = scores;
  const width = scores.width + 1;
  // A constant follows the components.
  const features = new Float64Array(count * width);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < scores.width; i++) {
      features[row * width + i] =
        scores.data[row * scores.width + i] / Math.sqrt(variances[i] + FAINT * variances[0]);
    }
    features[row * width + scores.width] = 1;
  }
  const order = [...orderOf(count, SEED)];
  const told = new Float64Array(count);
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = order.filter((_, i) => i % FOLDS === fold);
    const others = order.filter((_, i) => i % FOLDS !== fold);
    const tell =
      labels.kind === "classes"
        ? logistic(features, width, others, labels.of, labels.names.length)
        : ridge(features, width, others, labels.of);
    for (const row of held) told[row] = tell(features.subarray(row * width, (row + 1) * width));
  }
  return labels.kind === "classes" ? agreement(told, labels.of) : explained(told, labels.of);
}

/** The share of equal ones. */
export function agreement(told: ArrayLike<number>, of: ArrayLike<number>): number {
  let right = 0;
  for (let i = 0; i < told.length; i++) if (told[i] === of[i]) right++;
  return right / Math.max(1, told.length);
}

/** R², at least 0. */
export function explained(told: ArrayLike<number>, of: ArrayLike<number>): number {
  let mean = 0;
  for (let i = 0; i < told.length; i++) mean += of[i] / told.length;
  let [off, all] = [0, 0];
  for (let i = 0; i < told.length; i++) {
    off += (told[i] - of[i]) ** 2;
    all += (of[i] - mean) ** 2;
  }
  return all === 0 ? Number(off === 0) : Math.max(0, 1 - off / all);
}

type Tell = (features: Float64Array) => number;

/** Full gradients with Nesterov's momentum: the features have variance 1 at most, so that a fixed step serves. */
function logistic(
  features: Float64Array,
  width: number,
  rows: readonly number[],
  of: ArrayLike<number>,
  classes: number,
): Tell {
  let weights = new Float64Array(classes * width);
  let before = weights;
  const scores = new Float64Array(classes);
  const score = (by: Float64Array, at: number): void => {
    for (let c = 0; c < classes; c++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += by[c * width + i] * features[at + i];
      scores[c] = sum;
    }
  };
  const rate = 1.5 / rows.length;
  for (let step = 0; step < STEPS; step++) {
    const ahead = weights.map((w, i) => w + (step / (step + 3)) * (w - before[i]));
    const gradient = ahead.map((w, i) => (i % width === width - 1 ? 0 : w * SHRINK));
    for (const row of rows) {
      score(ahead, row * width);
      let [highest, sum] = [scores[0], 0];
      for (let c = 1; c < classes; c++) if (scores[c] > highest) highest = scores[c];
      for (let c = 0; c < classes; c++) {
        scores[c] = Math.exp(scores[c] - highest);
        sum += scores[c];
      }
      for (let c = 0; c < classes; c++) {
        const off = scores[c] / sum - Number(of[row] === c);
        for (let i = 0; i < width; i++) gradient[c * width + i] += off * features[row * width + i];
      }
    }
    before = weights;
    weights = ahead.map((w, i) => w - rate * gradient[i]);
  }
  return (given) => {
    let [best, highest] = [0, Number.NEGATIVE_INFINITY];
    for (let c = 0; c < classes; c++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += weights[c * width + i] * given[i];
      if (sum > highest) [best, highest] = [c, sum];
    }
    return best;
  };
}

function ridge(features: Float64Array, width: number, rows: readonly number[], of: ArrayLike<number>): Tell {
  const normal = Matrix.diag(Array.from({ length: width }, (_, i) => (i === width - 1 ? 0 : SHRINK)));
  const right = Matrix.zeros(width, 1);
  for (const row of rows) {
    for (let i = 0; i < width; i++) {
      const x = features[row * width + i];
      right.set(i, 0, right.get(i, 0) + x * of[row]);
      for (let j = 0; j < width; j++) normal.set(i, j, normal.get(i, j) + x * features[row * width + j]);
    }
  }
  const weights = solve(normal, right).to1DArray();
  return (given) => given.reduce((sum, x, i) => sum + x * weights[i], 0);
}
