/** @file The image of the data after every layer of a net: where its points lie, in three dimensions, and how far apart its classes are. */

import { InputError } from "../../tasks/error.ts";
import { product } from "../layers/layer.ts";
import { type NetSpec, placedLayers } from "../net.ts";
import { Predictor } from "../predictor.ts";
import { orderOf, pick, type Samples } from "../samples.ts";
import type { Codes } from "../trainer.ts";
import type { Weights } from "../weights.ts";
import { type Labels, labelsAt } from "./labels.ts";
import { aligned, type Cloud, centred, widened } from "./linear.ts";
import { type Measures, measured } from "./measures.ts";
import { layerTitle } from "./titles.ts";

export interface LayerImage {
  readonly title: string;
  /** Numbers that the layer gives for one example. */
  readonly width: number;
  /** Coordinates of their own where all of the layer is seen, else its principal components, turned towards the layer before. */
  readonly coordinates: "own" | "principal";
  /** The share of the variance that is seen. */
  readonly seen: number;
  /** How many of the three coordinates say something. */
  readonly dimensions: 1 | 2 | 3;
  readonly points: readonly (readonly [x: number, y: number, z: number])[];
  readonly measures: Measures;
}

export interface Heading {
  /** What the points are. */
  readonly title: string;
  /** The net in a few words: "a net of 3-4-4-2". */
  readonly net: string;
}

export interface Geometry extends Heading {
  /** Of the points that are shown. */
  readonly labels: Labels;
  /** The data as it comes in, then after each layer that moves it. */
  readonly layers: readonly LayerImage[];
}

export interface Net {
  readonly spec: NetSpec;
  readonly weights: Weights;
  readonly codes?: Codes;
  /** Of a net over tokens: how many of each example's are its input; what the net makes of it is at the last of them. */
  readonly tokens?: readonly number[];
}

/** What the products of points, and the eigenvectors of those, are still fast for. */
export const MOST_POINTS = 1000;

/**
 * @param most points; of more examples some are taken, always the same
 */
export async function geometryOf(
  heading: Heading,
  net: Net,
  samples: Samples,
  labels: Labels,
  most = 500,
): Promise<Geometry> {
  if (samples.count < 3) throw new RangeError("a geometry takes three examples at least");
  const rows = [...orderOf(samples.count, 1)].slice(0, Math.min(most, MOST_POINTS));
  const shown = labelsAt(labels, rows);
  const images: LayerImage[] = [];
  let before: Cloud | undefined;
  const shownNet = net.tokens ? { ...net, tokens: rows.map((row) => net.tokens?.[row] ?? 1) } : net;
  for (const { title, cloud } of await cloudsOf(shownNet, pick(samples, rows))) {
    if (!cloud.data.every((x) => Number.isFinite(x))) {
      const what = `the net gives what is no finite number after ${title}; fit it again, with a smaller --rate`;
      throw new InputError(heading.title, what);
    }
    const { image, points } = imageOf(title, cloud, shown, before);
    images.push(image);
    before = points;
  }
  return { ...heading, labels: shown, layers: images };
}

interface Titled {
  readonly title: string;
  readonly cloud: Cloud;
}

type Activation = Awaited<ReturnType<Predictor["activations"]>>[number];

/** What comes in, joined where there are several inputs, and what each layer after that makes of it. */
async function cloudsOf(net: Net, samples: Samples): Promise<readonly Titled[]> {
  const predictor = await Predictor.create(net.spec, net.weights, net.codes);
  try {
    const after = await predictor.activations(samples.inputs, samples.count);
    return net.tokens ? tokenClouds(net.spec, after, net.tokens) : vectorClouds(net.spec, after, samples);
  } finally {
    predictor.dispose();
  }
}

