import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REAL } from "../../src/language/type.ts";
import { CoverageCheck } from "../../src/library/coverage.ts";
import { writeModule } from "../../src/library/format.ts";
import type { Module } from "../../src/library/module.ts";
import { observer } from "../../src/library/observe.ts";
import { saveModule } from "../../src/library/save.ts";
import { Shapes, shapeOf } from "../../src/library/shape.ts";
import { domainModule, moduleWith, text } from "../library/modules.ts";
import { folder, World } from "./terminal.ts";

async function check(modules: readonly Module[], files: Readonly<Record<string, string>>, ...args: string[]) {
  const dir = await folder(files);
  for (const module of modules) await saveModule(join(dir, "lib"), module);
  const world = new World();
  const paths = args.map((arg) => (/^(lib|[a-z]+\.\w+)/.test(arg) ? join(dir, arg) : arg));
  const status = await world.knack("check", ...paths);
  return { status, out: world.stdout.replaceAll(dir, ""), err: world.stderr.replaceAll(dir, "") };
}

const initials = moduleWith(
  "Initials",
  '(concat (concat (match $1 "capital" 0) ".") (concat (match $1 "capital" -1) "."))',
  [
    ["Ada Lovelace", "A.L."],
    ["Alan Turing", "A.T."],
    ["Grace Hopper", "G.H."],
  ],
  { signature: text("Name") },
);

const withFallback = moduleWith(
  "Host",
  '(else (part $1 "@" 1) "unknown")',
  [
    ["ada@a.example", "a.example"],
    ["bo@b.example", "b.example"],
  ],
  { signature: text("Email") },
);

test("a module holds for its own examples", async () => {
  expect(await check([domainModule()], {}, "lib/domain")).toEqual({
    status: 0,
    out: "Domain holds: 2 examples\n",
    err: "",
  });
});

test("an example that the program does not get right breaks it", async () => {
  const dir = await folder();
  const files = await saveModule(dir, domainModule());
  const wrong = domainModule({ examples: [{ inputs: ["ada@example.org"], output: "example.com" }] });
  await writeFile(files.json, await writeModule(wrong, { typescript: "", test: "" }));
  const world = new World();
  expect(await world.knack("check", files.json)).toBe(1);
  expect(world.stdout).toContain("Domain breaks: 1 of 1 example wrong\n");
  expect(world.stdout).toContain('example "ada@example.org" is "example.com", now "example.org"');
});

test("reals are compared as they were when the module was learned: their last digits do not count", async () => {
  const sum = moduleWith("Sum", "(add $1 $2)", [[0.1, 0.2, 0.1 + 0.2]], {
    signature: { params: ["a", "b"].map((name) => ({ name, type: REAL })), result: REAL },
  });
  const csv = "a,b,Sum\n0.1,0.2,0.30000000000000004\n0.1,0.2,0.3\n";
  const { out } = await check([sum], { "next.csv": csv }, "lib/sum", "next.csv");
  expect(out).toBe("Sum holds: 1 example; 2 rows, all handled\n");
});

test("rows like the examples hold, whatever their words", async () => {
  const csv = "Name\nEdsger Dijkstra\nBarbara Liskov\nTony Hoare\n";
  expect(await check([initials], { "next.csv": csv }, "lib/initials", "next.csv")).toEqual({
    status: 0,
    out: "Initials holds: 3 examples; 3 rows, all handled\n",
    err: "",
  });
});

test("rows without a value and rows that disagree break, grouped by shape, with an example", async () => {
  const csv = "Email,Domain\nada@a.example,a.example\nnone,\nnobody,\nBo,\neve@b.example,c.example\n";
  const { status, out } = await check([domainModule()], { "next.csv": csv }, "lib/domain", "next.csv");
  expect(status).toBe(1);
  expect(out).toBe(`Domain breaks: 2 examples; 4 of 5 rows broken
  has no value: 2 rows such as row 2, "none" [a]
  has no value: row 4, "Bo" [Aa]
  disagrees: row 5, "eve@b.example" is "c.example", the module says "b.example" [a@a.a]
`);
});

