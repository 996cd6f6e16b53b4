import { describe, expect, it, onTestFinished } from "vitest";
import type { Job } from "../../src/contrast/job.ts";
import { JobFailed, Pool } from "../../src/contrast/pool.ts";
import { INT, REAL } from "../../src/language/type.ts";

const rows = [1, 2, 3].map((x) => ({ inputs: [x], output: 10 * x }));

const job = (change: Partial<Job> = {}): Job => ({
  learner: "neighbour",
  outline: { name: "ten", inputs: [{ name: "x", type: INT }], output: INT, axis: "magnitude", reaches: [1] },
  rows,
  tests: [rows, [{ inputs: [4], output: 40 }]],
  options: { seed: 1, size: "all samples", scheme: "none", seconds: 5 },
  limit: 30,
  ...change,
});

const poolOf = (threads: number): Pool => {
  const pool = new Pool(threads);
  onTestFinished(() => pool.close());
  return pool;
};

describe("a pool of threads", () => {
  it("runs more jobs than it has threads, each made when its turn comes", async () => {
    const pool = poolOf(2);
    let made = 0;
    const runs = Array.from({ length: 5 }, () =>
      pool.run(() => {
        made++;
        return job();
      }),
    );
    expect(made).toBe(2);
    for (const { scores } of await Promise.all(runs))
      expect(scores).toEqual([
        { right: 3, of: 3 },
        { right: 0, of: 1 },
      ]);
    expect(made).toBe(5);
  });

  it("makes a job once what came of the one before is known", async () => {
    const pool = poolOf(1);
    let known = false;
    let before: boolean | undefined;
    const first = pool
      .run(() => job())
      .then(() => {
        known = true;
      });
    const second = pool.run(() => {
      before = known;
      return job();
    });
    await Promise.all([first, second]);
    expect(before).toBe(true);
  });

  it("scores all answers by the spread of all right outputs, however many are asked for first", async () => {
    const far = Array.from({ length: 40 }, (_, i) => ({ inputs: [i], output: i * 25 }));
    const near = Array.from({ length: 20 }, (_, i) => ({ inputs: [1000], output: 5 + (i % 2) / 10 }));
    const outline = { ...job().outline, output: REAL };
    const samples = [...far, { inputs: [1000], output: 6 }];
    const { scores } = await poolOf(1).run(() => job({ outline, rows: samples, tests: [[...far, ...near]] }));
    expect(scores).toEqual([{ right: 60, of: 60 }]);
  });

  it("tells why a job failed, and goes on", async () => {
    const pool = poolOf(1);
    const bad = pool.run(() => job({ rows: [{ inputs: ["a"], output: 1 }] }));
    const good = pool.run(() => job());
    await expect(bad).rejects.toThrow(JobFailed);
    expect((await good).scores).toHaveLength(2);
  });

  it("ends the thread of a job that does not end, and starts another", async () => {
    const pool = poolOf(1);
    await expect(pool.run(() => job({ limit: 0.001 }))).rejects.toThrow("did not end within 0 s");
    expect((await pool.run(() => job())).scores).toHaveLength(2);
  });

  it("ends what runs and what waits when it is closed", async () => {
    const pool = poolOf(1);
    const runs = [pool.run(() => job()), pool.run(() => job())].map((run) =>
      run.catch((error: Error) => error),
    );
    pool.close();
    for (const run of runs) expect(await run).toBeInstanceOf(JobFailed);
    await expect(pool.run(() => job())).rejects.toThrow("stopped");
  });
});
