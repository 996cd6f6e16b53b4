import { describe, expect, test } from "vitest";
import { datesDomain } from "../../src/domains/dates/index.ts";
import { listsDomain } from "../../src/domains/lists/index.ts";
import { logicDomain } from "../../src/domains/logic/index.ts";
import { numbersDomain } from "../../src/domains/numbers/index.ts";
import { textDomain } from "../../src/domains/text/index.ts";
import { compile } from "../../src/language/compile.ts";
import type { Sample } from "../../src/language/grammar.ts";
import { run } from "../../src/language/interpret.ts";
import { parseProgram } from "../../src/language/parse.ts";
import type { Primitive } from "../../src/language/primitive.ts";
import { type Program, walk } from "../../src/language/program.ts";
import { BOOL, INT, list, REAL, type Signature, showType, TEXT, type Type } from "../../src/language/type.ts";
import { printModule } from "../../src/language/typescript.ts";
import type { Value } from "../../src/language/value.ts";
import { Grower } from "../support/grown.ts";
import { isBeyondLimits } from "../support/limits.ts";
import { loadPrinted, plain } from "../support/printed.ts";
import { typeErrors } from "../support/typecheck.ts";

const domains = [textDomain, listsDomain, logicDomain, numbersDomain, datesDomain];
const primitives: ReadonlyMap<string, Primitive> = new Map(
  domains.flatMap((domain) => domain.primitives).map((primitive) => [primitive.name, primitive]),
);

const sample = (
  result: Type,
  columns: readonly (readonly [string, Type, readonly Value[]])[],
  outputs: readonly Value[],
): Sample => ({
  inputs: columns.map(([name, type, values]) => ({ name, type, values })),
  outputs,
  result,
});

const samples: Record<string, Sample> = {
  names: sample(
    TEXT,
    [["name", TEXT, ["Ada Lovelace", "Alan M. Turing", "", "jean-luc o'neil", "Zoë 👍🏽 Ünal", "x"]]],
    ["A.L.", "A.T."],
  ),
  mail: sample(
    TEXT,
    [
      ["e-mail", TEXT, ["ada@mail.example.com", "x.y@b.org", "none", "@", "a@b@c"]],
      ["name", TEXT, ["Ada", "Bob", "", "C D", "E-F"]],
    ],
    ["mail", "b"],
  ),
  amounts: sample(
    TEXT,
    [
      ["amount", TEXT, ["1,234.5", "$ 12", "-3.25", "n/a", "10-20"]],
      ["count", REAL, [3, 0, -1.5, 12, 1000]],
    ],
    ["$1,234.50", "$12.00"],
  ),
  prices: sample(
    REAL,
    [
      ["price", REAL, [19.99, 5, -2.5, 0, 1e6]],
      ["count", REAL, [3, 0, -1.5, 12, 7]],
    ],
    [20, 5],
  ),
  days: sample(
    TEXT,
    [["date", TEXT, ["2020-02-29", "1/2/2021", "3 May 2019", "soon", "10:30 pm"]]],
    ["29.02.2020", "02.01.2021"],
  ),
};

/** Short lists, so that what is done to them again and again stays within the limits. */
const structures: Record<string, Sample> = {
  counts: sample(
    list(INT),
    [
      ["numbers", list(INT), [[3, 1, 4, 1, 5], [], [7], [-2, 0, 2, 2], [10, 3, 3]]],
      ["count", INT, [2, 0, -1, 3, 1]],
    ],
    [[3, 1], []],
  ),
  size: sample(INT, [["numbers", list(INT), [[3, 1, 4], [], [7, 7], [-2, 0], [1]]]], [8, 0]),
  tags: sample(
    list(TEXT),
    [["tags", list(TEXT), [["b", "a-b", "a"], [], ["x", "x"], ["é", ""], ["A b"]]]],
    [["a"], []],
  ),
  grid: sample(
    list(list(INT)),
    [
      [
        "rows",
        list(list(INT)),
        [
          [
            [1, 2],
            [3, 4],
          ],
          [],
          [[], [5]],
          [[1], [1]],
          [[2, 2, 0]],
        ],
      ],
    ],
    [[[3, 1]], []],
  ),
  words: sample(
    TEXT,
    [
      ["words", list(TEXT), [["b", "a-b", "a"], [], ["x", "x"], ["é", ""], ["A b"]]],
      ["mark", TEXT, ["-", " ", "", "a", "é"]],
    ],
    ["b-a-b-a", "x"],
  ),
  measures: sample(
    REAL,
    [["prices", list(REAL), [[1.5, 2, 0.1, 0.2], [], [-3], [1e6, 1], [0.5, 0.5]]]],
    [3.8, 0],
  ),
  flags: sample(BOOL, [["numbers", list(INT), [[3, 1, 4], [], [7, 7], [-2, 0], [1]]]], [true, false]),
};

