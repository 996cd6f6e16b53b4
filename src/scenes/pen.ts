/** @file Drawing in coordinates of one's own: a place, a size and a side to face, on a picture of any resolution. */

import type { Colour, Raster } from "../nets/geometry/raster.ts";

export type Place = readonly [x: number, y: number];

/** x grows to where the pen faces, y upwards. */
export class Pen {
  readonly #raster: Raster;
  readonly #origin: Place;
  readonly #scale: number;
  readonly #facing: 1 | -1;

  /** @param origin in pixels from above; @param scale pixels a unit */
  constructor(raster: Raster, origin: Place, scale: number, facing: 1 | -1 = 1) {
    this.#raster = raster;
    this.#origin = origin;
    this.#scale = scale;
    this.#facing = facing;
  }

  /** A pen at another place, smaller or larger. */
  at(place: Place, scale = 1): Pen {
    return new Pen(this.#raster, this.#pixel(place), this.#scale * scale, this.#facing);
  }

  disc([x, y]: Place, radius: number, colour: Colour): void {
    const [px, py] = this.#pixel([x, y]);
    this.#raster.disc(px, py, radius * this.#scale, colour);
  }

  line(from: Place, to: Place, thick: number, colour: Colour): void {
    this.#raster.line(this.#pixel(from), this.#pixel(to), thick * this.#scale, colour);
  }

  lines(places: readonly Place[], thick: number, colour: Colour): void {
    for (let i = 1; i < places.length; i++) this.line(places[i - 1], places[i], thick, colour);
  }

  polygon(corners: readonly Place[], colour: Colour): void {
    this.#raster.polygon(corners.map(this.#pixel), colour);
  }

  ellipse([x, y]: Place, across: number, up: number, colour: Colour): void {
    this.polygon(
      CIRCLE.map(([cos, sin]): Place => [x + across * cos, y + up * sin]),
      colour,
    );
  }

  /** From corner to corner. */
  box([x0, y0]: Place, [x1, y1]: Place, colour: Colour): void {
    this.polygon(
      [
        [x0, y0],
        [x1, y0],
        [x1, y1],
        [x0, y1],
      ],
      colour,
    );
  }

  readonly #pixel = ([x, y]: Place): Place => [
    this.#origin[0] + this.#facing * x * this.#scale,
    this.#origin[1] - y * this.#scale,
  ];
}

const CIRCLE: readonly Place[] = Array.from({ length: 28 }, (_, i) => {
  const angle = (2 * Math.PI * i) / 28;
  return [Math.cos(angle), Math.sin(angle)];
});

/** Between two colours. */
export const mixed = (a: Colour, b: Colour, share: number): Colour => [
  Math.round(a[0] + share * (b[0] - a[0])),
  Math.round(a[1] + share * (b[1] - a[1])),
  Math.round(a[2] + share * (b[2] - a[2])),
];
