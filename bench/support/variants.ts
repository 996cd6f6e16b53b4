/** @file SyGuS files changed for a bench: rows left out, or outputs made wrong, always the same for the same file. */

import { type Random, randomOf } from "../../src/language/random.ts";
import { evaluate } from "./smt/evaluate.ts";
import { type Problem, type Row, readProblem, replaced, rowsOf } from "./smt/problem.ts";
import { type Node, shown } from "./smt/sexp.ts";
import { isText, literal, UNSPECIFIED, type Value } from "./smt/values.ts";

/** The file without those rows. */
export const without = (text: string, rows: readonly Row[]): string =>
  replaced(text, new Map(rows.map(({ constraint }) => [constraint, ""])));

export interface Corrupted {
  readonly text: string;
  /** The file without the rows that were made wrong. */
  readonly clean: string;
  readonly wrong: number;
}

/**
 * One row in ten, at least one, gets a wrong output: another row's output, or a slip of one character. Copies of a row
 * go wrong together, so that no two rows contradict each other. Undefined where the rows are not texts.
 */
export function corrupted(text: string): Corrupted | undefined {
  const problem = readProblem(text);
  const groups = new Map<string, Row[]>();
  for (const row of rowsOf(problem) ?? []) {
    const key = row.inputs.map(shown).join(" ");
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const left = [...groups.values()];
  const outputs = left.map(([{ output }]) => constantOf(problem, output));
  const random = randomOf([...problem.text].reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) | 0, 7));
  const edits = new Map<Node, string>();
  const broken: Row[] = [];
  const wanted = Math.max(1, Math.round(left.flat().length / 10));
  while (broken.length < wanted) {
    const fitting = left.filter(({ length }) => broken.length + length <= wanted);
    if (fitting.length === 0 && broken.length > 0) break;
    const rows = random.pick(fitting.length > 0 ? fitting : left);
    left.splice(left.indexOf(rows), 1);
    const right = constantOf(problem, rows[0].output);
    if (!isText(right)) return;
    const others = outputs.filter((each) => literal(each) !== literal(right));
    const wrong = random.below(2) === 0 && others.length > 0 ? random.pick(others) : slipped(right, random);
    for (const { output } of rows) edits.set(output, literal(wrong));
    broken.push(...rows);
  }
  return { text: replaced(text, edits), clean: without(text, broken), wrong: broken.length };
}

function constantOf(problem: Problem, node: Node): Value {
  const value = evaluate(node, { functions: new Map(), values: new Map(), escapes: problem.escapes });
  if (value === UNSPECIFIED) throw new Error(`no value: ${shown(node)}`);
  return value;
}

const LETTERS = [..."etaoinshr0123456789 -."].map((each) => each.charCodeAt(0));

/** One character dropped, doubled, replaced, or changed with its neighbour; never the same text. */
function slipped(text: readonly number[], random: Random): readonly number[] {
  for (;;) {
    const at = random.below(text.length + 1);
    const [before, [here, ...after]] = [text.slice(0, at), text.slice(at)];
    const letter = random.pick(LETTERS);
    if (here === undefined) return [...text, letter];
    const slips = [
      after,
      [here, here, ...after],
      [letter, ...after],
      after.length > 0 ? [after[0], here, ...after.slice(1)] : [letter, here],
    ];
    const slip = [...before, ...random.pick(slips)];
    if (literal(slip) !== literal(text)) return slip;
  }
}
