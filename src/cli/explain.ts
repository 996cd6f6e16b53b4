/** @file `--explain`: a program of the user's, what it costs, where it is wrong, and what beat it. */

import { placeOf } from "../evidence/evidence.ts";
import { jsonOf } from "../evidence/json.ts";
import { parseProgram } from "../language/parse.ts";
import type { Primitive } from "../language/primitive.ts";
import type { Program } from "../language/program.ts";
import type { Part } from "../search/answer.ts";
import { InputError, shown, visible } from "../tasks/error.ts";
import type { Task } from "../tasks/task.ts";
import { spelled } from "../tasks/text.ts";
import { shownAnswer } from "./ask.ts";
import { LABEL, labelled, placeText, programText } from "./lines.ts";
import { withPrimitives } from "./modules.ts";
import { bits, counted } from "./quantity.ts";
import type { Settings } from "./settings.ts";
import type { Outcome } from "./show.ts";
import { whatWasTried, whyStopped } from "./stopped.ts";
import type { Style } from "./style.ts";

/** Wrong rows and parts shown. */
const SHOWN_ROWS = 6;
const SHOWN_PARTS = 16;

/** How the program stands to what was found. */
type Standing =
  /** It is the answer. */
  | "answer"
  /** Wrong on more rows than may be mistakes. */
  | "unfit"
  | "beaten"
  /** As cheap as the answer. */
  | "tied"
  /** It fits, and nothing as cheap was found. */
  | "unbeaten";

type Explained = Outcome & { readonly verdict: NonNullable<Outcome["verdict"]> };

/** A program that was asked about, and the format it is shown in. */
export interface Asked {
  readonly program: Program;
  readonly format: Settings["format"];
}

/** The program in canonical text or, for a file with a language of its own, in that. It is shown as it was written, unless in `format`. */
export function readExplained(
  text: string,
  { signature, language }: Task,
  format: Settings["format"],
  own: readonly Primitive[] = [],
): Asked {
  const place = `--explain ${shown(text)}`;
  const canonical = (): Program => {
    try {
      return parseProgram(text, {
        signature,
        primitives: withPrimitives([...own, ...(language?.macros ?? [])]),
      });
    } catch (error) {
      const why = `${(error as Error).message}; a program is written as --format sexpr prints it, and knack primitives lists what it may be made of`;
      throw new InputError(place, why);
    }
  };
  if (!language) return { program: canonical(), format: "sexpr" };
  const isCanonical = hasPositions(text);
  const program = isCanonical ? canonical() : readOwn(text, language, canonical);
  language.refuse(place, program);
  return { program, format: isCanonical ? format : "sygus" };
}

/** `$1`, which SMT-LIB has as a symbol too, but nobody calls a parameter so. */
const hasPositions = (text: string): boolean => /(?:^|[\s(])\$[1-9]\d*(?=[\s)]|$)/.test(text);

