/** @file Files of data through the commands: learned, filled, saved, applied, checked; with a schema, and with what is wrong. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder, World } from "./terminal.ts";

const node = (value: number, left: unknown = null, right: unknown = null) => ({ value, left, right });
const ROWS = [
  { tree: node(1, null, node(2)), total: 3 },
  { tree: node(5), total: 5 },
  { tree: null, total: 0 },
  { tree: node(3, node(4), node(1)), total: 8 },
  { tree: node(7, node(1, node(4))) },
]
  .map((row) => `${JSON.stringify(row)}\n`)
  .join("");
const QUICK = ["--budget", "100000c"];

describe("a column of trees", () => {
  it("is learned from, filled, saved, applied and checked", async () => {
    const at = await folder({ "trees.jsonl": ROWS });
    const [file, lib, out] = [join(at, "trees.jsonl"), join(at, "lib"), join(at, "out.jsonl")];
    const world = new World();
    expect(
      await world.knack("learn", file, "--target", "total", ...QUICK, "--save", lib, "-o", out),
      world.stderr,
    ).toBe(0);
    expect(world.stdout).toContain("type Tree = { value: number; left: Tree | null; right: Tree | null };");
    expect((await readFile(out, "utf8")).trimEnd().split("\n").at(-1)).toMatch(
      /, "total":12\}$|,"total":12\}$|, "total": 12\}$/,
    );
    const applied = new World();
    expect(await applied.knack("apply", join(lib, "total"), file)).toBe(0);
    expect(applied.stdout).toContain('"total":12');
    const checked = new World();
    expect(await checked.knack("check", join(lib, "total"), file)).toBe(0);
  });

  it("is typed by a schema, where one is given", async () => {
    const schema = {
      type: "object",
      properties: {
        tree: { anyOf: [{ type: "null" }, { $ref: "#/$defs/branch" }] },
        total: { type: "integer" },
      },
      required: ["tree"],
      $defs: {
        branch: {
          type: "object",
          properties: {
            value: { type: "integer" },
            left: { $ref: "#/properties/tree" },
            right: { $ref: "#/properties/tree" },
          },
          required: ["value", "left", "right"],
        },
      },
    };
    const at = await folder({
      "trees.jsonl": ROWS,
      "schema.json": JSON.stringify(schema),
      "rows.csv": "a,b\n1,2\n3,\n",
    });
    const learn = async (file: string, given: string): Promise<[status: number, said: string]> => {
      const world = new World();
      const options = ["--target", "total", ...QUICK, "--schema", join(at, given)];
      const status = await world.knack("learn", join(at, file), ...options);
      return [status, world.stderr + world.stdout];
    };
    expect(await learn("trees.jsonl", "schema.json")).toEqual([
      0,
      expect.stringContaining("type Tree = { value: number; left: Tree | null; right: Tree | null };"),
    ]);
    expect(await learn("rows.csv", "schema.json")).toEqual([
      2,
      expect.stringMatching(/^knack: schema\.json: describes JSON, and rows\.csv is csv/),
    ]);
    expect(await learn("trees.jsonl", "none.json")).toEqual([2, expect.stringContaining("none.json")]);
  });
});

describe("what is refused in a line", () => {
  const deep = (levels: number): string =>
    `{"a": ${'{"b": '.repeat(levels)}1${"}".repeat(levels)}, "n": 1}\n`;
  it.each<[string, string, RegExp]>([
    ["a tree a million deep", deep(1_000_000), /nested more than 400 levels deep/],
    [
      "data of many levels that are not alike",
      deep(30).replaceAll(/"b": /g, (_, at) => `"b${at}": `),
      /column|levels deep that does not repeat itself/,
    ],
    [
      "lists whose items disagree",
      '{"a": [1, 2, "x"], "n": 1}\n{"a": [], "n": 2}\n',
      /row 1, key "a", at \[2\]: text where int came before/,
    ],
    [
      "objects that disagree",
      '{"a": {"b": [1]}, "n": 1}\n{"a": {"b": ["x"]}, "n": 2}\n',
      /row 2, key "a", at \.b\[0\]: text where int came before/,
    ],
    [
      "rows of different shapes",
      '{"a": [1], "n": 1}\n{"a": {"b": 1}, "n": 2}\n',
      /row 2, key "a": an object where a list came before/,
    ],
  ])("%s", async (_, rows, complaint) => {
    const at = await folder({ "a.jsonl": rows });
    const world = new World();
    expect(await world.knack("learn", join(at, "a.jsonl"), "--target", "n", "--input", "a", ...QUICK)).toBe(
      2,
    );
    expect(world.stderr).toMatch(complaint);
    expect(world.stderr.trimEnd()).not.toContain("\n");
  });
});
