/** @file Lines of reports: labels, rows and programs. */

import type { Place } from "../evidence/evidence.ts";
import type { Program } from "../language/program.ts";
import type { Task } from "../tasks/task.ts";
import type { Settings } from "./settings.ts";

/** Columns of a label. */
export const LABEL = 10;

export const labelled = (label: string, text: string, paint: (text: string) => string): string =>
  `  ${paint(label)}${" ".repeat(Math.max(1, LABEL - label.length))}${text}`;

/** The program on one line: as its task's language writes it where that is asked for, else canonical. */
export const programText = ({ language }: Task, program: Program, format: Settings["format"]): string =>
  format === "sygus" && language ? language.write(program) : program.text;

/** A row of the file, from 1, or a line of it; row 0 is an example that a saved module brought. */
export function placeText({ row, line }: Place): string {
  if (line !== undefined) return `line ${line}`;
  return row > 0 ? `row ${row}` : "an earlier example";
}
