import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readLibrary } from "../../src/library/load.ts";
import { saveModule } from "../../src/library/save.ts";
import { domainModule, moduleWith, primitives, text } from "../library/modules.ts";
import { folder, World } from "./terminal.ts";

const first = moduleWith("First name", '(part $1 " " 0)', [["Ada L", "Ada"]], {
  signature: text("Name"),
  description: "The first word.",
});

async function library(): Promise<string> {
  const dir = await folder();
  await saveModule(dir, domainModule());
  await saveModule(dir, first);
  return dir;
}

async function knack(...args: string[]) {
  const world = new World();
  const status = await world.knack("library", ...args);
  return { status, out: world.stdout, err: world.stderr };
}

test("list tells all modules, and those that cannot be read", async () => {
  const dir = await library();
  expect(await knack("list", dir)).toEqual({
    status: 0,
    out: "Domain      (Email) → Domain\nFirst name  (Name) → First name  The first word.\n",
    err: "",
  });
  await writeFile(join(dir, "bad.knack.json"), "[]");
  const { status, out, err } = await knack("--library", dir, "--json");
  expect(status).toBe(2);
  expect(
    out
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { module: string }).module),
  ).toEqual(["Domain", "First name"]);
  expect(err).toMatch(/bad\.knack\.json: the file should be an object\n$/);
});

test("show prints the module", async () => {
  const dir = await library();
  const { out } = await knack("show", "domain", "--library", dir);
  expect(out).toBe(await readFile(join(dir, "domain.ts"), "utf8"));
  expect(out).toContain("export default");
});

test("a module is found by the name that list tells, and by its file's", async () => {
  const dir = await library();
  await saveModule(dir, { ...first, name: "First/name" });
  const shown = async (name: string): Promise<string> => (await knack("show", name, "--library", dir)).out;
  const source = await readFile(join(dir, "first-name.ts"), "utf8");
  for (const name of ["First name", "first-name", "first-name.ts", join(dir, "first-name.knack.json")])
    expect(await shown(name)).toBe(source);
  expect(await shown("First/name")).toBe(await readFile(join(dir, "first-name-2.ts"), "utf8"));
});

test("rename moves all three files, and refuses names that are taken", async () => {
  const dir = await library();
  expect((await knack("rename", join(dir, "domain"), "First name")).err).toMatch(
    /First name: there is a module of this name in .* already; rename or remove it first/,
  );
  expect((await knack("rename", join(dir, "domain"), "Host")).status).toBe(0);
  expect((await readdir(dir)).sort()).toEqual([
    "first-name.knack.json",
    "first-name.test.ts",
    "first-name.ts",
    "host.knack.json",
    "host.test.ts",
    "host.ts",
  ]);
  expect(await readFile(join(dir, "host.ts"), "utf8")).toContain("function host(");
});

test("of two renames at once that want the same, one is refused, and nothing is lost", async () => {
  for (const [from, to] of [
    [
      ["domain", "domain"],
      ["Host", "Site"],
    ],
    [
      ["domain", "first-name"],
      ["Host", "Host"],
    ],
  ]) {
    const dir = await library();
    const results = await Promise.all(from.map((name, i) => knack("rename", join(dir, name), to[i])));
    const [done, refused] = results.sort((a, b) => a.status - b.status);
    expect([done.status, refused.status]).toEqual([0, 2]);
    expect(refused.err).toMatch(
      /^knack: [^\n]*(somebody else at this moment|of this name|no such module)[^\n]*\n$/,
    );
    const { modules, broken } = await readLibrary(dir, primitives);
    expect(broken).toEqual([]);
    expect(modules.map(({ typescript, test }) => [typescript, test])).toEqual([
      ["as saved", "as saved"],
      ["as saved", "as saved"],
    ]);
    expect((await readdir(dir)).filter((file) => !file.startsWith("."))).toHaveLength(6);
  }
});

test("remove takes the files, but not an edited one unless --force", async () => {
  const dir = await library();
  await writeFile(join(dir, "domain.ts"), "// mine");
  const refused = await knack("remove", join(dir, "domain"));
  expect(refused.status).toBe(2);
  expect(refused.err).toMatch(/domain\.ts: was edited by hand/);
  expect(await readdir(dir)).toHaveLength(6);
  expect((await knack("remove", "--force", join(dir, "domain"), join(dir, "first-name"))).status).toBe(0);
  expect(await readdir(dir)).toEqual([]);
});

test("what is exported is imported elsewhere, once", async () => {
  const dir = await library();
  const bundle = join(dir, "all.knack");
  expect((await knack("export", join(dir, "domain"), join(dir, "first-name"), "-o", bundle)).status).toBe(0);
  const other = join(dir, "other");
  expect((await knack("import", bundle, "--library", other)).status).toBe(0);
  for (const file of ["domain.knack.json", "domain.ts", "domain.test.ts", "first-name.ts"]) {
    expect(await readFile(join(other, file), "utf8")).toBe(await readFile(join(dir, file), "utf8"));
  }
  const again = await knack("import", bundle, "--library", other);
  expect(again.status).toBe(2);
  expect(again.err).toMatch(/Domain: there is a module of this name in .*other already/);
});

test("an import of two modules of one name brings in neither", async () => {
  const dir = await library();
  const bundle = join(dir, "twice.knack");
  const twice = [join(dir, "domain"), join(dir, "domain")];
  expect((await knack("export", ...twice, "-o", bundle)).status).toBe(0);
  const other = join(dir, "other");
  const { status, err } = await knack("import", bundle, "--library", other);
  expect(status).toBe(2);
  expect(err).toMatch(/twice\.knack: holds two modules of the name "Domain"; nothing was imported/);
  await expect(readdir(other)).rejects.toThrow(/ENOENT/);
});

test.each<[args: string[], message: RegExp]>([
  [["lst"], /no such command; did you mean list/],
  [["show"], /use it as: knack library show MODULE/],
  [["rename", "domain"], /use it as: knack library rename/],
  [["remove"], /use it as/],
  [["show", "nothing"], /nothing: no such module; in DIR there are "domain", "first-name"/],
  [["show", "domian"], /domian: no such module; did you mean domain\?/],
  [["show", "DIR/domian"], /domian: no such module; did you mean DIR\/domain\?/],
  [
    ["show", "nothing", "--library", "DIR/gone"],
    /no such module; there is no folder DIR\/gone; `knack learn/,
  ],
  [["import", "DIR/domain.knack.json"], /is no export of modules/],
  [["import", "DIR/gone"], /no such file/],
  [["list", "DIR/gone"], /gone: no such folder; `knack learn FILE --save` makes a library/],
])("knack library %j: one line, status 2", async (args, message) => {
  const dir = await library();
  const paths = args.map((arg) => arg.replace("DIR", dir));
  const { status, err } = await knack("--library", dir, ...paths);
  expect(status).toBe(2);
  expect(err.replaceAll(dir, "DIR")).toMatch(message);
  expect(err.trim().split("\n")).toHaveLength(1);
});
