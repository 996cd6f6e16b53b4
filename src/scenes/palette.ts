/** @file The colours that scenes are drawn in. */

import type { Colour } from "../nets/geometry/raster.ts";
import type { Hue } from "./scene.ts";

export const HUES: Readonly<Record<Hue, Colour>> = {
  red: [214, 40, 40],
  blue: [40, 84, 214],
  green: [24, 132, 60],
  yellow: [248, 208, 32],
  purple: [142, 60, 180],
  brown: [128, 76, 36],
};

export const SKY: Colour = [214, 232, 244];
export const GROUND: Colour = [206, 204, 190];
export const INK: Colour = [36, 36, 44];
export const WHITE: Colour = [250, 250, 250];
export const SKIN: Colour = [244, 200, 164];
export const PINK: Colour = [246, 150, 170];
export const ORANGE: Colour = [244, 140, 30];
export const GREY: Colour = [150, 154, 164];
