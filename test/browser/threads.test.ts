/** @file Threads in a real browser, with memory that may be shared and without. Skipped where there is none. */

import { expect, it } from "vitest";
import { chromium, reportsOf } from "./browser.ts";

const browser = chromium();
if (!browser)
  console.warn("threads in a page: skipped, there is no Chromium in the PATH; CHROMIUM may name one");

interface Report {
  readonly isolated: boolean;
  readonly banks: readonly [{ entries: string; helped: number }, { entries: string; helped: number }];
  readonly answers: readonly [unknown, unknown];
}

it.skipIf(!browser)(
  "two threads find in a page what one finds",
  async () => {
    const [report, alone] = await reportsOf<Report>(browser as string, "page", [true, false]);
    expect(report).not.toHaveProperty("error");
    expect(report.isolated).toBe(true);
    expect(report.banks[1].entries).toBe(report.banks[0].entries);
    expect(report.banks.map(({ helped }) => helped > 0)).toEqual([false, true]);
    expect(report.answers[0]).toContain("best");
    expect(report.answers[1]).toEqual(report.answers[0]);
    // Where memory may not be shared there is one thread, and the same answer.
    expect(alone.isolated).toBe(false);
    expect(alone.banks[1].helped).toBe(0);
    expect(alone.banks[1].entries).toBe(report.banks[0].entries);
    expect(alone.answers[1]).toEqual(report.answers[0]);
  },
  180_000,
);
