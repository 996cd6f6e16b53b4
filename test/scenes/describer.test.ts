import { describe, expect, it } from "vitest";
import { randomOf } from "../../src/language/random.ts";
import { described } from "../../src/scenes/caption.ts";
import { learnDescriber, lesson } from "../../src/scenes/describer.ts";
import { anyScene, isMissing } from "../../src/scenes/scene.ts";

describe("a lesson", () => {
  it("shows eight scenes, jeans and no jeans, one figure and several, none of them missing", () => {
    for (let seed = 0; seed < 50; seed++) {
      const scenes = lesson(seed);
      expect(scenes).toHaveLength(8);
      expect(scenes.some(isMissing)).toBe(false);
      for (const isOne of [true, false]) {
        const same = scenes.filter(({ count }) => (count === "one") === isOne);
        const things = same.map(({ thing }) => thing.what);
        expect(things.filter((what) => what === "jeans").length).toBeGreaterThanOrEqual(2);
        expect(things).toContain("scarf");
        expect(same.some(({ relation }) => relation !== "wearing")).toBe(true);
      }
    }
  });
});

describe("a describer", () => {
  it("is learned from few scenes, and right on any", { timeout: 120_000 }, async () => {
    const { describe, examples, told, program } = await learnDescriber({ seed: 1, seconds: 60 });
    expect(examples.length - told).toBe(8);
    expect(told).toBeLessThanOrEqual(3);
    expect(examples.some(isMissing)).toBe(false);
    expect(program).toContain("jeans");
    const random = randomOf(77);
    for (let i = 0; i < 300; i++) {
      const scene = anyScene(random);
      expect(describe(scene)).toBe(described(scene));
    }
  });
});
