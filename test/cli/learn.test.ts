import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { readSettings } from "../../src/cli/settings.ts";
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

const NAMES = "Name,Shout\nada,ADA\nalan,ALAN\ngrace,\nedsger,\nBarbara,\n";

describe("knack learn", () => {
  it("prints program, cells and doubts, and exits 0 when all is solved", async () => {
    const at = await folder({ "names.csv": NAMES });
    const world = new World();
    expect(await world.knack("learn", join(at, "names.csv"))).toBe(0);
    expect(world.stdout).toMatch(/^Shout from Name {2}solved/);
    expect(world.stdout).toContain("export function shout(name: string): string {");
    expect(world.stdout).toContain("name.toUpperCase()");
    expect(world.stdout).toMatch(/fills +3 cells\n +grace +GRACE/);
    expect(world.stderr).toBe("");
    expect(world.stdout).not.toContain("\u001b");
  });

  it("prints one JSON object a line for each task, in order", async () => {
    const at = await folder({
      "a.csv": NAMES,
      "b.json": JSON.stringify({
        name: "shout",
        examples: [{ inputs: ["x"], output: "X" }, { inputs: ["yes"], output: "YES" }, { inputs: ["no"] }],
        tests: [
          { inputs: ["q"], output: "Q" },
          { inputs: ["r"], output: "r" },
        ],
      }),
    });
    const world = new World();
    expect(await world.knack("learn", join(at, "a.csv"), join(at, "b.json"), "--json")).toBe(0);
    const [first, second, rest] = world.stdout.split("\n").map((line) => line && JSON.parse(line));
    expect(rest).toBe("");
    expect(Object.keys(first)).toEqual([
      ...["task", "solved", "program", "typescript", "fit", "cost", "seconds", "candidates"],
      ...["alternatives", "questions", "suspects", "stopped"],
    ]);
    expect(first).toMatchObject({
      task: "Shout",
      solved: true,
      program: "(upper $1)",
      fit: { right: 2, of: 2 },
    });
    expect(first).toMatchObject({ cost: 30, stopped: "best", suspects: [] });
    expect(second).toMatchObject({ task: "shout", tests: { right: 1, of: 2 } });
  });

  it("names suspects by row, and counts a task with suspects as solved", async () => {
    const at = await folder({
      "names.csv": "Name,Shout\nada,ADA\nbo,BO\nalan,alam\ncy,CY\ngrace,\nx,\n,\n,\n",
    });
    const world = new World();
    expect(await world.knack("learn", join(at, "names.csv"), "--json")).toBe(0);
    expect(JSON.parse(world.stdout)).toMatchObject({
      solved: true,
      fit: { right: 3, of: 4 },
      suspects: [{ row: 3, given: "alam", expected: "ALAN" }],
    });
    expect(await new World().knack("learn", join(at, "names.csv"), "--suspects", "0")).toBe(1);
  });

  it("exits 1 when nothing fits, and says why", async () => {
    const at = await folder({ "names.csv": "Name,Code\na,1\nb,2\nc,\nd,\n" });
    const world = new World();
    expect(await world.knack("learn", join(at, "names.csv"))).toBe(1);
    expect(world.stdout).toMatch(/^Code {2}not solved/);
    const json = new World();
    expect(await json.knack("learn", join(at, "names.csv"), "--json")).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      solved: false,
      program: null,
      typescript: null,
      cost: null,
    });
  });

  it("stops when time is spent", async () => {
    script = { ...script, candidates: 1e12, speed: 1000 };
    const at = await folder({ "names.csv": NAMES });
    const world = new World();
    const start = performance.now();
    await world.knack("learn", join(at, "names.csv"), "--json", "--budget", "300ms");
    expect(performance.now() - start).toBeLessThan(600);
    expect(JSON.parse(world.stdout)).toMatchObject({ solved: true, stopped: "budget" });
  });

  it("reads standard input", async () => {
    const world = new World();
    world.stdin.end(NAMES);
    expect(await world.knack("learn", "-", "--json")).toBe(0);
    expect(JSON.parse(world.stdout).task).toBe("Shout");
  });
});

