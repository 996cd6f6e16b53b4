/** @file `--verbose`: what it must say, on which stream, and as JSON. */

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder, World } from "./terminal.ts";

const NAMES =
  "Name,Initials\nAda Lovelace,A.L.\nAlan Turing,A.T.\nGrace Hopper,G.H.\nDonald Knuth,\nJohn Backus,\nKen Iverson,\n";

const CHOICE = `(set-logic LIA)
(synth-fun larger ((x Int) (y Int)) Int ((Start Int) (B Bool))
  ((Start Int (x y 0 1 (+ Start Start) (- Start Start) (ite B Start Start)))
   (B Bool ((<= Start Start) (= Start Start)))))
(constraint (= (larger 1 5) 5))
(constraint (= (larger 7 2) 7))
(constraint (= (larger (- 4) 0) 0))
(constraint (= (larger 12 11) 12))
(check-synth)
`;

/** Lines of the report under a label, without it. */
function under(report: string, label: string): string[] {
  const lines = report.split("\n");
  const at = lines.findIndex((line) => line.startsWith(`  ${label} `));
  const length = lines.slice(at + 1).findIndex((line) => !line.startsWith("            "));
  return lines.slice(at, at + 1 + length).map((line) => line.slice(12));
}

describe("--verbose", () => {
  it("reports the search of a column on standard error, on two screens at most", async () => {
    const at = await folder({ "names.csv": NAMES });
    const world = new World();
    expect(await world.knack("learn", join(at, "names.csv"), "--verbose", "--budget", "60000c")).toBe(0);
    const { stdout, stderr } = world;
    expect(stdout).toContain("export function initials");
    expect(stdout).not.toContain("strategy");
    expect(under(stderr, "grammar")[0]).toMatch(/^\d+ sorts, \d+ productions, proposed for these examples$/);
    expect(under(stderr, "rows")[0]).toMatch(/^3 of 3 examples in the core; \d guards without output/);
    expect(under(stderr, "rounds").length).toBeGreaterThan(1);
    const time = under(stderr, "time").join("\n");
    for (const name of ["bottom-up", "goals", "judging"])
      expect(time).toMatch(new RegExp(`^${name} .* \\d+ %`, "m"));
    expect(under(stderr, "found")[0]).toMatch(
      /^(bottom-up|goals|edit|tree of \d+ leaves), \d+\.\d bits for a table of \d+\.\d bits; at candidate [\d,]+( k)?, after /,
    );
    expect(under(stderr, "stopped")[0]).not.toBe("");
    expect(under(stderr, "memory")[0]).toMatch(/^\d+ MB of 1\.1 GB/);
    expect(stderr.split("\n").length).toBeLessThanOrEqual(48);
  });

  it("aligns its tables", async () => {
    const at = await folder({ "larger.sl": CHOICE });
    const world = new World();
    expect(await world.knack("learn", join(at, "larger.sl"), "-v")).toBe(0);
    const [head, ...rows] = under(world.stderr, "time").filter((line) => !line.startsWith("("));
    const end = head.indexOf("runs") + "runs".length;
    for (const row of rows.filter((line) => !line.startsWith("outside"))) {
      expect(row.slice(0, end)).toMatch(/ \d+$/);
      expect(row.slice(end)).toMatch(/^( {2}\S|$)/);
    }
  });

  it("says of a SyGuS file whose grammar it is, and why the search stopped", async () => {
    const at = await folder({ "larger.sl": CHOICE });
    const file = join(at, "larger.sl");
    const whole = new World();
    expect(await whole.knack("learn", file, "--verbose")).toBe(0);
    expect(under(whole.stderr, "grammar")[0]).toMatch(/^2 sorts, 9 productions, of the file/);
    expect(under(whole.stderr, "stopped")[0]).toMatch(/^every program of at most|is not doubted/);
    for (const [budget, why] of [
      ["90c", "the budget of 90 candidates is spent"],
      ["1ms", "the budget of 1 ms is spent"],
    ]) {
      const cut = new World();
      expect(await cut.knack("learn", file, "--verbose", "--budget", budget)).toBe(1);
      expect(under(cut.stderr, "stopped")).toEqual([why]);
      expect(under(cut.stderr, "found")[0]).toMatch(/^nothing/);
      expect(under(cut.stderr, "rounds").at(-1)).toMatch(/^1, cut off/);
    }
  });

  it("--json has the account as a field, the same for the same candidates but for times", async () => {
    const at = await folder({ "larger.sl": CHOICE });
    const account = async (...argv: string[]) => {
      const world = new World();
      await world.knack("learn", join(at, "larger.sl"), "--json", "--budget", "1e5c", ...argv);
      expect(world.stderr).toBe("");
      return JSON.parse(world.stdout).account;
    };
    const first = await account("--verbose");
    expect(first).toMatchObject({
      grammar: { sorts: 2, productions: 9, closed: true },
      rows: { core: 4, guards: 0, checks: 0, joined: [], doubtful: [] },
      stopped: { why: expect.any(String), text: expect.any(String) },
    });
    expect(first.answers[0]).toMatchObject({ foundBy: expect.any(String), candidate: expect.any(Number) });
    const untimed = (value: unknown): string =>
      JSON.stringify(value, (key, field) => (key === "milliseconds" ? undefined : field));
    expect(untimed(await account("--verbose"))).toBe(untimed(first));
    expect(await account()).toBeUndefined();
  });

  it("names the strategy at work in the live line", async () => {
    // No short program does that.
    const rows = Array.from(
      { length: 9 },
      (_, i) => `(constraint (= (f ${i} ${i * i}) ${(i * 7919) % 1009}))`,
    );
    const text = CHOICE.replace("larger", "f").replace(/^\(constraint.*\n/gm, "");
    const at = await folder({ "f.sl": text.replace("(check-synth)", `${rows.join("\n")}\n(check-synth)`) });
    for (const [argv, shows] of [
      [["--verbose"], true],
      [[], false],
    ] as const) {
      const world = new World({ isTerminal: true });
      await world.knack("learn", join(at, "f.sl"), "--budget", "600ms", ...argv);
      const live = world.stderr
        .split("\r")
        .filter((part) => part.includes("candidates (") && part.includes("left"));
      expect(live.length).toBeGreaterThan(0);
      const named =
        / · (preparing|bottom-up|goals|goals on some rows|goals for conditions|division|branches|edits|judging) · /;
      expect(live.every((part) => named.test(part))).toBe(shows);
    }
  });
});
