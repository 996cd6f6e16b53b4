import { afterEach, describe, expect, it, vi } from "vitest";
import { randomOf } from "../../src/language/random.ts";
import { initialise, type NetSpec } from "../../src/nets/net.ts";
import { Predictor, score } from "../../src/nets/predictor.ts";
import type { Samples } from "../../src/nets/samples.ts";
import { type Resumable, rateAt, type Schedule, train } from "../../src/nets/train.ts";
import type { TrainerOptions } from "../../src/nets/trainer.ts";

const XOR: NetSpec = {
  inputs: [{ shape: [2], layers: [] }],
  layers: [
    { kind: "dense", units: 16, activation: "relu" },
    { kind: "dense", units: 2, activation: "linear" },
  ],
};
const OPTIONS: TrainerOptions = {
  spec: XOR,
  head: { kind: "parts", parts: [{ kind: "classes", size: 2 }] },
  output: [2],
  decay: 0.01,
};
const SCHEDULE: Schedule = {
  batch: 16,
  steps: 300,
  rate: 0.02,
  seed: 5,
  augment: false,
  every: 30,
  patience: 100,
};

/** Two coordinates from −1 to 1, and whether their signs differ. */
function quadrants(count: number, seed: number): Samples {
  const random = randomOf(seed);
  const data = new Float32Array(2 * count);
  const wanted = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const [x, y] = [random.word() / 2 ** 31 - 1, random.word() / 2 ** 31 - 1];
    data.set([x, y], 2 * i);
    wanted[2 * i + Number(x > 0 !== y > 0)] = 1;
  }
  return { count, inputs: [{ shape: [2], data }], wanted: { shape: [2], data: wanted } };
}

const DATA = { training: quadrants(300, 1), validation: quadrants(100, 2) };
const START = initialise(XOR, 3);

