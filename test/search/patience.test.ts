/** @file How long a first answer is waited for, in candidates: time is measured by `npm run bench -- latency`. */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { domains } from "../../src/domains/index.ts";
import { createSearch } from "../../src/search/search.ts";
import { readTasks } from "../../src/tasks/sheet.ts";

it("a column of the example has an answer within 9,000 candidates", async () => {
  const bytes = readFileSync(new URL("../../examples/contacts.csv", import.meta.url));
  const { tasks } = await readTasks({ name: "contacts.csv", bytes });
  for (const task of tasks) {
    const search = await createSearch(task, domains, { candidates: 20_000 });
    while (search.answers().length === 0 && search.step(1) === "more");
    expect(search.progress().candidates, task.name).toBeLessThan(9000);
    search.dispose();
  }
});
