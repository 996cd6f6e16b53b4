/** @file What was learned for one column, for people. */

import { agrees } from "../language/agree.ts";
import { run } from "../language/interpret.ts";
import { usedInputs } from "../language/program.ts";
import type { Signature } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { type Found, typescriptOf, UNSOLVED } from "../learning.ts";
import { narrow } from "../narrow.ts";
import type { Account } from "../search/account.ts";
import type { Answer, Question, Verdict } from "../search/answer.ts";
import { visible } from "../tasks/error.ts";
import type { Task } from "../tasks/task.ts";
import { cellText, spelled } from "../tasks/text.ts";
import { shownAnswer } from "./ask.ts";
import { cut, padEnd, width } from "./columns.ts";
import { type Asked, explainedLines } from "./explain.ts";
import { LABEL, labelled, placeText, programText } from "./lines.ts";
import { amount, bytes, counted, seconds } from "./quantity.ts";
import type { Settings } from "./settings.ts";
import type { Style } from "./style.ts";

/** A row and what the program says for it. */
export interface FilledRow {
  readonly row: number;
  readonly inputs: readonly Value[];
  readonly value: Value;
}

export interface Outcome {
  /** Its questions are those that were not answered. */
  readonly found: Found;
  /** The same questions over all inputs of the file. */
  readonly questions: readonly Question[];
  /** The rows that had no output, but for those that are to stay so. */
  readonly filled: readonly FilledRow[];
  /** Of the search, when it stopped last. */
  readonly account: Account;
  readonly verdict?: Asked & { readonly verdict: Verdict };
}

const SAMPLES = 4;
/** Answers shown of a question; the likeliest come first. */
const RIVALS = 3;
/** Rows named of those that stay empty. */
const NAMED_ROWS = 3;

/** The account of one column: heading, program, cells, doubts. */
export function show(outcome: Outcome, settings: Settings, style: Style, columns: number): string {
  const { found } = outcome;
  const { task, best, evidence } = found;
  const { result } = task.signature;
  const used = usedInputs(best ? [best.program] : []);
  const lines = [heading(found, style), ""];
  if (best) {
    lines.push(...program(found, best, settings), "");
    for (const line of cells(outcome, used, style, columns)) lines.push(line);
  } else lines.push(labelled("reason", UNSOLVED[found.stopped], style.bad));
  if (evidence.tests) {
    const { right, of } = evidence.tests;
    lines.push(labelled("tests", `${right} of ${of} right`, right === of ? style.good : style.bad));
  }
  for (const { given, expected, ...place } of evidence.suspects) {
    const text = `${placeText(place)} says ${shownAnswer(given, result)}; the other rows say ${shownAnswer(expected, result)}`;
    lines.push(labelled("suspect", text, style.doubtful));
  }
  for (const question of evidence.questions) {
    lines.push(labelled("unsure", unsure(question, found, used), style.doubtful));
  }
  if (settings.top !== undefined || settings.verbose) {
    for (const answer of evidence.alternatives.slice(
      0,
      settings.top === undefined ? undefined : settings.top - 1,
    )) {
      const text = written(found.task, answer, settings.format);
      lines.push(
        "",
        labelled("or", `${answer.cost.toFixed(1)} bits`, style.dim),
        ...text.map((line) => `    ${line}`),
      );
    }
  }
  const { verdict } = outcome;
  if (verdict) lines.push("", ...explainedLines({ ...outcome, verdict }, settings, style));
  lines.push(labelled("", style.dim(summary(found, settings)), style.dim));
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n\n`;

  function heading({ solved }: Found, { title, good, bad, dim }: Style): string {
    const from = used.map((i) => visible(task.signature.params[i].name)).join(", ");
    const state = solved ? good("solved") : bad("not solved");
    return `${title(visible(task.name))}${from === "" ? "" : dim(` from ${from}`)}  ${state} ${dim(`in ${seconds(found.seconds)}`)}`;
  }
}

function program(found: Found, answer: NonNullable<Found["best"]>, { format, verbose }: Settings): string[] {
  const text = written(found.task, answer, format);
  return (verbose ? text : withoutLongHelpers(text)).map((line) => `    ${visible(line)}`);
}

/** The program's lines in a format. */
function written(task: Task, answer: Answer, format: Settings["format"]): readonly string[] {
  if (format === "typescript") return code(shortTypescript(task, answer));
  return [programText(task, answer.program, format)];
}

/** Lines of code that a report shows in full. */
const SHOWN_LINES = 40;

/** The function alone where its helpers would bury it. */
function withoutLongHelpers(lines: readonly string[]): readonly string[] {
  const end = lines.indexOf("}") + 1;
  if (lines.length <= SHOWN_LINES || end === 0) return lines;
  return [
    ...lines.slice(0, end),
    "",
    `// … ${lines.length - end} lines of helpers: --save writes them, --verbose shows them`,
  ];
}

