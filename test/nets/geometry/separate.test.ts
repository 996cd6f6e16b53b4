/** @file What widths can and cannot part, trained. */

import { expect, it } from "vitest";
import { attempt } from "../../../src/nets/geometry/separate.ts";
import { SHAPES, type Shape } from "../../../src/nets/geometry/shapes.ts";

async function share(name: string, width: number, depth: number, seed: number): Promise<number> {
  const shape = SHAPES.get(name) as Shape;
  const { right, of } = await attempt(shape, { width, depth, seed, activation: "tanh" });
  return right / of;
}

it("a disc in a ring is parted by width 3, and by width 2 from no beginning", async () => {
  expect(await share("nested", 3, 1, 1)).toBeGreaterThan(0.999);
  for (const seed of [1, 2]) expect(await share("nested", 2, 2, seed)).toBeLessThan(0.98);
}, 60_000);

it("linked rings are parted by width 4, and by widths 2 and 3 from no beginning", async () => {
  expect(await share("rings", 4, 2, 2)).toBeGreaterThan(0.999);
  for (const width of [2, 3]) {
    const found = await share("rings", width, 2, 2);
    expect(found).toBeGreaterThan(0.8);
    expect(found).toBeLessThan(0.98);
  }
}, 60_000);
