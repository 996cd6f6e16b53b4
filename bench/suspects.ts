/**
 * @file suspects: prose-text tasks with ten known rows or more. A tenth of the outputs is corrupted: are the
 * corrupted cells the ones that Knack suspects? And on clean data, does it suspect anything at all?
 */

import { domains } from "../src/domains/index.ts";
import { drive } from "../src/drive.ts";
import { type Random, randomOf } from "../src/language/random.ts";
import { sameValue, type Value } from "../src/language/value.ts";
import type { Answer } from "../src/search/answer.ts";
import { createSearch } from "../src/search/search.ts";
import type { Example, Task } from "../src/tasks/task.ts";
import { proseOptions, proseTasks } from "./support/prose.ts";

const SECONDS = 10;
const ROWS = 10;
const SHARE = 0.1;

export async function bench(args: readonly string[]): Promise<void> {
  const options = proseOptions(args);
  let [tasks, learned, falsely, clean] = [0, 0, 0, 0];
  let [corrupted, named, found] = [0, 0, 0];
  for (const [index, task] of (await proseTasks(options)).entries()) {
    const rows = [...task.examples, ...task.tests];
    if (rows.length < ROWS) continue;
    tasks++;
    const honest = await learn(task, rows);
    if (!honest) continue;
    learned++;
    if (honest.suspects.length > 0) falsely++;
    if (honest.right < rows.length) {
      if (options.verbose)
        console.log(`false suspects ${honest.suspects.length} of ${rows.length} ${task.name}`);
      continue;
    }
    clean++;
    const { examples, places } = corrupt(rows, randomOf(index + 1));
    const answer = await learn(task, examples);
    const suspects = answer?.suspects.map(({ example }) => example) ?? [];
    const hits = suspects.filter((example) => places.has(example)).length;
    corrupted += places.size;
    named += suspects.length;
    found += hits;
    if (options.verbose) console.log(`${hits} of ${places.size}, ${suspects.length} named: ${task.name}`);
  }
  const result = {
    bench: "suspects",
    tasks,
    learned,
    falseSuspects: falsely,
    falseSuspectShare: falsely / learned,
    cleanTasks: clean,
    corrupted,
    named,
    precision: found / named,
    recall: found / corrupted,
  };
  console.log(`\ntasks with ${ROWS} known rows or more           ${tasks}`);
  console.log(`learned from clean data                  ${learned}`);
  console.log(`  with a false suspect                   ${falsely} (${percent(result.falseSuspectShare)})`);
  console.log(`cells corrupted in ${clean} tasks without       ${corrupted}`);
  console.log(`cells suspected                          ${named}`);
  console.log(`precision ${percent(result.precision)}, recall ${percent(result.recall)}`);
  console.log(JSON.stringify(result));
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

async function learn(task: Task, examples: readonly Example[]): Promise<Answer | undefined> {
  const search = await createSearch({ ...task, examples, tests: [], unlabelled: [] }, domains);
  await drive(search, { seconds: SECONDS });
  const [best] = search.answers();
  search.dispose();
  return best;
}

/** A tenth of the outputs, at least one, replaced by what slips of hand make of them. */
function corrupt(rows: readonly Example[], random: Random): { examples: Example[]; places: Set<number> } {
  const examples = [...rows];
  const places = new Set<number>();
  const count = Math.max(1, Math.round(rows.length * SHARE));
  for (let attempt = 0; places.size < count && attempt < 100 * rows.length; attempt++) {
    const place = random.below(rows.length);
    if (places.has(place)) continue;
    const { output } = rows[place];
    const wrong = random.pick(SLIPS)(output, random, rows);
    if (wrong === undefined || sameValue(wrong, output)) continue;
    examples[place] = { ...rows[place], output: wrong };
    places.add(place);
  }
  return { examples, places };
}

/** Each gives ⊥ where it does not apply. */
const SLIPS: readonly ((output: Value, random: Random, rows: readonly Example[]) => Value)[] = [
  (output, random) => {
    if (typeof output !== "string" || output.length < 2) return undefined;
    const at = random.below(output.length - 1);
    return random.pick([
      output.slice(0, at) + output[at + 1] + output[at] + output.slice(at + 2),
      output.slice(0, at) + output.slice(at + 1),
      output.slice(0, at + 1) + output.slice(at),
    ]);
  },
  (_, random, rows) => random.pick(rows).output,
  (output, random) => {
    const changed = (text: string): string | undefined => {
      const digits = [...text.matchAll(/\d/g)];
      if (digits.length === 0) return undefined;
      const { index } = random.pick(digits);
      return (
        text.slice(0, index) + ((Number(text[index]) + 1 + random.below(9)) % 10) + text.slice(index + 1)
      );
    };
    if (typeof output === "number") return Number(changed(String(output)));
    return typeof output === "string" ? changed(output) : undefined;
  },
  (output) => {
    if (typeof output !== "string") return undefined;
    return output === output.toLowerCase() ? output.toUpperCase() : output.toLowerCase();
  },
];
