import { describe, expect, test } from "vitest";
import { numbersDomain } from "../../../src/domains/numbers/index.ts";
import type { Column, Production, Sample } from "../../../src/language/grammar.ts";
import { randomOf } from "../../../src/language/random.ts";
import { BOOL, INT, option, REAL, showType, TEXT, type Type } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";

type Row = readonly [...inputs: Value[], output: Value];

function sampleOf(rows: readonly Row[], types: Type[], result: Type, unlabelled: Value[][] = []): Sample {
  const inputs = types.map(
    (type, i): Column => ({ name: `x${i}`, type, values: [...rows, ...unlabelled].map((row) => row[i]) }),
  );
  return { inputs, outputs: rows.map((row) => row[row.length - 1]), result };
}

const texts = (rows: readonly Row[]): Sample =>
  sampleOf(
    rows,
    rows[0].slice(1).map(() => TEXT),
    TEXT,
  );

/** A program in prefix form: primitives by name, inputs as $0, literals as themselves. */
type Tree = string | number | readonly Tree[];

/** Bits of the cheapest derivation of the tree from the sort; Infinity where there is none. */
function bitsOf(sample: Sample, sort: string, tree: Tree): number {
  const { productions } = numbersDomain.propose(sample);
  const inputs = sample.inputs.map(
    ({ type }, input): Production => ({ sort: showType(type), head: { input }, args: [], cost: 16 }),
  );
  const derive = (from: string, node: Tree): number => {
    let best = Number.POSITIVE_INFINITY;
    for (const { sort: own, head, args, cost } of [...productions, ...inputs]) {
      if (own !== from) continue;
      if ("primitive" in head) {
        if (!Array.isArray(node) || node[0] !== head.primitive.name) continue;
        best = Math.min(
          best,
          args.reduce((sum, arg, i) => sum + derive(arg.sort, node[i + 1] as Tree), cost),
        );
      } else if ("input" in head ? node === `$${head.input}` : "literal" in head && head.literal === node) {
        best = Math.min(best, cost);
      }
    }
    return best;
  };
  return derive(sort, tree) / 16;
}

const plain = (input: string): Tree => ["number", input, "1234.5"];

