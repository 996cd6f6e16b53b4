/** @file Runs again whenever one of some files changes. */

import { type FSWatcher, watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { Io } from "./io.ts";

/** Editors write in several steps; a pause this long means they are done. */
const SETTLE_MS = 80;

/**
 * Runs once, then after every change until Ctrl-C; a change during a run aborts it. Returns the last run's status.
 * Folders are watched, not files: editors replace files by renaming.
 */
export async function runOnChange(
  paths: readonly string[],
  io: Io,
  run: (changed: AbortSignal) => Promise<number>,
): Promise<number> {
  let status = 0;
  let isStopped = false;
  let changed = new AbortController();
  let wake = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  const wanted = new Set(paths.map((path) => resolve(path)));
  const watchers: FSWatcher[] = [...new Set([...wanted].map((path) => dirname(path)))].map((folder) =>
    watch(folder, (_, file) => {
      if (file !== null && !wanted.has(resolve(folder, basename(file)))) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        changed.abort();
        wake();
      }, SETTLE_MS);
    }),
  );
  const release = io.onInterrupt(() => {
    isStopped = true;
    wake();
  });
  try {
    while (!isStopped) {
      changed = new AbortController();
      const { signal } = changed;
      status = await run(signal);
      if (isStopped || signal.aborted) continue;
      await new Promise<void>((awake) => {
        wake = awake;
      });
    }
  } finally {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    release();
  }
  return status;
}
