/** Programs that call nets, through the command line: learned, saved, applied, checked, printed. */

import { execFileSync } from "node:child_process";
import { mkdir, readFile, rename, symlink, unlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { saveModel } from "../../src/nets/saved/files.ts";
import { Canvas, glyphNet, rowOf, single } from "../support/glyphs.ts";
import { pngFile } from "../support/pictures.ts";
import { folder, World } from "./terminal.ts";

const ROWS = [
  [3, 1],
  [4, 0, 7],
  [9, 2],
  [5, 8, 6],
  [7, 7, 1, 2],
  [2, 3, 5],
];
const OPEN = [[1, 1, 1], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], [6]];
const sum = (row: readonly number[]): number => row.reduce((total, digit) => total + digit, 0);

let at: string;
const path = (name: string): string => join(at, name);

beforeEach(async () => {
  at = await folder();
  await mkdir(path("rows"));
  const all = [...ROWS, ...OPEN];
  for (const [i, row] of all.entries()) await writeFile(path(`rows/${i}.png`), rowOf(row).png);
  const line = (i: number, output: string): string => `rows/${i}.png,${output}\n`;
  const filled = ROWS.map((row, i) => line(i, String(sum(row))));
  const open = OPEN.map((_, i) => line(ROWS.length + i, ""));
  await writeFile(path("rows.csv"), `scan,total\n${[...filled, ...open].join("")}`);
  const next = OPEN.map((_, i) => `rows/${ROWS.length + i}.png\n`);
  await writeFile(path("more.csv"), `scan\n${next.join("")}`);
  await saveModel(path("glyphs"), glyphNet());
});

async function learned(world = new World(), file = "rows.csv"): Promise<World> {
  const options = [
    "--net",
    path("glyphs.net.json"),
    "--save",
    path("lib"),
    "--budget",
    "2e4c",
    "--target",
    "total",
  ];
  expect(await world.knack("learn", path(file), ...options), world.stderr).toBe(0);
  return world;
}

const apply = async (file: string, ...options: string[]): Promise<World> => {
  const world = new World();
  expect(await world.knack("apply", path("lib/total"), path(file), ...options), world.stderr).toBe(0);
  return world;
};