const signatureOf = ({ inputs, result }: Sample): Signature => ({
  params: inputs.map(({ name, type }) => ({ name, type })),
  result,
});

function grown(sample: Sample, count: number, seed: number): Program[] {
  const grower = new Grower(domains, sample, seed);
  const programs: Program[] = [];
  for (let i = 0; i < count; i++) {
    const program = grower.grow(showType(sample.result), 1 + (i % 4));
    if (program) programs.push(program);
  }
  return programs;
}

describe.each(Object.entries({ ...samples, ...structures }))("%s", (name, sample) => {
  const programs = grown(sample, 120, 11);
  const signature = signatureOf(sample);
  const rows = sample.inputs[0].values.map((_, row) => sample.inputs.map(({ values }) => values[row]));

  test("programs that could be found print as they run", async () => {
    let defined = 0;
    for (const program of programs) {
      const { source } = printModule({ name: "it", signature, program });
      const f = await loadPrinted(source);
      for (const row of rows) {
        const expected = run(program, row);
        if (expected !== undefined) defined++;
        else if (isBeyondLimits(program, row)) continue;
        const said = `${program.text}\n${source}\n${JSON.stringify(row)}`;
        expect(plain(f(...row) as Value), said).toStrictEqual(plain(expected));
        expect(compile(program)(row), program.text).toStrictEqual(expected);
      }
    }
    expect(defined).toBeGreaterThan(programs.length);
  });

  test("a module that is called as one of its helpers works all the same", async () => {
    const names = new Set<string>();
    for (const program of programs) {
      const { source } = printModule({ name: "it", signature, program });
      const helpers = [...source.matchAll(/^(?:function|const) (\w+)/gm)].map(([, name]) => name);
      for (const name of helpers.filter((name) => !names.has(name))) {
        names.add(name);
        const renamed = printModule({ name, signature, program });
        expect(renamed.functionName).toBe(name);
        const [f, g] = [await loadPrinted(source), await loadPrinted(renamed.source)];
        for (const row of rows) expect(g(...row), renamed.source).toStrictEqual(f(...row));
      }
    }
    expect(names.size, name).toBeGreaterThan(2);
  });

  test("their modules pass the type-checker", () => {
    expect(
      typeErrors(programs.map((program) => printModule({ name: "it", signature, program }).source)),
    ).toBe("");
  });

  test("their text is parsed back", () => {
    for (const program of programs)
      expect(parseProgram(program.text, { signature, primitives }).text).toBe(program.text);
  });
});

test("primitives have names of their own", () => {
  expect(primitives.size).toBe(domains.flatMap((domain) => domain.primitives).length);
});

test("helpers have names of their own and at most 15 lines", () => {
  const sources = new Map<string, string>();
  const programs = Object.values(samples).flatMap((sample) =>
    grown(sample, 200, 3).map((program) => [sample, program] as const),
  );
  const seen = new Set<string>();
  for (const [sample, program] of programs) {
    walk(program, (node) => {
      if (node.kind === "apply") seen.add(node.primitive.name);
    });
    const { source } = printModule({ name: "it", signature: signatureOf(sample), program });
    for (const helper of source.slice(source.indexOf("export default")).split("\n\n").slice(1)) {
      const name = /^(?:function|const|type) (\w+)/m.exec(helper)?.[1] ?? helper;
      expect(sources.get(name) ?? helper.trim()).toBe(helper.trim());
      sources.set(name, helper.trim());
      const code = helper.trim().replace(/^\/\*\*[\s\S]*?\*\/\n/, "");
      expect(code.split("\n").length, helper).toBeLessThanOrEqual(15);
    }
  }
  expect(seen.size).toBeGreaterThan(60);
});
