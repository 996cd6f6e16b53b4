import { describe, expect, it } from "vitest";
import { drive, type Report, secondsOf } from "../src/drive.ts";
import type { Search, Status } from "../src/search/answer.ts";

/** A search that takes `cost(n)` ms for its n-th step of c candidates, and never finishes before `end` candidates. */
function busy(cost: (candidates: number, step: number) => number, end = Number.POSITIVE_INFINITY): Search {
  let [tried, steps] = [0, 0];
  return {
    step(candidates): Status {
      const until = performance.now() + cost(candidates, ++steps);
      while (performance.now() < until);
      tried += candidates;
      return tried >= end ? "best" : "more";
    },
    answers: () => [],
    questions: () => [],
    tell: () => {},
    correct: () => {},
    explain: () => ({ cost: 0, parts: [], wrong: [] }),
    progress: () => ({ candidates: tried, entries: 0, bytes: 0 }),
    dispose: () => {},
  };
}

const SPEEDS: [name: string, perMs: number][] = [
  ["3 M/s", 3000],
  ["30 k/s", 30],
  ["300/s", 0.3],
];

describe("drive", () => {
  it.each(SPEEDS)("keeps to the time at %s", async (_, perMs) => {
    const start = performance.now();
    const { stopped, seconds } = await drive(
      busy((n) => n / perMs),
      { seconds: 0.3 },
    );
    expect(stopped).toBe("budget");
    expect(performance.now() - start).toBeLessThan(300 + 120);
    expect(seconds).toBeGreaterThanOrEqual(0.3);
  });

  it.each(SPEEDS.slice(0, 2))("sees an abort within 50 ms at %s", async (_, perMs) => {
    const controller = new AbortController();
    let aborted = 0;
    setTimeout(() => {
      aborted = performance.now();
      controller.abort();
    }, 80);
    const { stopped } = await drive(
      busy((n) => n / perMs),
      { seconds: 5, signal: controller.signal },
    );
    expect(stopped).toBe("cancelled");
    expect(performance.now() - aborted).toBeLessThan(50);
  });

  it("does nothing when it was aborted before", async () => {
    const search = busy(() => 0);
    const { stopped } = await drive(search, { seconds: 5, signal: AbortSignal.abort() });
    expect(stopped).toBe("cancelled");
    expect(search.progress().candidates).toBe(0);
  });

  it("recovers from a slow step: the next slices are short again", async () => {
    const slices: number[] = [];
    const search = busy((n, step) => {
      const ms = n / (step > 20 ? 300 : 3000);
      slices.push(ms);
      return ms;
    });
    await drive(search, { seconds: 0.6 });
    expect(Math.max(...slices.slice(-5))).toBeLessThan(40);
  });

  it("lets timers run, and reports about ten times a second", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    const reports: Report[] = [];
    await drive(
      busy((n) => n / 3000),
      { seconds: 0.5, onProgress: (report) => reports.push(report) },
    );
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
    expect(reports.length).toBeGreaterThanOrEqual(3);
    expect(reports.length).toBeLessThanOrEqual(5);
    expect(reports[0].candidates).toBeGreaterThan(0);
  });

  it("stops when the search does", async () => {
    expect(
      await drive(
        busy(() => 0, 1000),
        { seconds: 5 },
      ),
    ).toMatchObject({ stopped: "best" });
  });
});

describe("secondsOf", () => {
  it("is 10 s, unless candidates are what is limited", () => {
    expect(secondsOf({})).toBe(10);
    expect(secondsOf({ candidates: 5 })).toBe(Number.POSITIVE_INFINITY);
    expect(secondsOf({ candidates: 5, seconds: 2 })).toBe(2);
  });
});
