/** `knack apply` with a net: tables and folders filled with what it says, and how sure it is. */

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encode } from "fast-png";
import { beforeEach, describe, expect, it } from "vitest";
import writeExcelFile from "write-excel-file/node";
import { saveModel } from "../../src/nets/saved/files.ts";
import { readTable } from "../../src/tasks/sheet.ts";
import { Canvas, glyphNet, single } from "../support/glyphs.ts";
import { folder, World } from "./terminal.ts";

let at: string;
const path = (name: string): string => join(at, name);

beforeEach(async () => {
  at = await folder();
  await mkdir(path("scans"));
  for (const label of [0, 4, 7]) {
    const { width, height, pixels: data } = single(label);
    await writeFile(path(`scans/${label}.png`), encode({ width, height, channels: 1, depth: 8, data }));
  }
  await saveModel(path("glyphs"), glyphNet());
});

async function apply(data: string, ...options: string[]): Promise<World> {
  const world = new World();
  expect(await world.knack("apply", path("glyphs.net.json"), path(data), ...options), world.stderr).toBe(0);
  return world;
}

describe("a net", () => {
  it("tells what the pictures of a folder are", async () => {
    await writeFile(path("scans/readme.txt"), "no picture");
    const { stdout } = await apply("scans");
    expect(stdout).toMatch(
      /^file,label,label confidence\n0\.png,0,[01][.\d]*\n4\.png,4,[01][.\d]*\n7\.png,7,[01][.\d]*\n$/,
    );
    expect((await apply("scans", "--no-confidence")).stdout).toBe("file,label\n0.png,0\n4.png,4\n7.png,7\n");
  });

  it("fills a column of a table, and keeps what is filled", async () => {
    await writeFile(path("a.csv"), "scan,label\nscans/7.png,\nscans/0.png,9\nscans/4.png,\n");
    const { stdout } = await apply("a.csv", "--columns", "image=scan", "--no-confidence");
    expect(stdout).toBe("scan,label\nscans/7.png,7\nscans/0.png,9\nscans/4.png,4\n");
    await apply("a.csv", "--columns", "image=scan", "--overwrite", "-o", path("b.csv"));
    expect(await readFile(path("b.csv"), "utf8")).toMatch(
      /^scan,label,label confidence\nscans\/7\.png,7,[.\d]+\nscans\/0\.png,0,[.\d]+\n/,
    );
  });

  it("leaves the old output file and no other on Ctrl-C", async () => {
    await writeFile(path("a.csv"), `image,label\n${"scans/7.png,\n".repeat(3000)}`);
    await writeFile(path("out.csv"), "old");
    const before = (await readdir(at)).sort();
    const world = new World();
    const done = world.knack("apply", path("glyphs.net.json"), path("a.csv"), "-o", path("out.csv"));
    while (!world.interrupt()) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await done).toBe(130);
    expect(world.stderr).toMatch(/stopped; nothing was written/);
    expect(await readFile(path("out.csv"), "utf8")).toBe("old");
    expect((await readdir(at)).sort()).toEqual(before);
  });

  it("leaves empty what it is not sure of, or cannot look at, and says so", async () => {
    await writeFile(path("scans/8.png"), "no picture");
    await writeFile(path("scans/9.png"), new Canvas(12, 12, 120).png);
    const { stdout, stderr } = await apply("scans", "--least", "0.9", "--no-confidence");
    expect(stdout).toContain("8.png,\n9.png,\n");
    expect(stderr).toMatch(/less than 0\.9 sure/);
    expect(stderr).toMatch(/1 row left empty: .*8\.png: this is no picture/);
  });

  describe("fitted on numbers with decimal commas", () => {
    beforeEach(async () => {
      const number = (x: number): string => x.toFixed(1).replace(".", ",");
      const lines = Array.from({ length: 40 }, (_, i) => {
        const x = ((i * 7) % 40) / 4 - 5;
        return `${number(x)};${i % 2 ? "TRUE" : "False"};${number(i % 2 ? x + 4 : x)}`;
      });
      await writeFile(path("a.csv"), `x;more;y\n${lines.join("\n")}\n`);
      const world = new World();
      const argv = ["fit", path("a.csv"), "-o", path("a"), "--sizes", "none", "--steps", "600"];
      expect(await world.knack(...argv), world.stderr).toBe(0);
      expect(world.stdout).toContain("x: a number · more: a truth value");
    });

    /** What apply makes of the table, and what it says. */
    async function filled(table: string, ...options: string[]): Promise<World> {
      const world = new World();
      const status = await world.knack("apply", path("a.net.json"), path(table), ...options);
      expect(status, world.stderr).toBe(0);
      return world;
    }

    it("reads a table as the one that it was fitted on, and writes its numbers as that does", async () => {
      await writeFile(path("b.csv"), "x;more;y\n+2,5;TRUE;\n-2,5;false;\nmuch;true;\n");
      const { stdout, stderr } = await filled("b.csv");
      const cells = stdout.split("\n").map((line) => line.split(";")[2]);
      expect(cells[1]).toMatch(/^\d,\d+$/);
      expect(Math.abs(Number(cells[1].replace(",", ".")) - 6.5)).toBeLessThan(1);
      expect(Math.abs(Number(cells[2].replace(",", ".")) + 2.5)).toBeLessThan(1);
      expect(cells[3]).toBe("");
      expect(stderr).toContain('1 row left empty: row 3: "x" has "much", which the net was not fitted on');
    });

    it("reads and writes points where commas part the cells, whatever a cell would be by itself", async () => {
      await writeFile(path("b.csv"), "x,more,y\n1.125,false,\n0.125,false,\n-2.5,false,\n");
      const { stdout, stderr } = await filled("b.csv");
      const [, ...answers] = stdout
        .trim()
        .split("\n")
        .map((line) => line.split(",").slice(2).join());
      for (const [i, x] of [1.125, 0.125, -2.5].entries())
        expect(Math.abs(Number(answers[i]) - x), answers[i]).toBeLessThan(1);
      expect(stderr).not.toContain("left empty");
    });

    it("writes numbers, not texts, into jsonl and xlsx", async () => {
      await writeFile(path("b.jsonl"), '{"x": 2.5, "more": true}\n');
      const { y } = JSON.parse((await filled("b.jsonl")).stdout) as { y: unknown };
      const header = ["x", "more", "y"].map((value) => ({ value }));
      const book = await writeExcelFile([header, [{ value: 2.5 }, { value: true }, null]]).toBuffer();
      await writeFile(path("b.xlsx"), new Uint8Array(book));
      await filled("b.xlsx", "-o", path("c.xlsx"));
      const table = await readTable({ name: "c.xlsx", bytes: await readFile(path("c.xlsx")) });
      for (const value of [y, table.read(2, "target").values[0]]) {
        expect(value).toBeTypeOf("number");
        expect(Math.abs((value as number) - 6.5)).toBeLessThan(1);
      }
    });
  });

  it("takes a cell for missing where fit does", async () => {
    const bonus = { red: 20, blue: -20, "": 60 };
    const lines = Array.from({ length: 90 }, (_, i) => {
      const colour = (["red", "blue", ""] as const)[i % 3];
      const size = i % 5 === 0 ? undefined : i % 7;
      return `${colour},${size ?? ""},${bonus[colour] + (size ?? 40)}`;
    });
    await writeFile(path("a.csv"), `colour,size,y\n${lines.join("\n")}\n`);
    const fitted = new World();
    const argv = ["fit", path("a.csv"), "-o", path("a"), "--sizes", "none", "--steps", "2000"];
    expect(await fitted.knack(...argv), fitted.stderr).toBe(0);
    await writeFile(path("b.csv"), "colour,size\nred,3\n,3\n,\n");
    const rows = [{ colour: "red", size: 3 }, { colour: null, size: 3 }, {}];
    const keys = '{"colour": "blue", "size": 1, "y": 0}\n';
    await writeFile(path("b.jsonl"), keys + rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    for (const table of ["b.csv", "b.jsonl"]) {
      const world = new World();
      expect(await world.knack("apply", path("a.net.json"), path(table)), world.stderr).toBe(0);
      expect(world.stderr).toBe("");
      const answers = world.stdout.trim().split("\n").slice(1);
      for (const [i, y] of [23, 63, 100].entries())
        expect(Math.abs(Number(/-?[\d.]+(?=}?$)/.exec(answers[i])?.[0]) - y), answers[i]).toBeLessThan(6);
    }
    await writeFile(path("a.csv"), `colour,y\n${"red,1\nblue,2\n".repeat(20)}`);
    const again = new World();
    const linear = ["--sizes", "none", "--steps", "50"];
    expect(await again.knack("fit", path("a.csv"), "-o", path("a"), ...linear), again.stderr).toBe(0);
    await writeFile(path("b.csv"), "colour,y\n,\n");
    const world = new World();
    expect(await world.knack("apply", path("a.net.json"), path("b.csv"), "--no-confidence")).toBe(0);
    expect(world.stdout).toBe("colour,y\n,\n");
    expect(world.stderr).toContain('row 1: "colour" is empty, which the net was not fitted on');
  });

  it("is no failure where no file can be read, as with modules", async () => {
    await writeFile(path("a.csv"), "image\nnone.png\nneither.png\n");
    const { stdout, stderr } = await apply("a.csv", "--no-confidence");
    expect(stdout).toBe("image,label\nnone.png,\nneither.png,\n");
    expect(stderr).toMatch(/^knack: 2 rows left empty: .*row 1, "none\.png": there is no such file/);
  });

  it.each<[what: string, argv: (at: string) => string[], message: RegExp]>([
    ["a folder without pictures", (at) => [join(at, "glyphs.net.json"), at], /holds no PNG or JPEG files/],
    ["a net that is not there", (at) => [join(at, "none.net.json"), join(at, "scans")], /there is no net/],
    [
      "a table without its column",
      (at) => [join(at, "glyphs.net.json"), join(at, "odd.csv")],
      /odd\.csv: no column "image"/,
    ],
  ])("refuses %s", async (_, argv, message) => {
    await writeFile(path("odd.csv"), "a,b\n1,2\n");
    const world = new World();
    expect(await world.knack("apply", ...argv(at))).toBe(2);
    expect(world.stderr).toMatch(message);
    expect(world.stderr.trim().split("\n")).toHaveLength(1);
  });
});
