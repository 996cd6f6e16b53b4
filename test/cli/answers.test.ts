/** Questions, asked at a terminal or answered in a file. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Domain } from "../../src/language/grammar.ts";
import type { SearchOptions } from "../../src/search/answer.ts";
import type { Task } from "../../src/tasks/task.ts";
import { ListSearch, type Script } from "./list-search.ts";
import { folder, World } from "./terminal.ts";

let script: Script;
vi.mock("../../src/search/search.ts", () => ({
  createSearch: async (task: Task, domains: readonly Domain[], options: SearchOptions) =>
    new ListSearch(task, domains, options, script),
}));
beforeEach(() => {
  script = { programs: ["(upper $1)", "(lower $1)"] };
});

const AMBIGUOUS = "Name,Out\n1,1\n2,2\nAda,\nBob,\nCy,\nDee,\nEve,\n";

describe("questions at a terminal", () => {
  const terminal = () => new World({ isTerminal: true, env: { NO_COLOR: "1" } });

  /** Answers each question with the next line. */
  async function converse(world: World, running: Promise<number>, lines: readonly string[]): Promise<number> {
    for (const line of lines) {
      world.stderr = "";
      await world.until(/to skip: |that is no/);
      world.stdin.write(`${line}\n`);
    }
    return running;
  }

  it("takes Enter for the first answer, a number for that one, other text as it is", async () => {
    script = { programs: ["(upper $1)", "(lower $1)", "(title $1)"] };
    const at = await folder({ "a.csv": AMBIGUOUS });
    for (const [line, program] of [
      ["", "toUpperCase"],
      ["2", "toLowerCase"],
      ["ada", "toLowerCase"],
      ['"ada"', "toLowerCase"],
    ]) {
      const world = terminal();
      const status = await converse(world, world.knack("learn", join(at, "a.csv")), [line, "s", "s"]);
      expect(status).toBe(0);
      expect(world.stdout, line).toContain(program);
    }
  });

  it("leaves a cell empty where the answer is that there is no value", async () => {
    script = { programs: ["(upper $1)", '(concat $1 (part $1 "-" 1))'] };
    const at = await folder({ "a.csv": "Name,Out\n1-,1-\n2-,2-\nada,\nB-,\n3-,\n" });
    const [world, out] = [terminal(), join(at, "out.csv")];
    expect(await converse(world, world.knack("learn", join(at, "a.csv"), "-o", out), ["2"])).toBe(0);
    expect(await readFile(out, "utf8")).toBe("Name,Out\n1-,1-\n2-,2-\nada,\nB-,B-\n3-,3-\n");
    expect(world.stdout).not.toContain("unsure");
  });

  it("asks three times at most, and never the same again", async () => {
    const at = await folder({ "a.csv": AMBIGUOUS });
    const world = terminal();
    expect(await converse(world, world.knack("learn", join(at, "a.csv")), ["s", "s", "s"])).toBe(0);
    expect(world.stdout).toContain("unsure");
  });

  it("goes on without answers at the end of input, and keeps the best at Ctrl-C", async () => {
    const at = await folder({ "a.csv": AMBIGUOUS });
    const ended = terminal();
    ended.stdin.end();
    expect(await ended.knack("learn", join(at, "a.csv"))).toBe(0);
    const world = terminal();
    const running = world.knack("learn", join(at, "a.csv"));
    await world.until(/to skip: /);
    world.stdin.write("\u0003");
    expect(await running).toBe(130);
    expect(world.stdout).toContain("toUpperCase");
  });

  it("does not ask where nobody sits, or with --json", async () => {
    const at = await folder({ "a.csv": AMBIGUOUS });
    const piped = new World();
    expect(await piped.knack("learn", join(at, "a.csv"))).toBe(0);
    expect(piped.stdout).toContain('{"task":"Out","inputs":["Ada"],"output":"ADA"}');
    expect(piped.stdout).toMatch(/unsure +Ada → "ADA" or "ada"/);
    const world = terminal();
    expect(await world.knack("learn", join(at, "a.csv"), "--json")).toBe(0);
  });
});