/** Canonical text without inputs looks like the language's own. */
function readOwn(text: string, language: NonNullable<Task["language"]>, canonical: () => Program): Program {
  try {
    return language.read("--explain", text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    try {
      return canonical();
    } catch {
      throw error;
    }
  }
}

function standingOf({ found: { best }, verdict: { program, verdict } }: Explained): Standing {
  if (best && best.program.text === program.text) return "answer";
  if (!verdict.fits) return "unfit";
  if (verdict.beatenBy) return "beaten";
  return best && best.cost === verdict.cost ? "tied" : "unbeaten";
}

export function explainedLines(outcome: Explained, settings: Settings, style: Style): string[] {
  const { found, verdict: explained } = outcome;
  const { program, verdict, format } = explained;
  const { task } = found;
  const { result } = task.signature;
  const text = programText(task, program, format);
  // The largest parts, in the order of the program: what is left out is small.
  const largest = new Set([...verdict.parts].sort((a, b) => b.bits - a.bits).slice(0, SHOWN_PARTS));
  const parts = verdict.parts.filter((part) => largest.has(part));
  const rest = verdict.parts.filter((part) => !largest.has(part));
  const restBits = rest.reduce((sum, part) => sum + part.bits, 0);
  const line = (cost: number, part: string): string =>
    `${cost.toFixed(1).padStart(LABEL + 6)}  ${visible(part)}`;
  return [
    labelled("explain", `${visible(text)}  ${style.title(bits(verdict.cost))}`, style.title),
    ...parts.map((part) => line(part.bits, partText(part, task, format))),
    ...(rest.length > 0 ? [line(restBits, `… ${counted(rest.length, "further part")}`)] : []),
    ...verdict.wrong
      .slice(0, SHOWN_ROWS)
      .map(({ example, given, expected }) =>
        labelled(
          "wrong",
          `${placeText(placeOf(task, example))}: the output should be ${shownAnswer(given, result)}, it says ${shownAnswer(expected, result)}`,
          style.bad,
        ),
      ),
    ...(verdict.wrong.length > SHOWN_ROWS
      ? [labelled("", `… and ${counted(verdict.wrong.length - SHOWN_ROWS, "further row")}`, style.dim)]
      : []),
    ...(task.language ? [labelled("grammar", inGrammar(task.language), style.dim)] : []),
    ...said(outcome, settings).map((words) => labelled("", visible(words), style.dim)),
  ];
}

const inGrammar = ({ isStated }: NonNullable<Task["language"]>): string =>
  isStated ? "it is in the file's grammar" : "the file states none, so any term will do";

function partText({ part, node, example }: Part, task: Task, format: Settings["format"]): string {
  const { language } = task;
  if (example !== undefined) return placeText(placeOf(task, example));
  if (format !== "sygus" || !language || !node) return part;
  return language.writePart(node, part === node.text ? "whole" : "operator");
}

/** The verdict in words. */
function said(outcome: Explained, settings: Settings): string[] {
  const { found, account, verdict: explained } = outcome;
  const { best, task } = found;
  const { format } = explained;
  const { cost, wrong, beatenBy } = explained.verdict;
  const answer = best && `${programText(task, best.program, format)}, ${bits(best.cost)}`;
  const stopped = `the search had tried ${whatWasTried(account, found)}, when it stopped: ${whyStopped(account, found, settings.budget)}`;
  const standing = standingOf(outcome);
  switch (standing) {
    case "answer":
      return [`this is the answer (found: ${best?.foundBy})`];
    case "unfit": {
      const examples = task.examples.length;
      return [
        `it is no answer: wrong on ${wrong.length} of ${counted(examples, "example")}, more than may be mistakes`,
        ...(answer === undefined ? [] : [`${beatenBy ? "beaten by" : "the answer is"} ${answer}`]),
      ];
    }
    case "beaten":
      return [`beaten by ${answer} (found: ${best?.foundBy})`];
    case "tied":
      return [`it fits, and costs as much as the answer: ${answer}`];
    case "unbeaten":
      return [
        best
          ? `it fits, and is ${bits(best.cost - cost)} cheaper than the answer: ${answer}`
          : "it fits, and the search found nothing that does",
        stopped,
      ];
  }
}

export const explainedJson = (outcome: Explained, { budget }: Settings) => {
  const { found, account, verdict: explained } = outcome;
  const { program, verdict, format } = explained;
  const { task } = found;
  const { result } = task.signature;
  const { beatenBy } = verdict;
  const standing = standingOf(outcome);
  return {
    program: programText(task, program, format),
    cost: verdict.cost,
    standing,
    parts: verdict.parts.map((part) => ({ part: partText(part, task, format), bits: part.bits })),
    wrong: verdict.wrong.map(({ example, given, expected }) => ({
      ...placeOf(task, example),
      given: jsonOf(spelled(given, result)),
      expected: jsonOf(spelled(expected, result)),
    })),
    beatenBy: beatenBy
      ? {
          program: programText(task, beatenBy.program, format),
          cost: beatenBy.cost,
          foundBy: beatenBy.foundBy,
        }
      : null,
    ...(standing === "unbeaten" && {
      tried: whatWasTried(account, found),
      stopped: whyStopped(account, found, budget),
    }),
  };
};
