import { describe, expect, it } from "vitest";
import { REAL, TEXT } from "../../../src/language/type.ts";
import type { Dataset } from "../../../src/nets/data/dataset.ts";
import { splitOf } from "../../../src/nets/data/split.ts";
import { fit, modelOf } from "../../../src/nets/fit.ts";
import { unseenRows } from "../../../src/nets/geometry/ofmodel.ts";

const data: Dataset = {
  name: "points",
  inputs: [{ name: "x", type: REAL }],
  output: { name: "side", type: TEXT },
  rows: Array.from({ length: 600 }, (_, i) => ({ inputs: [i - 300.5], output: i > 300 ? "right" : "left" })),
  tests: [],
  notes: [],
};

describe("the rows that a net never saw", () => {
  it("are those of its test, while the data is the same", async () => {
    const quick = { architecture: "dense", sizes: [2], steps: 2, seed: 3 } as const;
    const model = modelOf(data, await fit(data, quick), { name: "m", seed: 3 });
    expect(unseenRows(data, model)).toEqual({ rows: splitOf(data, 3).test, unseen: true });
    const more = { ...data, rows: [...data.rows, ...data.rows.slice(0, 7)] };
    expect(unseenRows(more, model)).toEqual({ rows: more.rows, unseen: false });
    // Fitted to all these rows, with others for the test.
    const tested = { ...data, tests: data.rows.slice(0, 120) };
    const all = modelOf(tested, await fit(tested, quick), { name: "m", seed: 3 });
    expect(unseenRows(data, all)).toEqual({ rows: data.rows, unseen: false });
    await Promise.all([model.dispose(), all.dispose()]);
  });
});
