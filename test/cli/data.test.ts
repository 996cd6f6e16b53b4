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

describe("columns of bits", () => {
  const rows = "x,nibble\n0b01110000,0b0111\n0b10100101,0b1010\n0b00011111,0b0001\n0b11110000,\n";

  it("are shown as the file writes them, in the report, the program's examples and what is applied", async () => {
    const at = await folder({ "bits.csv": rows });
    const [file, lib] = [join(at, "bits.csv"), join(at, "lib")];
    const world = new World();
    const options = ["--target", "nibble", ...QUICK, "--save", lib, "-o", join(at, "out.csv")];
    expect(await world.knack("learn", file, ...options), world.stderr).toBe(0);
    expect(world.stdout).toContain("nibble(0b01110000) // 0b0111");
    expect(world.stdout).toMatch(/fills +1 cell\n +0b11110000 +0b1111/);
    expect(await readFile(join(at, "out.csv"), "utf8")).toBe(rows.replace(/,\n$/, ",0b1111\n"));
    const applied = new World();
    expect(await applied.knack("apply", join(lib, "nibble"), file)).toBe(0);
    expect(applied.stdout).toBe(rows.replace(/,\n$/, ",0b1111\n"));
  });

  it("are counted and taken for numbers", async () => {
    const values = "x,n\n0x12ab34,2\n0xff0000,31\n0x80ff00,16\n0x08ffff,1\n0x77aa10,\n";
    const at = await folder({ "counts.jsonl": COUNTS, "values.csv": values });
    const counting = new World();
    const options = ["--target", "n", ...QUICK, "-o", join(at, "out")];
    expect(await counting.knack("learn", join(at, "counts.jsonl"), ...options), counting.stderr).toBe(0);
    expect(counting.stdout).toContain('return x.toString(2).replaceAll("0", "").length;');
    expect(await readFile(join(at, "out"), "utf8")).toMatch(/\{"x":"0b0111",? ?"n":3\}\n$/);
    const world = new World();
    expect(await world.knack("learn", join(at, "values.csv"), ...options), world.stderr).toBe(0);
    expect(world.stdout).toContain("n(0x12ab34) // 2");
    expect(world.stdout).toContain("return x >>> 19;");
    expect(await readFile(join(at, "out"), "utf8")).toBe(values.replace(/,\n$/, ",14\n"));
  });
});

const COUNTS = ["0b0110,2", "0b0000,0", "0b1111,4", "0b0100,1", "0b0111"]
  .map((row) => row.split(","))
  .map(([x, n]) => `${JSON.stringify({ x, ...(n && { n: Number(n) }) })}\n`)
  .join("");
