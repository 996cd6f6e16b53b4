import { describe, expect, it } from "vitest";
import { randomOf } from "../../src/language/random.ts";
import { described, understood } from "../../src/scenes/caption.ts";
import { anyScene, isMissing, MISSING, type Scene, sceneWhere, seenScenes } from "../../src/scenes/scene.ts";

const scene: Scene = {
  count: "two",
  colour: "red",
  what: "dog",
  relation: "beside",
  thing: { colour: "blue", what: "tree" },
};

describe("captions", () => {
  it.each([
    [scene, "two red dogs beside a blue tree"],
    [{ ...scene, count: "one" }, "a red dog beside a blue tree"],
    [
      {
        ...scene,
        count: "one",
        what: "horse",
        relation: "wearing",
        thing: { colour: "blue", what: "jeans" },
      },
      "a red horse wearing blue jeans",
    ],
  ] satisfies [Scene, string][])("of %o", (of, caption) => {
    expect(described(of)).toBe(caption);
  });

  it("are understood as the scenes that they describe", () => {
    const random = randomOf(5);
    for (let i = 0; i < 500; i++) {
      const any = anyScene(random);
      expect(understood(described(any))).toEqual(any);
    }
  });

  it("may leave colours out", () => {
    expect(understood("A horse wearing jeans")).toEqual({
      count: "one",
      colour: "brown",
      what: "horse",
      relation: "wearing",
      thing: { colour: "blue", what: "jeans" },
    });
    expect(understood("three cats holding an umbrella").count).toBe("three");
  });

  it.each([
    ["a hrose wearing jeans", /"hrose" should be whom there is; did you mean "horse"\?/],
    ["two dog beside a tree", /did you mean "dogs"\?/],
    [
      "a dog wearing a tree",
      /"tree" should be what may come after "wearing"; there are "hat", "scarf", "jeans"/,
    ],
    ["a dog", /after its end should be what they do/],
    ["a dog wearing a hat holding a flag", /ends before "holding"/],
    ["", /should be whom there is/],
  ])("that say %o are refused", (caption, message) => {
    expect(() => understood(caption)).toThrow(message);
  });
});

describe("missing combinations", () => {
  it("are of parts that are seen apart from each other", () => {
    const seen = seenScenes(4000, randomOf(1));
    expect(seen.some(isMissing)).toBe(false);
    const words = new Set(seen.flatMap((of) => described(of).split(" ")));
    for (const { holds } of MISSING) {
      const of = sceneWhere(holds, randomOf(2));
      for (const word of described(of).split(" ")) expect(words).toContain(word);
    }
  });
});