test("a fallback that no example took is a note, and counts with --strict", async () => {
  const files = { "next.csv": "Email\nada@c.example\nnone\n" };
  const { status, out } = await check([withFallback], files, "lib/host", "next.csv");
  expect(status).toBe(0);
  expect(out).toBe(`Host holds: 2 examples; 2 rows, all handled, 1 row noted
  note: handled as no example was: row 2, "none" → "unknown" [a]
`);
  expect((await check([withFallback], files, "lib/host", "next.csv", "--strict")).status).toBe(1);
});

test("a correct cell in the file speaks for a row that would be noted", async () => {
  const files = { "next.csv": "Email,Host\nnone,unknown\n" };
  expect((await check([withFallback], files, "lib/host", "next.csv", "--strict")).out).toBe(
    "Host holds: 2 examples; 1 row, all handled\n",
  );
});

test("a new shape alone is no news; a new shape that gives a new kind of answer is", () => {
  const phone = moduleWith(
    "Last",
    '(part $1 "-" -1)',
    [
      ["425-555-0123", "0123"],
      ["206-555-0199", "0199"],
    ],
    { signature: text("Phone") },
  );
  const rows = (module: Module, ...inputs: string[]) => {
    const each = new CoverageCheck(module);
    for (const [i, input] of inputs.entries()) each.row(i + 1, [input], undefined);
    return each.report().groups.map(({ row, rows: count }) => [row, count]);
  };
  expect(rows(phone, "425-555-0100")).toEqual([]);
  expect(rows(phone, "425-555-010")).toEqual([[1, 1]]);
  // One delimiter less than any example had.
  expect(rows(phone, "555-0100")).toEqual([[1, 1]]);
  expect(rows(phone, "425-555-")).toEqual([[1, 1]]);
  expect(rows(initials, "Jean-Luc Picard")).toEqual([]);
  // All the initials had two letters and two dots.
  expect(rows(initials, "ÉMILE 7")).toEqual([]);
  expect(rows(domainModule(), "ada.7@mail7.example", "@a-b.c-d.example")).toEqual([]);
});

test("an input that the program does not use does not matter", () => {
  const module = moduleWith("First", '(part $1 " " 0)', [["Ada L", "x", "Ada"]], {
    signature: text("Name", "Note"),
  });
  const each = new CoverageCheck(module);
  each.row(1, ["Bo M", "!!! 17 %"], undefined);
  expect(each.report().groups).toEqual([]);
});

test("an edited .ts and a missing one are notes", async () => {
  const dir = await folder();
  const files = await saveModule(dir, domainModule());
  await writeFile(files.typescript, "// mine");
  const world = new World();
  expect(await world.knack("check", files.json)).toBe(0);
  expect(world.stdout).toMatch(/note: .*domain\.ts was edited by hand; the saved program was checked/);
  expect(await new World().knack("check", files.json, "--strict")).toBe(1);
  expect(await readFile(files.typescript, "utf8")).toBe("// mine");
});

test("--json: one line a module, in order; folders and several modules; the same each time", async () => {
  const files = { "next.csv": "Email,Name\nada@a.example,Ada L\nnone,\n" };
  const run = () => check([domainModule(), initials], files, "lib", "next.csv", "--json");
  const { status, out, err } = await run();
  expect(status).toBe(1);
  expect(err).toBe("");
  const lines = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toEqual([
    {
      module: "Domain",
      holds: false,
      examples: { right: 2, of: 2 },
      typescript: "as saved",
      rows: { of: 2, none: 1, differs: 0, unlike: 0 },
      groups: [{ reason: "none", shape: "a", rows: 1, row: 2, inputs: ["none"] }],
    },
    expect.objectContaining({
      module: "Initials",
      holds: true,
      rows: { of: 2, none: 0, differs: 0, unlike: 0 },
    }),
  ]);
  expect((await run()).out).toBe(out);
});

test("terminal escapes in data are shown, not sent, and there are no colours outside a terminal", async () => {
  const csv = "Email\n\u001b[31mred\n";
  const { out } = await check(
    [domainModule({ name: "\u001b[2J", target: "Domain" })],
    { "next.csv": csv },
    "lib",
    "next.csv",
  );
  expect(out).not.toContain("\u001b");
  expect(out).toContain("\\u001b[31mred");
});