describe("--answers", () => {
  it.each([
    ["answers.jsonl", '{"task":"Out","inputs":["Ada"],"output":"ada"}\n\n'],
    ["answers.json", '[{"inputs":["Ada"],"output":"ada"}]'],
    ["answers.csv", "Name,output\nAda,ada\n"],
    ["answers.csv", "task,Name,Out\nOut,Ada,ada\n"],
  ])("uses %s", async (name, text) => {
    const at = await folder({ "a.csv": AMBIGUOUS, [name]: text });
    const world = new World();
    expect(await world.knack("learn", join(at, "a.csv"), "--json", "--answers", join(at, name))).toBe(0);
    expect(JSON.parse(world.stdout)).toMatchObject({
      program: "(lower $1)",
      fit: { right: 3, of: 3 },
      suspects: [],
    });
  });

  it("corrects a cell that was given", async () => {
    script = { programs: ["(upper $1)"] };
    const at = await folder({
      "a.csv": "Name,Out\na,A\nb,b\nc,\nd,\n",
      "answers.jsonl": '{"inputs":["b"],"output":"B"}',
    });
    const world = new World();
    expect(
      await world.knack("learn", join(at, "a.csv"), "--json", "--answers", join(at, "answers.jsonl")),
    ).toBe(0);
    expect(JSON.parse(world.stdout)).toMatchObject({ fit: { right: 2, of: 2 }, suspects: [] });
  });

  it.each([
    ["a row that is not there", '{"inputs":["Zoe"],"output":"zoe"}', 'no row of "Out" has these inputs'],
    [
      "another task",
      '{"task":"Other","inputs":["Ada"],"output":"ada"}',
      'about "Other", but what is learned is "Out"',
    ],
    [
      "another number of inputs",
      '{"inputs":["Ada","x"],"output":"ada"}',
      '2 inputs where "Out" has 1: "Name"',
    ],
    [
      "a number for text",
      '{"inputs":["Ada"],"output":3}',
      'the output is 3, which is no text; write it as "3"',
    ],
    ["an odd input", '{"inputs":[null],"output":"x"}', 'the input "Name" is null, which is no text'],
    ["no output", '{"inputs":["Ada"]}', "an answer is"],
    ["broken JSON", '{"inputs":', "is not JSON"],
    ["inputs that are no list", '{"inputs":"Ada","output":"x"}', "an answer is"],
    ["null", "null", "an answer is"],
    ["a prototype", '{"__proto__":{"inputs":["Ada"],"output":"x"}}', "an answer is"],
  ])("refuses %s before it learns", async (_, line, complaint) => {
    script = { ...script, candidates: Number.POSITIVE_INFINITY };
    const at = await folder({ "a.csv": AMBIGUOUS, "answers.jsonl": line });
    const world = new World();
    const argv = ["learn", join(at, "a.csv"), "--budget", "1h", "--answers", join(at, "answers.jsonl")];
    expect(await world.knack(...argv)).toBe(2);
    expect(world.stderr).toMatch(/^knack: answers\.jsonl, line 1: [^\n]*\n$/);
    expect(world.stderr).toContain(complaint);
  });

  it("takes null for no value: the cell stays empty, and nothing is learned from it", async () => {
    const at = await folder({
      "a.csv": AMBIGUOUS,
      "answers.jsonl": '{"inputs":["Ada"],"output":null}\n{"inputs":["2"],"output":null}',
    });
    const [world, out] = [new World(), join(at, "out.csv")];
    const argv = ["learn", join(at, "a.csv"), "--answers", join(at, "answers.jsonl"), "-o", out];
    expect(await world.knack(...argv)).toBe(0);
    expect(await readFile(out, "utf8")).toBe("Name,Out\n1,1\n2,2\nAda,\nBob,BOB\nCy,CY\nDee,DEE\nEve,EVE\n");
    expect(world.stdout).toContain("1 of 1 example ");
    expect(world.stdout).not.toContain("unsure    Ada");
  });

  it("waits for answers that a csv leaves bare", async () => {
    const at = await folder({ "a.csv": AMBIGUOUS, "answers.csv": "Name,Out\nAda,\nBob,bob\n" });
    const world = new World();
    const argv = ["learn", join(at, "a.csv"), "--json", "--answers", join(at, "answers.csv")];
    expect(await world.knack(...argv)).toBe(0);
    expect(JSON.parse(world.stdout)).toMatchObject({ program: "(lower $1)", fit: { right: 3, of: 3 } });
  });

  it("names the column that a csv lacks", async () => {
    const at = await folder({ "a.csv": AMBIGUOUS, "answers.csv": "Name,Answer\nAda,ada\n" });
    const world = new World();
    const argv = ["learn", join(at, "a.csv"), "--answers", join(at, "answers.csv")];
    expect(await world.knack(...argv)).toBe(2);
    expect(world.stderr).toMatch(
      /^knack: answers\.csv, row 1: no column "Out"; there must be one for each input/,
    );
  });

  it("tells answers that were to no question, and writes all the same", async () => {
    const at = await folder({
      "a.csv": "Name,Out\na,A\nb,B\n",
      "answers.jsonl": '{"inputs":["zoe"],"output":"ZOE"}',
    });
    const [world, out] = [new World(), join(at, "out.csv")];
    const argv = ["learn", join(at, "a.csv"), "--target", "Out", "--answers", join(at, "answers.jsonl")];
    expect(await world.knack(...argv, "-o", out)).toBe(2);
    expect(world.stderr).toContain("answers.jsonl, line 1: not used");
    expect(await readFile(out, "utf8")).toBe("Name,Out\na,A\nb,B\n");
  });
});

