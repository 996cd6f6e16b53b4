import { describe, expect, it } from "vitest";
import { type NetSpec, outputOf } from "../../src/nets/net.ts";

const joined = (...shapes: number[][]): NetSpec => ({
  inputs: shapes.map((shape) => ({ shape, layers: [] })),
  layers: [{ kind: "normalise" }],
});

describe("inputs", () => {
  it.each([
    [[[3], [4]], [7]],
    [
      [[3], [5, 2]],
      [5, 5],
    ],
    [
      [[5, 2], [3], [5, 1]],
      [5, 6],
    ],
  ])("of the shapes %j are joined as %j", (shapes, output) => {
    expect(outputOf(joined(...shapes))).toEqual(output);
  });

  it.each([
    [
      [
        [5, 2],
        [4, 2],
      ],
    ],
    [[[3], [2, 2, 1]]],
  ])("of the shapes %j are not joined", (shapes) => {
    expect(() => outputOf(joined(...shapes))).toThrow(/only vectors are joined, and sequences of one length/);
  });
});
