import { describe, expect, it } from "vitest";
import { net } from "../../src/contrast/net.ts";
import { INT, list, REAL, TEXT, type Type } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import { RANGE } from "../../src/nets/positions.ts";

/** Fitted for a moment only. */
async function fitted(input: Type, output: Type, rows: readonly (readonly [Value, Value])[], scheme: string) {
  const shape = {
    name: "rows",
    inputs: [{ name: "x", type: input }],
    output: { name: "y", type: output },
    rows: rows.map(([x, y]) => ({ inputs: [x], output: y })),
  };
  const fitting = net.fit(shape, { seed: 1, size: "8", scheme, seconds: 1 });
  let step = await fitting.next();
  while (!step.done) step = await fitting.next();
  return step.value;
}

const ITEMS = [1, 2, 3];

describe("a fitted net", () => {
  it("is wrong about lists that are too long for it, and right or wrong about the others", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => {
      const items = Array.from({ length: 1 + (i % 3) }, (_, k) => ITEMS[(i + k) % 3]);
      return [items, items] as const;
    });
    const { right } = await fitted(list(INT), list(INT), rows, "randomised");
    const long = Array.from({ length: RANGE }, (_, i) => ITEMS[i % 3]);
    const asked = [...rows.slice(0, 3), [long, long] as const];
    expect(await right?.(asked.map(([x, y]) => ({ inputs: [x], output: y })))).toBeLessThanOrEqual(3);
  });

  it("is held to a tolerance where it gives reals: no single pass tells what is right", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [`a${i}`, i / 4] as const);
    const { right } = await fitted(TEXT, REAL, rows, "none");
    expect(right).toBeUndefined();
  });
});