describe("texts", () => {
  test.each<[string, Row[], Tree, number]>([
    [
      "grouping",
      [
        ["1652", "1,652"],
        ["940", "940"],
      ],
      ["format-number", plain("$0"), "#,##0"],
      12,
    ],
    [
      "dropping groups",
      [
        ["$2,488.51", "2488.51"],
        ["$966.37", "966.37"],
      ],
      ["format-number", ["number", "$0", "1,234.5"], "0.00"],
      12,
    ],
    [
      "decimals",
      [
        ["243.1", "243.100"],
        ["12.52", "12.520"],
      ],
      ["format-number", plain("$0"), "0.000"],
      12,
    ],
    [
      "at most two decimals",
      [
        ["123.4567", "123.46"],
        ["3.4", "3.4"],
      ],
      ["format-number", plain("$0"), "0.##"],
      12,
    ],
    [
      "zeros before",
      [
        ["5828", "05828"],
        ["44130", "44130"],
      ],
      ["format-number", plain("$0"), "00000"],
      12,
    ],
    [
      "decimal comma",
      [
        ["2345.232", "2.345,232"],
        ["12.5", "12,5"],
      ],
      ["format-number", plain("$0"), "#.##0,*"],
      14,
    ],
    [
      "percent",
      [
        ["0.125", "12.5%"],
        ["0.5", "50.0%"],
      ],
      ["format-number", plain("$0"), "0.0%"],
      12,
    ],
    [
      "out of percent",
      [
        ["12%", "0.12"],
        ["7.5%", "0.075"],
      ],
      ["format-number", ["number", "$0", "1,234.5%"], "General"],
      13,
    ],
    [
      "ordinals",
      [
        ["1", "1st"],
        ["22", "22nd"],
        ["13", "13th"],
      ],
      ["format-number", plain("$0"), "0th"],
      12,
    ],
    [
      "accounting",
      [
        ["-12.5", "(12.50)"],
        ["3", "3.00"],
      ],
      ["format-number", plain("$0"), "(0.00)"],
      12,
    ],
    [
      "exponents",
      [
        ["12345", "1.23E+04"],
        ["0.05", "5.00E-02"],
      ],
      ["format-number", plain("$0"), "0.00E+00"],
      12,
    ],
    [
      "signs",
      [
        ["5", "+5"],
        ["-7", "-7"],
      ],
      ["format-number", plain("$0"), "+0"],
      12,
    ],
    [
      "aligning",
      [
        ["1.2", "  1.2  "],
        ["18", " 18.   "],
      ],
      ["format-number", plain("$0"), "??0.???*"],
      12,
    ],
    [
      "rounding to 50",
      [
        ["31732", "31750"],
        ["5816", "5850"],
        ["-5783", "-5750"],
      ],
      ["format-number", ["round", plain("$0"), 50, "ceil"], "0"],
      19,
    ],
    [
      "rounding to 0.05",
      [
        ["0.41", "0.4"],
        ["0.14", "0.15"],
        ["0.23", "0.25"],
      ],
      ["format-number", ["round", plain("$0"), 0.05, "half-up"], "General"],
      19,
    ],
    [
      "rounding, decimals kept",
      [
        ["249.60", "250.00"],
        ["247.10", "245.00"],
      ],
      ["format-number", ["round", plain("$0"), 5, "half-up"], "0.00"],
      19,
    ],
    [
      "scaling",
      [
        ["0.326", "326"],
        ["2", "2000"],
        ["0.3377", "337.7"],
      ],
      ["format-number", ["multiply", plain("$0"), 1000], "General"],
      18,
    ],
    [
      "the end of a range",
      [
        ["25:00", "20:00-39:00"],
        ["44:00", "40:00-59:00"],
        ["00:00", "0:00-19:00"],
      ],
      ["format-number", ["add", ["round", ["number-at", "$0", 0], 20, "floor"], 19], "General"],
      30,
    ],
    [
      "the start of a range",
      [
        ["100", "76-100"],
        ["51", "51-75"],
        ["42", "26-50"],
      ],
      ["format-number", ["subtract", ["round", plain("$0"), 25, "ceil"], 24], "General"],
      30,
    ],
    [
      "numbers inside texts",
      [
        ["81;76", "80-90"],
        ["20;55", "20-30"],
        ["44;97", "40-50"],
      ],
      ["format-number", ["round", ["number-at", "$0", 0], 10, "floor"], "General"],
      20,
    ],
    [
      "the last number",
      [
        ["a 1 b 22", "22"],
        ["c 3", "3"],
      ],
      ["format-number", ["number-at", "$0", -1], "General"],
      13,
    ],
    [
      "signed amounts in texts",
      [
        ["at -1,234 m", "-1234"],
        ["at 17 m", "17"],
      ],
      ["format-number", ["amount-at", "$0", 0], "General"],
      13,
    ],
    [
      "two columns",
      [
        ["3", "4", "7"],
        ["10", "5", "15"],
      ],
      ["format-number", ["add", plain("$0"), plain("$1")], "0"],
      20,
    ],
    [
      "a threshold",
      [
        ["12", "low"],
        ["48", "low"],
        ["75", "high"],
      ],
      ["less", plain("$0"), 50],
      12,
    ],
    [
      "a column against another",
      [
        ["1", "2", "up"],
        ["5", "3", "down"],
      ],
      ["less", plain("$0"), plain("$1")],
      20,
    ],
    [
      "parity",
      [
        ["1", "odd"],
        ["2", "even"],
        ["4", "even"],
        ["7", "odd"],
      ],
      ["is-even", plain("$0")],
      12,
    ],
  ])("%s", (_, rows, tree, most) => {
    const sort = /^(less|is-)/.test(String((tree as Tree[])[0])) ? "bool" : "text";
    expect(bitsOf(texts(rows), sort, tree)).toBeLessThanOrEqual(most);
  });
});

describe("numbers and truth values", () => {
  const reals = (rows: Row[], result: Type = REAL) =>
    sampleOf(
      rows,
      rows[0].slice(1).map(() => REAL),
      result,
    );

  test("a price", () => {
    expect(
      bitsOf(
        reals([
          [2.5, 4, 10],
          [1.25, 2, 2.5],
        ]),
        "real",
        ["multiply", "$0", "$1"],
      ),
    ).toBeLessThan(10);
  });

  test("degrees, either way", () => {
    const down = reals([
      [32, 0],
      [212, 100],
      [50, 10],
      [-40, -40],
    ]);
    const up = reals([
      [0, 32],
      [100, 212],
      [37, 98.6],
      [-40, -40],
    ]);
    expect(bitsOf(down, "real", ["divide", ["subtract", "$0", 32], 1.8])).toBeLessThan(21);
    expect(bitsOf(up, "real", ["add", ["multiply", "$0", 1.8], 32])).toBeLessThan(21);
  });

  test("the larger of two, as whole numbers that may be absent", () => {
    const sample = sampleOf(
      [
        [1, 5, 5],
        [9, 2, 9],
        [null, 1, null],
      ],
      [INT, INT],
      option(INT),
    );
    const tree: Tree = ["to-int", ["maximum", ["to-real", "$0"], ["to-real", "$1"]]];
    expect(bitsOf(sample, "int", tree)).toBeLessThan(20);
  });

  test("a bound", () => {
    const sample = reals(
      [
        [1.5, false],
        [17, false],
        [21, true],
        [80, true],
      ],
      BOOL,
    );
    expect(bitsOf(sample, "bool", ["at-most", "$0", 20])).toBeLessThan(12);
  });

  test("results that come again", () => {
    const sample = sampleOf(
      [
        ["1", 10],
        ["2", 10],
        ["9", 25],
      ],
      [TEXT],
      INT,
    );
    expect(bitsOf(sample, "int", 25)).toBeLessThan(12);
  });
});

