/**
 * @file psb1-edge: the edge cases of general programming problems (PSB1) as examples, and no tests: solved when all
 * examples are right.
 */

import { attempts, benchOptions, printTable, readStated } from "./support/attempts.ts";

const FILE = "psb1-edge.jsonl";

export async function bench(args: readonly string[]): Promise<void> {
  const options = benchOptions(args, { seconds: 60, file: FILE, source: "edge cases of PSB1" });
  printTable("psb1-edge", await attempts(readStated(options.data, FILE), options), options);
}
