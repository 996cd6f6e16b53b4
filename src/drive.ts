/** @file Drives a search in short slices, so that a budget, an abort and other work on the thread are never kept waiting. */

import type { Answer, Progress, Search } from "./search/answer.ts";

export interface Budget {
  /** Wall-clock time; default 10, or no limit where candidates are given. */
  readonly seconds?: number;
  /** The same number of candidates gives the same answer on any machine; default no limit. */
  readonly candidates?: number;
  /** Bytes; default 1 GiB. */
  readonly memory?: number;
  /** Threads, 1 to 64; default 1. They change nothing in what a number of candidates gives. In pages only where memory may be shared. */
  readonly threads?: number;
}

/** Why a search stopped: nothing better is expected, nothing is left, the budget is spent, or it was told to. */
export type Stopped = "best" | "exhausted" | "budget" | "cancelled";

export interface Report extends Progress {
  readonly seconds: number;
  /** Candidates in each of these seconds; those of an earlier run are not counted. */
  readonly perSecond: number;
  readonly best?: Answer;
}

export interface Drive {
  /** Candidates and memory are the search's own to watch. */
  readonly seconds: number;
  /** Seen within 50 ms. */
  readonly signal?: AbortSignal;
  /** Called about ten times a second. */
  readonly onProgress?: (report: Report) => void;
}

const DEFAULT_SECONDS = 10;

export const secondsOf = ({ seconds, candidates }: Budget): number =>
  seconds ?? (candidates === undefined ? DEFAULT_SECONDS : Number.POSITIVE_INFINITY);

const SLICE_MS = 12;
const PROGRESS_MS = 100;

export async function drive(
  search: Search,
  { seconds: limit, signal, onProgress }: Drive,
): Promise<{ stopped: Stopped; seconds: number }> {
  const before = search.progress().candidates;
  const start = performance.now();
  const end = start + limit * 1000;
  let reported = start;
  for (let now = start; ; ) {
    if (signal?.aborted) return { stopped: "cancelled", seconds: (now - start) / 1000 };
    const status = search.step(Number.POSITIVE_INFINITY, Math.min(SLICE_MS, end - now));
    now = performance.now();
    if (status !== "more") return { stopped: status, seconds: (now - start) / 1000 };
    if (now >= end) return { stopped: "budget", seconds: (now - start) / 1000 };
    if (onProgress && now - reported >= PROGRESS_MS) {
      reported = now;
      const progress = search.progress();
      const seconds = (now - start) / 1000;
      onProgress({
        ...progress,
        seconds,
        perSecond: (progress.candidates - before) / seconds,
        best: search.answers()[0],
      });
    }
    await turn();
    now = performance.now();
  }
}

interface Scheduler {
  yield?(): Promise<void>;
}

/** Lets timers, signals and input have their turn. Browsers delay nested timers by 4 ms, so their own way comes first. */
function turn(): Promise<void> {
  const { setImmediate, scheduler } = globalThis as {
    setImmediate?: (callback: () => void) => unknown;
    scheduler?: Scheduler;
  };
  if (setImmediate) return new Promise((resolve) => setImmediate(resolve));
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => setTimeout(resolve, 0));
}
