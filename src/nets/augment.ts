/** @file Pictures varied a little: turned, resized and moved, as another photograph of the same thing would be. */

import type { Random } from "../language/random.ts";
import type { Shape } from "./layers/layer.ts";

/** Most by which a picture moves, as a share of its size. */
const SHIFT = 0.08;
/** Most by which it grows or shrinks. */
const SCALE = 0.1;
/** The tangent of the most by which it turns: about ten degrees. */
const TURN = 0.18;

/**
 * Writes a varied copy, bilinearly sampled; what comes from beyond the edges is zero.
 * @param from one picture, `[height, width, channels]`
 */
export function augmented(
  from: Float32Array,
  [height, width, channels]: Shape,
  to: Float32Array,
  at: number,
  random: Random,
): void {
  const part = (): number => (random.word() / 0x1_0000_0000) * 2 - 1;
  const zoom = 1 + SCALE * part();
  const turn = TURN * part();
  // A rotation up to the second order: no sines, which differ between engines.
  const [cos, sin] = [zoom * (1 - (turn * turn) / 2), zoom * turn];
  const [dx, dy] = [SHIFT * width * part(), SHIFT * height * part()];
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  let out = at;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sx = cos * (x - cx) - sin * (y - cy) + cx + dx;
      const sy = sin * (x - cx) + cos * (y - cy) + cy + dy;
      const [left, top] = [Math.floor(sx), Math.floor(sy)];
      const [u, v] = [sx - left, sy - top];
      const inX = left >= 0 && left < width;
      const inX1 = left >= -1 && left < width - 1;
      const inY = top >= 0 && top < height;
      const inY1 = top >= -1 && top < height - 1;
      const base = (top * width + left) * channels;
      for (let c = 0; c < channels; c++, out++) {
        let sum = 0;
        if (inY && inX) sum += (1 - v) * (1 - u) * from[base + c];
        if (inY && inX1) sum += (1 - v) * u * from[base + channels + c];
        if (inY1 && inX) sum += v * (1 - u) * from[base + width * channels + c];
        if (inY1 && inX1) sum += v * u * from[base + (width + 1) * channels + c];
        to[out] = sum;
      }
    }
  }
}