describe("knack learn -o", () => {
  it("writes the input with its empty cells filled", async () => {
    const at = await folder({ "names.csv": NAMES });
    const out = join(at, "filled.csv");
    expect(await new World().knack("learn", join(at, "names.csv"), "-o", out)).toBe(0);
    const filled = "Name,Shout\nada,ADA\nalan,ALAN\ngrace,GRACE\nedsger,EDSGER\nBarbara,BARBARA\n";
    expect(await readFile(out, "utf8")).toBe(filled);
    const world = new World();
    await world.knack("learn", join(at, "names.csv"), "-o", "-");
    expect(world.stdout).toBe(filled);
    expect(world.stderr).toContain("solved");
  });

  it("warns about cells that a spreadsheet would run, and neutralises them with --safe-csv", async () => {
    const at = await folder({ "names.csv": "Name,Shout\na,A\nb,B\n=cmd|x,\nd,\n" });
    const out = join(at, "filled.csv");
    const world = new World();
    await world.knack("learn", join(at, "names.csv"), "-o", out);
    expect(world.stderr).toMatch(/spreadsheet would run 1 filled cell \(row 3: =CMD\|X\); --safe-csv/);
    await new World().knack("learn", join(at, "names.csv"), "-o", out, "--safe-csv");
    expect(await readFile(out, "utf8")).toContain("'=CMD|X");
  });

  it("leaves the old file alone when the new one cannot be written", async () => {
    const at = await folder({ "names.csv": NAMES });
    const world = new World();
    expect(await world.knack("learn", join(at, "names.csv"), "-o", join(at, "none", "filled.csv"))).toBe(2);
    expect(world.stderr).toMatch(
      /^knack: -o .*: there is no folder ".*none"; make it first, or name another\n$/,
    );
  });

  it("refuses what it could not write before it learns", async () => {
    script = { ...script, candidates: Number.POSITIVE_INFINITY };
    const at = await folder({ "names.csv": NAMES, file: "x" });
    for (const [output, complaint] of [
      [at, "is a folder; give the name of a file in it"],
      [join(at, "file", "out.csv"), "is a file where a folder is needed"],
      [join(at, "none", "out.csv"), "there is no folder"],
    ]) {
      const world = new World();
      expect(await world.knack("learn", join(at, "names.csv"), "--budget", "1h", "-o", output)).toBe(2);
      expect(world.stderr).toContain(complaint);
      expect(world.stdout).toBe("");
    }
    expect((await readdir(at)).sort()).toEqual(["file", "names.csv"]);
  });

  it("leaves cells empty where the program reads nothing but blanks", async () => {
    const at = await folder({ "a.csv": 'Id,Name,Out\n1,a,A!\n2,b,B!\n3,,\n4," ",\n5,c,\n,,\n' });
    script = { programs: ['(concat (upper $2) "!")'] };
    const world = new World();
    const out = join(at, "out.csv");
    expect(await world.knack("learn", join(at, "a.csv"), "-o", out)).toBe(0);
    expect(await readFile(out, "utf8")).toBe('Id,Name,Out\n1,a,A!\n2,b,B!\n3,,\n4," ",\n5,c,C!\n,,\n');
    expect(world.stdout).toMatch(/fills +1 cell\n/);
    await writeFile(join(at, "a.csv"), "Id,Name,Out\n1,a,A!\n2,,!\n3,,\n4,d,\n5,e,\n");
    expect(await new World().knack("learn", join(at, "a.csv"), "-o", out)).toBe(0);
    expect(await readFile(out, "utf8")).toBe("Id,Name,Out\n1,a,A!\n2,,!\n3,,!\n4,d,D!\n5,e,E!\n");
  });
});

