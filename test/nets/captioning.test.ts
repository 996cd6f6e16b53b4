import { describe, expect, it } from "vitest";
import { randomOf } from "../../src/language/random.ts";
import { Picture } from "../../src/language/value.ts";
import { CaptionEncoding, captions } from "../../src/nets/captioning.ts";
import { initialise, type NetSpec, outputOf } from "../../src/nets/net.ts";
import { train } from "../../src/nets/train.ts";
import { ImageVectorizer } from "../../src/nets/vectorize/image.ts";

const picture = (levels: readonly number[]): Picture => new Picture(2, 1, 1, Uint8Array.from(levels));
const WORDS = ["left", "right", "bright", "side", "is"];
const encoding = new CaptionEncoding(new ImageVectorizer(1, 2, 1), WORDS, 5);

describe("encoded captions", () => {
  const [first, second] = [
    { picture: picture([255, 0]), caption: "left is bright" },
    { picture: picture([0, 255]), caption: "right" },
  ];

  it("begin with a separator, and want each word after those before it, then the end", () => {
    const { count, inputs, wanted, weight } = encoding.encode([first, second]);
    expect(count).toBe(2);
    expect([...inputs[0].data]).toEqual([1, 0, 0, 1]);
    expect([...inputs[1].data]).toEqual([1, 3, 7, 5, 0, 1, 4, 0, 0, 0]);
    expect([...wanted.data]).toEqual([3, 7, 5, 2, 0, 4, 2, 0, 0, 0]);
    expect([...(weight ?? [])]).toEqual([1, 1, 1, 1, 0, 1, 1, 0, 0, 0]);
  });

  it("are words again", () => {
    expect(encoding.decode([3, 7, 5])).toBe("left is bright");
  });

  it("are refused where a word is unknown, or there are too many", () => {
    expect(() => encoding.encode([{ ...first, caption: "up" }])).toThrow('knows no word "up"');
    const long = { ...first, caption: "left left left left left" };
    expect(() => encoding.encode([long])).toThrow("has 5 words; this net says 4 at most");
  });
});

describe("a net", () => {
  const [image, words] = encoding.shapes;
  const spec: NetSpec = {
    inputs: [
      { shape: image, layers: [{ kind: "flatten" }, { kind: "dense", units: 8, activation: "relu" }] },
      {
        shape: words,
        layers: [{ kind: "embedding", vocabulary: 8, units: 6, positions: "none", length: 5 }],
      },
    ],
    layers: [
      { kind: "recurrent", units: 12 },
      { kind: "dense", units: 8, activation: "linear" },
    ],
  };

  it("learns to say which side is bright, word by word", { timeout: 60_000 }, async () => {
    const random = randomOf(3);
    const rows = Array.from({ length: 200 }, () => {
      const levels = [random.below(256), random.below(256)];
      const caption = levels[0] > levels[1] ? "left is bright" : "right side";
      return { picture: picture(levels), caption, margin: Math.abs(levels[0] - levels[1]) };
    });
    const data = {
      training: encoding.encode(rows.slice(40)),
      validation: encoding.encode(rows.slice(0, 40)),
    };
    const { weights } = await train(
      { spec, head: encoding.head, output: outputOf(spec), decay: 0 },
      initialise(spec, 1),
      { batch: 16, steps: 250, rate: 0.01, seed: 1, augment: false, every: 125, patience: 9 },
      data,
    );
    const clear = rows.slice(0, 40).filter(({ margin }) => margin > 60);
    const said = await captions(
      { spec, weights },
      encoding,
      clear.map((row) => row.picture),
    );
    expect(said.map(({ caption }) => caption)).toEqual(clear.map(({ caption }) => caption));
    for (const { confidence } of said) expect(confidence).toBeGreaterThan(0.5);
    for (const { confidence } of said) expect(confidence).toBeLessThanOrEqual(1);
  });

  it("that never ends a caption is stopped at its length", async () => {
    // All weights zero but the bias of one word: the net says it for ever.
    const weights = Object.fromEntries(
      Object.entries(initialise(spec, 1)).map(([name, { shape, data }]) => [
        name,
        { shape, data: data.fill(0) },
      ]),
    );
    weights["layer1.bias"].data[4] = 5;
    const [{ caption }] = await captions({ spec, weights }, encoding, [picture([1, 2])]);
    expect(caption).toBe("right right right right right");
  });
});
