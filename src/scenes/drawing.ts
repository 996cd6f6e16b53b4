/** @file A scene as a picture: the same scene is drawn a little differently each time, in place, size, side and shade. */

import type { Random } from "../language/random.ts";
import { Picture } from "../language/value.ts";
import { type Colour, Raster } from "../nets/geometry/raster.ts";
import { LOOKS } from "./figures.ts";
import { GROUND, HUES, INK, SKY, WHITE } from "./palette.ts";
import { mixed, Pen, type Place } from "./pen.ts";
import { COUNTS, type Hue, type Scene } from "./scene.ts";
import { HELD, isHeld, isWorn, STANDING, WORN } from "./things.ts";

/** Of the pictures that nets see, in pixels. */
export const SIDE = 48;

/** @param side of the picture in pixels; the same random numbers give the same drawing at any size */
export function drawn(scene: Scene, random: Random, side = SIDE): Picture {
  const raster = new Raster(side, side, shaded(SKY, random));
  const horizon = Math.round(side * between(0.5, 0.62, random));
  raster.rectangle(0, horizon, side, side - horizon, shaded(GROUND, random));
  const pen =
    random.below(2) === 0 ? new Pen(raster, [0, side], side) : new Pen(raster, [side, side], side, -1);
  const size = between(0.9, 1.06, random);
  const moved: Place = [between(-0.03, 0.03, random), between(-0.02, 0.03, random)];
  compose(scene, pen.at(moved), size, random);
  return new Picture(side, side, 3, raster.pixels);
}

function compose(scene: Scene, pen: Pen, size: number, random: Random): void {
  const look = LOOKS[scene.what];
  const [own, other] = [hue(scene.colour, random), hue(scene.thing.colour, random)];
  const thing = scene.thing.what;
  const count = COUNTS.indexOf(scene.count) + 1;
  const scaleOf = (scales: readonly number[]): number => scales[count - 1] * size;
  const draw = (at: Place, scale: number): Pen => {
    const near: Place = [at[0] + between(-0.015, 0.015, random), at[1] + between(-0.015, 0.015, random)];
    const placed = pen.at(near, scale);
    look.draw(placed, own);
    return placed;
  };
  if (isWorn(thing)) {
    for (const place of rows(count, 0.5, 0.25)) WORN[thing](draw(place, scaleOf(WIDE)), look, other);
    return;
  }
  if (isHeld(thing)) {
    const scale = scaleOf(HOLDING);
    const places = rows(count, 0.42, 0.22);
    const holder = places.length - 1;
    for (const [i, place] of places.entries()) {
      const at = draw(place, scale);
      // As large whoever holds it, so that it can be told.
      if (i === holder) HELD[thing](at.at(look.hand, (0.52 * size) / scale), other);
    }
    return;
  }
  const standing = STANDING[thing];
  if (scene.relation === "riding") {
    const scale = scaleOf(RIDING);
    const vehicle = 0.62 * size;
    const half = 0.42 / vehicle;
    const span = count === 1 ? 0 : 0.84 - 2 * Math.min(look.half * scale, 0.2);
    for (let i = 0; i < count; i++) {
      const x = 0.5 + (count === 1 ? 0 : (i / (count - 1) - 0.5) * span);
      draw([x, 0.06 + standing.seat * vehicle], scale);
    }
    standing.draw(pen.at([0.5, 0.06], vehicle), other, half);
    return;
  }
  standing.draw(pen.at([0.77, 0.26], 0.44 * size), other, standing.half);
  for (const place of rows(count, 0.32, 0.15)) draw(place, scaleOf(BESIDE));
}

/** Sizes of figures where there are one, two, three or four. */
const WIDE = [0.74, 0.44, 0.42, 0.42];
const HOLDING = [0.54, 0.4, 0.36, 0.36];
const RIDING = [0.56, 0.42, 0.34, 0.3];
const BESIDE = [0.52, 0.36, 0.31, 0.31];

/** Feet of so many figures in two rows, those farther off first. */
function rows(count: number, middle: number, apart: number): Place[] {
  const [left, right] = [middle - apart, middle + apart];
  if (count === 1) return [[middle, 0.12]];
  if (count === 2)
    return [
      [left, 0.3],
      [right, 0.12],
    ];
  const back: Place[] =
    count === 3
      ? [[middle, 0.5]]
      : [
          [left, 0.5],
          [right, 0.5],
        ];
  return [...back, [left, 0.06], [right, 0.06]];
}

const between = (low: number, high: number, random: Random): number =>
  low + (random.word() / 0x1_0000_0000) * (high - low);

const hue = (name: Hue, random: Random): Colour => shaded(HUES[name], random);

/** A little lighter or darker. */
const shaded = (colour: Colour, random: Random): Colour => {
  const share = between(-0.12, 0.12, random);
  return mixed(colour, share < 0 ? INK : WHITE, Math.abs(share));
};
