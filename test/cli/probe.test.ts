import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { folder, World } from "./terminal.ts";

async function fitted(
  csv: string,
  ...options: string[]
): Promise<{ readonly dir: string; readonly model: string }> {
  const dir = await folder({ "data.csv": csv });
  const model = join(dir, "model");
  const world = new World();
  const status = await world.knack("fit", join(dir, "data.csv"), "-o", model, "--steps", "60", ...options);
  expect(status, world.stderr).toBe(0);
  return { dir, model };
}

const readShape = (name: string): Promise<string> => readFile(`examples/geometry/${name}.csv`, "utf8");

describe("knack probe --geometry", () => {
  it("shows a net layer by layer on the rows that it never saw, and saves what it shows", async () => {
    const { dir, model } = await fitted(await readShape("rings"), "--sizes", "4,5", "--activation", "tanh");
    const files = ["png", "svg", "json"].map((kind) => join(dir, `rings.${kind}`));
    const world = new World();
    const status = await world.knack(
      "probe",
      model,
      "--geometry",
      ...files.flatMap((file) => [`--${file.split(".").at(-1)}`, file]),
    );
    expect(status, world.stderr).toBe(0);
    const lines = world.stdout.split("\n");
    expect(lines[0]).toBe(
      "model: part from x, y, z · 120 rows of data.csv, which the net never saw, through dense layers of 4, 5 units",
    );
    expect(lines[1]).toMatch(/^after +linear probe +neighbours +between \/ within +directions +surface$/);
    expect(lines.slice(2, 6).map((line) => line.split(/ {2,}/).slice(0, 2))).toEqual([
      ["input", "3 numbers, all shown"],
      ["dense 4, tanh", expect.stringMatching(/^4 numbers, \d+\.\d % shown$/)],
      ["dense 5, tanh", expect.stringMatching(/^5 numbers, \d+\.\d % shown$/)],
      ["output", "2 numbers, all shown"],
    ]);
    expect(decode(await readFile(files[0])).width).toBeGreaterThan(900);
    expect(await readFile(files[1], "utf8")).toMatch(/^<svg .*<\/svg>\n$/s);
    const json = JSON.parse(await readFile(files[2], "utf8"));
    expect(json.layers).toHaveLength(4);
    expect(json.layers[2].points).toHaveLength(120);
    expect(json.labels.names).toEqual(["first ring", "second ring"]);
  });

  it("takes other rows, whichever way their columns stand, and numbers as what a net gives", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i % 7, i % 5, (i % 7) - 2 * (i % 5)]);
    const csv = (order: readonly number[], head: string): string =>
      `${[head, ...rows.map((row) => order.map((k) => row[k]).join(","))].join("\n")}\n`;
    const { dir, model } = await fitted(csv([0, 1, 2], "a,b,sum"), "--architecture", "dense", "--sizes", "6");
    const other = await folder({ "other.csv": csv([2, 1, 0], "sum,b,a") });
    const one = new World();
    expect(await one.knack("probe", model, "--geometry", "--json", "-"), one.stderr).toBe(0);
    const two = new World();
    expect(
      await two.knack(
        "probe",
        model,
        join(other, "other.csv"),
        "--geometry",
        "--json",
        "-",
        "--target",
        "sum",
      ),
      two.stderr,
    ).toBe(0);
    expect(JSON.parse(two.stdout).layers).toEqual(JSON.parse(one.stdout).layers);
    expect(JSON.parse(one.stdout).labels.kind).toBe("numbers");
    expect(JSON.parse(one.stdout).layers[0].measures).not.toHaveProperty("scatter");

    await rm(join(dir, "data.csv"));
    const gone = new World();
    expect(await gone.knack("probe", model, "--geometry")).toBe(2);
    expect(gone.stderr).toMatch(/data\.csv: is what .* was fitted on, and is not there; name a FILE or DIR/);
    const odd = await folder({ "odd.csv": "b,c,d,sum\n1,2,3,4\n1,2,3,5\n4,5,6,7\n" });
    const lacking = new World();
    expect(await lacking.knack("probe", model, join(odd, "odd.csv"), "--geometry")).toBe(2);
    expect(lacking.stderr).toMatch(/odd\.csv: has no "a", which model takes/);
  });

  it("reads no column that the net is not given, such as names of pictures that are not there", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [`${i}.png`, i % 7, i % 5, (i % 7) - (i % 5)].join());
    const csv = `${["file,a,b,sum", ...rows].join("\n")}\n`;
    const { model } = await fitted(csv, "--input", "a", "--input", "b", "--sizes", "3");
    const world = new World();
    expect(await world.knack("probe", model, "--geometry"), world.stderr).toBe(0);
    expect(world.stderr).toBe("");
    expect(world.stdout).toMatch(/^model: sum from a, b · 40 rows of data\.csv/);
  });

  it("reads another table as the net's own, not as what its cells would be by themselves", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [["red", "7", "8"][i % 3], i % 5, i % 3 > 0].join());
    const { dir, model } = await fitted(`${["code,a,is", ...rows].join("\n")}\n`, "--sizes", "3");
    await writeFile(join(dir, "more.csv"), "code,a,is\n7,1,true\n8,2,true\n7,3,true\n7,0,false\n");
    const world = new World();
    expect(await world.knack("probe", model, join(dir, "more.csv"), "--geometry"), world.stderr).toBe(0);
    expect(world.stdout).toContain("4 rows of more.csv");
    await writeFile(join(dir, "odd.csv"), "code,a,is\n7,one,true\n8,2,false\n");
    expect(await world.knack("probe", model, join(dir, "odd.csv"), "--geometry")).toBe(2);
    expect(world.stderr).toMatch(/odd\.csv, row 1, column "a": has "one", where model has whole numbers/);
  });

  it("tries nets of several widths on a shape, and shows the best", async () => {
    const world = new World();
    const status = await world.knack(
      ...["probe", "--geometry", "--example", "nested", "--widths", "1,3", "--depths", "1", "--seeds", "1"],
      ...["--points", "60"],
    );
    expect(status, world.stderr).toBe(0);
    const [, , narrow, wide] = world.stdout.split("\n");
    expect(narrow).toMatch(/^1 of width 1 +[5-9]\d\.\d\d %$/);
    expect(wide).toMatch(/^1 of width 3 +(100\.00|99\.\d\d) %$/);
    expect(world.stdout).toContain("in the plane · 60 points, through a net of 2-3-2\n");
    expect(world.stdout).toContain("No net of width 1 or 2 parts");
  }, 60_000);

  it("stops at Ctrl-C", async () => {
    const world = new World();
    const done = world.knack("probe", "--geometry", "--example", "rings", "--seeds", "100");
    await world.until(/hidden layers/);
    while (!world.interrupt()) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await done).toBe(130);
  }, 60_000);

  it.each([
    [["--geometry", "--example", "ring"], /there are rings, nested, spirals, sheet; did you mean rings\?/],
    [["--geometry", "--example", "rings", "--widths", "0"], /--widths 0: give a whole number from 1 to 256/],
    [["--geometry", "--example", "rings", "--activation", "sine"], /give tanh or relu/],
    [
      ["--geometry", "--example", "rings", "--png", "no/such/folder.png"],
      /there is no folder "no\/such"; make it first/,
    ],
    [["model", "--geometry", "--widths", "3"], /--widths: goes with --example/],
    [["model", "--geometry", "--points", "2"], /--points 2: give a whole number from 3 to 1000/],
    [["no-such-model", "--geometry"], /there is no net no-such-model\.net\.json/],
    [["model"], /say what to look at: --geometry, --near WORD or --analogy A B C/],
    [["model", "--geometry", "--near", "x"], /only one of these at a time/],
  ])("refuses %j", async (argv, complaint) => {
    const world = new World();
    expect(await world.knack("probe", ...argv)).toBe(2);
    expect(world.stderr).toMatch(complaint);
    expect(world.stdout).toBe("");
  });
});