describe("questions", () => {
  const WIDE = "Id,Name,Out\n1,1,1\n2,2,2\n3,Ada,\n4,Bob,\n5,Cy,\n";

  it("are about the file's inputs, before and after a module is saved", async () => {
    script = { programs: ["(upper $2)", "(lower $2)"] };
    const at = await folder({ "a.csv": WIDE, "answers.jsonl": '{"inputs":["3","Ada"],"output":"ada"}' });
    const argv = ["learn", join(at, "a.csv"), "--save", join(at, "lib")];
    const answer = '{"task":"Out","inputs":["3","Ada"],"output":"ADA"}';
    const first = new World();
    expect(await first.knack(...argv)).toBe(0);
    expect(first.stdout).toContain(answer);
    script = { programs: ["(upper $1)", "(lower $1)"] };
    const second = new World();
    expect(await second.knack(...argv)).toBe(0);
    expect(second.stdout).toContain(answer);
    const third = new World();
    expect(await third.knack(...argv, "--json", "--answers", join(at, "answers.jsonl"))).toBe(0);
    expect(JSON.parse(third.stdout)).toMatchObject({ program: "(lower $1)", fit: { right: 3, of: 3 } });
  });

  it("show the inputs that the program reads, and name those of an alternative that differs", async () => {
    script = { programs: ["(upper $2)", "(lower $2)", '(concat (upper $2) (part $1 "-" 1))'] };
    const at = await folder({ "a.csv": "Id,Name,Out\na-,1,1\nb-,2,2\nc-,Ada,\nd-x,Bob,\ne-,Cy,\n" });
    const world = new World();
    expect(await world.knack("learn", join(at, "a.csv"))).toBe(0);
    expect(world.stdout).toMatch(/unsure +Ada → "ADA" or "ada"\n/);
    expect(world.stdout).toMatch(/unsure +Id: d-x · Bob → "BOB" or "bob" or "BOBx"\n/);
  });

  it("are not asked where there is one answer only, or nothing to go by", async () => {
    script = { programs: ['(part $2 "-" 1)', '(part (upper $2) "-" 1)'] };
    const at = await folder({ "a.csv": "Id,Name,Out\n1,a-1,1\n2,b-2,2\n3,c,\n4,,\n5,e-x,\n" });
    const world = new World();
    expect(await world.knack("learn", join(at, "a.csv"))).toBe(0);
    expect(world.stdout.match(/unsure/g)).toHaveLength(1);
    expect(world.stdout).toMatch(/fills +1 cell; 1 cell stays empty, row 3: the program has no value there/);
  });
});
