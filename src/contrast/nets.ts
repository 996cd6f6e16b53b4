/** @file The net's side of a contrast: its size, its runs over seeds and schemes, and the nearest neighbour that it is held against. */

import { type FitProgress, hasLearner, type Learner, type LearnerName, loadLearner } from "./learner.ts";
import { FAR_TESTS, isFar, type TaskOutline } from "./outline.ts";
import { JobFailed, type Pool } from "./pool.ts";
import type { PlainRow } from "./rows.ts";
import { type Score, shareOf } from "./score.ts";

/** Samples among which sizes are tried; the chosen one is fitted to all. */
const SIZING_SAMPLES = 10_000;

/** The sampling densities that are tried beside the whole. */
const DENSITIES = [100, 1_000, 10_000];

/** How much longer a run that is scored at each reach may take than one for a size or a density. */
const REACH_WEIGHT = 2;

/** One fit, and how it was scored. */
export interface Run {
  readonly learner: LearnerName;
  /** What it was run for. */
  readonly for: "size" | "reach" | "density";
  readonly scheme: string;
  readonly size: string;
  readonly seed: number;
  readonly samples: number;
  readonly parameters: number;
  readonly architecture: string;
  readonly isHurried: boolean;
  readonly seconds: number;
  /** At each reach; for sizes and densities at reach 1 alone. */
  readonly scores: readonly Score[];
  /** On rows that sizes are chosen by. */
  readonly validation: Score;
}

type Plan = Pick<Run, "learner" | "for" | "scheme" | "size" | "seed" | "samples"> & {
  readonly weight: number;
};

export interface NetRows {
  readonly rows: readonly PlainRow[];
  readonly tests: readonly (readonly PlainRow[])[];
  readonly validation: readonly PlainRow[];
}

interface NetOptions {
  readonly seed: number;
  readonly seeds: number;
  readonly seconds: number;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly learner?: LearnerName;
  readonly onProgress: (progress: {
    readonly kind: "fit";
    readonly runs: number;
    readonly of: number;
    readonly at: FitProgress;
    readonly what: string;
  }) => void;
}

/** What is run of a learner, in this order. */
interface Plans {
  readonly sizing: readonly Plan[];
  readonly reaching: readonly Plan[];
  readonly densities: readonly Plan[];
}

/** Seconds that must be left for another run. */
const LEAST = 1;

/** Part of a run's time that is kept for answering, where none of its kind has answered yet. */
const ANSWERING_SHARE = 0.3;

/** Seconds after the end in which runs may still answer. */
const GRACE = 60;

class TimeSpent extends JobFailed {}

const BASELINE: LearnerName = "neighbour";

/** The runs of nets, and of the nearest neighbour that they are held against. */
export class NetSide {
  private readonly result: {
    readonly outline: TaskOutline;
    readonly runs: Run[];
    readonly notes: string[];
  };
  private readonly pool: Pick<Pool, "run">;
  private readonly data: NetRows;
  private readonly options: NetOptions;
  /** What nets are scored on, at each reach. */
  private readonly tests: readonly (readonly PlainRow[])[];
  /** When all are to have ended, in seconds. */
  private readonly end: number;
  private done = 0;
  private planned = 0;
  /** Weight of what is planned and not begun. */
  private left = 0;
  /** When runs that have begun are to have ended. */
  private readonly promised = new Map<Plan, number>();
  /** Runs that failed, by why. */
  private readonly failed = new Map<string, readonly string[]>();
  /** Runs that time was not left for. */
  private unbegun = 0;
  /** The most seconds that answering took, by `answeringKey`. */
  private readonly answering = new Map<string, number>();

  constructor(result: NetSide["result"], pool: Pick<Pool, "run">, data: NetRows, options: NetOptions) {
    this.result = result;
    this.pool = pool;
    this.data = data;
    this.options = options;
    const { outline } = result;
    this.tests = data.tests.map((rows, i) =>
      isFar(outline, outline.reaches[i]) ? rows.slice(0, FAR_TESTS) : rows,
    );
    this.end = performance.now() / 1000 + options.seconds;
  }

  async run(): Promise<void> {
    const baseline = this.plansFor(BASELINE, await loadLearner(BASELINE), 1);
    const name = this.options.learner ?? "net";
    const net = hasLearner(name) ? this.plansFor(name, await loadLearner(name), this.options.seeds) : NONE;
    const fits = [...net.sizing, ...net.reaching, ...net.densities];
    const comparisons = [...baseline.reaching, ...baseline.densities];
    this.planned = fits.length + comparisons.length;
    this.left = fits.reduce((sum, { weight }) => sum + weight, 0);
    const compared = this.all(comparisons);
    await this.all(net.sizing);
    const size = this.bestSize();
    await this.all(net.reaching.map((plan) => ({ ...plan, size: size ?? plan.size })));
    const scheme = this.bestScheme();
    await this.all(
      net.densities.map((plan) => ({ ...plan, size: size ?? plan.size, scheme: scheme ?? plan.scheme })),
    );
    await compared;
    if (!this.options.signal.aborted) this.note();
  }

  private note(): void {
    const { notes, runs } = this.result;
    for (const [why, [first, ...others]] of this.failed)
      notes.push(`${first}${others.length > 0 ? ` and ${others.length} more` : ""}: ${why}`);
    if (this.unbegun > 0)
      notes.push(`${this.unbegun} runs were not begun: the time is spent; give more by --net-budget`);
    const hurried = runs.filter((run) => run.isHurried).length;
    if (hurried > 0)
      notes.push(
        `${hurried} of ${runs.length} runs were hurried by their time: on another machine their figures may differ`,
      );
  }

