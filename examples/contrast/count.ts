/** @file How many squares there are in a picture: what is far away is crowded. */

import type { ContrastTask, PlainPicture } from "../../src/contrast/task.ts";

const SIDE = 32;

/** Squares stand in cells of their own, so that none touches another. */
const CELL = 4;
const CELLS = (SIDE / CELL) ** 2;

export default {
  name: "count",
  description: "the number of bright squares in a picture",
  signature: { inputs: [{ name: "picture", type: "image" }], output: "int" },
  axis: "length",
  reaches: [1, 2, 4, 8, 16],
  train: { samples: 20_000 },
  reference({ width, height, pixels }) {
    let count = 0;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const isBright = pixels[y * width + x] > 0;
        const isCorner =
          (x === 0 || pixels[y * width + x - 1] === 0) && (y === 0 || pixels[(y - 1) * width + x] === 0);
        if (isBright && isCorner) count++;
      }
    }
    return count;
  },
  sample(random, reach) {
    const count = random.between(reach === 1 ? 0 : 2 * reach, 4 * reach);
    const pixels = new Uint8Array(SIDE * SIDE);
    const places = random.shuffled(random.times(CELLS, (i) => i)).slice(0, count);
    for (const place of places) {
      const [across, down] = [place % (SIDE / CELL), Math.floor(place / (SIDE / CELL))];
      const [size, brightness] = [random.between(1, 3), random.between(128, 255)];
      const room = CELL - 1 - size;
      const [left, top] = [across * CELL + random.between(0, room), down * CELL + random.between(0, room)];
      for (let y = top; y < top + size; y++)
        for (let x = left; x < left + size; x++) pixels[y * SIDE + x] = brightness;
    }
    return [{ width: SIDE, height: SIDE, channels: 1, pixels }];
  },
} satisfies ContrastTask<[picture: PlainPicture], number>;
