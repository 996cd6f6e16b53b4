/** @file From a data set to a fitted net: what is refused before anything is trained, and how training is gone on with. */

import { describe, expect, it } from "vitest";
import { IMAGE, REAL, TEXT } from "../../src/language/type.ts";
import { Picture } from "../../src/language/value.ts";
import type { Dataset } from "../../src/nets/data/dataset.ts";
import { type FitOptions, fit } from "../../src/nets/fit.ts";
import type { Resumable } from "../../src/nets/train.ts";

const data: Dataset = {
  name: "points",
  inputs: [{ name: "x", type: REAL }],
  output: { name: "side", type: TEXT },
  rows: Array.from({ length: 60 }, (_, i) => ({ inputs: [i - 30.5], output: i > 30 ? "right" : "left" })),
  tests: [],
  notes: [],
};
const QUICK: FitOptions = { architecture: "dense", sizes: [4], steps: 40 };

describe("fitting", () => {
  it("refuses rows of the test that no net can be given, before it trains", async () => {
    const tests = [...data.rows.slice(0, 2), { inputs: [1], output: "straight on" }];
    let events = 0;
    const fitting = fit({ ...data, tests }, { ...QUICK, onEvent: () => events++ });
    await expect(fitting).rejects.toThrow(/^the test of points: row 3: .*straight on/);
    expect(events).toBe(0);
  });

  it("takes convolutions for pictures, also where the effort pays no net of these", async () => {
    const side = 40;
    const drawn = (level: number) => new Picture(side, side, 1, new Uint8Array(side * side).fill(level));
    const pictures: Dataset = {
      ...data,
      inputs: [{ name: "image", type: IMAGE }],
      output: { name: "is", type: TEXT, isLabel: true },
      rows: Array.from({ length: 12 }, (_, i) => ({
        inputs: [drawn(20 * i)],
        output: i < 6 ? "dark" : "light",
      })),
    };
    const fitted = await fit(pictures, { steps: 2, effort: 0.001 });
    expect(fitted.candidate.architecture).toBe("convolution");
  });

  it("goes on with the net that was begun, and with no other", async () => {
    let begun: { title: string; resumable: Resumable } | undefined;
    const whole = await fit(data, {
      ...QUICK,
      onCheckpoint: async (title, resumable) => {
        begun ??= { title, resumable };
      },
    });
    if (!begun) throw new Error("nothing was begun");
    const rest = await fit(data, { ...QUICK, from: begun });
    expect(rest.weights).toEqual(whole.weights);
    const { title, resumable } = begun;
    const { weights, ...checkpoint } = resumable.checkpoint;
    const [name] = Object.keys(weights);
    const odd = { ...weights, [name]: { shape: [1], data: new Float32Array(1) } };
    const of = { ...resumable, checkpoint: { ...checkpoint, weights: odd } };
    for (const from of [
      { title: "another", resumable },
      { title, resumable: of },
    ])
      await expect(fit(data, { ...QUICK, from })).rejects.toThrow(/^points: what was begun is of a net/);
  });
});
