/** @file Nets in a real browser: they learn there what they learn in Node. Skipped where there is none. */

import { expect, it } from "vitest";
import { chromium, reportsOf } from "./browser.ts";
import { type Trained, trained } from "./trained.ts";

const browser = chromium();
if (!browser)
  console.warn("nets in a page: skipped, there is no Chromium in the PATH; CHROMIUM may name one");

it.skipIf(!browser)(
  "a net learns in a page what it learns in Node",
  async () => {
    const here = await trained();
    expect(here.accuracy).toBeGreaterThan(0.9);
    expect(here.answers.map(({ value }) => value)).toEqual(["even", "odd"]);
    for (const there of await reportsOf<Trained>(browser as string, "netpage", [true, false])) {
      expect(there).not.toHaveProperty("error");
      expect(there.accuracy).toBe(here.accuracy);
      expect(there.answers.map(({ value }) => value)).toEqual(here.answers.map(({ value }) => value));
      // Exponentials differ between engines, in their last bits.
      expect(there.weights).toHaveLength(here.weights.length);
      for (const [i, weight] of there.weights.entries()) expect(weight).toBeCloseTo(here.weights[i], 4);
    }
  },
  180_000,
);
