import { describe, expect, it } from "vitest";
import { chartLines } from "../../src/contrast/chart.ts";
import type { Contrast } from "../../src/contrast/contrast.ts";
import { fewerText, reachCurves, sampleCurves, sizeCurves } from "../../src/contrast/curves.ts";
import type { Run } from "../../src/contrast/nets.ts";
import { FAR } from "../../src/contrast/outline.ts";
import { contrastSvg } from "../../src/contrast/svg.ts";
import type { Axis } from "../../src/contrast/task.ts";
import { INT } from "../../src/language/type.ts";

const of100 = (...rights: number[]) => rights.map((right) => ({ right, of: 100 }));

const run = (change: Partial<Run>): Run => ({
  learner: "neighbour",
  for: "reach",
  scheme: "none",
  size: "small",
  seed: 1,
  samples: 5000,
  parameters: 0,
  architecture: "nearest of 5000",
  isHurried: false,
  seconds: 1,
  scores: of100(90, 10, 0),
  validation: { right: 90, of: 100 },
  ...change,
});

const result = (runs: readonly Run[], change: Partial<Contrast> = {}): Contrast => ({
  outline: {
    name: "<double>",
    inputs: [{ name: "x", type: INT }],
    output: INT,
    axis: "magnitude",
    reaches: [1, 2, 4],
  },
  seed: 1,
  tests: 100,
  program: {
    examples: [],
    told: 0,
    program: '(concat $1 "<&>")',
    typescript: "",
    cost: 1,
    seconds: 1,
    candidates: 1,
    stopped: "best",
    scores: of100(100, 100, 100),
  },
  runs: [...runs],
  notes: [],
  isStopped: false,
  ...change,
});

describe("curves", () => {
  it("of nets that go from token to token are not called after positions", () => {
    const nets = ["none", "relative", "recurrence"].map((scheme) => run({ learner: "net", scheme }));
    const labels = reachCurves(result(nets)).map(({ label }) => label);
    expect(labels).toEqual(
      expect.arrayContaining(["net, no positions", "net, relative positions", "net, recurrence"]),
    );
  });

  it("say where nets answer fewer samples: far beyond the lengths that they are trained on", () => {
    const { outline } = result([]);
    const far = (reach: number, axis: Axis) => ({ outline: { ...outline, axis, reaches: [1, reach] } });
    expect(fewerText(result([run({})], far(FAR, "length")))).toBeUndefined();
    expect(fewerText(result([run({})], far(2 * FAR, "magnitude")))).toBeUndefined();
    expect(fewerText(result([], far(2 * FAR, "length")))).toBeUndefined();
    const long = result([run({})], far(2 * FAR, "length"));
    expect(fewerText(long)).toBe("beyond 8× nets and neighbour answer 80 of these");
    expect(contrastSvg(long)).toContain("answer 80 of these");
  });

  it("have the mean over seeds and its spread, the program first", () => {
    const curves = reachCurves(result([run({}), run({ seed: 2, scores: of100(70, 30, 0) })]));
    expect(curves.map(({ kind, seeds }) => [kind, seeds])).toEqual([
      ["program", 1],
      ["neighbour", 2],
    ]);
    expect(curves[1].points.map(({ x, low, high }) => [x, low, high])).toEqual([
      [1, 0.7, 0.9],
      [2, 0.1, 0.3],
      [4, 0, 0],
    ]);
    expect(curves[1].points[0].mean).toBeCloseTo(0.8, 12);
  });

  it("lead over samples to the whole, and over parameters", () => {
    const dense = run({ for: "density", samples: 100, scores: of100(20) });
    const curves = sampleCurves(result([run({}), dense]));
    expect(curves[0].points.map(({ x, mean }) => [x, mean])).toEqual([
      [100, 0.2],
      [5000, 0.9],
    ]);
    const sized = [300, 20].map((parameters) =>
      run({ for: "size", size: String(parameters), parameters, scores: of100(parameters / 10) }),
    );
    expect(sizeCurves(result(sized))[0].points.map(({ x, mean }) => [x, mean])).toEqual([
      [20, 0.02],
      [300, 0.3],
    ]);
    expect(sampleCurves(result([run({})]))).toEqual([]);
  });

  it("end where the measuring was stopped", () => {
    const program = { ...(result([]).program as NonNullable<Contrast["program"]>), scores: of100(100) };
    expect(reachCurves(result([], { program }))[0].points).toHaveLength(1);
    expect(reachCurves(result([], { program: undefined }))).toEqual([]);
  });
});

describe("the chart", () => {
  it("has a mark at each point, of those that meet the first curve's", () => {
    const lines = chartLines(reachCurves(result([run({ scores: of100(100, 50, 0) })])), (x) => `${x}×`);
    expect(lines).toHaveLength(13);
    expect(lines[0].match(/●/g)).toHaveLength(3);
    expect(lines.join("").match(/×/g)).toHaveLength(2 + 3);
    expect(lines[5].indexOf("×")).toBe(lines[12].indexOf("2"));
    expect(lines[10].lastIndexOf("×")).toBe(lines[12].indexOf("4"));
  });

  it("is empty without curves", () => expect(chartLines([], String)).toEqual([]));
});

describe("the picture", () => {
  it("escapes what comes from the task, and has a panel for what was measured", () => {
    const dense = run({ for: "density", samples: 100, scores: of100(20) });
    const svg = contrastSvg(result([run({}), run({ seed: 2, scores: of100(70, 30, 0) }), dense]));
    expect(svg).toContain("&#60;double&#62;");
    expect(svg).not.toMatch(/<double>|"<&>"/);
    expect(svg.match(/<polyline/g)).toHaveLength(3);
    expect(svg.match(/<polygon/g)).toHaveLength(2);
    expect(svg).toContain("at 1×, by samples");
    expect(svg).not.toContain("NaN");
    expect(contrastSvg(result([], { program: undefined }))).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });
});
