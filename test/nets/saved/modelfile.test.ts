/** @file Models on disk: what was saved is read back, and everything else is refused in one line. */

import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { list, REAL, TEXT } from "../../../src/language/type.ts";
import { candidates } from "../../../src/nets/architectures.ts";
import type { Dataset } from "../../../src/nets/data/dataset.ts";
import { Model } from "../../../src/nets/model.ts";
import { initialise } from "../../../src/nets/net.ts";
import { modelFiles, modelFrom } from "../../../src/nets/saved/modelfile.ts";
import { partialFile, readPartial } from "../../../src/nets/saved/partial.ts";
import { zerosLike } from "../../../src/nets/weights.ts";
import { InputError } from "../../../src/tasks/error.ts";

const digest = async (bytes: Uint8Array): Promise<string> => createHash("sha256").update(bytes).digest("hex");

const data: Dataset = {
  name: "points",
  inputs: [
    { name: "x", type: REAL },
    { name: "y", type: REAL },
  ],
  output: { name: "side", type: TEXT },
  rows: [0.5, -1.25, 2, 3, -4, 5].map((x) => ({ inputs: [x, 2 * x], output: x > 0 ? "right" : "left" })),
  tests: [],
  notes: [],
};
const [, candidate] = candidates(data, { architecture: "dense" });
const weights = initialise(candidate.spec, 1);
const model = new Model({
  name: "side",
  inputs: data.inputs,
  output: data.output,
  spec: candidate.spec,
  encoding: candidate.encoding,
  weights,
  provenance: {
    data: "points.csv",
    seed: 1,
    architecture: "dense",
    title: candidate.title,
    rows: { training: 4, validation: 1, test: 1 },
    test: { loss: 0.5, accuracy: 1, right: 1, of: 1 },
    steps: 10,
  },
});

describe("a model on disk", () => {
  it("gives the same answers as before", async () => {
    const files = await modelFiles(model, digest);
    const again = await modelFrom("m.net.json", files.json, "m.net.safetensors", files.weights, digest);
    const rows = data.rows.map(({ inputs }) => inputs);
    expect(await again.predict(rows)).toEqual(await model.predict(rows));
    expect(again.provenance).toEqual(model.provenance);
    expect(await modelFiles(again, digest)).toEqual(files);
  });

  it("is refused where its weights are those of another", async () => {
    const files = await modelFiles(model, digest);
    const other = await modelFiles(new Model({ ...model, weights: initialise(candidate.spec, 2) }), digest);
    await expect(
      modelFrom("m.net.json", files.json, "m.net.safetensors", other.weights, digest),
    ).rejects.toThrow("m.net.safetensors: is not the file that m.net.json was saved with");
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("is refused where a weight is %s", async (weight) => {
    const [name] = Object.keys(weights);
    const { shape, data: numbers } = weights[name];
    const odd = { ...weights, [name]: { shape, data: numbers.map((x, i) => (i === 1 ? weight : x)) } };
    const files = await modelFiles({ ...model, encoding: model.encoding, weights: odd }, digest);
    await expect(modelFrom("m.net.json", files.json, "m.w", files.weights, digest)).rejects.toThrow(
      /^m\.w: holds weights that are NaN or infinite; fit the net again$/,
    );
  });

  it("is refused where its vectors are of other symbols than the encoding has", async () => {
    const { output } = data;
    const texts: Dataset = {
      ...data,
      inputs: [output],
      rows: data.rows.map((row) => ({ ...row, inputs: [row.output] })),
    };
    const [{ encoding, spec }] = candidates(texts, { architecture: "recurrent", sizes: [4] });
    const [embedding, ...layers] = spec.layers;
    const fewer = { ...spec, layers: [{ ...embedding, vocabulary: 5 } as typeof embedding, ...layers] };
    const odd = { ...model, inputs: [output], encoding, spec: fewer, weights: initialise(fewer, 1) };
    const { json, weights: bytes } = await modelFiles(odd, digest);
    await expect(modelFrom("m", json, "w", bytes, digest)).rejects.toThrow(
      /"net" has vectors for 5 symbols, where/,
    );
  });

  it("is refused where the net gives a vector for each of several places", async () => {
    const { rows, ...rest } = data;
    const lists: Dataset = {
      ...rest,
      inputs: [{ name: "xs", type: list(REAL) }],
      rows: rows.map(({ inputs, output }) => ({ inputs: [inputs], output })),
    };
    const [linear] = candidates(lists, { architecture: "dense" });
    const { inputs, layers } = linear.spec;
    const spec = { inputs: inputs.map(({ shape }) => ({ shape, layers: [] })), layers };
    const { encoding } = linear;
    const odd = { ...model, inputs: lists.inputs, encoding, spec, weights: initialise(spec, 1) };
    const files = await modelFiles(odd, digest);
    await expect(
      modelFrom("m.net.json", files.json, "m.net.safetensors", files.weights, digest),
    ).rejects.toThrow('m.net.json: field "net" gives 2 × 2 numbers, where the encoding reads 2');
  });

  it("is read or refused, and nothing else, whatever is changed in it", async () => {
    const files = await modelFiles(model, digest);
    const odd = fc.oneof(
      fc.constantFrom<unknown>(null, true, -1, 0, 1e9, 2 ** 53, "", "x", [], {}, [[]], { kind: "dense" }),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(), odd, async (at, value) => {
        const json = JSON.parse(files.json) as unknown;
        const places = placesIn(json);
        const [holder, key] = places[at % places.length];
        (holder as Record<string | number, unknown>)[key] = value;
        try {
          const read = await modelFrom("m", JSON.stringify(json), "w", files.weights, digest);
          expect(read).toBeInstanceOf(Model);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("is refused wherever it is cut off", async () => {
    const files = await modelFiles(model, digest);
    for (let length = 0; length < files.json.length - 2; length += 7) {
      const cut = files.json.slice(0, length);
      await expect(modelFrom("m", cut, "w", files.weights, digest)).rejects.toThrow(InputError);
    }
  });
});

describe("an interrupted training on disk", () => {
  const damaged = "p: is damaged: it does not hold what was written";
  const partial = {
    fingerprint: "abc",
    title: candidate.title,
    resumable: {
      checkpoint: { weights, first: zerosLike(weights), second: zerosLike(weights), step: 12 },
      best: { weights, score: { loss: 0.25, accuracy: 0.5, right: 1, of: 2 }, step: 8 },
    },
  };

  it("is read back as it was", () => {
    expect(readPartial("p", partialFile(partial))).toEqual(partial);
  });

  it("is refused wherever it is cut off", () => {
    const whole = partialFile(partial);
    for (let length = 0; length < whole.length; length += 97) {
      expect(() => readPartial("p", whole.subarray(0, length))).toThrow(damaged);
    }
  });

  it("is refused wherever a bit of it is another", () => {
    const whole = partialFile(partial);
    for (let at = 0; at < whole.length; at += 61) {
      const flipped = Uint8Array.from(whole);
      flipped[at] ^= 4;
      expect(() => readPartial("p", flipped), `byte ${at}`).toThrow(damaged);
    }
  });
});

/** Everything in JSON that can be replaced. */
function placesIn(json: unknown): (readonly [object, string | number])[] {
  if (typeof json !== "object" || json === null) return [];
  return Object.entries(json).flatMap(([key, held]) => [[json, key] as const, ...placesIn(held)]);
}
