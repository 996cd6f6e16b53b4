import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BOOL, DATE, INT, option, REAL, TEXT } from "../../src/language/type.ts";
import { CivilDate } from "../../src/language/value.ts";
import { saveModule } from "../../src/library/save.ts";
import { asType } from "../../src/tasks/cell.ts";
import { domainModule, moduleWith, text } from "../library/modules.ts";
import { folder, World } from "./terminal.ts";

/** A folder with the module `domain` (of the column Email) in it, and these files. */
async function place(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ dir: string; module: string }> {
  const dir = await folder(files);
  const saved = await saveModule(join(dir, "lib"), domainModule());
  return { dir, module: saved.json };
}

async function apply(files: Readonly<Record<string, string>>, name: string, ...more: string[]) {
  const { dir, module } = await place(files);
  const world = new World();
  const status = await world.knack("apply", module, join(dir, name), ...more);
  return { status, out: world.stdout, err: world.stderr };
}

test("a column is added; the rest stays as it is, byte for byte", async () => {
  const csv = 'Name;Email\r\n"Ada ""A""";ada@a.example\r\n  Bo ;\r\nC;"c@c.example"\r\n';
  const { status, out, err } = await apply({ "a.csv": csv }, "a.csv");
  expect(out).toBe(
    'Name;Email;Domain\r\n"Ada ""A""";ada@a.example;a.example\r\n  Bo ;;\r\nC;"c@c.example";c.example\r\n',
  );
  expect(err).toBe("");
  expect(status).toBe(0);
});

test("rows without a value are named; rows without any input are left alone in silence", async () => {
  const { out, err } = await apply({ "a.csv": 'Email\na@b.example\nnone\n""\n' }, "a.csv");
  expect(out).toBe('Email,Domain\na@b.example,b.example\nnone,\n"",\n');
  expect(err).toBe("knack: 1 row left empty: Domain has no value there (row 2)\n");
});

test("where a cell is not of the kind that was learned from, that is said", async () => {
  const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  const dir = await folder({
    "learn.jsonl": lines([{ n: 1, twice: 2 }, { n: 5, twice: 10 }, { n: 7, twice: 14 }, { n: 3 }]),
    "other.csv": "n\n1\n\n1.1\nx\n4\n",
    "other.jsonl": lines([{ n: [1] }]),
  });
  const learning = new World();
  const library = join(dir, "lib");
  const options = ["--target", "twice", "--budget", "20000c", "--save", library, "-o", join(dir, "out")];
  expect(await learning.knack("learn", join(dir, "learn.jsonl"), ...options), learning.stderr).toBe(0);
  for (const [file, message] of [
    [
      "other.csv",
      '2 rows left empty: twice has no value there (row 3, 4); "n" was learned from whole numbers, and row 3 has "1.1"',
    ],
    [
      "other.jsonl",
      '1 row left empty: twice has no value there (row 1); "n" was learned from whole numbers, and row 1 has a list',
    ],
  ]) {
    const world = new World();
    expect(await world.knack("apply", join(library, "twice"), join(dir, file))).toBe(0);
    expect(world.stderr).toBe(`knack: ${message}\n`);
  }
});

test("filled cells stay unless --overwrite; a quoted empty cell is filled", async () => {
  const csv = 'Domain,Email\nmine,a@a.example\n,b@b.example\n"",c@c.example';
  expect((await apply({ "a.csv": csv }, "a.csv")).out).toBe(
    'Domain,Email\nmine,a@a.example\nb.example,b@b.example\n"",c@c.example',
  );
  expect((await apply({ "a.csv": csv }, "a.csv", "--overwrite")).out).toBe(
    "Domain,Email\na.example,a@a.example\nb.example,b@b.example\nc.example,c@c.example",
  );
});

test("tsv, jsonl and json", async () => {
  expect((await apply({ "a.tsv": "Email\tX,Y\na@b.example\t1,2\n" }, "a.tsv")).out).toBe(
    "Email\tX,Y\tDomain\na@b.example\t1,2\tb.example\n",
  );
  const lines =
    '{"Email": "a@b.example", "n": 1.0}\n\n{"Email":"none"}\n{"Domain":"x","Email":"c@d.example"}\n{"__proto__":1,"Email":"e@f.example","Domain":null}';
  expect((await apply({ "a.jsonl": lines }, "a.jsonl")).out).toBe(
    '{"Email": "a@b.example", "n": 1.0, "Domain": "b.example"}\n\n{"Email":"none"}\n{"Domain":"x","Email":"c@d.example"}\n{"__proto__":1,"Email":"e@f.example","Domain":null}',
  );
  const { out } = await apply({ "a.json": '[{"Email":"a@b.example"},{"Email":"c@d.example"}]' }, "a.json");
  expect(JSON.parse(out)).toEqual([
    { Email: "a@b.example", Domain: "b.example" },
    { Email: "c@d.example", Domain: "d.example" },
  ]);
});

