/** @file dreamcoder-lists: the list tasks of ellisk42/ec, learned from their examples; solved when every held-out test is right. */

import { attempts, benchOptions, printTable, readStated } from "./support/attempts.ts";

const FILE = "dreamcoder-lists.jsonl";

export async function bench(args: readonly string[]): Promise<void> {
  const options = benchOptions(args, { seconds: 30, file: FILE, source: "the list tasks of ellisk42/ec" });
  printTable("dreamcoder-lists", await attempts(readStated(options.data, FILE), options), options);
}
