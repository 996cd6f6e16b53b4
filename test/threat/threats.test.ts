/**
 * The threat model, line by line. Files, headers, cells, task names and module files are hostile. What is
 * tried here goes in at the front door; the parts have tests of their own:
 *
 * 1 printed code: test/language/escaping.test.ts · 2 keys: test/tasks/json.test.ts, test/library/format.test.ts,
 * test/language/parse.test.ts · 3 patterns: test/domains/numbers/reading.test.ts, test/domains/dates/reading.test.ts ·
 * 5 archives: test/tasks/xlsx.test.ts, test/tasks/fuzz.test.ts · 6 file names: test/library/names.test.ts,
 * test/library/save.test.ts · 7 spreadsheets and terminals: test/tasks/csv.test.ts, test/cli/learn.test.ts ·
 * 9 dependencies: test/package/package.test.ts. Line 8 is about a server, which there is none of yet.
 */

import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { domains } from "../../src/domains/index.ts";
import { tokens } from "../../src/domains/text/tokens.ts";
import { run } from "../../src/language/interpret.ts";
import { FUEL, MAX_LENGTH, type Primitive } from "../../src/language/primitive.ts";
import { apply, input, type Program } from "../../src/language/program.ts";
import { TEXT, type Type } from "../../src/language/type.ts";
import { CivilDate, type Value } from "../../src/language/value.ts";
import { learn } from "../../src/learn.ts";
import { Learning } from "../../src/learning.ts";
import { InputError } from "../../src/tasks/error.ts";
import { readTasks } from "../../src/tasks/sheet.ts";
import { folder, World } from "../cli/terminal.ts";
import { loadPrinted, shapeOf } from "../support/printed.ts";

const primitives = domains.flatMap((domain) => domain.primitives);

/** A program of few candidates is enough for all of these. */
const QUICK = ["--budget", "60000c"];

describe("1: printed code", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is to look like a template
  const HOSTILE = "*/ globalThis.pwned = 1; /* ` ${globalThis.pwned = 1} \" ' \\ \u2028 //";

  it("does what it would with harmless names and constants", async () => {
    const learned = (name: string, constant: string) =>
      learn(
        [
          ["ada", `${constant}ada`],
          ["alan", `${constant}alan`],
        ],
        {
          name,
          signature: { params: [{ name, type: TEXT }], result: TEXT },
          budget: { candidates: 20_000 },
        },
      );
    const hostile = await learned(HOSTILE, HOSTILE);
    expect(hostile.program).toContain("concat");
    const { names, strings } = shapeOf(hostile.typescript);
    expect(names.filter((name) => /^(pwned|globalThis)$/.test(name))).toEqual([]);
    expect(strings).toContain(HOSTILE);
    const printed = await loadPrinted(hostile.typescript);
    expect(printed("grace")).toBe(`${HOSTILE}grace`);
    expect(globalThis).not.toHaveProperty("pwned");
  });
});

describe("2: names that objects have already", () => {
  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "%s as header and cell",
    async (name) => {
      const at = await folder({
        "a.csv": `${name},valueOf\n${name},${name.toUpperCase()}\nada,ADA\nalan,\nbo,\n${name}s,\n`,
      });
      const world = new World();
      expect(
        await world.knack("learn", join(at, "a.csv"), "--json", "--save", join(at, "lib"), ...QUICK),
      ).toBe(0);
      const { typescript } = JSON.parse(world.stdout);
      expect((await loadPrinted(typescript))(name)).toBe(name.toUpperCase());
      const applied = new World();
      expect(await applied.knack("apply", join(at, "lib", "value-of"), join(at, "a.csv"))).toBe(0);
      expect(applied.stdout).toContain(`${name}s,${name.toUpperCase()}S\n`);
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
  );
});

describe("3: patterns are linear", () => {
  const LENGTH = 30_000;
  const texts = [
    "a",
    "1",
    "A",
    " ",
    ".",
    "-",
    "aA",
    "a-",
    "1.",
    "1,",
    "a@",
    "a.",
    "@",
    "http://",
    "é",
    "👍",
  ].flatMap((unit) => ["", "!"].map((end) => unit.repeat(LENGTH / unit.length) + end));

  /** Longest time for one text, in milliseconds; the best of two, so that a busy machine is not blamed. */
  const longest = (work: (text: string) => void): number =>
    Math.max(
      ...texts.map((text) => {
        const times = [0, 1].map(() => {
          const start = performance.now();
          work(text);
          return performance.now() - start;
        });
        return Math.min(...times);
      }),
    );

  it.each(tokens.map(({ name, pattern }) => [name, pattern]))("%s", (_, pattern) => {
    const finder = new RegExp(pattern, "gu");
    const whole = new RegExp(`^(?:${pattern})$`, "u");
    expect(longest((text) => [...text.matchAll(finder)])).toBeLessThan(150);
    expect(longest((text) => whole.test(text))).toBeLessThan(150);
  });
});

