/**
 * @file `npm run bench -- nets-speed`: one step of training (forwards, backwards, Adam), Knack's nets against TensorFlow.js on its
 * WebAssembly backend, in turns in one run.
 *
 * TensorFlow.js is not among the dependencies: `npm install --no-save @tensorflow/tfjs@4 @tensorflow/tfjs-backend-wasm@4`.
 * Its WebAssembly backend has no gradient of a convolution by its filter: it gets one here, or it could not train at all.
 */

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { randomOf } from "../src/language/random.ts";
import type { LayerSpec } from "../src/nets/layers/layer.ts";
import { normal, product } from "../src/nets/layers/layer.ts";
import type { Head } from "../src/nets/losses.ts";
import { initialise, type NetSpec, outputOf } from "../src/nets/net.ts";
import { Batch, type Samples } from "../src/nets/samples.ts";
import { Trainer } from "../src/nets/trainer.ts";

interface Contest {
  readonly name: string;
  readonly batch: number;
  readonly spec: NetSpec;
  readonly head: Head;
  /** The scores that TensorFlow.js gives for the inputs, with parameters of the same shapes. */
  readonly rival: (tf: Tf, p: Readonly<Record<string, TfTensor>>, x: TfTensor, batch: number) => TfTensor;
}

// biome-ignore lint/suspicious/noExplicitAny: a library that is there only while this bench runs
type Tf = any;
// biome-ignore lint/suspicious/noExplicitAny: the same
type TfTensor = any;

const dense = (units: number, activation: "linear" | "relu" = "relu"): LayerSpec => ({
  kind: "dense",
  units,
  activation,
});
const convolution = (filters: number): LayerSpec => ({
  kind: "convolution",
  filters,
  size: 3,
  activation: "relu",
});
const classes = (size: number): Head => ({ kind: "parts", parts: [{ kind: "classes", size }] });

const CONTESTS: readonly Contest[] = [
  {
    name: "MLP 64-128-128-10, batch 128",
    batch: 128,
    head: classes(10),
    spec: { inputs: [{ shape: [64], layers: [] }], layers: [dense(128), dense(128), dense(10, "linear")] },
    rival: (tf, p, x) =>
      affine(tf, tf.relu(affine(tf, tf.relu(affine(tf, x, p, "layer0")), p, "layer1")), p, "layer2"),
  },
  {
    name: "CNN 28×28, 8 and 16 filters, batch 128",
    batch: 128,
    head: classes(10),
    spec: {
      inputs: [{ shape: [28, 28, 1], layers: [] }],
      layers: [
        convolution(8),
        { kind: "pool" },
        convolution(16),
        { kind: "pool" },
        { kind: "flatten" },
        dense(10, "linear"),
      ],
    },
    rival(tf, p, x, batch) {
      const first = pooled(tf, convolved(tf, x, p, "layer0", [batch, 28, 28, 1, 8]));
      const second = pooled(tf, convolved(tf, first, p, "layer2", [batch, 14, 14, 8, 16]));
      return affine(tf, second.reshape([batch, 784]), p, "layer5");
    },
  },
  {
    name: "transformer, 2 blocks of 64 units, 32 tokens, batch 32",
    batch: 32,
    head: { kind: "tokens", vocabulary: 16 },
    spec: {
      inputs: [{ shape: [32], layers: [] }],
      layers: [
        { kind: "embedding", vocabulary: 16, units: 64, positions: "learned", length: 32 },
        { kind: "attention", heads: 4, hidden: 128, positions: "learned" },
        { kind: "attention", heads: 4, hidden: 128, positions: "learned" },
        { kind: "normalise" },
        dense(16, "linear"),
      ],
    },
    rival(tf, p, ids, batch) {
      const hot = tf
        .oneHot(tf.cast(ids, "int32"), 16)
        .cast("float32")
        .reshape([batch * 32, 16]);
      let x = hot.matMul(p["layer0.token"]).reshape([batch, 32, 64]).add(p["layer0.place"]);
      for (const name of ["layer1", "layer2"]) x = block(tf, x, p, name, batch);
      const rows = normed(x, p["layer3.scale"], p["layer3.shift"]).reshape([batch * 32, 64]);
      return affine(tf, rows, p, "layer4");
    },
  },
];

const affine = (tf: Tf, x: TfTensor, p: Readonly<Record<string, TfTensor>>, name: string): TfTensor =>
  tf.add(tf.matMul(x, p[`${name}.weight`]), p[`${name}.bias`]);

