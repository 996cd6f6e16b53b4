/** @file list-functions: Rule's list functions, learned from their examples; solved when every held-out test is right. */

import { attempts, benchOptions, printTable, readStated } from "./support/attempts.ts";

const FILE = "list-functions.jsonl";

export async function bench(args: readonly string[]): Promise<void> {
  const options = benchOptions(args, { seconds: 30, file: FILE, source: "Rule's list functions" });
  printTable("list-functions", await attempts(readStated(options.data, FILE), options), options);
}