test.each([
  ['{"Email":"a@b.example"}', '{"Email":"a@b.example","Domain":"b.example"}'],
  ['{"Email": "a@b.example"}', '{"Email": "a@b.example", "Domain": "b.example"}'],
  [
    '{"Email":"a@b.example","said":"so: , \\"it\\": is"}',
    '{"Email":"a@b.example","said":"so: , \\"it\\": is","Domain":"b.example"}',
  ],
  ['{ "Email" : "a@b.example" , "n" : 1 }', '{ "Email" : "a@b.example" , "n" : 1, "Domain" : "b.example" }'],
  ['{"list": [1,2],"Email": "a@b.example"}', '{"list": [1,2],"Email": "a@b.example", "Domain": "b.example"}'],
])("a key is added to a line in the line's style: %s", async (line, filled) => {
  expect((await apply({ "a.jsonl": `${line}\n` }, "a.jsonl")).out).toBe(`${filled}\n`);
});

test("UTF-16 goes out as UTF-16, a byte order mark once", async () => {
  const { dir, module } = await place({});
  const encode = (value: string) => Buffer.from(`\ufeff${value}`, "utf16le");
  await writeFile(join(dir, "a.csv"), encode("Email\nä@ö.example\n"));
  expect(await new World().knack("apply", module, join(dir, "a.csv"), "-o", join(dir, "b.csv"))).toBe(0);
  expect(await readFile(join(dir, "b.csv"))).toEqual(encode("Email,Domain\nä@ö.example,ö.example\n"));
});

test("-o may be the file itself; permission and neighbours stay", async () => {
  const { dir, module } = await place({ "a.csv": "Email\na@b.example\n" });
  const world = new World();
  expect(await world.knack("apply", module, join(dir, "a.csv"), "-o", join(dir, "a.csv"))).toBe(0);
  expect(await readFile(join(dir, "a.csv"), "utf8")).toBe("Email,Domain\na@b.example,b.example\n");
  expect((await readdir(dir)).sort()).toEqual(["a.csv", "lib"]);
});

test("columns under other names are given with --columns, and bare module names are found in the library", async () => {
  const { dir } = await place({ "a.csv": "E-Mail,Host\na@b.example,\n" });
  const world = new World();
  const args = ["--columns", "Email=E-Mail", "--columns", "Domain=Host", "--library", join(dir, "lib")];
  expect(await world.knack("apply", "domain", join(dir, "a.csv"), ...args)).toBe(0);
  expect(world.stdout).toBe("E-Mail,Host\na@b.example,b.example\n");
});

test("cells that a spreadsheet would run are neutralised on demand", async () => {
  const csv = "Email\na@=1+1\n";
  expect((await apply({ "a.csv": csv }, "a.csv", "--safe-csv")).out).toBe("Email,Domain\na@=1+1,'=1+1\n");
  expect((await apply({ "a.csv": csv }, "a.csv")).out).toBe("Email,Domain\na@=1+1,=1+1\n");
});

