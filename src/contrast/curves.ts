/** @file What was measured as curves: shares of right answers over reach, over samples and over parameters, with their spread over seeds. */

import type { Contrast } from "./contrast.ts";
import { RECURRENCE } from "./learner.ts";
import type { Run } from "./nets.ts";
import { FAR, FAR_TESTS, isFar } from "./outline.ts";
import { type Score, shareOf } from "./score.ts";

export interface CurvePoint {
  readonly x: number;
  /** Shares of right answers, 0 … 1: of all seeds the mean, the least and the most. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Curve {
  readonly kind: "program" | "compiled" | "trained" | "net" | "neighbour";
  /** Its place among nets, by scheme: what it is drawn with wherever it is drawn. */
  readonly place: number;
  readonly label: string;
  /** In order of x. */
  readonly points: readonly CurvePoint[];
  readonly seeds: number;
}

/** The program first, then what it was compiled into and the same layers trained, nets by scheme, the nearest neighbour. */
export function reachCurves({ outline, program, compiled, runs }: Contrast): Curve[] {
  const { reaches } = outline;
  const curves: Curve[] = [];
  if (program && program.scores.length > 0)
    curves.push({ ...PROGRAM, points: pointsOf(reaches, [program.scores]), seeds: 1 });
  if (compiled?.net) curves.push({ ...COMPILED, points: pointsOf(reaches, [compiled.net.scores]), seeds: 1 });
  if (compiled && compiled.trained.length > 0) {
    const scores = compiled.trained.map((run) => run.scores);
    curves.push({ ...TRAINED, points: pointsOf(reaches, scores), seeds: scores.length });
  }
  const fits = runs.filter((run) => run.for === "reach");
  for (const same of grouped(fits, ({ learner, scheme }) => `${learner} ${scheme}`)) {
    const scores = same.map((run) => run.scores);
    curves.push({ ...nameOf(same[0], runs), points: pointsOf(reaches, scores), seeds: same.length });
  }
  return curves.sort(inOrder);
}

const PROGRAM = { kind: "program", label: "program", place: 0 } as const;
const COMPILED = { kind: "compiled", label: "compiled net", place: 0 } as const;
const TRAINED = { kind: "trained", label: "same layers, trained", place: 0 } as const;

const KINDS: readonly Curve["kind"][] = ["program", "compiled", "trained", "net", "neighbour"];

const inOrder = (a: Curve, b: Curve): number =>
  KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.place - b.place;

/** At reach 1, over the number of samples; nothing where only one number was tried. */
export function sampleCurves({ runs }: Contrast): Curve[] {
  const dense = runs.filter((run) => run.for === "density");
  return grouped(dense, ({ learner }) => learner)
    .map((same) => {
      const { learner, scheme } = same[0];
      const whole = runs.filter(
        (run) => run.for === "reach" && run.learner === learner && run.scheme === scheme,
      );
      return curveOver([...same, ...whole], runs, ({ samples }) => samples);
    })
    .sort(inOrder);
}

/** At reach 1, over the number of parameters. */
export function sizeCurves({ runs }: Contrast): Curve[] {
  const sized = runs.filter((run) => run.for === "size");
  return grouped(sized, ({ learner }) => learner).map((same) =>
    curveOver(same, runs, ({ parameters }) => parameters),
  );
}

function curveOver(own: readonly Run[], runs: readonly Run[], xOf: (run: Run) => number): Curve {
  const groups = grouped(own, (run) => String(xOf(run)));
  const points = groups.map((same) =>
    pointOf(
      xOf(same[0]),
      same.map(({ scores }) => scores[0]),
    ),
  );
  return {
    ...nameOf(own[0], runs),
    points: points.sort((a, b) => a.x - b.x),
    seeds: Math.max(...groups.map(({ length }) => length)),
  };
}

/** Where shares are of fewer samples than elsewhere. */
export function fewerText({ outline, runs }: Contrast): string | undefined {
  if (runs.length === 0 || !outline.reaches.some((reach) => isFar(outline, reach))) return undefined;
  return `beyond ${FAR}× nets and neighbour answer ${FAR_TESTS} of these`;
}

/** Schemes are named where there are several. */
export function nameOf(run: Run, runs: readonly Run[]): Pick<Curve, "kind" | "label" | "place"> {
  if (run.learner === "neighbour") return { kind: "neighbour", label: "nearest neighbour", place: 0 };
  const nets = runs.filter(({ learner }) => learner !== "neighbour");
  const schemes = [...new Set(nets.map(({ scheme }) => scheme))].sort();
  const scheme =
    run.scheme === RECURRENCE ? RECURRENCE : `${run.scheme === "none" ? "no" : run.scheme} positions`;
  return {
    kind: "net",
    label: schemes.length > 1 ? `net, ${scheme}` : "net",
    place: schemes.indexOf(run.scheme),
  };
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
