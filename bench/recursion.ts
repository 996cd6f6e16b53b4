/**
 * @file recursion: the classics on truth values, naturals, lists and trees, from a few examples each; judged on fresh
 * inputs, up to four times the examples' size. And the most memory that the process has taken.
 */

import { attempts, benchOptions, printTable } from "./support/attempts.ts";
import { peakMegabytes } from "./support/process.ts";
import { CLASSICS } from "./support/recursion/index.ts";
import { freshTests } from "./support/reference.ts";

export async function bench(args: readonly string[]): Promise<void> {
  const options = benchOptions(args, { seconds: 30 });
  const tasks = CLASSICS.map((classic) => {
    const { name, examples } = classic;
    return { name, examples, tests: freshTests(classic, name, examples) };
  });
  const tried = await attempts(tasks, options);
  printTable("recursion", tried, options, { peakMegabytes: peakMegabytes() });
}