/** The module as it would be saved: over the inputs that it uses. */
function shortTypescript(task: Task, answer: Answer): string {
  const short = narrow(task, answer);
  return typescriptOf(short.task, short.answer);
}

/** The module's lines without the default export, which says nothing to a reader. */
const code = (source: string): string[] =>
  source
    .replace(/\nexport default [^\n]*\n/, "")
    .trimEnd()
    .split("\n");

function cells({ found, filled }: Outcome, used: readonly number[], style: Style, columns: number): string[] {
  if (filled.length === 0) return [];
  const { signature } = found.task;
  const answered = filled.filter(({ value }) => value !== undefined);
  const missing = filled.filter(({ value }) => value === undefined).map(({ row }) => row);
  const step = Math.max(1, answered.length / SAMPLES);
  const samples = Array.from(
    { length: Math.min(SAMPLES, answered.length) },
    (_, i) => answered[Math.floor(i * step)],
  );
  const left = samples.map(({ inputs }) => shownInputs(inputs, used, signature));
  const room = columns - LABEL - 2;
  const wide = Math.min(Math.max(0, ...left.map(width)), Math.floor(room * 0.6));
  const rows = samples.map(({ value }, i) => {
    const to = visible(cellText(spelled(value, signature.result)));
    return `${" ".repeat(LABEL + 2)}${style.dim(padEnd(cut(left[i], wide), wide))}  ${cut(to, Math.max(8, room - wide - 2))}`;
  });
  const total = counted(answered.length, "cell") + (missing.length > 0 ? `; ${stayEmpty(missing)}` : "");
  return [labelled("fills", total, style.good), ...rows];
}

function stayEmpty(rows: readonly number[]): string {
  const named = `${rows.slice(0, NAMED_ROWS).join(", ")}${rows.length > NAMED_ROWS ? ", …" : ""}`;
  const where = `${rows.length === 1 ? "row" : "rows"} ${named}`;
  return `${counted(rows.length, "cell")} ${rows.length === 1 ? "stays" : "stay"} empty, ${where}: the program has no value there`;
}

/** The inputs that matter, on one line. */
function shownInputs(inputs: readonly Value[], used: readonly number[], { params }: Signature): string {
  const chosen = used.length > 0 ? used : [...inputs.keys()];
  return chosen.map((i) => visible(cellText(spelled(inputs[i], params[i].type)))).join(" · ");
}

/** One line; inputs that the program itself does not read are named. */
function unsure(question: Question, found: Found, used: readonly number[]): string {
  const { inputs, answers } = question;
  const { params, result } = found.task.signature;
  const given = inputsBehind(question, found).map((i) => {
    const text = visible(cellText(spelled(inputs[i], params[i].type)));
    return used.includes(i) || used.length === 0 ? text : `${visible(params[i].name)}: ${text}`;
  });
  const rivals = answers
    .slice(0, RIVALS)
    .map((answer) => shownAnswer(answer, result))
    .join(" or ");
  return `${given.join(" · ")} → ${rivals}${answers.length > RIVALS ? " or …" : ""}`;
}

/** Positions of the inputs that a question turns on: those read by the program or by an alternative that says something else. */
export function inputsBehind({ inputs }: Question, { task, best, evidence }: Found): readonly number[] {
  const said = best && run(best.program, inputs);
  const others = evidence.alternatives.filter(({ program }) => !agrees(run(program, inputs), said));
  const used = usedInputs([...(best ? [best] : []), ...others].map(({ program }) => program));
  return used.length > 0 ? used : [...task.signature.params.keys()];
}

function summary(found: Found, { verbose, seed }: Settings): string {
  const { best, evidence, candidates, stopped, bytes: owned } = found;
  return [
    ...(best
      ? [`${best.cost.toFixed(1)} bits`, `${evidence.fit.right} of ${counted(evidence.fit.of, "example")}`]
      : []),
    counted(candidates, "candidate"),
    ...(evidence.alternatives.length > 0 ? [`${counted(evidence.alternatives.length, "alternative")}`] : []),
    ...(stopped === "cancelled" ? ["stopped by Ctrl-C"] : stopped === "budget" ? ["budget spent"] : []),
    ...(verbose
      ? [bytes(owned), `stopped: ${stopped}`, `seed ${seed ?? 1}`, `${amount(candidates / found.seconds)}/s`]
      : []),
  ].join(" · ");
}