describe("what is left alone", () => {
  test.each<[string, Row[]]>([
    [
      "no numbers at all",
      [
        ["Ada Lovelace", "A.L."],
        ["Alan Turing", "A.T."],
      ],
    ],
    [
      "numbers only in outputs",
      [
        ["Ada", "1"],
        ["Alan", "2"],
      ],
    ],
    [
      "no inputs with text",
      [
        ["", "1"],
        [" ", "2"],
      ],
    ],
  ])("%s", (_, rows) => {
    expect(numbersDomain.propose(texts(rows))).toEqual({ sorts: [], productions: [] });
  });

  test("no layouts and no arithmetic where outputs hold no numbers", () => {
    const { productions } = numbersDomain.propose(
      texts([
        ["12", "low"],
        ["75", "high"],
      ]),
    );
    const names = productions.flatMap(({ head }) => ("primitive" in head ? [head.primitive.name] : []));
    expect(names).not.toContain("format-number");
    expect(names).not.toContain("add");
    expect(names).toContain("number");
  });

  test("no outputs, no inputs, odd values", () => {
    expect(() => numbersDomain.propose({ inputs: [], outputs: [], result: TEXT })).not.toThrow();
    const column = { name: "x", type: TEXT, values: ["1", null, undefined, "9".repeat(400)] };
    for (const outputs of [[], [null], ["9".repeat(400), "1e999"], ["(((", "-", "1,,2"]]) {
      expect(() => numbersDomain.propose({ inputs: [column], outputs, result: TEXT })).not.toThrow();
    }
  });
});

test("every production is well-formed: a declared or shared sort, a cost of 1 or more, literals of the type", () => {
  const random = randomOf(5);
  const pieces = ["1", "20", "3.5", "-", ":", " ", "1,234", "%", "a", "th", "(", ")", "0", "$"];
  const text = () => Array.from({ length: random.below(6) }, () => random.pick(pieces)).join("");
  for (let i = 0; i < 300; i++) {
    const rows = Array.from({ length: 1 + random.below(5) }, (): Row => [text(), text(), text()]);
    const { sorts, productions } = numbersDomain.propose(texts(rows));
    const names = new Set([...sorts.map(({ name }) => name), "text", "real", "int", "bool"]);
    expect(new Set(sorts.map(({ name }) => name)).size).toBe(sorts.length);
    for (const { sort, head, args, cost } of productions) {
      expect([names.has(sort), Number.isInteger(cost) && cost >= 1]).toEqual([true, true]);
      for (const arg of args) expect(names.has(arg.sort)).toBe(true);
      if ("primitive" in head) expect(args.length).toBe(head.primitive.params.length);
      if ("literal" in head) expect(head.literal).toBeDefined();
    }
  }
});

test("a hundred rows take a few milliseconds, and hostile ones not much longer", () => {
  const random = randomOf(9);
  const rows = Array.from({ length: 100 }, (): Row => {
    const value = random.below(1e9) / 100;
    return [`$${value} of ${random.below(100)}`, String(value), String(Math.round(value))];
  });
  const time = (sample: Sample) => {
    const started = performance.now();
    numbersDomain.propose(sample);
    return performance.now() - started;
  };
  time(texts(rows));
  expect(Math.min(...Array.from({ length: 5 }, () => time(texts(rows))))).toBeLessThan(25);
  for (const unit of ["1", "1,", "1 ", "1.1,", "-", "(", "1e", " 1 111"]) {
    for (const length of [9_000, 1_000_000]) {
      const hostile = unit.repeat(length).slice(0, length);
      expect(
        time(
          texts([
            [hostile, hostile],
            [`1${hostile}`, `${hostile}x`],
          ]),
        ),
      ).toBeLessThan(1000);
    }
  }
});
