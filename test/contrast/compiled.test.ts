/** @file A learned program as a net, and nets of the same layers trained, on the tasks of examples/contrast. */

import { expect, it } from "vitest";
import { type CompiledSide, compiledSide } from "../../src/contrast/compiled.ts";
import { example } from "./files.ts";

const side = async (
  name: string,
  program: string,
  { seconds = 0, signal = new AbortController().signal } = {},
): Promise<CompiledSide> => {
  const source = await example(name);
  const tests = [];
  for (const reach of [1, 2, 4]) tests.push(await source.rows("tests", 40, reach));
  const [training, validation] = [await source.rows("training", 500), await source.rows("validation", 50)];
  return compiledSide(
    program,
    source.outline,
    { training, validation, tests },
    { ...{ seed: 1, seeds: 2, seconds, signal }, onProgress: () => {} },
  );
};

it("has no end where finitely many states are enough", async () => {
  const { net, trained } = await side("parity", "(mod (sum $1) 2)");
  expect(net).toMatchObject({
    ...{ kind: "recurrent", length: Number.POSITIVE_INFINITY },
    checked: { inputs: 511, wrong: 0, symbols: 2, length: 8 },
    scores: new Array(3).fill({ right: 40, of: 40 }),
  });
  expect(trained).toEqual([]);
});

it("has no scores where it has no places", async () => {
  const { net } = await side("dedupe", "(unique $1)");
  expect(net?.kind).toBe("transformer");
  expect(net?.checked.wrong).toBe(0);
  const reached = net?.scores.length ?? 0;
  expect(net?.length).toBe([8, 16, 32][reached - 1]);
  expect(net?.scores).toEqual(new Array(reached).fill({ right: 40, of: 40 }));
});

it("is told where it differs from the reference, and not from the program", async () => {
  const { net } = await side("parity", "(mod (size $1) 2)");
  expect(net?.checked.wrong).toBe(0);
  expect(net?.scores[0].right).toBeLessThan(40);
});

it("says why there is none", async () => {
  const { net, why } = await side("runs", "(map (group-equal $1) (lambda (a) [1 2]))");
  expect(net).toBeUndefined();
  expect(why).toMatch(/group-equal/);
});

it("trains the same layers, with seeds of their own", async () => {
  const { net, trained } = await side("parity", "(mod (sum $1) 2)", { seconds: 3 });
  expect(trained.map(({ seed }) => seed)).toEqual([1, 2]);
  expect(trained.every(({ scores }) => scores.length === net?.scores.length)).toBe(true);
  expect(trained.every(({ steps, isHurried }) => isHurried || steps === 4000)).toBe(true);
});

it("trains nothing once it is stopped", async () => {
  const { net, trained } = await side("parity", "(mod (sum $1) 2)", {
    seconds: 3,
    signal: AbortSignal.abort(),
  });
  expect(net).toBeDefined();
  expect(trained).toEqual([]);
});
