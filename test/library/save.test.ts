import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  unlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { expect, onTestFinished, test } from "vitest";
import { described, replaceFile } from "../../src/library/atomic.ts";
import { digestOf } from "../../src/library/digest.ts";
import { loadModule, readLibrary } from "../../src/library/load.ts";
import { removeModule } from "../../src/library/remove.ts";
import { saveModule, stagedPath } from "../../src/library/save.ts";
import { InputError } from "../../src/tasks/error.ts";
import { loadPrinted } from "../support/printed.ts";
import { domainModule, moduleWith, primitives } from "./modules.ts";
import { modules } from "./saver.ts";

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "knack-library-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

const OTHER = '(after $1 "@" 0)';

test("a saved module is loaded as it was, and its files are those that people read", async () => {
  const lib = await folder();
  const module = domainModule({ description: "What stands behind the @." });
  const files = await saveModule(join(lib, "deep", "er"), module);
  const loaded = await loadModule(files.typescript, primitives);
  expect(loaded).toEqual({ module, files, typescript: "as saved", test: "as saved" });
  expect((await readdir(join(lib, "deep", "er"))).sort()).toEqual([
    "domain.knack.json",
    "domain.test.ts",
    "domain.ts",
  ]);
  const printed = await loadPrinted(await readFile(files.typescript, "utf8"));
  expect(printed("ada@example.org")).toBe("example.org");
});

test("saving the same module again writes the same bytes", async () => {
  const lib = await folder();
  const files = await saveModule(lib, domainModule());
  const before = await Promise.all(Object.values(files).map((path) => readFile(path, "utf8")));
  await saveModule(lib, domainModule());
  expect(await Promise.all(Object.values(files).map((path) => readFile(path, "utf8")))).toEqual(before);
  expect((await readdir(lib)).length).toBe(3);
});

test("a module of the same name is replaced; another with its file name is numbered", async () => {
  const lib = await folder();
  await saveModule(lib, domainModule());
  await saveModule(lib, moduleWith("Domain", OTHER, [["a@b", "b"]]));
  expect((await loadModule(join(lib, "domain"), primitives)).module.program.text).toBe(OTHER);
  const second = await saveModule(lib, moduleWith("DOMAIN", OTHER, []));
  expect(second.typescript).toBe(join(lib, "domain-2.ts"));
  // Saved in the same run under the very same name: nothing is lost.
  const third = await saveModule(lib, domainModule(), [await saveModule(lib, domainModule()), second]);
  expect(third.typescript).toBe(join(lib, "domain-3.ts"));
  expect((await readLibrary(lib, primitives)).modules.map(({ module }) => module.name)).toEqual([
    "DOMAIN",
    "Domain",
    "Domain",
  ]);
});

test("a file edited by hand is never overwritten, and loading says that it was edited", async () => {
  const lib = await folder();
  const files = await saveModule(lib, domainModule());
  const edited = `${await readFile(files.typescript, "utf8")}// mine\n`;
  await writeFile(files.typescript, edited);
  await expect(saveModule(lib, moduleWith("Domain", OTHER, []))).rejects.toThrow(
    /domain\.ts: was edited by hand/,
  );
  expect(await readFile(files.typescript, "utf8")).toBe(edited);
  const loaded = await loadModule(files.json, primitives);
  expect(loaded.typescript).toBe("edited");
  expect(loaded.module.program.text).toBe(domainModule().program.text);
  await expect(removeModule(loaded)).rejects.toThrow(/edited by hand/);
  expect((await readdir(lib)).length).toBe(3);
});

test("line ends that version control rewrote are no edit; a missing file is told and printed again", async () => {
  const lib = await folder();
  const files = await saveModule(lib, domainModule());
  await writeFile(files.typescript, (await readFile(files.typescript, "utf8")).replaceAll("\n", "\r\n"));
  expect((await loadModule(files.json, primitives)).typescript).toBe("as saved");
  await unlink(files.typescript);
  expect((await loadModule(files.json, primitives)).typescript).toBe("missing");
  await saveModule(lib, domainModule());
  expect((await loadModule(files.json, primitives)).typescript).toBe("as saved");
});

