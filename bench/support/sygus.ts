/** @file Files of the SyGuS competition, learned and judged, for the benches that use them. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Learning } from "../../src/learning.ts";
import type { SearchOptions } from "../../src/search/answer.ts";
import { defineFun, readSygus } from "../../src/tasks/sygus/index.ts";
import { checkAnswer, type Verdict } from "./smt/answer.ts";
import { confirmWith, findCvc5, type Peer, solveWith } from "./smt/cvc5.ts";
import { leastWrong, type Problem, readProblem, rowsOf } from "./smt/problem.ts";

export interface SygusOptions {
  readonly folder: string;
  /** Seconds a file. */
  readonly budget: number;
  readonly only: RegExp;
  readonly verbose: boolean;
  /** The bench's own flag. */
  readonly variant: boolean;
  /** Solves the same files. */
  readonly peer: Peer | undefined;
  /** Judges our answers as well. */
  readonly confirm: Peer | undefined;
}

export function sygusOptions(args: readonly string[], name: string, variant: string): SygusOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: "string" },
      budget: { type: "string", default: "15" },
      only: { type: "string", default: "" },
      verbose: { type: "boolean", default: false },
      peer: { type: "string" },
      confirm: { type: "string" },
      [variant]: { type: "boolean", default: false },
    },
  });
  const refuse = (message: string): never => {
    console.error(message);
    process.exit(2);
  };
  const folder = join(String(values.data ?? ""), name);
  if (!values.data || !existsSync(folder)) refuse(`Needs --data DIR, a folder with ${name}/*.sl.`);
  const budget = Number(values.budget);
  if (!(budget > 0)) refuse("--budget: seconds a file, such as 15");
  const peerOf = (flag: "peer" | "confirm"): Peer | undefined => {
    if (values[flag] === undefined) return;
    if (values[flag] !== "cvc5") refuse(`--${flag} knows cvc5 alone`);
    return (
      findCvc5() ??
      refuse(
        "cvc5 is not installed: put its executable on the path, or python3 -m pip install cvc5 (KNACK_PYTHON names another Python)",
      )
    );
  };
  return {
    folder,
    budget,
    only: new RegExp(String(values.only)),
    verbose: values.verbose === true,
    variant: values[variant] === true,
    peer: peerOf("peer"),
    confirm: peerOf("confirm"),
  };
}

export interface SygusFile {
  /** Without its ending. */
  readonly name: string;
  readonly text: string;
  readonly problem: Problem;
}

/** The files with rows; `others` are those about all inputs, which are no programming by example. */
export function sygusFiles({ folder, only }: SygusOptions): { files: SygusFile[]; others: SygusFile[] } {
  const all = readdirSync(folder)
    .filter((file) => file.endsWith(".sl") && only.test(file))
    .sort()
    .map((file): SygusFile => {
      const text = readFileSync(join(folder, file), "utf8");
      return { name: file.slice(0, -".sl".length), text, problem: readProblem(text) };
    });
  const hasRows = new Set(all.filter(({ problem }) => rowsOf(problem)));
  return { files: [...hasRows], others: all.filter((file) => !hasRows.has(file)) };
}

/** Why the reader refuses a file; undefined where it does not. */
export function refusal({ name, text }: SygusFile): string | undefined {
  try {
    readSygus(name, text);
    return;
  } catch (error) {
    return (error as Error).message;
  }
}

export interface Outcome {
  /** A define-fun; absent where none was found. */
  readonly answer?: string;
  /** Of the answer on the text it was learned from; absent where it could not be judged. */
  readonly verdict?: Verdict;
  /** In the grammar, and confirmed on every constraint; where rows contradict each other, on all that a function can be right on. */
  readonly solved: boolean;
  readonly seconds: number;
  /** Why there is no answer or no verdict. */
  readonly error?: string;
}

/** Learns in this process. Rows may be called wrong only where `options` say so, or no function is right. */
export async function learned(
  { name, text }: Pick<SygusFile, "name" | "text">,
  seconds: number,
  options: SearchOptions = {},
): Promise<Outcome> {
  const started = performance.now();
  const spent = (): number => (performance.now() - started) / 1000;
  try {
    const sygus = readSygus(name, text);
    const learning = await Learning.open(sygus.task, [], { ...options, grammar: sygus.grammar });
    const { best } = await learning.run({ seconds });
    learning.search.dispose();
    if (!best) return { solved: false, seconds: spent() };
    return judged(text, defineFun(sygus, best.program), spent());
  } catch (error) {
    return { solved: false, seconds: spent(), error: (error as Error).message };
  }
}

