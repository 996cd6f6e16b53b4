/**
 * Twenty-five tasks, learned through the public API, next to what a good programmer would write by hand for the
 * same examples: the learned modules behave alike on inputs never seen, and are hardly longer.
 */

import { readFileSync } from "node:fs";
import jsTokens from "js-tokens";
import { describe, expect, test } from "vitest";
import { learn } from "../../src/index.ts";
import { REAL, TEXT, type Type } from "../../src/language/type.ts";
import { loadPrinted, type Printed } from "../support/printed.ts";
import { type GoldenTask, tasks } from "./tasks.ts";

/** Tokens of TypeScript; comments and white space are none. */
function tokens(source: string): number {
  let count = 0;
  for (const { type } of jsTokens(source)) if (!/Comment|WhiteSpace|LineTerminator/.test(type)) count++;
  return count;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

const handSource = ({ name }: GoldenTask): string =>
  readFileSync(new URL(`hand/${name}.ts`, import.meta.url), "utf8");

const loadHand = (task: GoldenTask): Promise<Printed> => loadPrinted(handSource(task));

/** The helpers of a printed module, without their comments. */
const helpersOf = (source: string): string[] =>
  source
    .split(/^export default .*$/m)[1]
    .split(/\n\n(?=\/\*\*|function|const|type)/)
    .map((helper) => helper.replace(/\/\*\*[\s\S]*?\*\/\n/, "").trim())
    .filter((helper) => helper !== "");

test("there are twenty-five", () => {
  expect(new Set(tasks.map(({ name }) => name)).size).toBe(25);
});

test.each(tasks)("$name: the hand-written module fits the examples", async (task) => {
  const hand = await loadHand(task);
  for (const example of task.examples) expect(hand(...example.slice(0, -1))).toBe(example.at(-1));
});

describe("learned", () => {
  const ratios: number[] = [];

  test.each(tasks)("$name", async (task) => {
    const typeAt = (at: number): Type => (typeof task.examples[0].at(at) === "string" ? TEXT : REAL);
    const signature = {
      params: task.params.map((name, at) => ({ name, type: typeAt(at) })),
      result: typeAt(-1),
    };
    const learned = await learn(task.examples, { name: task.name, signature });
    const hand = await loadHand(task);
    const printed = await loadPrinted(learned.typescript);
    ratios.push(tokens(learned.typescript) / tokens(handSource(task)));
    for (const inputs of [...task.examples.map((example) => example.slice(0, -1)), ...task.fresh]) {
      expect(printed(...inputs), learned.typescript).toBe(hand(...inputs));
    }
    for (const helper of helpersOf(learned.typescript))
      expect(helper.split("\n").length, helper).toBeLessThanOrEqual(15);
  });

  test("hardly longer than by hand: half of them at most 1.5 times", () => {
    expect(ratios.length).toBeGreaterThan(tasks.length / 2);
    expect(median(ratios)).toBeLessThanOrEqual(1.5);
  });
});
