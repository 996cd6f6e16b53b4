/** @file Options on the command line: strict, with "did you mean", and readers for quantities with units. */

import { type ParseArgsConfig, parseArgs } from "node:util";
import { InputError, nearest } from "../tasks/error.ts";

type Specs = NonNullable<ParseArgsConfig["options"]>;
type Parsed<S extends Specs> = ReturnType<
  typeof parseArgs<{ args: string[]; options: S; allowPositionals: true; strict: true }>
>;

/** `parseArgs`, strict, with complaints that name the option, the nearest one, and what to write. */
export function parseOptions<const S extends Specs>(argv: readonly string[], options: S): Parsed<S> {
  const args = withNegatives(argv, options);
  const { tokens } = parseArgs({ args, options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) if (token.kind === "option") refuseOdd(token, options);
  return parseArgs({ args, options, allowPositionals: true, strict: true });
}

interface OptionToken {
  readonly name: string;
  /** With its dashes. */
  readonly rawName: string;
  readonly value?: string;
  readonly inlineValue?: boolean;
}

function refuseOdd({ name, rawName, value, inlineValue }: OptionToken, options: Specs): void {
  const spec = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!spec) {
    const meant = rawName.startsWith("--") ? nearest(name, Object.keys(options)) : undefined;
    const hint = meant ? `did you mean --${meant}?` : "see --help";
    throw new InputError(rawName, `there is no such option; ${hint}`);
  }
  if (spec.type === "boolean") {
    if (value === undefined) return;
    throw new InputError(`${rawName}=${value}`, `takes no value; write ${rawName} alone`);
  }
  if (value === undefined || value === "") throw new InputError(rawName, "a value is missing; see --help");
  // What stands there is another option, or a value that looks like one.
  if (!inlineValue && value.length > 1 && value.startsWith("-")) {
    const long = rawName.startsWith("--") ? `${rawName}=${value}` : `${rawName}${value}`;
    throw new InputError(
      `${rawName} ${value}`,
      `a value is missing before ${value}; if that is the value, write ${long}`,
    );
  }
}

/** `--budget -5s` as `--budget=-5s`: no option begins with a digit, and whoever reads the value can say what is wrong with it. */
function withNegatives(argv: readonly string[], options: Specs): string[] {
  const args: string[] = [];
  for (const [i, arg] of argv.entries()) {
    if (arg === "--") return [...args, ...argv.slice(i)];
    const before = args.at(-1) ?? "";
    const name = before.slice(2);
    const takesValue =
      before.startsWith("--") && Object.hasOwn(options, name) && options[name].type === "string";
    if (takesValue && /^-\d/.test(arg)) args[args.length - 1] = `${before}=${arg}`;
    else args.push(arg);
  }
  return args;
}

const SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600 };

/** `10s`, `500ms`, `2m` are time; `2e6c`, `300000c` are candidates. */
export function readBudget(texts: readonly string[]): { seconds?: number; candidates?: number } {
  const budget: { seconds?: number; candidates?: number } = {};
  for (const text of texts.flatMap((part) => part.split(","))) {
    const [amount, unit] = quantityIn(text);
    if (!(amount > 0 && amount <= Number.MAX_SAFE_INTEGER)) {
      throw new InputError(
        `--budget ${text}`,
        "give a time or a number of candidates above zero, such as 10s, 2m or 2e6c",
      );
    }
    const key = unit === "c" ? "candidates" : "seconds";
    if (budget[key] !== undefined) throw new InputError(`--budget ${text}`, `${key} were given twice`);
    budget[key] = unit === "c" ? Math.ceil(amount) : amount * SECONDS[unit];
  }
  return budget;
}

/** A time alone, in seconds. */
export function readTime(option: string, text: string): number {
  const [amount, unit] = quantityIn(text);
  if (unit !== "c" && amount > 0 && amount <= Number.MAX_SAFE_INTEGER) return amount * SECONDS[unit];
  throw new InputError(`--${option} ${text}`, "give a time above zero, such as 60s or 5m");
}

/** Not a number where the text is none with a unit. */
function quantityIn(text: string): readonly [amount: number, unit: string] {
  const match = /^(\d+(?:\.\d+)?(?:e\d+)?)(ms|s|min|m|h|c)$/.exec(text.trim());
  return match ? [Number(match[1]), match[2]] : [Number.NaN, ""];
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

/** A whole number, from `low` to `high`. */
export function readCount(
  option: string,
  text: string,
  low: number,
  high = Number.POSITIVE_INFINITY,
): number {
  const count = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (count >= low && count <= high) return count;
  const range = high === Number.POSITIVE_INFINITY ? `from ${low}` : `from ${low} to ${high}`;
  throw new InputError(`--${option} ${text}`, `give a whole number ${range}`);
}

/** `--least 0.9`: a probability. */
export function readLeast(text: string | undefined): number {
  if (text === undefined) return 0;
  const least = /^(?:0?\.\d+|[01](?:\.0*)?)$/.test(text) ? Number(text) : Number.NaN;
  if (least >= 0 && least <= 1) return least;
  throw new InputError(`--least ${text}`, "give a probability, from 0 to 1, such as 0.9");
}
