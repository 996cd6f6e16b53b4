import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { taskText } from "../contrast/files.ts";
import { folder, World } from "./terminal.ts";

const task = async (fields: Readonly<Record<string, string>> = {}): Promise<string> =>
  join(await folder({ "task.ts": taskText(fields) }), "task.ts");

/** Nets that are fitted for as long as a test may take. */
const brief = (seconds: number) => ["--samples", "100", "--seeds", "1", "--net-budget", `${seconds}s`];

const contrasted = async (...argv: string[]) => {
  const world = new World();
  const status = await world.knack("contrast", ...argv);
  return { status, stdout: world.stdout, stderr: world.stderr };
};

describe("knack contrast", () => {
  it("prints the program, the curves and the figures", async () => {
    const { status, stdout, stderr } = await contrasted(await task(), ...brief(15));
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringMatching(/^(knack: note: .*\n)*$/),
    });
    expect(stdout).toMatch(/^double\n/);
    expect(stdout).toMatch(/program {3}found from \d examples/);
    expect(stdout).toContain("export function double(x: number): number {");
    expect(stdout).toMatch(/● program( +100 %){6}\n/);
    expect(stdout).toMatch(/○ net( +\d+ %){6}\n/);
    expect(stdout).toMatch(/× nearest neighbour( +\d+ %){6}\n/);
    expect(stdout).not.toMatch(/ +\n/);
  });

  it("prints one JSON object: of all that time does not end the same for the same seed", async () => {
    const path = await task();
    const measured = async (...more: string[]) => {
      const { stdout } = await contrasted(path, "--json", ...brief(2), "--budget", "100000c", ...more);
      return JSON.parse(stdout.replaceAll(/"seconds":[\d.]+/g, '"seconds":0'));
    };
    const first = await measured();
    expect(first).toMatchObject({
      task: "double",
      inputs: [{ name: "x", type: "int" }],
      output: "int",
      axis: "magnitude",
      reaches: [1, 2, 4, 8, 16, 32],
      seed: 1,
      tests: 200,
      tolerance: null,
      program: { found: true, examples: 8 },
      stopped: false,
    });
    expect(first.program.scores.at(-1)).toEqual({ reach: 32, right: 200, of: 200 });
    const neighbours = ({ runs }: typeof first) =>
      runs.filter(({ learner }: { learner: string }) => learner === "neighbour");
    expect(neighbours(first)).toHaveLength(1);
    const again = await measured();
    expect([again.program, neighbours(again)]).toEqual([first.program, neighbours(first)]);
    expect((await measured("--seed", "2")).program.typescript).not.toBe(first.program.typescript);
  });

  it("leaves a side out on request", async () => {
    const path = await task();
    const alone = await contrasted(path, "--no-net", "--json");
    expect(JSON.parse(alone.stdout)).toMatchObject({ program: { found: true }, runs: [] });
    const nets = await contrasted(path, "--no-program", "--json", ...brief(2));
    expect(JSON.parse(nets.stdout).program).toBeNull();
  });

  it("compiles the program into a net on request", { timeout: 180_000 }, async () => {
    const bits = await task({
      signature: '{ inputs: [{ name: "xs", type: "list<int>" }], output: "int" }',
      axis: '"length"',
      reference: "(xs) => xs.at(-1)",
      sample: "(random, reach) => [random.times(random.between(1, 4 * reach), () => random.between(0, 1))]",
      reaches: "[1, 2, 4]",
    });
    const options = ["--compile", "--no-net", "--budget", "5000c", "--samples", "200"];
    const { status, stdout } = await contrasted(bits, ...options);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /compiled {2}recurrent, 1 layer of 3 · 56 parameters, none trained · lists of any length/,
    );
    expect(stdout).toContain("equal to the program on all 511 inputs: 2 symbols, up to 8 items");
    expect(stdout).toMatch(/◆ compiled net( +100 %){3}\n/);
    const { compiled } = JSON.parse((await contrasted(await task(), ...options, "--json")).stdout);
    expect(compiled.net).toBeNull();
    expect(compiled.why).toMatch(/^the program compiles to no net/);
  });

  it("says in words that no program was found", async () => {
    const path = await task({
      signature: '{ inputs: [{ name: "x", type: "int" }], output: "text" }',
      reference: "(x) => [...String(x * x + 7)].map((d) => 'qzxkvbwjyp'[d]).sort().join(x % 3 ? '-' : '')",
    });
    const { status, stdout } = await contrasted(path, "--no-net", "--budget", "2000c");
    expect(status).toBe(0);
    expect(stdout).toMatch(/program {3}no program found from 8 examples/);
  });

  it("writes the curves as a picture", async () => {
    const svg = join(await folder(), "curves.svg");
    const { status } = await contrasted(await task(), "--no-net", "--svg", svg);
    expect(status).toBe(0);
    expect(await readFile(svg, "utf8")).toMatch(/^<svg [\s\S]*double: a program and a net[\s\S]*<\/svg>\n$/);
  });

  it("prints what was measured when Ctrl-C is pressed", async () => {
    const world = new World({ isTerminal: true, env: { NO_COLOR: "1" } });
    const running = world.knack("contrast", "examples/contrast/brackets.ts", "--budget", "1h");
    await world.until(/program: /);
    expect(world.interrupt()).toBe(true);
    expect(await running).toBe(130);
    expect(world.stdout).toMatch(/^brackets /);
    expect(world.interrupt()).toBe(false);
  });

  it.each([
    [[], /^knack: name a task file/],
    [["a.ts", "b.ts"], /^knack: b\.ts: one task at a time/],
    [["gone.ts"], /^knack: gone\.ts: there is no such file/],
    [["README.md"], /^knack: README\.md: is no task file/],
    [["examples/contrast/sort.ts", "--no-net", "--no-program"], /leaves nothing to measure/],
    [["examples/contrast/sort.ts", "--seeds", "0"], /--seeds 0: give a whole number from 1 to 20/],
    [["examples/contrast/sort.ts", "--net-budget", "5c"], /--net-budget 5c: give a time/],
    [
      ["examples/contrast/sort.ts", "--net-budget", "soon"],
      /--net-budget soon: give a time above zero, such as 60s or 5m/,
    ],
    [["examples/contrast/sort.ts", "--samples", "many"], /--samples many: give a whole number/],
    [["examples/contrast/sort.ts", "--svg", "gone/x.svg"], /--svg gone\/x\.svg: there is no folder "gone"/],
    [["examples/contrast/sort.ts", "--seed"], /--seed: a value is missing/],
    [["examples/contrast/sort.ts", "--sample", "3"], /did you mean --samples\?/],
  ])("refuses %j in one line", async (argv, complaint) => {
    const { status, stdout, stderr } = await contrasted(...argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(complaint);
    expect(stderr.match(/\n/g)).toHaveLength(1);
  });

  it("stops a reference that never returns", async () => {
    const path = await task({ reference: "(x) => { while (true); }", sample: "() => [7]" });
    const { status, stderr } = await contrasted(path);
    expect(status).toBe(2);
    expect(stderr).toMatch(/reference did not return within 5 s on 7; it must end for every sample\n$/);
  });

  it("has help", async () => {
    const { status, stdout } = await contrasted("--help");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^knack contrast TASK/);
  });
});