/** What the peer makes of the file. */
export async function solvedBy(peer: Peer, { text }: SygusFile, budget: number): Promise<Outcome> {
  const { answer, seconds } = await solveWith(peer, text, budget);
  return answer === undefined ? { solved: false, seconds } : judged(text, answer, seconds);
}

function judged(text: string, answer: string, seconds: number): Outcome {
  const verdict = verdictOf(text, answer);
  if (typeof verdict === "string") return { answer, solved: false, seconds, error: verdict };
  const rows = rowsOf(readProblem(text)) ?? [];
  const isRight = verdict.inGrammar && verdict.of - verdict.right === leastWrong(rows);
  return { answer, verdict, solved: isRight, seconds };
}

function verdictOf(text: string, answer: string): Verdict | string {
  try {
    return checkAnswer(text, answer);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Does the answer hold on every constraint of that file? Its grammar may be another one. */
export function holdsOn(text: string, answer: string | undefined): boolean {
  const verdict = answer === undefined ? undefined : verdictOf(text, answer);
  return typeof verdict === "object" && verdict.right === verdict.of;
}

/** How many of the solved files a third opinion confirms, and the names of those that it denies. */
export async function confirmations(
  peer: Peer,
  solved: readonly { readonly file: SygusFile; readonly outcome: Outcome }[],
  seconds: number,
): Promise<{ confirmed: number; denied: string[]; of: number }> {
  let confirmed = 0;
  const denied: string[] = [];
  for (const { file, outcome } of solved) {
    const holds = await confirmWith(peer, file.problem, outcome.answer!, seconds);
    if (holds) confirmed++;
    else if (holds === false) denied.push(file.name);
  }
  return { confirmed, denied, of: solved.length };
}

export interface Summary {
  readonly solved: number;
  /** Of the solved files; absent where none is. */
  readonly medianSeconds?: number;
  /** In which nine of ten of the solved files were done. */
  readonly ninetiethSeconds?: number;
  readonly medianSize?: number;
}

export function summaryOf(outcomes: readonly Outcome[]): Summary {
  const solved = outcomes.filter((outcome) => outcome.solved);
  const seconds = solved.map((outcome) => outcome.seconds).sort((a, b) => a - b);
  const sizes = solved.map(({ verdict }) => verdict!.size).sort((a, b) => a - b);
  return {
    solved: solved.length,
    medianSeconds: seconds[seconds.length >> 1],
    ninetiethSeconds: seconds[Math.ceil(seconds.length * 0.9) - 1],
    medianSize: sizes[sizes.length >> 1],
  };
}

/** What a reader has to see though no one asked for every file: an error, or an answer that is not right. */
export const isOdd = ({ solved, answer, error }: Outcome): boolean =>
  !solved && (answer !== undefined || error !== undefined);

const MOST_SHOWN = 300;

/** A file's lines: what came of it, and the answer or why there is none. */
export function reported(name: string, { solved, seconds, verdict, answer, error }: Outcome): string {
  const judgement = verdict
    ? `${verdict.right}/${verdict.of}${verdict.inGrammar ? "" : ", not in the grammar"}, size ${verdict.size}`
    : (error ?? "no answer");
  // A solver gives a list of define-funs.
  const shown = answer?.trim().replace(/^\(\s*(\(define-fun.*\))\s*\)$/s, "$1");
  const line = `${solved ? "✓" : "✗"} ${name.padEnd(28)} ${seconds.toFixed(2).padStart(6)} s  ${judgement}`;
  if (!shown) return line;
  return `${line}\n      ${shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN)}…` : shown}`;
}

/** Figures by row, a column for each solver. */
export function tableOf(
  columns: readonly string[],
  rows: readonly (readonly [string, ...(number | undefined)[]])[],
): string {
  const shown = (value: number | undefined): string =>
    value === undefined ? "–" : Number.isInteger(value) ? String(value) : value.toFixed(3);
  return [
    ["", ...columns] as const,
    ...rows.map(([name, ...values]) => [name, ...values.map(shown)] as const),
  ]
    .map(([name, ...cells]) => `${name.padEnd(44)}${cells.map((cell) => cell.padStart(16)).join("")}`)
    .join("\n");
}

/** The rows of the table that every bench shows. */
export function summaryRows(
  of: number,
  summaries: readonly Summary[],
): [string, ...(number | undefined)[]][] {
  return [
    [`solved of ${of}`, ...summaries.map(({ solved }) => solved)],
    ["median seconds of the solved", ...summaries.map(({ medianSeconds }) => medianSeconds)],
    ["90 % of the solved within seconds", ...summaries.map(({ ninetiethSeconds }) => ninetiethSeconds)],
    ["median size in nodes", ...summaries.map(({ medianSize }) => medianSize)],
  ];
}
