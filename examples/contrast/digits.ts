/** @file Drawn digits: strokes, each time a little different. What is far away is turned. */

import type { ContrastTask, Draw, PlainPicture } from "../../src/contrast/task.ts";

type Point = readonly [x: number, y: number];
type Stroke = readonly Point[];

const SIDE = 28;

/** Degrees to which samples of the training range are turned. */
const DEGREES = 5;

/** From one angle to another, in degrees, clockwise from the right. */
function arc([x, y]: Point, [rx, ry]: Point, from: number, to: number): Stroke {
  const steps = Math.max(2, Math.ceil(Math.abs(to - from) / 24));
  return Array.from({ length: steps + 1 }, (_, i): Point => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}

const line = (...points: readonly Point[]): Stroke => points;

/** By digit, in a box from -1 to 1, y downwards. */
const DIGITS: readonly (readonly Stroke[])[] = [
  [arc([0, 0], [0.6, 0.9], 0, 360)],
  [line([-0.35, -0.5], [0.1, -0.9], [0.1, 0.9])],
  [[...arc([0, -0.4], [0.55, 0.5], 190, 390), [-0.55, 0.9]], line([-0.55, 0.9], [0.6, 0.9])],
  [arc([-0.05, -0.45], [0.5, 0.45], 200, 450), arc([-0.05, 0.45], [0.58, 0.45], 270, 520)],
  [line([0.25, 0.9], [0.25, -0.9], [-0.6, 0.3], [0.6, 0.3])],
  [line([0.5, -0.9], [-0.4, -0.9], [-0.45, -0.1]), arc([-0.05, 0.35], [0.58, 0.53], 225, 510)],
  [arc([0.35, 0.2], [0.9, 1.15], 180, 260), arc([0, 0.4], [0.55, 0.5], 0, 360)],
  [line([-0.55, -0.9], [0.55, -0.9], [-0.15, 0.9])],
  [arc([0, -0.45], [0.45, 0.43], 0, 360), arc([0, 0.45], [0.55, 0.46], 0, 360)],
  [arc([0, -0.4], [0.55, 0.5], 0, 360), arc([-0.35, -0.2], [0.9, 1.15], 0, 80)],
];

/** What is drawn: a digit, how it is turned in degrees, and what else is different each time. */
interface Drawing {
  readonly digit: number;
  readonly turned: number;
  readonly slant: number;
  readonly scale: Point;
  readonly shift: Point;
  /** Half of a stroke's width, in pixels. */
  readonly pen: number;
  /** Pixels by which each corner of a stroke is moved. */
  readonly tremor: readonly (readonly Point[])[];
}

export default {
  name: "digits",
  description: "which digit was drawn",
  signature: { inputs: [{ name: "picture", type: "image" }], output: "int" },
  axis: "rotation",
  train: { samples: 20_000 },
  reference: ({ digit }) => digit,
  sample(random, reach) {
    const digit = random.below(10);
    const angle = random.real(reach === 1 ? 0 : (DEGREES * reach) / 2, DEGREES * reach);
    return [
      {
        digit,
        turned: random.chance(0.5) ? angle : -angle,
        slant: random.real(-0.2, 0.2),
        scale: [random.real(7, 10), random.real(8, 11)],
        shift: [random.real(-2, 2), random.real(-1.5, 1.5)],
        pen: random.real(0.7, 1.5),
        tremor: DIGITS[digit].map((stroke) => stroke.map(() => near(random, 0.5))),
      },
    ];
  },
  show: (drawing) => [picture(drawing)],
} satisfies ContrastTask<[drawing: Drawing], number, [picture: PlainPicture]>;

const near = (random: Draw, off: number): Point => [off * random.normal(), off * random.normal()];

function picture({ digit, turned, slant, scale, shift, pen, tremor }: Drawing): PlainPicture {
  const [cos, sin] = [Math.cos((turned * Math.PI) / 180), Math.sin((turned * Math.PI) / 180)];
  const middle = (SIDE - 1) / 2;
  const segments = DIGITS[digit].flatMap((stroke, s) => {
    const points = stroke.map(([x, y], i): Point => {
      const [dx, dy] = tremor[s][i];
      const [across, down] = [(x - slant * y) * scale[0] + dx, y * scale[1] + dy];
      return [middle + shift[0] + cos * across - sin * down, middle + shift[1] + sin * across + cos * down];
    });
    return points.slice(1).map((to, i) => [points[i], to] as const);
  });
  const pixels = new Uint8Array(SIDE * SIDE);
  for (const [from, to] of segments) {
    // Nothing further than the pen from its ends is touched.
    const reach = pen + 1;
    const [left, right] = [Math.min(from[0], to[0]) - reach, Math.max(from[0], to[0]) + reach];
    const [top, bottom] = [Math.min(from[1], to[1]) - reach, Math.max(from[1], to[1]) + reach];
    for (let y = Math.max(0, Math.ceil(top)); y <= Math.min(SIDE - 1, bottom); y++) {
      for (let x = Math.max(0, Math.ceil(left)); x <= Math.min(SIDE - 1, right); x++) {
        const ink = Math.max(0, Math.min(1, pen + 0.5 - distance([x, y], from, to)));
        pixels[y * SIDE + x] = Math.max(pixels[y * SIDE + x], Math.round(255 * ink));
      }
    }
  }
  return { width: SIDE, height: SIDE, channels: 1, pixels };
}

/** From a point to the nearest of a segment. */
function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