function vectorClouds(spec: NetSpec, after: readonly Activation[], samples: Samples): readonly Titled[] {
  const placed = placedLayers(spec);
  const stems = spec.inputs.map(({ layers }) => layers.length);
  const own = stems.reduce((sum, length) => sum + length, 0);
  const clouds: Titled[] = [{ title: "input", cloud: joined(samples.inputs, samples.count) }];
  // The chain of a single input is one with what follows; those of several are seen where they are joined.
  const from = stems.length > 1 ? own : 0;
  if (from > 0) {
    let end = 0;
    const ends = stems.map((length, i) => {
      end += length;
      return length > 0 ? after[end - 1] : samples.inputs[i];
    });
    clouds.push({ title: "inputs joined", cloud: joined(ends, samples.count) });
  }
  for (let i = from; i < placed.length; i++) {
    if (placed[i].spec.kind === "flatten") continue;
    const title = layerTitle(placed[i], i === placed.length - 1);
    clouds.push({ title, cloud: joined([after[i]], samples.count) });
  }
  return clouds;
}

/** Of an embedding the mean over the tokens that come in, of what follows the vector at the last of them. */
function tokenClouds(spec: NetSpec, after: readonly Activation[], tokens: readonly number[]): Titled[] {
  const placed = placedLayers(spec);
  return placed.map((layer, i) => {
    const title = layerTitle(layer, i === placed.length - 1);
    // Of an input beside the tokens, a picture say.
    if (layer.output.length !== 2) return { title, cloud: joined([after[i]], tokens.length) };
    const [length, width] = layer.output;
    const isEmbedding = layer.spec.kind === "embedding";
    const data = new Float64Array(tokens.length * width);
    for (const [row, count] of tokens.entries()) {
      for (let token = isEmbedding ? 0 : count - 1; token < count; token++) {
        const at = (row * length + token) * width;
        for (let k = 0; k < width; k++)
          data[row * width + k] += after[i].data[at + k] / (isEmbedding ? count : 1);
      }
    }
    return { title: isEmbedding ? `${title}, mean` : title, cloud: { count: tokens.length, width, data } };
  });
}

function joined(
  parts: readonly { readonly shape: readonly number[]; readonly data: Float32Array }[],
  count: number,
): Cloud {
  const widths = parts.map(({ shape }) => product(shape));
  const width = widths.reduce((sum, each) => sum + each, 0);
  const data = new Float64Array(count * width);
  let at = 0;
  for (let row = 0; row < count; row++) {
    for (const [k, part] of parts.entries()) {
      for (let i = row * widths[k]; i < (row + 1) * widths[k]; i++) data[at++] = part.data[i];
    }
  }
  return { count, width, data };
}

function imageOf(
  title: string,
  cloud: Cloud,
  labels: Labels,
  before: Cloud | undefined,
): { readonly image: LayerImage; readonly points: Cloud } {
  const { count, width } = cloud;
  const middle = centred(cloud);
  const { parts, measures } = measured(middle, labels);
  const own = width <= 3;
  const leading = widened(parts.scores, 3);
  const points = own ? widened(middle, 3) : before ? aligned(leading, before) : leading;
  const drawn = own ? widened(cloud, 3) : points;
  const variances = own ? parts.variances : parts.variances.slice(0, 3);
  const variance = variances.reduce((sum, each) => sum + each, 0);
  const image: LayerImage = {
    title,
    width,
    coordinates: own ? "own" : "principal",
    seen: own || parts.total === 0 ? 1 : Math.min(1, variance / parts.total),
    dimensions: own ? (width as 1 | 2 | 3) : 3,
    points: Array.from({ length: count }, (_, i) => [
      drawn.data[3 * i],
      drawn.data[3 * i + 1],
      drawn.data[3 * i + 2],
    ]),
    measures,
  };
  return { image, points };
}

/** For a page that draws it: plain data, numbers to five digits. */
export function geometryJson({ title, net, labels, layers }: Geometry): string {
  const short = (x: number): number => Number(x.toPrecision(5));
  const rounded = (all: Measures): Record<string, number> =>
    Object.fromEntries(Object.entries(all).map(([name, value]) => [name, short(value)]));
  return JSON.stringify({
    title,
    net,
    labels: { ...labels, of: Array.from(labels.of) },
    layers: layers.map((layer) => ({
      ...layer,
      seen: short(layer.seen),
      points: layer.points.map((point) => point.map(short)),
      measures: rounded(layer.measures),
    })),
  });
}
