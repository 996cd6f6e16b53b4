import { describe, expect, it } from "vitest";
import { randomOf } from "../../src/language/random.ts";
import { drawn, SIDE } from "../../src/scenes/drawing.ts";
import { HUES } from "../../src/scenes/palette.ts";
import { COLOURS, COUNTS, FIGURES, RELATION_NAMES, RELATIONS, type Scene } from "../../src/scenes/scene.ts";

const scene: Scene = {
  count: "one",
  colour: "red",
  what: "dog",
  relation: "beside",
  thing: { colour: "blue", what: "house" },
};
const pixelsOf = (of: Scene, seed = 1, side = SIDE): Uint8Array => drawn(of, randomOf(seed), side).pixels;
/** Pixels whose colour is within a shade of the hue. */
const near = (of: Scene, hue: (typeof COLOURS)[number], seed = 1): number => {
  const pixels = pixelsOf(of, seed);
  let count = 0;
  for (let i = 0; i < pixels.length; i += 3) {
    const off = Math.max(...HUES[hue].map((level, c) => Math.abs(level - pixels[i + c])));
    if (off < 32) count++;
  }
  return count;
};

describe("drawings", () => {
  it("are the same for the same random numbers, and others for others", () => {
    expect(pixelsOf(scene)).toEqual(pixelsOf(scene));
    expect(pixelsOf(scene, 2)).not.toEqual(pixelsOf(scene));
  });

  it("are of any size", () => {
    expect(drawn(scene, randomOf(1), 200)).toMatchObject({ width: 200, height: 200, channels: 3 });
  });

  it("differ wherever scenes do", () => {
    const changes: Scene[] = [
      ...COUNTS.map((count) => ({ ...scene, count })),
      ...COLOURS.map((colour) => ({ ...scene, colour })),
      ...FIGURES.map((what) => ({ ...scene, what })),
      ...COLOURS.map((colour) => ({ ...scene, thing: { ...scene.thing, colour } })),
      ...RELATION_NAMES.flatMap((relation) =>
        RELATIONS[relation].map((what) => ({ ...scene, relation, thing: { ...scene.thing, what } })),
      ),
    ];
    const distinct = new Set(changes.map((of) => JSON.stringify(of)));
    expect(new Set(changes.map((of) => pixelsOf(of).join())).size).toBe(distinct.size);
  });

  it("show the colours that are named", () => {
    for (const colour of COLOURS) {
      const other = COLOURS.find((hue) => hue !== colour && hue !== "brown") ?? "red";
      const of: Scene = { ...scene, colour, thing: { colour: other, what: "car" } };
      for (const hue of [colour, other]) expect(near(of, hue, 3), hue).toBeGreaterThan(12);
    }
  });

  it("show jeans on legs of the same colour", () => {
    const dressed: Scene = { ...scene, relation: "wearing", thing: { colour: "red", what: "jeans" } };
    const scarf: Scene = { ...dressed, thing: { colour: "red", what: "scarf" } };
    expect(pixelsOf(dressed)).not.toEqual(pixelsOf(scarf));
  });
});