/** With the gradient by the filter that the backend lacks: one product of matrices for each place of it. */
function convolved(
  tf: Tf,
  x: TfTensor,
  p: Readonly<Record<string, TfTensor>>,
  name: string,
  [batch, height, width, channels, filters]: readonly number[],
): TfTensor {
  const convolve = tf.customGrad((input: TfTensor, filter: TfTensor, save: (all: TfTensor[]) => void) => {
    save([input, filter]);
    return {
      value: tf.conv2d(input, filter, 1, "same"),
      gradFunc(dy: TfTensor, [seen, used]: TfTensor[]) {
        const rows = dy.reshape([batch * height * width, filters]);
        const padded = tf.pad(seen, [
          [0, 0],
          [1, 1],
          [1, 1],
          [0, 0],
        ]);
        const places = [0, 1, 2].flatMap((top) =>
          [0, 1, 2].map((left) => {
            const part = tf.slice(padded, [0, top, left, 0], [batch, height, width, channels]);
            return tf.matMul(part.reshape([batch * height * width, channels]), rows, true, false);
          }),
        );
        const byFilter = tf.stack(places).reshape([3, 3, channels, filters]);
        // Pictures of one channel are what comes in: nothing asks for the gradient by them.
        const byInput =
          channels === 1 ? tf.zerosLike(seen) : tf.conv2dTranspose(dy, used, seen.shape, 1, "same");
        return [byInput, byFilter];
      },
    };
  });
  const filter = p[`${name}.weight`].reshape([3, 3, channels, filters]);
  return tf.relu(tf.add(convolve(x.reshape([batch, height, width, channels]), filter), p[`${name}.bias`]));
}

function pooled(tf: Tf, x: TfTensor): TfTensor {
  const [batch, height, width, channels] = x.shape as number[];
  return tf
    .max(
      tf
        .max(x.reshape([batch * (height / 2), 2, width / 2, 2 * channels]), 1)
        .reshape([batch * (height / 2) * (width / 2), 2, channels]),
      1,
    )
    .reshape([batch, height / 2, width / 2, channels]);
}

function normed(x: TfTensor, scale: TfTensor, shift: TfTensor): TfTensor {
  const centred = x.sub(x.mean(-1, true));
  return centred.div(centred.square().mean(-1, true).add(1e-5).sqrt()).mul(scale).add(shift);
}

function block(
  tf: Tf,
  x: TfTensor,
  p: Readonly<Record<string, TfTensor>>,
  name: string,
  batch: number,
): TfTensor {
  const [length, width, heads] = [32, 64, 4];
  const of = (part: string): TfTensor => p[`${name}.${part}`];
  const rows = normed(x, of("scale1"), of("shift1")).reshape([batch * length, width]);
  const split = (by: string): TfTensor =>
    rows
      .matMul(of(by))
      .reshape([batch, length, heads, width / heads])
      .transpose([0, 2, 1, 3]);
  const mask = tf.tensor2d(
    Array.from({ length }, (_, i) => Array.from({ length }, (_, j) => (j > i ? -1e9 : 0))),
  );
  const scores = tf
    .matMul(split("query"), split("key"), false, true)
    .mul(1 / Math.sqrt(width / heads))
    .add(mask);
  const mixed = tf
    .matMul(tf.softmax(scores), split("value"))
    .transpose([0, 2, 1, 3])
    .reshape([batch * length, width]);
  const between = x.add(mixed.matMul(of("mix")).reshape([batch, length, width]));
  const inner = normed(between, of("scale2"), of("shift2")).reshape([batch * length, width]);
  const hidden = tf.relu(inner.matMul(of("up")).add(of("upBias")));
  return between.add(hidden.matMul(of("down")).add(of("downBias")).reshape([batch, length, width]));
}

/** Steps in a turn, and turns. */
const STEPS = 10;
const TURNS = 6;