  private plansFor(learner: LearnerName, { sizes, schemes }: Learner, seeds: number): Plans {
    const { seed } = this.options;
    const { name, inputs, output } = this.result.outline;
    const shape = { name, inputs, output: { name: "output", type: output } };
    const [first, ...larger] = sizes(shape);
    const all = this.data.rows.length;
    const plan = { learner, size: first, scheme: schemes(shape)[0], seed, samples: all, weight: 1 };
    return {
      sizing: (larger.length > 0 ? [first, ...larger] : []).map((size) => ({
        ...plan,
        for: "size",
        size,
        samples: Math.min(all, SIZING_SAMPLES),
      })),
      // Where time is short, no scheme has more seeds than another.
      reaching: Array.from({ length: seeds }, (_, i) =>
        schemes(shape).map((scheme) => ({
          ...plan,
          for: "reach" as const,
          scheme,
          seed: seed + i,
          weight: REACH_WEIGHT,
        })),
      ).flat(),
      densities: DENSITIES.filter((samples) => samples < all).map((samples) => ({
        ...plan,
        for: "density",
        samples,
      })),
    };
  }

  /** What they gave stands in the order of the plans, whichever ended first. */
  private async all(plans: readonly Plan[]): Promise<void> {
    const runs = await Promise.all(plans.map((plan) => this.one(plan)));
    this.result.runs.push(...runs.filter((run) => run !== undefined));
  }

  private async one(planned: Plan): Promise<Run | undefined> {
    const { weight, ...plan } = planned;
    const { options, data, result } = this;
    const tests = plan.for === "reach" ? this.tests : data.tests.slice(0, 1);
    const what = nameOf(plan);
    try {
      const outcome = await this.pool.run(
        () => ({
          learner: plan.learner,
          outline: result.outline,
          rows: data.rows.slice(0, plan.samples),
          tests: [data.validation, ...tests],
          options: {
            seed: plan.seed,
            size: plan.size,
            scheme: plan.scheme,
            seconds: this.share(planned),
          },
          limit: Math.max(0, this.end - performance.now() / 1000) + GRACE,
        }),
        (at) => options.onProgress({ kind: "fit", runs: this.done, of: this.planned, at, what }),
      );
      const [validation, ...scores] = outcome.scores;
      const { parameters, architecture, isHurried, seconds } = outcome;
      const kind = answeringKey(plan);
      this.answering.set(kind, Math.max(outcome.answering, this.answering.get(kind) ?? 0));
      return { ...plan, parameters, architecture, isHurried, seconds, scores, validation };
    } catch (error) {
      if (!(error instanceof JobFailed)) throw error;
      if (error instanceof TimeSpent) this.unbegun++;
      else this.failed.set(error.message, [...(this.failed.get(error.message) ?? []), what]);
      return undefined;
    } finally {
      this.promised.delete(planned);
      this.done++;
    }
  }

  /** Seconds to fit in for a run that begins now: its part of what is left, without what answering is known to take. */
  private share(plan: Plan): number {
    const now = performance.now() / 1000;
    const left = this.end - now;
    // It fits nothing, and without it nothing can be said of the nets.
    if (plan.learner === BASELINE) return Math.max(left, 0);
    if (left < LEAST) throw new TimeSpent();
    let free = left * this.options.threads;
    for (const until of this.promised.values()) free -= Math.max(0, until - now);
    const share = Math.min(left, (free * plan.weight) / Math.max(this.left, plan.weight));
    this.left -= plan.weight;
    this.promised.set(plan, now + share);
    const answering = this.answering.get(answeringKey(plan)) ?? ANSWERING_SHARE * share;
    return Math.max(share - answering, share / 4);
  }

  /** The smallest size that no other is better than, on rows that are not scored. */
  private bestSize(): string | undefined {
    const tried = this.result.runs.filter((run) => run.for === "size");
    const best = Math.max(...tried.map(({ validation }) => shareOf(validation)));
    const good = tried.filter(({ validation }) => shareOf(validation) === best);
    return good.sort((a, b) => a.parameters - b.parameters)[0]?.size;
  }

  /** The scheme whose nets are best within the training range. */
  private bestScheme(): string | undefined {
    const shares = new Map<string, number>();
    for (const run of this.result.runs) {
      if (run.for !== "reach" || run.learner === BASELINE) continue;
      shares.set(run.scheme, (shares.get(run.scheme) ?? 0) + shareOf(run.validation));
    }
    return [...shares].sort(([, a], [, b]) => b - a)[0]?.[0];
  }
}

/** Runs that take about as long to answer: attention looks at all pairs of far more tokens, recurrence does not. */
const answeringKey = (run: Pick<Plan, "learner" | "for" | "scheme">): string =>
  `${run.learner} ${run.for} ${run.scheme}`;

const NONE: Plans = { sizing: [], reaching: [], densities: [] };

function nameOf(plan: Omit<Plan, "weight">): string {
  const { learner, scheme, size, seed, samples } = plan;
  const which = { reach: `seed ${seed}`, size, density: `${samples} samples` }[plan.for];
  return `${learner}, ${scheme}, ${which}`;
}
