/** @file One live line on standard error while a search runs; nothing where that is no terminal. */

import { type Report, secondsOf } from "../drive.ts";
import { visible } from "../tasks/error.ts";
import { cut } from "./columns.ts";
import type { Io } from "./io.ts";
import { amount, bytes, seconds } from "./quantity.ts";
import type { Settings } from "./settings.ts";
import { isRich, styleFor } from "./style.ts";

type LiveSettings = Pick<Settings, "budget" | "verbose">;

export interface LiveLine {
  readonly update: (report: Report) => void;
  readonly clear: () => void;
}

/** What is over sooner than this needs no line. */
const QUIET_SECONDS = 0.2;

export function liveLine(io: Io, task: string, settings: LiveSettings): LiveLine {
  if (!isRich(io.stderr, io.env)) return { update: () => {}, clear: () => {} };
  const style = styleFor(io.stderr, io.env);
  let isShown = false;
  return {
    update(report) {
      if (report.seconds < QUIET_SECONDS) return;
      const line = cut(`${visible(task)}  ${describe(report, settings)}`, (io.stderr.columns || 80) - 1);
      io.stderr.write(`\r\u001b[K${style.dim(line)}`);
      isShown = true;
    },
    clear() {
      if (isShown) io.stderr.write("\r\u001b[K");
      isShown = false;
    },
  };
}

function describe(
  { seconds: spent, candidates, perSecond, bytes: owned, best, strategy }: Report,
  { budget, verbose }: LiveSettings,
): string {
  const limit = secondsOf(budget);
  return [
    Number.isFinite(limit) ? `${seconds(Math.max(0, limit - spent))} left` : seconds(spent),
    `${amount(candidates)}${budget.candidates ? ` of ${amount(budget.candidates)}` : ""} candidates (${amount(perSecond)}/s)`,
    ...(verbose ? [strategy] : []),
    bytes(owned),
    best ? `best so far ${best.cost.toFixed(1)} bits: ${visible(best.program.text)}` : "nothing yet",
  ].join(" · ");
}