export async function bench(): Promise<void> {
  const tf = await tensorflow();
  if (!tf) {
    console.error(
      "TensorFlow.js is not there: npm install --no-save @tensorflow/tfjs@4 @tensorflow/tfjs-backend-wasm@4",
    );
    process.exitCode = 2;
    return;
  }
  const lines: { name: string; ms: number; rivalMs: number; ratio: number }[] = [];
  for (const contest of CONTESTS) {
    const ours = await ourStep(contest);
    const theirs = theirStep(tf, contest);
    const [first, rivalFirst] = [await ours(), await theirs()];
    if (Math.abs(first - rivalFirst) > 1e-2 * Math.abs(first)) {
      throw new Error(`${contest.name}: losses ${first} and ${rivalFirst} are not those of the same net`);
    }
    const times: [number, number][] = [];
    for (let turn = 0; turn < TURNS; turn++) times.push([await timed(ours), await timed(theirs)]);
    const median = (k: 0 | 1): number => times.map((pair) => pair[k]).sort((a, b) => a - b)[TURNS >> 1];
    const ratios = times.map(([a, b]) => b / a).sort((a, b) => a - b);
    lines.push({ name: contest.name, ms: median(0), rivalMs: median(1), ratio: ratios[TURNS >> 1] });
  }
  console.log(
    `${"milliseconds a step".padEnd(56)}${"knack".padStart(9)}${"tfjs-wasm".padStart(11)}${"ratio".padStart(8)}`,
  );
  for (const { name, ms, rivalMs, ratio } of lines) {
    console.log(
      `${name.padEnd(56)}${ms.toFixed(1).padStart(9)}${rivalMs.toFixed(1).padStart(11)}${`${ratio.toFixed(1)} ×`.padStart(8)}`,
    );
  }
  console.log(JSON.stringify({ bench: "nets-speed", lines }));
}

async function timed(step: () => Promise<number>): Promise<number> {
  const began = performance.now();
  for (let i = 0; i < STEPS; i++) await step();
  return (performance.now() - began) / STEPS;
}

function dataOf({ spec, head, batch }: Contest): Samples {
  const random = randomOf(1);
  const [{ shape }] = spec.inputs;
  const isTokens = head.kind === "tokens";
  const draw = (count: number): Float32Array =>
    Float32Array.from({ length: count }, () => (isTokens ? random.below(16) : normal(random)));
  const wanted = isTokens
    ? { shape: [shape[0]], data: draw(batch * shape[0]) }
    : {
        shape: [10],
        data: Float32Array.from({ length: batch * 10 }, (_, i) => Number(i % 10 === Math.floor(i / 10) % 10)),
      };
  return {
    count: batch,
    inputs: [{ shape, data: draw(batch * product(shape)) }],
    wanted,
    ...(isTokens && { weight: new Float32Array(batch * shape[0]).fill(1) }),
  };
}

async function ourStep(contest: Contest): Promise<() => Promise<number>> {
  const { spec, head, batch } = contest;
  const trainer = await Trainer.create({ spec, head, output: outputOf(spec), decay: 0 }, initialise(spec, 1));
  const filled = new Batch(dataOf(contest), batch);
  const rows = Array.from({ length: batch }, (_, i) => i);
  return async () => {
    filled.fill(rows);
    return trainer.step(filled, 1e-3);
  };
}

function theirStep(tf: Tf, contest: Contest): () => Promise<number> {
  const { spec, head, batch, rival } = contest;
  const { inputs, wanted } = dataOf(contest);
  const parameters: Record<string, TfTensor> = {};
  for (const [name, { shape, data }] of Object.entries(initialise(spec, 1))) {
    parameters[name] = tf.variable(tf.tensor(data, shape));
  }
  const optimiser = tf.train.adam(1e-3);
  return async () => {
    const loss = tf.tidy(() => {
      const x = tf.tensor(inputs[0].data, [batch, ...inputs[0].shape]);
      const hot =
        head.kind === "tokens"
          ? tf.oneHot(tf.tensor1d(wanted.data, "int32"), head.vocabulary).cast("float32")
          : tf.tensor(wanted.data, [batch, 10]);
      return optimiser.minimize(
        () => {
          const scores = rival(tf, parameters, x, batch);
          return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(scores), hot), -1)));
        },
        true,
        Object.values(parameters),
      );
    });
    const [value] = await loss.data();
    loss.dispose();
    return value as number;
  };
}

async function tensorflow(): Promise<Tf | undefined> {
  try {
    const require = createRequire(join(process.cwd(), "package.json"));
    const load = (name: string): Promise<Tf> => import(pathToFileURL(require.resolve(name)).href);
    const tf = (await load("@tensorflow/tfjs")) as Tf;
    const wasm = (await load("@tensorflow/tfjs-backend-wasm")) as Tf;
    (wasm.default ?? wasm).setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
    const core = tf.default ?? tf;
    await core.setBackend("wasm");
    await core.ready();
    return core;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