test.each<[what: string, args: string[], message: RegExp]>([
  ["no module", [], /name one module or more/],
  ["only a file", ["next.csv"], /name one module or more/],
  ["a missing module", ["lib/initials"], /no such module/],
  ["a net", ["b.net.json", "next.csv"], /b\.net\.json: is a net, where a module is wanted; knack apply/],
  ["a net alone", ["b.net.json"], /b\.net\.json: is a net, where a module is wanted; knack apply/],
  ["a missing file", ["lib/domain", "gone.csv"], /gone\.csv: no such file/],
  ["a file without the column", ["lib/domain", "next.csv"], /no column "Email"/],
  ["a broken module", ["lib/domain", "lib/broken"], /broken\.knack\.json: is not JSON/],
])("%s: status 2", async (_, args, message) => {
  const dir = await folder({ "next.csv": "X\n1\n" });
  await saveModule(join(dir, "lib"), domainModule());
  await writeFile(join(dir, "lib", "broken.knack.json"), "{");
  const world = new World();
  expect(await world.knack("check", ...args.map((arg) => join(dir, arg)))).toBe(2);
  expect(world.stderr).toMatch(message);
  expect(world.stderr.trim().split("\n")).toHaveLength(1);
});

test("shapes", () => {
  expect(shapeOf("Ada Lovelace-KING 12.5 é iPhone")).toBe("Aa Aa-A 9.9 a aA");
  expect(shapeOf("Éa")).toBe("Aa");
  expect(shapeOf("名前 💥")).toBe("a 💥");
  expect([null, true, -1, 0.5, ["a", "b"]].map(shapeOf)).toEqual([
    "null",
    "true",
    "negative whole",
    "fraction",
    "list of 2",
  ]);
  expect(shapeOf("a1".repeat(100_000)).length).toBeLessThan(100);
  const codes = new Shapes();
  for (const code of ["AB-1234", "CD-5678"]) codes.add(code);
  expect(["XY-0000", "XY-000", "XYZ-0000", "xy-0000"].map((code) => codes.has(code))).toEqual([
    true,
    false,
    false,
    false,
  ]);
  codes.add("EF-1");
  expect(codes.has("XY-000")).toBe(true);
});

test("observing changes no value", () => {
  const run = observer(withFallback.program);
  expect(run(["a@b"]).value).toBe("b");
  const { value, path } = run(["none"]);
  expect(value).toBe("unknown");
  expect([...path]).toEqual([expect.stringContaining("falls back")]);
});

test("cells that are no value of the input's type are no blank cells", async () => {
  const dir = await folder({
    "a.csv": "In,Out\n0x0f,0xf0\n0x10,0xef\n0xa5,0x5a\n0xff,\n",
    "odd.csv": "In,Out\n0x1ff,\nzz,\n,\n0x,\n-0x1,\n0X0F,\n0x0f,q\n",
    "odd.json": '[{"In":15},{"In":-1},{"In":1.5},{"In":999},{"In":1e300},{"In":null}]',
  });
  const learning = new World();
  expect(
    await learning.knack("learn", join(dir, "a.csv"), "--target", "Out", "--save", join(dir, "lib")),
  ).toBe(0);
  const module = join(dir, "lib", "out.knack.json");
  const checking = new World();
  expect(await checking.knack("check", module, join(dir, "odd.csv"))).toBe(1);
  expect(checking.stdout).toContain("5 of 7 rows broken");
  expect(checking.stdout).toContain('has no value: row 1, "0x1ff"');
  expect(checking.stdout).toContain('disagrees: row 7, "0x0f" is "q", the module says "0xf0"');
  const applying = new World();
  expect(await applying.knack("apply", module, join(dir, "odd.csv"))).toBe(0);
  expect(applying.stdout).toBe("In,Out\n0x1ff,\nzz,\n,\n0x,\n-0x1,\n0X0F,0xf0\n0x0f,q\n");
  expect(applying.stderr).toContain("4 rows left empty: Out has no value there (row 1, 2, 4, …)");
  const numbers = new World();
  expect(await numbers.knack("check", module, join(dir, "odd.json"))).toBe(1);
  expect(numbers.stderr).toBe("");
  expect(numbers.stdout).toContain("4 of 6 rows broken");
  for (const cell of ["-1", "1.5"]) expect(numbers.stdout).toContain(` ${cell} [`);
});
