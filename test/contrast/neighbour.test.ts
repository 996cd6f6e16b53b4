import { describe, expect, it } from "vitest";
import type { Fitted } from "../../src/contrast/learner.ts";
import { neighbour } from "../../src/contrast/neighbour.ts";
import { IMAGE, INT, list, REAL, TEXT, type Type } from "../../src/language/type.ts";
import { Picture, type Value } from "../../src/language/value.ts";

async function fitted(
  types: readonly Type[],
  rows: readonly (readonly [...Value[], Value])[],
): Promise<Fitted> {
  const steps = neighbour.fit(
    {
      name: "test",
      inputs: types.map((type, i) => ({ name: `x${i}`, type })),
      output: { name: "output", type: INT },
      rows: rows.map((row) => ({ inputs: row.slice(0, -1), output: row.at(-1) })),
    },
    { seed: 1, size: "all samples", scheme: "none", seconds: 1 },
  );
  for (let step = await steps.next(); ; step = await steps.next()) if (step.done) return step.value;
}

const grey = (...pixels: number[]) => new Picture(pixels.length, 1, 1, Uint8Array.from(pixels));

describe("the nearest neighbour", () => {
  it("tells lists of reals, and of large numbers, apart", async () => {
    const { answers } = await fitted(
      [list(REAL)],
      [
        [[0.25], 1],
        [[0.75], 2],
        [[5], 3],
        [[5 + 2 ** 32], 4],
      ],
    );
    expect(await answers([[[0.75]], [[5 + 2 ** 32]]])).toEqual([2, 4]);
  });

  it("is nearest in quantities, each over its own spread", async () => {
    const { answers } = await fitted(
      [REAL, REAL],
      [
        [0, 0, 1],
        [1, 0, 2],
        [0, 1000, 3],
        [1, 1000, 4],
      ],
    );
    expect(
      await answers([
        [0.4, 900],
        [0.6, 900],
        [0.6, 100],
      ]),
    ).toEqual([3, 4, 2]);
  });

  it("is nearest in the places of texts, lists and pictures that differ", async () => {
    const texts = await fitted(
      [TEXT],
      [
        ["abc", 1],
        ["abd", 2],
        ["x", 3],
      ],
    );
    expect(await texts.answers([["abx"], ["bbd"], [""]])).toEqual([1, 2, 3]);
    const lists = await fitted(
      [list(INT)],
      [
        [[1, 2, 3], 1],
        [[1, 2], 2],
      ],
    );
    expect(await lists.answers([[[1, 2, 9]], [[5, 2]]])).toEqual([1, 2]);
    const pictures = await fitted(
      [IMAGE],
      [
        [grey(0, 0), 1],
        [grey(255, 0), 2],
      ],
    );
    expect(await pictures.answers([[grey(100, 0)], [grey(200, 0)]])).toEqual([1, 2]);
  });

  it("takes the first of those that are as near", async () => {
    const { answers, parameters, isHurried } = await fitted(
      [INT],
      [
        [1, 1],
        [3, 3],
        [1, 2],
      ],
    );
    expect(await answers([[2], [1]])).toEqual([1, 1]);
    expect({ parameters, isHurried }).toEqual({ parameters: 0, isHurried: false });
  });
});
