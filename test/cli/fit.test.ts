/** @file `knack fit` as its users meet it. */

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { randomOf } from "../../src/language/random.ts";
import { loadModel } from "../../src/nets/saved/files.ts";
import { folder, World } from "./terminal.ts";

/** Points of the plane, and on which side of a line they lie. */
function points(count: number, seed = 1): string {
  const random = randomOf(seed);
  const rows = Array.from({ length: count }, () => {
    const [x, y] = [random.below(200) / 10 - 10, random.below(200) / 10 - 10];
    return `${x},${y},${x + y > 1 ? "above" : "below"}`;
  });
  return `x,y,side\n${rows.join("\n")}\n`;
}

/** One output for all. */
const same = `a,b\n${Array.from({ length: 20 }, (_, i) => `${i},one`).join("\n")}\n`;

const QUICK = ["--sizes", "16", "--steps", "120"];

describe("knack fit", () => {
  it("fits a net to a file, shows what it chose, and saves it", async () => {
    const at = await folder({ "points.csv": points(300) });
    const world = new World();
    expect(await world.knack("fit", join(at, "points.csv"), "-o", join(at, "side"), "--steps", "250")).toBe(
      0,
    );
    expect(world.stdout).toMatch(/^points\.csv: side from x, y · 300 rows$/m);
    expect(world.stdout).toMatch(/^chosen +(dense layers of|a linear map)/m);
    expect(world.stdout).toMatch(/rate 0\.003 · batch 16 · at most 250 steps .* seed 1$/m);
    const accuracy = Number(/^test +([\d.]+) % right/m.exec(world.stdout)?.[1]);
    expect(accuracy).toBeGreaterThan(90);
    expect((await readdir(at)).sort()).toEqual(["points.csv", "side.net.json", "side.net.safetensors"]);

    const model = await loadModel(join(at, "side"));
    const answers = await model.predict([
      [9, 9],
      [-9, -9],
    ]);
    expect(answers.map(({ value }) => value)).toEqual(["above", "below"]);
    expect(answers[0].confidence).toBeGreaterThan(0.9);
  });

  it("is the same for the same seed, byte for byte", async () => {
    const at = await folder({ "points.csv": points(80) });
    const path = join(at, "points.csv");
    for (const name of ["a", "b"])
      expect(await new World().knack("fit", path, "-o", join(at, name), ...QUICK)).toBe(0);
    expect(await new World().knack("fit", path, "-o", join(at, "c"), ...QUICK, "--seed", "2")).toBe(0);
    const bytes = (name: string): Promise<Buffer> => readFile(join(at, `${name}.net.safetensors`));
    // The name is in the file.
    const numbers = async (name: string): Promise<string> =>
      (await bytes(name)).subarray(-256).toString("hex");
    expect(await numbers("b")).toBe(await numbers("a"));
    expect(await numbers("c")).not.toBe(await numbers("a"));
  });

  it("goes on where Ctrl-C stopped it, to the same net", async () => {
    const at = await folder({ "points.csv": points(400) });
    const path = join(at, "points.csv");
    const long = ["--sizes", "32", "--steps", "6000", "--patience", "100"];
    const world = new World();
    const running = world.knack("fit", path, "-o", join(at, "cut"), ...long);
    const partial = join(at, "cut.net.partial");
    for (let i = 0; i < 2_000 && !(await readFile(partial).catch(() => undefined)); i++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(world.interrupt()).toBe(true);
    expect(await running).toBe(130);
    expect(world.stderr).toMatch(/stopped at step \d+; the same command goes on from there/);
    const again = new World();
    expect(await again.knack("fit", path, "-o", join(at, "cut"), ...long)).toBe(0);
    expect(again.stderr).toMatch(/going on from step [1-9]\d*/);
    expect(await readdir(at)).not.toContain("cut.net.partial");
    expect(await new World().knack("fit", path, "-o", join(at, "whole"), ...long)).toBe(0);
    const [cut, whole] = [await loadModel(join(at, "cut")), await loadModel(join(at, "whole"))];
    expect(cut.weights).toEqual(whole.weights);
  });

  it("leaves the net that was there where it is stopped before it has one", async () => {
    const at = await folder({ "points.csv": points(80) });
    const command = ["fit", join(at, "points.csv"), "-o", join(at, "m")];
    expect(await new World().knack(...command, ...QUICK)).toBe(0);
    const before = await readFile(join(at, "m.net.json"), "utf8");
    const world = new World();
    const running = world.knack(...command, "--sizes", "16", "--steps", "1000000", "--seed", "2");
    while (!world.interrupt()) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await running).toBe(130);
    expect(world.stderr).toMatch(/stopped before there was anything to go on from; nothing is saved/);
    expect(await readFile(join(at, "m.net.json"), "utf8")).toBe(before);
  });

  it("says at which step it diverged, and keeps what was good", async () => {
    const at = await folder({ "points.csv": points(80).replace("\n", "\n0,0,above\n") });
    const world = new World();
    const status = await world.knack(
      "fit",
      join(at, "points.csv"),
      "-o",
      join(at, "wild"),
      ...QUICK,
      "--rate",
      "100",
      "--decay",
      "10",
    );
    expect(status).toBe(1);
    expect(world.stderr).toMatch(
      /training diverged at step \d+: the loss is no longer a number; saved are the weights of step \d+; a smaller --rate than 100 may help/,
    );
    const model = await loadModel(join(at, "wild"));
    expect(Object.values(model.weights).every(({ data }) => data.every(Number.isFinite))).toBe(true);
  });

  it("is given the columns that are named, and says as what it sees them", async () => {
    const at = await folder({ "points.csv": points(80) });
    const world = new World();
    const argv = ["--sizes", "none", "--input", "x", "-o", join(at, "x"), "--steps", "200"];
    expect(await world.knack("fit", join(at, "points.csv"), ...argv)).toBe(0);
    expect(world.stdout).toMatch(/^points\.csv: side from x · 80 rows$/m);
    expect(world.stdout).toMatch(/^chosen +a linear map · 4 parameters$/m);
    expect(world.stdout).toMatch(/^sees +x: a number$/m);
    expect((await loadModel(join(at, "x"))).inputs.map(({ name }) => name)).toEqual(["x"]);
  });

  it("tests on the rows that it is given for that", async () => {
    const at = await folder({ "points.csv": points(80), "more.csv": points(30, 2) });
    const world = new World();
    const test = ["--test", join(at, "more.csv"), "-o", join(at, "m"), "--json"];
    expect(await world.knack("fit", join(at, "points.csv"), ...QUICK, ...test)).toBe(0);
    const line = JSON.parse(world.stdout) as { rows: object; test: { of: number } };
    expect(line.rows).toEqual({ training: 64, validation: 16, test: 30 });
    expect(line.test.of).toBe(30);
  });

  it("reads the test as the rows that it learned from, and passes on what is to be known of it", async () => {
    const rows = (xs: readonly string[]): string => `x;y\n${xs.map((x) => `${x};${x}`).join("\n")}\n`;
    const at = await folder({
      "a.csv": rows(Array.from({ length: 60 }, (_, i) => (i * 40 + 0.5).toFixed(1).replace(".", ","))),
      "b.csv": `${rows(["1.234", "2.001", "1.500"])}3;\n`,
    });
    const world = new World();
    const argv = ["-o", join(at, "m"), "--test", join(at, "b.csv"), "--sizes", "none", "--steps", "1500"];
    expect(await world.knack("fit", join(at, "a.csv"), ...argv, "--json"), world.stderr).toBe(0);
    expect(world.stderr).toContain("note: b.csv: 1 row without an output left out");
    const { test } = JSON.parse(world.stdout) as { test: { accuracy: number; of: number } };
    expect(test).toMatchObject({ of: 3 });
    expect(test.accuracy).toBeGreaterThan(0.9);
  });

  it.each([
    [[], /name one file or folder/],
    [
      ["points.csv", "--architecture", "transformer"],
      /--architecture transformer: give one of dense, convolution/,
    ],
    [["points.csv", "--sizes", "12,zero"], /--sizes zero: give a whole number from 1 to 4096/],
    [["points.csv", "--sizes", "12,,8"], /--sizes 12,,8: give whole numbers with a comma between/],
    [["points.csv", "--rate", "fast"], /--rate fast: give a number/],
    [["points.csv", "--seed", "1.5"], /--seed 1.5: give a whole number/],
    [
      ["points.csv", "--architecture", "convolution"],
      /no convolution net takes these inputs.*; leave the architecture out/,
    ],
    [["points.csv", "--target", "colour"], /colour/],
    [["points.csv", "--test", "few.csv"], /few\.csv: has a, b, where points\.csv has x, y, side/],
    [["points.csv", "--test", "odd.csv"], /[/]odd\.csv: row 2: this net knows no label "beside"/],
    [
      ["points.csv", "--test", "wide.csv"],
      /wide\.csv, row 2, column "x": has "far", where points\.csv has num/,
    ],
    [["points.csv", "-o", "nowhere/side"], /-o nowhere\/side.*: there is no folder/],
    [["points.csv", "--input", "colour"], /colour/],
    [["points.csv", "--input", "side"], /no column but the output has any value/],
    [["points.csv", "--architecture", "attention", "--sizes", "none"], /no attention net takes these inputs/],
    [["same.csv"], /same\.csv: column "b" has the same value in every row; there is nothing to learn/],
    [["points.csv", "-o", "."], /-o \.: is a folder; give a name in it/],
    [["points.csv", "-o", "side/"], /-o side\/: is a folder; give a name in it/],
    [["long.csv"], /column "a": "(long )+.*", a text of 100000 characters, is too long for a net: with 5 /],
    [["few.csv"], /few\.csv: 2 rows with an output; a net needs 10 at least/],
    [["nowhere.csv"], /nowhere\.csv/],
  ] as const)("refuses %j in one line", async (argv, message) => {
    const at = await folder({
      "points.csv": points(20),
      "few.csv": "a,b\n1,2\n3,4\n",
      "same.csv": same,
      "long.csv": `a,b\n${"long,x\nn,y\n".repeat(20)}${"long ".repeat(20_000)},y\n`,
      "wide.csv": "x,y,side\n1,2,above\nfar,4,below\n",
      "odd.csv": "x,y,side\n1,2,above\n3,4,beside\n5,6,below\n",
    });
    const world = new World();
    const placed = argv.map((arg) => (arg.endsWith(".csv") ? join(at, arg) : arg));
    expect(await world.knack("fit", ...placed)).toBe(2);
    expect(world.stderr).toMatch(message);
    expect(world.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(world.stdout).toBe("");
    expect((await readdir(at)).sort()).toEqual([
      "few.csv",
      "long.csv",
      "odd.csv",
      "points.csv",
      "same.csv",
      "wide.csv",
    ]);
  });

  it("says that it replaces another net, where the name is not given", async () => {
    const at = await folder({ "points.csv": points(40) });
    const before = process.cwd();
    onTestFinished(() => process.chdir(before));
    process.chdir(at);
    const noteOf = async (...argv: string[]): Promise<string> => {
      const world = new World();
      expect(await world.knack("fit", "points.csv", "--sizes", "none", "--steps", "5", ...argv)).toBe(0);
      return world.stderr;
    };
    expect(await noteOf()).toBe("");
    expect(await noteOf("--seed", "2")).toBe("");
    const sides =
      'points.net.json, which gives "side" from "x", "y", will be replaced; -o gives another name';
    expect(await noteOf("--target", "x", "-o", "points")).toBe("");
    expect(await noteOf()).toContain('which gives "x" from "y", "side", will be replaced');
    expect(await noteOf("--input", "x")).toBe(`knack: note: ${sides}\n`);
    await writeFile("points.net.json", "{}");
    expect(await noteOf()).toBe("");
  });

  it("begins again where what it finds is no interrupted training", async () => {
    const at = await folder({ "points.csv": points(80) });
    await writeFile(join(at, "m.net.partial"), "broken");
    const world = new World();
    expect(await world.knack("fit", join(at, "points.csv"), "-o", join(at, "m"), ...QUICK)).toBe(0);
    expect(world.stderr).toMatch(/note: .*m\.net\.partial: is damaged: .*; beginning again/);
  });
});
