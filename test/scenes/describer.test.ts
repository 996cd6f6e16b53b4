import { describe, expect, it } from "vitest";
import { randomOf } from "../../src/language/random.ts";
import { described } from "../../src/scenes/caption.ts";
import { learnDescriber, lesson } from "../../src/scenes/describer.ts";
import { anyScene, isMissing } from "../../src/scenes/scene.ts";

describe("a lesson", () => {
  it("varies two scenes in what matters, keeps the rest, and shows none that is missing", () => {
    for (let seed = 0; seed < 50; seed++) {
      const scenes = lesson(seed);
      expect(scenes).toHaveLength(8);
      expect(scenes.some(isMissing)).toBe(false);
      const kept = [scenes.slice(0, 4), scenes.slice(4)].map((four) => {
        expect(four.map(({ thing }) => thing.what === "jeans")).toEqual([true, false, true, false]);
        expect(four.map(({ count }) => count === "one")).toEqual([true, true, false, false]);
        const rest = four.map(({ colour, what, thing }) => `${colour} ${what} ${thing.colour}`);
        expect(new Set(rest).size).toBe(1);
        return rest[0].split(" ");
      });
      expect(kept[0].filter((word) => kept[1].includes(word))).toEqual([]);
      expect(scenes[1].thing.what).toBe("scarf");
      expect(scenes[5].relation).not.toBe("wearing");
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