test("what is in the way is refused with the remedy, and nothing is written", async () => {
  const lib = await folder();
  const cases: [path: string, make: (path: string) => Promise<unknown>, message: RegExp][] = [
    ["domain.ts", (path) => writeFile(path, "// not Knack's\n"), /was not written by Knack; move it/],
    ["domain.ts", (path) => symlink("/etc/passwd", path), /symbolic link.*remove it or save in another/],
    ["domain.test.ts", (path) => mkdir(path), /is a folder.*remove it or save in another/],
    ["domain.knack.json", (path) => symlink("nowhere", path), /symbolic link/],
    ["domain.knack.json", (path) => writeFile(path, "{}"), /field "name" is missing/],
    ["domain.knack.json", (path) => writeFile(path, "not json"), /is not JSON/],
  ];
  for (const [name, make, message] of cases) {
    const path = join(lib, name);
    await make(path);
    const error = await saveModule(lib, domainModule()).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(message);
    expect(await readdir(lib)).toEqual([name]);
    await rm(path, { recursive: true });
  }
  await writeFile(join(lib, "file"), "");
  await expect(saveModule(join(lib, "file"), domainModule())).rejects.toThrow(InputError);
  await expect(saveModule(join(lib, "file", "lib"), domainModule())).rejects.toThrow(
    /is a file where a folder is needed/,
  );
});

test("what the system says is told with the remedy; our own mistakes are not dressed up", async () => {
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error("x"), { code }));
  await expect(described("a.ts", failing("ENOSPC"))).rejects.toThrow(
    "a.ts: the disk is full; free some space",
  );
  await expect(described("a.ts", failing("EROFS"))).rejects.toThrow(InputError);
  await expect(described("a.ts", () => Promise.reject(new TypeError("x")))).rejects.toThrow(TypeError);
});

test("a file that is not committed leaves no trace", async () => {
  const lib = await folder();
  await writeFile(join(lib, "out.csv"), "old");
  const file = await replaceFile(join(lib, "out.csv"));
  await file.write("new");
  await file.discard();
  expect(await readdir(lib)).toEqual(["out.csv"]);
  expect(await readFile(join(lib, "out.csv"), "utf8")).toBe("old");
});

test("a save stopped after its commit is finished by whoever comes next, but not over a file edited since", async () => {
  const [lib, next] = [await folder(), await folder()];
  const now = await saveModule(lib, domainModule());
  const then = await saveModule(next, moduleWith("Domain", OTHER, [["a@b", "b"]]));
  const stop = async () => {
    for (const kind of ["typescript", "test"] as const) {
      const staged = stagedPath(
        now[kind],
        await digestOf(await readFile(then[kind], "utf8")),
        await digestOf(await readFile(now[kind], "utf8")),
      );
      await copyFile(then[kind], staged);
    }
    await copyFile(then.json, now.json);
  };
  await stop();
  const loaded = await loadModule(now.json, primitives);
  expect([loaded.module.program.text, loaded.typescript, loaded.test]).toEqual([
    OTHER,
    "as saved",
    "as saved",
  ]);
  expect(await readFile(now.typescript, "utf8")).toBe(await readFile(then.typescript, "utf8"));
  expect(await readdir(lib)).toHaveLength(3);

  await saveModule(lib, domainModule());
  await stop();
  await writeFile(now.typescript, "// mine");
  expect((await loadModule(now.json, primitives)).typescript).toBe("edited");
  expect(await readFile(now.typescript, "utf8")).toBe("// mine");
});

const KILLS = 200;
const FOLDERS = 4;

test("killed at any moment, 200 times, a save leaves the old module or the new one", async () => {
  const root = await folder();
  await build({
    configFile: false,
    logLevel: "silent",
    build: {
      ssr: join(import.meta.dirname, "saver.ts"),
      outDir: root,
      rollupOptions: { output: { entryFileNames: "saver.mjs" } },
    },
  });
  const seen = new Map<string, number>();
  await Promise.all(
    Array.from({ length: FOLDERS }, async (_, i) => {
      const lib = join(root, `lib-${i}`);
      for (let kill = 0; kill < KILLS / FOLDERS; kill++) {
        await killedWhileSaving(join(root, "saver.mjs"), lib);
        // Every other time it is the next save that must cope with what was left behind.
        if (kill % 2 === 1 && kill < KILLS / FOLDERS - 1) continue;
        const { module, typescript, test: testFile } = await loadModule(join(lib, "greeting"), primitives);
        const which = modules.findIndex(({ program }) => program.text === module.program.text);
        expect({ module, typescript, testFile }).toEqual({
          module: modules[which],
          typescript: "as saved",
          testFile: "as saved",
        });
        seen.set(module.program.text, (seen.get(module.program.text) ?? 0) + 1);
      }
    }),
  );
  // Both were met, or the test has not tried what it is about.
  expect(seen.size).toBe(2);
}, 180_000);

async function killedWhileSaving(saver: string, lib: string): Promise<void> {
  const child = spawn(process.execPath, [saver, lib, "save"], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const ended = once(child, "exit");
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 25));
  child.kill("SIGKILL");
  expect((await ended)[1]).toBe("SIGKILL");
}