describe("knack probe --near and --analogy", () => {
  /** What is said of animals is one thing, and of machines another. */
  const csv = (): string => {
    const [animals, machines] = [
      ["cat", "dog", "cow"],
      ["car", "bus", "van"],
    ];
    const said = [
      ["eats", "sleeps", "runs"],
      ["rusts", "honks", "brakes"],
    ];
    const rows = [animals, machines].flatMap((names, kind) =>
      names.flatMap((name) =>
        said[kind].flatMap((verb) => [0, 1, 2].map(() => `${name} ${verb},${["alive", "made"][kind]}`)),
      ),
    );
    return `${["text,kind", ...rows].join("\n")}\n`;
  };

  it("have words of a kind near one another", async () => {
    const { model } = await fitted(csv(), "--architecture", "dense", "--sizes", "3", "--steps", "300");
    const world = new World();
    expect(await world.knack("probe", model, "--near", "cat", "--top", "4"), world.stderr).toBe(0);
    const words = world.stdout
      .trim()
      .split("\n")
      .map((line) => line.split(/ +/)[0]);
    expect(words).toHaveLength(4);
    for (const word of words) expect(["dog", "cow", "eats", "sleeps", "runs"]).toContain(word);
    const other = new World();
    expect(
      await other.knack("probe", model, "--analogy", "cat", "car", "eats", "--json", "-"),
      other.stderr,
    ).toBe(0);
    expect(JSON.parse(other.stdout)[0]).toEqual({ word: expect.any(String), cosine: expect.any(Number) });
    const unknown = new World();
    expect(await unknown.knack("probe", model, "--near", "catt")).toBe(2);
    expect(unknown.stderr).toMatch(
      /"catt": is none of the \d+ words that the net learned; did you mean "cat"\?/,
    );
  });

  it("are refused of nets that read no text", async () => {
    const { model } = await fitted(await readShape("nested"), "--sizes", "2");
    const world = new World();
    expect(await world.knack("probe", model, "--near", "disc")).toBe(2);
    expect(world.stderr).toMatch(/learned no vectors of words/);
  });
});
