import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { randomOf } from "../../src/language/random.ts";
import { understood } from "../../src/scenes/caption.ts";
import { drawn } from "../../src/scenes/drawing.ts";
import { MISSING } from "../../src/scenes/scene.ts";
import { folder, World } from "./terminal.ts";

const demo = async (...argv: string[]) => {
  const world = new World();
  const status = await world.knack("demo", ...argv);
  return { status, stdout: world.stdout, stderr: world.stderr };
};

describe("knack demo", () => {
  it("lists its demos", async () => {
    expect(await demo()).toMatchObject({ status: 0, stdout: expect.stringContaining("knack demo captions") });
  });

  it.each([
    [["caption"], /there is no demo "caption"; did you mean "captions"\?/],
    [["--draw", "a cat wearing a hat"], /--draw: belongs to a demo; write knack demo captions before it/],
    [["captions", "more"], /one demo at a time/],
    [["captions", "--side", "20"], /--side: goes with --draw/],
    [["captions", "--draw", "a cat wearing a hat", "--json"], /--json: does not go with --draw/],
    [
      ["captions", "--draw", "a cat waering a hat"],
      /"waering" should be what they do; did you mean "wearing"\?/,
    ],
    [["captions", "--draw", "a cat wearing a hat", "-o", "no/such/folder.png"], /there is no folder/],
    [["captions", "--steps", "0"], /--steps 0: give a whole number from 1/],
    [["captions", "--budget", "100c"], /give a time/],
  ])("refuses %j", async (argv, message) => {
    const { status, stdout, stderr } = await demo(...argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});

describe("knack demo captions --draw", () => {
  it("draws what was never seen together", async () => {
    const output = join(await folder({}), "horse.png");
    const caption = "a horse wearing jeans";
    const { status, stdout } = await demo("captions", "--draw", caption, "-o", output, "--side", "96");
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `${output}: a brown horse wearing blue jeans\n`,
    });
    const { width, height, data } = decode(await readFile(output));
    expect([width, height]).toEqual([96, 96]);
    expect(Uint8Array.from(data)).toEqual(drawn(understood(caption), randomOf(1), 96).pixels);
  });
});

describe("knack demo captions", { timeout: 240_000 }, () => {
  const few = ["captions", "--steps", "6", "--tests", "2", "--budget", "60s"];

  it("tells what each said of seen and of missing combinations, and draws it", async () => {
    const png = join(await folder({}), "sheet.png");
    const { status, stdout, stderr } = await demo(...few, "--png", png);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/program +8 scenes as parts, with captions/);
    expect(stdout).toContain("export function described(");
    expect(stdout).toMatch(/combinations that were seen( +\d+ %){3}\n/);
    for (const { name } of MISSING) expect(stdout).toMatch(new RegExp(`^ {2}${name}( +\\d+ %){3}$`, "m"));
    expect(stdout).toContain(
      "more than half sure of it: 0 of the net's 2 mistakes on seen combinations, 0 of the net's 12",
    );
    // A net of six steps says nothing sensible, and is told so.
    expect(stdout).toMatch(/net +wrong .* 0 %/);
    expect(stdout).toMatch(/program, true parts +right {2}(?:a|two|three|four) /);
    expect(stdout).not.toMatch(/ +\n/);
    expect((await stat(png)).size).toBeGreaterThan(5_000);
  });

  it("gives all of it as JSON, scored as it says", async () => {
    const { stdout } = await demo(...few, "--json", "--seed", "3");
    const { captioner, groups } = JSON.parse(stdout);
    expect(captioner.parameters).toBeGreaterThan(100_000);
    expect(groups.map(({ name }: { name: string }) => name).slice(1)).toEqual(
      MISSING.map(({ name }) => name),
    );
    for (const { missing, right, answers } of groups) {
      expect(right.of).toBe(2);
      const count = (
        of: (answer: { caption: string; net: { caption: string }; program: string }) => string,
      ) =>
        answers.filter(
          (answer: Parameters<typeof of>[0]) => of(answer) === (answer as { caption: string }).caption,
        ).length;
      expect(right.net).toBe(count(({ net }) => net.caption));
      expect(right.program).toBe(count(({ program }) => program));
      for (const { scene } of answers) expect(MISSING.some(({ holds }) => holds(scene))).toBe(missing);
    }
  });

  it("stops on Ctrl-C", async () => {
    const world = new World({ isTerminal: true });
    const done = world.knack("demo", "captions", "--steps", "100000", "--budget", "60s");
    await world.until(/net that captions/);
    expect(world.interrupt()).toBe(true);
    expect(await done).toBe(130);
    expect(world.stdout).toBe("");
  });
});
