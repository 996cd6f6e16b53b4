/** @file The contract between domains and the search, by a tiny domain: a primitive that only works on batches. */

import { describe, expect, it } from "vitest";
import { bits, type Domain, type Production, type Sample } from "../../../src/language/grammar.ts";
import { run } from "../../../src/language/interpret.ts";
import { INT } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";
import { finish, learned, taskOf } from "../finish.ts";
import { calls, define, numerals, plus, times } from "./tiny.ts";

describe("a primitive that only works on batches", () => {
  /** A net's stand-in: it knows the inputs that it was prepared with, all at once, and nothing else. */
  const netDomain = (): { domain: Domain; batches: (readonly Value[])[][] } => {
    const seen = new Map<number, number>();
    const batches: (readonly Value[])[][] = [];
    const net = define("brightness", [INT], INT, ([image]) => seen.get(image as number), {
      partial: true,
      async prepare(batch) {
        await Promise.resolve();
        batches.push(batch.map((args) => [...args]));
        for (const [image] of batch) {
          if (Number.isInteger(image)) seen.set(image as number, ((image as number) * 37 + 11) % 10);
        }
      },
    });
    const domain: Domain = {
      name: "nets",
      layouts: [],
      primitives: [net, plus, times],
      propose: ({ inputs }: Sample) => ({
        sorts: [
          { name: "nets:digit", type: INT },
          ...inputs.map((_, i) => ({ name: `nets:image/${i}`, type: INT })),
        ],
        productions: [
          ...inputs.flatMap((_, i): Production[] => [
            { sort: `nets:image/${i}`, head: { input: i }, args: [], cost: bits(1) },
            calls("nets:digit", net, 3, `nets:image/${i}`),
          ]),
          ...numerals("nets:digit", [1, 2]),
          calls("int", plus, 2, "nets:digit", "nets:digit"),
          calls("int", times, 2, "nets:digit", "nets:digit"),
        ],
      }),
    };
    return { domain, batches };
  };
  const bright = (image: number): number => (image * 37 + 11) % 10;

  it("is asked once, before the search, about every row at hand", async () => {
    const { domain, batches } = netDomain();
    const images = [123, 456, 789, 1011];
    const task = taskOf(
      [INT],
      INT,
      images.map((image) => [image, bright(image) * 2]),
      [[5555]],
    );
    const { best } = await learned(task, [domain], { candidates: 20_000 });
    expect(best?.program.text).toMatch(/brightness \$1/);
    expect(best?.right).toBe(4);
    expect(best && run(best.program, [5555])).toBe(bright(5555) * 2);
    expect(batches.length).toBe(1);
    expect(batches[0].map(([image]) => image)).toEqual([...images, 5555]);
  });

  it("is asked about each input that it may be called with", async () => {
    const { domain } = netDomain();
    const rows = [
      [12, 345],
      [678, 91],
      [23, 456],
      [789, 12],
    ].map(([a, b]) => [a, b, bright(a) + bright(b)]);
    const { best } = await learned(taskOf([INT, INT], INT, rows), [domain], { candidates: 20_000 });
    expect(best?.program.text).toMatch(/brightness \$1.*brightness \$2|brightness \$2.*brightness \$1/);
  });

  it("knows an input that the user tells of", async () => {
    const { domain } = netDomain();
    const task = taskOf(
      [INT],
      INT,
      [123, 456, 789].map((image) => [image, bright(image) * 2]),
      [[5555]],
    );
    const { search } = await learned(task, [domain], { candidates: 20_000 });
    await search.tell({ inputs: [5555], output: bright(5555) * 2 });
    finish(search);
    expect(search.answers()[0]?.right).toBe(4);
  });
});
