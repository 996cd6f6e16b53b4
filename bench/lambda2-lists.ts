/**
 * @file lambda2-lists: functions on lists from very few examples. The file has no tests: answers are judged by references
 * on fresh inputs, up to four times as long as the examples'.
 */

import { attempts, benchOptions, printTable, readStated } from "./support/attempts.ts";
import { LAMBDA2 } from "./support/lambda2.ts";
import { contradicted, freshTests } from "./support/reference.ts";

const FILE = "lambda2-lists.jsonl";

export async function bench(args: readonly string[]): Promise<void> {
  const options = benchOptions(args, { seconds: 30, file: FILE, source: "the list tasks of jfeser/L2" });
  const contradictions: Record<string, unknown> = {};
  const tasks = readStated(options.data, FILE).map((task) => {
    const { name, examples } = task;
    if (!Object.hasOwn(LAMBDA2, name)) throw new Error(`no reference for ${name}`);
    const wrong = contradicted(LAMBDA2[name], examples);
    if (wrong.length > 0) contradictions[name] = wrong;
    return { ...task, tests: freshTests(LAMBDA2[name], name, examples) };
  });
  const tried = await attempts(tasks, options);
  for (const [name, wrong] of Object.entries(contradictions))
    console.log(`\n${name}: not what its name says, in the file itself: ${JSON.stringify(wrong)}`);
  printTable("lambda2-lists", tried, options, { contradictions });
}
