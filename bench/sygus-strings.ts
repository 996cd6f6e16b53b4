/**
 * @file sygus-strings: the programming-by-example files of the SyGuS competition's string track, 15 s each, answers
 * judged on every constraint and against the file's grammar. Families: what was learned on a short file, judged on
 * every row of its long sibling. `--corrupt`: the long files with one row in ten made wrong.
 */

import { leastWrong, rowsOf } from "./support/smt/problem.ts";
import {
  confirmations,
  holdsOn,
  isOdd,
  learned,
  type Outcome,
  refusal,
  reported,
  type SygusFile,
  type SygusOptions,
  solvedBy,
  summaryOf,
  summaryRows,
  sygusFiles,
  sygusOptions,
  tableOf,
} from "./support/sygus.ts";
import { corrupted } from "./support/variants.ts";

/** As many rows as learning may ever call wrong. */
const ANY_SUSPECTS = { suspects: Number.MAX_SAFE_INTEGER };

export async function bench(args: readonly string[]): Promise<void> {
  const options = sygusOptions(args, "sygus-strings", "corrupt");
  const { peer, confirm, budget, verbose } = options;
  const { files: all, others } = sygusFiles(options);
  for (const other of others)
    console.log(`not by example: ${other.name}: ${refusal(other) ?? "NOT REFUSED by the reader"}`);
  const files = options.variant ? all.filter(({ name }) => name.endsWith("-long")) : all;
  const contradictory = files.filter(({ problem }) => leastWrong(rowsOf(problem)!) > 0);
  for (const { name } of contradictory)
    console.log(`rows contradict each other, solved where all others are right: ${name}`);
  const ours = new Map<string, Outcome>();
  const theirs = new Map<string, Outcome>();
  for (const file of files) {
    const outcome = await learned(file, budget);
    ours.set(file.name, outcome);
    if (verbose || isOdd(outcome)) console.log(reported(file.name, outcome));
    if (!peer) continue;
    const other = await solvedBy(peer, file, budget);
    theirs.set(file.name, other);
    if (verbose) console.log(reported(`  ${peer.name}`, other));
  }
  const solvers = peer ? [ours, theirs] : [ours];
  const summaries = solvers.map((outcomes) => summaryOf([...outcomes.values()]));
  const families = solvers.map((outcomes, i) => familiesOf(files, outcomes, verbose && i === 0));
  const kept = options.variant ? await keptOf(files, ours, options) : undefined;
  const rows = summaryRows(files.length, summaries);
  if (families[0].of > 0)
    rows.push([
      `families of ${families[0].of}, right on every long row`,
      ...families.map(({ right }) => right),
    ]);
  if (kept) rows.push([`right with wrong rows, of the ${kept.of} solved clean`, kept.kept]);
  console.log(`\n${tableOf(peer ? ["knack", peer.name] : ["knack"], rows)}`);
  const solved = files.flatMap((file) => {
    const outcome = ours.get(file.name)!;
    return outcome.solved ? [{ file, outcome }] : [];
  });
  const confirmed = confirm && (await confirmations(confirm, solved, budget));
  if (confirmed)
    console.log(
      `${confirm.name} confirms ${confirmed.confirmed} of ${confirmed.of}; denies: ${confirmed.denied.join(", ") || "none"}`,
    );
  console.log(
    JSON.stringify({
      bench: "sygus-strings",
      files: files.length,
      refused: others.filter(refusal).length,
      contradictory: contradictory.length,
      budget,
      ...summaries[0],
      families: families[0],
      corrupt: kept,
      peer: peer && { name: peer.name, ...summaries[1], families: families[1] },
      confirmed,
    }),
  );
}

/** Answers learned on `X_short` or `X_small` that hold on every row of `X-long`. */
function familiesOf(
  files: readonly SygusFile[],
  outcomes: ReadonlyMap<string, Outcome>,
  verbose: boolean,
): { of: number; right: number } {
  let [of, right] = [0, 0];
  for (const { name } of files) {
    const family = /^(.*)_(?:short|small)$/.exec(name)?.[1];
    const long = files.find((file) => file.name === `${family}-long`);
    if (!long) continue;
    of++;
    const { answer, solved } = outcomes.get(name)!;
    const holds = solved && holdsOn(long.text, answer);
    if (holds) right++;
    else if (verbose)
      console.log(`✗ family ${family}: ${solved ? answer!.trim() : "the short file is not solved"}`);
  }
  return { of, right };
}

/** Of the files that are solved clean: those still right on all their untouched rows when others are made wrong. */
async function keptOf(
  files: readonly SygusFile[],
  clean: ReadonlyMap<string, Outcome>,
  { budget, verbose }: SygusOptions,
): Promise<{ of: number; kept: number; restored: number }> {
  let [of, kept, restored] = [0, 0, 0];
  for (const file of files) {
    const variant = clean.get(file.name)!.solved ? corrupted(file.text) : undefined;
    if (!variant) continue;
    of++;
    const outcome = await learned({ name: file.name, text: variant.text }, budget, ANY_SUSPECTS);
    const holds = outcome.verdict?.inGrammar === true && holdsOn(variant.clean, outcome.answer);
    if (holds) kept++;
    if (holds && holdsOn(file.text, outcome.answer)) restored++;
    if (verbose) console.log(reported(`${file.name}, ${variant.wrong} wrong`, { ...outcome, solved: holds }));
  }
  return { of, kept, restored };
}
