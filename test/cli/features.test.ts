/** What a program says as an input of a net: fitted with it, used with it, and with no other. */

import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { saveModule } from "../../src/library/save.ts";
import { moduleWith, text } from "../library/modules.ts";
import { folder, World } from "./terminal.ts";

let at: string;
const path = (name: string): string => join(at, name);

/** Ids of which what stands after the dash decides. */
const rows = Array.from({ length: 80 }, (_, i) => {
  const digit = (i * 7) % 10;
  return { id: `${"abcdefgh"[i % 8]}${(i * 3) % 10}-${digit}`, kind: digit < 5 ? "low" : "high" };
});

const last = (name = "last") => moduleWith(name, "(drop $1 3)", [], { signature: text("id") });

beforeEach(async () => {
  at = await folder();
  await writeFile(path("ids.csv"), `id,kind\n${rows.map(({ id, kind }) => `${id},${kind}\n`).join("")}`);
  await saveModule(path("lib"), last());
});

const fit = async (world: World, ...more: string[]): Promise<number> => {
  const size = ["--architecture", "dense", "--sizes", "8", "--steps", "150", "--json"];
  return world.knack("fit", path("ids.csv"), "-o", path("net"), ...size, ...more);
};

describe("a program's output", () => {
  it("is a further input of a net, which is used with the same program", async () => {
    const world = new World();
    expect(await fit(world, "--features", path("lib/last")), world.stderr).toBe(0);
    const model = JSON.parse(await readFile(path("net.net.json"), "utf8"));
    expect(model.inputs.map(({ name }: { name: string }) => name)).toEqual(["id", "last"]);
    expect(model.features).toEqual([
      { name: "last", file: "lib/last.knack.json", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    const probed = new World();
    expect(await probed.knack("probe", path("net.net.json"), "--geometry"), probed.stderr).toBe(0);
    expect(probed.stdout).toMatch(/net: kind from id, last/);
    await writeFile(path("more.csv"), "id\nz9-1\nz9-8\n");
    const applied = new World();
    const argv = ["apply", path("net.net.json"), path("more.csv"), "--no-confidence"];
    expect(await applied.knack(...argv), applied.stderr).toBe(0);
    expect(applied.stdout).toBe("id,kind\nz9-1,low\nz9-8,high\n");

    await saveModule(path("lib"), { ...last(), description: "another" });
    const stale = new World();
    expect(await stale.knack(...argv)).toBe(2);
    expect(stale.stderr).toMatch(
      /last\.knack\.json: is not the module that .*net\.net\.json was fitted with/,
    );
    await rename(path("lib"), path("gone"));
    const missing = new World();
    expect(await missing.knack(...argv)).toBe(2);
    expect(missing.stderr).toMatch(/no such module/);
  });

  it.each<[what: string, more: (at: string) => string[], message: RegExp]>([
    ["of a module that is not there", (at) => ["--features", join(at, "lib/none")], /no such module/],
    [
      "twice",
      (at) => ["--features", join(at, "lib/last"), "--features", join(at, "lib/last")],
      /gives last, as another one does/,
    ],
    [
      "named like a column",
      (at) => ["--features", join(at, "lib/kind")],
      /ids\.csv: has a column "kind", and so would the program's output be called/,
    ],
    ["of columns that are not there", (at) => ["--features", join(at, "lib/odd")], /no column "other"/],
  ])("is refused %s", async (_, more, message) => {
    await saveModule(path("lib"), last("kind"));
    await saveModule(path("lib"), moduleWith("odd", "$1", [], { signature: text("other") }));
    const world = new World();
    expect(await fit(world, ...more(at))).toBe(2);
    expect(world.stderr).toMatch(message);
    expect(world.stderr.trim().split("\n")).toHaveLength(1);
  });
});
