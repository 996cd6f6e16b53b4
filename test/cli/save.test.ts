import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Domain } from "../../src/language/grammar.ts";
import type { SearchOptions } from "../../src/search/answer.ts";
import type { Task } from "../../src/tasks/task.ts";
import { ListSearch, type Script } from "./list-search.ts";
import { folder, World } from "./terminal.ts";

let script: Script;
let searches = 0;
vi.mock("../../src/search/search.ts", () => ({
  createSearch: async (task: Task, domains: readonly Domain[], options: SearchOptions) => {
    searches++;
    return new ListSearch(task, domains, options, script);
  },
}));
beforeEach(() => {
  script = { programs: ["(upper $1)"] };
  searches = 0;
});

const NAMES = "Name,Shout\nada,ADA\nalan,ALAN\ngrace,\nbo,\ned,\n";

describe("--save where a module cannot be read", () => {
  it.each<[what: string, from: string, to: string]>([
    ["is of a newer Knack", '"version": 1', '"version": 2'],
    ["has an edited example", '"output":"ADA"', '"output":"AdA"'],
    ["has an unknown field", '"version": 1', '"version": 1, "more": 1'],
  ])("refuses to replace one that %s, before any search", async (_, from, to) => {
    const at = await folder({ "a.csv": NAMES, "b.csv": NAMES.replace("Shout", "Loud") });
    const save = ["--save", join(at, "lib")];
    expect(await new World().knack("learn", join(at, "a.csv"), ...save)).toBe(0);
    const json = join(at, "lib", "shout.knack.json");
    const edited = (await readFile(json, "utf8")).replace(from, to);
    await writeFile(json, edited);
    searches = 0;
    const world = new World();
    expect(await world.knack("learn", join(at, "a.csv"), ...save)).toBe(2);
    expect(searches).toBe(0);
    expect(world.stderr).toMatch(
      /shout\.knack\.json: was saved by a newer Knack or edited by hand, and is left alone/,
    );
    expect(await readFile(json, "utf8")).toBe(edited);

    const other = new World();
    expect(await other.knack("learn", join(at, "b.csv"), ...save), "another module").toBe(0);
    expect(other.stderr).toMatch(/shout\.knack\.json.*\n(.*\n)*saved .*loud\.ts/);
    expect(await readFile(json, "utf8")).toBe(edited);
  });
});
