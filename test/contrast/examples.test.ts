/** The tasks in examples/contrast: what they draw, and what is learned of them. */

import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { programSide } from "../../src/contrast/program.ts";
import { rowsOf } from "../../src/contrast/rows.ts";
import { example } from "./files.ts";

const NAMES = (await readdir("examples/contrast")).map((file) => file.replace(/\.ts$/, ""));

const learned = async (name: string, seed: number) => {
  const source = await example(name, seed);
  const tests = await Promise.resolve(source.outline.reaches).then(async (reaches) => {
    const sets = [];
    for (const reach of reaches) sets.push(await source.rows("tests", 60, reach));
    return sets;
  });
  return programSide(source, tests, {
    seed,
    seconds: 60,
    candidates: 300_000,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
};

it("are fourteen", () => expect(NAMES).toHaveLength(14));

describe.each(NAMES)("%s", (name) => {
  it("draws what its signature says, at every reach", async () => {
    const source = await example(name);
    const { outline } = source;
    expect(outline.name).toBe(name);
    for (const reach of outline.reaches) {
      const rows = await source.rows("tests", 20, reach);
      expect(rowsOf(rows, outline)).toHaveLength(20);
    }
  });
});

describe("far from the examples", () => {
  it.each(["sort", "reverse"].flatMap((name) => [1, 2, 3].map((seed) => [name, seed] as const)))(
    "%s is right everywhere, with seed %i",
    async (name, seed) => {
      const { scores, program } = await learned(name, seed);
      expect(program).toBeDefined();
      expect(scores).toEqual(new Array(6).fill({ right: 60, of: 60 }));
    },
  );

  it.each(["dedupe", "addition", "dates", "law", "smooth", "kinked", "step"])(
    "%s is right everywhere",
    async (name) => {
      const { scores } = await learned(name, 1);
      expect(scores).toEqual(new Array(6).fill({ right: 60, of: 60 }));
    },
  );

  it("what is seen in pictures is no program's", async () => {
    const { program, scores } = await learned("count", 1);
    expect({ program, scores }).toEqual({ program: undefined, scores: [] });
  });
});