test.each<[what: string, args: string[], message: RegExp]>([
  ["no file", ["MODULE"], /one module and one file/],
  ["a missing file", ["MODULE", "nowhere.csv"], /nowhere\.csv: no such file/],
  ["a folder", ["MODULE", "lib"], /lib: is a folder/],
  ["a missing module", ["lib/initials", "a.csv"], /no such module; in .*lib there is "domain"/],
  [
    "a net without its ending",
    ["b", "a.csv"],
    /b: no such module; there is a net, .*b\.net\.json, which knack/,
  ],
  ["a csv as module", ["a.csv", "a.csv"], /no such module/],
  ["a missing column", ["MODULE", "b.csv"], /no column "Email"; did you mean "Emial"/],
  ["an empty file", ["MODULE", "empty.csv"], /empty/],
  ["a ragged row", ["MODULE", "ragged.csv"], /line 3: 1 cell where the header has 2/],
  ["an unclosed quote", ["MODULE", "quote.csv"], /line 2.*never closed/],
  ["a broken line", ["MODULE", "bad.jsonl"], /line 2: is not JSON/],
  ["an array for a line", ["MODULE", "array.jsonl"], /line 1: is no JSON object/],
  ["bytes that are no text", ["MODULE", "noise.csv"], /noise\.csv: this is not text; Knack reads csv/],
  ["a column twice", ["MODULE", "twice.csv"], /both named "Email"/],
  ["an unknown mapping", ["MODULE", "a.csv", "--columns", "Mail=Email"], /there is no "Mail" in the module/],
  ["half a mapping", ["MODULE", "a.csv", "--columns", "Email"], /give the module's name for it/],
  ["an unknown option", ["MODULE", "a.csv", "--overwrit"], /did you mean --overwrite/],
  [
    "an output folder that is none",
    ["MODULE", "a.csv", "-o", "a.csv/x.csv"],
    /is a file where a folder is needed/,
  ],
  ["a folder to write to", ["MODULE", "a.csv", "-o", "lib"], /is a folder/],
])("%s: one line, status 2, nothing half-written", async (_, args, message) => {
  const { dir, module } = await place({
    "a.csv": "Email\na@b.example\n",
    "b.csv": "Emial\nx\n",
    "empty.csv": "",
    "ragged.csv": "Email,B\na@b.example,1\nx\n",
    "quote.csv": 'Email\n"a@b.example\n',
    "bad.jsonl": '{"Email":"a@b.example"}\n{"Email":\n',
    "array.jsonl": "[1]\n",
    "b.net.json": "{}",
    "twice.csv": "Email,Email\na,b\n",
    "noise.csv": Uint8Array.from({ length: 3000 }, (_, i) => (i * i * 31 + (i >> 3)) & 255),
  });
  const before = (await readdir(dir)).sort();
  const world = new World();
  const paths = args.map((arg) =>
    arg === "MODULE" ? module : /^[a-z]+(\.|\/|$)/.test(arg) ? join(dir, arg) : arg,
  );
  const output = paths.includes("-o") ? [] : ["-o", join(dir, "out.csv")];
  expect(await world.knack("apply", ...paths, ...output)).toBe(2);
  expect(world.stderr).toMatch(message);
  expect(world.stderr.trim().split("\n")).toHaveLength(1);
  expect(world.stdout).toBe("");
  expect((await readdir(dir)).sort()).toEqual(before);
});

test("rows that all stay empty are told on standard error, and are no failure, as the help has it", async () => {
  const { dir, module } = await place({ "a.csv": "Email\nnone\nneither\n" });
  const world = new World();
  expect(await world.knack("apply", module, join(dir, "a.csv"))).toBe(0);
  expect(world.stdout).toBe("Email,Domain\nnone,\nneither,\n");
  expect(world.stderr).toMatch(/^knack: 2 rows left empty: /);
  const help = new World();
  expect(await help.knack("apply", "--help")).toBe(0);
  expect(help.stdout).toContain("0 written, even where rows stay empty");
});

test("an edited .ts is told, and the saved program is what runs", async () => {
  const { dir, module } = await place({ "a.csv": "Email\na@b.example\n" });
  await writeFile(module.replace(".knack.json", ".ts"), "process.exit(99);");
  const world = new World();
  expect(await world.knack("apply", module, join(dir, "a.csv"))).toBe(0);
  expect(world.stderr).toMatch(/domain\.ts was edited by hand; what runs is the program that was saved/);
  expect(world.stdout).toBe("Email,Domain\na@b.example,b.example\n");
});

test("Ctrl-C leaves the old output file and no other", async () => {
  const { dir, module } = await place({ "out.csv": "old" });
  const world = new World();
  const done = world.knack("apply", module, "-", "-o", join(dir, "out.csv"));
  world.stdin.write(`Email\n${"a@b.example\n".repeat(20_000)}`);
  while (!world.interrupt()) await new Promise((resolve) => setTimeout(resolve, 5));
  world.stdin.end(`${"a@b.example\n".repeat(20_000)}`);
  expect(await done).toBe(130);
  expect(await readFile(join(dir, "out.csv"), "utf8")).toBe("old");
  expect((await readdir(dir)).sort()).toEqual(["lib", "out.csv"]);
});

test("standard input that arrives in pieces gives what the whole file gives", async () => {
  const csv = `Name,Email\n${Array.from({ length: 3000 }, (_, i) => `"N, ""é${i}""\nx",n${i}@ö${i}.example\n`).join("")}`;
  const whole = await apply({ "a.csv": csv }, "a.csv");
  expect(whole.out.split("\n")).toHaveLength(6002);
  const { module } = await place({});
  const world = new World();
  const done = world.knack("apply", module, "-");
  const bytes = Buffer.from(csv);
  for (let at = 0; at < bytes.length; at += 997) world.stdin.write(bytes.subarray(at, at + 997));
  world.stdin.end();
  expect(await done).toBe(0);
  expect(world.stdout).toBe(whole.out);

  const lines = new World();
  const ended = lines.knack("apply", module, "-");
  for (const piece of ['{"Email":"a@b', '.example"}', '\n{"Email":"c@d.example"}']) lines.stdin.write(piece);
  lines.stdin.end();
  expect(await ended).toBe(0);
  expect(lines.stdout).toBe(
    '{"Email":"a@b.example","Domain":"b.example"}\n{"Email":"c@d.example","Domain":"d.example"}',
  );
});

test("a slow reader is waited for", async () => {
  const { dir, module } = await place({ "a.csv": `Email\n${"a@b.example\n".repeat(200_000)}` });
  const world = new World();
  let taken = 0;
  let most = 0;
  const slow = Object.assign(
    new (await import("node:stream")).Writable({
      write(chunk: Buffer, _, done) {
        taken += chunk.length;
        setTimeout(done, 1);
      },
    }),
    { isTTY: false },
  );
  const watch = setInterval(() => {
    most = Math.max(most, slow.writableLength);
  }, 0);
  const status = await world.knack.call(
    { io: { ...world.io, stdout: slow } } as World,
    "apply",
    module,
    join(dir, "a.csv"),
  );
  clearInterval(watch);
  await new Promise((resolve) => slow.end(resolve));
  expect(status).toBe(0);
  expect(taken).toBe("Email,Domain\n".length + 200_000 * "a@b.example,b.example\n".length);
  expect(most).toBeLessThan(2 * 2 ** 20);
});

test("cells become values of the module's types", () => {
  expect(asType("-3", INT)).toBe(-3);
  expect(asType("1.5", INT)).toBeUndefined();
  expect(asType(" 1.5 ", REAL)).toBe(1.5);
  expect(asType("0x10", REAL)).toBeUndefined();
  expect(asType("", REAL)).toBeUndefined();
  expect(asType("", option(REAL))).toBeNull();
  expect(asType("true", BOOL)).toBe(true);
  expect(asType(12, TEXT)).toBe("12");
  expect(asType(null, TEXT)).toBeUndefined();
  expect(asType("2020-02-03", DATE)).toEqual(new CivilDate(2020, 2, 3));
});

test("a reader that goes away ends it quietly", async () => {
  const { build } = await import("vite");
  const { dir, module } = await place({ "a.csv": `Email\n${"a@b.example\n".repeat(300_000)}` });
  await build({
    configFile: false,
    logLevel: "silent",
    build: {
      ssr: "src/cli/main.ts",
      outDir: dir,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: "main.mjs" } },
    },
  });
  await writeFile(join(dir, "knack.mjs"), 'import { start } from "./main.mjs";\nawait start();\n');
  const child = spawn("sh", ["-c", '"$0" knack.mjs apply "$1" a.csv | head -n 2', process.execPath, module], {
    cwd: dir,
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    err += String(chunk);
  });
  await once(child, "close");
  expect(out).toBe("Email,Domain\na@b.example,b.example\n");
  expect(err).toBe("");
});

test("a module with inputs of its own order finds them by name", async () => {
  const dir = await folder({ "a.csv": "Last,First\nLovelace,Ada\n" });
  const full = moduleWith("Full", '(concat (concat $1 " ") $2)', [], { signature: text("First", "Last") });
  const { json } = await saveModule(dir, full);
  const world = new World();
  expect(await world.knack("apply", json, join(dir, "a.csv"))).toBe(0);
  expect(world.stdout).toBe("Last,First,Full\nLovelace,Ada,Ada Lovelace\n");
});
