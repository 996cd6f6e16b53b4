/** @file Asks one question at a terminal. */

import { createInterface } from "node:readline";
import { hintFor, valueOfText } from "../evidence/json.ts";
import type { Type } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { visible } from "../tasks/error.ts";
import { cellText, jsonText, spelled } from "../tasks/text.ts";
import type { Io } from "./io.ts";
import { styleFor } from "./style.ts";

/** Answers offered; the likeliest come first. */
const CHOICES = 5;

/** The value ⊥ says that there is none. */
export type Reply = { readonly value: Value } | "skip" | "stop";

/** Whether somebody sits there to answer. */
export const isInteractive = (io: Io): boolean => io.stdin.isTTY === true && io.stderr.isTTY === true;

/**
 * Enter takes the first answer, a number that one, `s` skips, anything else is the answer itself; quoted text is
 * taken as it stands, so `"2"` and `"s"` can be answered too. Ctrl-D and Ctrl-C stop.
 */
export async function ask(
  io: Io,
  question: {
    readonly heading: string;
    readonly inputs: readonly string[];
    readonly answers: readonly Value[];
    readonly type: Type;
  },
  onInterrupt: () => void,
): Promise<Reply> {
  const style = styleFor(io.stderr, io.env);
  const { answers, type } = question;
  const lines = [
    `${style.title(visible(question.heading))}  ${style.doubtful("which is right?")}`,
    ...question.inputs.map((input) => `    ${visible(input)}`),
    ...answers
      .slice(0, CHOICES)
      .map((answer, i) => `  ${style.dim(String(i + 1))} ${shownAnswer(answer, type)}`),
  ];
  io.stderr.write(`\n${lines.join("\n")}\n`);
  for (;;) {
    const line = await readLine(
      io,
      style.dim(`  Enter = 1, a number, the right ${hintFor(type)}, or s to skip: `),
      onInterrupt,
    );
    if (line === undefined) return "stop";
    const text = line.trim();
    if (text === "s") return "skip";
    const place = text === "" ? 0 : /^\d{1,3}$/.test(text) ? Number(text) - 1 : -1;
    if (place >= 0 && place < Math.min(answers.length, CHOICES)) {
      return { value: answers[place] };
    }
    if (/^\d$/.test(text) && type.kind === "text") {
      io.stderr.write(`  ${style.bad(`there is no answer ${text}; as a text it is written "${text}"`)}\n`);
      continue;
    }
    const value = valueOfText(text, type);
    if (value !== undefined) return { value };
    io.stderr.write(`  ${style.bad(`that is no ${hintFor(type)}`)}\n`);
  }
}

/** Texts in quotes; bit-vectors without. */
export function shownAnswer(value: Value, type: Type): string {
  if (value === undefined) return "(no value)";
  return visible(type.kind === "bits" ? cellText(spelled(value, type)) : jsonText(spelled(value, type)));
}

/** One line; `undefined` at the end of input. Opened for one line only, so that Ctrl-C is a signal again in between. */
function readLine(io: Io, prompt: string, onInterrupt: () => void): Promise<string | undefined> {
  return new Promise((resolve) => {
    const reader = createInterface({ input: io.stdin, output: io.stderr, terminal: true, historySize: 0 });
    let answer: string | undefined;
    reader.on("SIGINT", () => {
      onInterrupt();
      reader.close();
    });
    reader.on("close", () => {
      if (answer === undefined) io.stderr.write("\n");
      resolve(answer);
    });
    reader.question(prompt, (line) => {
      answer = line;
      reader.close();
    });
  });
}
