import { expect, it } from "vitest";
import type { Domain } from "../src/language/grammar.ts";
import { TEXT } from "../src/language/type.ts";
import { Learning } from "../src/learning.ts";
import type { Task } from "../src/tasks/task.ts";

const task: Task = {
  name: "t",
  signature: { params: [{ name: "a", type: TEXT }], result: TEXT },
  examples: [{ inputs: ["ada"], output: "ADA!" }],
  tests: [],
  unlabelled: [],
};

/** A domain that takes so long to say what it has, which is nothing. */
const slow = (milliseconds: number): Domain => ({
  name: "slow",
  layouts: [],
  primitives: [],
  propose: () => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    return { sorts: [], productions: [] };
  },
});

it("what was prepared belongs to the budget of the first run", async () => {
  const learning = await Learning.open(task, [slow(200)], {});
  const { stopped, seconds, candidates } = await learning.run({ seconds: 0.2 });
  expect({ stopped, candidates }).toEqual({ stopped: "budget", candidates: 0 });
  expect(seconds).toBeGreaterThanOrEqual(0.2);
  const again = await learning.run({ seconds: 5 });
  expect(again.stopped).not.toBe("budget");
  learning.search.dispose();
});
