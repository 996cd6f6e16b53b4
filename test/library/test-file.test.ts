import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transformWithOxc } from "vite";
import { describe, expect, test } from "vitest";
import { fromPlain } from "../../src/language/plain.ts";
import { INT, list, parseType, REAL, type Type } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import type { Module } from "../../src/library/module.ts";
import { saveModule } from "../../src/library/save.ts";
import { folder } from "../cli/terminal.ts";
import { domainModule, moduleWith } from "./modules.ts";

/** Saves the module; what is returned runs its test with Node, on the module's own code or on other, and gives the status. */
async function saved(module: Module): Promise<{ test: string; run(code?: string): Promise<unknown> }> {
  const lib = await folder();
  const files = await saveModule(lib, module);
  const stripped = async (path: string): Promise<string> =>
    (await transformWithOxc(await readFile(path, "utf8"), path)).code;
  const test = await stripped(files.test);
  await writeFile(join(lib, "it.test.mjs"), test.replace(/\.\/[\w-]+\.ts/, "./it.mjs"));
  const own = await stripped(files.typescript);
  return {
    test: await readFile(files.test, "utf8"),
    async run(code = own) {
      await writeFile(join(lib, "it.mjs"), code);
      // Not as a part of the test run that this is.
      const { NODE_TEST_CONTEXT: _, ...env } = process.env;
      const child = spawn(process.execPath, ["--test", "it.test.mjs"], { cwd: lib, env, stdio: "ignore" });
      return (await once(child, "exit"))[0];
    },
  };
}

test.each(["test", "inputs", "assertClose", "Domain"])(
  "the printed test of a module named %s passes, and fails with its module",
  async (name) => {
    const { run } = await saved(domainModule({ name }));
    expect(await run()).toBe(0);
    expect(await run("export default () => undefined;")).toBe(1);
  },
);

describe("outputs that are reals", () => {
  const passing = (type: Type, given: Value, output: Value): Module =>
    moduleWith("Same", "$1", [[given, output]], {
      signature: { params: [{ name: "a", type }], result: type },
    });

  test("need not be the same in the last digits", async () => {
    const { test: printed, run } = await saved(passing(REAL, 0.3, 0.1 + 0.2));
    expect(printed).toContain("assertClose(same(...inputs), output);");
    expect(await run()).toBe(0);
    expect(await run("export default () => 0.3000001;")).toBe(1);
    expect(await run("export default () => undefined;")).toBe(1);
  });

  test("nor in lists", async () => {
    const { run } = await saved(passing(list(REAL), [0.3, 1], [0.1 + 0.2, 1]));
    expect(await run()).toBe(0);
    expect(await run("export default () => [0.3];")).toBe(1);
    expect(await run("export default () => [0.3, 2];")).toBe(1);
  });

  test("nor in records, nested as they may be", async () => {
    const type = parseType("{at: (real, text)?, all: list<{x: real}>}") as Type;
    const value = (x: number): Value => fromPlain({ at: [x, "a"], all: [{ x }] });
    const { run } = await saved(passing(type, value(0.3), value(0.1 + 0.2)));
    expect(await run()).toBe(0);
    expect(await run("export default () => ({ at: [0.3, 'a'], all: [{ x: 0.3001 }] });")).toBe(1);
    expect(await run("export default () => ({ at: [0.3, 'a'], all: [{ x: 0.3, y: 1 }] });")).toBe(1);
    expect(await run("export default () => ({ at: [0.3, 'a'], all: [{}] });")).toBe(1);
  });

  test("whole numbers are compared as they are", async () => {
    expect((await saved(passing(INT, 3, 3))).test).toContain("assert.deepEqual(same(...inputs), output);");
  });
});

test.each([8, 64])(
  "the printed test of a module over %i bits passes, and fails with its module",
  async (width) => {
    const type: Type = { kind: "bits", width };
    const values = [0x0f, 0xa0].map((value) => (width > 32 ? BigInt(value) : value));
    const same = moduleWith(
      "Same",
      "$1",
      values.map((value) => [value, value]),
      {
        signature: { params: [{ name: "a", type }], result: type },
      },
    );
    const { test, run } = await saved(same);
    expect(test).toContain(width > 32 ? "[[0xa0n], 0xa0n]" : "[[0xa0], 0xa0]");
    expect(await run()).toBe(0);
    expect(await run("export default () => undefined;")).toBe(1);
  },
);