describe("training", () => {
  it("learns what no linear map can, and more than it knew before", async () => {
    const trained = await train(OPTIONS, START, SCHEDULE, DATA);
    expect(trained.stopped).toBe("done");
    expect(trained.score.accuracy).toBeGreaterThan(0.93);
    const fresh = quadrants(200, 9);
    const predictor = await Predictor.create(XOR, trained.weights);
    const outputs = await predictor.predict(fresh.inputs, fresh.count);
    predictor.dispose();
    expect(score(OPTIONS.head, outputs, fresh).accuracy).toBeGreaterThan(0.9);
  });

  it("is the same for the same seed, and another for another", async () => {
    const short = { ...SCHEDULE, steps: 40, every: 10 };
    const [a, b] = [await train(OPTIONS, START, short, DATA), await train(OPTIONS, START, short, DATA)];
    const other = await train(OPTIONS, START, { ...short, seed: 6 }, DATA);
    expect(b.weights).toEqual(a.weights);
    expect(other.weights).not.toEqual(a.weights);
  });

  it("goes on from a checkpoint as if it had never stopped", async () => {
    const whole = await train(OPTIONS, START, SCHEDULE, DATA);
    let kept: Resumable | undefined;
    const half = await train(OPTIONS, START, SCHEDULE, DATA, {
      until: 150,
      onCheckpoint: async (resumable) => {
        kept = resumable;
      },
    });
    expect(half.stopped).toBe("paused");
    const rest = await train(OPTIONS, START, SCHEDULE, DATA, { from: kept });
    expect(rest.weights).toEqual(whole.weights);
    expect(rest.step).toBe(whole.step);
  });

  it("stops early where nothing improves", async () => {
    const trained = await train(OPTIONS, START, { ...SCHEDULE, rate: 1e-9, patience: 3 }, DATA);
    expect(trained.stopped).toBe("early");
    expect(trained.last).toBeLessThanOrEqual(30 * 12);
  });

  it("stops where it had stopped early, when it goes on from there", async () => {
    let kept: Resumable | undefined;
    const schedule = { ...SCHEDULE, rate: 1e-9, patience: 1, every: 10 };
    const whole = await train(OPTIONS, START, schedule, DATA, {
      onCheckpoint: async (resumable) => {
        kept = resumable;
      },
    });
    expect(whole.stopped).toBe("early");
    expect(whole.last).toBeLessThan(schedule.steps);
    expect(await train(OPTIONS, START, schedule, DATA, { from: kept })).toEqual(whole);
  });

  describe("by the clock", () => {
    /** Every look at the clock finds it so many milliseconds later; the look of `slow` finds it much later. */
    function tick(milliseconds: number, slow = -1): void {
      let looks = 0;
      let now = 0;
      vi.spyOn(performance, "now").mockImplementation(() => {
        now += looks++ === slow ? 20 * milliseconds : milliseconds;
        return now;
      });
    }
    afterEach(() => {
      vi.restoreAllMocks();
    });

    it("ends with its time, the rate fallen, where there is none for all steps", async () => {
      tick(10);
      const done: number[] = [];
      const schedule = { ...SCHEDULE, steps: 100_000, every: 10_000, seconds: 6 };
      const trained = await train(OPTIONS, START, schedule, DATA, {
        onProgress: (progress) => {
          done.push(progress.done);
        },
      });
      expect(trained).toMatchObject({ stopped: "done", isHurried: true });
      // Two or three looks a step.
      expect(trained.last).toBeGreaterThan(150);
      expect(trained.last).toBeLessThan(600);
      expect(trained.score.accuracy).toBeGreaterThan(0.9);
      // The last steps are the smallest: weights of the end are the best.
      expect(trained.step).toBe(trained.last);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(done.at(-1)).toBe(1);
    });

    it("takes one step where not even that has time, and does not call it enough", async () => {
      tick(1000);
      const trained = await train(OPTIONS, START, { ...SCHEDULE, seconds: 1e-3 }, DATA);
      expect(trained).toMatchObject({ stopped: "done", last: 1, isHurried: true });
    });

    it("is the same as without, where there is time for all steps, however unevenly they come", async () => {
      const short = { ...SCHEDULE, steps: 40, every: 10 };
      const whole = await train(OPTIONS, START, short, DATA);
      for (const slow of [-1, 8, 60]) {
        tick(10, slow);
        expect(await train(OPTIONS, START, { ...short, seconds: 2 }, DATA)).toEqual(whole);
      }
    });

    it("neither pauses nor goes on", async () => {
      await expect(train(OPTIONS, START, { ...SCHEDULE, seconds: 1 }, DATA, { until: 10 })).rejects.toThrow(
        /limit of time/,
      );
    });
  });

  it("says at which step it diverged, and keeps the best weights", async () => {
    const hole = { ...DATA.training, inputs: [{ shape: [2], data: DATA.training.inputs[0].data.slice() }] };
    hole.inputs[0].data.fill(3e38, 100, 120);
    const trained = await train(OPTIONS, START, SCHEDULE, { ...DATA, training: hole });
    expect(trained.stopped).toBe("diverged");
    expect(trained.last).toBeGreaterThan(0);
    expect(Object.values(trained.weights).every(({ data }) => data.every(Number.isFinite))).toBe(true);
  });

  it("stops when it is told to, with the best so far", async () => {
    const stop = new AbortController();
    const trained = await train(OPTIONS, START, SCHEDULE, DATA, {
      signal: stop.signal,
      onProgress: ({ step }) => {
        if (step === 70) stop.abort();
      },
    });
    expect(trained.stopped).toBe("cancelled");
    expect(trained.last).toBe(70);
    expect(trained.step).toBeLessThanOrEqual(60);
  });

  it("raises the rate, then lowers it to nothing", () => {
    const rates = Array.from({ length: 300 }, (_, step) => rateAt(step, SCHEDULE));
    expect(Math.max(...rates)).toBeCloseTo(SCHEDULE.rate, 6);
    expect(rates[0]).toBeLessThan(SCHEDULE.rate / 10);
    expect(rates[299]).toBeLessThan(SCHEDULE.rate / 100);
  });
});
