/**
 * @file prose-text: tasks with every held-out test right, 10 s each; and the same after at most two questions, asked
 * about the tests' inputs and answered from the tests.
 */

import { domains } from "../src/domains/index.ts";
import { drive } from "../src/drive.ts";
import { run } from "../src/language/interpret.ts";
import { literalText } from "../src/language/program.ts";
import type { Search } from "../src/search/answer.ts";
import { createSearch } from "../src/search/search.ts";
import { isRight, type ProseTask, proseOptions, proseTasks } from "./support/prose.ts";

const SECONDS = 10;
const QUESTIONS = 2;

export async function bench(args: readonly string[]): Promise<void> {
  const options = proseOptions(args);
  const tasks = await proseTasks(options);
  const features = new Map<string, { of: number; right: number }>();
  const times: number[] = [];
  let [right, fitted, asked, longest] = [0, 0, 0, 0];
  for (const task of tasks) {
    const search = await createSearch(task, domains);
    const { seconds } = await drive(search, { seconds: SECONDS });
    times.push(seconds);
    longest = Math.max(longest, seconds);
    const [best] = search.answers();
    if (best) fitted++;
    const passes = isSolved(search, task);
    if (passes) right++;
    for (const feature of task.features) {
      const row = features.get(feature) ?? { of: 0, right: 0 };
      row.of++;
      if (passes) row.right++;
      features.set(feature, row);
    }
    const helped = await withQuestions(task);
    if (helped) asked++;
    if (options.verbose) report(task, search, passes, helped, seconds);
    search.dispose();
  }
  times.sort((a, b) => a - b);
  console.log("\nfeature                         right    of");
  for (const [feature, row] of [...features].sort((a, b) => b[1].of - a[1].of)) {
    console.log(`${feature.padEnd(30)} ${String(row.right).padStart(6)} ${String(row.of).padStart(5)}`);
  }
  const result = {
    bench: "prose-text",
    tasks: tasks.length,
    right,
    fitted,
    afterQuestions: asked,
    medianSeconds: times[times.length >> 1],
    longestSeconds: longest,
  };
  console.log(
    `\nevery test right: ${right} of ${tasks.length}; after at most ${QUESTIONS} questions: ${asked}`,
  );
  console.log(JSON.stringify(result));
}

/** With the tests' inputs as unlabelled rows, and up to two questions answered from the tests. */
async function withQuestions(task: ProseTask): Promise<boolean> {
  const search = await createSearch(
    { ...task, unlabelled: task.tests.map(({ inputs }) => ({ inputs })) },
    domains,
  );
  let left = SECONDS;
  for (let round = 0; round <= QUESTIONS; round++) {
    left -= (await drive(search, { seconds: left })).seconds;
    const [question] = search.questions();
    if (round === QUESTIONS || !question || left <= 0) break;
    const text = question.inputs.map(literalText).join(" ");
    const truth = task.tests.find(({ inputs }) => inputs.map(literalText).join(" ") === text);
    if (!truth) break;
    await search.tell({ inputs: question.inputs, output: truth.output });
  }
  const passes = isSolved(search, task);
  search.dispose();
  return passes;
}

function isSolved(search: Search, task: ProseTask): boolean {
  const [best] = search.answers();
  return (
    best !== undefined && task.tests.every(({ inputs, output }) => isRight(run(best.program, inputs), output))
  );
}

function report(task: ProseTask, search: Search, passes: boolean, helped: boolean, seconds: number): void {
  const [best] = search.answers();
  const { candidates } = search.progress();
  console.log(`${passes ? "✓" : "✗"}${helped ? "?" : " "} ${task.name} ${seconds.toFixed(2)}s ${candidates}`);
  if (passes) return;
  if (best) console.log(`      ${best.cost.toFixed(1)} ${best.program.text}`);
  for (const { inputs, output } of [...task.examples.slice(0, 2), ...task.tests].slice(0, 30)) {
    const given = best && run(best.program, inputs);
    if (isRight(given, output)) continue;
    console.log(
      `      ${inputs.map(literalText).join(" ")} -> ${literalText(output)}, not ${literalText(given)}`,
    );
    break;
  }
}
