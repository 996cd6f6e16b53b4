/** @file Options on the command line: strict, with "did you mean", and readers for quantities with units. */

import { type ParseArgsConfig, parseArgs } from "node:util";
import { InputError, nearest } from "../tasks/error.ts";

type Specs = NonNullable<ParseArgsConfig["options"]>;
type Parsed<S extends Specs> = ReturnType<
  typeof parseArgs<{ args: string[]; options: S; allowPositionals: true; strict: true }>
>;

/** `parseArgs`, strict, with complaints that name the nearest option. */
export function parseOptions<const S extends Specs>(argv: readonly string[], options: S): Parsed<S> {
  for (const arg of argv) {
    if (arg === "--") break;
    const long = /^--(?:no-)?([^=]+)/.exec(arg)?.[1];
    if (long !== undefined && !Object.hasOwn(options, long)) {
      const meant = nearest(long, Object.keys(options));
      throw new InputError(
        `--${long}`,
        `there is no such option; ${meant ? `did you mean --${meant}?` : "see --help"}`,
      );
    }
  }
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new InputError("", firstLine((error as Error).message));
  }
}

const firstLine = (message: string): string => message.split(/\n|\. /, 1)[0];

const SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600 };

/** `10s`, `500ms`, `2m` are time; `2e6c`, `300000c` are candidates. */
export function readBudget(texts: readonly string[]): { seconds?: number; candidates?: number } {
  const budget: { seconds?: number; candidates?: number } = {};
  for (const text of texts.flatMap((part) => part.split(","))) {
    const match = /^(\d+(?:\.\d+)?(?:e\d+)?)(ms|s|min|m|h|c)$/.exec(text.trim());
    const amount = match ? Number(match[1]) : Number.NaN;
    const unit = match?.[2] as string;
    if (!(amount > 0 && amount <= Number.MAX_SAFE_INTEGER)) {
      throw new InputError(
        `--budget ${text}`,
        `give a time or a number of candidates above zero, such as 10s, 2m or 2e6c`,
      );
    }
    const key = unit === "c" ? "candidates" : "seconds";
    if (budget[key] !== undefined) throw new InputError(`--budget ${text}`, `${key} were given twice`);
    budget[key] = unit === "c" ? Math.ceil(amount) : amount * SECONDS[unit];
  }
  return budget;
}

const BYTES: Record<string, number> = { kb: 1e3, mb: 1e6, gb: 1e9, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30 };

/** `500MB`, `2GB`, `1.5GiB`. */
export function readBytes(option: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)(kb|mb|gb|kib|mib|gib)$/i.exec(text.trim());
  const bytes = match ? Math.round(Number(match[1]) * BYTES[match[2].toLowerCase()]) : 0;
  if (!(bytes >= 1e6) || bytes > 1e12) {
    throw new InputError(`--${option} ${text}`, `give a size from 1MB to 1000GB, such as 500MB or 2GB`);
  }
  return bytes;
}

/** A whole number, from `low`. */
export function readCount(option: string, text: string, low: number): number {
  const count = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (count < low) throw new InputError(`--${option} ${text}`, `give a whole number from ${low}`);
  return count;
}
