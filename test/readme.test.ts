/** What the README says, where it can be run. */

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { transformWithOxc } from "vite";
import { describe, expect, it } from "vitest";
import { learn } from "../src/index.ts";

const readme = await readFile("README.md", "utf8");

describe("the README", () => {
  it("shows a library that answers as its comments say", async () => {
    const [, block] = /```ts\n(import[\s\S]*?)```/.exec(readme) ?? [];
    const body = block
      .replace('import { learn } from "knack-ts";\n', "")
      .replace(/^(.+); \/\/ (".*")$/gm, "check($1, $2);");
    expect(body.match(/^check\(/gm)).toHaveLength(2);
    const { code } = await transformWithOxc(
      `export const run = async (learn, check) => {\n${body}};`,
      "readme.ts",
    );
    const { run } = (await import(
      /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`
    )) as { run(given: typeof learn, check: (is: unknown, said: unknown) => void): Promise<void> };
    await run(learn, (is, said) => expect(is).toBe(said));
  }, 60_000);

  it("names benches and scripts that exist", async () => {
    const { scripts } = JSON.parse(await readFile("package.json", "utf8"));
    const benches = [...readme.matchAll(/npm run bench -- ([\w-]+)/g)].map(([, name]) => name);
    expect(benches.length).toBeGreaterThan(4);
    for (const name of benches) expect(existsSync(`bench/${name}.ts`), name).toBe(true);
    for (const [, name] of readme.matchAll(/npm (start|test)\b/g)) expect(scripts).toHaveProperty(name);
  });

  it("shows every bench", async () => {
    for (const file of await readdir("bench")) {
      if (file.endsWith(".ts")) expect(readme).toContain(`npm run bench -- ${file.slice(0, -3)}`);
    }
  });
});

it.each(["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/decisions/README.md"])(
  "%s links to what is there",
  async (page) => {
    const text = await readFile(page, "utf8");
    for (const [, target] of text.matchAll(/\]\(([^)#:]+)\)/g)) {
      expect(existsSync(join(dirname(page), target)), target).toBe(true);
    }
    for (const [, path] of text.matchAll(/`((?:src|test|docs|bench|examples)\/[\w./-]+\.\w+)`/g)) {
      expect(existsSync(path), path).toBe(true);
    }
  },
);

it("lists every decision", async () => {
  const index = await readFile("docs/decisions/README.md", "utf8");
  for (const page of await readdir("docs/decisions"))
    if (page !== "README.md") expect(index).toContain(`(${page})`);
});
