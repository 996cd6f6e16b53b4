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
 * Writes a varied copy, bilinearly sampled; beyond the edges it goes on as they are, dark or light.
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
      const [x0, x1] = [within(left, width), within(left + 1, width)];
      const [y0, y1] = [within(top, height) * width, within(top + 1, height) * width];
      for (let c = 0; c < channels; c++, out++) {
        let sum = (1 - v) * (1 - u) * from[(y0 + x0) * channels + c];
        sum += (1 - v) * u * from[(y0 + x1) * channels + c];
        sum += v * (1 - u) * from[(y1 + x0) * channels + c];
        sum += v * u * from[(y1 + x1) * channels + c];
        to[out] = sum;
      }
    }
  }
}

const within = (place: number, size: number): number => Math.max(0, Math.min(size - 1, place));
