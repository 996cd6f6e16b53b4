/** @file Grids of up to a size: for each place a number a colour, of which one is 1, the first of them for places outside. */

import { Grid, type Value } from "../../language/value.ts";
import type { Field } from "../../library/field.ts";
import { InputError } from "../../tasks/error.ts";
import { greatest, MAX_SIZE, unwritable, type Vectorizer } from "./vectorizer.ts";

const MAX_SIDE = 1024;

export class GridVectorizer implements Vectorizer {
  readonly kind = "grid";
  readonly size: number;
  readonly shape: readonly [height: number, width: number, depth: number];
  /** Of each depth but the first its colour. */
  readonly colours: readonly number[];

  constructor(height: number, width: number, colours: readonly number[]) {
    this.colours = colours;
    this.shape = [height, width, 1 + colours.length];
    this.size = height * width * (1 + colours.length);
  }

  /** From the data: its greatest sides, and its colours. */
  static of(grids: readonly Grid[]): GridVectorizer {
    const colours = new Set<number>();
    let [height, width] = [1, 1];
    for (const grid of grids) {
      height = Math.max(height, grid.height);
      width = Math.max(width, grid.width);
      for (const cell of grid.cells) colours.add(cell);
    }
    if (Math.max(height, width) > MAX_SIDE || height * width * (1 + colours.size) > MAX_SIZE)
      throw new InputError(
        "",
        `grids of ${width} × ${height} with ${colours.size} colours are too large for a net`,
      );
    return new GridVectorizer(
      height,
      width,
      [...colours].sort((a, b) => a - b),
    );
  }

  static from(json: Field): GridVectorizer {
    json.only(["kind", "height", "width", "colours"]);
    const colours = json
      .at("colours")
      .items()
      .map((item) => item.whole(0, 255));
    if (new Set(colours).size < colours.length) json.at("colours").fail("has a colour twice");
    const height = json.at("height").whole(1, MAX_SIDE);
    const width = json.at("width").whole(1, MAX_SIDE);
    if (height * width * (1 + colours.length) > MAX_SIZE) json.fail("is of no size that a net sees");
    return new GridVectorizer(height, width, colours);
  }

  write(value: Value, to: Float32Array, at: number): void {
    const [height, width, depth] = this.shape;
    if (!(value instanceof Grid) || value.width > width || value.height > height)
      throw unwritable(value, `grids of at most ${width} × ${height}`);
    to.fill(0, at, at + this.size);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const isInside = x < value.width && y < value.height;
        const cell = value.cells[y * value.width + x];
        const colour = isInside ? this.colours.indexOf(cell) : -1;
        if (isInside && colour < 0)
          throw unwritable(value, `grids with the colours ${this.colours.join(", ")}`);
        to[at + (y * width + x) * depth + 1 + colour] = 1;
      }
    }
  }

  read(from: Float32Array, at: number): Grid {
    const [, width, depth] = this.shape;
    const sides = this.#sidesIn(from, at);
    const cells = new Uint8Array(sides.width * sides.height);
    for (let y = 0; y < sides.height; y++) {
      for (let x = 0; x < sides.width; x++) {
        const place = at + (y * width + x) * depth + 1;
        cells[y * sides.width + x] = this.colours[greatest(from, place, depth - 1)] ?? 0;
      }
    }
    return new Grid(sides.width, sides.height, cells);
  }

  /** The rectangle that agrees best with which places are said to be outside. */
  #sidesIn(from: Float32Array, at: number): { readonly width: number; readonly height: number } {
    const [height, width, depth] = this.shape;
    // For each corner, how many more places than not up to it are inside.
    const sums = new Int32Array((width + 1) * (height + 1));
    let best = { width: 0, height: 0, sum: 0 };
    for (let y = 1; y <= height; y++) {
      for (let x = 1; x <= width; x++) {
        const isInside = greatest(from, at + ((y - 1) * width + x - 1) * depth, depth) > 0;
        const above = (y - 1) * (width + 1) + x;
        const here = y * (width + 1) + x;
        sums[here] = sums[above] + sums[here - 1] - sums[above - 1] + (isInside ? 1 : -1);
        if (sums[here] > best.sum) best = { width: x, height: y, sum: sums[here] };
      }
    }
    return best;
  }

  toJSON() {
    const [height, width] = this.shape;
    return { kind: this.kind, height, width, colours: this.colours };
  }
}