describe("hostile data", () => {
  it("shows terminal escapes instead of sending them", async () => {
    const evil = "\u001b]0;pwned\u0007\u001b[2J\u009b31m";
    const at = await folder({ "names.csv": `Name${evil},Shout${evil}\nada,ADA\nbo,BO\n${evil},\nx,\n` });
    const world = new World({ isTerminal: true, env: { NO_COLOR: "1" } });
    world.stdin.end("s\ns\ns\n");
    await world.knack("learn", join(at, "names.csv"));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what readline itself sends
    const sent = world.stdout + world.stderr.replaceAll(/\u001b\[\d*[GJK]/g, "");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the point of the test
    expect(sent.replaceAll("\n", "").replaceAll("\r", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(sent).toContain("\\u001b");
  });

  it("turns task names into harmless file names", async () => {
    const at = await folder({ "names.csv": "Name,../../etc/passwd\nada,ADA\nbo,BO\nx,\ny,\n" });
    const world = new World();
    expect(await world.knack("learn", join(at, "names.csv"), "--save", join(at, "modules"))).toBe(0);
    expect(await readFile(join(at, "modules", "etc-passwd.ts"), "utf8")).toContain("export function");
  });
});

describe("--save", () => {
  const WIDE = "Id,Name,Shout\n1,ada,ADA\n2,bo,BO\n3,x,\n4,y,\n5,z,\n";

  it("saves a function of the inputs that it uses", async () => {
    script = { programs: ["(upper $2)"] };
    const at = await folder({ "names.csv": WIDE });
    const world = new World();
    expect(await world.knack("learn", join(at, "names.csv"), "--save", join(at, "lib"))).toBe(0);
    expect(world.stderr).toMatch(/^saved .*shout\.ts\n$/);
    expect(await readFile(join(at, "lib", "shout.ts"), "utf8")).toContain(
      "function shout(name: string): string",
    );
    expect(await readdir(join(at, "lib"))).toEqual(["shout.knack.json", "shout.test.ts", "shout.ts"]);
  });

  it("learns a module again with its own examples and the file's", async () => {
    script = { programs: ["(upper $2)"] };
    const at = await folder({ "old.csv": WIDE, "new.csv": "Name,Date,Shout\ncy,,cy\ndi,,\ned,,\n" });
    expect(await new World().knack("learn", join(at, "old.csv"), "--save", join(at, "lib"))).toBe(0);
    const argv = ["learn", join(at, "new.csv"), "--save", join(at, "lib"), "--json"];
    script = { programs: ["(upper $1)", "(lower $1)"] };
    const world = new World();
    expect(await world.knack(...argv)).toBe(0);
    expect(JSON.parse(world.stdout)).toMatchObject({
      fit: { right: 2, of: 3 },
      suspects: [{ row: 1, given: "cy", expected: "CY" }],
    });
    const alone = new World();
    expect(await alone.knack(...argv, "--suspects", "0")).toBe(0);
    expect(alone.stderr).toMatch(/learned from the file alone/);
    expect(JSON.parse(alone.stdout)).toMatchObject({ program: "(lower $1)", fit: { right: 1, of: 1 } });
  });

  it("saves columns of one name in several files as modules of their own", async () => {
    const at = await folder({
      "a.csv": NAMES,
      "b.csv": "Name,Shout\nADA,ada\nALAN,alan\nGrace,\nBO,\nED,\n",
    });
    const argv = ["learn", join(at, "a.csv"), join(at, "b.csv"), "--save", join(at, "lib")];
    expect(await new World().knack(...argv)).toBe(0);
    expect(await readFile(join(at, "lib", "shout.ts"), "utf8")).toContain("toUpperCase");
    expect(await readFile(join(at, "lib", "shout-2.ts"), "utf8")).toContain("toLowerCase");
  });

  it("does not save what is not solved", async () => {
    const at = await folder({ "names.csv": "Name,Code\na,1\nb,2\nc,\nd,\n" });
    const world = new World();
    expect(await world.knack("learn", join(at, "names.csv"), "--save", join(at, "lib"))).toBe(1);
    expect(world.stderr).toMatch(/Code: not saved/);
  });

  it("takes the word after it for the folder, and refuses a file there", async () => {
    const at = await folder({ "names.csv": WIDE });
    const settings = (...argv: string[]) => readSettings(argv);
    const file = join(at, "names.csv");
    expect(settings("--save", "lib", file)).toMatchObject({ save: "lib", files: [file] });
    expect(settings(file, "--save")).toMatchObject({ save: "knack", files: [file] });
    expect(settings("--save", "-")).toMatchObject({ save: "knack", files: ["-"] });
    expect(settings("--save=lib", "-")).toMatchObject({ save: "lib", files: ["-"] });
    expect(settings("--save", "--json", file)).toMatchObject({ save: "knack", json: true });
    expect(settings(file, "--save", "--library", "lib")).toMatchObject({ save: "lib" });
    expect(settings("--library", "lib", file, "--save")).toMatchObject({ save: "lib" });
    expect(() => settings(file, "--library", "lib")).toThrow(/says where --save saves; give --save too/);
    expect(() => settings(file, "--library", "a", "--save", "b")).toThrow(
      /--library a: and --save b are two/,
    );
    expect(() => settings("--save", "--library", file)).toThrow(/^--library .*: this is no folder/);
    for (const save of [at, join(file, "lib"), "x".repeat(5000)])
      expect(settings(file, "--save", save)).toMatchObject({ save });
    for (const argv of [
      ["--save", file],
      [file, "--save", "new.csv"],
      [file, "--save=x.JSON"],
    ])
      expect(() => settings(...argv)).toThrow(
        /^--save .*: this is no folder; .* write it before --save; else name/,
      );
  });
});

describe("Ctrl-C", () => {
  it("keeps and prints the best so far, writes the file, and exits 130", async () => {
    script = { ...script, candidates: 1e12, speed: 1000 };
    const at = await folder({ "names.csv": NAMES });
    const out = join(at, "filled.csv");
    const world = new World();
    const running = world.knack("learn", join(at, "names.csv"), "--json", "-o", out);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const pressed = performance.now();
    expect(world.interrupt()).toBe(true);
    expect(world.interrupt(), "the second Ctrl-C ends the process").toBe(false);
    expect(await running).toBe(130);
    // Nothing else would end it; the 50 ms it aims at are a busy machine's to miss.
    expect(performance.now() - pressed).toBeLessThan(2000);
    expect(JSON.parse(world.stdout)).toMatchObject({ stopped: "cancelled", program: "(upper $1)" });
    expect(await readFile(out, "utf8")).toContain("GRACE");
  });
});

describe("--explain", () => {
  it("prints what a program costs and what beats it", async () => {
    const at = await folder({ "names.csv": NAMES });
    const world = new World();
    expect(await world.knack("learn", join(at, "names.csv"), "--explain", "(lower $1)")).toBe(0);
    expect(world.stdout).toMatch(/explain +\(lower \$1\) +80\.0 bits/);
    expect(world.stdout).toContain("beaten by (upper $1), 30.0 bits");
    expect(world.stdout).toContain('wrong     row 1: the output should be "ADA", it says "ada"');
  });
});

describe("--watch", () => {
  it("learns again when the file changes, until Ctrl-C", async () => {
    const at = await folder({ "names.csv": NAMES });
    const world = new World();
    const running = world.knack("learn", join(at, "names.csv"), "--watch", "--json");
    await world.until(/"task":"Shout"/);
    await writeFile(join(at, "names.csv"), NAMES.replace("ADA", "ada").replace("ALAN", "alan"));
    await world.until(/\(lower/);
    // Between two runs: Ctrl-C is then the ordinary way to end.
    await new Promise((resolve) => setTimeout(resolve, 30));
    world.interrupt();
    expect(await running).toBe(0);
  });
});

describe("unusable input", () => {
  const cases: [name: string, files: Record<string, string>, argv: string[], line: RegExp][] = [
    ["no file named", {}, [], /name a file/],
    ["a missing file", {}, ["none.csv"], /none\.csv: no such file/],
    ["a folder", {}, ["."], /is a folder/],
    ["an empty file", { "a.csv": "" }, ["a.csv"], /a\.csv: the file is empty/],
    ["only a header", { "a.csv": "a,b\n" }, ["a.csv"], /a\.csv: .*no rows/],
    ["nothing filled", { "a.csv": "a,b\n1,\n2,\n" }, ["a.csv"], /no examples/],
    ["an unknown column", { "a.csv": NAMES }, ["a.csv", "--target", "Shuot"], /did you mean "Shout"/],
    ["an unknown option", { "a.csv": NAMES }, ["a.csv", "--tagret", "x"], /did you mean --target/],
    ["a budget of zero", { "a.csv": NAMES }, ["a.csv", "--budget", "0s"], /--budget 0s: give/],
    ["a budget below zero", { "a.csv": NAMES }, ["a.csv", "--budget", "-5s"], /--budget -5s: give a time/],
    [
      "a seed below zero",
      { "a.csv": NAMES },
      ["a.csv", "--seed", "-1"],
      /--seed -1: give a whole number from 0/,
    ],
    ["an option for a value", { "a.csv": NAMES }, ["a.csv", "--target", "--json"], /write --target=--json/],
    ["a value for a switch", { "a.csv": NAMES }, ["a.csv", "--json=yes"], /--json=yes: takes no value/],
    ["an unknown letter", { "a.csv": NAMES }, ["a.csv", "-x"], /-x: there is no such option; see --help/],
    ["a budget without unit", { "a.csv": NAMES }, ["a.csv", "--budget", "10"], /--budget 10: give/],
    ["two times", { "a.csv": NAMES }, ["a.csv", "--budget", "1s,2s"], /twice/],
    [
      "an unknown preference",
      { "a.csv": NAMES },
      ["a.csv", "--prefer", "quick"],
      /--prefer quick: give short or fast/,
    ],
    [
      "an unknown primitive",
      { "a.csv": NAMES },
      ["a.csv", "--without", "trim, uper"],
      /--without "uper": there is no such primitive; did you mean upper/,
    ],
    ["little memory", { "a.csv": NAMES }, ["a.csv", "--memory", "1kb"], /--memory 1kb/],
    [
      "no thread",
      { "a.csv": NAMES },
      ["a.csv", "--threads", "0"],
      /--threads 0: give a whole number from 1 to 64/,
    ],
    ["many threads", { "a.csv": NAMES }, ["a.csv", "--threads", "65"], /--threads 65: give a whole number/],
    ["suspects below zero", { "a.csv": NAMES }, ["a.csv", "--suspects=-1"], /--suspects -1/],
    ["no top", { "a.csv": NAMES }, ["a.csv", "--top", "0"], /from 1/],
    [
      "a format",
      { "a.csv": NAMES },
      ["a.csv", "--format", "java"],
      /--format java: give typescript, sexpr or sygus/,
    ],
    ["an option without value", { "a.csv": NAMES }, ["a.csv", "--target"], /--target: a value is missing/],
    ["-o for two files", { "a.csv": NAMES }, ["a.csv", "a.csv", "-o", "x.csv"], /one input/],
    ["-o in another format", { "a.csv": NAMES }, ["a.csv", "-o", "x.xlsx"], /keeps the input's format/],
    ["--json and -o -", { "a.csv": NAMES }, ["a.csv", "--json", "-o", "-"], /both write/],
    ["--safe-csv alone", { "a.csv": NAMES }, ["a.csv", "--safe-csv"], /-o FILE/],
    ["standard input twice", {}, ["-", "-"], /once/],
    ["watching standard input", {}, ["-", "--watch"], /watches files/],
    [
      "a program that is none",
      { "a.csv": NAMES },
      ["a.csv", "--explain", "(uper $1)"],
      /^knack: --explain "\(uper \$1\)": .*--format sexpr prints/,
    ],
    [
      "a contradiction",
      { "a.csv": "Name,Out\nx,1\nx,2\ny,\nz,\n" },
      ["a.csv"],
      /a\.csv, column "Out": rows 1 and 2 have the same inputs but different outputs, "1" and "2"; correct/,
    ],
  ];
  it.each(cases)("%s", async (_, files, argv, line) => {
    const at = await folder(files);
    const world = new World();
    const placed = argv.map((arg) =>
      arg in files || arg === "none.csv" || arg === "." ? join(at, arg) : arg,
    );
    expect(await world.knack("learn", ...placed)).toBe(2);
    expect(world.stderr).toMatch(/^knack: [^\n]*\n$/);
    expect(world.stderr).toMatch(line);
    expect(world.stdout).toBe("");
  });

  it("says what commands there are", async () => {
    const world = new World();
    expect(await world.knack("laern")).toBe(2);
    expect(world.stderr).toContain('did you mean "learn"');
  });
});
