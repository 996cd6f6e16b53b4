/**
 * @file sort: sorting, from eight lists of at most five numbers, where nothing orders but `<` and `=` of two numbers. What
 * was learned is printed as TypeScript, that is run on a thousand random lists, and its steps are counted on two long ones.
 */

import { runCounting } from "../src/language/interpret.ts";
import { type Program, walk } from "../src/language/program.ts";
import { type Random, randomOf } from "../src/language/random.ts";
import { INT, list } from "../src/language/type.ts";
import { printModule } from "../src/language/typescript.ts";
import { sameValue, type Value } from "../src/language/value.ts";
import { loadPrinted } from "../test/support/printed.ts";
import { attempts, benchOptions, printTable, type StatedTask } from "./support/attempts.ts";
import { ORDERING } from "./support/ordering.ts";
import { ascending, freshTests, reference } from "./support/reference.ts";

/** Each but the last two begins the next: they are traces of one another. */
const LISTS: readonly (readonly number[])[] = [
  [],
  [412],
  [412, 87],
  [412, 87, 903],
  [412, 87, 903, -55],
  [412, 87, 903, -55, 412],
  [903, 412, 87, -55, 87],
  [-55, 903, 87, 903, 412],
];

const sorting = reference(
  (xs: number[]) => ascending(xs),
  (random, size) => [numbers(random, size)],
);
const EXAMPLES = LISTS.map((xs) => ({ inputs: [xs], output: ascending(xs) }));
const TASK: StatedTask = { name: "sort", examples: EXAMPLES, tests: freshTests(sorting, "sort", EXAMPLES) };

const RANDOM_LISTS = 1_000;
const SHORTEST = 10;
const DECADES = 3;

/** Seconds for those lists: a program that is slow gets through some of them. */
const ACCOUNT_SECONDS = 600;

/** Lengths at which steps are counted, and how many are counted at most. */
const LENGTHS = [10_000, 20_000];
const MOST_STEPS = 1e9;

export async function bench(args: readonly string[]): Promise<void> {
  const options = benchOptions(args, { seconds: 30 });
  const tried = await attempts([TASK], options, { without: ORDERING, prefer: "fast" });
  const [{ program }] = tried;
  console.log(`without: ${ORDERING.join(", ")}`);
  printTable("sort", tried, options, program ? await account(program) : {});
}

/** What the program is made of, on how many lists it is right, and its steps. */
async function account(program: Program): Promise<Record<string, unknown>> {
  const primitives = new Set<string>();
  walk(program, (node) => {
    if (node.kind === "apply") primitives.add(node.primitive.name);
  });
  const random = randomOf(1);
  const signature = { params: [{ name: "numbers", type: list(INT) }], result: list(INT) };
  const learned = await loadPrinted(printModule({ name: "sorted", signature, program }).source);
  const end = performance.now() + ACCOUNT_SECONDS * 1000;
  let [right, tried] = [0, 0];
  for (; tried < RANDOM_LISTS && performance.now() < end; tried++) {
    const from = SHORTEST * 10 ** (tried % DECADES);
    const xs = numbers(random, from + random.below(9 * from + 1));
    if (sameValue(learned(xs) as Value, ascending(xs))) right++;
  }
  const steps = LENGTHS.map((length) => {
    const { value, steps: taken } = runCounting(program, [numbers(random, length)], MOST_STEPS);
    return value === undefined ? undefined : taken;
  });
  console.log(`\nof ${[...primitives].join(", ")}`);
  console.log(
    `right on ${right} of ${tried} lists tried, of ${RANDOM_LISTS} of ${SHORTEST} to ${SHORTEST * 10 ** DECADES} numbers`,
  );
  LENGTHS.forEach((length, i) => {
    console.log(
      `${steps[i]?.toLocaleString("en") ?? `more than ${MOST_STEPS.toLocaleString("en")}`} steps for ${length.toLocaleString("en")} numbers`,
    );
  });
  return { primitives: [...primitives], right, tried, of: RANDOM_LISTS, steps };
}

/** So many numbers, of a range in which some come twice. */
function numbers(random: Random, length: number): number[] {
  return Array.from({ length }, () => random.below(4 * length) - 2 * length);
}
