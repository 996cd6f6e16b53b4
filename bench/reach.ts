/**
 * @file reach: what is learned of list functions from eight short lists, on lists twenty times as long as the longest of
 * them. Judged by references, which are held against the file's examples and tests first.
 */

import { compile } from "../src/language/compile.ts";
import { type Random, randomOf } from "../src/language/random.ts";
import { sameValue } from "../src/language/value.ts";
import { attempts, benchOptions, printTable, readStated, type StatedTask } from "./support/attempts.ts";
import { LIST_FUNCTIONS, type ListFunction } from "./support/listfunctions.ts";

const FILE = "list-functions.jsonl";

const LONGER = 20;
const LISTS = 50;

export async function bench(args: readonly string[]): Promise<void> {
  const options = benchOptions(args, { seconds: 30, file: FILE, source: "Rule's list functions" });
  const tasks = readStated(options.data, FILE).filter(({ name }) => LIST_FUNCTIONS.has(name));
  for (const task of tasks) refuseWrong(task, referenceOf(task));
  const tried = await attempts(tasks, options);
  const lost: string[] = [];
  for (const { name, solved, program } of tried) {
    if (!solved || !program) continue;
    const task = tasks.find((one) => one.name === name) as StatedTask;
    const [learned, of] = [compile(program), referenceOf(task)];
    if (!longLists(task).every((xs) => sameValue(learned([xs]), of(xs)))) lost.push(name);
  }
  const solved = tried.filter((one) => one.solved).length;
  console.log(
    `\nof ${solved} solved, lost on lists ${LONGER} times as long: ${lost.length === 0 ? "none" : lost.join(", ")}`,
  );
  printTable("reach", tried, options, { lost, lostShare: solved === 0 ? undefined : lost.length / solved });
}

const referenceOf = ({ name }: StatedTask): ListFunction => LIST_FUNCTIONS.get(name) as ListFunction;

const listOf = ({ inputs }: { readonly inputs: readonly unknown[] }): readonly number[] =>
  inputs[0] as readonly number[];

function refuseWrong({ name, examples, tests = [] }: StatedTask, of: ListFunction): void {
  for (const row of [...examples, ...tests]) {
    const output = row.output as readonly number[];
    if (!sameValue(of(listOf(row)), output))
      throw new Error(`the reference of ${name} is wrong: ${JSON.stringify(row)}`);
  }
}

/** The examples' lists with further items behind them, drawn from all that occur; always the same. */
function longLists({ examples, tests = [] }: StatedTask): readonly (readonly number[])[] {
  const random: Random = randomOf(examples.length);
  const known = [...examples, ...tests].map(listOf);
  const items = known.flat();
  const length = LONGER * Math.max(...examples.map((row) => listOf(row).length));
  return Array.from({ length: LISTS }, (_, i) => {
    const start = known[i % examples.length];
    return [...start, ...Array.from({ length: length - start.length }, () => random.pick(items))];
  });
}
