/** @file Point sets whose shape is the task: what a net must do to them to part their classes can be seen. */

import { type Random, randomOf } from "../../language/random.ts";
import type { Samples } from "../samples.ts";
import { classLabels, type Labels } from "./labels.ts";

export interface Shape {
  readonly name: string;
  /** One line: what it is. */
  readonly about: string;
  readonly coordinates: readonly string[];
  readonly classes: readonly string[];
  /** How many points are shipped as a file. */
  readonly shipped: number;
  /** Widths of nets worth comparing, from what cannot part the classes to what can. */
  readonly widths: readonly number[];
  /** Hidden layers of those nets. */
  readonly depths: readonly number[];
  /** What is proved about widths, in lines; none where nothing is. */
  readonly proved: readonly string[];
  /** A point of a class, by its number. */
  point(cls: number, random: Random): readonly number[];
}

const uniform = (random: Random, low: number, high: number): number =>
  low + ((high - low) * random.word()) / 0x1_0000_0000;

/** A ring of unit radius as thick as a tube: the place along it, and across. */
function onRing(random: Random, tube: number): { readonly out: number; readonly turn: number; up: number } {
  const [turn, around] = [uniform(random, 0, 2 * Math.PI), uniform(random, 0, 2 * Math.PI)];
  const off = tube * Math.sqrt(uniform(random, 0, 1));
  return { out: 1 + off * Math.cos(around), turn, up: off * Math.sin(around) };
}

const rings: Shape = {
  name: "rings",
  about: "two linked rings in space",
  coordinates: ["x", "y", "z"],
  classes: ["first ring", "second ring"],
  shipped: 600,
  widths: [2, 3, 4],
  depths: [2, 4],
  proved: [
    "No net of width 2 or 3 parts the whole rings: two numbers are a shadow, in which linked rings cross, and layers of",
    "width 3 only bend or flatten space, which leaves linked rings linked. A fourth dimension lets one ring pass the other.",
  ],
  point(cls, random) {
    const { out, turn, up } = onRing(random, 0.22);
    const [along, across] = [out * Math.cos(turn), out * Math.sin(turn)];
    return cls === 0 ? [along - 0.5, across, up] : [along + 0.5, up, across];
  },
};

const nested: Shape = {
  name: "nested",
  about: "a ring around a disc in the plane",
  coordinates: ["x", "y"],
  classes: ["disc", "ring"],
  shipped: 600,
  widths: [1, 2, 3],
  depths: [1, 2],
  proved: [
    "No net of width 1 or 2 parts the whole of disc and ring: layers of width 2 only bend or flatten the plane, and what is enclosed",
    "stays enclosed. A third dimension lifts the disc out.",
  ],
  point(cls, random) {
    const turn = uniform(random, 0, 2 * Math.PI);
    const far = cls === 0 ? 0.5 * Math.sqrt(uniform(random, 0, 1)) : uniform(random, 0.8, 1.2);
    return [far * Math.cos(turn), far * Math.sin(turn)];
  },
};

const spirals: Shape = {
  name: "spirals",
  about: "two spirals in the plane, one in the other",
  coordinates: ["x", "y"],
  classes: ["first spiral", "second spiral"],
  shipped: 600,
  widths: [2, 3, 8],
  depths: [2, 3],
  proved: [],
  point(cls, random) {
    const t = Math.sqrt(uniform(random, 0.03, 1));
    const turn = 3 * Math.PI * t + cls * Math.PI;
    const off = () => uniform(random, -0.03, 0.03);
    return [1.2 * t * Math.cos(turn) + off(), 1.2 * t * Math.sin(turn) + off()];
  },
};

/**
 * How the sheet is crumpled: waves through space, each with its direction and what it moves points by. Moves are so small beside the
 * lengths of the waves that space is bent and never torn or folded onto itself.
 */
const CREASES = [
  { wave: [2.1, 3.3, 1.2], shift: 0.4, by: [0.08, -0.04, 0.06] },
  { wave: [-2.7, 1.9, 2.4], shift: 1.7, by: [-0.05, 0.08, 0.04] },
  { wave: [1.4, -2.9, 2.1], shift: 2.9, by: [0.04, 0.06, -0.08] },
] as const;

const sheet: Shape = {
  name: "sheet",
  about: "a sheet of paper, rolled up and crumpled; each half of it is a class",
  coordinates: ["x", "y", "z"],
  classes: ["inner half", "outer half"],
  shipped: 800,
  widths: [2, 3, 8],
  depths: [2, 3],
  proved: [],
  point(cls, random) {
    // Rolled along u, halves to either side of its middle, as deep as v goes.
    const u = cls === 0 ? uniform(random, 0, 0.49) : uniform(random, 0.51, 1);
    const v = uniform(random, -1, 1);
    const turn = 6 * Math.PI * Math.sqrt(0.08 + 0.92 * u);
    const flat = [0.055 * turn * Math.cos(turn), 0.055 * turn * Math.sin(turn), 0.8 * v];
    return flat.map((x, i) =>
      CREASES.reduce((sum, { wave, shift, by }) => {
        const phase = wave.reduce<number>((all, k, j) => all + k * flat[j], shift);
        return sum + by[i] * Math.sin(phase);
      }, x),
    );
  },
};

export const SHAPES: ReadonlyMap<string, Shape> = new Map(
  [rings, nested, spirals, sheet].map((shape) => [shape.name, shape]),
);

export interface Points {
  readonly points: readonly (readonly number[])[];
  readonly classes: readonly number[];
}

/** So many points, the classes by turns; the same for the same seed. Coordinates have four digits, as a file has them. */
export function pointsOf(shape: Shape, count: number, seed: number): Points {
  const random = randomOf(seed);
  const classes = Array.from({ length: count }, (_, i) => i % shape.classes.length);
  const points = classes.map((cls) => shape.point(cls, random).map((x) => Math.round(x * 1e4) / 1e4));
  return { points, classes };
}

/** The points as a net learns from them. */
export function samplesOf(shape: Shape, { points, classes }: Points): Samples {
  const wanted = new Float32Array(points.length * shape.classes.length);
  for (const [i, cls] of classes.entries()) wanted[i * shape.classes.length + cls] = 1;
  return {
    count: points.length,
    inputs: [{ shape: [shape.coordinates.length], data: Float32Array.from(points.flat()) }],
    wanted: { shape: [shape.classes.length], data: wanted },
  };
}

export const labelsOf = (shape: Shape, { classes }: Points): Labels =>
  classLabels(classes.map((cls) => shape.classes[cls]));

/** The seed of the points that are shipped. */
export const SHIPPED_SEED = 1;

/** The file that is shipped. */
export function csvOf(shape: Shape): string {
  const { points, classes } = pointsOf(shape, shape.shipped, SHIPPED_SEED);
  const rows = points.map((point, i) => [...point, shape.classes[classes[i]]].join(","));
  return `${[[...shape.coordinates, "part"].join(","), ...rows].join("\n")}\n`;
}
