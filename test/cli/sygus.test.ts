/** @file A SyGuS file through the commands: learned, printed, saved, applied, checked. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSygus } from "../../src/tasks/sygus/index.ts";
import { loadPrinted } from "../support/printed.ts";
import { folder, World } from "./terminal.ts";

const AREA = `(set-logic SLIA)
(synth-fun area ((phone String)) String
  ((Start String) (Pos Int))
  ((Start String (phone "(" ")" (str.++ Start Start) (str.substr Start Pos Pos)))
   (Pos Int (0 3))))
(constraint (= (area "938-242-504") "(938)"))
(constraint (= (area "308-916-545") "(308)"))
(constraint (= (area "623-599-749") "(623)"))
(check-synth)
`;

const BITS = `(set-logic BV)
(define-fun half ((x (_ BitVec 16))) (_ BitVec 16) (bvlshr x #x0001))
(define-fun im ((x (_ BitVec 16)) (y (_ BitVec 16)) (z (_ BitVec 16))) (_ BitVec 16) (ite (= x #x0001) y z))
(synth-fun f ((x (_ BitVec 16))) (_ BitVec 16)
  ((Start (_ BitVec 16)))
  ((Start (_ BitVec 16) (#x0000 #x0001 x (bvnot Start) (half Start) (bvand Start Start) (im Start Start Start)))))
(constraint (= (f #x0028) #x0014))
(constraint (= (f #x0029) #xffd6))
(constraint (= (f #x8000) #x4000))
(constraint (= (f #x0015) #xffea))
(constraint (= (f #xfffe) #x7fff))
(constraint (= (f #x0ca7) #xf358))
(check-synth)
`;

/** No short program does this. */
const CHANCE = `(set-logic BV)
(synth-fun f ((x (_ BitVec 64))) (_ BitVec 64) ((S (_ BitVec 64)))
  ((S (_ BitVec 64) (x #x0000000000000001 (bvnot S) (bvneg S) (bvand S S) (bvxor S S) (bvadd S S)))))
${[
  "1a2b3c4d5e6f7081 9d8c7b6a59483726",
  "0f1e2d3c4b5a6978 13579bdf02468ace",
  "5566778899aabbcc 0123456789abcdef",
]
  .map((pair) => pair.split(" ").map((digits) => `#x${digits}`))
  .map(([given, wanted]) => `(constraint (= (f ${given}) ${wanted}))`)
  .join("\n")}
