/**
 * @file cvc5 as a peer and as a third opinion: the executable, or the Python module of the same name, one process a
 * file. Its seconds are of processor time, start included, so that what else the machine does is not counted.
 */

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Definition, definitionOf } from "./evaluate.ts";
import type { Problem } from "./problem.ts";
import { readNodes, shown } from "./sexp.ts";

export interface Peer {
  /** With its version where it tells it. */
  readonly name: string;
  /** Runs a file of that language; undefined output where it gave none in that time. */
  readonly run: (
    language: Language,
    text: string,
    seconds: number,
  ) => Promise<{ readonly output: string | undefined; readonly seconds: number }>;
}

type Language = "sygus2" | "smt2.6";

/** Runs the commands of a file and prints what each answers. */
const DRIVER = `
import sys, cvc5
solver = cvc5.Solver()
if sys.argv[1] == "sygus2": solver.setOption("sygus", "true")
parser = cvc5.InputParser(solver)
language = cvc5.InputLanguage.SYGUS_2_1 if sys.argv[1] == "sygus2" else cvc5.InputLanguage.SMT_LIB_2_6
parser.setFileInput(language, sys.argv[2])
while True:
    command = parser.nextCommand()
    if command.isNull(): break
    print(command.invoke(solver, parser.getSymbolManager()), end="", flush=True)
`;

/** Undefined where neither is installed. KNACK_PYTHON names a Python other than `python3`. */
export function findCvc5(): Peer | undefined {
  if (spawnSync("cvc5", ["--version"]).status === 0) {
    return {
      name: "cvc5",
      run: (language, text, seconds) =>
        inFile(text, seconds, (file) => ["cvc5", `--lang=${language}`, "--strings-exp", file]),
    };
  }
  const python = process.env.KNACK_PYTHON ?? "python3";
  const version = spawnSync(python, ["-c", "import cvc5; print(cvc5.__version__)"]);
  if (version.status !== 0) return;
  return {
    name: `cvc5 ${String(version.stdout).trim()}`,
    run: (language, text, seconds) => inFile(text, seconds, (file) => [python, "-c", DRIVER, language, file]),
  };
}

/** The shell holds the process to its processor time and tells how much it took. */
const SHELL = `ulimit -t "$1"; shift; "$@"; status=$?; times >&3; exit $status`;

async function inFile(
  text: string,
  limit: number,
  command: (file: string) => string[],
): ReturnType<Peer["run"]> {
  const folder = await mkdtemp(join(tmpdir(), "knack-cvc5-"));
  try {
    const file = join(folder, "problem");
    await writeFile(file, text);
    const child = spawn("bash", ["-c", SHELL, "bash", String(Math.ceil(limit)), ...command(file)], {
      stdio: ["ignore", "pipe", "ignore", "pipe"],
    });
    let [output, times] = ["", ""];
    child.stdout!.on("data", (chunk) => {
      output += String(chunk);
    });
    child.stdio[3]!.on("data", (chunk) => {
      times += String(chunk);
    });
    const [status] = await once(child, "close");
    // The second line is of the children: user and system time, as 0m1.234s.
    const [user, system] = [...(times.split("\n")[1] ?? "").matchAll(/(\d+)m([\d.]+)s/g)].map(
      ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
    );
    return { output: status === 0 ? output : undefined, seconds: (user ?? limit) + (system ?? 0) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Its answer to the file as define-fun; undefined where it found none in that time. */
export async function solveWith(
  peer: Peer,
  text: string,
  seconds: number,
): Promise<{ readonly answer: string | undefined; readonly seconds: number }> {
  const { output, seconds: spent } = await peer.run("sygus2", text, seconds);
  return { answer: output?.includes("define-fun") ? output : undefined, seconds: spent };
}

/** Does the peer find no constraint that the answer breaks? Undefined where it cannot tell in that time. */
export async function confirmWith(
  peer: Peer,
  problem: Problem,
  answer: string,
  seconds: number,
): Promise<boolean | undefined> {
  const define = ({ name, params, sort, body }: Definition): string =>
    `(define-fun ${name} (${params.map((each) => `(${each.name} ${each.sort})`).join(" ")}) ${sort} ${shown(body)})`;
  const variables = [...problem.variables].map(([name, sort]) => `(declare-const ${name} ${sort})`);
  const constraints = problem.constraints.map(({ items }) => `(assert (not ${shown(items[1])}))`);
  const lines = [
    "(set-logic ALL)",
    ...[...problem.macros, ...readNodes(answer).map(definitionOf)].map(define),
    ...variables,
    // Each for itself, so that an answer names no witness over all of them.
    ...constraints.map((constraint) => `(push 1) ${constraint} (check-sat) (pop 1)`),
  ];
  const { output } = await peer.run("smt2.6", `${lines.join("\n")}\n`, seconds);
  const told = output?.trim().split(/\s+/) ?? [];
  if (told.includes("sat")) return false;
  return told.length === constraints.length && told.every((each) => each === "unsat") ? true : undefined;
}