describe("4: no primitive grows without limit", () => {
  const LARGE = "x,".repeat(MAX_LENGTH / 2);
  /** Something ordinary, then what asks for most. */
  const pool = (type: Type): readonly Value[] => {
    switch (type.kind) {
      case "text":
        return ["x", LARGE];
      case "int":
      case "real":
        return [1, -1, 1e6, Number.MAX_SAFE_INTEGER];
      case "label":
        return ["digits", "word"];
      case "list":
        return [Array(2).fill(pool(type.of)[0]), Array(1 << 16).fill(pool(type.of).at(-1))];
      case "option":
        return pool(type.of);
      case "bool":
        return [true];
      case "date":
        return [new CivilDate(2024, 2, 29)];
      default:
        return [];
    }
  };
  const combinations = (types: readonly Type[]): Value[][] =>
    types.reduce<Value[][]>(
      (all, type) => all.flatMap((args) => pool(type).map((value) => [...args, value])),
      [[]],
    );
  const sizeOf = (value: Value): number =>
    typeof value === "string" || Array.isArray(value) ? value.length : 0;

  it.each(["concat", "join", "repeat", "pad-start", "pad-end", "replace"])("%s", (name) => {
    const primitive = primitives.find((one) => one.name === name) as Primitive;
    const cases = combinations(primitive.params);
    expect(cases.length).toBeGreaterThan(1);
    const sizes: number[] = [];
    for (const args of cases) {
      const start = performance.now();
      const value = primitive.run(args, { fuel: FUEL });
      expect(performance.now() - start).toBeLessThan(2000);
      sizes.push(sizeOf(value));
    }
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_LENGTH);
    expect(Math.max(...sizes)).toBeGreaterThan(0);
  });

  it("powers are numbers or nothing", () => {
    const power = primitives.find(({ name }) => name === "power") as Primitive;
    for (const args of combinations(power.params)) {
      const value = power.run(args, { fuel: FUEL });
      expect(value === undefined || Math.abs(value as number) <= Number.MAX_SAFE_INTEGER).toBe(true);
    }
  });

  // The clock is looked at between pieces, so a budget holds as far as they are short, whatever is in a file.
  const letters = (n: number, seed: number): string => {
    let state = seed;
    const next = (): string => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return "abcdefghijklmnop "[(state >>> 8) % 17];
    };
    return Array.from({ length: n }, next).join("");
  };
  const texts = Array.from({ length: 20 }, (_, i) => letters(1_000_000, i + 1));
  const short = Array.from({ length: 100_000 }, (_, i) => `${letters(12, i + 1)}${i}`);
  const GRAMMAR = `((S String) (I Int) (B Bool))
    ((S String (s "" " " "a" "x" (str.++ S S) (str.replace S S S) (str.at S I) (str.substr S I I) (ite B S S)))
     (I Int (0 1 2 (+ I I) (- I I) (str.len S) (str.indexof S S I)))
     (B Bool ((str.contains S S) (str.prefixof S S) (= I I))))`;
  const sygus = (rows: readonly string[], output: (text: string, i: number) => string): string => {
    const constraint = (text: string, i: number) => `(constraint (= (f "${text}") "${output(text, i)}"))`;
    const head = `(set-logic SLIA)\n(synth-fun f ((s String)) String ${GRAMMAR})`;
    return [head, ...rows.map(constraint), "(check-synth)"].join("\n");
  };

  it.each<[what: string, name: string, content: string, milliseconds?: number]>([
    [
      "texts of a million characters, csv",
      "a.csv",
      `a,b\n${texts.map((text, i) => `${text},${i < 8 ? `${text.slice(3, 9)}-x` : ""}`).join("\n")}\n`,
    ],
    [
      "texts of a million characters, with conditions",
      "a.sl",
      sygus(texts, (text, i) => (i % 2 ? `${text.slice(0, 4)}x` : `${text.slice(0, 2)}-`)),
      5000,
    ],
    [
      "many rows, csv",
      "a.csv",
      `a,b\n${short.map((text, i) => `${text},${i % 2 ? `${text.slice(3, 9)}-${text.slice(1, 3)}` : ""}`).join("\n")}\n`,
    ],
    [
      "many rows, with conditions",
      "a.sl",
      sygus(short, (text) => `${text.slice(3, 9)}${text < "f" ? text.slice(1, 3) : "q"}x`),
    ],
  ])(
    "the search goes on in short pieces: %s",
    async (_, name, content, milliseconds = 2500) => {
      const { tasks } = await readTasks({ name, bytes: new TextEncoder().encode(content) });
      const spent = (since?: NodeJS.CpuUsage): number => {
        const { user, system } = process.cpuUsage(since);
        return (user + system) / 1000;
      };
      const begin = process.cpuUsage();
      const { search } = await Learning.open(tasks[0], domains, {});
      expect(spent(begin)).toBeLessThan(6000);
      let longest = 0;
      for (let status = "more"; status === "more" && spent(begin) < milliseconds; ) {
        const before = process.cpuUsage();
        status = search.step(Number.POSITIVE_INFINITY, 0.05);
        longest = Math.max(longest, spent(before));
      }
      search.dispose();
      // A fifth to a quarter of this on an idle machine; without bounds on what a piece reads, 15 seconds.
      expect(longest).toBeLessThan(5000);
    },
    60_000,
  );

  it("a program that doubles its text has no value", () => {
    const concat = primitives.find(({ name }) => name === "concat") as Primitive;
    let program: Program = input(0, TEXT);
    for (let i = 0; i < 16; i++) program = apply(concat, [program, program]);
    const start = performance.now();
    expect(run(program, ["x".repeat(1000)])).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe("5: archives", () => {
  const sheet = (rows: string): string =>
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
  const book = (target: string, mode: string, worksheet: string): Uint8Array =>
    zipSync({
      "xl/workbook.xml": strToU8(
        `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
      "xl/_rels/workbook.xml.rels": strToU8(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="${target}"${mode}/></Relationships>`,
      ),
      "xl/worksheets/sheet1.xml": strToU8(worksheet),
    });

  it.each([
    ["a file", "file:///etc/passwd", ' TargetMode="External"'],
    ["another place", "https://example.com/sheet.xml", ' TargetMode="External"'],
    ["outside the archive", "../../../../etc/passwd", ""],
  ])("refer to nothing outside: %s", async (_, target, mode) => {
    const bytes = book(target, mode, sheet(""));
    await expect(readTasks({ name: "a.xlsx", bytes })).rejects.toThrow(InputError);
  });

  it("declare no entities that are expanded", async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "${"&a;".repeat(1000)}"><!ENTITY c "${"&b;".repeat(1000)}">]>`;
    const row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row>';
    const bytes = book("worksheets/sheet1.xml", "", laughs + sheet(row));
    await expect(readTasks({ name: "a.xlsx", bytes })).rejects.toThrow(InputError);
  });
});

describe("6: names of tasks", () => {
  it.each(["../../evil", "/etc/evil", "..\\evil", "con", "a/b", ".", "\u202egnp.exe", "evil\u0000.ts"])(
    "%j is saved in its folder",
    async (name) => {
      const at = await folder({
        "a.json": JSON.stringify({
          name,
          examples: [
            { inputs: ["ada"], output: "ADA" },
            { inputs: ["alan"], output: "ALAN" },
          ],
        }),
      });
      const library = join(at, "deep", "lib");
      expect(await new World().knack("learn", join(at, "a.json"), "--save", library, ...QUICK)).toBe(0);
      expect(await readdir(at)).toEqual(["a.json", "deep"]);
      expect(await readdir(join(at, "deep"))).toEqual(["lib"]);
      const saved = await readdir(library);
      expect(saved).toHaveLength(3);
      for (const file of saved) {
        expect(file).toMatch(/^[\p{Ll}\p{N}-]+(\.test)?(\.ts|\.knack\.json)$/u);
        expect(file).not.toMatch(/^con\./);
        expect((await stat(join(library, file))).isFile()).toBe(true);
      }
    },
  );
});

describe("7: spreadsheets and terminals", () => {
  const ESCAPE = "\u001b]0;pwned\u0007\u001b[2J";
  const files = {
    "a.csv": `Na${ESCAPE}me,Out\nada,=ada\nalan,=alan\n${ESCAPE},\nbo,\ned,\n`,
  };

  it("shows terminal escapes and sends none, at a terminal either", async () => {
    for (const isTerminal of [false, true]) {
      const at = await folder(files);
      const world = new World({ isTerminal, env: { NO_COLOR: "1" } });
      if (isTerminal) world.stdin.end("s\ns\ns\n");
      await world.knack("learn", join(at, "a.csv"), ...QUICK);
      const all = world.stdout + world.stderr;
      expect(all).toContain("\\u001b]0;pwned\\u0007");
      for (const sent of ["\u001b]", "\u0007", "\u001b[2J"]) expect(all).not.toContain(sent);
    }
  });

  it("warns of cells that a spreadsheet would run, and neutralises them when asked to", async () => {
    const at = await folder(files);
    const out = join(at, "out.csv");
    const plain = new World();
    await plain.knack("learn", join(at, "a.csv"), "-o", out, ...QUICK);
    expect(plain.stderr).toMatch(/a spreadsheet would run 3 filled cells .*--safe-csv/);
    expect(await readFile(out, "utf8")).toContain("bo,=bo\n");
    await new World().knack("learn", join(at, "a.csv"), "-o", out, "--safe-csv", ...QUICK);
    expect(await readFile(out, "utf8")).toContain("bo,'=bo\n");
  });
});