(check-synth)
`;

const line = (world: World): Record<string, unknown> => JSON.parse(world.stdout);

describe("learn", () => {
  it("refuses to leave primitives out of a file's own grammar", async () => {
    const at = await folder({ "area.sl": AREA });
    const world = new World();
    expect(await world.knack("learn", join(at, "area.sl"), "--without", "upper")).toBe(2);
    expect(world.stderr).toMatch(/^knack: --without: is for other formats; .*area\.sl says in its grammar/);
  });

  it("prints the same for a number of candidates with any number of threads", async () => {
    const at = await folder({ "chance.sl": CHANCE });
    const printed: string[] = [];
    for (const threads of ["1", "2", "4"]) {
      const world = new World();
      const budget = ["--budget", "400000c", "--threads", threads];
      expect(await world.knack("learn", join(at, "chance.sl"), "--json", "--verbose", ...budget)).toBe(1);
      printed.push(world.stdout.replace(/"(seconds|milliseconds)":[\d.]+/g, ""));
    }
    expect(new Set(printed).size).toBe(1);
    expect(printed[0]).toContain('"candidates":400000');
  }, 60_000);

  it("prints the function in TypeScript, or in the file's own words", async () => {
    const at = await folder({ "area.sl": AREA });
    const typescript = new World();
    expect(await typescript.knack("learn", join(at, "area.sl"))).toBe(0);
    expect(typescript.stdout).toContain("export function area(phone: string): string");
    expect(typescript.stdout).toMatch(/return `\(\$\{substr\(phone, 0, 3\)\}\)`;/);
    const sygus = new World();
    expect(await sygus.knack("learn", join(at, "area.sl"), "--format", "sygus")).toBe(0);
    expect(sygus.stdout).toMatch(/^ {4}\(define-fun area \(\(phone String\)\) String \(str\.\+\+ .*\)\)$/m);
    expect(typescript.stderr + sygus.stderr).toBe("");
  });

  it("--json --format sygus has the define-fun as its program, and the module beside it", async () => {
    const at = await folder({ "half.sl": BITS });
    const world = new World();
    expect(await world.knack("learn", join(at, "half.sl"), "--json", "--format", "sygus")).toBe(0);
    const { program, typescript, task, solved, fit } = line(world);
    expect({ task, solved, fit }).toEqual({ task: "f", solved: true, fit: { right: 6, of: 6 } });
    expect(program).toMatch(/^\(define-fun f \(\(x \(_ BitVec 16\)\)\) \(_ BitVec 16\) \(im /);
    const { task: stated } = readSygus("half.sl", BITS);
    const printed = await loadPrinted(typescript as string);
    for (const { inputs, output } of stated.examples) expect(printed(...inputs)).toBe(output);
  });

  it("reads standard input, and refuses what does not fit it", async () => {
    const world = new World();
    world.stdin.end(AREA);
    expect(await world.knack("learn", "-", "--json")).toBe(0);
    expect(line(world)).toMatchObject({ task: "area", solved: true });
    const at = await folder({ "area.sl": AREA, "a.csv": "Name,Shout\nada,ADA\nbo,\ncy,\n" });
    for (const [argv, message] of [
      [["area.sl", "-o", join(at, "b.sl")], "writes filled cells, and a SyGuS file has none; leave it out"],
      [["area.sl", "--target", "phone"], "--target names a column, but this file states its tasks"],
      [["a.csv", "--format", "sygus"], "is how answers to SyGuS files are written; a.csv is csv"],
    ] as const) {
      const refused = new World();
      expect(await refused.knack("learn", join(at, argv[0]), ...argv.slice(1))).toBe(2);
      expect(refused.stderr).toContain(message);
    }
  });

  it("names rows by their lines in the file", async () => {
    const wrong = AREA.replace("(check-synth)", '(constraint (= (area "938-242-504") "(9"))\n(check-synth)');
    const rows = [5, 6, 7].map((n) => `(constraint (= (area "${n}11-222-333") "(${n}11)"))\n`).join("");
    const text = wrong.replace(
      "(check-synth)",
      `${rows}(constraint (= (area "938-242-504") "(938)"))\n(check-synth)`,
    );
    const at = await folder({ "area.sl": text });
    const world = new World();
    expect(await world.knack("learn", join(at, "area.sl"), "--verbose")).toBe(0);
    expect(world.stdout).toContain('suspect   line 9 says "(9"; the other rows say "(938)"');
    expect(world.stderr).toMatch(/line 9 contradicted by other rows/);
    const json = new World();
    expect(await json.knack("learn", join(at, "area.sl"), "--json")).toBe(0);
    expect(line(json)).toMatchObject({ suspects: [{ row: 4, line: 9, given: "(9", expected: "(938)" }] });
    const refused = new World();
    expect(await refused.knack("learn", join(at, "area.sl"), "--suspects", "0")).toBe(2);
    expect(refused.stderr).toContain("area.sl: lines 6 and 9 have the same inputs but different outputs");
  });

  it("explains a program with macros of the file", async () => {
    const at = await folder({ "half.sl": BITS });
    const world = new World();
    const file = join(at, "half.sl");
    expect(await world.knack("learn", file, "--json", "--explain", "(own-half $1)")).toBe(0);
    expect(line(world)).toMatchObject({ explain: { program: "(own-half $1)" } });
  });

  it("explains no program of operators that a SyGuS file cannot have", async () => {
    const free = `(set-logic SLIA)(synth-fun f ((x String)) String)(constraint (= (f "a") "a"))(check-synth)`;
    const at = await folder({ "area.sl": AREA, "free.sl": free });
    for (const [file, program] of [
      ["area.sl", "(upper $1)"],
      ["free.sl", "(upper $1)"],
      ["free.sl", '(concat "a" (upper $1))'],
    ]) {
      const world = new World();
      expect(await world.knack("learn", join(at, file), "--explain", program)).toBe(2);
      expect(world.stderr).toMatch(/^knack: --explain ".*": \w+ is no operator of SMT-LIB\n$/);
    }
  });
});

describe("a saved module", () => {
  it("says which of its examples a file in its own language leaves out", async () => {
    const at = await folder({ "area.sl": AREA });
    const fuller = AREA.replace(
      "(check-synth)",
      '(constraint (= (area "111-222-333") "(111)"))\n(check-synth)',
    );
    const other = await folder({ "area.sl": fuller });
    const library = join(at, "library");
    await new World().knack("learn", join(other, "area.sl"), "--save", library);
    const world = new World();
    expect(await world.knack("learn", join(at, "area.sl"), "--save", library)).toBe(0);
    expect(world.stderr).toContain("1 example of the saved module is not in the file");
  }, 60_000);

  it("says that a table states no grammar, and is then a module like any other", async () => {
    const rows = "x,f\n0x0028,0x0014\n0x0015,0xffea\n0x0002,\n0x0003,\n";
    const at = await folder({ "half.sl": BITS, "rows.csv": rows });
    const library = join(at, "lib");
    const relearned = async (): Promise<string> => {
      const world = new World();
      expect(await world.knack("learn", join(at, "rows.csv"), "--save", library)).toBe(0);
      return world.stderr;
    };
    expect(await new World().knack("learn", join(at, "half.sl"), "--save", library)).toBe(0);
    expect(await relearned()).toContain(
      "knack: f: the saved module keeps to the grammar of half.sl, which this file does not state;",
    );
    expect(await relearned()).not.toContain("grammar");
  }, 60_000);

  it("holds without the file and its macros", async () => {
    const rows = "x,f\n0x0028,0x0014\n0x0029,0xffd6\n0x0002,\n";
    const at = await folder({ "half.sl": BITS, "area.sl": AREA, "rows.csv": rows });
    const library = join(at, "lib");
    for (const name of ["half", "area", "area"]) {
      expect(await new World().knack("learn", join(at, `${name}.sl`), "--save", library)).toBe(0);
    }
    const json = await readFile(join(library, "f.knack.json"), "utf8");
    expect(json).not.toContain("own-");
    const check = new World();
    expect(await check.knack("check", join(library, "f"), join(library, "area"))).toBe(0);
    expect(check.stdout).toMatch(/f holds: 6 examples\narea holds: 3 examples/);
    const apply = new World();
    expect(await apply.knack("apply", join(library, "f"), join(at, "rows.csv"))).toBe(0);
    expect(apply.stdout).toBe(rows.replace("0x0002,", "0x0002,0x0001"));
    const list = new World();
    expect(await list.knack("library", "list", "--library", library)).toBe(0);
    expect(list.stdout).toMatch(/^f /m);
  });

  it("is not applied to a SyGuS file", async () => {
    const at = await folder({ "area.sl": AREA });
    const library = join(at, "lib");
    expect(await new World().knack("learn", join(at, "area.sl"), "--save", library)).toBe(0);
    const world = new World();
    expect(await world.knack("apply", join(library, "area"), join(at, "area.sl"))).toBe(2);
    expect(world.stderr).toContain(
      "this file states tasks; a file of rows with named columns is needed here",
    );
  });
});
