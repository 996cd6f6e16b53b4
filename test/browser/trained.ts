/** @file One small training, the same in Node and in a page. */

import { INT, TEXT } from "../../src/language/type.ts";
import type { Dataset } from "../../src/nets/data/dataset.ts";
import { fit, modelOf } from "../../src/nets/fit.ts";
import { Model } from "../../src/nets/model.ts";

export interface Trained {
  readonly accuracy: number;
  /** Of the last layer. */
  readonly weights: readonly number[];
  readonly answers: readonly { readonly value: unknown; readonly confidence: number }[];
}

const DATA: Dataset = {
  name: "corners",
  inputs: [
    { name: "x", type: INT },
    { name: "y", type: INT },
  ],
  output: { name: "corner", type: TEXT },
  rows: Array.from({ length: 300 }, (_, i) => {
    const [x, y] = [((i * 37) % 41) - 20, ((i * 53) % 43) - 21];
    return { inputs: [x, y], output: x > 0 === y > 0 ? "even" : "odd" };
  }),
  tests: [],
  notes: [],
};

export async function trained(): Promise<Trained> {
  const fitted = await fit(DATA, { architecture: "dense", sizes: [16, 16], steps: 300 });
  const model = new Model(modelOf(DATA, fitted, { name: "corners", data: "corners", seed: 1, features: [] }));
  const predictions = await model.predict([
    [15, 15],
    [-15, 15],
  ]);
  await model.dispose();
  const last = Object.entries(fitted.weights).at(-1)?.[1].data ?? [];
  return {
    accuracy: fitted.test.accuracy,
    weights: [...last],
    answers: predictions.map(({ value, confidence = 0 }) => ({ value, confidence })),
  };
}
