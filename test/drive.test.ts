import { describe, expect, it } from "vitest";
import { drive, type Report, secondsOf } from "../src/drive.ts";
import type { Search, Status } from "../src/search/answer.ts";
import { emptyAccount } from "./support/account.ts";

/** A search of pieces that take `piece` ms each, one candidate a piece, and never finishes before `end` of them. */
function busy(piece: number, end = Number.POSITIVE_INFINITY): Search {
  let tried = 0;
  return {
    step(_, milliseconds = Number.POSITIVE_INFINITY): Status {
      const until = performance.now() + milliseconds;
      while (performance.now() < until && tried < end) {
        const done = performance.now() + piece;
        while (performance.now() < done);
        tried++;
      }
      return tried >= end ? "best" : "more";
    },
    answers: () => [],
    questions: () => [],
    tell: async () => {},
    correct: () => {},
    explain: () => ({ cost: 0, parts: [], wrong: [], fits: true }),
    progress: () => ({ candidates: tried, entries: 0, bytes: 0, strategy: "bottom-up" }),
    account: () => emptyAccount,
    dispose: () => {},
  };
}

const PIECES = [0.001, 1, 25];

describe("drive", () => {
  it.each(PIECES)("keeps to the time where a piece of work takes %s ms", async (piece) => {
    const start = performance.now();
    const { stopped, seconds } = await drive(busy(piece), { seconds: 0.3 });
    expect(stopped).toBe("budget");
    expect(performance.now() - start).toBeLessThan(300 + 1000);
    expect(seconds).toBeGreaterThanOrEqual(0.3);
  });

  it.each(PIECES)("sees an abort at once where a piece of work takes %s ms", async (piece) => {
    const controller = new AbortController();
    let aborted = 0;
    setTimeout(() => {
      aborted = performance.now();
      controller.abort();
    }, 80);
    const { stopped } = await drive(busy(piece), { seconds: 5, signal: controller.signal });
    expect(stopped).toBe("cancelled");
    expect(performance.now() - aborted).toBeLessThan(1000);
  });

  it("does nothing when it was aborted before", async () => {
    const search = busy(0.1);
    const { stopped } = await drive(search, { seconds: 5, signal: AbortSignal.abort() });
    expect(stopped).toBe("cancelled");
    expect(search.progress().candidates).toBe(0);
  });

  it("lets timers run, and reports about ten times a second", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    const reports: Report[] = [];
    await drive(busy(0.1), { seconds: 0.5, onProgress: (report) => reports.push(report) });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
    expect(reports.length).toBeGreaterThanOrEqual(3);
    expect(reports.length).toBeLessThanOrEqual(5);
    expect(reports[0].candidates).toBeGreaterThan(0);
  });

  it("stops when the search does", async () => {
    expect(await drive(busy(0, 1000), { seconds: 5 })).toMatchObject({ stopped: "best" });
  });
});

describe("secondsOf", () => {
  it("is 10 s, unless candidates are what is limited", () => {
    expect(secondsOf({})).toBe(10);
    expect(secondsOf({ candidates: 5 })).toBe(Number.POSITIVE_INFINITY);
    expect(secondsOf({ candidates: 5, seconds: 2 })).toBe(2);
  });
});
