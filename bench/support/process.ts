/** @file Knack as a process: how long it takes and how much memory it needs at most. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The process tells its own peak on its way out. Linux counts what the process that started it held as well, in
 * everything but VmHWM.
 */
const TELL = `data:text/javascript,${encodeURIComponent(`
  import { existsSync, readFileSync } from "node:fs";
  const status = "/proc/self/status";
  process.on("exit", () => {
    const peak = existsSync(status) ? /VmHWM:\\s*(\\d+)/.exec(readFileSync(status, "utf8"))?.[1] : undefined;
    console.error("peak", peak ?? process.resourceUsage().maxRSS);
  });
`)}`;

const KNACK = join(process.cwd(), "bin", "knack.js");

export interface Measured {
  readonly seconds: number;
  /** Peak resident size in MiB. */
  readonly megabytes: number;
  /** What it printed, where that is kept. */
  readonly stdout: string;
}

/** Runs `knack` with these arguments. Whether its tasks were solved does not matter here; that it worked does. */
export async function knack(args: readonly string[], output: "drop" | "keep" = "drop"): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, ["--import", TELL, KNACK, ...args], {
    stdio: ["ignore", output === "keep" ? "pipe" : "ignore", "pipe"],
  });
  let [told, stdout] = ["", ""];
  child.stdout?.on("data", (chunk) => {
    stdout += String(chunk);
  });
  child.stderr?.on("data", (chunk) => {
    told += String(chunk);
  });
  const [status] = await once(child, "close");
  const seconds = (performance.now() - started) / 1000;
  const peak = /peak (\d+)/.exec(told)?.[1];
  if ((status !== 0 && status !== 1) || peak === undefined)
    throw new Error(`knack ${args[0]}: status ${status}: ${told} (npm run build first)`);
  return { seconds, megabytes: Number(peak) / 1024, stdout };
}

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** Peak resident size of this process so far, in MiB. */
export function peakMegabytes(): number {
  const status = "/proc/self/status";
  const told = existsSync(status) && /VmHWM:\s*(\d+)/.exec(readFileSync(status, "utf8"))?.[1];
  return Number(told || process.resourceUsage().maxRSS) / 1024;
}
