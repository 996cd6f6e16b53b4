/** @file Answers of nets over sequences: how long those may be, and where there is none. */

import { afterAll, describe, expect, it, vi } from "vitest";
import { TEXT } from "../../src/language/type.ts";
import { candidates } from "../../src/nets/architectures.ts";
import type { Dataset } from "../../src/nets/data/dataset.ts";
import type { Positions } from "../../src/nets/layers/layer.ts";
import { Model } from "../../src/nets/model.ts";
import { initialise } from "../../src/nets/net.ts";
import { RANGE } from "../../src/nets/positions.ts";
import { END } from "../../src/nets/vectorize/vectorizer.ts";

/** Of texts, each other: the longest row is one of 17 tokens, no multiple of what lengths are rounded to. */
const data: Dataset = {
  name: "texts",
  inputs: [{ name: "from", type: TEXT }],
  output: { name: "to", type: TEXT },
  rows: Array.from({ length: 20 }, (_, i) => {
    const text = `${"ab".repeat(i % 4)}${String.fromCharCode(99 + i)}x`;
    return { inputs: [text], output: text };
  }),
  tests: [],
  notes: [],
};

/**
 * Untrained.
 * @param end bias of the end: answers soon end where it is large, and never where it is small
 */
function netOf(positions: Positions, end = 4): Model {
  const [{ spec, encoding, title }] = candidates(data, { architecture: "attention", sizes: [8], positions });
  const weights = initialise(spec, 1);
  weights[`layer${spec.layers.length - 1}.bias`].data[END] = end;
  return new Model({
    name: "texts",
    inputs: data.inputs,
    output: data.output,
    spec,
    encoding,
    weights,
    provenance: {
      data: "texts",
      seed: 1,
      architecture: "attention",
      title,
      rows: { training: 20, validation: 0, test: 0 },
      test: { loss: 0, accuracy: 0, right: 0, of: 0 },
      steps: 0,
    },
  });
}

describe("a net over sequences", () => {
  const learned = netOf("learned", -50);
  const randomised = netOf("randomised");
  afterAll(() => Promise.all([learned.dispose(), randomised.dispose()]));

  it("answers as far as there are learned positions, and no further", async () => {
    const [{ value }] = await learned.predict([["abcx"]]);
    expect(value).toBeUndefined();
  });

  it("gives a row the same answer, whatever rows are asked about with it", async () => {
    const [alone] = await randomised.predict([["abcx"]]);
    const [beside] = await randomised.predict([["abcx"], ["ab".repeat(40)]]);
    expect(beside).toEqual(alone);
  });

  it("does not go on with an answer that never ends", async () => {
    const relative = netOf("relative");
    const bias = Object.keys(relative.weights).filter((name) => name.endsWith(".bias"));
    relative.weights[bias[bias.length - 1]].data[END] = -1e6;
    const passes = vi.spyOn(relative, "predictor");
    const [{ value }] = await relative.predict([["abcx"]]);
    expect(value).toBeUndefined();
    expect(passes.mock.calls.length).toBe(2 * relative.spec.inputs[0].shape[0]);
    await relative.dispose();
  });

  it("takes no input that it has no positions for", async () => {
    const places = learned.spec.inputs[0].shape[0];
    // One for the separator.
    expect(learned.takes(["a".repeat(places - 1)])).toBe(true);
    expect(learned.takes(["a".repeat(places)])).toBe(false);
    await expect(learned.predict([["ab"], ["a".repeat(places)]])).rejects.toThrow(
      `row 2: ${places + 1} tokens, where the net has positions for ${places}`,
    );
    expect(randomised.takes(["a".repeat(RANGE - 1)])).toBe(true);
    expect(randomised.takes(["a".repeat(RANGE)])).toBe(false);
    const relative = netOf("relative");
    expect(relative.takes(["a".repeat(2 * RANGE - 1)])).toBe(true);
    expect(relative.takes(["a".repeat(1_000_000)])).toBe(false);
  });
});
