/** @file Runs a search to its end, for tests. */

import type { Domain } from "../../src/language/grammar.ts";
import type { Signature, Type } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import type { Answer, Search, SearchOptions, Status } from "../../src/search/answer.ts";
import { createSearch } from "../../src/search/search.ts";
import type { Task } from "../../src/tasks/task.ts";

/** A task from rows of inputs followed by the output. */
export function taskOf(
  params: readonly Type[],
  result: Type,
  rows: readonly (readonly Value[])[],
  unlabelled: readonly (readonly Value[])[] = [],
): Task {
  const signature: Signature = { params: params.map((type, i) => ({ name: `c${i + 1}`, type })), result };
  const examples = rows.map((row) => ({ inputs: row.slice(0, -1), output: row.at(-1) }));
  return {
    name: "task",
    signature,
    examples,
    tests: [],
    unlabelled: unlabelled.map((inputs) => ({ inputs })),
  };
}

/** Steps until the search says that it is done. */
export function finish(search: Search, slice = 2000): Status {
  for (;;) {
    const status = search.step(slice);
    if (status !== "more") return status;
  }
}

export interface Finished {
  readonly search: Search;
  readonly status: Status;
  readonly best: Answer | undefined;
}

export async function learned(
  task: Task,
  domains: readonly Domain[],
  options: SearchOptions = { candidates: 300_000 },
): Promise<Finished> {
  const search = await createSearch(task, domains, options);
  const status = finish(search);
  return { search, status, best: search.answers()[0] };
}
