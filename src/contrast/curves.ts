/** @file What was measured as curves: shares of right answers over reach, over samples and over parameters, with their spread over seeds. */

import type { Contrast } from "./contrast.ts";
import type { Run } from "./nets.ts";
import { type Score, shareOf } from "./score.ts";

export interface CurvePoint {
  readonly x: number;
  /** Shares of right answers, 0 … 1: of all seeds the mean, the least and the most. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Curve {
  readonly kind: "program" | "net" | "neighbour";
  readonly label: string;
  /** In order of x. */
  readonly points: readonly CurvePoint[];
  readonly seeds: number;
}

/** The program first, then nets by scheme, then the nearest neighbour. */
export function reachCurves({ outline, program, runs }: Contrast): Curve[] {
  const { reaches } = outline;
  const curves: Curve[] = [];
  if (program && program.scores.length > 0)
    curves.push({ kind: "program", label: "program", points: pointsOf(reaches, [program.scores]), seeds: 1 });
  const bySchemes = grouped(
    runs.filter((run) => run.for === "reach"),
    ({ learner, scheme }) => `${learner} ${scheme}`,
  );
  for (const [first, ...others] of bySchemes.sort(([a], [b]) => rankOf(a) - rankOf(b))) {
    const same = [first, ...others];
    curves.push({
      kind: kindOf(first),
      label: labelOf(first, bySchemes),
      points: pointsOf(
        reaches,
        same.map(({ scores }) => scores),
      ),
      seeds: same.length,
    });
  }
  return curves;
}

/** At reach 1, over the number of samples; nothing where only one number was tried. */
export function sampleCurves({ runs }: Contrast): Curve[] {
  const dense = runs.filter((run) => run.for === "density");
  return grouped(dense, ({ learner }) => learner)
    .sort(([a], [b]) => rankOf(a) - rankOf(b))
    .map((same) => {
      const whole = runs.filter(
        (run) => run.for === "reach" && run.learner === same[0].learner && run.scheme === same[0].scheme,
      );
      const all = grouped([...same, ...whole], ({ samples }) => String(samples));
      return curveOver(same[0], all, ({ samples }) => samples);
    });
}

/** At reach 1, over the number of parameters. */
export function sizeCurves({ runs }: Contrast): Curve[] {
  const sized = runs.filter((run) => run.for === "size");
  return grouped(sized, ({ learner }) => learner).map((same) =>
    curveOver(
      same[0],
      grouped(same, ({ size }) => size),
      ({ parameters }) => parameters,
    ),
  );
}

function curveOver(first: Run, groups: readonly Run[][], xOf: (run: Run) => number): Curve {
  const points = groups.map((same) =>
    pointOf(
      xOf(same[0]),
      same.map(({ scores }) => scores[0]),
    ),
  );
  return {
    kind: kindOf(first),
    label: first.learner === "neighbour" ? "nearest neighbour" : "net",
    points: points.sort((a, b) => a.x - b.x),
    seeds: Math.max(...groups.map(({ length }) => length)),
  };
}

const kindOf = ({ learner }: Run): Curve["kind"] => (learner === "neighbour" ? "neighbour" : "net");

const rankOf = (run: Run): number => (kindOf(run) === "net" ? 0 : 1);

/** The scheme is named where there are several. */
function labelOf(run: Run, groups: readonly Run[][]): string {
  if (kindOf(run) === "neighbour") return "nearest neighbour";
  const schemes = groups.filter(([first]) => kindOf(first) === "net").length;
  return schemes > 1 ? `net, ${run.scheme} positions` : "net";
}

function pointsOf(reaches: readonly number[], runs: readonly (readonly Score[])[]): CurvePoint[] {
  return reaches.flatMap((x, i) => {
    const scores = runs.flatMap((each) => each[i] ?? []);
    return scores.length > 0 ? [pointOf(x, scores)] : [];
  });
}

function pointOf(x: number, scores: readonly Score[]): CurvePoint {
  const shares = scores.map(shareOf);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return { x, mean, low: Math.min(...shares), high: Math.max(...shares) };
}

/** In the order of their first. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}
