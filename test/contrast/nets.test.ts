import { describe, expect, it } from "vitest";
import type { Job, Outcome } from "../../src/contrast/job.ts";
import { NetSide, type Run } from "../../src/contrast/nets.ts";
import { FAR, FAR_TESTS, type TaskOutline } from "../../src/contrast/outline.ts";
import { JobFailed } from "../../src/contrast/pool.ts";
import { INT, list } from "../../src/language/type.ts";

const outline = {
  name: "sort",
  inputs: [{ name: "xs", type: list(INT) }],
  output: list(INT),
  axis: "length",
  reaches: [1, 2],
} as const;

const row = (i: number) => ({ inputs: [[i]], output: [i] });
const rows = Array.from({ length: 1500 }, (_, i) => row(i));
const VALIDATION = [row(1)];
const TESTS = [[row(2)], [row(3)]];

/** The runs, with jobs answered by a function in place of threads. */
async function planned(
  answer: (job: Job) => Partial<Outcome> | Error,
  {
    seeds = 2,
    seconds = 100,
    reaches = TESTS,
    change = {},
  }: { seeds?: number; seconds?: number; reaches?: typeof TESTS; change?: Partial<TaskOutline> } = {},
) {
  const jobs: Job[] = [];
  const result = { outline: { ...outline, ...change }, runs: [] as Run[], notes: [] as string[] };
  let turn: Promise<unknown> = Promise.resolve();
  const pool = {
    run(make: () => Job): Promise<Outcome> {
      const run = turn.then(() => this.now(make));
      turn = run.catch(() => {});
      return run;
    },
    now(make: () => Job): Outcome {
      const job = make();
      jobs.push(job);
      const given = answer(job);
      if (given instanceof Error) throw given;
      const scores = job.tests.map(() => ({ right: 1, of: 2 }));
      return {
        scores,
        parameters: 10,
        architecture: "a",
        isHurried: false,
        seconds: 1,
        answering: 0,
        ...given,
      };
    },
  };
  const options = { seed: 7, seeds, seconds, threads: 2, signal: new AbortController().signal };
  const data = { rows, validation: VALIDATION, tests: reaches };
  await new NetSide(result, pool, data, { ...options, onProgress: () => {} }).run();
  return { ...result, jobs: jobs.filter(({ learner }) => learner === "net") };
}

const right = (count: number) => ({ right: count, of: 10 });

describe("the runs of nets", () => {
  it("are those for sizes, then for each seed and each scheme, then for densities", async () => {
    const { runs, jobs } = await planned(() => ({}));
    const told = runs.filter(({ learner }) => learner === "net");
    const reaching = told.filter((run) => run.for === "reach");
    const schemes = [...new Set(reaching.map(({ scheme }) => scheme))];
    expect(schemes.slice(0, 3)).toEqual(["none", "randomised", "relative"]);
    expect(reaching.map(({ seed, scheme }) => [seed, scheme])).toEqual(
      [7, 8].flatMap((seed) => schemes.map((scheme) => [seed, scheme])),
    );
    expect(told.map((run) => run.for)).toEqual(
      [...told.map((run) => run.for)].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)),
    );
    expect(told.filter((run) => run.for === "density").map(({ samples }) => samples)).toEqual([100, 1000]);
    for (const { tests, rows: given } of jobs) {
      expect(tests[0]).toBe(VALIDATION);
      expect(given.length).toBeLessThanOrEqual(rows.length);
    }
    expect(reaching.every(({ scores, samples }) => scores.length === 2 && samples === 1500)).toBe(true);
  });

  it("answer fewer rows far beyond the lengths that they are trained on", async () => {
    const many = Array.from({ length: FAR_TESTS + 20 }, (_, i) => row(i));
    const reaches = outline.reaches.map(() => many);
    const { jobs } = await planned(() => ({}), { reaches, change: { reaches: [FAR, 2 * FAR] } });
    const counts = jobs
      .filter(({ tests }) => tests.length === 3)
      .map(({ tests }) => tests.map((set) => set.length));
    expect(counts.length).toBeGreaterThan(0);
    for (const [, near, far] of counts) expect([near, far]).toEqual([many.length, FAR_TESTS]);
    const turned = await planned(() => ({}), {
      reaches,
      change: { reaches: [FAR, 2 * FAR], axis: "magnitude" },
    });
    for (const { tests } of turned.jobs) expect(tests.at(-1)?.length).not.toBe(FAR_TESTS);
  });

  it("go on with the smallest of the best sizes, and the best scheme", async () => {
    const { runs } = await planned(({ options: { size, scheme } }) => ({
      parameters: size === "32,32" ? 10 : 100,
      scores: [right(scheme === "relative" ? 9 : 5), right(5), right(5)],
    }));
    const dense = runs.filter((run) => run.for === "density" && run.learner === "net");
    expect(dense.every(({ size, scheme }) => size === "32,32" && scheme === "relative")).toBe(true);
    const larger = await planned(({ options: { size } }) => ({
      scores: [right(size === "32,32" ? 1 : 2), right(5), right(5)],
    }));
    const reaching = larger.runs.filter((run) => run.for === "reach" && run.learner === "net");
    expect(new Set(reaching.map(({ size }) => size))).toEqual(new Set(["64,64"]));
  });

  it("share out the time on both threads, less what answering takes", async () => {
    const { jobs } = await planned(() => ({}));
    const whole = jobs.reduce((sum, { options: { seconds } }) => sum + seconds, 0);
    // Time that a run did not use is there for the later ones.
    expect(whole).toBeGreaterThan(200);
    const first = jobs.filter(({ rows: given }) => given.length === 1500).slice(0, 2);
    for (const { options } of first) expect(options.seconds).toBeLessThan(25);
    const slow = await planned(({ options }) => ({ answering: options.scheme === "relative" ? 1000 : 0 }));
    const share = (all: readonly Job[], scheme: string) =>
      all.find(({ tests, options }) => tests.length === 3 && options.seed === 8 && options.scheme === scheme)
        ?.options.seconds ?? 0;
    expect(share(slow.jobs, "relative")).toBeLessThan(share(jobs, "relative") / 2);
    // Others are not held back for what one takes.
    expect(share(slow.jobs, "none")).toBeGreaterThan(0.9 * share(jobs, "none"));
    for (const { limit } of jobs) expect(limit).toBeLessThanOrEqual(160);
  });

  it("that no time is left for are counted in a note; the nearest neighbour is there all the same", async () => {
    const { runs, notes, jobs } = await planned(() => ({}), { seconds: 0.5 });
    expect(jobs).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/^\d+ runs were not begun: the time is spent/)]);
    expect(runs.map(({ learner }) => learner)).toEqual(["neighbour", "neighbour", "neighbour"]);
  });

  it("that fail or are ended by their time are noted, and the others told", async () => {
    const { runs, notes } = await planned(({ options: { scheme, seed } }) =>
      scheme === "relative" && seed === 8 ? new JobFailed("its thread ended") : { isHurried: seed === 8 },
    );
    expect(notes[0]).toBe("net, relative, seed 8: its thread ended");
    expect(notes[1]).toMatch(/^\d+ of \d+ runs were hurried by their time/);
    expect(runs.some(({ scheme, seed }) => scheme === "relative" && seed === 7)).toBe(true);
  });
});

const ORDER = ["size", "reach", "density"];
