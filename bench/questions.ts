/**
 * @file questions: the prose-text tasks from two examples each, all other inputs unlabelled. Do the questions catch
 * first answers that are wrong, and does Knack keep quiet where the first answer is right?
 */

import { domains } from "../src/domains/index.ts";
import { drive } from "../src/drive.ts";
import { run } from "../src/language/interpret.ts";
import { literalText } from "../src/language/program.ts";
import type { Value } from "../src/language/value.ts";
import { createSearch } from "../src/search/search.ts";
import { isRight, type ProseTask, proseOptions, proseTasks } from "./support/prose.ts";

const SECONDS = 10;
const EXAMPLES = 2;

type Verdict = "nothing" | "right" | "caught" | "missed";

export async function bench(args: readonly string[]): Promise<void> {
  const options = proseOptions(args);
  const counts: Record<Verdict, number> = { nothing: 0, right: 0, caught: 0, missed: 0 };
  const asked: Record<Verdict, number> = { nothing: 0, right: 0, caught: 0, missed: 0 };
  for (const task of await proseTasks(options)) {
    const { verdict, questions } = await judge(task);
    counts[verdict]++;
    asked[verdict] += questions;
    if (options.verbose) console.log(`${verdict.padEnd(8)} ${questions} ${task.name}`);
  }
  const wrong = counts.caught + counts.missed;
  const result = {
    bench: "questions",
    tasks: counts.right + wrong + counts.nothing,
    nothingLearned: counts.nothing,
    firstRight: counts.right,
    firstWrong: wrong,
    caught: counts.caught,
    caughtShare: counts.caught / wrong,
    caughtShareWithNothing: counts.caught / (wrong + counts.nothing),
    questionsWhenRight: asked.right / counts.right,
  };
  console.log("\nfirst answer              tasks   questions on average");
  const row = (label: string, ...verdicts: Verdict[]): void => {
    const tasks = verdicts.reduce((sum, verdict) => sum + counts[verdict], 0);
    const questions = verdicts.reduce((sum, verdict) => sum + asked[verdict], 0);
    console.log(
      `${label.padEnd(24)} ${String(tasks).padStart(6)} ${(questions / tasks || 0).toFixed(2).padStart(12)}`,
    );
  };
  row("right", "right");
  row("wrong, a question tells", "caught");
  row("wrong, no question tells", "missed");
  row("none", "nothing");
  console.log(`\nwrong first answers caught: ${(result.caughtShare * 100).toFixed(1)} %`);
  console.log(JSON.stringify(result));
}

const keyOf = (inputs: readonly Value[]): string => inputs.map(literalText).join(" ");

async function judge(task: ProseTask): Promise<{ verdict: Verdict; questions: number }> {
  const examples = task.examples.slice(0, EXAMPLES);
  const others = [...task.examples.slice(EXAMPLES), ...task.tests];
  const unlabelled = others.map(({ inputs }) => ({ inputs }));
  const search = await createSearch({ ...task, examples, unlabelled }, domains);
  await drive(search, { seconds: SECONDS });
  const [first] = search.answers();
  const questions = first ? search.questions() : [];
  search.dispose();
  if (!first) return { verdict: "nothing", questions: 0 };
  const wrong = new Set(
    others
      .filter(({ inputs, output }) => !isRight(run(first.program, inputs), output))
      .map(({ inputs }) => keyOf(inputs)),
  );
  const tells = questions.some(({ inputs }) => wrong.has(keyOf(inputs)));
  return { verdict: wrong.size === 0 ? "right" : tells ? "caught" : "missed", questions: questions.length };
}