describe("a program that calls a net", () => {
  it("is learned from rows of pictures, saved, applied with how sure it is, and checked", async () => {
    const { stdout } = await learned();
    expect(stdout).toContain("eachGlyphs(scan)");
    expect(stdout).toMatch(/rows\/7\.png +45/);
    const module = JSON.parse(await readFile(path("lib/total.knack.json"), "utf8"));
    expect(module.program).toBe("(sum (eachGlyphs $1))");
    expect(module.nets).toEqual([
      { file: "../glyphs.net.json", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    const applied = await apply("more.csv");
    expect(applied.stdout).toMatch(
      /^scan,total,total confidence\nrows\/6\.png,3,[01][.\d]*\nrows\/7\.png,45,0?[.\d]+\nrows\/8\.png,6,/,
    );
    const checked = new World();
    expect(await checked.knack("check", path("lib/total"), path("rows.csv")), checked.stdout).toBe(0);
    expect(checked.stdout).toContain("total holds: 6 examples; 9 rows");
  });

  it("leaves rows empty that the net is not sure enough of, or says nothing of it", async () => {
    await learned();
    const blurred = single(8).pixels.map((level, i) => Math.round(level * 0.5 + single(0).pixels[i] * 0.5));
    const unsure = new Canvas(14, 14);
    for (const [i, level] of blurred.entries()) unsure.dot((i % 12) + 1, Math.floor(i / 12) + 1, level);
    await writeFile(path("rows/7.png"), unsure.png);
    const { stdout, stderr } = await apply("more.csv", "--least", "0.95", "--no-confidence");
    expect(stdout).toBe("scan,total\nrows/6.png,3\nrows/7.png,\nrows/8.png,6\n");
    expect(stderr).toMatch(
      /^knack: 1 row left empty: the net is less than 0\.95 sure of what it read \(row 2\)/,
    );
  });

  it("fills jsonl, and columns that are there, and keeps what is filled", async () => {
    await learned();
    await writeFile(
      path("more.jsonl"),
      '{"scan": "rows/6.png"}\n{"scan": "rows/8.png", "total": 1}\n{"scan": ""}\n',
    );
    const { stdout } = await apply("more.jsonl");
    expect(stdout).toMatch(
      /^\{"scan": "rows\/6\.png", "total": 3, "total confidence": [.\d]+\}\n\{"scan": "rows\/8\.png", "total": 1\}\n\{"scan": ""\}\n$/,
    );
    await writeFile(path("beside.csv"), "total confidence,total,scan\n,,rows/6.png\n0.5,4,rows/8.png\n");
    expect((await apply("beside.csv")).stdout).toMatch(
      /^total confidence,total,scan\n[.\d]+,3,rows\/6\.png\n0\.5,4,rows\/8\.png\n$/,
    );
  });

  it("is printed as code that type-checks, and runs", async () => {
    await learned();
    const source = await readFile(path("lib/total.ts"), "utf8");
    const nets = resolve("src/nets/index.ts");
    await writeFile(path("lib/run.ts"), source.replaceAll('"knack-ts/nets"', JSON.stringify(nets)));
    const { default: total } = await import(/* @vite-ignore */ path("lib/run.ts"));
    const { loadPicture } = await import("../../src/nets/index.ts");
    expect(total(await loadPicture(path("rows/7.png")))).toBe(45);
    expect(total(rowOf([9, 9]).picture)).toBe(18);
    expect(total(new Canvas(9, 9).picture)).toBeUndefined();

    await unlink(path("lib/run.ts"));
    const packages = path("node_modules/knack-ts");
    await mkdir(packages, { recursive: true });
    const exports = { "./nets": { types: "./src/nets/index.ts", default: "./src/nets/index.ts" } };
    await writeFile(
      join(packages, "package.json"),
      JSON.stringify({ name: "knack-ts", type: "module", exports }),
    );
    await symlink(resolve("src"), join(packages, "src"));
    await symlink(resolve("node_modules/@types"), path("node_modules/@types"));
    const { compilerOptions } = JSON.parse(await readFile("tsconfig.json", "utf8"));
    await writeFile(path("package.json"), '{"type": "module"}');
    await writeFile(path("tsconfig.json"), JSON.stringify({ compilerOptions, include: ["lib/*.ts"] }));
    const tsc = resolve("node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [tsc, "-p", at], { encoding: "utf8" });
  });

  it("goes on with its examples when it is learned again, with a net that was fitted again", async () => {
    await learned();
    await saveModel(path("glyphs"), glyphNet("glyphs", "0123456789".split("")));
    const stale = new World();
    expect(await stale.knack("apply", path("lib/total"), path("more.csv"))).toBe(2);
    expect(stale.stderr).toMatch(
      /glyphs\.net\.json: is not the net that this was learned with: it was fitted again, or replaced; restore it, or learn again with --net/,
    );
    await learned();
    expect((await apply("more.csv")).stdout).toContain("rows/7.png,45,");
  });

  it("is passed on, renamed, and finds its net from where it lies", async () => {
    await learned();
    const run = async (...argv: string[]): Promise<void> => {
      const world = new World();
      expect(await world.knack("library", ...argv), world.stderr).toBe(0);
    };
    await run("export", path("lib/total"), "-o", path("all.txt"));
    await run("import", path("all.txt"), "--library", path("other"));
    await run("rename", path("other/total"), "all of them");
    const world = new World();
    expect(await world.knack("apply", path("other/all-of-them"), path("more.csv")), world.stderr).toBe(0);
    expect(world.stdout).toContain("rows/7.png,45,");
    expect(await readFile(path("other/all-of-them.ts"), "utf8")).toContain('new URL("../glyphs.net.json"');
  });

  it("is asked about with --explain", async () => {
    const world = new World();
    const program = "(largest (eachGlyphs $1))";
    const options = ["--net", path("glyphs.net.json"), "--target", "total", "--budget", "2e4c"];
    expect(await world.knack("learn", path("rows.csv"), ...options, "--explain", program), world.stderr).toBe(
      0,
    );
    expect(world.stdout).toContain("largest");
  });

  it("takes answers that name pictures as the file does", async () => {
    await writeFile(path("answers.jsonl"), '{"task": "total", "inputs": ["rows/8.png"], "output": 6}\n');
    const world = new World();
    const options = [
      "--net",
      path("glyphs.net.json"),
      "--budget",
      "2e4c",
      "--answers",
      path("answers.jsonl"),
      "--target",
      "total",
    ];
    expect(await world.knack("learn", path("rows.csv"), ...options), world.stderr).toBe(0);
    expect(world.stdout).toContain("7 of 7 examples");
  });
});

describe("what cannot be used", () => {
  const wrong = async (message: RegExp, ...argv: string[]): Promise<void> => {
    const world = new World();
    expect(await world.knack(...argv), world.stdout + world.stderr).toBe(2);
    expect(world.stderr).toMatch(message);
    expect(world.stderr.trim().split("\n")).toHaveLength(1);
  };
  const learn = (message: RegExp, file = "rows.csv", net = "glyphs.net.json"): Promise<void> =>
    wrong(message, "learn", path(file), "--net", path(net), "--target", "total");

  it("is a net that is missing, or no net, or two of one name", async () => {
    await learn(/there is no net .*none\.net\.json/, "rows.csv", "none.net.json");
    await writeFile(path("odd.net.json"), "{}");
    await writeFile(path("odd.net.safetensors"), "");
    await learn(/odd\.net\.json/, "rows.csv", "odd.net.json");
    await mkdir(path("other"));
    await saveModel(path("other/glyphs"), glyphNet());
    const nets = ["--net", path("glyphs.net.json"), "--net", path("other/glyphs.net.json")];
    await wrong(/is called like .*glyphs\.net\.json/, "learn", path("rows.csv"), ...nets);
  });

  it("is a file without pictures", async () => {
    await writeFile(path("plain.csv"), "a,total\n1,2\n2,4\n3,\n4,\n");
    await learn(/plain\.csv: no column names PNG or JPEG files/, "plain.csv");
  });

  it.each<[what: string, bytes: Uint8Array | undefined, message: RegExp]>([
    ["is not there", undefined, /rows\.csv, row 2, "rows\/1\.png": there is no such file/],
    ["is empty", new Uint8Array(0), /row 2, "rows\/1\.png": the file is empty; PNG and JPEG are accepted/],
    ["is no picture", Buffer.from("hello"), /row 2, "rows\/1\.png": this is no picture/],
    [
      "is far too large",
      pngFile({ width: 20_000, height: 20_000, depth: 8, colour: 0, lines: [0] }),
      /row 2, "rows\/1\.png": a PNG of 20000 × 20000 pixels; at most 16 megapixels/,
    ],
  ])("is a picture that %s", async (_, bytes, message) => {
    if (bytes) await writeFile(path("rows/1.png"), bytes);
    else await unlink(path("rows/1.png"));
    await learn(message);
  });

  it("is a picture out of the folder, unless by its whole path", async () => {
    await mkdir(path("in"));
    const csv = await readFile(path("rows.csv"), "utf8");
    await writeFile(path("in/rows.csv"), csv.replaceAll("rows/", "../rows/"));
    await learn(/row 1, "\.\.\/rows\/0\.png": leads out of the folder of the file/, "in/rows.csv");
    await symlink(path("rows"), path("in/rows"));
    await writeFile(path("in/linked.csv"), csv);
    await learn(/row 1, "rows\/0\.png": leads out of the folder/, "in/linked.csv");
    await writeFile(path("in/whole.csv"), csv.replaceAll("rows/", `${path("rows")}/`));
    await learned(new World(), "in/whole.csv");
  });

  it("is, for apply, left empty and told", async () => {
    await learned();
    await writeFile(path("rows/7.png"), new Canvas(30, 12).png);
    await unlink(path("rows/8.png"));
    const { stdout, stderr } = await apply("more.csv", "--no-confidence");
    expect(stdout).toBe("scan,total\nrows/6.png,3\nrows/7.png,\nrows/8.png,\n");
    expect(stderr).toMatch(
      /2 rows left empty: total has no value there \(row 2, 3\); .*row 3, "rows\/8\.png": there is no such file/,
    );
    await rename(path("glyphs.net.json"), path("gone.json"));
    await wrong(/there is no net .*glyphs\.net\.json/, "apply", path("lib/total"), path("more.csv"));
  });

  it("is a confidence that is none", async () => {
    await learned();
    await wrong(
      /--least 2: give a probability/,
      "apply",
      path("lib/total"),
      path("more.csv"),
      "--least",
      "2",
    );
  });
});
