/**
 * @file enumeration: how many candidates a second the bank tries on 64 bits × 8 rows until it holds four million
 * entries, and what they take, beside a C++ program that does the same (`--control FILE.cpp`).
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bitsLayout } from "../src/domains/bits/layout.ts";
import { bitsPrimitive } from "../src/domains/bits/primitives.ts";
import type { Grammar, Production } from "../src/language/grammar.ts";
import { evaluate } from "../src/language/interpret.ts";
import type { Primitive } from "../src/language/primitive.ts";
import { infix } from "../src/language/print.ts";
import { apply, input, literal } from "../src/language/program.ts";
import { bitVector } from "../src/language/type.ts";
import { Bank } from "../src/search/bank.ts";
import { CompiledGrammar, GRAIN } from "../src/search/grammar.ts";
import { median } from "./support/process.ts";

/** Nodes of the largest programs. */
const SIZE = 10;
const RUNS = 5;

/** Candidates tried between two looks at the frontier. */
const SLICE = 1 << 16;

const BITS = bitVector(64);

const operator = (name: string): Primitive => bitsPrimitive(name, [64]) as Primitive;

/** A macro, as a SyGuS file has them. */
function shift(name: string, by: bigint): Primitive {
  const body = apply(operator(name), [input(0, BITS), literal(by, BITS)]);
  return {
    name: `${name}-${by}`,
    params: [BITS],
    result: BITS,
    partial: false,
    run: (args, call) => evaluate(body, args, [], call),
    body,
    print: infix("<<", 0),
  };
}

/** The leaves and operators of the control, each of one size. */
function grammar(): Grammar {
  const unary = [
    operator("bvnot"),
    shift("bvshl", 1n),
    shift("bvlshr", 1n),
    shift("bvlshr", 4n),
    shift("bvlshr", 16n),
    operator("bvneg"),
  ];
  const binary = ["bvand", "bvor", "bvxor", "bvadd"].map(operator);
  const leaf = { sort: "bits<64>", args: [], cost: GRAIN };
  const productions: Production[] = [
    { ...leaf, head: { input: 0 } },
    { ...leaf, head: { literal: 0n } },
    { ...leaf, head: { literal: 1n } },
    ...[...unary, ...binary].map((primitive) => ({
      sort: "bits<64>",
      head: { primitive },
      args: primitive.params.map(() => ({ sort: "bits<64>" })),
      cost: GRAIN,
    })),
  ];
  return {
    start: "bits<64>",
    sorts: [{ name: "bits<64>", type: BITS, layout: bitsLayout(64) }],
    productions,
  };
}

/** The control's: the first of `std::mt19937_64` from seed 1. */
const VALUES = [
  0x2245bd5fbb686f68n,
  0x22eb92502318fa4en,
  0x7382d1e77ae6459an,
  0x0561d8057935c08en,
  0x59d47572ecfc6738n,
  0xe94ec2d2b9936849n,
  0x78833635915bd1b4n,
  0x130d84f91bf14b09n,
];

interface Run {
  readonly candidates: number;
  readonly entries: number;
  readonly perSecond: number;
}

function grow(
  threads: number,
  plainBytes?: number,
): Run & { readonly bytes: number; readonly helped: number } {
  const rows = VALUES.map((value) => [value]);
  const frames = rows.map((inputs) => ({ variables: inputs, inputs, bound: [] }));
  const start = performance.now();
  const grammarOf = new CompiledGrammar(grammar());
  const bank = new Bank(grammarOf, frames, [input(0, BITS)], () => true, plainBytes, threads);
  while (bank.frontier <= SIZE * GRAIN && bank.grow(SLICE) === "more");
  const seconds = (performance.now() - start) / 1000;
  const { tried, count, bytes, helped } = bank;
  bank.dispose();
  return { candidates: tried, entries: count, perSecond: tried / seconds, bytes, helped };
}

/** The last line that the control prints: the largest size. */
function control(program: string): Run {
  const lines = execFileSync(program, { encoding: "utf8" }).trim().split("\n");
  const match = /distinct (\d+) tried (\d+) ([\d.]+) M\/s/.exec(lines.at(-1) ?? "");
  if (!match) throw new Error(`no "distinct … tried … M/s" in: ${lines.at(-1)}`);
  const [entries, candidates, millions] = match.slice(1).map(Number);
  return { candidates, entries, perSecond: millions * 1e6 };
}

function compiled(source: string, folder: string): string | undefined {
  const program = join(folder, "control");
  try {
    execFileSync("g++", ["-O3", "-march=native", "-std=c++17", "-o", program, source], { stdio: "pipe" });
    return program;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    console.log("There is no g++ here: Knack's own figures only.\n");
    return undefined;
  }
}

/** A row of the table. */
const row = (name: string, { candidates, entries }: Run, speed: number, more: string): string =>
  [
    name.padEnd(12),
    candidates.toLocaleString("en").padStart(12),
    entries.toLocaleString("en").padStart(12),
    (speed / 1e6).toFixed(2).padStart(16),
    more.padStart(17),
  ].join("");

export async function bench(args: readonly string[]): Promise<void> {
  const options = {
    control: { type: "string" },
    plain: { type: "boolean" },
    threads: { type: "string" },
  } as const;
  const { values: given } = parseArgs({ args: [...args], options });
  const threads = Number(given.threads ?? 1);
  const plainBytes = given.plain ? Number.POSITIVE_INFINITY : undefined;
  const folder = mkdtempSync(join(tmpdir(), "knack-bench-"));
  try {
    const program = given.control === undefined ? undefined : compiled(given.control, folder);
    const ours: ReturnType<typeof grow>[] = [];
    const together: typeof ours = [];
    const theirs: Run[] = [];
    // By turns, so that a busy machine is busy for all.
    for (let i = 0; i < RUNS; i++) {
      ours.push(grow(1, plainBytes));
      if (threads > 1) together.push(grow(threads, plainBytes));
      if (program) theirs.push(control(program));
    }
    const speedOf = (runs: readonly Run[]): number | undefined =>
      runs.length > 0 ? median(runs.map(({ perSecond }) => perSecond)) : undefined;
    const perSecond = speedOf(ours) as number;
    const [{ candidates, entries, bytes }] = ours;
    const perEntry = bytes / entries;
    console.log(
      `64 bits × ${VALUES.length} rows, programs of up to ${SIZE} nodes, median of ${RUNS} in turns\n`,
    );
    console.log("              candidates     entries   M candidates/s   bytes an entry");
    console.log(row("knack", ours[0], perSecond, perEntry.toFixed(1)));
    const joint = speedOf(together);
    if (joint !== undefined) console.log(row(`${threads} threads`, together[0], joint, perEntry.toFixed(1)));
    const fast = speedOf(theirs);
    if (fast !== undefined) console.log(row("control", theirs[0], fast, ""));
    if (fast !== undefined) console.log(`\n${(perSecond / fast).toFixed(2)} times the control`);
    if (joint !== undefined) {
      console.log(`${threads} threads: ${(joint / perSecond).toFixed(2)} times one`);
      if (together.some(({ helped }) => helped === 0)) console.log("In some run no other thread was there.");
    }
    const result = { candidates, entries, perSecond: Math.round(perSecond), bytesPerEntry: perEntry };
    const ratio = joint === undefined ? {} : { threads, ratio: joint / perSecond };
    console.log(JSON.stringify({ bench: "enumeration", ...result, control: fast, ...ratio }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
