/**
 * @file sygus-bits: the bit-vector files of the SyGuS competition's programming-by-example track, 15 s each, answers
 * judged on every constraint and against the file's grammar. `--half`: learned from the first half of the rows of the
 * files with 100 rows or more, and judged on the rest.
 */

import { rowsOf } from "./support/smt/problem.ts";
import {
  confirmations,
  holdsOn,
  isOdd,
  learned,
  type Outcome,
  reported,
  type SygusFile,
  solvedBy,
  summaryOf,
  summaryRows,
  sygusFiles,
  sygusOptions,
  tableOf,
} from "./support/sygus.ts";
import { without } from "./support/variants.ts";

const MANY_ROWS = 100;

export async function bench(args: readonly string[]): Promise<void> {
  const options = sygusOptions(args, "sygus-bits", "half");
  const { peer, confirm, budget, verbose, variant } = options;
  const { files: all } = sygusFiles(options);
  const files = variant ? all.flatMap(halfOf) : all.map((file) => ({ ...file, rest: undefined }));
  const ours: Outcome[] = [];
  const theirs: Outcome[] = [];
  const held = [0, 0];
  for (const file of files) {
    for (const [i, outcomes] of [ours, theirs].entries()) {
      if (i === 1 && !peer) continue;
      const outcome = i === 0 ? await learned(file, budget) : await solvedBy(peer!, file, budget);
      outcomes.push(outcome);
      const holds =
        file.rest === undefined ? undefined : outcome.solved && holdsOn(file.rest, outcome.answer);
      if (holds) held[i]++;
      if (verbose || (i === 0 && isOdd(outcome))) {
        const rest = outcome.solved && holds !== undefined ? (holds ? " (rest right)" : " (rest wrong)") : "";
        console.log(reported(`${i === 0 ? file.name : `  ${peer!.name}`}${rest}`, outcome));
      }
    }
  }
  const solvers = peer ? [ours, theirs] : [ours];
  const summaries = solvers.map(summaryOf);
  const rows = summaryRows(files.length, summaries);
  if (variant) rows.push(["of these right on the other half of the rows", ...held.slice(0, solvers.length)]);
  console.log(`\n${tableOf(peer ? ["knack", peer.name] : ["knack"], rows)}`);
  const solved = files.map((file, i) => ({ file, outcome: ours[i] })).filter(({ outcome }) => outcome.solved);
  const confirmed = confirm && (await confirmations(confirm, solved, budget));
  if (confirmed)
    console.log(
      `${confirm.name} confirms ${confirmed.confirmed} of ${confirmed.of}; denies: ${confirmed.denied.join(", ") || "none"}`,
    );
  console.log(
    JSON.stringify({
      bench: variant ? "sygus-bits, half of the rows" : "sygus-bits",
      files: files.length,
      budget,
      ...summaries[0],
      held: variant ? held[0] : undefined,
      peer: peer && { name: peer.name, ...summaries[1], held: variant ? held[1] : undefined },
      confirmed,
    }),
  );
}

/** The file with the first half of its rows, and its text with the rest; nothing where rows are few. */
function halfOf(file: SygusFile): (SygusFile & { rest: string })[] {
  const rows = rowsOf(file.problem)!;
  if (rows.length < MANY_ROWS) return [];
  const half = rows.length >> 1;
  const text = without(file.text, rows.slice(half));
  const problem = { ...file.problem, text, constraints: file.problem.constraints.slice(0, half) };
  return [{ name: file.name, text, problem, rest: without(file.text, rows.slice(0, half)) }];
}
